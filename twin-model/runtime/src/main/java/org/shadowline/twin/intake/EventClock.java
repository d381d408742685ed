package org.shadowline.twin.intake;

/**
 * The time that a source has reached, by its events one after the other, whatever its clock does. A time that goes back is
 * taken to stand still. A time that leaps ahead is doubted: when one of the next events of the source is back where it came
 * from, the leap was a slip of the clock, and is taken to stand still as well.
 */
final class EventClock {
    /** Seconds from which on a time leaps: more often than not a source has something to say within them. */
    static final double LEAP = 600;
    /** How many events after a leap can show that it was none. */
    static final int WITNESSES = 20;

    private double reached = Double.NEGATIVE_INFINITY;
    private double before;
    private double leapt;
    private int witnesses;

    double reached() {
        return reached;
    }

    boolean leaps(double time) {
        return time > Math.max(reached, 0) + LEAP;
    }

    /** Whether a time that leaps is wrong, as a later event of the source shows. */
    boolean isContradicted(double time, double later) {
        return later >= reached && later < time - LEAP;
    }

    /** Goes on to an event that is believed; returns the time that it is taken to have. */
    double advance(double time) {
        if (leaps(time)) {
            before = reached;
            leapt = time;
            witnesses = WITNESSES;
        }
        reached = Math.max(reached, time);
        return reached;
    }

    /** Whether the time of the next event shows that a leap which was believed was none; then it is taken back. */
    boolean takesBack(double time) {
        if (witnesses == 0) return false;
        witnesses--;
        if (time < before || time >= leapt - LEAP) return false;
        witnesses = 0;
        reached = before;
        return true;
    }
}
