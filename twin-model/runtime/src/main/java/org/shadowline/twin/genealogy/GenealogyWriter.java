package org.shadowline.twin.genealogy;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.genealogy.PartHistory;
import org.shadowline.twin.file.WholeFile;
import org.shadowline.twin.log.Clock;

/**
 * Writes the histories of parts to a file as the parts leave. The file is there, as a whole, after {@link #finish}; closing
 * without it leaves nothing behind. Where the disk refuses, {@link UncheckedIOException} is thrown. Not thread-safe.
 */
public abstract sealed class GenealogyWriter implements Consumer<PartHistory>, Closeable
        permits GenealogyCsv, GenealogyJson {
    /** The endings of the names of files that {@link #of} writes. */
    public static final String KNOWN = ".csv, .json, .jsonl";

    final GenealogyFields fields;
    final WholeFile file;

    GenealogyWriter(Supplier<ZonedDateTime> start, Path file) throws IOException {
        fields = GenealogyFields.with(seconds -> new Clock(start.get()).at(seconds));
        this.file = new WholeFile(file);
    }

    /** Whether a file's name says in which form it is, {@code .gz} aside. */
    public static boolean knows(Path file) {
        return ending(file) != null;
    }

    /**
     * In the form that the file's name asks for: a row for each operation of each part, an object for each part in one list, or
     * an object for each part on a line of its own.
     *
     * @param start the moment that is 0 s of the run, in the zone of the plant; asked when the first part has come
     */
    public static GenealogyWriter of(Path file, Supplier<ZonedDateTime> start) throws IOException {
        var ending = ending(file);
        if (ending == null) throw new IllegalArgumentException("the name must end with one of " + KNOWN + ": " + file);
        return ending.equals(".csv")
                ? new GenealogyCsv(start, file)
                : new GenealogyJson(start, file, ending.equals(".json"));
    }

    private static @Nullable String ending(Path file) {
        var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) name = name.substring(0, name.length() - 3);
        for (var ending : KNOWN.split(", ")) if (name.endsWith(ending)) return ending;
        return null;
    }

    @Override
    public void accept(PartHistory part) {
        try {
            take(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All parts have come: the file gets its name. */
    public void finish() throws IOException {
        end();
        file.finish();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    abstract void take(PartHistory part) throws IOException;

    /** Writes what is left, up to the last byte. */
    abstract void end() throws IOException;
}
