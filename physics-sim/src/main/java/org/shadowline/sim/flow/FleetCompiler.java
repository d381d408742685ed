package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.transport.Lanes;
import org.shadowline.plant.transport.Ways;

/** Compiles fleets: their ways, what they reserve, and where they fetch parts and bring them. */
final class FleetCompiler {
    private final PlantIndex index;
    private final FlowModel model;
    private final FlowCompiler compiler;

    FleetCompiler(PlantIndex index, FlowModel model, FlowCompiler compiler) {
        this.index = index;
        this.model = model;
        this.compiler = compiler;
    }

    /** After the routes. */
    void compile() {
        model.vehicles = index.vehicleCount() - index.craneCount();
        model.fleet = new FleetRule[model.elements];
        if (model.vehicles == 0) return;
        var stops = new TreeSet<Integer>();
        var ways = new Ways[model.elements];
        for (int e = 0; e < model.elements; e++) {
            if (!(index.elements().get(e) instanceof Fleet fleet)) continue;
            ways[e] = new Ways(index, fleet);
            check(fleet, ways[e]);
            if (fleet.motion() == Fleet.Motion.PATHS) stops.addAll(ways[e].stops());
        }
        var lanes = new Lanes(index, stops);
        model.laneHolds = new int[lanes.count()];
        model.isSingleTrack = new boolean[lanes.count()];
        for (int lane = 0; lane < lanes.count(); lane++) {
            model.laneHolds[lane] = lanes.holds(lane);
            model.isSingleTrack[lane] = lanes.isSingle(lane);
        }
        model.nodeHolds = new int[index.nodeCount()];
        Arrays.setAll(model.nodeHolds, index::nodeHolds);
        model.stopOf = new int[model.elements];
        Arrays.setAll(model.stopOf, index::stopOf);
        model.vehicleStream = new int[model.vehicles];
        for (int e = 0; e < model.elements; e++) {
            if (index.elements().get(e) instanceof Fleet fleet) fleet(e, fleet, ways[e], lanes);
        }
    }

    private void check(Fleet fleet, Ways ways) {
        var unconnected = ways.unconnected();
        if (unconnected != null) {
            throw new PlantProblem("`" + fleet.id() + "` cannot get from `" + index.nodeName(unconnected[0]) + "` to `"
                    + index.nodeName(unconnected[1]) + "`. "
                    + (fleet.motion() == Fleet.Motion.PATHS
                            ? "Maybe a path is missing, or leads one way only."
                            : "Maybe give both a position: `at (12 m, 6 m)`."));
        }
    }

    private void fleet(int e, Fleet fleet, Ways ways, Lanes lanes) {
        String where = "of `" + fleet.id() + "`";
        int first = index.firstVehicle(e) - model.elements - model.machines;
        for (int v = 0; v < fleet.count(); v++) {
            model.station[model.machines + first + v] = e;
            model.vehicleStream[first + v] = compiler.stream(fleet.id() + "." + (v + 1) + " handling");
        }
        var laneOfArc = new int[ways.arcs()];
        for (int arc = 0; arc < laneOfArc.length; arc++) laneOfArc[arc] = lanes.of(ways.path(arc), ways.isForth(arc));
        var origins = origins(e);
        var parksAt = fleet.parksAt();
        var battery = fleet.battery();
        var change = battery == null ? null : battery.change();
        model.stationHours[e] = compiler.hours(fleet.shift());
        model.fleet[e] = new FleetRule(
                fleet,
                e,
                first,
                fleet.count(),
                ways,
                laneOfArc,
                fleet.speed(),
                fleet.acceleration(),
                fleet.speed() * fleet.speed() / (2 * fleet.acceleration()),
                sampler(fleet.loading(), where),
                sampler(fleet.unloading(), where),
                fleet.unloading() == null ? 0 : model.variates.mean(sampler(fleet.unloading(), where)),
                fleet.carries(),
                fleet.calls(),
                home(parksAt, origins, battery),
                parksAt != null,
                origins,
                battery == null ? NONE : Ways.stopOf(index, battery.station()),
                battery,
                sampler(change, where));
    }

    /** Vehicles that park nowhere begin at the first element from which they take parts; without any, at their charger. */
    private int home(@Nullable String parksAt, int[] origins, Fleet.@Nullable Battery battery) {
        if (parksAt != null) return Ways.stopOf(index, parksAt);
        if (origins.length > 0) return index.stopOf(origins[0]);
        return battery == null ? 0 : Ways.stopOf(index, battery.station());
    }

    private int sampler(@Nullable Distribution time, String where) {
        return time == null ? NONE : compiler.sampler(time, where);
    }

    /** The elements from which parts go to a fleet; what they are brought to must be a place. */
    private int[] origins(int fleet) {
        var origins = new TreeSet<Integer>();
        for (int step = 0; step < model.steps; step++) {
            for (int target : RouteCompiler.targetsOf(model, step)) {
                if (target >= 0 && model.stepElement[target] == fleet) origins.add(model.stepElement[step]);
                if (model.stepElement[step] == fleet) checkEnd(fleet, step, target);
            }
        }
        return new ArrayList<>(origins).stream().mapToInt(e -> e).toArray();
    }

    private void checkEnd(int fleet, int step, int target) {
        String name = "`" + model.index.placeName(fleet) + "`";
        if (target < 0) {
            throw new PlantProblem(name + " does not know where to bring parts at step `"
                    + model.index.steps().get(step).name() + "`. Maybe end the route in a sink.");
        }
        if (model.kind[model.stepElement[target]] == FlowModel.FLEET) {
            throw new PlantProblem("parts cannot go from " + name + " to `"
                    + model.index.placeName(model.stepElement[target]) + "`: vehicles do not meet."
                    + " Maybe put a buffer between them.");
        }
    }
}
