package org.shadowline.example.table;

import java.util.Arrays;
import org.shadowline.plant.element.Behaviour;
import org.shadowline.plant.element.Surroundings;

/** What one table does. */
final class Turning implements Behaviour {
    private static final int EMPTY = -1;
    private static final int TURN = 0;

    private final double cycle;
    /** The part at each position; the first is where parts are put on, the last where they are taken off. */
    private final int[] parts;
    /** Whether the time for a turn is over, and the part at the end still there. */
    private boolean stuck;

    Turning(int positions, double cycle) {
        this.cycle = cycle;
        parts = new int[positions + 1];
        Arrays.fill(parts, EMPTY);
    }

    private Turning(Turning that) {
        cycle = that.cycle;
        parts = that.parts.clone();
        stuck = that.stuck;
    }

    @Override
    public Behaviour copy() {
        return new Turning(this);
    }

    /** A part can come when the loading position is empty. */
    @Override
    public int capacity() {
        int on = 0;
        for (int part : parts) if (part != EMPTY) on++;
        return parts[0] == EMPTY ? on + 1 : on;
    }

    @Override
    public void started(Surroundings surroundings) {
        surroundings.after(cycle, TURN);
    }

    @Override
    public void entered(int part, Surroundings surroundings) {
        parts[0] = part;
        surroundings.capacityChanged();
    }

    @Override
    public void due(int tag, Surroundings surroundings) {
        if (parts[parts.length - 1] == EMPTY) turn(surroundings);
        else stuck = true;
    }

    @Override
    public void left(int part, Surroundings surroundings) {
        parts[parts.length - 1] = EMPTY;
        surroundings.capacityChanged();
        if (!stuck) return;
        stuck = false;
        turn(surroundings);
    }

    private void turn(Surroundings surroundings) {
        System.arraycopy(parts, 0, parts, 1, parts.length - 1);
        parts[0] = EMPTY;
        surroundings.after(cycle, TURN);
        surroundings.capacityChanged();
        int last = parts[parts.length - 1];
        if (last != EMPTY) surroundings.release(last);
    }
}
