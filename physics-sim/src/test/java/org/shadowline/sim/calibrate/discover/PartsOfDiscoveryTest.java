package org.shadowline.sim.calibrate.discover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Hours;
import org.shadowline.sim.calibrate.Logs;
import org.shadowline.sim.calibrate.log.EventLog;

/** Each step of discovery on cases that are worked out by hand. */
class PartsOfDiscoveryTest {
    private static final OpenTime ALWAYS = new OpenTime(Hours.ALWAYS);
    /** 06:00 to 14:00 from Monday to Friday. */
    private static final OpenTime EARLY = new OpenTime(Hours.union(IntStream.range(0, 5)
            .mapToObj(d -> new int[] {d * Hours.DAY + 6 * 3600, d * Hours.DAY + 14 * 3600})
            .toList()));

    @Example
    void openTimeCountsOnlyInsideTheHours() {
        // Friday 13:00 to Monday 07:00: one hour on each side of the weekend.
        assertEquals(2 * OpenTime.HOUR, EARLY.between(Logs.at("2026-01-09T13:00"), Logs.at("2026-01-12T07:00")));
        assertEquals(40 * OpenTime.HOUR, EARLY.openPerWeek());
        assertEquals(Logs.at("2026-01-12T06:00"), EARLY.nextOpen(Logs.at("2026-01-09T14:00")));
        assertEquals(Logs.at("2026-01-09T14:00"), EARLY.closedSince(Logs.at("2026-01-12T06:00"), 0));
        assertEquals(Logs.at("2026-01-09T06:00"), EARLY.openSince(Logs.at("2026-01-09T10:00"), 0));
    }

    @Property(tries = 300)
    void openTimeAddsUp(@ForAll @IntRange(max = 400_000) int a, @ForAll @IntRange(max = 400_000) int b) {
        long from = Logs.at("2026-01-05T00:00") + 60_000L * Math.min(a, b);
        long to = Logs.at("2026-01-05T00:00") + 60_000L * Math.max(a, b);
        long middle = (from + to) / 2;
        assertEquals(EARLY.between(from, to), EARLY.between(from, middle) + EARLY.between(middle, to));
        assertEquals(to - from, ALWAYS.between(from, to));
        assertTrue(EARLY.between(from, to) <= to - from);
    }

    @Example
    void aPauseAfterTheShiftIsNoWork() {
        // Monday 12:00 to Tuesday 08:00 is 2 h + 2 h of work in hours from 06:00 to 14:00.
        var log = Logs.builder()
                .add("1", "a", "Ann", Logs.at("2026-01-05T12:00"), Logs.at("2026-01-06T08:00"))
                .build();
        assertEquals(4 * 3600, work(log, EARLY).seconds(0), 1e-6);
    }

    @Example
    void whoEndsAfterTheShiftWorkedUntilThen() {
        // Monday 12:00 to 16:00: the end shows that the person was there.
        var log = Logs.builder()
                .add("1", "a", "Ann", Logs.at("2026-01-05T12:00"), Logs.at("2026-01-05T16:00"))
                .build();
        assertEquals(4 * 3600, work(log, EARLY).seconds(0), 1e-6);
    }

    @Example
    void workAtTheSameTimeIsSharedFairly() {
        // 06:00–10:00 and 08:00–10:00: 2 h alone, then 2 h shared: 3 h and 1 h.
        var log = Logs.builder()
                .add("1", "a", "Ann", Logs.at("2026-01-05T06:00"), Logs.at("2026-01-05T10:00"))
                .add("2", "a", "Ann", Logs.at("2026-01-05T08:00"), Logs.at("2026-01-05T10:00"))
                .build();
        var work = work(log, ALWAYS);
        assertEquals(3 * 3600, work.seconds(0), 1e-6);
        assertEquals(3600, work.seconds(1), 1e-6);
        assertEquals(2, work.shared());
    }

    @Example
    void waitingWhileThePersonIsFreeIsADelay() {
        // Done at 07:00, next at 10:00; Ann is free throughout: 3 h that she does not explain.
        var log = Logs.builder()
                .add("1", "a", "Bob", Logs.at("2026-01-05T06:00"), Logs.at("2026-01-05T07:00"))
                .add("1", "b", "Ann", Logs.at("2026-01-05T10:00"), Logs.at("2026-01-05T11:00"))
                .build();
        assertEquals(3 * 3600, waits(log, EARLY).seconds(1), 1e-6);
    }

