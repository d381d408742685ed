package org.shadowline.validation.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.plant.event.EventCodec;
import org.shadowline.plant.event.EventFanOut;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.plant.genealogy.GenealogyFold;
import org.shadowline.plant.genealogy.PartHistory;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.kpi.KpiFold;
import org.shadowline.plant.twin.Quality;
import org.shadowline.plant.twin.Reading;
import org.shadowline.sim.calibrate.log.LogOptions;
import org.shadowline.sim.calibrate.log.LogReader;
import org.shadowline.sim.calibrate.review.RecordedRun;
import org.shadowline.twin.emulate.Emulator;
import org.shadowline.twin.emulate.Faults;
import org.shadowline.twin.fold.PlantTwins;
import org.shadowline.twin.intake.EventFold;
import org.shadowline.twin.intake.EventJournal;
import org.shadowline.twin.intake.RunFold;
import org.shadowline.twin.intake.RunIntake;
import org.shadowline.twin.intake.SourcedEvent;
import org.shadowline.twin.mqtt.Broker;
import org.shadowline.twin.mqtt.EventPublisher;
import org.shadowline.twin.mqtt.EventSubscriber;
import org.shadowline.twin.server.LiveRun;
import org.shadowline.twin.store.TwinStore;

/**
 * The recorded log of a real job shop, three months of it, played onto MQTT over a bad network: twins, key figures and
 * genealogy are those of the file less what was dropped.
 */
class EmulationTest {
    private static final double BUCKETS = 10;

    @TempDir
    Path folder;

    private static CheckedScenario jobShop() throws Exception {
        var checked = new ShadowLanguage().check(Path.of("../scenarios/job-shop/job_shop.shadow"));
        assertFalse(checked.hasErrors(), checked::report);
        return checked.scenarios().getFirst();
    }

    private static RecordedRun recorded(CheckedScenario scenario) throws Exception {
        var log = LogReader.read(
                Path.of("../scenarios/job-shop/production-train.xes.gz"),
                LogOptions.GUESS,
                (bytes, of, instances) -> {});
        return new RecordedRun(scenario.plant(), log, scenario.scenario().start(), Map.of());
    }

    /** What events come to: twins, key figures, genealogy. */
    private static final class Outcome {
        final TwinStore store = TwinStore.inMemory();
        final List<PartHistory> histories = new ArrayList<>();
        final KpiFold kpis;
        final EventFold fold;
        final PlantTwins twins;

        Outcome(RecordedRun run, double end) {
            kpis = new KpiFold(run.index(), end, (int) BUCKETS);
            var genealogy = new GenealogyFold(histories::add);
            twins = new PlantTwins(run.index(), store, run.start().toInstant(), Quality.GOOD);
            var codec = new EventCodec(run.index());
            fold = new EventFold(codec, new EventFanOut(kpis, twins, codec.writer(genealogy)));
        }

        Map<String, Map<String, Reading>> reported() {
            twins.durable().join();
            var all = new TreeMap<String, Map<String, Reading>>();
            store.forEach(twin -> all.put(twin.id(), twin.reported()));
            return all;
        }
    }

    @Test
    void what_comes_of_the_emulated_plant_is_what_the_file_says_less_what_was_dropped() throws Exception {
        assertAgree(Double.POSITIVE_INFINITY);
    }

    @Test
    @Tag("full")
    void it_holds_at_a_hundred_thousand_times_real_time_too() throws Exception {
        long started = System.nanoTime();
        assertAgree(100_000);
        assertTrue(System.nanoTime() - started < TimeUnit.MINUTES.toNanos(2), "three months in under two minutes");
    }

