package org.shadowline.plant.kpi;

import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.DemandCharge;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.event.VehicleState;
import org.shadowline.plant.transport.VehiclePower;

/**
 * The electric load of all machines and vehicles of a plant, and its highest mean over a quarter of an hour, the measuring period of
 * tariffs. The quarters follow each other from the start of the run; one that began before the statistics did does not
 * count, nor does one that has not ended.
 */
final class LoadSums {
    private static final double PERIOD = 900;
    private static final int VEHICLE_STATES = VehicleState.values().length;

    /** Watts by machine and state; a machine is its number without the elements. */
    private final double[] watts;

    /** Watts by vehicle and state. */
    private final double[] vehicleWatts;

    private final int firstMachine;
    private final int firstVehicle;
    private final double idle;
    private double load;
    private double since;
    private double joules;
    private double started;
    private long periods;
    private double end;
    private double statisticsFrom;
    private double peak;
    private final DemandCharge tariff;
    /** Where the billing period ends that is open, its highest load, and what those before it were charged. */
    private double billed;

    private double billedPeak;
    private double charged;

    private LoadSums(PlantIndex index) {
        tariff = index.plant().demandCharge();
        firstMachine = index.elementCount();
        watts = new double[index.machineCount() * KpiFold.MACHINE_STATES];
        double sum = 0;
        for (int m = 0; m < index.machineCount(); m++) {
            var station = (Station) index.elements().get(index.elementOf(firstMachine + m));
            for (var state : MachineState.values()) {
                watts[m * KpiFold.MACHINE_STATES + state.ordinal()] = power(station.power(), state);
            }
            sum += power(station.power(), MachineState.STARVED);
        }
        firstVehicle = index.placeCount() - index.vehicleCount();
        vehicleWatts = new double[index.vehicleCount() * VEHICLE_STATES];
        for (int v = 0; v < index.vehicleCount(); v++) {
            if (!(index.elements().get(index.elementOf(firstVehicle + v)) instanceof Fleet fleet)) continue;
            for (var state : VehicleState.values()) {
                vehicleWatts[v * VEHICLE_STATES + state.ordinal()] = VehiclePower.mains(fleet, state);
            }
            sum += VehiclePower.mains(fleet, VehicleState.IDLE);
        }
        idle = sum;
    }

    /** Null when nothing in the plant draws power. */
    static @Nullable LoadSums of(PlantIndex index) {
        for (int e = 0; e < index.elementCount(); e++) {
            if (KpiCatalogue.drawsPower(index.elements().get(e))) return new LoadSums(index);
        }
        return null;
    }

    /** Watts in a state; a machine that waits for people is idle, one that is stopped is off. */
    static double power(Station.Power power, MachineState state) {
        return switch (state) {
            case BUSY -> power.busy();
            case SETUP -> power.setup();
            case BLOCKED -> power.blocked();
            case STARVED, WAITING, LACKS_TOOL -> power.idle();
            case DOWN, LACKS_SPARES -> power.down();
            case STOPPED, OFF, SWITCHED_OFF -> power.off();
            case STANDBY -> power.onStandby();
            case WARMING -> power.warming();
        };
    }

    void start(double time) {
        load = idle;
        joules = 0;
        since = time;
        started = time;
        periods = 0;
        end = time + PERIOD;
        beginStatistics(time);
    }

    void beginStatistics(double time) {
        closePeriods(time);
        statisticsFrom = time;
        peak = Double.NaN;
        billed = time + tariff.period();
        billedPeak = 0;
        charged = 0;
    }

    void change(double time, int machine, int from, int to) {
        int row = (machine - firstMachine) * KpiFold.MACHINE_STATES;
        change(time, watts[row + to] - watts[row + from]);
    }

    void changeVehicle(double time, int vehicle, int from, int to) {
        int row = (vehicle - firstVehicle) * VEHICLE_STATES;
        change(time, vehicleWatts[row + to] - vehicleWatts[row + from]);
    }

    private void change(double time, double by) {
        if (by == 0) return;
        if (time >= end) closePeriods(time);
        joules += load * (time - since);
        since = time;
        load += by;
    }

    /** The highest load up to a time that is not before the last change; NaN when no period has ended. */
    double peak(double time) {
        closePeriods(time);
        return peak;
    }

    /**
     * The demand charge up to a time that is not before the last change. The billing periods follow each other from the
     * beginning of the statistics; a quarter belongs to the one in which it ends, and the one that is open is charged for
     * its share of time.
     */
    double demandCharge(double time) {
        if (tariff.pricePerWatt() == 0) return 0;
        closePeriods(time);
        bill(time);
        double share = Math.max(0, time - (billed - tariff.period())) / tariff.period();
        return tariff.pricePerWatt() * (charged + billedPeak * share);
    }

    /** Closes the billing periods that end before a time. */
    private void bill(double time) {
        while (time > billed) {
            charged += billedPeak;
            billedPeak = 0;
            billed += tariff.period();
        }
    }

    private void closePeriods(double time) {
        while (time >= end) {
            joules += load * (end - since);
            since = end;
            boolean counts = end - PERIOD >= statisticsFrom;
            if (counts && !(joules <= peak * PERIOD)) peak = joules / PERIOD;
            if (counts) {
                bill(end);
                billedPeak = Math.max(billedPeak, joules / PERIOD);
            }
            joules = 0;
            periods++;
            end = started + (periods + 1) * PERIOD;
        }
    }
}
