package org.shadowline.sim.calibrate.review;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.sim.calibrate.log.EventLog;
import org.shadowline.sim.calibrate.log.LogProblem;

/**
 * A recorded log of activities as the events of the plant that it is of: each case is a part, released when its first
 * activity begins and finished when its last one ends; each activity is an operation at the station that does it, on the
 * first of its machines that does nothing else, or on the first one when a log has more at once than there are machines.
 * Between two activities a part is in the queue of the station that it was at last. What the log does not tell, such as breakdowns, does
 * not occur. Activities that no station does are left out.
 */
public final class RecordedRun {
    private static final int NONE = -1;

    private final PlantIndex index;
    private final EventLog log;
    private final ZonedDateTime start;
    /** By activity: the station, -1 for none. */
    private final int[] stationOf;

    private final List<String> leftOut;
    private final Map<String, Integer> productOf = new HashMap<>();
    private final int[] sourceOf;

    /**
     * @param said which activity is the work of which station where names do not tell it, by the station's id
     * @throws LogProblem when they do not belong together
     */
    public RecordedRun(Plant plant, EventLog log, ZonedDateTime scenarioStart, Map<String, String> said) {
        this.log = log;
        index = new PlantIndex(plant);
        var matching = Matching.of(plant, log, said);
        leftOut = matching.unknown();
        var stations = new HashMap<String, Integer>();
        matching.activityOf().forEach((station, activity) -> stations.put(activity, index.place(station)));
        stationOf = log.activities().stream()
                .mapToInt(activity -> stations.getOrDefault(activity, NONE))
                .toArray();
        sourceOf = new int[index.products().size()];
        Arrays.fill(sourceOf, NONE);
        for (int p = 0; p < index.products().size(); p++) {
            var product = index.products().get(p);
            productOf.put(product.id(), p);
            if (product.label() != null) productOf.putIfAbsent(product.label(), p);
            for (var element : plant.elements()) {
                if (element instanceof Source source && makes(source, product.id()))
                    sourceOf[p] = index.place(source.id());
            }
        }
        long first = log.firstStart();
        var local = Instant.ofEpochMilli(first).atOffset(ZoneOffset.UTC).toLocalDateTime();
        var zone = scenarioStart.getZone();
        start = local.isBefore(scenarioStart.toLocalDateTime())
                ? local.toLocalDate().atStartOfDay(zone)
                : scenarioStart;
    }

    private boolean makes(Source source, String product) {
        var route = index.plant().routeOf(product);
        return route != null && route.steps().getFirst().element().equals(source.id());
    }

    /** The moment that is 0 s of the events: the scenario's start, or midnight before a log that begins earlier. */
    public ZonedDateTime start() {
        return start;
    }

    private record Entry(double time, int rank, int instance, boolean begins) {}

    /** Gives the events in the order of their times. */
    public void play(EventSink to) {
        var entries = entries();
        var part = new Part[log.cases().size()];
        var left = new int[part.length];
        for (var entry : entries) {
            if (entry.begins()) left[log.caseOf(entry.instance())]++;
        }
        var busy = new int[index.placeCount()];
        var machineOf = new int[log.size()];
        to.event(0, EventKind.RUN_STARTED, NONE, NONE, 0, 0, 0, 0);
        for (var entry : entries) {
            int aCase = log.caseOf(entry.instance());
            int station = stationOf[log.activityOf(entry.instance())];
            if (part[aCase] == null) {
                part[aCase] = new Part(aCase, product(aCase));
                part[aCase].release(entry.time(), to);
            }
            if (entry.begins()) {
                int machine = free(station, busy);
                busy[machine]++;
                machineOf[entry.instance()] = machine;
                part[aCase].begin(entry.time(), station, machine, to);
            } else {
                int machine = machineOf[entry.instance()];
                busy[machine]--;
                left[aCase]--;
                part[aCase].end(entry.time(), station, machine, busy[machine] > 0, left[aCase] == 0, to);
            }
        }
        double end = entries.isEmpty() ? 0 : entries.getLast().time();
        to.event(end, EventKind.RUN_ENDED, NONE, NONE, 0, 0, 0, 0);
    }

