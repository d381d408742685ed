package org.shadowline.twin.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.PlantIndex;

/** The forms in which a run is exported, each with the endings of its file names. */
public enum EventLogFormat {
    /** A row for each event: RFC 4180. */
    CSV(".csv"),
    /** An object on each line. */
    JSON_LINES(".jsonl", ".ndjson"),
    /** XES 1.0: a trace for each part, of the operations done on it. */
    XES(".xes"),
    /** OCEL 2.0 in JSON: all events with the parts, orders, machines, stations and people that they are about. */
    OCEL(".jsonocel", ".ocel.json", ".ocel");

    private final List<String> endings;

    EventLogFormat(String... endings) {
        this.endings = List.of(endings);
    }

    public List<String> endings() {
        return endings;
    }

    /** The format that a file's name asks for, {@code .gz} aside; null when it asks for none. */
    public static @Nullable EventLogFormat of(Path file) {
        var whole = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        var name = whole.endsWith(".gz") ? whole.substring(0, whole.length() - 3) : whole;
        for (var format : values()) {
            if (format.endings.stream().anyMatch(name::endsWith)) return format;
        }
        return null;
    }

    /** All endings in words, for messages. */
    public static String known() {
        return Arrays.stream(values()).flatMap(f -> f.endings.stream()).collect(Collectors.joining(", "));
    }

    /** @param start the moment that is 0 s of the run, in the zone of the plant */
    public EventLogWriter writer(PlantIndex index, ZonedDateTime start, Path file) throws IOException {
        return switch (this) {
            case CSV -> new CsvEvents(index, start, file);
            case JSON_LINES -> new JsonLinesEvents(index, start, file);
            case XES -> new XesEvents(index, start, file);
            case OCEL -> new OcelEvents(index, start, file);
        };
    }
}
