package org.shadowline.validation.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Rack;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.EventCodec;
import org.shadowline.plant.event.EventFanOut;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.kpi.KpiFold;
import org.shadowline.plant.kpi.RunKpis;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;
import org.shadowline.sim.experiment.Rehearser;
import org.shadowline.sim.flow.Replication;
import org.shadowline.sim.flow.Simulation;

/** What must hold in every plant, on random ones. */
class InvariantsTest {
    private static final double WARM_UP = 3 * 3600;
    private static final double HORIZON = 23 * 3600;
    private static final EventSink NOWHERE = (time, kind, subject, object, a, b, x, y) -> {};

    private static Simulation simulation(CheckedScenario scenario) {
        return Simulation.of(scenario.plant(), scenario.scenario(), null, HORIZON);
    }

    private record Run(Auditor auditor, RunKpis kpis) {}

    private static Run run(CheckedScenario scenario) {
        var simulation = simulation(scenario);
        var auditor = new Auditor(simulation.index());
        var kpis = new KpiFold(simulation.index(), HORIZON, 10);
        Rehearser.run(simulation, 1, WARM_UP, HORIZON, new EventFanOut(auditor, kpis));
        return new Run(auditor, kpis.result());
    }

    @Property(tries = 150)
    void parts_are_conserved_are_in_one_place_and_no_station_does_two_things(@ForAll long seed) {
        var plant = RandomPlant.of(seed);

        var run = run(RandomPlant.check(plant.text()));

        assertEquals(List.of(), run.auditor.breaches(), plant::text);
        assertEquals(run.auditor.released(), run.auditor.ended() + run.auditor.alive(), plant::text);
    }

    /** L = λW (Little 1961) over a finite time is an identity: the mean level is the sum of the stays by the time. */
    @Property(tries = 100)
    void littles_law_holds_in_the_plant_and_at_every_buffer_conveyor_and_station(@ForAll long seed) {
        var plant = RandomPlant.of(seed);
        var scenario = RandomPlant.check(plant.text());

        var run = run(scenario);

        assertClose(run.auditor.meanWorkInProcess(), value(run, Kpi.WORK_IN_PROCESS, null), plant);
        for (var element : scenario.plant().elements()) {
            switch (element) {
                case Buffer buffer ->
                    assertClose(run.auditor.meanLevel(buffer.id()), value(run, Kpi.LEVEL, buffer.id()), plant);
                case Rack rack ->
                    assertClose(run.auditor.meanLevel(rack.id()), value(run, Kpi.LEVEL, rack.id()), plant);
                case Conveyor conveyor ->
                    assertClose(run.auditor.meanLevel(conveyor.id()), value(run, Kpi.LEVEL, conveyor.id()), plant);
                case Station station -> {
                    double all = run.auditor.meanLevel(station.id());
                    for (int m = 1; m <= station.count(); m++) all += run.auditor.meanLevel(station.id() + "." + m);
                    assertClose(all, value(run, Kpi.WORK_IN_PROCESS, station.id()), plant);
                }
                default -> {}
            }
        }
        if (run.auditor.finishedAfterWarmUp() > 0) {
            assertClose(run.auditor.meanLeadTime(), value(run, Kpi.LEAD_TIME, null), plant);
        }
    }

    @Property(tries = 100)
    void the_shares_of_time_of_every_machine_are_those_of_its_events_and_sum_to_one(@ForAll long seed) {
        var plant = RandomPlant.of(seed);
        var scenario = RandomPlant.check(plant.text());

        var run = run(scenario);

        for (var element : scenario.plant().elements()) {
            if (!(element instanceof Station station)) continue;
            for (int m = 1; m <= station.count(); m++) {
                var machine = station.id() + "." + m;
                var shares = run.kpis.stateShares(machine);
                assertEquals(1, shares.stream().mapToDouble(s -> s).sum(), 1e-9, plant::text);
                var expected = run.auditor.shares(machine);
                for (int i = 0; i < expected.length; i++) assertClose(expected[i], shares.get(i), plant);
            }
        }
    }

    @Property(tries = 60)
    void results_do_not_depend_on_the_order_of_declaration(@ForAll long seed) {
        var plant = RandomPlant.of(seed);

        var expected = trace(simulation(RandomPlant.check(plant.text())).replication(1, NOWHERE), HORIZON / 2);
        var found = trace(simulation(RandomPlant.check(plant.shuffled(seed))).replication(1, NOWHERE), HORIZON / 2);

        assertEquals(expected, found, plant::text);
    }

