package org.shadowline.sim.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Network;
import org.shadowline.plant.description.Pace;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Route.Exit;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Station.Need;
import org.shadowline.plant.description.Station.NeedFor;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.PersonState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.state.PlantState;

/** People who walk 1.2 m/s, on traces that were worked out by hand; times are seconds. */
class WalksTest {
    private static final double SPEED = 1.2;

    private static Team team(String id, double x, double y) {
        return new Team(
                id,
                null,
                1,
                List.of("milling"),
                Hours.ALWAYS,
                0,
                true,
                Position.of(x, y),
                SPEED,
                false,
                Pace.DECLARED,
                0);
    }

    private static Need one(String team) {
        return new Need(1, team, null, NeedFor.WORK_AND_SETUP);
    }

    private static List<String> statesOf(String person, Plant plant, double until) {
        var story = new States(new PlantIndex(plant));
        Simulation.of(plant, Plants.scenario(1), null, 1e6)
                .replication(1, story)
                .runUntil(until);
        return story.of(person);
    }

    @Test
    void several_people_begin_when_the_last_one_is_there() {
        var plants = new Plants()
                .unlimited("in")
                .add("m", Plants.station(Plants.constant(20)).at(0, 0).needs(one("near"), one("far")))
                .route("in", "m");
        plants.teams.add(team("near", 6, 0));
        plants.teams.add(team("far", 12, 0));

        assertEquals(
                List.of("0.0 walking", "5.0 waiting for others", "10.0 working", "30.0 idle", "30.0 working"),
                statesOf("near.1", plants.plant(), 31));
        assertEquals(
                List.of("0.0 walking", "10.0 working", "30.0 idle", "30.0 working"),
                statesOf("far.1", plants.plant(), 31));
        assertEquals(List.of("10", "30"), Story.run(plants.plant(), 31).of("m.1", "starts"));
    }

    @Test
    void who_is_there_soonest_goes() {
        var plants = new Plants()
                .unlimited("in")
                .add(
                        "m",
                        Plants.station(Plants.constant(20))
                                .at(0, 0)
                                .needs(new Need(1, null, "milling", NeedFor.WORK_AND_SETUP)))
                .route("in", "m");
        plants.teams.add(team("a", 12, 0));
        plants.teams.add(team("b", 0, 6));

        assertEquals(List.of(), statesOf("a.1", plants.plant(), 19));
        assertEquals(List.of("0.0 walking", "5.0 working"), statesOf("b.1", plants.plant(), 19));
    }

    @Test
    void who_is_no_longer_needed_stops_where_he_is_and_goes_on_from_there() {
        var first = Plants.station(Plants.constant(20)).at(0, 0).needs(one("crew"));
        first.failures = List.of(new Station.Failure(
                null, Station.FailureClock.CALENDAR_TIME, Plants.constant(4), Plants.constant(1000), null, false));
        var plants = new Plants()
                .source("early", Plants.constant(1))
                .add("a", first)
                .source("late", Plants.constant(10))
                .add("b", Plants.station(Plants.constant(20)).at(7.8, 12).needs(one("crew")));
        plants.step("early", new Exit.To(1));
        plants.step("a", new Exit.To(Route.DONE));
        plants.step("late", new Exit.To(3));
        plants.step("b", new Exit.To(Route.DONE));
        plants.teams.add(team("crew", 12, 0));

        // sets out at 1 and has gone 3.6 m when the machine fails at 4; 8.4 - 7.8 = 0.6 m and 12 m are 12.015 m away
        double there = 10 + Math.sqrt(0.6 * 0.6 + 12 * 12) / SPEED;

        assertEquals(
                List.of("1.0 walking", "4.0 idle", "10.0 walking", String.format(Locale.ROOT, "%.1f working", there)),
                statesOf("crew.1", plants.plant(), 39));
    }

