package org.shadowline.twin.history;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.twin.Quality;
import org.shadowline.plant.twin.Reading;
import org.shadowline.twin.store.TwinChange;

/**
 * The changes of twins, one row each, in the table {@code changes}:
 *
 * <pre>
 * number BIGINT       of the change, unique          property VARCHAR   null for a change of the document
 * twin VARCHAR        plant:element                  desired BOOLEAN
 * revision BIGINT     of the twin after it           value DOUBLE       where it is a number
 * made TIMESTAMP      by the store's clock, UTC      text VARCHAR       the value as text, or JSON of the document
 * time TIMESTAMP      by the source's clock, UTC     unit VARCHAR, quality VARCHAR
 * action VARCHAR      create, modify, merge, delete  path VARCHAR       in the thing's document
 * </pre>
 *
 * <p>Changes that were appended before are recognised by their number and left out, so that a journal can be appended
 * again after a crash. Times are kept to the microsecond. Thread-safe: calls wait for each other.
 */
public final class History implements AutoCloseable {
    private static final String TABLE = "changes(number BIGINT, twin VARCHAR, revision BIGINT, made TIMESTAMP,"
            + " time TIMESTAMP, action VARCHAR, path VARCHAR, property VARCHAR, desired BOOLEAN, value DOUBLE, text VARCHAR,"
            + " unit VARCHAR, quality VARCHAR)";
    private static final int WIDTH = 13;
    private static final int MOST_ROWS = 100_000;
    private static final int LONGEST_QUERY = 20_000;
    private static final Duration LONGEST_TIME = Duration.ofSeconds(30);

    private final Connection connection;
    private long last;

