package org.shadowline.sim.select;

/** Systems of which the one with the greatest mean is wanted. Observation {@code i} of all of them may be correlated. */
public interface Systems {
    int count();

    /**
     * More observations of some systems.
     *
     * @param which systems
     * @param upTo number of observations that each of them then has, in the order of {@code which}
     * @return all observations of each, at least so many, the earlier ones unchanged
     */
    double[][] observe(int[] which, int[] upTo);
}
