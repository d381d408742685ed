package org.shadowline.sim.calibrate.discover;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.sim.calibrate.LogDistances;
import org.shadowline.sim.calibrate.Logs;
import org.shadowline.sim.calibrate.log.EventLog;
import org.shadowline.sim.calibrate.log.LogProblem;

class DiscoveryTest {

    @Example
    void aSimpleLineIsFoundAsItIs() {
        var builder = Logs.builder();
        var random = new SplittableRandom(1);
        var monday = LocalDate.of(2026, 1, 5);
        for (int week = 0; week < 6; week++) {
            for (int d = 0; d < 5; d++) {
                var day = monday.plusDays(7L * week + d);
                for (int hour = 6; hour < 14; hour++) {
                    long at = Logs.at("%sT%02d:00".formatted(day, hour));
                    var aCase = day + " " + hour;
                    long milled = at + 60_000L * (15 + random.nextInt(10));
                    builder.add(aCase, "Mill", "Ann", at, milled);
                    builder.add(aCase, "Wash", "Bob", milled, milled + 600_000);
                }
            }
        }
        var found = Discovery.discover(builder.build(), DiscoveryOptions.DEFAULT.withPlantName("Line 1"));
        var plant = found.plant();
        assertEquals("line_1", plant.id());
        assertEquals(
                List.of("orders", "mill", "wash"),
                plant.elements().stream().map(e -> e.id()).toList());
        var wash = (Station) plant.element("wash");
        assertEquals(new Distribution.Constant(600), wash.times().getFirst().time());
        assertEquals("Wash", wash.label());
        assertEquals(1, wash.count());
        assertEquals("wash", wash.needs().getFirst().skill());
        assertEquals(
                List.of("ann", "bob"), plant.teams().stream().map(t -> t.id()).toList());
        assertEquals(List.of("mill"), plant.teams().getFirst().skills());
        assertEquals(40 * 3600, plant.teams().getFirst().shift().openSecondsPerWeek());
        assertTrue(!plant.teams().getFirst().finishesWork());
        var route = plant.routeOf("product");
        assertEquals(
                List.of("orders", "mill", "wash"),
                route.steps().stream().map(s -> s.name()).toList());
        assertEquals(new Route.Exit.To(Route.DONE), route.steps().getLast().exit());
        assertEquals("2026-01-05T00:00Z", found.scenario().start().toString());
        // Monday of week 1 to Friday of week 6.
        assertEquals(40 * 86_400, found.scenario().length());
        assertConsistent(found);
    }

    @Example
    void productsGetRoutesAndTimesOfTheirOwn() {
        var builder = Logs.builder();
        for (int i = 0; i < 80; i++) {
            long at = Logs.at("2026-01-05T06:00") + i * 7_200_000L;
            boolean red = i % 2 == 0;
            builder.add("" + i, "Mill", "Ann", at, at + (red ? 600_000 : 1_200_000) + i * 1000L);
            if (red) builder.add("" + i, "Paint", "Ann", at + 2_400_000, at + 3_000_000);
            builder.product("" + i, red ? "red" : "blue");
        }
        var found = Discovery.discover(builder.build(), DiscoveryOptions.DEFAULT);
        var plant = found.plant();
        assertEquals(
                List.of("red", "blue"),
                plant.products().stream().map(p -> p.id()).toList());
        assertEquals(2, plant.routeOf("blue").steps().size());
        assertTrue(plant.routeOf("red").steps().size() >= 3);
        var mill = (Station) plant.element("mill");
        assertEquals(3, mill.times().size());
        var shares = ((Source) plant.element("orders")).products();
        assertEquals(0.5, shares.getFirst().share(), 1e-12);
        assertConsistent(found);
    }

    @Example
    void aLogWithoutPeopleMakesStationsThatWorkAlone() {
        var found = Discovery.discover(
                Logs.read("case,activity,start,end\n1,Mill,2026-01-05 06:00,2026-01-05 07:00\n"),
                DiscoveryOptions.DEFAULT);
        assertTrue(found.plant().teams().isEmpty());
        assertTrue(((Station) found.plant().element("mill")).needs().isEmpty());
        assertConsistent(found);
    }

    @Example
    void anEmptyLogIsAProblem() {
        var empty = Logs.builder().build();
        assertThrows(LogProblem.class, () -> Discovery.discover(empty, DiscoveryOptions.DEFAULT));
    }