    @Example
    void waitingWhileThePersonIsBusyIsNoDelay() {
        // Ann works on case 2 from 07:10 to 10:00. The ten free minutes before it are no opportunity.
        var log = Logs.builder()
                .add("1", "a", "Bob", Logs.at("2026-01-05T06:00"), Logs.at("2026-01-05T06:55"))
                .add("1", "b", "Ann", Logs.at("2026-01-05T10:00"), Logs.at("2026-01-05T11:00"))
                .add("2", "b", "Ann", Logs.at("2026-01-05T06:00"), Logs.at("2026-01-05T07:00"))
                .add("2", "c", "Ann", Logs.at("2026-01-05T07:10"), Logs.at("2026-01-05T10:00"))
                .build();
        assertEquals(0, waits(log, EARLY).seconds(1), 1e-6);
    }

    @Example
    void waitingWhileSomeoneElseWithTheSkillIsFreeIsADelay() {
        // Ann is busy from 07:00 to 10:00, but Dan, who did b before, was free until 09:00.
        var log = Logs.builder()
                .add("1", "a", "Bob", Logs.at("2026-01-05T06:00"), Logs.at("2026-01-05T07:00"))
                .add("1", "b", "Ann", Logs.at("2026-01-05T10:00"), Logs.at("2026-01-05T11:00"))
                .add("2", "b", "Ann", Logs.at("2026-01-05T07:00"), Logs.at("2026-01-05T10:00"))
                .add("3", "b", "Dan", Logs.at("2026-01-05T09:00"), Logs.at("2026-01-05T12:00"))
                .build();
        assertEquals(2 * 3600, waits(log, EARLY).seconds(1), 1e-6);
    }

    @Example
    void waitingForTheNextShiftIsNoDelay() {
        var log = Logs.builder()
                .add("1", "a", "Bob", Logs.at("2026-01-05T13:00"), Logs.at("2026-01-05T14:00"))
                .add("1", "b", "Ann", Logs.at("2026-01-06T06:00"), Logs.at("2026-01-06T07:00"))
                .build();
        assertEquals(0, waits(log, EARLY).seconds(1), 1e-6);
    }

    @Example
    void anOverlapIsTakenOffTheWaitThatFollows() {
        // 06–08 and 07–09 overlap by 1 h; one after the other they end at 10, so 10–12 is left of the wait from 9 to
        // 12.
        var log = Logs.builder()
                .add("1", "a", "Bob", Logs.at("2026-01-05T06:00"), Logs.at("2026-01-05T08:00"))
                .add("1", "b", "Cid", Logs.at("2026-01-05T07:00"), Logs.at("2026-01-05T09:00"))
                .add("1", "c", "Ann", Logs.at("2026-01-05T12:00"), Logs.at("2026-01-05T13:00"))
                .build();
        var waits = waits(log, EARLY);
        assertEquals(0, waits.seconds(1), 1e-6);
        assertEquals(2 * 3600, waits.seconds(2), 1e-6);
        assertEquals(1, waits.overlapping());
        assertEquals(7 * 3600, waits.leadTime(), 1e-6);
    }

    @Example
    void machinesAreAsManyAsWereInUseAtOnce() {
        var starts = new long[] {0, 1, 2, 10, 20};
        var ends = new long[] {5, 6, 7, 12, 20};
        assertEquals(3, Concurrency.quantile(starts, ends, 1));
        // One touches the next: never two at once. 1 in progress for 4 of 9, 2 for 2, 3 for 3.
        assertEquals(1, Concurrency.quantile(new long[] {0, 5}, new long[] {5, 9}, 1));
        assertEquals(2, Concurrency.quantile(starts, ends, 0.6));
        assertEquals(0, Concurrency.quantile(new long[] {3}, new long[] {3}, 1));
    }

    @Example
    void hoursAreFoundFromWhenWorkIsSeen() {
        var builder = Logs.builder();
        var monday = LocalDate.of(2026, 1, 5);
        for (int week = 0; week < 8; week++) {
            for (int d = 0; d < 5; d++) {
                var day = monday.plusDays(7L * week + d);
                builder.add("" + day, "a", "Ann", Logs.at(day + "T06:00"), Logs.at(day + "T09:30"));
                builder.add("" + day, "b", "Ann", Logs.at(day + "T10:30"), Logs.at(day + "T14:00"));
            }
        }
        // One Saturday of overtime in eight weeks is no rule.
        builder.add("x", "a", "Ann", Logs.at("2026-01-10T06:00"), Logs.at("2026-01-10T10:00"));
        var log = builder.build();
        var found = WorkCalendar.of(log, List.of(all(log)), 0.9);
        var expected = IntStream.range(0, 5)
                .mapToObj(d -> new int[] {d * Hours.DAY + 6 * 3600, d * Hours.DAY + 14 * 3600})
                .toList();
        assertEquals(Hours.union(expected), found.hours());
        // 8 weeks · 5 days · 8 hours of 324.
        assertEquals(320.0 / 324, found.support(), 1e-9);
    }

