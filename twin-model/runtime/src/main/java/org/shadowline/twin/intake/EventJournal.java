package org.shadowline.twin.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.shadowline.plant.event.EventKind;
import org.shadowline.twin.file.WholeLines;
import org.shadowline.twin.log.EventForm;

/**
 * The events of the present run as they came, a JSON object on a line with its source and number, from which what was
 * folded can be folded again: after the end of the process, or when one came late. An event is safe when {@link #sync}
 * returns. A run that starts begins a new file; the one before is kept beside it, with the moment in its name. Not
 * thread-safe.
 */
public final class EventJournal implements AutoCloseable {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Path file;
    private final InstantSource clock;
    private final JsonFactory factory = new JsonFactory();
    private FileChannel channel;
    private OutputStream out;
    private JsonGenerator json;
    private boolean unsynced;

    /** Opens the journal, or begins one. A line that the end of the process cut off is dropped: nobody relied on it. */
    public EventJournal(Path file, InstantSource clock) throws IOException {
        this.file = file;
        this.clock = clock;
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(WholeLines.read(file, WholeLines.Reader.NONE));
        channel.position(channel.size());
        out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        json = generator();
    }

    private JsonGenerator generator() throws IOException {
        var generator = factory.createGenerator(out);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        generator.setRootValueSeparator(new SerializedString(""));
        return generator;
    }

    /** Adds an event; safe after the next {@link #sync}. */
    public void append(SourcedEvent event) throws IOException {
        if (event.event().kind() == EventKind.RUN_STARTED && channel.position() > 0) begin();
        json.writeStartObject();
        json.writeStringField("source", event.source());
        json.writeNumberField("sequence", event.sequence());
        EventForm.write(json, event.event());
        json.writeEndObject();
        json.writeRaw('\n');
        unsynced = true;
    }

    private void begin() throws IOException {
        sync();
        json.close();
        channel.close();
        var name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        var kept = (dot < 0 ? name : name.substring(0, dot)) + "-" + MOMENT.format(clock.instant())
                + (dot < 0 ? "" : name.substring(dot));
        Files.move(file, file.resolveSibling(kept), StandardCopyOption.REPLACE_EXISTING);
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        json = generator();
    }

    /** Writes to the disk what was added. */
    public void sync() throws IOException {
        if (!unsynced) return;
        json.flush();
        out.flush();
        channel.force(false);
        unsynced = false;
    }

    /**
     * Gives the events of the present run in the order in which they came.
     *
     * @throws IOException where a line is no event: the file and the line
     */
    public void read(Consumer<SourcedEvent> to) throws IOException {
        sync();
        var form = new EventForm();
        var number = new long[1];
        WholeLines.read(file, line -> {
            number[0]++;
            try {
                to.accept(event(form, line));
            } catch (EventForm.Fault e) {
                throw new IOException(file + ", line " + number[0] + ": " + e.getMessage(), e);
            }
        });
    }

    private SourcedEvent event(EventForm form, String line) throws IOException, EventForm.Fault {
        try (var parser = factory.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw new IOException(file + ": no JSON object: " + line);
            var fields = EventForm.fields(parser);
            var source = fields.get("source");
            var sequence = fields.get("sequence");
            if (source == null || sequence == null) throw new IOException(file + ": an event without source: " + line);
            return new SourcedEvent(source, Long.parseLong(sequence), form.event(fields));
        }
    }

    @Override
    public void close() throws IOException {
        sync();
        json.close();
        channel.close();
    }
}
