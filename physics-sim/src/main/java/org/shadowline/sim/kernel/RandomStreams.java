package org.shadowline.sim.kernel;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * Independent random streams of one replication, each keyed by what it is for and not by the order of its creation: the
 * same seed, name and replication give the same numbers on any thread or machine, whatever other streams exist.
 *
 * <p>A stream is {@link Philox} with the key from (seed, name) and the replication in the high word of the counter: 2^65
 * numbers each. A draw does not allocate. Not thread-safe.
 */
public final class RandomStreams {
    private final long[] keys;
    private final long[] used;
    private final long[] spare;
    private final long replication;
    private final Cursor cursor = new Cursor();

    /** @param keys from {@link #key}, one for each stream */
    public RandomStreams(long[] keys, long replication) {
        this.keys = keys;
        this.used = new long[keys.length];
        this.spare = new long[keys.length];
        this.replication = replication;
    }

    private RandomStreams(RandomStreams that) {
        keys = that.keys;
        used = that.used.clone();
        spare = that.spare.clone();
        replication = that.replication;
    }

    /** Independent streams that continue exactly as these. */
    public RandomStreams copy() {
        return new RandomStreams(this);
    }

    /** The key of the stream of a name: a 64-bit mix of seed and name (finaliser of SplitMix64, Steele et al. 2014). */
    public static long key(long seed, String name) {
        long hash = mix(seed + 0x9E3779B97F4A7C15L);
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) hash = mix(hash ^ (b & 0xFF)) + 0x9E3779B97F4A7C15L;
        return hash;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The next 64 random bits of a stream. */
    public long nextLong(int stream) {
        long n = used[stream]++;
        if ((n & 1) != 0) return spare[stream];
        return Philox.block(n >>> 1, replication, keys[stream], spare, stream);
    }

    /** Uniform on [0, 1), 53 bits. */
    public double nextDouble(int stream) {
        return (nextLong(stream) >>> 11) * 0x1p-53;
    }

    /** The stream as a generator, valid until the next call of this method. */
    public RandomGenerator at(int stream) {
        cursor.stream = stream;
        return cursor;
    }

    /** Bytes held by the streams' arrays, without the keys, which all replications share. */
    public long bytes() {
        return 16L * used.length;
    }

    private final class Cursor implements RandomGenerator {
        private int stream;

        @Override
        public long nextLong() {
            return RandomStreams.this.nextLong(stream);
        }
    }
}
