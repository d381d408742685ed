package org.shadowline.sim.flow;

import java.util.Arrays;

/**
 * The parts in the plant as rows of arrays. A row is reused after its part has left. A part waits in at most one list, so
 * that lists are chained through the parts.
 */
final class Parts {
    private static final int NONE = -1;

    final int attributeCount;
    int[] product;
    int[] step;
    int[] place;
    int[] priority;
    int[] order;
    int[] next;
    double[] due;
    double[] released;
    /** When it asked for its next place; on a conveyor when it reaches the end. */
    double[] since;
    /** Rank in a list that is ordered by a dispatching rule; smallest first. */
    double[] rank;

    long[] serial;
    double[] attributes;
    private int free = NONE;
    private int used;
    private long released0;
    private int present;

    Parts(int attributeCount) {
        this.attributeCount = attributeCount;
        int n = 16;
        product = new int[n];
        step = new int[n];
        place = new int[n];
        priority = new int[n];
        order = new int[n];
        next = new int[n];
        due = new double[n];
        released = new double[n];
        since = new double[n];
        rank = new double[n];
        serial = new long[n];
        attributes = new double[n * attributeCount];
    }

    private Parts(Parts that) {
        attributeCount = that.attributeCount;
        product = that.product.clone();
        step = that.step.clone();
        place = that.place.clone();
        priority = that.priority.clone();
        order = that.order.clone();
        next = that.next.clone();
        due = that.due.clone();
        released = that.released.clone();
        since = that.since.clone();
        rank = that.rank.clone();
        serial = that.serial.clone();
        attributes = that.attributes.clone();
        free = that.free;
        used = that.used;
        released0 = that.released0;
        present = that.present;
    }

    Parts copy() {
        return new Parts(this);
    }

    /** Parts that exist, those that wait at an unlimited source included. */
    int present() {
        return present;
    }

    /** Rows in use or once used: every part's number is below. */
    int rows() {
        return used;
    }

    boolean exists(int part) {
        return place[part] != NONE;
    }

    int create(int ofProduct) {
        int part = free;
        if (part != NONE) {
            free = next[part];
        } else {
            if (used == product.length) grow();
            part = used++;
        }
        present++;
        product[part] = ofProduct;
        next[part] = NONE;
        order[part] = NONE;
        serial[part] = ++released0;
        return part;
    }

    void remove(int part) {
        place[part] = NONE;
        next[part] = free;
        free = part;
        present--;
    }

    private void grow() {
        int n = used * 2;
        product = Arrays.copyOf(product, n);
        step = Arrays.copyOf(step, n);
        place = Arrays.copyOf(place, n);
        priority = Arrays.copyOf(priority, n);
        order = Arrays.copyOf(order, n);
        next = Arrays.copyOf(next, n);
        due = Arrays.copyOf(due, n);
        released = Arrays.copyOf(released, n);
        since = Arrays.copyOf(since, n);
        rank = Arrays.copyOf(rank, n);
        serial = Arrays.copyOf(serial, n);
        attributes = Arrays.copyOf(attributes, n * attributeCount);
    }

    long bytes() {
        return (long) product.length * (6 * 4 + 5 * 8 + 8L * attributeCount);
    }
}
