package org.shadowline.plant.kpi;

import java.util.List;
import java.util.Map;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.DispatchRule;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Moment;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Process;
import org.shadowline.plant.description.Product;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PersonState;
import org.shadowline.plant.event.PlantIndex;

/**
 * A saw, a buffer and a mill, and 100 s of their life:
 *
 * <pre>
 *           0    12   20 22   30   40 45     60   70   80   90   100
 * saw       busy---------|starved-----------|off------|stop|busy-|
 * mill      starved|setup|busy-|down|busy----|starved-------------|
 * person    off (to 10)|setting up (12-20)|idle
 * part 1    saw--|mill---------------|finished
 * part 2      s--|saw--|b1-----------|mill--|scrapped     (released at 5)
 * part 3                                         s-------|saw---   (released at 70)
 * </pre>
 */
final class TwoMachines {
    static final PlantIndex INDEX = new PlantIndex(plant());

    private static final int S = INDEX.place("s");
    private static final int SAW = INDEX.place("saw.1");
    private static final int B1 = INDEX.place("b1");
    private static final int MILL = INDEX.place("mill.1");
    private static final int ON_SAW = 1;
    private static final int ON_B1 = 2;
    private static final int ON_MILL = 3;

    private TwoMachines() {}

    static Plant plant() {
        var source = new Source(
                "s",
                null,
                null,
                null,
                List.of(new Source.ProductShare("a", 1)),
                new Source.Arrivals.Orders(
                        List.of(new Source.Order(
                                "A17", new Moment.AfterStart(0), "a", 2, new Moment.AfterStart(40), 0, Map.of())),
                        "orders.csv"),
                1,
                Long.MAX_VALUE,
                Double.NaN,
                null,
                0,
                Buffer.UNLIMITED,
                true);
        var saw =
                station("saw", new Distribution.Constant(10), 1, 0.1, new Station.Power(1000, 200, 500, 300, 100, 10));
        var mill = station("mill", new Distribution.Constant(20), 2, 0.2, Station.Power.NONE);
        var route = new Route(
                List.of(),
                List.of(
                        step("s", 1),
                        step("saw", 2),
                        step("b1", 3),
                        new Route.Step(
                                "mill",
                                "mill",
                                new Route.Exit.Shares(List.of(
                                        new Route.Share(Route.DONE, 0.5), new Route.Share(Route.SCRAP, 0.5))))));
        return new Plant(
                "two",
                null,
                "EUR",
                1e-5,
                List.of(),
                List.of(source, saw, new Buffer("b1", null, null, null, 2, Double.POSITIVE_INFINITY), mill),
                List.of(new Team("crew", null, 1, List.of(), Hours.ALWAYS, 0.05, false)),
                List.of(new Product("a", null, 2, 5, 0.01, 0, List.of())),
                List.of(route),
                List.of(),
                List.of());
    }

    static Station station(String id, Distribution time, double speed, double cost, Station.Power power) {
        return new Station(
                id,
                null,
                null,
                null,
                1,
                1,
                1,
                List.of(new Station.ProcessingTime(null, null, time)),
                0,
                null,
                List.of(),
                List.of(),
                power,
                Hours.ALWAYS,
                speed,
                cost,
                0,
                DispatchRule.FIRST_IN,
                Process.PLAIN);
    }

    static Route.Step step(String element, int next) {
        return new Route.Step(element, element, new Route.Exit.To(next));
    }

