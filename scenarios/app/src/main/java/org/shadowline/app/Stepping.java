package org.shadowline.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.situation.Situation;
import org.shadowline.plant.situation.Why;
import org.shadowline.sim.experiment.Diary;
import org.shadowline.sim.experiment.Diary.Line;
import org.shadowline.sim.experiment.WaitSearch;
import org.shadowline.sim.flow.Simulation;
import org.shadowline.twin.state.DurationText;

/**
 * Steps through the first replication of a scenario: follows a part or a machine in words, or stops at the first moment at which
 * something holds and tells why.
 */
final class Stepping {
    /** What the note of the condition says that a run stops at. */
    private static final String STOP = "shadowline: stop here";

    private static final Pattern WAITS = Pattern.compile("(?:part\\s+(\\d+)|(\\S+))\\s+waits(?:\\s+for\\s+(.+))?");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("EEE HH:mm:ss", Locale.ROOT);

    private final @Nullable List<String> trace;
    private final @Nullable String until;

    /**
     * @param trace what to follow and its name; null for nothing
     * @param until what to stop at; null for the end
     */
    Stepping(@Nullable List<String> trace, @Nullable String until) {
        this.trace = trace;
        this.until = until;
        if (trace != null) tryOut(trace);
    }

    private static void tryOut(List<String> trace) {
        var kind = trace.getFirst();
        if (!kind.equals("part") && !kind.equals("machine")) {
            throw new InputProblem("--trace " + String.join(" ", trace) + ": what is followed is a part or a machine."
                    + "\nMaybe write --trace part 17, or --trace machine mill.1.");
        }
        if (kind.equals("part") && !trace.getLast().matches("\\d{1,18}")) {
            throw new InputProblem(
                    "--trace part " + trace.getLast() + ": parts have serial numbers, from 1 in the order in"
                            + " which they are released.\nMaybe write --trace part 17.");
        }
    }

    /** Statements that the scenario needs for this, besides its own. */
    List<String> statements() {
        return until == null || WAITS.matcher(until).matches()
                ? List.of()
                : List.of("when " + until + " note \"" + STOP + "\"");
    }

    /** The first replication, which can be run again and again. */
    record Run(Simulation simulation, ZonedDateTime start, double horizon) {
        private void to(double time, EventSink sink) {
            simulation.replication(1, sink).runUntil(time);
        }
    }

    /** Runs, and gives what is to be printed. */
    String tell(Run run, boolean json) throws IOException {
        var index = run.simulation.index();
        DoubleFunction<String> clock =
                time -> run.start.plusNanos(Math.round(1e9 * time)).format(CLOCK);
        double stop = until == null ? run.horizon : stop(run, index, until);
        var lines = new ArrayList<Line>();
        if (Double.isNaN(stop)) {
            return json ? json(lines, clock) : "this never happens in the first replication: " + until + "\n";
        }
        if (trace != null) lines.addAll(follow(run, index, clock, stop, trace));
        if (until != null) lines.addAll(why(run, index, clock, stop, until));
        return json ? json(lines, clock) : text(lines, clock);
    }

    private static List<Line> follow(
            Run run, PlantIndex index, DoubleFunction<String> clock, double stop, List<String> trace) {
        var name = trace.getLast();
        boolean isPart = trace.getFirst().equals("part");
        var diary = isPart
                ? Diary.ofPart(index, Long.parseLong(name), clock)
                : Diary.ofMachine(index, machine(index, name), clock);
        run.to(stop, diary);
        if (isPart && diary.lines().isEmpty()) {
            throw new InputProblem("--trace " + String.join(" ", trace) + ": there is no such part until "
                    + clock.apply(stop) + " of the first replication.\nMaybe a smaller number was meant.");
        }
        return diary.lines();
    }

    private static int machine(PlantIndex index, String name) {
        int place = index.place(name);
        if (place >= 0 && index.isMachine(place)) return place;
        if (place >= 0 && index.firstMachine(place) < index.firstMachine(place + 1)) return index.firstMachine(place);
        throw unknown(index, "--trace machine " + name, "machine");
    }

