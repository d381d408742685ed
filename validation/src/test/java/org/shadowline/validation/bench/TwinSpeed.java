package org.shadowline.validation.bench;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.plant.twin.Quality;
import org.shadowline.plant.twin.Reading;
import org.shadowline.plant.twin.Signal;
import org.shadowline.twin.history.History;
import org.shadowline.twin.history.HistoryKeeper;
import org.shadowline.twin.intake.RunFold;
import org.shadowline.twin.intake.RunIntake;
import org.shadowline.twin.intake.SourcedEvent;
import org.shadowline.twin.mqtt.Broker;
import org.shadowline.twin.mqtt.EventPublisher;
import org.shadowline.twin.mqtt.EventSubscriber;
import org.shadowline.twin.store.Change;
import org.shadowline.twin.store.Durability;
import org.shadowline.twin.store.RocksDurability;
import org.shadowline.twin.store.TwinStore;

/**
 * How many twins and updates the store carries, beside what one would take instead: a {@link ConcurrentHashMap} of values
 * in this process and a Hazelcast map. Arguments: twins (1,000,000) and seconds of load (60).
 */
final class TwinSpeed {
    private static final int PROPERTIES = 10;
    private static final int RATE = 50_000;
    private static final String[] NAMES = {
        "speed", "power", "temperature", "vibration", "torque", "pressure", "flow", "load", "parts", "mode"
    };

    private final int twins;
    private final int seconds;

