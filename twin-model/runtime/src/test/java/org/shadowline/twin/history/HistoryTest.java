package org.shadowline.twin.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shadowline.plant.twin.Quality;
import org.shadowline.plant.twin.Reading;
import org.shadowline.plant.twin.Signal;
import org.shadowline.twin.store.Change;
import org.shadowline.twin.store.RocksDurability;
import org.shadowline.twin.store.TwinChange;
import org.shadowline.twin.store.TwinStore;

final class HistoryTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @TempDir
    Path folder;

    private static Change report(String property, Object value, long second) {
        return new Change.Report(
                new Signal("p:mill", property, new Reading(value, "kW", NOON.plusSeconds(second), Quality.GOOD)));
    }

    private static Consumer<TwinChange> into(History history) {
        return change -> {
            try {
                history.append(List.of(change));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @Test
    void everything_that_was_acknowledged_is_in_the_history_once_also_after_a_crash() throws Exception {
        var file = folder.resolve("history.duckdb");
        var twins = folder.resolve("twins");
        var rocks = new RocksDurability(twins);
        try (var store = new TwinStore(rocks, InstantSource.system());
                var history = new History(file);
                var keeper = new HistoryKeeper(rocks, history)) {
            for (int i = 0; i < 100; i++)
                store.submit(report("power", (double) i, i), null).get();
            keeper.takeOver();
            for (int i = 100; i < 150; i++)
                store.submit(report("power", (double) i, i), null).get();
        }
        // What is in the journal but not yet in the history when the process ends is taken over at the next start, and
        // a
        // journal that was taken over but not forgotten counts once.
        rocks = new RocksDurability(twins);
        try (var store = new TwinStore(rocks, InstantSource.system())) {
            for (int i = 150; i < 200; i++)
                store.submit(report("power", (double) i, i), null).get();
        }
        rocks = new RocksDurability(twins);
        try (var history = new History(file)) {
            rocks.changesAfter(100, 1_000_000, into(history));
            try (var keeper = new HistoryKeeper(rocks, history)) {
                keeper.takeOver();
            }
            assertEquals(200, history.last());
            assertEquals(200, history.count());
            var values = history.values("p:mill", "power", NOON, NOON.plusSeconds(1_000));
            assertEquals(200, values.size());
            for (int i = 0; i < 200; i++) {
                assertEquals(
                        new Reading((double) i, "kW", NOON.plusSeconds(i), Quality.GOOD),
                        values.get(i).reading());
            }
        }
        rocks.close();
    }

    @Test
    void what_was_at_a_moment_is_the_last_value_before_it_with_its_type() throws Exception {
        try (var store = TwinStore.inMemory();
                var history = new History(null)) {
            store.subscribe(into(history));
            store.submit(report("power", 1.5, 0), null).get();
            store.submit(report("mode", "busy", 10), null).get();
            store.submit(report("parts", 7L, 20), null).get();
            store.submit(report("on", true, 30), null).get();
            store.submit(report("power", 2.5, 40), null).get();
            var value = new ObjectMapper().readTree("{\"x\":1}");
            store.submit(
                            new Change.Edit(
                                    "p:mill",
                                    Change.Action.MODIFY,
                                    JsonPointer.compile("/attributes"),
                                    value,
                                    Change.Condition.NONE),
                            null)
                    .get();
            var then = history.asOf("p:mill", NOON.plusSeconds(35));
            assertEquals(4, then.size());
            assertEquals(1.5, then.get("power").value());
            assertEquals("busy", then.get("mode").value());
            assertEquals(7L, then.get("parts").value());
            assertEquals(true, then.get("on").value());
            assertEquals(
                    List.of(List.of("{\"x\":1}")),
                    history.query("SELECT text FROM changes WHERE path = '/attributes'")
                            .rows());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "DROP TABLE changes",
                "DELETE FROM changes",
                "SELECT 1; DELETE FROM changes",
                "COPY changes TO '/tmp/x'",
                "SELECT * FROM read_csv('/etc/passwd')",
                "ATTACH '/tmp/x'",
                "SELECT nothing",
                "WITH x AS (SELECT 1) DELETE FROM changes",
                "SET threads = 1",
                "INSERT INTO changes SELECT * FROM changes"
            })
    void a_query_that_does_more_than_read_is_refused_and_does_nothing(String sql) throws Exception {
        try (var store = TwinStore.inMemory();
                var history = new History(null)) {
            store.subscribe(into(history));
            store.submit(report("power", 1.5, 0), null).get();
            var thrown = assertThrows(IllegalArgumentException.class, () -> history.query(sql));
            assertFalse(thrown.getMessage().isBlank());
            assertEquals(1, history.count());
        }
    }

    @Test
    void the_changes_of_a_period_are_exported_as_parquet_and_old_ones_forgotten() throws Exception {
        var parquet = folder.resolve("o'clock.parquet");
        var clock = new java.util.concurrent.atomic.AtomicReference<>(NOON);
        try (var store = new TwinStore(org.shadowline.twin.store.Durability.none(), clock::get);
                var history = new History(null)) {
            store.subscribe(into(history));
            for (int i = 0; i < 10; i++) {
                clock.set(NOON.plusSeconds(i));
                store.submit(report("power", (double) i, i), null).get();
            }
            assertEquals(5, history.export(parquet, NOON.plusSeconds(3), NOON.plusSeconds(8)));
            assertEquals(4, history.forget(NOON.plusSeconds(4)));
            assertEquals(6, history.count());
            assertEquals(10, history.last());
        }
        assertTrue(Files.size(parquet) > 0);
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT sum(value), min(time)::VARCHAR FROM '"
                        + parquet.toString().replace("'", "''") + "'")) {
            result.next();
            assertEquals(3 + 4 + 5 + 6 + 7, result.getDouble(1));
            assertEquals("2026-01-05 12:00:03", result.getString(2));
        }
    }
}
