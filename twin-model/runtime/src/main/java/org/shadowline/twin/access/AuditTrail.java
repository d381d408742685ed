package org.shadowline.twin.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.file.WholeLines;

/**
 * An append-only record of who did what: a file of JSON lines, each of which carries the SHA-256 of the one before it, so
 * that a line that was changed or taken out is found. A line is on the disk before {@link #append} returns. Thread-safe.
 */
public final class AuditTrail implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NOTHING_BEFORE = "0".repeat(64);

    private final FileChannel file;
    private final InstantSource clock;
    private String last;
    private long lines;

    /**
     * Goes on with a trail, or begins one.
     *
     * @throws IOException also where the trail that is there has been tampered with: the file and the line
     */
    public AuditTrail(Path path, InstantSource clock) throws IOException {
        var check = check(path);
        if (check.problem() != null) throw new IOException(check.problem());
        this.clock = clock;
        last = check.last();
        lines = check.lines();
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        // A line that was cut off by the end of the process was never relied on.
        file.truncate(check.length());
        file.position(check.length());
    }

    /**
     * What a look at a trail found.
     *
     * @param length bytes of whole lines
     * @param problem null when every line follows the one before it
     */
    public record Check(
            long lines, long length, String last, @Nullable String problem) {}

    /** Looks whether every line follows the one before it. */
    public static Check check(Path path) throws IOException {
        if (!Files.exists(path)) return new Check(0, 0, NOTHING_BEFORE, null);
        var chain = new Chain(path);
        WholeLines.read(path, chain);
        return new Check(chain.lines, chain.length, chain.last, chain.problem);
    }

    /** Goes along the lines up to the first that does not follow the one before it. */
    private static final class Chain implements WholeLines.Reader {
        private final Path path;
        private long lines;
        private long length;
        private String last = NOTHING_BEFORE;
        private @Nullable String problem;

        Chain(Path path) {
            this.path = path;
        }

        @Override
        public void line(String line) {
            if (problem != null) return;
            lines++;
            if (!line.endsWith(",\"before\":\"" + last + "\"}")) {
                problem = path + ":" + lines + ": the audit trail has been changed at or before this line";
                return;
            }
            length += line.getBytes(StandardCharsets.UTF_8).length + 1L;
            last = hash(line);
        }
    }

    /**
     * Adds a line.
     *
     * @param what the kind of deed, e.g. {@code desired}
     * @param details further fields
     */
    public synchronized void append(Subject who, String what, ObjectNode details) throws IOException {
        var line = MAPPER.createObjectNode();
        line.put("time", clock.instant().toString());
        line.put("who", who.name());
        line.put("role", who.role().word());
        line.put("what", what);
        line.setAll(details);
        line.remove("before");
        line.put("before", last);
        var text = MAPPER.writeValueAsString(line);
        var bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
        long start = file.position();
        try {
            while (bytes.hasRemaining()) file.write(bytes);
            file.force(false);
        } catch (IOException e) {
            file.truncate(start);
            file.position(start);
            throw e;
        }
        last = hash(text);
        lines++;
    }

    public synchronized long lines() {
        return lines;
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
