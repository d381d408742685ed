package org.shadowline.twin.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.function.Consumer;
import org.shadowline.plant.event.EventCodec;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.twin.file.WholeFile;

/**
 * Writes the events of one run to a file as they come, from a simulation through {@link #sink} or as records. The file
 * is there, as a whole, after {@link #finish}; closing without it leaves nothing behind. Where the disk refuses,
 * {@link UncheckedIOException} is thrown. Not thread-safe.
 */
public abstract sealed class EventLogWriter implements Consumer<PlantEvent>, Closeable
        permits CsvEvents, JsonLinesEvents, XesEvents, OcelEvents {
    final PlantIndex index;
    final Clock clock;
    final WholeFile file;
    private long events;

    EventLogWriter(PlantIndex index, ZonedDateTime start, Path file) throws IOException {
        this.index = index;
        clock = new Clock(start);
        this.file = new WholeFile(file);
    }

    /** Takes the flat events of a run. */
    public EventSink sink() {
        return new EventCodec(index).writer(this);
    }

    /** Events taken so far. */
    public long events() {
        return events;
    }

    @Override
    public void accept(PlantEvent event) {
        if (!Double.isFinite(event.time())) {
            throw new IllegalArgumentException("event " + event.kind() + " has no time: " + event.time());
        }
        events++;
        try {
            take(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All events have come: the file gets its name. */
    public void finish() throws IOException {
        end();
        file.finish();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    abstract void take(PlantEvent event) throws IOException;

    /** Writes what is left, up to the last byte. */
    abstract void end() throws IOException;
}
