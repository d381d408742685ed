package org.shadowline.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.follow.FollowJson;
import org.shadowline.follow.FollowText;
import org.shadowline.follow.Follower;
import org.shadowline.follow.Interval;
import org.shadowline.follow.Picture;
import org.shadowline.follow.WhatIf;
import org.shadowline.plant.event.EventCodec;
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
                "Follows a plant, live or by recorded events, and simulates ahead of it: what is to be expected, what"
                        + " comes late, whether plant and model drift apart, and what a change would do.")
final class FollowCommand implements Callable<Integer> {
    private static final Pattern DAY = Pattern.compile("day\\s+(\\d{1,5})\\s+(\\d{1,2}:\\d{2})");
    private static final long POLL_MILLIS = 500;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ScenarioOptions scenario;

    @Option(
            names = "--events",
            paramLabel = "LOG",
            description =
                    "Recorded events of the plant from the start of the scenario's run, as rehearse --events writes"
                            + " them: " + EventLogReader.KNOWN
                            + ". Default: the plant that serve serves, while it runs.")
    private @Nullable Path events;

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where the plant is served. Default: ${DEFAULT-VALUE}.")
    private String server = "";

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Who asks the server, with the password in " + ServedPlant.PASSWORD + ".")
    private @Nullable String user;

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
            description =
                    "From --at, or from now in the plant that is served: a statement of the language (\"mill.2 fails"
                            + " for 1 h\") or a setting (\"mill.count=3\"), at once or \"… from 14:00\".")
    private @Nullable String whatIf;

    @Option(names = "--json", description = "Print JSON, a line for each moment, instead of text.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return events == null ? live() : recorded(events);
    }

    /** Prints what the server says of its plant until Ctrl-C, or its answer to the question. */
    private int live() throws Exception {
        if (at != null || every != null) throw wrong("--at and --every need --events: a served plant is followed now");
        var out = spec.commandLine().getOut();
        var plant = new ServedPlant(server, user, json);
        if (whatIf != null) {
            out.print(plant.whatIf(whatIf));
            out.flush();
            return 0;
        }
        spec.commandLine().getErr().println("following " + server + "; Ctrl-C ends it");
        spec.commandLine().getErr().flush();
        while (true) {
            var next = plant.next();
            if (next.isEmpty()) {
                Thread.sleep(POLL_MILLIS);
            } else {
                out.print(next);
                out.flush();
            }
        }
    }

    private int recorded(Path log) throws Exception {
        if (futures < Interval.FEWEST)
            throw wrong("--futures must be at least " + Interval.FEWEST + ", with which a 90 % interval is possible: "
                    + futures);
        if (at != null && every != null) throw wrong("give --at or --every, not both");
        if (whatIf != null && at == null) throw wrong("--what-if needs the moment from which: add --at TIME");
        if (!EventLogReader.knows(log))
            throw wrong("--events " + log + ": expected a file name that ends with one of " + EventLogReader.KNOWN);
        double ahead = seconds("--horizon", horizon);
        double often = every == null ? 3600 : seconds("--every", every);
        var err = spec.commandLine().getErr();
        var out = spec.commandLine().getOut();
        var checked = scenario.load(List.of(), err);
        var start = checked.scenario().start();
        double moment = at == null ? Double.NaN : moment(at, start);
        var asked = whatIf == null ? null : whatIf(whatIf, checked, start.plusNanos(Math.round(moment * 1e9)), err);
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
        new EventLogReader(log, event -> {
                    if (event.time() < last[0]) {
                        throw new InputProblem(log + ": the event at " + event.time() + " s comes after one at "
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
                        throw new InputProblem(log + ": " + e.getMessage()
                                + ".\nMaybe it is of another plant, or of other settings (--set).");
                    }
                })
                .read();
        if (Double.isInfinite(last[0])) throw new InputProblem(log + " has no events.\nMaybe another file was meant.");
        if (once && !looked[0])
            throw new InputProblem("--at " + at + ": the events of " + log + " end before, at "
                    + start.plusNanos(Math.round(last[0] * 1e9))
                            .toLocalDateTime()
                            .withNano(0) + ".");
        if (json) out.println(FollowJson.calibration(follower));
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
        if (json) out.println(FollowJson.of(picture));
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
                                .atTime(WhatIfText.time(day.group(2)))
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

    private WhatIf whatIf(String text, CheckedScenario checked, ZonedDateTime now, PrintWriter err) throws IOException {
        try {
            return new WhatIfText(scenario, checked, err).read(text, now);
        } catch (IllegalArgumentException e) {
            throw wrong("--what-if: " + e.getMessage());
        }
    }
}
