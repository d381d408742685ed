package org.shadowline.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.follow.Figure;
import org.shadowline.follow.FollowText;
import org.shadowline.follow.Follower;
import org.shadowline.follow.Interval;
import org.shadowline.follow.Picture;
import org.shadowline.follow.WhatIf;
import org.shadowline.plant.description.Moment;
import org.shadowline.plant.event.EventCodec;
import org.shadowline.plant.scenario.Scenario.TimedAction;
import org.shadowline.twin.log.EventLogReader;
import org.shadowline.twin.state.DurationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shadowline follow}. */
@Command(
        name = "follow",
        mixinStandardHelpOptions = true,
        description =
                "Follows a plant by its recorded events and simulates ahead of it: what is to be expected, what comes"
                        + " late, whether plant and model drift apart, and what a change would do.")
final class FollowCommand implements Callable<Integer> {
    private static final Pattern DAY = Pattern.compile("day\\s+(\\d{1,5})\\s+(\\d{1,2}:\\d{2})");
    private static final Pattern FROM = Pattern.compile("(.*\\S)\\s+from\\s+(\\d{1,2}:\\d{2})");
    private static final Pattern SETTING = Pattern.compile("([\\w.]+)\\s*=\\s*(\\S.*)");

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ScenarioOptions scenario;

