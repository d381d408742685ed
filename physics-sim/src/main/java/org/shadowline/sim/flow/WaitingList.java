package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

/**
 * Parts that wait for something, chained through {@link Part#next}, so that a part waits in at most one list. A list is
 * first in first out, or ordered by the rank that its dispatching rule gives to a part; equal ranks keep the order in which
 * they came. Adding to a ranked list costs O(length) at worst, O(1) at its end.
 */
final class WaitingList {
    private final Parts parts;
    private int first = NONE;
    private int last = NONE;
    private int length;

    WaitingList(Parts parts) {
        this.parts = parts;
    }

    WaitingList(WaitingList that, Parts parts) {
        this.parts = parts;
        first = that.first;
        last = that.last;
        length = that.length;
    }

    boolean isEmpty() {
        return first == NONE;
    }

    int length() {
        return length;
    }

    /** The number of the first part; {@link FlowModel#NONE} when there is none. */
    int first() {
        return first;
    }

    void append(Part part) {
        part.next = NONE;
        if (first == NONE) first = part.number;
        else parts.at(last).next = part.number;
        last = part.number;
        length++;
    }

    /** Inserts behind all parts of a smaller or equal rank. */
    void insertByRank(Part part) {
        double rank = part.rank;
        if (last == NONE || parts.at(last).rank <= rank) {
            append(part);
            return;
        }
        int before = NONE;
        int at = first;
        while (parts.at(at).rank <= rank) {
            before = at;
            at = parts.at(at).next;
        }
        part.next = at;
        if (before == NONE) first = part.number;
        else parts.at(before).next = part.number;
        length++;
    }

    /** Inserts before all parts that have waited less; the list is in the order in which they began to. */
    void insertBySince(Part part) {
        int before = NONE;
        int at = first;
        while (at != NONE && parts.at(at).since <= part.since) {
            before = at;
            at = parts.at(at).next;
        }
        part.next = at;
        if (before == NONE) first = part.number;
        else parts.at(before).next = part.number;
        if (at == NONE) last = part.number;
        length++;
    }

    Part takeFirst() {
        var part = parts.at(first);
        first = part.next;
        if (first == NONE) last = NONE;
        part.next = NONE;
        length--;
        return part;
    }

    /** Takes out a part that is in the list. */
    void remove(Part part) {
        int before = NONE;
        int at = first;
        while (at != part.number) {
            before = at;
            at = parts.at(at).next;
        }
        int after = part.next;
        if (before == NONE) first = after;
        else parts.at(before).next = after;
        if (after == NONE) last = before;
        part.next = NONE;
        length--;
    }
}