    private static InputProblem unknown(PlantIndex index, String what, String kind) {
        var names = new ArrayList<String>();
        for (int p = 0; p < index.placeCount() && names.size() < 12; p++) {
            if (kind.equals("machine") ? index.isMachine(p) : p < index.elementCount()) names.add(index.placeName(p));
        }
        return new InputProblem(what + ": there is no " + kind + " of this name.\nThere is: " + String.join(", ", names)
                + (names.size() == 12 ? " and so on" : "") + ".");
    }

    /** When it first holds, in seconds since the start; NaN for never. */
    private static double stop(Run run, PlantIndex index, String until) {
        var waits = WAITS.matcher(until);
        if (!waits.matches()) return noted(run);
        double seconds = waits.group(3) == null ? 0 : seconds(until, waits.group(3));
        WaitSearch search;
        if (waits.group(1) != null) {
            search = WaitSearch.ofPart(Long.parseLong(waits.group(1)), seconds);
        } else {
            int place = index.place(waits.group(2));
            boolean works = place >= 0
                    && (index.isMachine(place)
                            || (place < index.elementCount()
                                    && index.firstMachine(place) < index.firstMachine(place + 1)));
            if (!works) throw unknown(index, "--until " + until, "machine");
            search = WaitSearch.ofPlace(index, place, seconds);
        }
        run.to(run.horizon, search);
        search.event(run.horizon, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
        return search.found();
    }

    private static double seconds(String until, String text) {
        var seconds = DurationText.parse(text);
        if (seconds != null && seconds >= 0) return seconds;
        throw new InputProblem(
                "--until " + until + ": `" + text + "` is no time.\nMaybe write --until \"mill.1 waits for 10 min\".");
    }

    private static double noted(Run run) {
        var found = new double[] {Double.NaN};
        run.to(run.horizon, new EventSink() {
            @Override
            public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {}

            @Override
            public void note(double time, int subject, String text) {
                if (text.equals(STOP) && Double.isNaN(found[0])) found[0] = time;
            }
        });
        return found[0];
    }

    /** The moment at which the run stops, and why what is named waits. */
    private static List<Line> why(Run run, PlantIndex index, DoubleFunction<String> clock, double stop, String until) {
        var situation = new Situation(index);
        run.to(stop, situation);
        // the run has come to this moment, whether or not something happens at it
        situation.event(stop, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
        var why = new Why(situation, clock);
        var lines = new ArrayList<Line>();
        lines.add(new Line(stop, until));
        var waits = WAITS.matcher(until);
        if (waits.matches() && waits.group(1) != null) {
            add(why.part(situation.part(Long.parseLong(waits.group(1)))), stop, lines);
            return lines;
        }
        for (var word : until.split("[^A-Za-z0-9_.]+")) {
            int place =
                    index.place(word.endsWith(".level") ? word.substring(0, word.length() - ".level".length()) : word);
            if (place < 0) continue;
            add(index.isMachine(place) ? why.machine(place) : why.element(index.elementOf(place)), stop, lines);
        }
        return lines;
    }

    private static void add(List<String> texts, double time, List<Line> lines) {
        for (var text : texts) lines.add(new Line(time, "  " + text));
    }

    private static String text(List<Line> lines, DoubleFunction<String> clock) {
        var text = new StringBuilder();
        var before = "";
        for (var line : lines) {
            var time = clock.apply(line.time());
            text.append(time.equals(before) ? " ".repeat(time.length()) : time)
                    .append("  ")
                    .append(line.text())
                    .append('\n');
            before = time;
        }
        return text.toString();
    }

    private static String json(List<Line> lines, DoubleFunction<String> clock) throws IOException {
        var rows = new ArrayList<Object>();
        for (var line : lines) {
            var row = new LinkedHashMap<String, Object>();
            row.put("time_s", line.time());
            row.put("clock", clock.apply(line.time()));
            row.put("text", line.text());
            rows.add(row);
        }
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows) + "\n";
    }
}
