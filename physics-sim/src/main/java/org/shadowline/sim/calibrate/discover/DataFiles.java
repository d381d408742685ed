package org.shadowline.sim.calibrate.discover;

import java.util.LinkedHashMap;
import java.util.Map;
import org.shadowline.plant.description.Distribution;

/** Rounds distributions for the reader, and keeps the values of long empirical ones for files of their own. */
final class DataFiles {
    private static final int SHORT = 12;

    private final Map<String, double[]> files = new LinkedHashMap<>();

    Distribution written(Distribution distribution, String name) {
        var rounded = Scale.rounded(distribution);
        if (rounded instanceof Distribution.Empirical empirical
                && empirical.sorted().size() > SHORT) {
            files.put(name + ".csv", empirical.sorted().toArray());
        }
        return rounded;
    }

    Map<String, double[]> files() {
        return files;
    }
}
