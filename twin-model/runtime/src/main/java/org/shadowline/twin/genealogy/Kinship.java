package org.shadowline.twin.genealogy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.genealogy.GenealogyFold;
import org.shadowline.plant.genealogy.PartHistory;
import org.shadowline.twin.log.EventLogReader;

/**
 * Where some parts come from, and where they went: all parts that went into them and all that came of them, with their
 * histories. A file of events is read twice, so that memory is needed for the links between parts and for the kin only.
 */
public final class Kinship {
    private final Map<String, PartHistory> kin = new LinkedHashMap<>();
    private final Map<String, List<String>> before = new HashMap<>();
    private final Map<String, List<String>> after = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private @Nullable ZonedDateTime start;

    private Kinship() {}

    /**
     * The kin of the parts of a file of events that are asked for.
     *
     * @throws IOException when the file cannot be read or understood
     */
    public static Kinship of(Path events, Predicate<PartHistory> ask) throws IOException {
        var kinship = new Kinship();
        kinship.start = read(events, part -> {
            kinship.link(part);
            if (ask.test(part)) kinship.asked.add(part.part());
        });
        var wanted = new TreeSet<String>();
        for (var part : kinship.asked) {
            collect(part, kinship.before, wanted);
            collect(part, kinship.after, wanted);
        }
        read(events, part -> {
            if (wanted.contains(part.part())) kinship.kin.put(part.part(), part);
        });
        return kinship;
    }

    private static @Nullable ZonedDateTime read(Path events, Consumer<PartHistory> to) throws IOException {
        var fold = new GenealogyFold(to);
        var reader = new EventLogReader(events, fold);
        reader.read();
        fold.endOfEvents();
        return reader.start();
    }

    private void link(PartHistory part) {
        if (part.madeOf() != null) link(part.madeOf(), part.part());
        for (var lot : part.lots()) link(part.part(), lot);
        if (part.into() != null) link(part.part(), part.into());
    }

    private void link(String earlier, String later) {
        before.computeIfAbsent(later, _ -> new ArrayList<>(2)).add(earlier);
        after.computeIfAbsent(earlier, _ -> new ArrayList<>(2)).add(later);
    }

    private static void collect(String part, Map<String, List<String>> links, TreeSet<String> into) {
        var open = new ArrayDeque<String>(List.of(part));
        var seen = new TreeSet<String>();
        while (!open.isEmpty()) {
            var next = open.pop();
            if (!seen.add(next)) continue;
            into.add(next);
            open.addAll(links.getOrDefault(next, List.of()));
        }
    }

    /** The parts that were asked for, in the order in which they left. */
    public List<PartHistory> asked() {
        return asked.stream().map(this::history).toList();
    }

    public PartHistory history(String part) {
        var history = kin.get(part);
        if (history == null) throw new IllegalArgumentException("part " + part + " is no kin");
        return history;
    }

    /** The parts that went into a part directly: its components, and the one it was made of. */
    public List<PartHistory> comesFrom(PartHistory part) {
        return before.getOrDefault(part.part(), List.of()).stream()
                .map(this::history)
                .toList();
    }

    /** The parts into which a part went directly. */
    public List<PartHistory> wentInto(PartHistory part) {
        return after.getOrDefault(part.part(), List.of()).stream()
                .map(this::history)
                .toList();
    }

    /** The moment that is 0 s of the run; null when the events do not say. */
    public @Nullable ZonedDateTime start() {
        return start;
    }
}
