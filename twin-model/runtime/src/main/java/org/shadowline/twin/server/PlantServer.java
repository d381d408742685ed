package org.shadowline.twin.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.access.Accounts;
import org.shadowline.twin.access.AuditTrail;
import org.shadowline.twin.history.History;
import org.shadowline.twin.history.HistoryKeeper;
import org.shadowline.twin.hub.Hub;
import org.shadowline.twin.hub.HubProblem;
import org.shadowline.twin.store.RocksDurability;
import org.shadowline.twin.store.TwinStore;

/**
 * The twins of a plant with everything around them, in one folder: {@code twins} (RocksDB), {@code history.duckdb} and
 * {@code audit.jsonl}. Beside Ditto's API the hub answers:
 *
 * <table>
 * <caption>Addresses</caption>
 * <tr><td>{@code GET /api/status}</td><td>how many twins, signals, changes; what is wrong</td></tr>
 * <tr><td>{@code GET /api/history?sql=…}</td><td>a query that reads the table {@code changes}</td></tr>
 * <tr><td>{@code GET /api/history/twin?id=…&at=…}</td><td>what was reported of a twin at a moment</td></tr>
 * <tr><td>{@code GET /api/history/values?id=…&property=…&from=…&to=…}</td><td>what a property was</td></tr>
 * </table>
 */
public final class PlantServer implements AutoCloseable {
    private static final long MOST_IN_ANSWER = 10_000;

    private final RocksDurability durability;
    private final TwinStore store;
    private final History history;
    private final HistoryKeeper keeper;
    private final AuditTrail audit;
    private final Hub hub;
    private final List<Supplier<ObjectNode>> sources = new ArrayList<>();
    private final Instant started = Instant.now();

    /**
     * Opens what the folder holds, or begins anew, and listens.
     *
     * @param more what else the hub answers
     * @throws IOException what could not be opened, and why; nothing stays open
     */
    public PlantServer(Path folder, Accounts accounts, Hub.Address address, Hub.Pages... more) throws IOException {
        Files.createDirectories(folder);
        var opened = new ArrayList<AutoCloseable>();
        try {
            durability = new RocksDurability(folder.resolve("twins"));
            opened.add(durability);
            store = new TwinStore(durability, InstantSource.system());
            opened.add(store);
            history = new History(folder.resolve("history.duckdb"));
            opened.add(history);
            keeper = new HistoryKeeper(durability, history);
            opened.add(keeper);
            audit = new AuditTrail(folder.resolve("audit.jsonl"), InstantSource.system());
            opened.add(audit);
            hub = new Hub(store, accounts, audit, address, (routes, signedIn) -> {
                addTo(routes, signedIn);
                for (var pages : more) pages.addTo(routes, signedIn);
            });
        } catch (IOException | RuntimeException e) {
            closeAll(opened, e);
            throw e;
        }
    }

    private static void closeAll(List<AutoCloseable> opened, Exception because) {
        for (var one : opened.reversed()) {
            try {
                one.close();
            } catch (Exception e) {
                because.addSuppressed(e);
            }
        }
    }

    public TwinStore store() {
        return store;
    }

    public int port() {
        return hub.port();
    }

    /** Adds what a source of events has to say of itself to the status: a JSON object with its name. */
    public void addSource(Supplier<ObjectNode> status) {
        synchronized (sources) {
            sources.add(status);
        }
    }

    private void addTo(RoutesConfig routes, Hub.SignedIn signedIn) {
        routes.get("/api/status", signedIn.handler(this::status));
        routes.get("/api/history", signedIn.handler(this::query));
        routes.get("/api/history/twin", signedIn.handler(this::twinThen));
        routes.get("/api/history/values", signedIn.handler(this::values));
    }

    private void status(Context context) throws IOException {
        var counts = store.counts();
        var status = JsonNodeFactory.instance.objectNode();
        status.put("upSeconds", Duration.between(started, Instant.now()).toSeconds());
        status.put("twins", store.count());
        status.put("clients", hub.clients());
        status.putObject("signals")
                .put("received", counts.signals())
                .put("late", counts.late())
                .put("duplicates", counts.duplicates());
        status.putObject("changes")
                .put("edits", counts.edits())
                .put("refused", counts.refused())
                .put("notDurable", counts.unavailable());
        var kept = status.putObject("history").put("changes", history.count()).put("last", history.last());
        var problem = keeper.problem();
        if (problem != null) kept.put("problem", problem);
        synchronized (sources) {
            var told = status.putArray("sources");
            for (var source : sources) told.add(source.get());
        }
        answer(context, status);
    }

    private static void answer(Context context, com.fasterxml.jackson.databind.JsonNode json) {
        context.contentType("application/json").result(json.toString());
    }

    private void query(Context context) throws IOException {
        History.Rows found;
        try {
            found = history.query(needed(context, "sql"));
        } catch (IllegalArgumentException e) {
            throw HubProblem.badRequest("history:query.invalid", String.valueOf(e.getMessage()));
        }
        var json = JsonNodeFactory.instance.objectNode();
        var columns = json.putArray("columns");
        found.columns().forEach(columns::add);
        var rows = json.putArray("rows");
        for (var row : found.rows().stream().limit(MOST_IN_ANSWER).toList()) {
            var cells = rows.addArray();
            for (var cell : row) add(cells, cell);
        }
        json.put("more", found.more() || found.rows().size() > MOST_IN_ANSWER);
        answer(context, json);
    }

    private static void add(ArrayNode cells, @Nullable Object cell) {
        switch (cell) {
            case null -> cells.addNull();
            case Double number when !Double.isFinite(number) -> cells.addNull();
            case Double number -> cells.add(number);
            case Long number -> cells.add(number);
            case Integer number -> cells.add(number);
            case Boolean truth -> cells.add(truth);
            case java.sql.Timestamp time ->
                cells.add(time.toLocalDateTime()
                        .atOffset(java.time.ZoneOffset.UTC)
                        .toInstant()
                        .toString());
            case Object other -> cells.add(other.toString());
        }
    }

    private void twinThen(Context context) throws IOException {
        var json = JsonNodeFactory.instance.objectNode();
        history.asOf(needed(context, "id"), moment(context, "at"))
                .forEach((name, reading) -> json.set(name, TwinStore.json(reading)));
        answer(context, json);
    }

    private void values(Context context) throws IOException {
        var json = JsonNodeFactory.instance.arrayNode();
        var values = history.values(
                needed(context, "id"), needed(context, "property"), moment(context, "from"), moment(context, "to"));
        for (var value : values) json.add(TwinStore.json(value.reading()));
        answer(context, json);
    }

    private static String needed(Context context, String parameter) {
        var value = context.queryParam(parameter);
        if (value == null) {
            throw HubProblem.badRequest("history:parameter.missing", "the parameter `" + parameter + "` is missing");
        }
        return value;
    }

    private static Instant moment(Context context, String parameter) {
        var text = needed(context, parameter);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw HubProblem.badRequest(
                    "history:time.invalid",
                    "`" + parameter + "` must be a moment such as 2026-01-05T12:00:00Z, it is `" + text + "`");
        }
    }

    @Override
    public void close() throws IOException {
        hub.close();
        keeper.close();
        store.close();
        // Changes that the store made durable while it closed are taken over at the next start.
        history.close();
        audit.close();
    }
}