    private void assertAgree(double speed) throws Exception {
        var scenario = jobShop();
        var run = recorded(scenario);
        var events = new ArrayList<PlantEvent>();
        run.play(new EventCodec(run.index()).writer(events::add));
        assertTrue(events.size() > 20_000);
        double end = events.getLast().time();
        var plant = run.index().plant().id();

        var live = new Outcome(run, end);
        var lost = new ArrayList<SourcedEvent>();
        try (var broker = new Broker(folder.resolve("broker"), 0);
                var intake = new RunIntake(
                        new EventJournal(folder.resolve("events.jsonl"), Instant::now),
                        1_000,
                        TimeUnit.SECONDS.toNanos(30),
                        RunFold.of(live.fold))) {
            try (var subscriber = new EventSubscriber(broker.address(), plant, "intake", intake);
                    var publisher = new EventPublisher(broker.address(), plant, "plc", "run", run.start())) {
                var faults = Faults.of("drop 1 %, duplicate 1 %, disorder 5 %");
                Emulator.Counts counts;
                try (var emulator = new Emulator(publisher, "plc", speed, faults, 42, lost::add)) {
                    for (var event : events) emulator.accept(event);
                    counts = emulator.counts();
                }
                for (int i = 0; i < 500 && subscriber.ask(intake::counts).received() < counts.sent(); i++) {
                    Thread.sleep(20);
                }
                subscriber.ask(() -> {
                    intake.end();
                    return true;
                });
                var taken = subscriber.ask(intake::counts);
                assertEquals(counts.duplicated(), taken.duplicates());
                assertEquals(lost.size(), taken.missing(), "what was dropped is reported");
                assertEquals(0, taken.late());
            }
        }

        var direct = new Outcome(run, end);
        var dropped = new HashSet<>(lost.stream().map(SourcedEvent::sequence).toList());
        for (int i = 0; i < events.size(); i++) if (!dropped.contains(i + 1L)) direct.fold.accept(events.get(i));

        assertEquals(direct.fold.refused(), live.fold.refused());
        assertEquals(direct.reported(), live.reported());
        assertEquals(direct.histories, live.histories);
        assertTrue(direct.histories.size() > 100);
        for (var measure : new KpiCatalogue(run.index().plant()).measures()) {
            assertEquals(direct.kpis.result().value(measure), live.kpis.result().value(measure), measure.text());
        }
        direct.store.close();
        live.store.close();
    }

    @Test
    void a_server_that_starts_again_in_the_middle_has_the_twins_of_the_whole_run() throws Exception {
        var run = recorded(jobShop());
        var events = new ArrayList<PlantEvent>();
        run.play(new EventCodec(run.index()).writer(events::add));
        var plant = run.index().plant().id();
        var journal = folder.resolve("events.jsonl");
        int half = events.size() / 2;
        try (var broker = new Broker(folder.resolve("broker"), 0);
                var store = TwinStore.inMemory();
                var publisher = new EventPublisher(broker.address(), plant, "plc", "run", run.start())) {
            try (var first = live(run, store, journal, broker)) {
                send(publisher, events, 0, half, 7_000);
                awaitReceived(first, half - 1);
            }
            // an event of the first half comes only now, to a server that has started again
            try (var second = live(run, store, journal, broker)) {
                send(publisher, events, half, events.size(), -1);
                awaitReceived(second, events.size() - 1);
                send(publisher, events, 7_000, 7_001, -1);
                awaitReceived(second, events.size());
                Thread.sleep(5_500);
                second.putRight();
                assertEquals(1, second.status().get("recomputed").asInt());
                assertEquals(0, second.status().get("doNotFit").asInt());
            }
            var direct = new Outcome(run, 1);
            events.forEach(direct.fold);
            var all = new TreeMap<String, Map<String, Reading>>();
            Thread.sleep(500);
            store.forEach(twin -> all.put(twin.id(), twin.reported()));
            assertEquals(direct.reported(), all);
            direct.store.close();
        }
    }

    private static LiveRun live(RecordedRun run, TwinStore store, Path journal, Broker broker) throws Exception {
        var twins = new PlantTwins(run.index(), store, run.start().toInstant(), Quality.GOOD);
        return new LiveRun(run.index(), twins, run.start().toInstant(), journal, broker.address());
    }

    private static void send(EventPublisher publisher, List<PlantEvent> events, int from, int to, int without)
            throws Exception {
        for (int i = from; i < to; i++) {
            if (i != without) publisher.send(List.of(new SourcedEvent("plc", i + 1L, events.get(i))));
        }
        publisher.flush();
    }

    private static void awaitReceived(LiveRun run, int count) throws InterruptedException {
        for (int i = 0; i < 500 && run.status().get("received").asInt() < count; i++) Thread.sleep(20);
        assertEquals(count, run.status().get("received").asInt());
    }
}
