package org.shadowline.twin.file;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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
 * then moved over it in one step; what is closed before {@link #finish} leaves the target as it was. Folders that are
 * missing are made. A name that ends in {@code .gz} is compressed. What is no file and no folder, such as
 * {@code /dev/stdout}, is written to directly. Not thread-safe.
 */
public final class WholeFile implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path target;
    private final @Nullable Path draft;
    private final FileChannel channel;
    private final @Nullable GZIPOutputStream compressed;
    private final OutputStream out;
    private boolean open = true;

    /** @throws IOException when there is a folder of that name, or its folder cannot be written to */
    public WholeFile(Path target) throws IOException {
        refuseFolder(target);
        this.target = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        draft = isDevice(target) ? null : draftBeside(this.target);
        channel = draft == null
                ? FileChannel.open(target, StandardOpenOption.WRITE)
                : FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var plain = Channels.newOutputStream(channel);
        compressed = target.toString().endsWith(".gz") ? new GZIPOutputStream(plain, BUFFER) : null;
        out = new BufferedOutputStream(compressed == null ? plain : compressed, BUFFER);
    }

    /** Writes a whole text in UTF-8. */
    public static void write(Path target, String text) throws IOException {
        try (var whole = new WholeFile(target)) {
            whole.out().write(text.getBytes(StandardCharsets.UTF_8));
            whole.finish();
        }
    }

    /**
     * Tries whether a file can be written, before the work whose result it is to hold. Leaves nothing behind.
     *
     * @throws IOException when it cannot, with the reason in words
     */
    public static void tryOut(Path target) throws IOException {
        refuseFolder(target);
        if (!isDevice(target)) WholeFolder.tryOut(folderOf(target));
    }

    private static void refuseFolder(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw new IOException("cannot write a file over a folder: " + target + "\nMaybe add a file name.");
        }
    }

    private static boolean isDevice(Path target) {
        return Files.exists(target) && !Files.isRegularFile(target);
    }

    private static Path folderOf(Path target) throws IOException {
        var folder = (Files.exists(target) ? target.toRealPath() : target.toAbsolutePath()).getParent();
        if (folder == null) throw new IOException("this names no file: " + target);
        return folder;
    }

    private static Path draftBeside(Path target) throws IOException {
        var folder = folderOf(target);
        Files.createDirectories(folder);
        return folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
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
            if (draft == null) return;
            channel.force(true);
            channel.close();
            moveOver(draft, target);
        }
    }

    static void moveOver(Path draft, Path target) throws IOException {
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
        if (draft != null) Files.deleteIfExists(draft);
    }
}