    /** Beginnings and ends by time; at one time work ends before other work begins, and what takes no time ends last. */
    private List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < log.size(); i++) {
            if (stationOf[log.activityOf(i)] == NONE) continue;
            double from = seconds(log.start(i));
            double to = seconds(log.end(i));
            entries.add(new Entry(from, 1, i, true));
            entries.add(new Entry(to, from == to ? 2 : 0, i, false));
        }
        entries.sort(Comparator.comparingDouble(Entry::time)
                .thenComparingInt(Entry::rank)
                .thenComparingInt(Entry::instance));
        return entries;
    }

    /** Logs have local times. */
    private double seconds(long local) {
        var time = Instant.ofEpochMilli(local)
                .atOffset(ZoneOffset.UTC)
                .toLocalDateTime()
                .atZone(start.getZone());
        return (time.toInstant().toEpochMilli() - start.toInstant().toEpochMilli()) / 1e3;
    }

    private int product(int aCase) {
        int number = log.productOf(aCase);
        Integer told = number < 0 ? null : productOf.get(log.products().get(number));
        for (int p = 0; told == null && p < sourceOf.length; p++) if (sourceOf[p] != NONE) told = p;
        if (told == null || sourceOf[told] == NONE) {
            throw new LogProblem("no source of `" + index.plant().id() + "` makes what case "
                    + log.cases().get(aCase) + " is: no part can be released.");
        }
        return told;
    }

    private int free(int station, int[] busy) {
        int first = index.firstMachine(station);
        for (int machine = first; machine < index.firstMachine(station + 1); machine++) {
            if (busy[machine] == 0) return machine;
        }
        return first;
    }

    private final class Part {
        private final int number;
        private final int product;
        private final Map<String, Integer> steps = new HashMap<>();
        private int place;

        Part(int number, int product) {
            this.number = number;
            this.product = product;
            var route = index.plant().routeOf(index.products().get(product).id());
            if (route == null) return;
            int first = index.firstStep(route);
            for (int s = 0; s < route.steps().size(); s++) {
                steps.putIfAbsent(route.steps().get(s).element(), first + s);
            }
        }

        private int step(int station) {
            return steps.getOrDefault(index.placeName(station), NONE);
        }

        void release(double time, EventSink to) {
            place = sourceOf[product];
            to.event(time, EventKind.PART_RELEASED, place, number, product, 0, Double.NaN, number + 1);
        }

        void begin(double time, int station, int machine, EventSink to) {
            move(time, machine, station, to);
            to.event(time, EventKind.MACHINE_STATE, machine, number, MachineState.BUSY.ordinal(), NONE, 0, 0);
            to.event(time, EventKind.OPERATION_STARTED, machine, number, step(station), 0, 1, 0);
        }

        void end(double time, int station, int machine, boolean goesOn, boolean last, EventSink to) {
            to.event(time, EventKind.OPERATION_FINISHED, machine, number, step(station), 1, 1, 0);
            if (!goesOn) {
                to.event(time, EventKind.MACHINE_STATE, machine, NONE, MachineState.STARVED.ordinal(), NONE, 0, 0);
            }
            if (last) {
                to.event(time, EventKind.PART_FINISHED, place, number, 0, 0, 0, 0);
            } else if (place == machine) {
                move(time, station, station, to);
            }
        }

        private void move(double time, int where, int station, EventSink to) {
            to.event(time, EventKind.PART_MOVED, where, number, place, step(station), 0, 0);
            place = where;
        }
    }

    /** The plant's numbers, in which the events are. */
    public PlantIndex index() {
        return index;
    }

    /** Activities of the log that no station does. */
    public List<String> leftOut() {
        return leftOut;
    }
}
