package org.shadowline.sim.calibrate.discover;

import java.util.List;
import java.util.Locale;

/** Numbers and lists as they stand in findings. */
final class Words {
    private static final int LISTED = 6;

    private Words() {}

    static String percent(double share) {
        double percent = 100 * share;
        var format = percent != 0 && Math.abs(percent) < 10 ? "%.1f %%" : "%.0f %%";
        return String.format(Locale.ROOT, format, percent);
    }

    static String percent(long part, long of) {
        return percent(of == 0 ? 0 : part / (double) of);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
    }

    static String hours(double seconds) {
        return String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    /** The first few, and how many more. */
    static String list(List<String> names) {
        if (names.size() <= LISTED) return String.join(", ", names);
        return String.join(", ", names.subList(0, LISTED)) + " and " + (names.size() - LISTED) + " more";
    }
}
