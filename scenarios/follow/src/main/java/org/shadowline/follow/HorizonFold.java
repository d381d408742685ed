package org.shadowline.follow;

import java.util.HashMap;
import java.util.Map;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;

/**
 * Key figures of a window of time from events, the same way for a plan, for simulated futures and for what happened. It
 * must hear of the parts in the plant at the beginning of the window, by their release. Times in seconds. Not thread-safe.
 */
final class HorizonFold implements EventSink {
    private final double from;
    private final double to;
    private final Map<Integer, Row> inPlant = new HashMap<>();
    /** When parts that were in the plant when the window began left it, by serial number; absent for those still there. */
    final Map<Long, Double> left = new HashMap<>();

    private double integral;
    private double countedTo;
    private int finished;
    private double leadTimes;
    private double tardiness;

    private record Row(long serial, double released, double due) {}

    HorizonFold(double from, double to) {
        this.from = from;
        this.to = to;
        countedTo = from;
    }

    @Override
    public boolean wants(EventKind kind) {
        return kind == EventKind.PART_RELEASED || kind.endsPart();
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        if (kind == EventKind.PART_RELEASED) {
            count(time);
            inPlant.put(object, new Row((long) y, time, x));
        } else if (kind.endsPart()) {
            count(time);
            var row = inPlant.remove(object);
            if (row == null || time <= from || time > to) return;
            left.put(row.serial(), time);
            if (kind != EventKind.PART_FINISHED) return;
            finished++;
            leadTimes += time - row.released();
            if (time > row.due()) tardiness += time - row.due();
        }
    }

    private void count(double time) {
        double until = Math.min(Math.max(time, from), to);
        integral += inPlant.size() * (until - countedTo);
        countedTo = until;
    }

    /** The figures of the window, which must be over; NaN where there is none. */
    double[] figures() {
        return figures(to);
    }

    /** The figures of the window up to a moment in it. */
    double[] figures(double until) {
        count(until);
        return new double[] {
            finished,
            finished == 0 ? Double.NaN : leadTimes / finished,
            integral / (until - from),
            finished == 0 ? Double.NaN : tardiness / finished
        };
    }
}