    @Example
    void whoWasSeldomSeenHasNoHours() {
        var log = Logs.builder()
                .add("1", "a", "Ann", Logs.at("2026-01-05T06:00"), Logs.at("2026-01-05T08:00"))
                .build();
        assertNull(WorkCalendar.of(log, List.of(all(log)), 0.9));
    }

    @Example
    void theRouteHasTheSharesOfTheLog() {
        var cases = new ArrayList<int[]>();
        for (int i = 0; i < 75; i++) cases.add(new int[] {0, 1});
        for (int i = 0; i < 25; i++) cases.add(new int[] {0, 2, 1});
        var graph = RouteGraph.of(cases, 0.02, 0.95);
        assertEquals(1, graph.repetitions());
        int a = state(graph, 0);
        assertEquals(0.75, graph.exits().get(a).get(state(graph, 1)), 1e-12);
        assertEquals(0.25, graph.exits().get(a).get(state(graph, 2)), 1e-12);
        assertEquals(1, graph.exits().get(state(graph, 1)).get(RouteGraph.END), 1e-12);
    }

    @Example
    void aFixedNumberOfRepetitionsIsNotMadeGeometric() {
        var cases = new ArrayList<int[]>();
        for (int i = 0; i < 60; i++) cases.add(new int[] {0, 0, 1});
        var graph = RouteGraph.of(cases, 0.02, 0.95);
        assertEquals(2, graph.repetitions());
        var random = new SplittableRandom(1);
        for (int i = 0; i < 20; i++) assertEquals(3, graph.walk(random, 100).length);
    }

    @Example
    void geometricRepetitionsNeedOneStepOnly() {
        var random = new SplittableRandom(2);
        var cases = IntStream.range(0, 400)
                .mapToObj(i -> {
                    int n = 1;
                    while (random.nextDouble() < 0.6) n++;
                    return new int[n];
                })
                .toList();
        assertEquals(1, RouteGraph.of(cases, 0.02, 0.95).repetitions());
    }

    @Example
    void rareWaysArePrunedButNeverTheOnlyOne() {
        var cases = new ArrayList<int[]>();
        for (int i = 0; i < 197; i++) cases.add(new int[] {0, 1, 2});
        cases.add(new int[] {0, 2}); // a rare short cut: pruned
        cases.add(new int[] {0, 3, 2}); // the only way to activity 3: stays
        cases.add(new int[] {0}); // a rare end: stays
        var graph = RouteGraph.of(cases, 0.02, 0.95);
        var exits = graph.exits().get(state(graph, 0));
        assertEquals(1, graph.pruned());
        assertTrue(exits.containsKey(state(graph, 3)), exits.toString());
        assertTrue(exits.containsKey(RouteGraph.END), exits.toString());
        assertTrue(!exits.containsKey(state(graph, 2)), exits.toString());
        assertEquals(1, exits.values().stream().mapToDouble(Double::doubleValue).sum(), 1e-12);
        assertEquals(1 - 1.0 / 797, graph.keptMass(), 1e-12);
    }

    @Example
    void arrivalsInShiftsMakeOneStreamWithTheirHours() {
        var random = new SplittableRandom(4);
        var arrivals = new ArrayList<Long>();
        long from = Logs.at("2026-01-05T00:00");
        double open = 0;
        // Exponential with a mean of one hour, in 06:00 to 14:00 on weekdays, for 20 weeks: about 800.
        while (true) {
            open += -Math.log1p(-random.nextDouble());
            int day = (int) (open / 8);
            if (day >= 100) break;
            double hour = (day / 5) * 168 + (day % 5) * 24 + 6 + open % 8;
            arrivals.add(from + (long) (hour * OpenTime.HOUR));
        }
        var pattern = ArrivalPattern.of(
                arrivals.stream().mapToLong(Long::longValue).toArray(), from, from + 20 * OpenTime.WEEK);
        assertEquals(1, pattern.streams().size(), pattern.toString());
        var stream = pattern.streams().getFirst();
        assertEquals(40 * 3600, stream.hours().openSecondsPerWeek());
        // 3600 s ± 4 standard errors of 3600 / √800.
        var exponential = (Distribution.Exponential) stream.interarrival();
        assertEquals(3600, exponential.mean(), 4 * 3600 / Math.sqrt(800));
    }

