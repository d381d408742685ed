package org.shadowline.plant.scenario;

/** A measure of which a search wants as much, or as little, as possible; {@code text} as written. */
public record Goal(Measure measure, boolean maximise, String text) {
    /** The value as something that is to be great. */
    public double towardsMore(double value) {
        return maximise ? value : -value;
    }
}
