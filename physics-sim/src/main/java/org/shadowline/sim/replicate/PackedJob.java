package org.shadowline.sim.replicate;

import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A job as it travels and is kept: its bytes and its key, each made once, when it is first asked for. The bytes go when
 * memory is short, and are made again. Thread-safe.
 */
public final class PackedJob {
    private final ReplicationJob job;
    private @Nullable String key;
    private @Nullable SoftReference<byte[]> packed;

    public PackedJob(ReplicationJob job) {
        this.job = job;
    }

    public ReplicationJob job() {
        return job;
    }

    /** Its form by {@link ReplicationForm}. */
    public synchronized byte[] bytes() {
        var known = packed == null ? null : packed.get();
        if (known != null) return known;
        byte[] bytes = ReplicationForm.toBytes(job);
        packed = new SoftReference<>(bytes);
        return bytes;
    }

    /** The same for equal jobs of the same engine, on any machine, and for no others: a SHA-256 in hex digits. */
    public synchronized String key() {
        if (key == null) key = digest(bytes());
        return key;
    }

    private static String digest(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(Engine.fingerprint().getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
