package org.shadowline.validation.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.state.PlantState;
import org.shadowline.plant.state.StateFold;
import org.shadowline.sim.flow.Simulation;

/**
 * The state that is folded from the events of a run is the one that the simulator itself says it is in, but for what events
 * do not tell: the next step where the route has a choice, parts at the end
 * of a conveyor, how long shipments are under way, and set-up for an attribute.
 */
class StateFoldTest {
    @ParameterizedTest
    @CsvSource({
        "bracket-line/bracket-line.shadow, 300, 7",
        "bracket-line/bracket-line.shadow, 3571, 31",
        "job-shop/job_shop.shadow, 40000, 19",
        "battery-cells/battery-cells.shadow, 3600, 11"
    })
    void events_and_simulator_agree_on_what_the_plant_is(String file, double every, int moments) throws IOException {
        var checked = new ShadowLanguage().check(Path.of("../scenarios").resolve(file), Map.of(), List.of());
        assertFalse(checked.hasErrors(), checked::report);
        var scenario = checked.scenarios().getFirst();
        var simulation = Simulation.of(scenario.plant(), scenario.scenario(), null, every * moments);
        var index = simulation.index();
        var fold = new StateFold(index);
        var run = simulation.replication(3, fold);
        int compared = 0;
        int choices = 0;
        for (int i = 1; i <= moments; i++) {
            double now = every * i;
            run.runUntil(now);
            var told = run.state();
            var folded = fold.at(now);
            assertEquals(places(index, told), places(index, folded), "at " + now);
            var byId = new HashMap<String, PlantState.Part>();
            for (var part : folded.parts()) byId.put(part.id(), part);
            for (var expected : told.parts()) {
                var found = byId.get(expected.id());
                var where = expected + " at " + now;
                assertEquals(expected.product(), found.product(), where);
                assertEquals(expected.age(), found.age(), 1e-6, where);
                if (!expected.place().equals("van") && !expected.place().equals("sea"))
                    assertEquals(expected.worked(), found.worked(), 1e-6, where);
                assertEquals(expected.priority(), found.priority(), where);
                if (expected.due() == null) assertEquals(null, found.due(), where);
                else assertEquals(expected.due(), found.due(), 1e-6, where);
                if (isTold(index, expected)) {
                    assertEquals(expected.step(), found.step(), where);
                    assertEquals(expected.next(), found.next(), where);
                } else {
                    choices++;
                }
                compared++;
            }
            assertEquals(machines(index, told), machines(index, folded), "at " + now);
        }
        assertTrue(compared > moments, "parts compared: " + compared);
        assertTrue(choices <= compared / 2, "next steps that were not compared: " + choices + " of " + compared);
    }

    /** Parts by place, in the order in which they wait; the order of what came at the same moment counts. */
    private static Map<String, List<String>> places(PlantIndex index, PlantState state) {
        var places = new HashMap<String, List<String>>();
        for (var part : state.parts()) {
            var id = part.id();
            if (id != null)
                places.computeIfAbsent(part.place(), p -> new ArrayList<>()).add(id);
        }
        // the simulator forgets the order of parts that stand at the end of a conveyor
        places.forEach((place, ids) -> {
            if (index.elements().get(index.elementOf(index.place(place))) instanceof Conveyor) ids.sort(null);
        });
        return places;
    }

    private static boolean isTold(PlantIndex index, PlantState.Part part) {
        int element = index.elementOf(index.place(part.place()));
        if (index.elements().get(element) instanceof Conveyor) return false;
        var next = part.next();
        if (next == null) return true;
        var route = index.plant().routeOf(part.product());
        return route != null
                && route.steps().stream()
                        .filter(s -> s.element().equals(index.placeName(element)))
                        .allMatch(s -> route.next(s).size() == 1);
    }

    /** Machines that are down, worn, or set up for a product. */
    private static List<String> machines(PlantIndex index, PlantState state) {
        var all = new ArrayList<String>();
        for (var m : state.machines()) {
            var station = (Station) index.elements().get(index.elementOf(index.place(m.id())));
            var setup = station.setup();
            var setUpFor = setup == null || setup.attribute() == null ? m.setUpFor() : null;
            var down = m.downFor();
            if (setUpFor == null && down == null && m.worn() == 0 && m.wear() == 0) continue;
            all.add(m.id() + " " + m.failure() + " " + setUpFor + " "
                    + (down == null ? "" : Math.rint(down * 1e3) / 1e3) + " " + m.worn() + " " + m.lacksSpares() + " "
                    + m.wear());
        }
        return all;
    }
}
