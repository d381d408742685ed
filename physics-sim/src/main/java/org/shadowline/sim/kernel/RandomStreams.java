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
    /** The numbers of each stream that have been computed last. */
    private final long[] words;

    private final int ahead;
    private final long replication;
    private final Cursor cursor = new Cursor();

    /** @param keys from {@link #key}, one for each stream */
    public RandomStreams(long[] keys, long replication) {
        this(keys, replication, 4);
    }

    /**
     * @param ahead how many numbers of a stream are computed at a time, a power of two above 1: many are cheaper than one
     *     after the other, because the processor works on several, but take memory; the numbers are the same
     */
    public RandomStreams(long[] keys, long replication, int ahead) {
        if (ahead < 2 || Integer.bitCount(ahead) != 1) {
            throw new IllegalArgumentException("ahead must be a power of two above 1: ahead=" + ahead);
        }
        this.keys = keys;
        this.used = new long[keys.length];
        this.words = new long[keys.length * ahead];
        this.ahead = ahead;
        this.replication = replication;
    }

    private RandomStreams(RandomStreams that) {
        keys = that.keys;
        used = that.used.clone();
        words = that.words.clone();
        ahead = that.ahead;
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
        int at = (int) n & (ahead - 1);
        if (at == 0) compute(stream, n >>> 1);
        return words[stream * ahead + at];
    }

    private void compute(int stream, long block) {
        int from = stream * ahead;
        long key = keys[stream];
        for (int i = 0; i < ahead; i += 2) {
            words[from + i] = Philox.block(block + (i >>> 1), replication, key, words, from + i + 1);
        }
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
        return 8L * (used.length + words.length);
    }

    private final class Cursor implements RandomGenerator {
        private int stream;

        @Override
        public long nextLong() {
            return RandomStreams.this.nextLong(stream);
        }
    }
}
