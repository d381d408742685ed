package org.shadowline.twin.store;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.twin.Quality;
import org.shadowline.plant.twin.Reading;
import org.shadowline.plant.twin.Signal;

/**
 * Twins and changes as bytes, for the disk and for other members of a cluster. The first byte of a twin is the version of
 * the form; a form that is not known is refused.
 */
final class TwinForm {
    private static final byte VERSION = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Quality[] QUALITIES = Quality.values();
    private static final Change.Action[] ACTIONS = Change.Action.values();

    private TwinForm() {}

    static byte[] write(TwinCell cell) {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(cell.revision());
            out.writeLong(cell.modified());
            text(out, cell.shape().definition());
            cell.writeReported(out);
            readings(out, cell.desired());
            json(out, cell.rest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static TwinCell read(String id, byte[] bytes, Shape.Pool pool) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IOException(
                        "the twin `" + id + "` was stored in form " + version + ", this program reads form " + VERSION);
            }
            long revision = in.readLong();
            long modified = in.readLong();
            var cell = new TwinCell(id, pool.of(null, java.util.List.of()));
            var definition = text(in);
            var reported = readings(in);
            var desired = readings(in);
            cell.replace(definition, reported, desired, (ObjectNode) json(in), pool);
            cell.touched(revision, modified);
            return cell;
        }
    }

    /** Writes one change after others. */
    static void write(DataOutputStream out, TwinChange change) throws IOException {
        out.writeLong(change.number());
        text(out, change.twin());
        out.writeLong(change.revision());
        out.writeLong(TwinCell.micros(change.time()));
        out.writeByte(change.what().ordinal());
        out.writeByte((change.created() ? 1 : 0) + (change.desired() ? 2 : 0) + (change.signal() == null ? 0 : 4));
        if (change.signal() != null) {
            text(out, change.signal().property());
            reading(out, change.signal().reading());
        } else {
            text(out, change.path().toString());
            json(out, change.value());
        }
    }

    /** Gives the changes of a journal, without their origin. */
    static void read(byte[] journal, Consumer<TwinChange> to) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(journal))) {
            while (in.available() > 0) {
                long number = in.readLong();
                var twin = known(text(in));
                long revision = in.readLong();
                var time = TwinCell.instant(in.readLong());
                var what = ACTIONS[in.readByte()];
                int flags = in.readByte();
                Signal signal = null;
                JsonPointer path = null;
                JsonNode value = null;
                if ((flags & 4) != 0) {
                    var property = known(text(in));
                    signal = new Signal(twin, property, reading(in));
                } else {
                    path = JsonPointer.compile(text(in));
                    value = json(in);
                }
                to.accept(new TwinChange(
                        number,
                        twin,
                        revision,
                        time,
                        what,
                        (flags & 1) != 0,
                        signal,
                        (flags & 2) != 0,
                        path,
                        value,
                        null));
            }
        }
    }

    private static void readings(DataOutputStream out, Map<String, Reading> readings) throws IOException {
        out.writeInt(readings.size());
        for (var entry : readings.entrySet()) {
            text(out, entry.getKey());
            reading(out, entry.getValue());
        }
    }

    private static Map<String, Reading> readings(DataInputStream in) throws IOException {
        var readings = new LinkedHashMap<String, Reading>();
        for (int left = in.readInt(); left > 0; left--) readings.put(known(text(in)), reading(in));
        return readings;
    }

    private static void reading(DataOutputStream out, Reading reading) throws IOException {
        out.writeByte(reading.quality().ordinal());
        out.writeLong(TwinCell.micros(reading.time()));
        text(out, reading.unit());
        value(out, reading.value());
    }

    static void value(DataOutputStream out, Object value) throws IOException {
        switch (value) {
            case Double number -> {
                out.writeByte('d');
                out.writeDouble(number);
            }
            case Long number -> {
                out.writeByte('l');
                out.writeLong(number);
            }
            case Boolean truth -> {
                out.writeByte('b');
                out.writeBoolean(truth);
            }
            default -> {
                out.writeByte('s');
                text(out, value.toString());
            }
        }
    }

    private static Reading reading(DataInputStream in) throws IOException {
        var quality = QUALITIES[in.readByte()];
        var time = TwinCell.instant(in.readLong());
        var unit = text(in);
        Object value =
                switch (in.readByte()) {
                    case 'd' -> in.readDouble();
                    case 'l' -> in.readLong();
                    case 'b' -> in.readBoolean();
                    default -> known(text(in));
                };
        return new Reading(value, unit == null ? null : unit.intern(), time, quality);
    }

    private static void json(DataOutputStream out, @Nullable JsonNode node) throws IOException {
        text(out, node == null ? null : MAPPER.writeValueAsString(node));
    }

    private static @Nullable JsonNode json(DataInputStream in) throws IOException {
        var text = text(in);
        return text == null ? null : MAPPER.readTree(text);
    }

    static void text(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static @Nullable String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String known(@Nullable String text) throws IOException {
        if (text == null) throw new IOException("a name is missing");
        return text;
    }
}
