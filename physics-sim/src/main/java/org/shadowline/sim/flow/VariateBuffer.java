package org.shadowline.sim.flow;

import org.shadowline.sim.kernel.RandomStreams;
import org.shadowline.sim.kernel.Variates;

/** The next variates of one stream, computed many at a time and taken block by block. */
final class VariateBuffer {
    private static final int LEAST = 64;
    static final VariateBuffer NONE = new VariateBuffer();

    final double[] values;
    private final int block;
    private int next;
    private final Runnable fill;

    private VariateBuffer() {
        values = new double[0];
        block = 0;
        fill = () -> {};
    }

    VariateBuffer(Variates variates, int sampler, RandomStreams random, int stream, int block) {
        this.block = block;
        values = new double[(LEAST + block - 1) / block * block];
        next = values.length;
        fill = () -> variates.fill(sampler, random, stream, values, 0, values.length);
    }

    /** Where in {@link #values} the next block begins. */
    int take() {
        if (next == values.length) {
            fill.run();
            next = 0;
        }
        int at = next;
        next += block;
        return at;
    }
}