    @Property(tries = 60)
    void a_branch_and_a_resumed_snapshot_continue_as_the_run_itself(@ForAll long seed) {
        var plant = RandomPlant.of(seed);
        var simulation = simulation(RandomPlant.check(plant.text()));
        var straight = new Trace();
        var original = simulation.replication(2, straight);
        original.runUntil(HORIZON / 3);
        straight.events.clear();
        var snapshot = original.snapshot();
        var branched = trace(original, HORIZON);
        var resumed = trace(simulation.resume(snapshot, NOWHERE), HORIZON);
        original.runUntil(HORIZON);

        assertEquals(straight.events, branched, plant::text);
        assertEquals(straight.events, resumed, plant::text);
    }

    @Property(tries = 12)
    void the_same_seed_gives_the_same_numbers_on_one_two_and_eight_threads(@ForAll long seed) {
        var plant = RandomPlant.of(seed);
        var scenario = RandomPlant.check(plant.text());

        var one = numbers(scenario, 1);

        assertEquals(one, numbers(scenario, 2), plant::text);
        assertEquals(one, numbers(scenario, 8), plant::text);
    }

    @Property(tries = 60)
    void the_events_of_a_plant_can_be_written_and_read_back(@ForAll long seed) {
        var plant = RandomPlant.of(seed);
        var simulation = simulation(RandomPlant.check(plant.text()));
        var codec = new EventCodec(simulation.index());
        var written = new ArrayList<PlantEvent>();
        simulation.replication(1, codec.writer(written::add)).runUntil(HORIZON / 2);

        var again = new ArrayList<PlantEvent>();
        var reader = codec.reader(codec.writer(again::add));
        written.forEach(reader);

        assertEquals(written, again, plant::text);
    }

    @Test
    void the_auditor_notices_what_is_wrong() {
        var plant = RandomPlant.check("plant p {\n source in makes part every 1 min\n station a takes 10 s\n"
                + " buffer b holds 1\n station c takes 5 min\n route part { in -> a -> b -> c }\n}\n"
                + "scenario \"S\" on p { run 1 h }\n");
        var auditor = new Auditor(simulation(plant).index());
        var index = simulation(plant).index();
        int machine = index.place("a.1");

        auditor.event(0, EventKind.PART_RELEASED, index.place("in"), 0, 0, 0, 0, 1);
        auditor.event(0, EventKind.PART_RELEASED, index.place("in"), 1, 0, 0, 0, 2);
        auditor.event(0, EventKind.PART_MOVED, machine, 0, index.place("in"), 0, 0, 0);
        auditor.event(0, EventKind.OPERATION_STARTED, machine, 0, 0, 0, 1, 0);
        assertEquals(0, auditor.breaches().size());
        auditor.event(1, EventKind.PART_MOVED, machine, 1, index.place("in"), 0, 0, 0);
        auditor.event(1, EventKind.OPERATION_STARTED, machine, 1, 0, 0, 1, 0);
        auditor.event(2, EventKind.PART_MOVED, index.place("b"), 0, index.place("in"), 0, 0, 0);
        auditor.event(2, EventKind.PART_MOVED, index.place("b"), 7, machine, 0, 0, 0);

        assertEquals(5, auditor.breaches().size(), auditor.breaches()::toString);
    }

    private static List<String> numbers(CheckedScenario scenario, int threads) {
        var result = new Rehearser(threads, 6, (label, share) -> {})
                .rehearse(scenario.scenario(), List.of(scenario.variant(0)), null);
        var all = new ArrayList<String>();
        for (var variant : result.variants()) {
            for (var estimate : variant.estimates()) all.add(estimate.toString());
            all.add(variant.stations().toString());
            all.add(variant.flows().toString());
            all.add(variant.throughput().toString());
            all.add(Long.toString(variant.events()));
        }
        return all;
    }

    private static double value(Run run, Kpi kpi, String of) {
        return run.kpis.value(KpiCatalogue.measure(kpi, Statistic.MEAN, of, false));
    }

    private static void assertClose(double expected, double found, RandomPlant plant) {
        assertTrue(
                Math.abs(expected - found) <= 1e-9 * Math.max(1, Math.abs(expected)),
                () -> "expected " + expected + ", found " + found + "\n" + plant.text());
    }

    /** The events of a branch until a time. */
    private static List<String> trace(Replication run, double until) {
        var trace = new Trace();
        run.branch(trace).runUntil(until);
        return trace.events;
    }

    private static final class Trace implements EventSink {
        final List<String> events = new ArrayList<>();

        @Override
        public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
            events.add(time + " " + kind + " " + subject + " " + object + " " + a + " " + b + " " + x + " " + y);
        }
    }
}
