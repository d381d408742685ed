package org.shadowline.twin.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.file.WholeLines;
import org.shadowline.twin.log.EventForm;

/**
 * The events of the present run as they came, a JSON object on a line with its source and number, from which what was
 * folded can be folded again: after the end of the process, or when one came late. A line with {@code run} and
 * {@code start} says which run it is. An event is safe when {@link #sync} returns; when the disk fails, everything that was
 * added since is tried again by the next. Another run begins a new file; the one before is kept beside it, with the moment
 * in its name. Not thread-safe.
 */
public final class EventJournal implements AutoCloseable {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final int MOST_ENDED = 100;

    private final Path file;
    private final InstantSource clock;
    private final JsonFactory factory = new JsonFactory();
    private final ByteArrayOutputStream unsynced = new ByteArrayOutputStream(1 << 16);
    private final JsonGenerator json;
    private FileChannel channel;
    /** Where what is safe ends. */
    private long end;

    private Run run = Run.UNNAMED;

    /** Opens the journal, or begins one. A line that the end of the process cut off is dropped: nobody relied on it. */
    public EventJournal(Path file, InstantSource clock) throws IOException {
        this.file = file;
        this.clock = clock;
        json = factory.createGenerator(unsynced);
        json.setRootValueSeparator(new SerializedString(""));
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            end = WholeLines.read(file, line -> {
                if (isRun(line)) run = run(fields(line));
            });
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The run that the events are of. */
    public Run run() {
        return run;
    }

    /** Ids of the runs before, the last hundred that are kept. */
    public Set<String> endedRuns() throws IOException {
        var ids = new HashSet<String>();
        try (var files = Files.list(file.toAbsolutePath().getParent())) {
            var kept = files.filter(this::isKept)
                    .sorted(Comparator.comparing(Path::toString).reversed())
                    .limit(MOST_ENDED)
                    .toList();
            for (var one : kept) {
                try (var lines = Files.newBufferedReader(one)) {
                    var line = lines.readLine();
                    if (line != null && isRun(line)) ids.add(run(fields(line)).id());
                }
            }
        }
        return ids;
    }

    private boolean isKept(Path other) {
        var name = String.valueOf(other.getFileName());
        var parts = nameParts();
        return name.matches(Pattern.quote(parts[0]) + "-\\d{8}-\\d{6}-\\d{3}" + Pattern.quote(parts[1]));
    }

    private String[] nameParts() {
        var name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? new String[] {name, ""} : new String[] {name.substring(0, dot), name.substring(dot)};
    }

    /** Begins another run, or says more of the present one. */
    public void begin(Run next) throws IOException {
        boolean another = !next.id().equals(run.id());
        if (another && (end > 0 || unsynced.size() > 0)) keep();
        json.writeStartObject();
        json.writeStringField("run", next.id());
        if (next.start() != null) json.writeStringField("start", next.start().toString());
        endLine();
        run = next;
    }

    private void keep() throws IOException {
        sync();
        var parts = nameParts();
        var kept = parts[0] + "-" + MOMENT.format(clock.instant()) + parts[1];
        if (Files.exists(file)) { // not when an attempt before has come as far as this
            Files.move(file, file.resolveSibling(kept), StandardCopyOption.REPLACE_EXISTING);
        }
        var before = channel;
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        end = 0;
        before.close();
    }

    /** Adds an event; safe after the next {@link #sync}. */
    public void append(SourcedEvent event) {
        try {
            json.writeStartObject();
            json.writeStringField("source", event.source());
            json.writeNumberField("sequence", event.sequence());
            EventForm.write(json, event.event());
            endLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing is written to the disk here
        }
    }

    private void endLine() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** Writes to the disk what was added. */
    public void sync() throws IOException {
        json.flush();
        if (unsynced.size() == 0) return;
        var bytes = ByteBuffer.wrap(unsynced.toByteArray());
        channel.truncate(end); // what an attempt that failed left there
        channel.position(end);
        while (bytes.hasRemaining()) channel.write(bytes);
        channel.force(false);
        end = channel.position();
        unsynced.reset();
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
            if (isRun(line)) return;
            try {
                to.accept(event(form, line));
            } catch (EventForm.Fault e) {
                throw new IOException(file + ", line " + number[0] + ": " + e.getMessage(), e);
            }
        });
    }

    private static boolean isRun(String line) {
        return line.startsWith("{\"run\":");
    }

    private Map<String, String> fields(String line) throws IOException {
        try (var parser = factory.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw new IOException(file + ": no JSON object: " + line);
            return EventForm.fields(parser);
        }
    }

    private Run run(Map<String, String> fields) throws IOException {
        return new Run(fields.getOrDefault("run", ""), moment(fields.get("start")));
    }

    private @Nullable Instant moment(@Nullable String text) throws IOException {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IOException(file + ": `" + text + "` is no moment for `start`", e);
        }
    }

    private SourcedEvent event(EventForm form, String line) throws IOException, EventForm.Fault {
        var fields = fields(line);
        var source = fields.get("source");
        var sequence = fields.get("sequence");
        if (source == null || sequence == null) throw new IOException(file + ": an event without source: " + line);
        return new SourcedEvent(source, Long.parseLong(sequence), form.event(fields));
    }

    @Override
    public void close() throws IOException {
        try {
            sync();
        } finally {
            channel.close();
        }
    }
}