    /**
     * Opens a history, or begins one; one process at a time.
     *
     * @param file null for one that is gone with the process
     */
    public History(@Nullable Path file) throws IOException {
        try {
            var properties = new Properties();
            // A query of a client must not read other files of this machine.
            properties.setProperty("enable_external_access", "false");
            properties.setProperty("threads", "2");
            properties.setProperty("memory_limit", "1GB");
            connection = DriverManager.getConnection("jdbc:duckdb:" + (file == null ? "" : file), properties);
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS " + TABLE);
                // Retention takes rows away, so that the number of the last change cannot be read from them.
                statement.execute("CREATE TABLE IF NOT EXISTS appended(last BIGINT)");
                statement.execute("INSERT INTO appended SELECT 0 WHERE NOT EXISTS (FROM appended)");
                try (var result = statement.executeQuery("SELECT last FROM appended")) {
                    result.next();
                    last = result.getLong(1);
                }
            }
        } catch (SQLException e) {
            throw new IOException(
                    "the history" + (file == null ? "" : " in " + file) + " cannot be opened: " + firstLine(e), e);
        }
    }

    private static String firstLine(SQLException e) {
        var message = String.valueOf(e.getMessage()).strip();
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    /** The number of the last change that is in the history; 0 for none. */
    public synchronized long last() {
        return last;
    }

    /** Appends changes, all or none; those that are in it are left out. */
    public synchronized void append(List<TwinChange> changes) throws IOException {
        long until = last;
        try {
            connection.setAutoCommit(false);
            try (var appender = connection
                    .unwrap(DuckDBConnection.class)
                    .createAppender(DuckDBConnection.DEFAULT_SCHEMA, "changes")) {
                for (var change : changes) {
                    if (change.number() <= until) continue;
                    append(appender, change);
                    until = change.number();
                }
            }
            try (var statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE appended SET last = " + until);
            }
            connection.commit();
            last = until;
        } catch (SQLException e) {
            rollback();
            throw new IOException("the history cannot be written: " + firstLine(e), e);
        } finally {
            autoCommit();
        }
    }

    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The transaction has ended by itself; the problem that led here is told.
        }
    }

    private void autoCommit() throws IOException {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IOException("the history cannot be written: " + firstLine(e), e);
        }
    }

    private static void append(org.duckdb.DuckDBAppender row, TwinChange change) throws SQLException {
        row.beginRow();
        row.append(change.number());
        row.append(change.twin());
        row.append(change.revision());
        row.append(utc(change.time()));
        var signal = change.signal();
        if (signal == null) row.appendNull();
        else row.append(utc(signal.reading().time()));
        row.append(change.what().name().toLowerCase(Locale.ROOT));
        row.append(change.path().toString());
        if (signal == null) {
            var value = change.value();
            row.appendNull();
            row.append(false);
            row.appendNull();
            text(row, value == null ? null : value.toString());
            row.appendNull();
            row.appendNull();
        } else {
            var reading = signal.reading();
            row.append(signal.property());
            row.append(change.desired());
            if (reading.value() instanceof Number number) row.append(number.doubleValue());
            else row.appendNull();
            row.append(reading.value().toString());
            text(row, reading.unit());
            row.append(reading.quality().word());
        }
        row.endRow();
    }

    private static void text(org.duckdb.DuckDBAppender row, @Nullable String text) throws SQLException {
        if (text == null) row.appendNull();
        else row.append(text);
    }

    private static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    /** The answer to a query, at most 100,000 rows. */
    public record Rows(List<String> columns, List<List<@Nullable Object>> rows, boolean more) {}

    /**
     * Answers a query in SQL that only reads.
     *
     * @throws IllegalArgumentException when it is none, or does more than read: why, in words
     */
    public synchronized Rows query(String sql) throws IOException {
        var text = sql.strip();
        var first = text.split("\\s+|\\(", 2)[0].toLowerCase(Locale.ROOT);
        if (text.length() > LONGEST_QUERY
                || !List.of("select", "with", "from", "describe", "summarize").contains(first)) {
            throw new IllegalArgumentException(
                    "only queries that read are answered: SELECT, WITH, FROM, DESCRIBE, SUMMARIZE," + " at most "
                            + LONGEST_QUERY + " characters");
        }
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN TRANSACTION READ ONLY");
            try {
                statement.setQueryTimeout((int) LONGEST_TIME.toSeconds());
                return rows(statement, text);
            } finally {
                try (var end = connection.createStatement()) {
                    end.execute("ROLLBACK");
                }
            }
        } catch (SQLException e) {
            throw new IllegalArgumentException(firstLine(e), e);
        }
    }

    private static Rows rows(Statement statement, String sql) throws SQLException {
        try (var result = statement.executeQuery(sql)) {
            var columns = new ArrayList<String>();
            int width = result.getMetaData().getColumnCount();
            for (int c = 1; c <= width; c++) columns.add(result.getMetaData().getColumnLabel(c));
            var rows = new ArrayList<List<@Nullable Object>>();
            while (result.next()) {
                if (rows.size() == MOST_ROWS) return new Rows(columns, rows, true);
                var row = new ArrayList<@Nullable Object>();
                for (int c = 1; c <= width; c++) row.add(result.getObject(c));
                rows.add(row);
            }
            return new Rows(columns, rows, false);
        }
    }

    /** A value that a property had, with the number of its change. */
    public record Value(long number, Reading reading) {}

    /** What a property was from one moment to another, by the clock of its source, oldest first. */
    public synchronized List<Value> values(String twin, String property, Instant from, Instant to) throws IOException {
        try (var query = connection.prepareStatement("SELECT number, time, value, text, unit, quality FROM changes"
                + " WHERE twin = ? AND property = ? AND NOT desired AND time >= ? AND time < ? ORDER BY time, number"
                + " LIMIT " + MOST_ROWS)) {
            query.setString(1, twin);
            query.setString(2, property);
            query.setObject(3, utc(from));
            query.setObject(4, utc(to));
            var values = new ArrayList<Value>();
            try (var result = query.executeQuery()) {
                while (result.next()) values.add(new Value(result.getLong("number"), reading(result)));
            }
            return values;
        } catch (SQLException e) {
            throw new IOException("the history cannot be read: " + firstLine(e), e);
        }
    }

    /** What was reported of a twin at a moment, by the name of the property. */
    public synchronized Map<String, Reading> asOf(String twin, Instant moment) throws IOException {
        try (var query =
                connection.prepareStatement("SELECT DISTINCT ON (property) property, time, value, text, unit, quality"
                        + " FROM changes WHERE twin = ? AND property IS NOT NULL AND NOT desired AND time <= ?"
                        + " ORDER BY property, time DESC, number DESC")) {
            query.setString(1, twin);
            query.setObject(2, utc(moment));
            return readings(query);
        } catch (SQLException e) {
            throw new IOException("the history cannot be read: " + firstLine(e), e);
        }
    }

    private static Map<String, Reading> readings(PreparedStatement query) throws SQLException {
        var readings = new LinkedHashMap<String, Reading>();
        try (var result = query.executeQuery()) {
            while (result.next()) readings.put(result.getString("property"), reading(result));
        }
        return readings;
    }

    private static Reading reading(ResultSet row) throws SQLException {
        double number = row.getDouble("value");
        boolean isNumber = !row.wasNull();
        var text = row.getString("text");
        Object value = text;
        if (isNumber) value = text.matches("-?\\d+") ? (Object) Long.valueOf(text) : (Object) number;
        else if (text.equals("true") || text.equals("false")) value = Boolean.valueOf(text);
        return new Reading(
                value,
                row.getString("unit"),
                row.getObject("time", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                Quality.valueOf(row.getString("quality").toUpperCase(Locale.ROOT)));
    }

    public synchronized long count() throws IOException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM changes")) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IOException("the history cannot be read: " + firstLine(e), e);
        }
    }

    /** Drops what was made before a moment. Returns how many changes that were. */
    public synchronized long forget(Instant before) throws IOException {
        try (var delete = connection.prepareStatement("DELETE FROM changes WHERE made < ?")) {
            delete.setObject(1, utc(before));
            long dropped = delete.executeLargeUpdate();
            try (var statement = connection.createStatement()) {
                statement.execute("CHECKPOINT");
            }
            return dropped;
        } catch (SQLException e) {
            throw new IOException("the history cannot be written: " + firstLine(e), e);
        }
    }

    /**
     * Writes the changes made from one moment to another as Parquet (zstd).
     *
     * @return how many changes that were
     */
    public synchronized long export(Path parquet, Instant from, Instant to) throws IOException {
        // This database may touch no other file, so another one, that nobody can query, does it.
        var part = parquet.resolveSibling(parquet.getFileName() + ".part");
        try (var other = DriverManager.getConnection("jdbc:duckdb:");
                var create = other.createStatement();
                var query = connection.prepareStatement(
                        "SELECT * FROM changes WHERE made >= ? AND made < ? ORDER BY number")) {
            create.execute("CREATE TABLE " + TABLE);
            query.setObject(1, utc(from));
            query.setObject(2, utc(to));
            long rows = 0;
            try (var result = query.executeQuery();
                    var appender = other.unwrap(DuckDBConnection.class)
                            .createAppender(DuckDBConnection.DEFAULT_SCHEMA, "changes")) {
                while (result.next()) {
                    copy(result, appender);
                    rows++;
                }
            }
            create.execute("COPY (FROM changes) TO '" + part.toString().replace("'", "''")
                    + "' (FORMAT parquet, COMPRESSION zstd)");
            java.nio.file.Files.move(
                    part,
                    parquet,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            return rows;
        } catch (SQLException e) {
            java.nio.file.Files.deleteIfExists(part);
            throw new IOException(parquet + " cannot be written: " + firstLine(e), e);
        }
    }

    private static void copy(ResultSet from, org.duckdb.DuckDBAppender to) throws SQLException {
        to.beginRow();
        for (int c = 1; c <= WIDTH; c++) {
            switch (from.getObject(c)) {
                case null -> to.appendNull();
                case Long number -> to.append(number);
                case Double number -> to.append(number);
                case Boolean truth -> to.append(truth);
                case java.sql.Timestamp time -> to.append(time.toLocalDateTime());
                case Object other -> to.append(other.toString());
            }
        }
        to.endRow();
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException("the history cannot be closed: " + firstLine(e), e);
        }
    }
}
