package org.shadowline.sim.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Route.Exit;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Station.Need;
import org.shadowline.plant.description.Station.NeedFor;
import org.shadowline.plant.description.Team;

/** Tasks that take the only person away from others, on traces that were worked out by hand; times are seconds. */
class PriorityTest {
    private static Need crew(int priority) {
        return new Need(1, "crew", null, NeedFor.WORK_AND_SETUP, priority);
    }

    /** Urgent parts come at 10, 20, 30 and so on and take the person for 5 s each. */
    private static Plant plant(Plants.StationSpec plain, double firstPart) {
        var plants = new Plants()
                .source("some", Plants.constant(firstPart))
                .add("plain", plain)
                .source("often", Plants.constant(10))
                .add("urgent", Plants.station(Plants.constant(5)).needs(crew(1)));
        plants.step("some", new Exit.To(1));
        plants.step("plain", new Exit.To(Route.DONE));
        plants.step("often", new Exit.To(3));
        plants.step("urgent", new Exit.To(Route.DONE));
        plants.teams.add(new Team("crew", null, 1, List.of(), Hours.ALWAYS, 0, true));
        return plants.plant();
    }

    @Test
    void work_goes_on_where_it_stopped() {
        var plain = Plants.station(Plants.constant(19)).needs(crew(0));

        var story = Story.run(plant(plain, 12), 49.5);

        assertEquals(List.of("12", "20", "30", "40"), story.of("plain.1", "waiting for people"));
        assertEquals(List.of("15", "25", "35", "45"), story.of("plain.1", "busy"));
        assertEquals(List.of("49"), story.of("plain.1", "ends"));
        assertEquals(List.of("15", "25", "35", "45"), story.of("urgent.1", "ends"));
    }

    @Test
    void a_repair_goes_on_where_it_stopped() {
        var plain = Plants.station(Plants.constant(1));
        plain.failures = List.of(new Station.Failure(
                null, Station.FailureClock.CALENDAR_TIME, Plants.constant(12), Plants.constant(19), crew(0), false));

        var story = Story.run(plant(plain, 1000), 49.5);

        assertEquals(List.of("12"), story.of("plain.1", "down"));
        assertEquals(List.of("49"), story.of("plain.1", "starved"));
    }

    @Test
    void a_repair_takes_people_from_work_of_the_same_team() {
        var plain = Plants.station(Plants.constant(1));
        plain.failures = List.of(new Station.Failure(
                null, Station.FailureClock.CALENDAR_TIME, Plants.constant(12), Plants.constant(19), crew(2), false));

        var story = Story.run(plant(plain, 1000), 40);

        // the urgent part of 10 has 3 s left at 12 and goes on at 31
        assertEquals(List.of("31"), story.of("plain.1", "starved"));
        assertEquals(List.of("34", "39"), story.of("urgent.1", "ends"));
    }
}
