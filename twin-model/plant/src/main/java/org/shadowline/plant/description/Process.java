package org.shadowline.plant.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operation of a station does besides taking time.
 *
 * @param batch how many parts are worked on together; null for one at a time
 * @param joins parts of other products that each operation takes and makes part of the one that is worked on (assembly)
 * @param splits parts that each operation makes of the one that is worked on, which ends (disassembly); empty for none
 * @param wear what comes of the operations since the last maintenance
 * @param defectShare share of the parts that an operation makes defective, which only an inspection finds
 * @param inspection null when nothing is inspected
 * @param mendShare share of the defective parts that are sound after an operation
 * @param limit how long parts may have waited before an operation; null for no limit
 * @param causes what adds to the share of defects, and when
 * @param packs the product of the lot that each batch becomes: a part that goes its own way with the parts in it, until a station
 *     unpacks them or it leaves the plant; null when batches are not packed
 * @param unpacks the product of the lots that an operation opens: the lot ends, and its parts go on from here; null for none
 * @param uses the tool that an operation needs; null for none
 */
public record Process(
        @Nullable Batch batch,
        List<Component> joins,
        List<Component> splits,
        Wear wear,
        double defectShare,
        @Nullable Inspection inspection,
        double mendShare,
        @Nullable WaitingLimit limit,
        List<DefectCause> causes,
        @Nullable String packs,
        @Nullable String unpacks,
        @Nullable String uses) {
    public static final Process PLAIN = new Process(null, List.of(), List.of(), Wear.NONE, 0, null, 0);
    /** The attribute of parts that an inspection sets: the number of {@link #GOOD} or {@link #BAD} among the symbols. */
    public static final String VERDICT = "verdict";

    public static final String GOOD = "good";
    public static final String BAD = "bad";

    /** Without a limit of the time before an operation, and with the same share of defects always. */
    public Process(
            @Nullable Batch batch,
            List<Component> joins,
            List<Component> splits,
            Wear wear,
            double defectShare,
            @Nullable Inspection inspection,
            double mendShare) {
        this(batch, joins, splits, wear, defectShare, inspection, mendShare, null, List.of(), null, null, null);
    }

    public Process {
        joins = List.copyOf(joins);
        splits = List.copyOf(splits);
        causes = List.copyOf(causes);
    }

    /** The products that come into being here. */
    public List<String> made() {
        if (packs != null) return List.of(packs);
        return splits.stream().map(Component::product).toList();
    }

    /** Whether an operation ever makes a defect. */
    public boolean makesDefects() {
        return defectShare > 0 || !causes.isEmpty();
    }

    /**
     * Parts that are worked on together. A batch begins as soon as {@code most} parts wait, or at least {@code least} and a
     * machine is free; when the first of them has waited {@code within} seconds it begins with fewer.
     *
     * @param within infinite when a batch waits for {@code least} parts however long it takes
     * @param sameProduct whether all must be of one product
     */
    public record Batch(int least, int most, double within, boolean sameProduct) {}

    /**
     * A part whose operation at another station ended more than {@code most} seconds ago is not worked on: it is scrapped, or
     * goes back to that station.
     */
    public record WaitingLimit(double most, String after, boolean goesBack) {}

    /** A number of parts of a product. */
    public record Component(String product, int count) {}

    /**
     * After n operations since the last maintenance an operation takes {@code 1 + n slower} times as long, and spoils
     * {@code n scrap} more of the parts.
     *
     * @param degradation what an operation adds to the level of wear, of which 1 is all that there can be; null when the
     *     level is not known
     */
    public record Wear(
            double slower, double scrap, @Nullable Distribution degradation) {
        public static final Wear NONE = new Wear(0, 0, null);
    }

    /**
     * Gives each part the attribute {@link #VERDICT}.
     *
     * @param missShare share of the defective parts that are called good (false accept)
     * @param alarmShare share of the sound parts that are called bad (false reject)
     */
    public record Inspection(double missShare, double alarmShare) {}
}