    @Option(
            names = "--events",
            required = true,
            paramLabel = "LOG",
            description = "Events of the plant from the start of the scenario's run, as rehearse --events writes them: "
                    + EventLogReader.KNOWN)
    @SuppressWarnings("NullAway.Init")
    private Path events;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Only this moment: 2026-01-06 12:00, \"day 2 12:00\", or a time since the start (30 h).")
    private @Nullable String at;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "How often, such as 1 h. Default: each hour and at significant events.")
    private @Nullable String every;

    @Option(names = "--horizon", paramLabel = "TIME", description = "How far ahead. Default: ${DEFAULT-VALUE}.")
    private String horizon = "8 h";

    @Option(
            names = "--futures",
            paramLabel = "K",
            description = "How many futures are simulated, at least 19. Default: ${DEFAULT-VALUE}.")
    private int futures = 20;

    @Option(
            names = "--what-if",
            paramLabel = "CHANGE",
            description = "With --at: a statement of the language (\"mill.2 fails for 1 h\") or a setting"
                    + " (\"mill.count=3\"), from now or \"… from 14:00\".")
    private @Nullable String whatIf;

    @Option(names = "--json", description = "Print JSON, a line for each moment, instead of text.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (futures < Interval.FEWEST)
            throw wrong("--futures must be at least " + Interval.FEWEST + ", with which a 90 % interval is possible: "
                    + futures);
        if (at != null && every != null) throw wrong("give --at or --every, not both");
        if (whatIf != null && at == null) throw wrong("--what-if needs the moment from which: add --at TIME");
        if (!EventLogReader.knows(events))
            throw wrong("--events " + events + ": expected a file name that ends with one of " + EventLogReader.KNOWN);
        double ahead = seconds("--horizon", horizon);
        double often = every == null ? 3600 : seconds("--every", every);
        var err = spec.commandLine().getErr();
        var out = spec.commandLine().getOut();
        var checked = scenario.load(List.of(), err);
        var start = checked.scenario().start();
        double moment = at == null ? Double.NaN : moment(at, start);
        var asked = whatIf == null ? null : whatIf(whatIf, checked, start, moment, err);
        boolean once = at != null;
        var follower = new Follower(
                checked.variant(0).plant(),
                checked.scenario(),
                ScenarioFiles.start(scenario.file(), checked.scenario()),
                new Follower.Options(
                        once ? Double.POSITIVE_INFINITY : often,
                        once ? Double.POSITIVE_INFINITY : often,
                        every == null && !once,
                        ahead,
                        futures),
                picture -> print(picture, out));
        var reader = new EventCodec(follower.index()).reader(follower);
        double[] last = {Double.NEGATIVE_INFINITY};
        boolean[] looked = {false};
        new EventLogReader(events, event -> {
                    if (event.time() < last[0]) {
                        throw new InputProblem(events + ": the event at " + event.time() + " s comes after one at "
                                + last[0] + " s.\nMaybe sort the file by time.");
                    }
                    if (once && !looked[0] && event.time() > moment) {
                        looked[0] = true;
                        print(follower.look(moment, "clock", asked), out);
                    }
                    last[0] = event.time();
                    try {
                        reader.accept(event);
                    } catch (IllegalArgumentException e) {
                        throw new InputProblem(events + ": " + e.getMessage()
                                + ".\nMaybe it is of another plant, or of other settings (--set).");
                    }
                })
                .read();
        if (Double.isInfinite(last[0]))
            throw new InputProblem(events + " has no events.\nMaybe another file was meant.");
        if (once && !looked[0])
            throw new InputProblem("--at " + at + ": the events of " + events + " end before, at "
                    + start.plusNanos(Math.round(last[0] * 1e9))
                            .toLocalDateTime()
                            .withNano(0) + ".");
        if (json) out.println(new ObjectMapper().writeValueAsString(calibration(follower)));
        else {
            out.println();
            out.print(FollowText.of(follower.calibration()));
            out.println("drift: " + follower.watched() + " parameters watched"
                    + (follower.alarms().isEmpty() ? ", nothing noticed" : ""));
            for (var alarm : follower.alarms()) out.println("  " + FollowText.of(alarm, start));
        }
        out.flush();
        return 0;
    }

    private void print(Picture picture, PrintWriter out) {
        if (json) out.println(json(picture));
        else out.print(FollowText.of(picture));
        out.flush();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private double seconds(String option, String text) {
        var seconds = DurationText.parse(text);
        if (seconds == null || seconds <= 0)
            throw wrong(option + " must be a time above 0, such as 8 h or 30 min: " + text);
        return seconds;
    }

    /** Seconds since the start of a moment as people write it. */
    private double moment(String text, ZonedDateTime start) {
        var duration = DurationText.parse(text);
        double seconds;
        var day = DAY.matcher(text);
        try {
            if (duration != null) {
                seconds = duration;
            } else {
                var local = day.matches()
                        ? start.toLocalDate()
                                .plusDays(Long.parseLong(day.group(1)) - 1)
                                .atTime(time(day.group(2)))
                        : LocalDateTime.parse(text.strip().replace(' ', 'T'));
                seconds = Duration.between(start, local.atZone(start.getZone())).toMillis() / 1000.0;
            }
        } catch (DateTimeParseException e) {
            throw wrong("--at must be a moment, such as 2026-01-06 12:00, \"day 2 12:00\" or 30 h: " + text);
        }
        if (seconds < 0)
            throw wrong("--at " + text + " is before the start of the scenario, " + start.toLocalDateTime());
        return seconds;
    }

    private static LocalTime time(String text) {
        return LocalTime.parse(text.length() == 4 ? "0" + text : text);
    }

    private WhatIf whatIf(String text, CheckedScenario checked, ZonedDateTime start, double now, PrintWriter err)
            throws IOException {
        var present = start.plusNanos(Math.round(now * 1e9));
        double after = 0;
        var change = text.strip();
        var from = FROM.matcher(change);
        if (from.matches()) {
            change = from.group(1);
            try {
                var local = present.toLocalDate().atTime(time(from.group(2)));
                after = Duration.between(present, local.atZone(start.getZone())).toMillis() / 1000.0;
            } catch (DateTimeParseException e) {
                throw wrong("--what-if: expected a time of day after `from`, such as 14:00: " + from.group(2));
            }
            if (after < 0)
                throw wrong("--what-if: " + from.group(2) + " is before --at, "
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
            throw new InputProblem("--what-if " + text + " does nothing.\nMaybe write what happens, such as"
                    + " \"mill.2 fails for 1 h\", or a setting, such as \"mill.count=3\".");
        }
        return new WhatIf(text, actions, null, after);
    }

    private static String json(Picture p) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("time_s", p.now())
                .put("time", p.at().toOffsetDateTime().toString())
                .put("because", p.because());
        node.put("horizon_s", p.horizon()).put("parts", p.inPlant());
        var down = node.putArray("down");
        p.down().forEach(down::add);
        node.set("predictions", intervals(p.predictions()));
        node.set("plan", intervals(p.plan()));
        var late = node.putArray("late");
        p.late().forEach(l -> late.addObject().put("part", l.part()).put("probability", l.probability()));
        if (p.bottleneck() != null)
            node.putObject("bottleneck").put("station", p.bottleneck()).put("share", p.bottleneckShare());
        var drift = node.putArray("drift");
        for (var alarm : p.drift())
            drift.addObject()
                    .put("parameter", alarm.parameter().what())
                    .put("of", alarm.parameter().of())
                    .put("factor", alarm.factor())
                    .put("since_s", alarm.since())
                    .put("at_s", alarm.at())
                    .put("observations", alarm.count());
        var answer = p.whatIf();
        if (answer != null) {
            var asked = node.putObject("what_if").put("asked", answer.asked()).put("seconds", answer.seconds());
            asked.set("predictions", intervals(answer.changed()));
            var effects = asked.putObject("effect");
            answer.effect().forEach((figure, effect) -> effects.putObject(name(figure))
                    .put("mean", effect.mean())
                    .put("half_width", effect.halfWidth()));
        }
        return node.toString();
    }

    private static ObjectNode intervals(Map<Figure, Interval> of) {
        var node = JsonNodeFactory.instance.objectNode();
        of.forEach((figure, interval) -> {
            var one = node.putObject(name(figure));
            number(one, "low", interval.low());
            number(one, "mean", interval.mean());
            number(one, "high", interval.high());
        });
        return node;
    }

    private static ObjectNode calibration(Follower follower) {
        var node = JsonNodeFactory.instance.objectNode();
        var rows = node.putArray("calibration");
        for (var row : follower.calibration().rows()) {
            var one = rows.addObject().put("figure", name(row.figure())).put("predictions", row.predictions());
            one.put("coverage", row.coverage())
                    .put("pit_coverage", row.pitCoverage())
                    .put("bias", row.bias());
            var pit = one.putArray("pit");
            row.pit().forEach(pit::add);
        }
        node.put("parameters_watched", follower.watched());
        return node;
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) node.put(name, value);
        else node.putNull(name);
    }

    private static String name(Figure figure) {
        return figure.words().replace(' ', '_');
    }
}
