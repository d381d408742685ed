package org.shadowline.plant.kpi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.rehearsal.RehearsalResult;

/**
 * Finds the bottleneck by the active-period method (Roser, Nakano and Tanaka 2001, "A practical bottleneck detection
 * method"; 2002, "Shifting bottleneck detection", Winter Simulation Conference). A machine is active while it is busy,
 * set up or down, and inactive while it is starved, blocked, waiting, stopped or off shift. At a moment the machine
 * whose uninterrupted active period has lasted longest is the momentary bottleneck. Where its period overlaps that of
 * the next momentary bottleneck the bottleneck shifts and counts for both; otherwise it is the sole one. A station of
 * several machines is active while all of them are: as long as one is free it holds up nothing.
 *
 * <p>The length of a period is what has passed of it at the moment, so that a live plant gives the same answer as a
 * recorded one. Periods then start in the order of the events, and the active machines form a list in that order whose
 * head is the bottleneck: a change costs the same few nanoseconds however many machines there are, and nothing is
 * allocated. Not thread-safe.
 */
public final class BottleneckFold implements EventSink {
    private static final int NONE = -1;

    private final PlantIndex index;
    private final boolean[] active;
    private final int[] activeMachines;
    private final double[] activeSince;
    private final int[] next;
    private final int[] previous;
    private final double[] momentary;
    private final double[] sole;
    private final double[] shifting;
    private int head;
    private int tail;
    private double headSince;
    private double statisticsFrom;
    private double ended;

    /**
     * Shares of the time of statistics.
     *
     * @param momentary in which the station was the momentary bottleneck
     * @param sole in which it was so without overlap
     * @param shifting in which it shared that with the station before or after it
     */
    public record Share(String station, double momentary, double sole, double shifting) {}

    public BottleneckFold(PlantIndex index) {
        this.index = index;
        int stations = index.elementCount();
        active = new boolean[index.placeCount()];
        activeMachines = new int[stations];
        activeSince = new double[stations];
        next = new int[stations];
        previous = new int[stations];
        momentary = new double[stations];
        sole = new double[stations];
        shifting = new double[stations];
        start(0);
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        switch (kind) {
            case MACHINE_STATE -> machine(time, subject, isActive(MachineState.of(a)));
            case RUN_STARTED -> start(time);
            case WARM_UP_ENDED -> beginStatistics(time);
            case RUN_ENDED -> end(time);
            default -> {}
        }
    }

    /** Stations that were ever the bottleneck, largest share first; empty before the run has ended. */
    public List<Share> shares() {
        double seconds = ended - statisticsFrom;
        var shares = new ArrayList<Share>();
        if (!(seconds > 0)) return shares;
        for (int e = 0; e < index.elementCount(); e++) {
            double ofMoments = momentary[e] / seconds;
            if (ofMoments > 0)
                shares.add(new Share(index.placeName(e), ofMoments, sole[e] / seconds, shifting[e] / seconds));
        }
        shares.sort(Comparator.comparingDouble(Share::momentary).reversed().thenComparing(Share::station));
        return List.copyOf(shares);
    }

    /** The station with the largest share; null when no station was ever active. */
    public RehearsalResult.@Nullable Bottleneck result() {
        var shares = shares();
        if (shares.isEmpty()) return null;
        var first = shares.getFirst();
        var runnersUp = shares.stream()
                .skip(1)
                .map(share -> Map.entry(share.station(), share.momentary()))
                .toList();
        return new RehearsalResult.Bottleneck(first.station(), first.momentary(), why(first), runnersUp);
    }

    private static String why(Share share) {
        return String.format(
                Locale.ROOT,
                "%s had been active without a break for longer than any other station during %.0f %% of the time"
                        + " (%.0f %% as the only bottleneck, %.0f %% while the bottleneck shifted)",
                share.station(),
                100 * share.momentary(),
                100 * share.sole(),
                100 * share.shifting());
    }

    private static boolean isActive(MachineState state) {
        return switch (state) {
            case BUSY, SETUP, DOWN, WARMING, LACKS_SPARES -> true;
            case BLOCKED, STARVED, WAITING, STOPPED, OFF, STANDBY, SWITCHED_OFF, LACKS_TOOL -> false;
        };
    }

    private void machine(double time, int machine, boolean nowActive) {
        if (active[machine] == nowActive) return;
        active[machine] = nowActive;
        int station = index.elementOf(machine);
        int machines = index.firstMachine(station + 1) - index.firstMachine(station);
        if (nowActive) {
            if (++activeMachines[station] < machines) return;
            activeSince[station] = time;
            append(station, time);
        } else if (activeMachines[station]-- == machines) {
            if (station == head) hand(station, time);
            else unlink(station);
        }
    }

    private void append(int station, double time) {
        next[station] = NONE;
        previous[station] = tail;
        if (tail == NONE) {
            head = station;
            headSince = time;
        } else {
            next[tail] = station;
        }
        tail = station;
    }

    /** The period of the bottleneck ends: the station that has been active next longest follows it. */
    private void hand(int station, double time) {
        account(time);
        unlink(station);
        headSince = time;
    }

    private void account(double time) {
        int follower = next[head];
        double overlapFrom = follower == NONE ? time : Math.max(headSince, activeSince[follower]);
        momentary[head] += time - headSince;
        sole[head] += overlapFrom - headSince;
        shifting[head] += time - overlapFrom;
        if (follower != NONE) shifting[follower] += time - overlapFrom;
    }

    private void unlink(int station) {
        int before = previous[station];
        int after = next[station];
        if (before == NONE) head = after;
        else next[before] = after;
        if (after == NONE) tail = before;
        else previous[after] = before;
    }

    private void start(double time) {
        Arrays.fill(active, false);
        Arrays.fill(activeMachines, 0);
        head = NONE;
        tail = NONE;
        ended = Double.NaN;
        beginStatistics(time);
    }

    private void beginStatistics(double time) {
        statisticsFrom = time;
        headSince = time;
        Arrays.fill(momentary, 0);
        Arrays.fill(sole, 0);
        Arrays.fill(shifting, 0);
    }

    /** A period that goes on has no follower yet, so what is left of it counts as sole. */
    private void end(double time) {
        ended = time;
        if (head == NONE) return;
        momentary[head] += time - headSince;
        sole[head] += time - headSince;
        headSince = time;
    }
}
