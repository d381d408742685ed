package org.shadowline.plant.kpi;

import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PlantIndex;

/**
 * Times and counts of all machines at the end of a run. A place is a station, which stands for all its machines, or one
 * machine; any other element has none. Immutable.
 */
final class MachineTotals {
    private final PlantIndex index;
    private final double[] seconds;
    private final int[] entries;
    private final long[] produced;
    private final long[] spoiled;
    private final double[] plannedSeconds;

    MachineTotals(KpiFold fold, double end) {
        index = fold.index;
        int places = fold.places.length;
        seconds = new double[places * KpiFold.MACHINE_STATES];
        entries = new int[seconds.length];
        produced = new long[places];
        spoiled = new long[places];
        plannedSeconds = new double[places];
        for (int m = index.elementCount(); index.isMachine(m); m++) {
            var machine = fold.places[m];
            int row = m * KpiFold.MACHINE_STATES;
            System.arraycopy(machine.seconds, 0, seconds, row, KpiFold.MACHINE_STATES);
            System.arraycopy(machine.entries, 0, entries, row, KpiFold.MACHINE_STATES);
            seconds[row + machine.state] += end - machine.since;
            produced[m] = machine.produced;
            spoiled[m] = machine.spoiled;
            plannedSeconds[m] = machine.plannedSeconds;
        }
    }

    /** The number of a station or machine, which must be one of the plant. */
    int placeOf(String stationOrMachine) {
        int place = index.place(stationOrMachine);
        if (place < 0 || !(index.elements().get(index.elementOf(place)) instanceof Station)) {
            throw new IllegalArgumentException("no station or machine of the plant: " + stationOrMachine);
        }
        return place;
    }

    int count(int place) {
        return end(place) - first(place);
    }

    double seconds(int place, MachineState state) {
        double sum = 0;
        for (int m = first(place); m < end(place); m++) sum += seconds[m * KpiFold.MACHINE_STATES + state.ordinal()];
        return sum;
    }

    long entries(int place, MachineState state) {
        long sum = 0;
        for (int m = first(place); m < end(place); m++) sum += entries[m * KpiFold.MACHINE_STATES + state.ordinal()];
        return sum;
    }

    StationKpis station(int place) {
        long all = 0;
        long good = 0;
        double planned = 0;
        for (int m = first(place); m < end(place); m++) {
            all += produced[m];
            good += produced[m] - spoiled[m];
            planned += plannedSeconds[m];
        }
        return new StationKpis(
                seconds(place, MachineState.BUSY),
                seconds(place, MachineState.SETUP),
                seconds(place, MachineState.BLOCKED),
                withoutPart(place),
                seconds(place, MachineState.WAITING) + seconds(place, MachineState.LACKS_TOOL),
                seconds(place, MachineState.DOWN) + seconds(place, MachineState.LACKS_SPARES),
                seconds(place, MachineState.STOPPED),
                seconds(place, MachineState.OFF),
                seconds(place, MachineState.STANDBY) + seconds(place, MachineState.SWITCHED_OFF),
                seconds(place, MachineState.WARMING),
                seconds(place, MachineState.LACKS_SPARES),
                seconds(place, MachineState.LACKS_TOOL),
                all,
                good,
                planned);
    }

    private double withoutPart(int place) {
        return seconds(place, MachineState.STARVED)
                + seconds(place, MachineState.STANDBY)
                + seconds(place, MachineState.SWITCHED_OFF);
    }

    /** Joules. */
    double energy(int place) {
        if (!(index.elements().get(index.elementOf(place)) instanceof Station station)) return 0;
        double joules = 0;
        for (var state : MachineState.values())
            joules += LoadSums.power(station.power(), state) * seconds(place, state);
        return joules;
    }

    double cost(int place) {
        if (!(index.elements().get(index.elementOf(place)) instanceof Station station)) return 0;
        return station.costPerSecond() * station(place).onShift();
    }

    private int first(int place) {
        return index.isMachine(place) ? place : index.firstMachine(place);
    }

    private int end(int place) {
        return index.isMachine(place) ? place + 1 : index.firstMachine(place + 1);
    }
}
