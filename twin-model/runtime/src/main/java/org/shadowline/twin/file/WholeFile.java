package org.shadowline.twin.file;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears under its name only when it is complete. It is written beside the target, forced to the disk and
 * then moved over it in one step; what is closed before {@link #finish} leaves the target as it was. A name that ends in
 * {@code .gz} is compressed. Not thread-safe.
 */
public final class WholeFile implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path target;
    private final Path draft;
    private final FileChannel channel;
    private final @Nullable GZIPOutputStream compressed;
    private final OutputStream out;
    private boolean open = true;

    /** @throws IOException when the folder does not exist or cannot be written to */
    public WholeFile(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw new IOException("cannot write a file over a folder: " + target + "\nMaybe add a file name.");
        }
        this.target = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        var name = this.target.getFileName();
        boolean compress = name.toString().endsWith(".gz");
        draft = this.target.resolveSibling("." + name + "." + UUID.randomUUID() + ".tmp");
        channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var plain = Channels.newOutputStream(channel);
        compressed = compress ? new GZIPOutputStream(plain, BUFFER) : null;
        out = new BufferedOutputStream(compressed == null ? plain : compressed, BUFFER);
    }

    /** Where to write to; need not be closed. */
    public OutputStream out() {
        return out;
    }

    /** The file is complete: it takes its name. */
    public void finish() throws IOException {
        if (!open) throw new IllegalStateException("the file is already closed: " + target);
        try (this) {
            out.flush();
            if (compressed != null) compressed.finish();
            channel.force(true);
            channel.close();
            moveOver();
        }
    }

    private void moveOver() throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Throws away what was written, unless it was finished. */
    @Override
    public void close() throws IOException {
        open = false;
        channel.close();
        Files.deleteIfExists(draft);
    }
}
