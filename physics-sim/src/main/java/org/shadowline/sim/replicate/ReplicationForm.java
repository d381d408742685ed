package org.shadowline.sim.replicate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Jobs and outcomes as bytes, for disk and network: four letters, a version, a checksum (CRC-32) of what follows, the
 * length, and the compressed values of {@link RecordForm}. Every double comes back with all its bits.
 */
public final class ReplicationForm {
    private static final byte[] MAGIC = "SLRP".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 2;
    private static final int HEAD = MAGIC.length + 1 + 4 + 4;
    /** A damaged length must not ask for all memory. */
    private static final int LONGEST = 1 << 28;

    private ReplicationForm() {}

    /** Bytes that are no whole, undamaged form of this version. */
    public static final class Damaged extends Exception {
        private static final long serialVersionUID = 1;

        Damaged(String message) {
            super(message);
        }
    }

    public static byte[] toBytes(RunOutcome outcome) {
        return framed(RecordForm.write(outcome));
    }

    public static byte[] toBytes(ReplicationJob job) {
        return framed(RecordForm.write(job));
    }

    public static RunOutcome outcome(byte[] bytes) throws Damaged {
        return read(bytes, RunOutcome.class);
    }

    public static ReplicationJob job(byte[] bytes) throws Damaged {
        return read(bytes, ReplicationJob.class);
    }

    private static byte[] framed(byte[] content) {
        var packed = packed(content);
        return ByteBuffer.allocate(HEAD + packed.length)
                .put(MAGIC)
                .put((byte) VERSION)
                .putInt(checksum(content.length, packed, 0))
                .putInt(content.length)
                .put(packed)
                .array();
    }

    /** Of what is written: packed content that is damaged may unpack to the same content, or to none. */
    private static int checksum(int length, byte[] packed, int from) {
        var crc = new CRC32();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
        crc.update(packed, from, packed.length - from);
        return (int) crc.getValue();
    }

    private static byte[] packed(byte[] content) {
        var out = new ByteArrayOutputStream(content.length / 2);
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(content);
            deflater.finish();
            var buffer = new byte[8192];
            while (!deflater.finished()) out.write(buffer, 0, deflater.deflate(buffer));
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private static <T> T read(byte[] bytes, Class<T> type) throws Damaged {
        if (bytes.length < HEAD || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new Damaged("these bytes are no replication");
        }
        var head = ByteBuffer.wrap(bytes, MAGIC.length, HEAD - MAGIC.length);
        int version = head.get();
        if (version != VERSION) throw new Damaged("version " + version + ", expected " + VERSION);
        int checksum = head.getInt();
        int length = head.getInt();
        if (length < 0 || length > LONGEST) throw new Damaged("length " + length);
        if (checksum(length, bytes, HEAD) != checksum) throw new Damaged("the checksum does not fit");
        var content = new byte[length];
        inflate(bytes, content);
        try {
            return type.cast(Objects.requireNonNull(RecordForm.read(content)));
        } catch (RuntimeException e) {
            throw new Damaged("the content cannot be read: " + e.getMessage());
        }
    }

    private static void inflate(byte[] bytes, byte[] content) throws Damaged {
        var inflater = new Inflater();
        try {
            inflater.setInput(bytes, HEAD, bytes.length - HEAD);
            int at = 0;
            while (at < content.length) {
                int got = inflater.inflate(content, at, content.length - at);
                if (got == 0) throw new Damaged("it ends after " + at + " of " + content.length + " bytes");
                at += got;
            }
        } catch (DataFormatException e) {
            throw new Damaged("it cannot be unpacked: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }
}
