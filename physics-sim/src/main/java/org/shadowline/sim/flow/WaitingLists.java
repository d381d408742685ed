package org.shadowline.sim.flow;

import java.util.Arrays;

/**
 * Lists of parts that wait for something, chained through {@link Parts#next}. A list is first in first out, or ordered by
 * the rank that its dispatching rule gives to a part; equal ranks keep the order in which they came. Adding to a ranked
 * list costs O(length) at worst, O(1) at its end.
 */
final class WaitingLists {
    private static final int NONE = -1;

    private final Parts parts;
    private final int[] first;
    private final int[] last;
    private final int[] length;

    WaitingLists(int lists, Parts parts) {
        this.parts = parts;
        first = new int[lists];
        last = new int[lists];
        length = new int[lists];
        Arrays.fill(first, NONE);
        Arrays.fill(last, NONE);
    }

    private WaitingLists(WaitingLists that, Parts parts) {
        this.parts = parts;
        first = that.first.clone();
        last = that.last.clone();
        length = that.length.clone();
    }

    WaitingLists copy(Parts ofCopy) {
        return new WaitingLists(this, ofCopy);
    }

    boolean isEmpty(int list) {
        return first[list] == NONE;
    }

    int length(int list) {
        return length[list];
    }

    int first(int list) {
        return first[list];
    }

    void append(int list, int part) {
        parts.next[part] = NONE;
        if (first[list] == NONE) first[list] = part;
        else parts.next[last[list]] = part;
        last[list] = part;
        length[list]++;
    }

    /** Inserts behind all parts of a smaller or equal rank. */
    void insertByRank(int list, int part) {
        double rank = parts.rank[part];
        int tail = last[list];
        if (tail == NONE || parts.rank[tail] <= rank) {
            append(list, part);
            return;
        }
        int before = NONE;
        int at = first[list];
        while (parts.rank[at] <= rank) {
            before = at;
            at = parts.next[at];
        }
        parts.next[part] = at;
        if (before == NONE) first[list] = part;
        else parts.next[before] = part;
        length[list]++;
    }

    int takeFirst(int list) {
        int part = first[list];
        first[list] = parts.next[part];
        if (first[list] == NONE) last[list] = NONE;
        parts.next[part] = NONE;
        length[list]--;
        return part;
    }

    /** Takes out a part that is in the list. */
    void remove(int list, int part) {
        int before = NONE;
        int at = first[list];
        while (at != part) {
            before = at;
            at = parts.next[at];
        }
        int after = parts.next[part];
        if (before == NONE) first[list] = after;
        else parts.next[before] = after;
        if (after == NONE) last[list] = before;
        parts.next[part] = NONE;
        length[list]--;
    }

    long bytes() {
        return 12L * first.length;
    }
}
