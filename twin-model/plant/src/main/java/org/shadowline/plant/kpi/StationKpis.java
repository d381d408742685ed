package org.shadowline.plant.kpi;

/**
 * Times and counts of the machines of a station, pooled, and the indicators of ISO 22400-2:2014 that follow from them.
 * Times are seconds, summed over the machines. An indicator is NaN where its denominator is zero.
 *
 * @param busy working on a part: actual production time (APT)
 * @param setup being set up: actual unit set-up time (AUST)
 * @param blocked holding a finished part that has nowhere to go: part of the actual unit delay time (ADET)
 * @param starved without a part: part of the actual unit delay time
 * @param waiting with a part and without the people or the tool it needs: part of the actual unit delay time
 * @param down failed, waiting for spare parts or under repair: actual unit down time (ADOT)
 * @param stopped stopped as planned: planned down time (PDOT)
 * @param off outside its shift
 * @param resting of the starved time, what it was on standby or switched off
 * @param warming warming up, with a part: part of the actual unit delay time
 * @param lacksSpares of the down time, what it waited for spare parts
 * @param lacksTool of the waiting time, what it waited for a tool
 * @param produced finished operations (PQ)
 * @param good finished operations that did not spoil the part (GQ)
 * @param planned sum over the finished operations of their planned run time per item (PRI): the mean of the declared
 *     processing time at the declared speed
 */
public record StationKpis(
        double busy,
        double setup,
        double blocked,
        double starved,
        double waiting,
        double down,
        double stopped,
        double off,
        double resting,
        double warming,
        double lacksSpares,
        double lacksTool,
        long produced,
        long good,
        double planned) {

    /** All time on shift: everything but {@code off}. */
    public double onShift() {
        return plannedBusy() + stopped;
    }

    /** Planned busy time, PBT: all time without {@code off} and {@code stopped}. */
    public double plannedBusy() {
        return busy + setup + blocked + starved + waiting + down + warming;
    }

    /** Busy / (all time - off shift). */
    public double utilisation() {
        return share(busy, onShift());
    }

    /**
     * Availability = APT / PBT. As the standard has it, every loss of time lowers it: set-ups, failures, and waiting for
     * parts, room or people.
     */
    public double availability() {
        return share(busy, plannedBusy());
    }

    /** Effectiveness = PRI × PQ / APT; below 1 when operations take longer than declared. */
    public double effectiveness() {
        return share(planned, busy);
    }

    /** Quality ratio = GQ / PQ. */
    public double qualityRatio() {
        return share(good, produced);
    }

    /** Scrap ratio = (PQ - GQ) / PQ. */
    public double scrapRatio() {
        return share(produced - good, produced);
    }

    /** Overall equipment effectiveness = availability × effectiveness × quality ratio; 0 when nothing was produced. */
    public double oee() {
        if (plannedBusy() > 0 && produced == 0) return 0;
        return availability() * effectiveness() * qualityRatio();
    }

    /** The share of the planned busy time that a part of it takes. */
    public double ofPlannedBusy(double seconds) {
        return share(seconds, plannedBusy());
    }

    static double share(long part, long whole) {
        return share((double) part, (double) whole);
    }

    static double share(double part, double whole) {
        return whole > 0 ? part / whole : Double.NaN;
    }
}