    @Example
    void manyPeopleAreUnitedBySkill() {
        var builder = Logs.builder();
        for (int i = 0; i < 900; i++) {
            long at = Logs.at("2026-01-05T06:00") + i * 600_000L;
            builder.add("" + i, i % 2 == 0 ? "Mill" : "Wash", "Person " + i % 450, at, at + 600_000);
        }
        var found = Discovery.discover(builder.build(), DiscoveryOptions.DEFAULT);
        assertEquals(2, found.plant().teams().size());
        assertEquals(
                450, found.plant().teams().stream().mapToInt(t -> t.people()).sum());
        assertConsistent(found);
    }

    @Example
    void theRecordedJobShopIsFound() {
        var log = Logs.production();
        var found = Discovery.discover(log, DiscoveryOptions.DEFAULT);
        assertConsistent(found);
        var quality = found.quality();
        assertEquals(24, found.elementNames().size());
        assertEquals("Turning & Milling", found.elementNames().get("turning_and_milling"));
        assertTrue(quality.keptTransitions() >= 0.95, quality.toString());
        assertTrue(quality.highestLoad() < 1, quality.toString());
        assertTrue(quality.support() > 0.85, quality.toString());
        // The walk has the mean of the log but for what pruning changes, ± 4 standard errors of about 0.7.
        assertEquals(quality.eventsPerCase(), quality.modelEventsPerCase(), 3.5, quality.toString());
        var again = Discovery.discover(log, DiscoveryOptions.DEFAULT);
        assertEquals(found.plant(), again.plant());
        assertEquals(found.scenario(), again.scenario());
        assertEquals(found.findings(), again.findings());
    }

    @Example
    void walksAlongTheRouteAreLikeTheCasesOfTheRecordedLog() {
        var log = Logs.production();
        var route = Discovery.discover(log, DiscoveryOptions.DEFAULT.withWaits(false))
                .plant()
                .routeOf("product");
        var names = Discovery.discover(log, DiscoveryOptions.DEFAULT).elementNames();
        var random = new SplittableRandom(3);
        var walked = Logs.builder();
        for (int c = 0; c < log.cases().size(); c++) {
            int step = 0;
            for (int i = 0; step >= 0; i++) {
                if (step > 0)
                    walked.add("" + c, names.get(route.steps().get(step).element()), null, i, i);
                step = next(route.steps().get(step).exit(), random);
            }
        }
        // Two halves of the log itself differ by about 0.26 in 3-grams; a chain of order one by somewhat more.
        double distance = LogDistances.nGram(log, walked.build(), 3);
        assertTrue(distance < 0.4, "n-gram distance " + distance);
    }

    @Property(tries = 150)
    void anySmallLogGivesAConsistentPlant(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int instances, @ForAll boolean endsOnly) {
        var random = new SplittableRandom(seed);
        var builder = Logs.builder().endsOnly(endsOnly);
        int activities = 1 + random.nextInt(6);
        int cases = 1 + random.nextInt(12);
        int people = random.nextInt(5);
        long span = 60_000L * (1 + random.nextInt(1 << random.nextInt(1, 20)));
        for (int i = 0; i < instances; i++) {
            long start = Logs.at("2026-01-01T00:00") + random.nextLong(span);
            long end = endsOnly || random.nextInt(8) == 0 ? start : start + random.nextLong(span);
            var person = people == 0 || random.nextInt(10) == 0 ? null : "P" + random.nextInt(people);
            var aCase = "" + random.nextInt(cases);
            builder.add(aCase, "Activity " + random.nextInt(activities), person, start, end);
            if (random.nextInt(5) == 0) builder.product(aCase, "product " + random.nextInt(3));
        }
        var found = Discovery.discover(builder.build(), DiscoveryOptions.DEFAULT);
        assertConsistent(found);
        assertTrue(found.quality().highestLoad() < 1.0001, found.quality().toString());
    }

    private static int next(Route.Exit exit, SplittableRandom random) {
        return switch (exit) {
            case Route.Exit.To to -> to.target();
            case Route.Exit.Shares shares -> {
                double u = random.nextDouble();
                for (var share : shares.shares()) {
                    u -= share.probability();
                    if (u < 0) yield share.target();
                }
                yield shares.shares().getLast().target();
            }
            default -> throw new IllegalStateException(exit.toString());
        };
    }

