package org.shadowline.validation.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.shadowline.plant.state.PlantState;
import org.shadowline.plant.twin.Quality;
import org.shadowline.plant.twin.Twin;
import org.shadowline.sim.flow.Simulation;
import org.shadowline.twin.fold.PlantTwins;
import org.shadowline.twin.store.TwinStore;

/** The twins of a plant, which know its events only, are as the plant itself is at any moment. */
class TwinsFollowTest {
    private static final double DAY = 24 * 3600;
    private static final Set<String> NOT_WORKING =
            Set.of("down", "stopped", "waiting for people", "waiting for spares", "off shift");

    @Property(tries = 40)
    void twins_are_where_the_parts_are(@ForAll @LongRange(min = 1, max = 100_000) long seed) {
        var plant = RandomPlant.of(seed);
        var scenario = RandomPlant.check(plant.text());
        var simulation = Simulation.of(scenario.plant(), scenario.scenario(), null, DAY);
        try (var store = TwinStore.inMemory()) {
            var twins = new PlantTwins(simulation.index(), store, Instant.EPOCH, Quality.SIMULATED);
            var run = simulation.replication(1, twins);
            for (int hour = 1; hour <= 4; hour++) {
                run.runUntil(hour * 3600);
                twins.durable().join();
                assertAgree(run.state(), store, scenario.plant().id(), plant);
            }
            assertEquals(0, store.counts().late(), plant::text);
            assertEquals(0, store.counts().refused(), plant::text);
        }
    }

    private static void assertAgree(PlantState state, TwinStore store, String id, RandomPlant plant) {
        var places = new TreeMap<String, String>();
        var expected = new TreeMap<String, String>();
        var counted = new TreeMap<String, Long>();
        var counts = new TreeMap<String, Long>();
        for (var part : state.parts()) {
            expected.put(id + ":part." + part.id(), part.place());
            counted.merge(id + ":" + part.place(), 1L, Long::sum);
        }
        store.forEach(twin -> {
            if (twin.id().startsWith(id + ":part.")) {
                // what is packed into a lot has no place of its own
                if (!text(twin, "place").startsWith("part.")) places.put(twin.id(), text(twin, "place"));
            } else if (twin.reported().get("parts") != null
                    && !twin.reported().get("parts").value().equals(0L)) {
                counts.put(twin.id(), (Long) twin.reported().get("parts").value());
            }
        });
        assertEquals(expected, places, plant::text);
        assertEquals(counted, counts, plant::text);
        for (var machine : state.machines()) {
            if (machine.downFor() == null) continue;
            assertTrue(NOT_WORKING.contains(text(store.twin(id + ":" + machine.id()), "state")), plant::text);
        }
    }

    private static String text(Twin twin, String property) {
        return String.valueOf(twin.reported().get(property).value());
    }
}
