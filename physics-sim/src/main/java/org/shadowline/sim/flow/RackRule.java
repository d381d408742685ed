package org.shadowline.sim.flow;

import org.shadowline.plant.description.Rack;

/**
 * What does not change of a rack.
 *
 * @param crane place of its crane
 * @param loading sampler; {@link FlowModel#NONE} for no time
 * @param stream of the times of its crane, {@code placing} of the choice of places
 * @param attribute that is asked at retrieval; {@link FlowModel#NONE} for none
 */
record RackRule(int element, int crane, Rack rack, int loading, int unloading, int stream, int placing, int attribute) {
    /** The place number that stands for the input and output. */
    static final int FRONT = -1;

    int places() {
        return rack.places();
    }

    /** Seconds of the crane from place to place: along and upwards at the same time. */
    double seconds(int from, int to) {
        return Math.max(Math.abs(x(from) - x(to)) / rack.speed(), Math.abs(y(from) - y(to)) / rack.liftSpeed());
    }

    /** Metres of the crane from place to place, along and upwards added. */
    double metres(int from, int to) {
        return Math.abs(x(from) - x(to)) + Math.abs(y(from) - y(to));
    }

    private double x(int place) {
        return place == FRONT ? 0 : (place % rack.columns() + 0.5) * rack.columnWidth();
    }

    private double y(int place) {
        return place == FRONT ? 0 : (place / rack.columns() + 0.5) * rack.levelHeight();
    }
}
