package org.shadowline.sim.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Pace;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.description.Robot;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Route.Exit;
import org.shadowline.plant.description.Station.Need;
import org.shadowline.plant.description.Station.NeedFor;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;

/** Robots beside people, against sums over small steps of time and traces worked out by hand; times are seconds. */
class RobotsTest {
    /** S = 1 m + 1.6 m/s 0.625 s v + 1 m v²: 1 m, 1.75 m and 3 m at standstill, half and full speed. */
    private static Robot robot(Double... levels) {
        return new Robot(2, 1, 0.625, 1, 0, 1, 0, 1.6, List.of(levels));
    }

    private static Team walker(String id, double x, double y, double speed) {
        return new Team(
                id, null, 1, List.of(), Hours.ALWAYS, 0, true, Position.of(x, y), speed, false, Pace.DECLARED, 0);
    }

    private static Need one(String team) {
        return new Need(1, team, null, NeedFor.WORK_AND_SETUP);
    }

    /** A robot at (0, 0) whose operations take 12 s; two people walk past it from where they are at the start. */
    private static Plants twoWalkers(Robot robot) {
        var weld = Plants.station(Plants.constant(12)).at(0, 0);
        weld.robot = robot;
        var plants = new Plants()
                .unlimited("frames")
                .add("weld", weld)
                .unlimited("papers")
                .add("east", Plants.station(Plants.constant(1000)).at(10, 2.4).needs(one("a")))
                .unlimited("files")
                .add("north", Plants.station(Plants.constant(1000)).at(3.5, 10).needs(one("b")));
        plants.step("frames", new Exit.To(1));
        plants.step("weld", new Exit.To(Route.DONE));
        plants.step("papers", new Exit.To(3));
        plants.step("east", new Exit.To(Route.DONE));
        plants.step("files", new Exit.To(5));
        plants.step("north", new Exit.To(Route.DONE));
        plants.teams.add(walker("a", -10, 2.4, 1));
        plants.teams.add(walker("b", 3.5, -8, 1.2));
        return plants;
    }

    /** When the operations end whose work is the integral of the allowed share, by the midpoint rule with steps of 0.1 ms. */
    private static List<Double> endsBySteps(Robot robot, double until) {
        double step = 1e-4;
        double work = 0;
        var ends = new ArrayList<Double>();
        for (int i = 0; i * step < until; i++) {
            double t = (i + 0.5) * step;
            double a = Math.max(0, Math.hypot(Math.min(10, -10 + t), 2.4) - 2);
            double b = Math.max(0, Math.hypot(3.5, Math.min(10, -8 + 1.2 * t)) - 2);
            work += step * Math.min(robot.allowed(a), robot.allowed(b));
            if (work >= 12 * (ends.size() + 1)) ends.add(t);
        }
        return ends;
    }

    @Test
    void an_operation_takes_longer_by_what_two_walks_cost() {
        for (var robot : List.of(robot(), robot(0.5), robot(0.2, 0.6))) {
            var expected = endsBySteps(robot, 45);
            var ends = new ArrayList<Double>();
            var simulation = Simulation.of(twoWalkers(robot).plant(), Plants.scenario(1), null, 1e6);
            int weld = simulation.index().place("weld.1");
            simulation
                    .replication(1, (time, kind, subject, object, a, b, x, y) -> {
                        if (kind == EventKind.OPERATION_FINISHED && subject == weld) ends.add(time);
                    })
                    .runUntil(45);

            assertEquals(expected.size(), ends.size());
            assertTrue(expected.size() >= 2, expected::toString);
            for (int i = 0; i < ends.size(); i++) assertEquals(expected.get(i), ends.get(i), 1e-3);
        }
    }

    @Test
    void a_branch_in_the_middle_of_a_walk_continues_as_the_run_itself() {
        var simulation = Simulation.of(twoWalkers(robot()).plant(), Plants.scenario(1), null, 1e6);
        var straight = new Times();
        var original = simulation.replication(1, straight);
        original.runUntil(6.5);
        straight.all.clear();
        var branch = new Times();
        original.branch(branch).runUntil(60);
        original.runUntil(60);

        assertEquals(straight.all, branch.all);
    }

    /** The person stands 0.9 m from what the robot reaches, where it must stand still, from 10 on. */
    @Test
    void a_robot_that_stands_still_does_not_wear_out() {
        var weld = Plants.station(Plants.constant(50)).at(0, 0).failsOperating(Plants.constant(30), Plants.constant(5));
        weld.robot = robot();
        var plants = new Plants()
                .unlimited("frames")
                .add("weld", weld)
                .source("papers", Plants.constant(10))
                .add("desk", Plants.station(Plants.constant(100)).at(2.9, 0).needs(one("a")));
        plants.step("frames", new Exit.To(1));
        plants.step("weld", new Exit.To(Route.DONE));
        plants.step("papers", new Exit.To(3));
        plants.step("desk", new Exit.To(Route.DONE));
        plants.teams.add(new Team("a", null, 1, List.of(), Hours.ALWAYS, 0, true));

        // 10 s of work before the person sits down, and never again: the desk always has papers
        assertEquals(List.of(), Story.run(plants.plant(), 900).of("weld.1", "down"));
        assertEquals(List.of(), Story.run(plants.plant(), 900).of("weld.1", "ends"));
    }

    private static final class Times implements EventSink {
        final List<String> all = new ArrayList<>();

        @Override
        public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
            all.add(time + " " + kind + " " + subject + " " + object + " " + a + " " + b + " " + x + " " + y);
        }
    }
}
