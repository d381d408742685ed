package org.shadowline.sim.flow;

import java.util.Arrays;
import org.shadowline.plant.description.Distribution;
import org.shadowline.sim.kernel.RandomStreams;
import org.shadowline.sim.kernel.Variates;

/** Many draws of a distribution, as the simulator makes them, in ascending order. */
public final class Draws {
    private Draws() {}

    /** @param count number of draws, at least 1 */
    public static double[] sorted(Distribution distribution, int count) {
        var variates = new Variates();
        int row = new Samplers(variates).of(distribution, "");
        var random = new RandomStreams(new long[] {RandomStreams.key(1, "draws")}, 1);
        var draws = new double[count];
        for (int i = 0; i < count; i++) draws[i] = Math.max(0, variates.draw(row, random, 0));
        Arrays.sort(draws);
        return draws;
    }
}
