package org.shadowline.plant.description;

/**
 * What makes defects more likely at a station. An operation gives a part a defect with the probability
 * {@code min(1, share of the station + sum of the shares of all causes that apply)}; what applies is looked at when it ends.
 */
public sealed interface DefectCause {
    /** What the cause adds to the probability while it applies; of {@link Age} for each operation. */
    double share();

    /** The level of wear before the operation is above a threshold. */
    record Worn(double share, double above) implements DefectCause {}

    /** The age of the tool: for each operation since the wear of the machine last ended. */
    record Age(double share) implements DefectCause {}

    /** The operation is one of the first ones after something. */
    record First(double share, int operations, After after) implements DefectCause {}

    /** Those who work at the machine are slow, by their level, for want of practice or tired: a pace below a threshold. */
    record Slow(double share, double below) implements DefectCause {}

    /** The operation ends within hours, such as those of the night or of the heat of the day. */
    record During(double share, Hours hours) implements DefectCause {}

    /** What a machine begins with. */
    enum After {
        SETUP("setup"),
        REPAIR("repair"),
        MAINTENANCE("maintenance"),
        WARMING_UP("warming up");

        private final String words;

        After(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
