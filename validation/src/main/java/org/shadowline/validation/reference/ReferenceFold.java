package org.shadowline.validation.reference;

import java.util.Arrays;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.PlantIndex;

/**
 * Measures that a queueing model names and a planner does not: the share of parts that wait, and their waiting time.
 * Written apart from the engine's indicators.
 */
final class ReferenceFold implements EventSink {
    private double[] released = new double[64];
    private final int[] visits;
    private long started;
    private long waited;
    private double waiting;
    private boolean counts;

    ReferenceFold(PlantIndex index) {
        visits = new int[index.placeCount()];
    }

    @Override
    public void event(double time, EventKind kind, int subject, int part, int a, int b, double x, double y) {
        switch (kind) {
            case PART_RELEASED -> {
                if (part >= released.length) released = Arrays.copyOf(released, part * 2);
                released[part] = time;
            }
            case OPERATION_STARTED -> {
                visits[subject]++;
                if (!counts) return;
                started++;
                waiting += time - released[part];
                if (time > released[part]) waited++;
            }
            case WARM_UP_ENDED -> {
                counts = true;
                Arrays.fill(visits, 0);
            }
            default -> {}
        }
    }

    /** Share of the parts of a single station that do not start at once. */
    double shareThatWaits() {
        return (double) waited / started;
    }

    /** Mean time from release to start at a single station. */
    double meanWait() {
        return waiting / started;
    }
}
