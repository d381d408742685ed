package org.shadowline.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.follow.WhatIf;
import org.shadowline.plant.description.Moment;
import org.shadowline.plant.scenario.Scenario.TimedAction;

/** Changes as people write them: {@code mill.2 fails for 1 h}, {@code mill.count=3 from 14:00}. */
final class WhatIfText {
    private static final Pattern FROM = Pattern.compile("(.*\\S)\\s+from\\s+(\\d{1,2}:\\d{2})");
    private static final Pattern SETTING = Pattern.compile("([\\w.]+)\\s*=\\s*(\\S.*)");

    private final ScenarioOptions scenario;
    private final CheckedScenario checked;
    private final PrintWriter err;

    WhatIfText(ScenarioOptions scenario, CheckedScenario checked, PrintWriter err) {
        this.scenario = scenario;
        this.checked = checked;
        this.err = err;
    }

    /**
     * Reads a change that is made now.
     *
     * @throws IllegalArgumentException what is wrong with it, for the user
     */
    WhatIf read(String text, ZonedDateTime present) throws IOException {
        try {
            return understood(text, present);
        } catch (InputProblem e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private WhatIf understood(String text, ZonedDateTime present) throws IOException {
        double after = 0;
        var change = text.strip();
        var from = FROM.matcher(change);
        if (from.matches()) {
            change = from.group(1);
            try {
                var local = present.toLocalDate().atTime(time(from.group(2)));
                after = Duration.between(present, local.atZone(present.getZone()))
                                .toMillis()
                        / 1000.0;
            } catch (DateTimeParseException e) {
                throw new InputProblem("expected a time of day after `from`, such as 14:00: " + from.group(2));
            }
            if (after < 0)
                throw new InputProblem(from.group(2) + " is before now, "
                        + present.toLocalTime().withNano(0));
        }
        var setting = SETTING.matcher(change);
        if (setting.matches()) {
            var changed = scenario.load(Map.of(setting.group(1), setting.group(2)), List.of(), err);
            return new WhatIf(text, List.of(), changed.variant(0).plant(), after);
        }
        var statement = "at " + DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(present) + " " + change;
        var known = checked.scenario().timed();
        var more = scenario.load(List.of(statement), err).scenario().timed();
        var actions = new ArrayList<TimedAction>();
        // what is done at once must come after what already applies, hence a little later
        for (var added : more) {
            if (known.contains(added)) continue;
            actions.add(
                    new TimedAction(new Moment.AfterStart(Math.max(after, 1e-3)), added.actions(), added.because()));
        }
        if (actions.isEmpty()) {
            throw new InputProblem("`" + text + "` does nothing.\nMaybe write what happens, such as"
                    + " \"mill.2 fails for 1 h\", or a setting, such as \"mill.count=3\".");
        }
        return new WhatIf(text, actions, null, after);
    }

    /** A time of day, with one digit for the hour or two. */
    static LocalTime time(String text) {
        return LocalTime.parse(text.length() == 4 ? "0" + text : text);
    }
}
