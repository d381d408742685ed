package org.shadowline.twin.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Several files that appear together in a folder, when all are written. A folder that is new takes its name in one step;
 * in one that exists the files are moved over what has their names, one after the other, and the rest is left as it is.
 * What is closed before {@link #finish} leaves everything as it was. Not thread-safe.
 */
public final class WholeFolder implements Closeable {
    private final Path folder;
    private final boolean exists;
    private final Path drafts;
    private final List<String> names = new ArrayList<>();

    /** @throws IOException when there is a file of that name, or the folder cannot be made or written to */
    public WholeFolder(Path folder) throws IOException {
        this.folder = folder.toAbsolutePath().normalize();
        refuseFile(this.folder);
        exists = Files.exists(this.folder);
        var around = this.folder.getParent();
        if (!exists && around != null) Files.createDirectories(around);
        var hidden = "." + this.folder.getFileName() + "." + UUID.randomUUID() + ".tmp";
        drafts = Files.createDirectory(exists ? this.folder.resolve(hidden) : this.folder.resolveSibling(hidden));
    }

    /**
     * Tries whether files can be written to a folder, which need not be there yet. Leaves nothing behind.
     *
     * @throws IOException when they cannot, with the reason in words
     */
    public static void tryOut(Path folder) throws IOException {
        var nearest = folder.toAbsolutePath().normalize();
        while (!Files.exists(nearest) && nearest.getParent() != null) nearest = nearest.getParent();
        refuseFile(nearest);
        try {
            Files.delete(Files.createTempDirectory(nearest, "."));
        } catch (FileSystemException e) {
            throw new IOException(
                    "nothing can be written to the folder " + nearest
                            + (e.getReason() == null ? "" : " (" + e.getReason() + ")"),
                    e);
        }
    }

    private static void refuseFile(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException("this is a file where a folder is needed: " + folder);
        }
    }

    /** Adds a file with a text in UTF-8. */
    public void write(String name, String text) throws IOException {
        WholeFile.write(drafts.resolve(name), text);
        names.add(name);
    }

    /** All files are written: they take their places, in the order in which they came. */
    public void finish() throws IOException {
        if (!exists) {
            Files.move(drafts, folder);
            return;
        }
        for (var name : names) WholeFile.moveOver(drafts.resolve(name), folder.resolve(name));
    }

    /** Throws away what was written, unless it was finished. */
    @Override
    public void close() throws IOException {
        if (!Files.exists(drafts)) return;
        for (var name : names) Files.deleteIfExists(drafts.resolve(name));
        Files.delete(drafts);
    }
}
