package org.shadowline.sim.flow;

/** A plant, scenario or state that cannot be simulated; the message says what was found and what to try. */
public final class PlantProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PlantProblem(String message) {
        super(message);
    }
}
