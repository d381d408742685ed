package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.Arrays;

/** The parts in the plant. A part that has left is used again for one that comes. */
final class Parts {
    private static final int BYTES_OF_PART = 120;

    final int attributeCount;
    /** The attributes of part {@code p} begin at {@code p * attributeCount}. */
    double[] attributes;

    private Part[] rows;
    private int free = NONE;
    private int used;
    private long createdSoFar;
    private int present;

    Parts(int attributeCount) {
        this.attributeCount = attributeCount;
        rows = new Part[16];
        for (int i = 0; i < rows.length; i++) rows[i] = new Part(i);
        attributes = new double[rows.length * attributeCount];
    }

    private Parts(Parts that) {
        attributeCount = that.attributeCount;
        rows = new Part[that.rows.length];
        for (int i = 0; i < rows.length; i++) rows[i] = new Part(that.rows[i]);
        attributes = that.attributes.clone();
        free = that.free;
        used = that.used;
        createdSoFar = that.createdSoFar;
        present = that.present;
    }

    Parts copy() {
        return new Parts(this);
    }

    Part at(int number) {
        return rows[number];
    }

    /** Reads a part, if there is one, at both its ends, to have it in the processor's cache; see {@code EventCalendar.Ahead}. */
    int look(int number) {
        if (number == NONE) return 0;
        var part = rows[number];
        return (int) part.cards + part.place;
    }

    /** Parts that exist, those that wait at an unlimited source included. */
    int present() {
        return present;
    }

    /** Rows in use or once used: every part's number is below. */
    int rows() {
        return used;
    }

    Part create(int product) {
        Part part;
        if (free != NONE) {
            part = rows[free];
            free = part.next;
        } else {
            if (used == rows.length) grow();
            part = rows[used++];
        }
        present++;
        part.product = product;
        part.next = NONE;
        part.order = NONE;
        part.cards = 0;
        part.lot = 0;
        part.supply = NONE;
        part.contents = NONE;
        part.defective = false;
        part.serial = ++createdSoFar;
        return part;
    }

    void remove(Part part) {
        part.place = NONE;
        part.next = free;
        free = part.number;
        present--;
    }

    private void grow() {
        rows = Arrays.copyOf(rows, used * 2);
        for (int i = used; i < rows.length; i++) rows[i] = new Part(i);
        attributes = Arrays.copyOf(attributes, rows.length * attributeCount);
    }

    long bytes() {
        return rows.length * (BYTES_OF_PART + 8L * attributeCount);
    }
}
