package org.shadowline.sim.replicate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Finished replications on disk: a folder for each job by its key, a file for each replication. A file appears whole or not
 * at all, also when the process is killed; one that is damaged counts as missing. When the store is closed and has grown
 * beyond its limit, the jobs that were not used for longest are removed. Without a folder that can be written nothing is
 * kept, and a note says so. Thread-safe, and safe for several processes at once.
 */
public final class ReplicationStore implements AutoCloseable {
    /** One GiB. */
    public static final long LARGEST = 1L << 30;

    private static final String ENDING = ".run";

    private final Path root;
    private final long largest;
    private final List<String> notes = new ArrayList<>();
    private final AtomicLong drafts = new AtomicLong();
    private boolean broken;
    private int damaged;
    private boolean wrote;

    /** @param largest bytes above which old jobs are removed */
    public ReplicationStore(Path root, long largest) {
        this.root = root;
        this.largest = largest;
    }

    /** {@code shadowline/replications} in the user's cache folder: XDG_CACHE_HOME, else {@code ~/.cache}. */
    public static Path usualPlace() {
        var cache = System.getenv("XDG_CACHE_HOME");
        var base = cache == null || cache.isBlank()
                ? Path.of(System.getProperty("user.home", "."), ".cache")
                : Path.of(cache);
        return base.resolve("shadowline").resolve("replications");
    }

    /** The outcome of a replication; null when it is not there. */
    public @Nullable RunOutcome get(String key, int number) {
        var file = file(key, number);
        try {
            return ReplicationForm.outcome(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return null;
        } catch (ReplicationForm.Damaged e) {
            synchronized (this) {
                damaged++;
            }
            return null;
        } catch (IOException e) {
            note("finished replications cannot be read in " + root + ": " + e.getMessage());
            return null;
        }
    }

    public void put(String key, int number, RunOutcome outcome) {
        synchronized (this) {
            if (broken) return;
            wrote = true;
        }
        var file = file(key, number);
        var draft = file.resolveSibling(
                "." + number + "-" + ProcessHandle.current().pid() + "-" + drafts.incrementAndGet());
        try {
            Files.createDirectories(draft.getParent());
            Files.write(draft, ReplicationForm.toBytes(outcome));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            synchronized (this) {
                broken = true;
            }
            note("finished replications cannot be kept in " + root + ": " + e.getMessage()
                    + ". What is interrupted now starts from the beginning.");
        }
    }

    /** Says that a job is in use, so that it is not among the first to be removed. */
    void touch(String key) {
        try {
            Files.setLastModifiedTime(folder(key), FileTime.from(Instant.now()));
        } catch (IOException e) {
            // it is not there, or belongs to somebody else: then there is nothing to protect
        }
    }

    /** What a user should know: damaged files, a folder that cannot be written. */
    public synchronized List<String> notes() {
        var all = new ArrayList<>(notes);
        if (damaged > 0) {
            all.add(damaged
                    + (damaged == 1 ? " finished replication in " : " finished replications in ")
                    + root
                    + (damaged == 1 ? " is damaged; it is run again" : " are damaged; they are run again"));
        }
        return all;
    }

    private synchronized void note(String note) {
        if (!notes.contains(note)) notes.add(note);
    }

    private Path folder(String key) {
        return root.resolve(key.substring(0, 2)).resolve(key);
    }

    private Path file(String key, int number) {
        return folder(key).resolve(number + ENDING);
    }

    @Override
    public void close() {
        boolean grown;
        synchronized (this) {
            grown = wrote;
        }
        if (!grown) return;
        try {
            removeOldest();
        } catch (IOException | UncheckedIOException e) {
            note("old replications in " + root + " cannot be removed: " + e.getMessage());
        }
    }

    private record Job(Path folder, FileTime used, long size) {}

    private void removeOldest() throws IOException {
        var jobs = new ArrayList<Job>();
        for (var shelf : children(root)) {
            for (var folder : children(shelf)) {
                long size = 0;
                for (var file : children(folder)) size += Files.size(file);
                jobs.add(new Job(folder, Files.getLastModifiedTime(folder), size));
            }
        }
        long total = jobs.stream().mapToLong(Job::size).sum();
        jobs.sort(Comparator.comparing(Job::used));
        for (var job : jobs) {
            if (total <= largest) return;
            delete(job.folder);
            total -= job.size;
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