    @Example
    void twoRatesMakeTwoStreams() {
        var random = new SplittableRandom(5);
        long from = Logs.at("2026-01-05T00:00");
        // Five arrivals an hour from 08:00 to 16:00, one in two hours otherwise, every day for ten weeks.
        var arrivals = IntStream.range(0, 70 * 24)
                .boxed()
                .flatMap(h -> IntStream.range(0, 10)
                        .filter(i -> random.nextDouble() < (h % 24 >= 8 && h % 24 < 16 ? 0.5 : 0.05))
                        .mapToObj(i -> from + h * OpenTime.HOUR + random.nextLong(OpenTime.HOUR)))
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        var pattern = ArrivalPattern.of(arrivals, from, from + 10 * OpenTime.WEEK);
        assertEquals(2, pattern.streams().size(), pattern.toString());
        var open = pattern.streams().stream()
                .map(s -> s.hours().openSecondsPerWeek() / 3600)
                .sorted()
                .toList();
        assertEquals(List.of(56, 112), open);
    }

    @Example
    void namesBecomeIdentifiers() {
        var ids = new Identifiers(List.of("done"));
        assertEquals("turning_and_milling_q_c", ids.of("Turning & Milling Q.C.", "station"));
        assertEquals("fraesen_grosse", ids.of("Fraesen  Große", "station"));
        assertEquals("frasen", ids.of("Fräsen", "station"));
        assertEquals("frasen_2", ids.of("frasen", "station"));
        assertEquals("done_2", ids.of("Done", "station"));
        assertEquals("station", ids.of("质量", "station"));
        assertEquals("station_2", ids.of("检查", "station"));
        assertEquals("station_10_saw", ids.of("10 Saw", "station"));
    }

    @Example
    void numbersAreRoundedToFourDigits() {
        assertEquals(12.35, Scale.round(12.3456), 0);
        assertEquals(123456, Scale.round(123456.4), 0);
        assertEquals(0.001235, Scale.round(0.00123456), 0);
        assertEquals(1000, Scale.round(999.96), 0);
    }

    @Example
    void endsAloneGiveStartsByCaseAndPerson() {
        var log = Logs.read("""
                case,activity,resource,timestamp
                1,a,Ann,2026-01-05 07:00
                1,b,Bob,2026-01-05 09:00
                2,a,Ann,2026-01-05 08:00
                2,b,Bob,2026-01-05 10:00
                """);
        var guessed = GuessedStarts.in(log);
        // b of case 1 can begin at 07:00; b of case 2 only when Bob is free at 09:00; first ones have no length.
        assertEquals(Logs.at("2026-01-05T07:00"), guessed.start(guessed.from(0) + 1));
        int second = guessed.cases().indexOf("2");
        assertEquals(Logs.at("2026-01-05T08:00"), guessed.start(guessed.from(second)));
        assertEquals(Logs.at("2026-01-05T09:00"), guessed.start(guessed.from(second) + 1));
    }

    private static int state(RouteGraph graph, int activity) {
        return graph.states().indexOf(new RouteGraph.State(activity, 1));
    }

    private static int[] all(EventLog log) {
        return IntStream.range(0, log.size()).toArray();
    }

    private static List<int[]> byResource(EventLog log) {
        return IntStream.range(0, log.resources().size())
                .mapToObj(r -> IntStream.range(0, log.size())
                        .filter(i -> log.resourceOf(i) == r)
                        .toArray())
                .toList();
    }

    private static WorkTimes work(EventLog log, OpenTime hours) {
        return WorkTimes.of(
                log, byResource(log), Collections.nCopies(log.resources().size(), hours));
    }

    private static Waits waits(EventLog log, OpenTime hours) {
        var presence = byResource(log).stream().map(i -> Presence.union(log, i)).toList();
        var able = IntStream.range(0, log.activities().size())
                .mapToObj(a -> IntStream.range(0, log.size())
                        .filter(i -> log.activityOf(i) == a)
                        .map(log::resourceOf)
                        .distinct()
                        .toArray())
                .toList();
        return Waits.of(log, able, presence, Collections.nCopies(log.resources().size(), hours));
    }
}