    /** All names are declared and legal, shares sum to one, the end can be reached, files hold what they should. */
    private static void assertConsistent(Discovered found) {
        var plant = found.plant();
        var ids = new ArrayList<String>();
        plant.elements().forEach(e -> ids.add(e.id()));
        plant.teams().forEach(t -> ids.add(t.id()));
        plant.products().forEach(p -> ids.add(p.id()));
        assertEquals(ids.size(), new HashSet<>(ids).size(), ids.toString());
        for (var id : ids) assertTrue(id.matches("[A-Za-z_][A-Za-z0-9_]*"), id);
        for (var product : plant.products()) assertNotNull(plant.routeOf(product.id()), product.id());
        for (var route : plant.routes()) assertConsistent(plant, route);
        for (var element : plant.elements()) {
            if (element instanceof Station station) assertConsistent(plant, station);
            if (element instanceof Source source) {
                double sum =
                        source.products().stream().mapToDouble(p -> p.share()).sum();
                assertEquals(1, sum, 1e-9);
                assertTrue(
                        !((Source.Arrivals.Streams) source.arrivals()).streams().isEmpty());
            }
        }
        var stations = new HashSet<String>(ids);
        for (var team : plant.teams()) {
            assertTrue(stations.containsAll(team.skills()), team.toString());
            assertTrue(team.shift().openSecondsPerWeek() > 0, team.toString());
        }
        assertTrue(found.scenario().length() >= 86_400);
        assertEquals(plant.id(), found.scenario().plant());
        for (var measure : found.scenario().measures()) assertTrue(measure.of() == null || ids.contains(measure.of()));
        for (var values : found.dataFiles().values()) {
            var sorted = values.clone();
            Arrays.sort(sorted);
            assertArrayEquals(sorted, values);
        }
    }

    private static void assertConsistent(Plant plant, Station station) {
        for (var need : station.needs()) {
            assertTrue(plant.teams().stream().anyMatch(t -> t.skills().contains(need.skill())), station.id());
        }
        for (var time : station.times()) {
            assertTrue(time.product() == null || plant.routeOf(time.product()) != null, station.id());
        }
        assertTrue(station.count() >= 1);
    }

    private static void assertConsistent(Plant plant, Route route) {
        var steps = route.steps();
        assertEquals(steps.size(), steps.stream().map(s -> s.name()).distinct().count(), "step names");
        assertTrue(plant.element(steps.getFirst().element()) instanceof Source);
        Set<Integer> fromStart = new HashSet<>(Set.of(0));
        boolean[] ends = new boolean[steps.size()];
        for (int round = 0; round < steps.size() + 1; round++) {
            for (int s = 0; s < steps.size(); s++) {
                for (int target : targets(steps.get(s).exit())) {
                    assertTrue(target >= Route.DONE && target < steps.size(), route.toString());
                    if (fromStart.contains(s) && target >= 0) fromStart.add(target);
                    if (target == Route.DONE || ends[target]) ends[s] = true;
                }
            }
        }
        assertEquals(steps.size(), fromStart.size(), "every step can be reached");
        assertTrue(IntStream.range(0, steps.size()).allMatch(s -> ends[s]), "the end can be reached");
        for (var step : steps) {
            assertNotNull(plant.element(step.element()), step.name());
            if (step.exit() instanceof Route.Exit.Shares shares) {
                double sum = shares.shares().stream()
                        .mapToDouble(s -> s.probability())
                        .sum();
                assertEquals(1, sum, 1e-9, step.name());
                assertTrue(shares.shares().stream().allMatch(s -> s.probability() > 0), step.name());
            }
        }
    }

    private static List<Integer> targets(Route.Exit exit) {
        return switch (exit) {
            case Route.Exit.To to -> List.of(to.target());
            case Route.Exit.Shares shares ->
                shares.shares().stream().map(s -> s.target()).toList();
            default -> throw new IllegalStateException(exit.toString());
        };
    }

    /** The log is used to say which activity an element stands for. */
    @Example
    void stationsKeepTheNamesOfTheirActivities() {
        EventLog log = Logs.production();
        var found = Discovery.discover(log, DiscoveryOptions.DEFAULT);
        assertEquals(
                Set.copyOf(log.activities()), Set.copyOf(found.elementNames().values()));
    }
}
