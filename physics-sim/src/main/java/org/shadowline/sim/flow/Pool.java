package org.shadowline.sim.flow;

/**
 * Which machines of a large station can take a part: a bit for each, and above each 64 words of bits a bit for those that
 * have any, so that the first free one of a million is found in some hundred steps.
 */
final class Pool {
    /** Stations with fewer machines look at each. */
    static final int FEWEST = 32;

    private final long[] words;
    private final long[] some;

    /** With all machines free. */
    Pool(int machines) {
        words = new long[(machines + 63) / 64];
        some = new long[(words.length + 63) / 64];
        for (int i = 0; i < machines; i++) set(i, true);
    }

    Pool(Pool that) {
        words = that.words.clone();
        some = that.some.clone();
    }

    void set(int machine, boolean free) {
        int word = machine >> 6;
        if (free) words[word] |= 1L << machine;
        else words[word] &= ~(1L << machine);
        if (words[word] != 0) some[word >> 6] |= 1L << word;
        else some[word >> 6] &= ~(1L << word);
    }

    /** The first free machine from a number on; -1 when there is none. */
    int next(int from) {
        int word = from >> 6;
        if (word >= words.length) return -1;
        long rest = words[word] & -1L << from;
        if (rest != 0) return (word << 6) + Long.numberOfTrailingZeros(rest);
        word++;
        for (int i = word >> 6; i < some.length; i++) {
            long left = i == word >> 6 ? some[i] & -1L << word : some[i];
            if (left != 0) {
                int found = (i << 6) + Long.numberOfTrailingZeros(left);
                return (found << 6) + Long.numberOfTrailingZeros(words[found]);
            }
        }
        return -1;
    }

    long bytes() {
        return 8L * (words.length + some.length);
    }
}
