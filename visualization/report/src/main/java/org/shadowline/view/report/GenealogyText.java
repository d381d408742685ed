package org.shadowline.view.report;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.genealogy.PartHistory;
import org.shadowline.plant.genealogy.PartHistory.Operation;
import org.shadowline.plant.kpi.Format;
import org.shadowline.twin.genealogy.Kinship;

/** Where parts come from and where they went, as a tree that a person reads in a terminal. */
public final class GenealogyText {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final Kinship kinship;
    private final @Nullable ZonedDateTime start;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> told = new HashSet<>();

    private GenealogyText(Kinship kinship) {
        this.kinship = kinship;
        start = kinship.start();
    }

    public static String of(Kinship kinship) {
        var text = new GenealogyText(kinship);
        for (var part : kinship.asked()) text.tree(part);
        return text.text.toString();
    }

    private void tree(PartHistory part) {
        tell(part, "");
        branch("comes from", part, kinship::comesFrom, "  ");
        branch("went into", part, kinship::wentInto, "  ");
    }

    private void branch(String title, PartHistory part, Function<PartHistory, List<PartHistory>> next, String indent) {
        var parts = next.apply(part);
        if (parts.isEmpty()) return;
        text.append(indent).append(title).append('\n');
        for (var one : parts) {
            if (tell(one, indent + "  ")) branch(title, one, next, indent + "    ");
        }
    }

    /** Tells of a part, once in full; whether it was new. */
    private boolean tell(PartHistory part, String indent) {
        text.append(indent).append("part ").append(part.part());
        if (part.product() != null) text.append(": ").append(part.product());
        if (!told.add(part.part())) {
            text.append(" (see above)\n");
            return false;
        }
        text.append(", ").append(end(part)).append('\n');
        if (!Double.isNaN(part.released())) {
            text.append(indent)
                    .append("  came into being at ")
                    .append(part.source())
                    .append(part.order() == null ? "" : " for order " + part.order())
                    .append(part.lot() == null ? "" : " with lot " + part.lot())
                    .append(part.cameDefective() ? " with a defect" : "")
                    .append(", ")
                    .append(at(part.released()))
                    .append('\n');
        }
        for (var operation : part.operations()) {
            text.append(indent).append("  ").append(line(operation)).append('\n');
        }
        return true;
    }

    private String end(PartHistory part) {
        var outcome = part.outcome().words();
        if (part.into() != null) outcome += " to part " + part.into();
        if (part.defective()) outcome += " with a defect that was not found";
        return Double.isNaN(part.left()) ? outcome : outcome + " " + at(part.left());
    }

    private String line(Operation one) {
        var facts = new ArrayList<String>();
        facts.add((one.step() == null ? "" : one.step() + " on ") + one.machine());
        facts.add(
                Double.isNaN(one.began())
                        ? "ended " + at(one.ended())
                        : at(one.began()) + " for " + Format.duration(one.ended() - one.began()));
        if (one.ended() - one.began() > one.worked()) facts.add("at work for " + Format.duration(one.worked()));
        if (one.setUp() > 0) facts.add("set up for " + Format.duration(one.setUp()));
        if (one.together() > 1) facts.add("with " + (one.together() - 1) + " others");
        if (!one.people().isEmpty()) facts.add("by " + String.join(", ", one.people()));
        if (!one.components().isEmpty()) facts.add("joined parts " + String.join(", ", one.components()));
        if (one.sinceSetUp() >= 0) facts.add(one.sinceSetUp() + " operations since set-up");
        if (one.sinceRepair() >= 0) facts.add(one.sinceRepair() + " since repair");
        if (one.sinceMaintenance() >= 0) facts.add(one.sinceMaintenance() + " since maintenance");
        if (!Double.isNaN(one.wear())) facts.add(String.format(Locale.ROOT, "wear %.0f %%", 100 * one.wear()));
        if (one.failures() > 0) facts.add(one.failures() + " failures meanwhile");
        if (one.defect()) facts.add("made a defect");
        if (one.verdict() != null) facts.add("found " + one.verdict());
        if (!one.good()) facts.add("spoiled it");
        return String.join(", ", facts);
    }

    private String at(double seconds) {
        if (start == null) return "at " + Format.duration(seconds);
        return DAY.format(start.plusNanos(Math.round(seconds * 1e9)));
    }
}