    @Test
    void a_shift_begins_at_home() {
        var plants = new Plants()
                .unlimited("in")
                .add("m", Plants.station(Plants.constant(100)).at(0, 0).needs(one("crew")))
                .route("in", "m");
        // the run starts on Monday at 6:00
        int six = 6 * 3600;
        var hours = new Hours(List.of(new Hours.Interval(six, six + 150), new Hours.Interval(six + 300, six + 600)));
        plants.teams.add(new Team(
                "crew", null, 1, List.of(), hours, 0, false, Position.of(12, 0), SPEED, false, Pace.DECLARED, 0));

        assertEquals(
                List.of(
                        "0.0 walking",
                        "10.0 working",
                        "110.0 idle",
                        "110.0 working",
                        "150.0 off shift",
                        "300.0 idle",
                        "300.0 walking",
                        "310.0 working"),
                statesOf("crew.1", plants.plant(), 320));
    }

    /** From (12, 0) 5 m up to the node, 12 m along the aisle that is 24 m long, and 5 m down. */
    @Test
    void people_on_paths_are_on_them() {
        var plants = new Plants()
                .unlimited("in")
                .add("m", Plants.station(Plants.constant(20)).at(0, 0).needs(one("crew")))
                .route("in", "m");
        plants.network = new Network(
                List.of(
                        new Network.Node("west", Position.of(0, 5), 1, List.of()),
                        new Network.Node("east", Position.of(12, 5), 1, List.of())),
                List.of(new Network.Path("aisle", "west", "east", 24, 0.1, 1, Network.Direction.BOTH_WAYS)));
        plants.teams.add(new Team(
                "crew", null, 1, List.of(), Hours.ALWAYS, 0, true, Position.of(12, 0), 1, true, Pace.DECLARED, 0));
        var plant = plants.plant();
        var run = Simulation.of(plant, Plants.scenario(1), null, 1e6).replication(1, new States(new PlantIndex(plant)));

        run.runUntil(3);
        assertEquals(Position.of(12, 3), run.state().people().getFirst().at());
        run.runUntil(5 + 8);
        assertEquals(
                Position.of(8, 5),
                run.branch(new States(new PlantIndex(plant)))
                        .state()
                        .people()
                        .getFirst()
                        .at());
        run.runUntil(5 + 24 + 1);
        assertEquals(Position.of(0, 4), run.state().people().getFirst().at());
        assertEquals(List.of("34"), Story.run(plant, 53).of("m.1", "starts"));
    }

    @Test
    void a_run_starts_with_people_where_they_are() {
        var plants = new Plants()
                .unlimited("in")
                .add("m", Plants.station(Plants.constant(20)).at(0, 0).needs(one("crew")))
                .route("in", "m");
        plants.teams.add(team("crew", 12, 0));
        var plant = plants.plant();
        var run = Simulation.of(plant, Plants.scenario(1), null, 1e6).replication(1, new States(new PlantIndex(plant)));
        run.runUntil(7);

        var person = run.state().people().getFirst();
        assertEquals("crew.1", person.id());
        assertEquals(0, Position.of(12 - 7 * SPEED, 0).distance(person.at()), 1e-9);

        var state = new PlantState("test", List.of(), List.of(), List.of(), List.of(), List.of(person));
        assertEquals(List.of("3"), Story.run(plant, state, 20).of("m.1", "starts"));
    }

    /** The states of people. */
    private static final class States implements EventSink {
        private final PlantIndex index;
        private final Map<String, List<String>> lines = new HashMap<>();

        States(PlantIndex index) {
            this.index = index;
        }

        @Override
        public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
            if (kind != EventKind.PERSON_STATE) return;
            lines.computeIfAbsent(index.personName(subject), n -> new ArrayList<>())
                    .add(String.format(
                            Locale.ROOT, "%.1f %s", time, PersonState.of(a).words()));
        }

        List<String> of(String person) {
            return lines.getOrDefault(person, List.of());
        }
    }
}
