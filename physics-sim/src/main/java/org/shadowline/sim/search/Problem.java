package org.shadowline.sim.search;

import java.util.List;

/** What is searched: points of the unit cube, each with objectives that are all to be small. */
public interface Problem {
    int dimensions();

    int objectives();

    /** The nearest point that can be evaluated; the same point for continuous settings. */
    default double[] snapped(double[] point) {
        return point;
    }

    /** Values of several points at once, in their order. */
    List<Value> evaluate(List<double[]> points);

    /**
     * @param objectives to be small
     * @param violation sum of what constraints lack, 0 where all hold
     */
    record Value(double[] objectives, double violation) {}

    /** A point that was evaluated. */
    record Evaluated(double[] point, Value value) {}
}