    private TwinSpeed(int twins, int seconds) {
        this.twins = twins;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        var speed = new TwinSpeed(
                args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000,
                args.length > 1 ? Integer.parseInt(args[1]) : 60);
        print(
                "Twins: %s, %d processors, Java %s",
                Instant.now(), Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
        speed.size();
        double ours = speed.load();
        speed.beside(ours);
        speed.overMqtt();
        System.exit(0);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    private static Change report(int twin, int property, double value, Instant time) {
        var isMode = property == PROPERTIES - 1;
        return new Change.Report(new Signal(
                "plant:element." + twin,
                NAMES[property],
                new Reading(
                        isMode ? (value > 0.5 ? "busy" : "idle") : (Object) value,
                        isMode ? null : "1/min",
                        time,
                        Quality.GOOD)));
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void size() throws Exception {
        long before = used();
        var store = new TwinStore(Durability.none(), InstantSource.system());
        var time = Instant.parse("2026-01-05T06:00:00Z");
        long started = System.nanoTime();
        fill(store, time);
        double loaded = (System.nanoTime() - started) / 1e9;
        long bytes = used() - before;
        print(
                "%,d twins of %d properties, one of them a word: %d bytes each (bar: at most 500), loaded in %.1f s",
                store.count(), PROPERTIES, bytes / store.count(), loaded);
        store.close();
    }

    private void fill(TwinStore store, Instant time) throws Exception {
        java.util.concurrent.CompletableFuture<?> last = null;
        for (int t = 0; t < twins; t++) {
            var changes = new ArrayList<Change>(PROPERTIES);
            for (int p = 0; p < PROPERTIES; p++) changes.add(report(t, p, t % 100 / 100.0, time));
            last = store.submit(changes, null);
        }
        if (last != null) last.get();
    }

    /** Updates at a fixed rate with history on, then as fast as they go; returns the latter, per second. */
    private double load() throws Exception {
        var folder = Files.createTempDirectory("twins");
        var rocks = new RocksDurability(folder.resolve("twins"));
        try (var store = new TwinStore(rocks, InstantSource.system());
                var history = new History(folder.resolve("history.duckdb"));
                var keeper = new HistoryKeeper(rocks, history)) {
            fillSome(store);
            run(store, RATE, 5);
            print("%,d updates a second for %d s, durable, history on:", RATE, seconds);
            run(store, RATE, seconds).tell();
            print("as fast as they go, at most 10,000 not yet durable, history on:");
            var fastest = run(store, Integer.MAX_VALUE, Math.max(5, seconds / 3));
            fastest.tell();
            keeper.takeOver();
            print("  history: %,d changes, the last one %,d", history.count(), history.last());
            return fastest.rate();
        } finally {
            delete(folder);
        }
    }

    private void fillSome(TwinStore store) throws Exception {
        new TwinSpeed(Math.min(twins, 100_000), seconds).fill(store, Instant.parse("2026-01-05T06:00:00Z"));
    }

    private record Load(double rate, long[] told, long[] durable) {
        void tell() {
            print("  %,.0f updates/s; to subscriber %s; to durable acknowledgement %s", rate, at(told), at(durable));
        }

        private static String at(long[] nanos) {
            if (nanos.length == 0) return "none";
            Arrays.sort(nanos);
            return String.format(
                    Locale.ROOT,
                    "median %.2f ms, p99 %.2f ms, max %.1f ms",
                    nanos[nanos.length / 2] / 1e6,
                    nanos[(int) (nanos.length * 0.99)] / 1e6,
                    nanos[nanos.length - 1] / 1e6);
        }
    }

    private Load run(TwinStore store, int rate, int seconds) throws Exception {
        int most = rate == Integer.MAX_VALUE ? 20_000_000 : rate * seconds;
        var told = new long[most];
        var durable = new long[most];
        var toldCount = new AtomicInteger();
        var durableCount = new AtomicInteger();
        var open = new Semaphore(rate == Integer.MAX_VALUE ? 10_000 : 1_000_000);
        var subscription = store.subscribe(change -> {
            if (change.origin() instanceof Long sent) told[toldCount.getAndIncrement()] = System.nanoTime() - sent;
        });
        long begin = System.nanoTime();
        int sent = 0;
        int some = Math.min(twins, 100_000);
        while (System.nanoTime() - begin < seconds * 1_000_000_000L && sent < most) {
            if (rate != Integer.MAX_VALUE && sent >= (System.nanoTime() - begin) * 1e-9 * rate) {
                Thread.sleep(1);
                continue;
            }
            open.acquire();
            long now = System.nanoTime();
            Long origin = now;
            store.submit(report((int) (sent * 7_919L % some), sent % 9, sent, Instant.now()), origin)
                    .whenComplete((applied, problem) -> {
                        durable[durableCount.getAndIncrement()] = System.nanoTime() - now;
                        open.release();
                    });
            sent++;
        }
        while (durableCount.get() < sent) Thread.sleep(5);
        double taken = (System.nanoTime() - begin) / 1e9;
        subscription.close();
        return new Load(sent / taken, Arrays.copyOf(told, toldCount.get()), Arrays.copyOf(durable, durableCount.get()));
    }

    /** The same updates into maps, one thread, nothing durable. */
    private void beside(double ours) throws Exception {
        int some = Math.min(twins, 100_000);
        var memory = TwinStore.inMemory();
        fillSome(memory);
        double inMemory = run(memory, Integer.MAX_VALUE, 5).rate();
        memory.close();
        var map = new ConcurrentHashMap<String, Map<String, Reading>>();
        for (int t = 0; t < some; t++) map.put("plant:element." + t, new HashMap<>());
        double plain = rate(2_000_000, i -> {
            var change = ((Change.Report) report((int) (i * 7_919L % some), i % 9, i, Instant.now())).signal();
            map.computeIfPresent(change.twin(), (id, readings) -> {
                readings.put(change.property(), change.reading());
                return readings;
            });
        });
        var config = new Config()
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.logging.type", "none");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        var shared = member.<String, double[]>getMap("twins");
        for (int t = 0; t < some; t++) shared.set("plant:element." + t, new double[PROPERTIES]);
        double hazelcast = rate(100_000, i -> {
            var id = "plant:element." + i * 7_919L % some;
            var values = shared.get(id);
            values[i % 9] = i;
            shared.set(id, values);
        });
        member.shutdown();
        print("side by side, updates a second from one thread:");
        print("  the store, durable, history on       %,12.0f", ours);
        print("  the store in memory                  %,12.0f", inMemory);
        print("  ConcurrentHashMap of values          %,12.0f   the durable store is %.2f of it", plain, ours / plain);
        print(
                "  Hazelcast map, one member, in memory %,12.0f   the durable store is %.1f times as fast",
                hazelcast, ours / hazelcast);
    }

    private interface Update {
        void run(int i);
    }

    private static double rate(int count, Update update) {
        for (int i = 0; i < count / 4; i++) update.run(i);
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) update.run(i);
        return count / ((System.nanoTime() - begin) / 1e9);
    }

    private void overMqtt() throws Exception {
        int count = 400_000;
        var passed = new AtomicLong();
        var folder = Files.createTempDirectory("shadowline-broker");
        try (var broker = new Broker(folder, 0);
                var subscriber = new EventSubscriber(
                        broker.address(),
                        "p",
                        "intake",
                        new RunIntake(null, 10_000, 5_000_000_000L, RunFold.of(e -> passed.incrementAndGet())));
                var publisher = new EventPublisher(
                        broker.address(), "p", "plc", "run", ZonedDateTime.parse("2026-01-05T06:00:00Z"))) {
            long sequence = 0;
            for (int size : new int[] {1, 100}) {
                long before = passed.get();
                long begin = System.nanoTime();
                var some = new ArrayList<SourcedEvent>();
                int events = size == 1 ? count / 4 : count;
                for (int i = 0; i < events; i++) {
                    var event = new PlantEvent(
                            size * 1e6 + i * 0.01,
                            EventKind.MACHINE_STATE,
                            "mill.1",
                            null,
                            Map.of("state", i % 2 == 0 ? "busy" : "down"));
                    some.add(new SourcedEvent("plc", ++sequence, event));
                    if (some.size() == size) {
                        publisher.send(List.copyOf(some));
                        some.clear();
                    }
                }
                while (passed.get() - before < events - 1) Thread.sleep(5);
                print(
                        "over MQTT (QoS 1, broker in this process), %d in a message: %,.0f events/s taken in",
                        size, events / ((System.nanoTime() - begin) / 1e9));
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
