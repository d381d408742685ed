package org.shadowline.view.report;

import java.util.Locale;
import java.util.function.Predicate;
import org.shadowline.plant.rehearsal.RehearsalResult;
import org.shadowline.plant.rehearsal.RehearsalResult.Series;
import org.shadowline.plant.rehearsal.RehearsalResult.VariantResult;

/** The sections of the page in their order; one that no variant has data for is left out. */
enum Section {
    EXPECTATIONS(
            "Expectations", "What the scenario demands, and whether the rehearsal bears it out.", v -> !v.expectations()
                    .isEmpty()),
    INDICATORS(
            "Key figures",
            "Means over replications with their confidence intervals; the scale below each shows the interval within the range of single replications.",
            v -> !v.estimates().isEmpty() || !v.measures().isEmpty()),
    VARIANTS("Variants", "The same scenario with other settings, side by side.", v -> false),
    TRENDS(
            "Over time",
            "Means over replications with their confidence band; the warm-up, which no figure counts, is shaded.",
            v -> hasValues(v.throughput()) || hasValues(v.workInProcess())),
    STATES(
            "Station states",
            "Where the time of the machines goes, as mean shares of the counted time.",
            v -> !v.stations().isEmpty()),
    BOTTLENECK("Bottleneck", "What limits the plant.", v -> v.bottleneck() != null || v.sensitivity() != null),
    GANTT("Schedule", "What machines and people do, from the first replication.", v -> !v.gantt()
            .isEmpty()),
    LEAD_TIME(
            "Lead time",
            "From release to leaving the plant, over the finished parts of all replications together; the key figures are means of single replications, so they differ a little.",
            v -> v.leadTime().counts().stream().anyMatch(count -> count > 0)),
    FLOW("Flow of parts", "Parts that go from place to place, per replication.", v -> v.flows().stream()
            .anyMatch(flow -> flow.parts() > 0)),
    LATE_ORDERS(
            "Late orders",
            "Orders that missed their due date in the first replication, and where their time went.",
            v -> !v.lateOrders().isEmpty()),
    COST("Cost", "Mean cost per replication.", v -> v.cost().total() > 0),
    CATALOGUE(
            "All figures",
            "Every figure with a value, with its interval and its range over single replications.",
            v -> !v.estimates().isEmpty()),
    NOTES("Notes and assumptions", "What the rehearsal wants to tell.", v -> !v.notes()
            .isEmpty());

    private final String title;
    private final String lead;
    private final Predicate<VariantResult> hasData;

    Section(String title, String lead, Predicate<VariantResult> hasData) {
        this.title = title;
        this.lead = lead;
        this.hasData = hasData;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    String lead() {
        return lead;
    }

    boolean isIn(RehearsalResult result) {
        if (this == VARIANTS) return result.variants().size() > 1;
        return result.variants().stream().anyMatch(hasData);
    }

    boolean hasDataIn(VariantResult variant) {
        return hasData.test(variant);
    }

    private static boolean hasValues(Series series) {
        return series.bucket() > 0 && series.mean().stream().anyMatch(Double::isFinite);
    }
}
