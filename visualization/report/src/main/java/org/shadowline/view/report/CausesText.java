package org.shadowline.view.report;

import java.util.List;
import java.util.Locale;
import org.shadowline.plant.genealogy.CauseSearch.Finding;

/** What bad parts have in common, as a table that an engineer reads in a terminal. Thread-safe: no state. */
public final class CausesText {
    private CausesText() {}

    public static String of(List<Finding> findings) {
        if (findings.isEmpty()) return "nothing that bad parts have in common is clearer than chance\n";
        var table = new TextTable("", "circumstance", "bad", "parts", "bad without it", "by chance");
        for (var one : findings) {
            table.row(
                    one.where(),
                    one.what(),
                    percent(one.share()),
                    String.format(Locale.ROOT, "%,d", one.parts()),
                    percent(one.otherShare()),
                    String.format(Locale.ROOT, one.probability() < 1e-4 ? "%.0e" : "%.4f", one.probability()));
        }
        return table.toString();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
