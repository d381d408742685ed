package org.shadowline.dsl.diagnostics;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the word that was meant: least distance by optimal string alignment (a swap of neighbours counts one), letter
 * case ignored, within a limit that grows with the length of the word.
 */
public final class Spelling {
    private static final int LONGEST = 64;

    private Spelling() {}

    /** The nearest candidate; the first of several equally near; null when none is near enough. */
    public static @Nullable String nearest(String word, Iterable<String> candidates) {
        @Nullable String best = null;
        int least = limit(word.length()) + 1;
        var lower = word.toLowerCase(Locale.ROOT);
        for (var candidate : candidates) {
            if (Math.abs(candidate.length() - word.length()) >= least) {
                continue;
            }
            int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
            if (distance < least && distance < candidate.length()) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    static int limit(int length) {
        return length <= 3 ? 1 : length <= 6 ? 2 : 3;
    }

    static int distance(String a, String b) {
        if (a.length() > LONGEST || b.length() > LONGEST) {
            return a.equals(b) ? 0 : LONGEST;
        }
        var before = new int[b.length() + 1];
        var above = new int[b.length() + 1];
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int least = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                row[j] = swapped ? Math.min(least, before[j - 2] + 1) : least;
            }
            var free = before;
            before = above;
            above = row;
            row = free;
        }
        return above[b.length()];
    }
}
