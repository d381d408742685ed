package org.shadowline.sim.flow;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.DemandCharge;
import org.shadowline.plant.description.DispatchRule;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Logic;
import org.shadowline.plant.description.Loop;
import org.shadowline.plant.description.Network;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.description.Process;
import org.shadowline.plant.description.Product;
import org.shadowline.plant.description.Robot;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Route.Exit;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.scenario.Scenario;

/** Short ways to describe small plants in tests. */
public final class Plants {
    final List<Element> elements = new ArrayList<>();
    public Network network = Network.NONE;
    final List<Team> teams = new ArrayList<>();
    final List<Route.Step> steps = new ArrayList<>();
    final List<Product> products = new ArrayList<>();
    final List<Route> routes = new ArrayList<>();
    final List<Loop> loops = new ArrayList<>();
    final List<String> symbols = new ArrayList<>();

    public static Distribution exponential(double mean) {
        return new Distribution.Exponential(mean);
    }

    public static Distribution constant(double value) {
        return new Distribution.Constant(value);
    }

    /** An ordinary station that a test changes with {@link StationSpec}. */
    public static final class StationSpec {
        int count = 1;
        int queue;
        Station.@Nullable Setup setup;
        List<Station.Failure> failures = List.of();
        List<Station.Need> needs = List.of();
        Hours shift = Hours.ALWAYS;

        @Nullable Position at;

        double speed = 1;
        double scrapShare;
        DispatchRule dispatch = DispatchRule.FIRST_IN;
        List<Station.ProcessingTime> times = List.of();
        Process process = Process.PLAIN;

        @Nullable Robot robot;

        public StationSpec takes(Distribution time) {
            times = List.of(new Station.ProcessingTime(null, null, time));
            return this;
        }

        public StationSpec at(double x, double y) {
            at = Position.of(x, y);
            return this;
        }

        public StationSpec needs(Station.Need... wanted) {
            needs = List.of(wanted);
            return this;
        }

        public StationSpec failsOperating(Distribution every, Distribution repair) {
            failures =
                    List.of(new Station.Failure(null, Station.FailureClock.OPERATING_TIME, every, repair, null, false));
            return this;
        }
    }

    public static StationSpec station(Distribution time) {
        return new StationSpec().takes(time);
    }

    public Plants source(String id, Distribution every) {
        return source(
                id,
                new Source.Arrivals.Streams(List.of(new Source.Arrivals.Stream(every, Hours.ALWAYS))),
                Buffer.UNLIMITED,
                false);
    }

    public Plants unlimited(String id) {
        return source(id, new Source.Arrivals.Unlimited(), Buffer.UNLIMITED, false);
    }

    public Plants source(String id, Source.Arrivals arrivals, int holds, boolean loses) {
        elements.add(new Source(
                id,
                null,
                null,
                null,
                List.of(new Source.ProductShare("part", 1)),
                arrivals,
                1,
                Long.MAX_VALUE,
                Double.NaN,
                null,
                0,
                holds,
                loses));
        return this;
    }

    public Plants add(String id, StationSpec s) {
        elements.add(new Station(
                id,
                null,
                s.at,
                null,
                1,
                1,
                s.count,
                s.times,
                s.queue,
                s.setup,
                s.failures,
                s.needs,
                Station.Power.NONE,
                s.shift,
                s.speed,
                0,
                s.scrapShare,
                s.dispatch,
                s.process,
                s.robot));
        return this;
    }

    public Plants buffer(String id, int holds) {
        elements.add(new Buffer(id, null, null, null, holds, Double.POSITIVE_INFINITY));
        return this;
    }

    public Plants conveyor(String id, double length, double speed, double spacing, int holds) {
        elements.add(new Conveyor(id, null, null, null, null, null, length, speed, spacing, holds));
        return this;
    }

    /** A route through the given elements in their order. */
    public Plants route(String... ids) {
        for (int i = 0; i < ids.length; i++) {
            step(ids[i], new Exit.To(i + 1 < ids.length ? i + 1 : Route.DONE));
        }
        return this;
    }

    public Plants step(String id, Exit exit) {
        steps.add(new Route.Step(id, id, exit));
        return this;
    }

    public Plant plant() {
        if (products.isEmpty()) products.add(Product.named("part"));
        return new Plant(
                "test",
                null,
                "EUR",
                0,
                List.of(),
                elements,
                teams,
                products,
                routes.isEmpty() ? List.of(new Route(List.of(), steps)) : routes,
                loops,
                symbols,
                network,
                Logic.NONE,
                DemandCharge.NONE,
                List.of());
    }

    public static Scenario scenario(long seed) {
        return new Scenario(
                "test",
                "Test",
                "test",
                null,
                ZonedDateTime.of(2026, 1, 5, 6, 0, 0, 0, ZoneId.of("Europe/Berlin")),
                1e6,
                new Scenario.WarmUp.Given(0),
                new Scenario.Replications.Fixed(1),
                seed,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    Simulation simulation(long seed) {
        return Simulation.of(plant(), scenario(seed), null, 1e9);
    }

    static Map<String, Double> none() {
        return Map.of();
    }
}