    /**
     * @param warmUp time at which the warm-up ends, 0 or 30; there are no events at 30 but the mill's failure
     * @param due due date of parts 1 and 2, NaN for none
     * @param dueOfThird due date of part 3
     * @param ordered whether parts 1 and 2 are the order A17
     */
    static void play(EventSink sink, double warmUp, double due, double dueOfThird, boolean ordered) {
        var to = new Trace(sink);
        to.run(0, EventKind.RUN_STARTED);
        to.person(0, PersonState.OFF);
        if (warmUp == 0) to.run(0, EventKind.WARM_UP_ENDED);
        to.released(0, 0, due, 1);
        if (ordered) to.ordered(0, 0);
        to.moved(0, 0, S, SAW, ON_SAW);
        to.machine(0, SAW, MachineState.BUSY, 0);
        to.started(0, SAW, 0, ON_SAW);
        to.released(5, 1, due, 2);
        if (ordered) to.ordered(5, 1);
        to.person(10, PersonState.IDLE);
        to.finished(12, SAW, 0, ON_SAW, true);
        to.moved(12, 0, SAW, B1, ON_B1);
        to.moved(12, 1, S, SAW, ON_SAW);
        to.started(12, SAW, 1, ON_SAW);
        to.moved(12, 0, B1, MILL, ON_MILL);
        to.machine(12, MILL, MachineState.SETUP, 0);
        to.person(12, PersonState.SETTING_UP);
        to.machine(20, MILL, MachineState.BUSY, 0);
        to.person(20, PersonState.IDLE);
        to.started(20, MILL, 0, ON_MILL);
        to.finished(22, SAW, 1, ON_SAW, true);
        to.moved(22, 1, SAW, B1, ON_B1);
        to.machine(22, SAW, MachineState.STARVED, -1);
        if (warmUp == 30) to.run(30, EventKind.WARM_UP_ENDED);
        to.machine(30, MILL, MachineState.DOWN, 0);
        to.machine(40, MILL, MachineState.BUSY, 0);
        to.finished(45, MILL, 0, ON_MILL, true);
        to.part(45, EventKind.PART_FINISHED, MILL, 0);
        to.moved(45, 1, B1, MILL, ON_MILL);
        to.started(45, MILL, 1, ON_MILL);
        to.finished(60, MILL, 1, ON_MILL, false);
        to.part(60, EventKind.PART_SCRAPPED, MILL, 1);
        to.machine(60, MILL, MachineState.STARVED, -1);
        to.machine(60, SAW, MachineState.OFF, -1);
        to.released(70, 0, dueOfThird, 3);
        to.machine(80, SAW, MachineState.STOPPED, -1);
        to.moved(90, 0, S, SAW, ON_SAW);
        to.machine(90, SAW, MachineState.BUSY, 0);
        to.started(90, SAW, 0, ON_SAW);
        to.run(100, EventKind.RUN_ENDED);
    }

    private record Trace(EventSink sink) {
        void run(double time, EventKind kind) {
            sink.event(time, kind, -1, -1, 0, 0, 0, 0);
        }

        void released(double time, int part, double due, long serial) {
            sink.event(time, EventKind.PART_RELEASED, S, part, 0, 0, due, serial);
        }

        void ordered(double time, int part) {
            sink.event(time, EventKind.PART_ORDERED, S, part, 0, 0, 0, 0);
        }

        void moved(double time, int part, int from, int to, int step) {
            sink.event(time, EventKind.PART_MOVED, to, part, from, step, 0, 0);
        }

        void started(double time, int machine, int part, int step) {
            sink.event(time, EventKind.OPERATION_STARTED, machine, part, step, 0, 0, 0);
        }

        void finished(double time, int machine, int part, int step, boolean good) {
            sink.event(time, EventKind.OPERATION_FINISHED, machine, part, step, good ? 1 : 0, 0, 0);
        }

        void machine(double time, int machine, MachineState state, int part) {
            sink.event(time, EventKind.MACHINE_STATE, machine, part, state.ordinal(), -1, 0, 0);
        }

        void person(double time, PersonState state) {
            sink.event(time, EventKind.PERSON_STATE, 0, -1, state.ordinal(), MILL, 0, 0);
        }

        void part(double time, EventKind kind, int place, int part) {
            sink.event(time, kind, place, part, 0, 0, 0, 0);
        }
    }
}
