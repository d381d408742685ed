package org.shadowline.sim.kernel;

/**
 * The counter-based generator Philox2x64-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2,
 * 3", SC 2011): a bijection of a 128-bit counter under a 64-bit key. It has no state, so that any number of a stream is
 * computed without those before it.
 */
public final class Philox {
    private static final long MULTIPLIER = 0xD2B74407B1CE6E93L;
    private static final long WEYL = 0x9E3779B97F4A7C15L;

    private Philox() {}

    /** The first word of the block at counter (low, high) is returned, the second is put into {@code second[at]}. */
    static long block(long low, long high, long key, long[] second, int at) {
        long a = low;
        long b = high;
        long k = key;
        for (int round = 0; round < 9; round++) {
            long top = Math.unsignedMultiplyHigh(MULTIPLIER, a);
            long bottom = MULTIPLIER * a;
            a = top ^ k ^ b;
            b = bottom;
            k += WEYL;
        }
        long top = Math.unsignedMultiplyHigh(MULTIPLIER, a);
        second[at] = MULTIPLIER * a;
        return top ^ k ^ b;
    }
}
