package org.shadowline.plant.genealogy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a part when it has left the plant, or at the end of the events. Times are seconds since the start of the
 * run; NaN and null where something is not known.
 *
 * @param part serial number as text
 * @param source where it came into being: a source, or the machine on which it was made of another part
 * @param lot source and number of the lot that it came with
 * @param madeOf the part that was divided into this and others
 * @param lots the lots in which it was packed, one after the other
 * @param into the part that this one was joined to
 * @param cameDefective whether it had a defect when it came into being
 * @param defective whether it left the plant with a defect that was not found
 */
public record PartHistory(
        String part,
        @Nullable String product,
        @Nullable String source,
        @Nullable String order,
        @Nullable String lot,
        double released,
        double due,
        @Nullable String madeOf,
        List<String> lots,
        List<Operation> operations,
        Outcome outcome,
        @Nullable String into,
        double left,
        boolean cameDefective,
        boolean defective) {
    public PartHistory {
        lots = List.copyOf(lots);
        operations = List.copyOf(operations);
    }

    /** How a part ended. */
    public enum Outcome {
        FINISHED("finished"),
        SCRAPPED("scrapped"),
        JOINED("joined"),
        DIVIDED("divided"),
        IN_PROCESS("in process");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * An operation on a part, by the five elements: the people, the machine, the material that went into it, the method, and the
     * environment. Numbers of operations do not count this one; those since the last set-up, repair and maintenance are -1 when
     * there was none since the events began.
     *
     * @param step the name of the step of the route
     * @param waited seconds from the part's release, or from the end of its operation before, to the beginning
     * @param worked seconds in which the machine worked on it
     * @param setUp seconds of set-up of the machine for this operation
     * @param failures how often the machine failed during it
     * @param together number of parts that were worked on together
     * @param people who worked on it, in the order in which they came
     * @param pace of the slowest of them when they came, against the declared time
     * @param onShift seconds since the one who came last, or the machine where there is nobody, began its shift or came back
     *     from a break
     * @param components parts that were joined to it for this operation
     * @param sinceSetUp operations of the machine since its last set-up
     * @param sinceRepair operations of the machine since its last repair, which may have been during this one
     * @param sinceMaintenance operations of the machine since its wear last ended: the age of its tool
     * @param wear level of wear of the machine at the beginning
     * @param tool the tool out of a pool, such as {@code cutter.2}
     * @param toolUses operations of the tool since it was new or changed; -1 when not known
     * @param good whether the operation did not spoil the part
     * @param defect whether it gave the part a defect
     * @param verdict of its inspection: good, bad, or null where nothing is inspected
     */
    public record Operation(
            @Nullable String step,
            String machine,
            double began,
            double ended,
            double waited,
            double worked,
            double setUp,
            int failures,
            int together,
            List<String> people,
            double pace,
            double onShift,
            List<String> components,
            int sinceSetUp,
            int sinceRepair,
            int sinceMaintenance,
            double wear,
            @Nullable String tool,
            int toolUses,
            boolean good,
            boolean defect,
            @Nullable String verdict) {
        public Operation {
            people = List.copyOf(people);
            components = List.copyOf(components);
        }
    }
}
