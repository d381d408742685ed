package org.shadowline.plant.kpi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Moment;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Product;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PlantIndex;

/** A line of stations with a buffer after each, and events of it that obey the schema but no law of production. */
public final class RandomPlant {
    private final PlantIndex index;
    private final int stations;
    private final Random random;
    private final EventSink sink;
    private final List<Integer> present = new ArrayList<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final Map<Integer, Integer> step = new HashMap<>();
    private int used;
    private long serial;
    private double time;

    private RandomPlant(PlantIndex index, int stations, long seed, EventSink sink) {
        this.index = index;
        this.stations = stations;
        this.sink = sink;
        random = new Random(seed);
    }

    /** One source of orders, {@code stations} stations {@code m01} … of one machine each, two products, one team. */
    public static PlantIndex index(int stations) {
        var elements = new ArrayList<Element>();
        var orders = new ArrayList<Source.Order>();
        // Two lines of one order share its name.
        for (var id : List.of("A1", "A2", "A2", "A3")) {
            orders.add(new Source.Order(id, new Moment.AfterStart(0), "a", 3, null, 0, Map.of()));
        }
        elements.add(new Source(
                "s",
                null,
                null,
                null,
                List.of(new Source.ProductShare("a", 0.5), new Source.ProductShare("b", 0.5)),
                new Source.Arrivals.Orders(orders, "orders.csv"),
                1,
                Long.MAX_VALUE,
                Double.NaN,
                null,
                0,
                Buffer.UNLIMITED,
                true));
        var steps = new ArrayList<Route.Step>();
        steps.add(TwoMachines.step("s", 1));
        for (int i = 1; i <= stations; i++) {
            var station = "m%02d".formatted(i);
            var buffer = "b%02d".formatted(i);
            elements.add(TwoMachines.station(
                    station, new Distribution.Exponential(10), 1, 0.01, new Station.Power(1, 1, 1, 1, 1, 1)));
            if (i % 3 == 0) {
                elements.add(new Conveyor(buffer, null, null, null, null, null, 5, 0.5, 0.5, 10));
            } else {
                elements.add(new Buffer(buffer, null, null, null, 10, Double.POSITIVE_INFINITY));
            }
            steps.add(TwoMachines.step(station, 2 * i));
            steps.add(TwoMachines.step(buffer, i == stations ? Route.DONE : 2 * i + 1));
        }
        return new PlantIndex(new Plant(
                "random",
                null,
                "EUR",
                1e-5,
                List.of(),
                elements,
                List.of(new Team("crew", null, 2, List.of(), Hours.ALWAYS, 0.05, false)),
                List.of(Product.named("a"), new Product("b", null, 1, 1, 0.1, 0, List.of())),
                List.of(new Route(List.of("a"), steps), new Route(List.of(), steps)),
                List.of(),
                List.of()));
    }

    /** Plays a run of so many turns, each of a few events. */
    public static void play(PlantIndex index, int stations, long seed, int turns, EventSink sink) {
        var plant = new RandomPlant(index, stations, seed, sink);
        plant.send(EventKind.RUN_STARTED, -1, -1, 0, 0);
        for (int i = 0; i < turns; i++) {
            if (i == turns / 4) plant.send(EventKind.WARM_UP_ENDED, -1, -1, 0, 0);
            plant.turn();
        }
        plant.send(EventKind.RUN_ENDED, -1, -1, 0, 0);
    }

    private void turn() {
        time += random.nextInt(4) == 0 ? 0 : random.nextDouble() * 3;
        int choice = random.nextInt(100);
        if (present.size() < 5 || (choice < 8 && present.size() < 60)) release();
        else if (choice < 92) advance(present.get(random.nextInt(present.size())));
        else if (choice < 94) send(EventKind.PERSON_STATE, random.nextInt(2), -1, random.nextInt(5), place("m01.1"));
        else if (choice < 95) send(EventKind.PART_LOST, place("s"), -1, 0, 0);
        else if (choice < 96) sink.note(time, place("m01"), "note " + random.nextInt());
        else if (choice < 97) sink.event(time, EventKind.SETTING_CHANGED, place("m01"), -1, 0, 0, 0.8, 0);
        else if (choice < 98) sink.event(time, EventKind.SETTING_CHANGED, 0, -1, 3, 1, 2, 0);
        else changeState(place("m%02d.1".formatted(1 + random.nextInt(stations))), random.nextInt(8), -1);
    }

    private void release() {
        int part = free.isEmpty() ? used++ : free.pop();
        present.add(part);
        double due = random.nextBoolean() ? time + 200 * random.nextDouble() : Double.NaN;
        int product = random.nextInt(2);
        sink.event(time, EventKind.PART_RELEASED, place("s"), part, product, random.nextInt(3), due, ++serial);
        if (random.nextInt(3) == 0) send(EventKind.PART_ORDERED, place("s"), part, random.nextInt(4), 0);
        step.put(part, product == 0 ? 0 : 2 * stations + 1);
    }

    private void advance(int part) {
        int now = step.get(part);
        int local = now % (2 * stations + 1);
        int from = placeAt(local);
        if (index.isMachine(from)) {
            send(EventKind.OPERATION_FINISHED, from, part, now, random.nextInt(50) == 0 ? 0 : 1);
            if (random.nextInt(200) == 0) {
                leave(EventKind.PART_SCRAPPED, from, part);
                return;
            }
        }
        if (local == 2 * stations) {
            leave(EventKind.PART_FINISHED, from, part);
            return;
        }
        step.put(part, now + 1);
        int to = placeAt(local + 1);
        send(EventKind.PART_MOVED, to, part, from, now + 1);
        if (index.isMachine(from)) changeState(from, MachineState.STARVED.ordinal(), -1);
        if (index.isMachine(to)) {
            changeState(to, MachineState.BUSY.ordinal(), part);
            send(EventKind.OPERATION_STARTED, to, part, now + 1, 0);
        }
    }

    private void leave(EventKind kind, int place, int part) {
        send(kind, place, part, 0, 0);
        present.remove((Integer) part);
        free.push(part);
    }

    private int placeAt(int local) {
        if (local == 0) return place("s");
        return place((local % 2 == 1 ? "m%02d.1" : "b%02d").formatted((local + 1) / 2));
    }

    private void changeState(int machine, int state, int part) {
        send(EventKind.MACHINE_STATE, machine, part, state, state == MachineState.DOWN.ordinal() ? 0 : -1);
    }

    private int place(String name) {
        return index.place(name);
    }

    private void send(EventKind kind, int subject, int object, int a, int b) {
        sink.event(time, kind, subject, object, a, b, 0, 0);
    }
}
