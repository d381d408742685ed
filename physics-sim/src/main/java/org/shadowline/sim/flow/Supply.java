package org.shadowline.sim.flow;

import java.util.Arrays;

/**
 * The state of a source that orders from a supplier: its open orders, a binary heap by the time of delivery, and what is on the
 * way. Copied as a whole into a branch.
 */
final class Supply {
    final int source;
    final FlowModel.ReorderRule rule;
    /** When each open order comes, and how many parts; the first one comes next. */
    private double[] due;

    private int[] quantity;
    private int open;

    /** Parts that are ordered and have not come. */
    int onOrder;
    /** Parts that have come to the source and not yet to the stock. */
    int underWay;

    /** What was told last. */
    int toldBackOrders;

    int toldOrdered;

    Supply(int source, FlowModel.ReorderRule rule) {
        this.source = source;
        this.rule = rule;
        due = new double[4];
        quantity = new int[4];
    }

    Supply(Supply that) {
        source = that.source;
        rule = that.rule;
        due = that.due.clone();
        quantity = that.quantity.clone();
        open = that.open;
        onOrder = that.onOrder;
        underWay = that.underWay;
        toldBackOrders = that.toldBackOrders;
        toldOrdered = that.toldOrdered;
    }

    /** When the next order comes; infinite when none is open. */
    double next() {
        return open == 0 ? Double.POSITIVE_INFINITY : due[0];
    }

    void order(int parts, double comes) {
        if (open == due.length) {
            due = Arrays.copyOf(due, 2 * open);
            quantity = Arrays.copyOf(quantity, 2 * open);
        }
        onOrder += parts;
        int at = open++;
        for (int above = (at - 1) >> 1; at > 0 && due[above] > comes; above = (at - 1) >> 1) {
            due[at] = due[above];
            quantity[at] = quantity[above];
            at = above;
        }
        due[at] = comes;
        quantity[at] = parts;
    }

    /** Takes the order that comes first; the number of its parts. */
    int take() {
        int parts = quantity[0];
        onOrder -= parts;
        double last = due[--open];
        int lastParts = quantity[open];
        int at = 0;
        for (int below = 1; below < open; below = 2 * at + 1) {
            if (below + 1 < open && due[below + 1] < due[below]) below++;
            if (due[below] >= last) break;
            due[at] = due[below];
            quantity[at] = quantity[below];
            at = below;
        }
        due[at] = last;
        quantity[at] = lastParts;
        return parts;
    }

    long bytes() {
        return 48 + 12L * due.length;
    }
}
