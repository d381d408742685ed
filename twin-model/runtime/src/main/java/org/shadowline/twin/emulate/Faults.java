package org.shadowline.twin.emulate;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What goes wrong on the way.
 *
 * @param drop share of the events that are lost
 * @param duplicate share that come twice
 * @param disorder share that come after up to {@value #FARTHEST} later ones
 * @param delay seconds of plant time that every event comes later
 * @param disconnect seconds of plant time after which the connection breaks, again and again; 0 for never
 */
public record Faults(double drop, double duplicate, double disorder, double delay, double disconnect) {
    /** How many events one can be behind. */
    static final int FARTHEST = 20;

    public static final Faults NONE = new Faults(0, 0, 0, 0, 0);

    private static final Pattern SHARE = Pattern.compile("(drop|duplicate|disorder)\\s+(\\d+(?:\\.\\d+)?)\\s*%");
    private static final Pattern TIME =
            Pattern.compile("(delay|disconnect every)\\s+(\\d+(?:\\.\\d+)?)\\s*(ms|s|min|h|d)");

    /**
     * Reads {@code drop 1 %, duplicate 1 %, disorder 5 %, delay 5 s, disconnect every 10 min}.
     *
     * @throws IllegalArgumentException what was not understood, and what is expected
     */
    public static Faults of(String text) {
        var faults = NONE;
        for (var part : text.toLowerCase(Locale.ROOT).split(",")) {
            var share = SHARE.matcher(part.strip());
            var time = TIME.matcher(part.strip());
            if (share.matches()) {
                double value = Double.parseDouble(share.group(2)) / 100;
                if (value > 1) throw wrong(part, "a share is at most 100 %");
                faults = switch (share.group(1)) {
                    case "drop" ->
                        new Faults(value, faults.duplicate, faults.disorder, faults.delay, faults.disconnect);
                    case "duplicate" ->
                        new Faults(faults.drop, value, faults.disorder, faults.delay, faults.disconnect);
                    default -> new Faults(faults.drop, faults.duplicate, value, faults.delay, faults.disconnect);
                };
            } else if (time.matches()) {
                double unit =
                        switch (time.group(3)) {
                            case "ms" -> 1e-3;
                            case "s" -> 1;
                            case "min" -> 60;
                            case "h" -> 3_600;
                            default -> 86_400;
                        };
                double value = Double.parseDouble(time.group(2)) * unit;
                faults = time.group(1).equals("delay")
                        ? new Faults(faults.drop, faults.duplicate, faults.disorder, value, faults.disconnect)
                        : new Faults(faults.drop, faults.duplicate, faults.disorder, faults.delay, value);
            } else {
                throw wrong(
                        part,
                        "expected e.g. `drop 1 %, duplicate 1 %, disorder 5 %, delay 5 s, disconnect every 10 min`");
            }
        }
        return faults;
    }

    private static IllegalArgumentException wrong(String part, String expected) {
        return new IllegalArgumentException("`" + part.strip() + "` is no fault: " + expected);
    }
}
