package org.shadowline.twin.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shadowline.plant.twin.Quality;
import org.shadowline.plant.twin.Reading;
import org.shadowline.plant.twin.Signal;

/** What can be relied on of twins, whatever keeps them. */
final class TwinStoreTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @TempDir
    Path folder;

    private TwinStore open(String kind) throws IOException {
        var durability = kind.equals("rocks") ? new RocksDurability(folder) : Durability.none();
        return new TwinStore(durability, InstantSource.fixed(NOON.plusSeconds(3600)));
    }

    static Change report(String twin, String property, Object value, Instant time) {
        return new Change.Report(new Signal(twin, property, new Reading(value, "rpm", time, Quality.GOOD)));
    }

    static TwinStore.Applied done(TwinStore store, Change... changes) throws Exception {
        return store.submit(List.of(changes), null).get(10, TimeUnit.SECONDS);
    }

    private static TwinProblem.Kind problem(TwinStore store, Change change) {
        var thrown = assertThrows(ExecutionException.class, () -> done(store, change));
        return assertInstanceOf(TwinProblem.class, thrown.getCause()).kind();
    }

    private static Change edit(Change.Action action, String twin, String path, String value) throws IOException {
        return new Change.Edit(
                twin,
                action,
                JsonPointer.compile(path),
                value == null ? null : MAPPER.readTree(value),
                Change.Condition.NONE);
    }

    private static JsonNode json(String text) throws IOException {
        return MAPPER.readTree(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "rocks"})
    void a_signal_is_read_back_with_its_unit_time_and_quality(String kind) throws Exception {
        try (var store = open(kind)) {
            done(store, report("p:mill", "speed", 1200.0, NOON), report("p:mill", "mode", "busy", NOON));
            var twin = store.twin("p:mill");
            assertNotNull(twin);
            assertEquals(
                    new Reading(1200.0, "rpm", NOON, Quality.GOOD),
                    twin.reported().get("speed"));
            assertEquals("busy", twin.reported().get("mode").value());
            assertEquals(2, twin.revision());
            assertEquals(
                    json("{\"value\":1200.0,\"unit\":\"rpm\",\"time\":\"2026-01-05T12:00:00Z\",\"quality\":\"good\"}"),
                    store.thing("p:mill").json().at("/features/speed/properties"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "rocks"})
    void an_older_signal_is_counted_as_late_and_the_same_one_as_a_duplicate(String kind) throws Exception {
        try (var store = open(kind)) {
            done(store, report("p:mill", "speed", 2.0, NOON));
            done(store, report("p:mill", "speed", 1.0, NOON.minusSeconds(1)));
            done(store, report("p:mill", "speed", 2.0, NOON));
            assertEquals(2.0, store.twin("p:mill").reported().get("speed").value());
            assertEquals(1, store.twin("p:mill").revision());
            assertEquals(new TwinStore.Counts(3, 1, 1, 0, 0, 0), store.counts());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "rocks"})
    void a_document_is_created_changed_merged_and_deleted_at_any_path(String kind) throws Exception {
        try (var store = open(kind)) {
            assertTrue(done(store, edit(Change.Action.CREATE, "p:a", "", "{\"attributes\":{\"x\":[1,2]}}"))
                    .created());
            assertEquals(TwinProblem.Kind.EXISTS, problem(store, edit(Change.Action.CREATE, "p:a", "", "{}")));
            assertTrue(done(store, edit(Change.Action.MODIFY, "p:a", "/features/f/properties/rpm", "5"))
                    .created());
            assertEquals(
                    new TwinStore.Applied(3, false),
                    done(store, edit(Change.Action.MODIFY, "p:a", "/features/f/properties/rpm", "6")));
            done(store, edit(Change.Action.MERGE, "p:a", "/attributes", "{\"x\":null,\"y\":{\"z\":true}}"));
            assertEquals(
                    json("{\"thingId\":\"p:a\",\"attributes\":{\"y\":{\"z\":true}},"
                            + "\"features\":{\"f\":{\"properties\":{\"rpm\":6}}}}"),
                    store.thing("p:a").json());
            done(store, edit(Change.Action.DELETE, "p:a", "/features/f", null));
            assertEquals(
                    TwinProblem.Kind.NOT_FOUND, problem(store, edit(Change.Action.DELETE, "p:a", "/features/f", null)));
            done(store, edit(Change.Action.DELETE, "p:a", "", null));
            assertNull(store.thing("p:a"));
            assertEquals(
                    TwinProblem.Kind.NOT_FOUND,
                    problem(store, edit(Change.Action.MODIFY, "p:a", "/attributes/y", "1")));
        }
    }

    @Test
    void a_reading_put_as_json_is_the_same_as_a_signal() throws Exception {
        try (var store = open("memory")) {
            done(store, edit(Change.Action.CREATE, "p:a", "", """
                    {"features":{"speed":{"properties":
                    {"value":3.5,"unit":"m/s","time":"2026-01-05T12:00:00Z","quality":"good"},
                    "desiredProperties":{"value":4}},"other":{"properties":{"value":1}}}}"""));
            var twin = store.twin("p:a");
            assertEquals(
                    new Reading(3.5, "m/s", NOON, Quality.GOOD), twin.reported().get("speed"));
            assertEquals(4L, twin.desired().get("speed").value());
            assertEquals(1, twin.reported().size(), "a value without time and quality is no reading");
            assertEquals(json("1"), store.thing("p:a").json().at("/features/other/properties/value"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"colour\":1}", "[]", "{\"attributes\":3}", "{\"features\":{\"f\":4}}", "{\"policyId\":{}}"})
    void what_is_no_thing_is_refused(String document) throws Exception {
        try (var store = open("memory")) {
            assertEquals(TwinProblem.Kind.INVALID, problem(store, edit(Change.Action.CREATE, "p:a", "", document)));
            assertEquals(0, store.count());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mill", "p:", "p:a/b", "1p:a", "p:a\n"})
    void an_id_without_namespace_or_name_is_refused(String id) throws Exception {
        try (var store = open("memory")) {
            assertEquals(TwinProblem.Kind.INVALID, problem(store, report(id, "speed", 1.0, NOON)));
        }
    }

    @Test
    void a_thing_too_large_or_too_deep_is_refused_and_leaves_what_is_there() throws Exception {
        try (var store = open("memory")) {
            done(store, edit(Change.Action.CREATE, "p:a", "", "{\"attributes\":{}}"));
            var large = "\"" + "x".repeat(ThingRules.LONGEST) + "\"";
            assertEquals(
                    TwinProblem.Kind.TOO_LARGE,
                    problem(store, edit(Change.Action.MODIFY, "p:a", "/attributes/x", large)));
            var deep = "[".repeat(50) + "]".repeat(50);
            assertEquals(
                    TwinProblem.Kind.INVALID, problem(store, edit(Change.Action.MODIFY, "p:a", "/attributes/x", deep)));
            assertEquals(json("{}"), store.thing("p:a").json().get("attributes"));
        }
    }

    @Test
    void what_was_acknowledged_is_there_after_the_next_start() throws Exception {
        var before = new HashMap<String, JsonNode>();
        long lastRevision;
        try (var store = open("rocks")) {
            for (int i = 0; i < 500; i++) {
                done(
                        store,
                        report("p:m" + i % 50, "speed", (double) i, NOON.plusSeconds(i)),
                        report("p:m" + i % 50, "mode", i % 2 == 0 ? "busy" : "idle", NOON.plusSeconds(i)));
            }
            done(store, edit(Change.Action.MODIFY, "p:m7", "/attributes/name", "\"Mühle\""));
            done(store, edit(Change.Action.DELETE, "p:m8", "", null));
            for (var id : store.ids()) before.put(id, store.thing(id).json());
            lastRevision = store.thing("p:m7").revision();
        }
        try (var store = open("rocks")) {
            assertEquals(before.keySet(), new java.util.HashSet<>(store.ids()));
            for (var id : store.ids())
                assertEquals(before.get(id), store.thing(id).json());
            assertEquals(
                    lastRevision + 1,
                    done(store, report("p:m7", "speed", 1.0, NOON.plusSeconds(9999)))
                            .revision());
        }
    }

    @Test
    void the_journal_tells_every_change_in_order_until_it_is_forgotten() throws Exception {
        var told = new ArrayList<TwinChange>();
        var rocks = new RocksDurability(folder);
        try (var store = new TwinStore(rocks, InstantSource.fixed(NOON))) {
            store.subscribe(told::add);
            for (int i = 0; i < 100; i++) done(store, report("p:m" + i % 3, "speed", (double) i, NOON.plusSeconds(i)));
            done(store, edit(Change.Action.MERGE, "p:m1", "/attributes", "{\"a\":1}"));
            var kept = new ArrayList<TwinChange>();
            rocks.changesAfter(0, 1_000, kept::add);
            assertEquals(told, kept);
            rocks.forgetJournals(101);
            kept.clear();
            rocks.changesAfter(0, 1_000, kept::add);
            assertEquals(List.of(), kept);
        }
    }

    /** Fails to write while told to. */
    private static final class Full implements Durability {
        volatile boolean full;
        final HashMap<String, byte[]> kept = new HashMap<>();
        final List<Long> journal = new ArrayList<>();

        @Override
        public void write(Batch batch) throws IOException {
            if (full) throw new IOException("No space left on device");
            for (var entry : batch.twins()) {
                if (entry.state() == null) kept.remove(entry.twin());
                else kept.put(entry.twin(), entry.state());
            }
            TwinForm.read(batch.journal(), change -> journal.add(change.number()));
        }

        @Override
        public long read(BiConsumer<String, byte[]> twin) {
            kept.forEach(twin);
            return journal.isEmpty() ? 0 : journal.getLast();
        }

        @Override
        public void close() {}
    }

    @Test
    void on_a_full_disk_changes_are_not_acknowledged_and_are_kept_once_there_is_room() throws Exception {
        var disk = new Full();
        try (var store = new TwinStore(disk, InstantSource.fixed(NOON))) {
            done(store, report("p:a", "speed", 1.0, NOON));
            disk.full = true;
            assertEquals(
                    TwinProblem.Kind.UNAVAILABLE, problem(store, report("p:a", "speed", 2.0, NOON.plusSeconds(1))));
            assertEquals(
                    TwinProblem.Kind.UNAVAILABLE, problem(store, report("p:b", "speed", 2.0, NOON.plusSeconds(1))));
            disk.full = false;
            done(store, report("p:c", "speed", 3.0, NOON.plusSeconds(2)));
        }
        assertEquals(List.of(1L, 2L, 3L, 4L), disk.journal);
        try (var store = new TwinStore(disk, InstantSource.fixed(NOON))) {
            assertEquals(List.of("p:a", "p:b", "p:c"), store.ids());
            assertEquals(2.0, store.twin("p:a").reported().get("speed").value());
        }
    }

    @Test
    void a_subscriber_that_throws_is_not_told_any_more_and_hurts_nobody() throws Exception {
        try (var store = open("memory")) {
            var told = new ArrayList<Long>();
            store.subscribe(change -> {
                throw new IllegalStateException("broken");
            });
            store.subscribe(change -> told.add(change.revision()));
            done(store, report("p:a", "speed", 1.0, NOON), report("p:a", "speed", 2.0, NOON.plusSeconds(1)));
            assertEquals(List.of(1L, 2L), told);
        }
    }
}
