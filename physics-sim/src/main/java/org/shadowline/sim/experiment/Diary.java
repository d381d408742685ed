package org.shadowline.sim.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.situation.Situation;
import org.shadowline.plant.situation.Why;

/**
 * The story of one part or of one machine in a run: a line for each thing that happens to it, and where it begins to wait, why.
 * The reason is told as it is when everything that happens at that moment has happened. Not thread-safe.
 */
public final class Diary implements EventSink {
    /** Lines beyond which a diary ends: what is longer nobody reads. */
    private static final int MOST_LINES = 5_000;

    private final PlantIndex index;
    private final Situation situation;
    private final DoubleFunction<String> clock;
    private final long serial;
    private final int machine;
    private final List<Line> lines = new ArrayList<>();
    private int part = -1;
    private double at;
    /** The part on which the machine has begun to work; -1 for none. */
    private int working = -1;

    private boolean asks;
    private double waitingSince = Double.NaN;

    /**
     * A line of a diary.
     *
     * @param time seconds since the start of the run
     * @param text indented where it explains the line above
     */
    public record Line(double time, String text) {}

    private Diary(PlantIndex index, DoubleFunction<String> clock, long serial, int machine) {
        this.index = index;
        this.clock = clock;
        this.serial = serial;
        this.machine = machine;
        situation = new Situation(index);
    }

    /** Of the part with a serial number. */
    public static Diary ofPart(PlantIndex index, long serial, DoubleFunction<String> clock) {
        return new Diary(index, clock, serial, -1);
    }

    /** Of a machine, by its place. */
    public static Diary ofMachine(PlantIndex index, int machine, DoubleFunction<String> clock) {
        return new Diary(index, clock, -1, machine);
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        if (time > at) explain();
        at = time;
        situation.event(time, kind, subject, object, a, b, x, y);
        if (lines.size() >= MOST_LINES) return;
        if (kind == EventKind.RUN_STARTED) {
            lines.clear();
            part = -1;
        } else if (machine >= 0) {
            ofMachine(kind, subject, object, a);
        } else {
            if (kind == EventKind.PART_RELEASED && (long) y == serial) part = object;
            if (part >= 0) ofPart(kind, subject, object, a, x);
        }
    }

    /** What the part or machine waits for, told when the moment is over. */
    private void explain() {
        if (!asks) return;
        asks = false;
        var why = new Why(situation, clock);
        var chain = machine >= 0 ? why.machine(machine) : why.part(part);
        // the first line says again what the event has said
        for (var line : chain.subList(Math.min(1, chain.size()), chain.size())) add("  " + line);
    }

    private void add(String text) {
        if (lines.size() < MOST_LINES) lines.add(new Line(at, text));
        else if (lines.size() == MOST_LINES) lines.add(new Line(at, "… more is left out"));
    }

    private void ofMachine(EventKind kind, int subject, int object, int a) {
        if (subject != machine) return;
        switch (kind) {
            case OPERATION_STARTED -> {
                working = object;
                add("works on part " + situation.serial(object) + waited());
            }
            case OPERATION_FINISHED -> {
                working = -1;
                add("is done with part " + situation.serial(object));
            }
            case MACHINE_STATE -> state(MachineState.of(a), object);
            default -> {}
        }
    }

    private void state(MachineState state, int on) {
        asks = WaitSearch.isWait(state);
        if (state != MachineState.BUSY) {
            add(state.words() + (on >= 0 ? ", part " + situation.serial(on) : ""));
        } else if (on == working) {
            add("goes on with part " + situation.serial(on) + waited());
        }
        if (!asks) waitingSince = Double.NaN;
        else if (Double.isNaN(waitingSince)) waitingSince = at;
    }

    private String waited() {
        return Double.isNaN(waitingSince) || at <= waitingSince
                ? ""
                : ", after a wait of " + Format.duration(at - waitingSince);
    }

    private void ofPart(EventKind kind, int subject, int object, int a, double x) {
        if (kind == EventKind.MACHINE_STATE) {
            if (object == part) machineOfPart(subject, MachineState.of(a));
            return;
        }
        if (object != part) return;
        var words = words(kind, subject, a, x);
        if (words != null) add(words);
        if (kind.endsPart()) {
            part = -1;
            asks = false;
        }
    }

    private void machineOfPart(int at, MachineState state) {
        if (state == MachineState.BUSY || state == MachineState.SETUP) return;
        add(index.placeName(at) + " is " + state.words() + " with it");
        asks = WaitSearch.isWait(state);
    }

    private @Nullable String words(EventKind kind, int subject, int a, double x) {
        var place = subject < 0 ? "" : index.placeName(subject);
        return switch (kind) {
            case PART_RELEASED -> {
                asks = true;
                yield "released at " + place + " as " + index.products().get(a).id()
                        + (Double.isNaN(x) ? "" : ", due " + clock.apply(x));
            }
            case PART_MOVED -> {
                // a machine says by its state what keeps it from working
                asks = !index.isMachine(subject);
                yield "comes " + (index.isMachine(subject) || index.isVehicle(subject) ? "onto " : "to ") + place
                        + afterWait(a);
            }
            case OPERATION_STARTED -> "work begins at " + place;
            case OPERATION_FINISHED -> "work ends at " + place;
            case PART_INSPECTED -> "is inspected at " + place + ": " + (a == 1 ? "good" : "not good");
            case PART_TURNED_AWAY -> "is turned away at " + place + ": it has waited too long";
            case PART_JOINED -> "is joined to part " + situation.serial(a) + " at " + place;
            case PART_PACKED -> "is packed into part " + situation.serial(a) + " at " + place;
            case PART_UNPACKED -> "is unpacked at " + place;
            case PART_DIVIDED -> "is divided at " + place;
            case PART_FINISHED -> "leaves the plant finished, from " + place;
            case PART_SCRAPPED -> "leaves the plant as scrap, from " + place;
            default -> null;
        };
    }

    private String afterWait(int from) {
        double waited = at - Math.max(0, waitingSince);
        waitingSince = at;
        return from < 0 || !(waited > 0)
                ? ""
                : ", " + Format.duration(waited) + " after it came to " + index.placeName(from);
    }

    /** The lines so far, with the explanation of the last moment. */
    public List<Line> lines() {
        explain();
        return List.copyOf(lines);
    }
}
