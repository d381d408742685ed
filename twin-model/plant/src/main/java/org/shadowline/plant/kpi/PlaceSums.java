package org.shadowline.plant.kpi;

import java.util.Arrays;
import org.shadowline.plant.event.MachineState;

/** What {@link KpiFold} adds up for one place, an element or a machine. */
final class PlaceSums {
    private static final int STATES = MachineState.values().length;
    private static final int NOWHERE = -1;

    /** Seconds in each machine state up to the last change of the state. */
    final double[] seconds;

    final int[] entries;
    final double machineCost;
    int state;
    double since;
    int level;
    /** Minus the sum of (time × change of the level) since the statistics began. */
    double levelSum;

    long produced;
    long spoiled;
    double plannedSeconds;
    long lost;
    long turnedAway;

    /** Where the last parts went from here, and how many: most go where the one before went. */
    private int wayTo = NOWHERE;

    private int onTheWay;

    PlaceSums(boolean isMachine, double machineCost) {
        seconds = new double[isMachine ? STATES : 0];
        entries = new int[seconds.length];
        this.machineCost = machineCost;
    }

    void beginStatistics(double time) {
        since = time;
        levelSum = -level * time;
        Arrays.fill(seconds, 0);
        Arrays.fill(entries, 0);
        produced = 0;
        spoiled = 0;
        plannedSeconds = 0;
        lost = 0;
        turnedAway = 0;
        wayTo = NOWHERE;
    }

    void enter(int next, double time) {
        seconds[state] += time - since;
        state = next;
        since = time;
        entries[next]++;
    }

    void rise(double time) {
        levelSum -= time;
        level++;
    }

    void setLevel(double time, int next) {
        levelSum += time * (level - next);
        level = next;
    }

    void fall(double time) {
        levelSum += time;
        level--;
    }

    /** The time integral of the level up to a time. */
    double levelSeconds(double end) {
        return levelSum + level * end;
    }

    /** Counts a part that goes on to a place or end; {@code here} is this place. */
    void countWay(int here, int to, FlowCounts flows) {
        if (to != wayTo) {
            handOver(here, flows);
            wayTo = to;
        }
        onTheWay++;
    }

    /** Brings the count of flows up to date. */
    void handOver(int here, FlowCounts flows) {
        if (wayTo != NOWHERE && onTheWay > 0) flows.count(here, wayTo, onTheWay);
        onTheWay = 0;
    }
}
