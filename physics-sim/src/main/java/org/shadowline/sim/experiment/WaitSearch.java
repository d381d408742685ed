package org.shadowline.sim.experiment;

import java.util.Arrays;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PlantIndex;

/**
 * Looks in a run for the first moment at which a part, or all machines of a station together, have waited for some time
 * without interruption. A machine waits when it has no part, cannot get rid of one, or lacks people, tools, spare parts or its
 * repair; a part when it is worked on nowhere. Not thread-safe.
 */
public final class WaitSearch implements EventSink {
    private static final int NONE = -1;

    private final double seconds;
    private final long serial;
    private final int first;
    private final int end;
    private final boolean[] waits;
    private int waiting;
    private int part = NONE;
    private double since = Double.NaN;
    private double found = Double.NaN;

    private WaitSearch(double seconds, long serial, int first, int end) {
        this.seconds = seconds;
        this.serial = serial;
        this.first = first;
        this.end = end;
        waits = new boolean[end - first];
    }

    /** For the part with a serial number. */
    public static WaitSearch ofPart(long serial, double seconds) {
        return new WaitSearch(seconds, serial, 0, 0);
    }

    /** For a machine, or for all machines of a station. */
    public static WaitSearch ofPlace(PlantIndex index, int place, double seconds) {
        return index.isMachine(place)
                ? new WaitSearch(seconds, NONE, place, place + 1)
                : new WaitSearch(seconds, NONE, index.firstMachine(place), index.firstMachine(place + 1));
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        if (!Double.isNaN(found)) return;
        if (since + seconds <= time) {
            found = since + seconds;
            return;
        }
        switch (kind) {
            case RUN_STARTED -> start(time);
            case MACHINE_STATE -> machine(time, subject, object, MachineState.of(a));
            case PART_RELEASED -> {
                if ((long) y == serial) {
                    part = object;
                    since = time;
                }
            }
            case PART_MOVED, OPERATION_FINISHED -> {
                if (object == part && part != NONE) since = time;
            }
            case OPERATION_STARTED -> {
                if (object == part && part != NONE) since = Double.NaN;
            }
            default -> {
                if (kind.endsPart() && object == part) {
                    part = NONE;
                    since = Double.NaN;
                }
            }
        }
    }

    private void start(double time) {
        part = NONE;
        Arrays.fill(waits, true);
        waiting = waits.length;
        since = waits.length > 0 ? time : Double.NaN;
    }

    private void machine(double time, int machine, int object, MachineState state) {
        if (serial != NONE) {
            // work that people left or a failure interrupted goes on later
            if (object == part && part != NONE) since = isWait(state) ? time : Double.NaN;
            return;
        }
        if (machine < first || machine >= end) return;
        boolean is = isWait(state);
        if (waits[machine - first] == is) return;
        waits[machine - first] = is;
        waiting += is ? 1 : -1;
        since = waiting == waits.length ? time : Double.NaN;
    }

    /** Whether a machine in this state would work if something came, or went, that it lacks. */
    static boolean isWait(MachineState state) {
        return switch (state) {
            case STARVED, STANDBY, SWITCHED_OFF, BLOCKED, WAITING, DOWN, LACKS_SPARES, LACKS_TOOL -> true;
            case BUSY, SETUP, STOPPED, OFF, WARMING -> false;
        };
    }

    /** When it had waited so long, in seconds since the start; NaN when it never has. The run must have ended. */
    public double found() {
        return found;
    }
}
