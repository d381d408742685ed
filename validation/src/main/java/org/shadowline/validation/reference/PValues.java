package org.shadowline.validation.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The p-values of named values over several seeds. When the simulator is right those of each are uniform on [0, 1]:
 * Kolmogorov-Smirnov for each, at a family-wise error of 1 % over all of them (Šidák 1967). Not thread-safe.
 */
public final class PValues {
    private final Map<String, List<Double>> byName = new LinkedHashMap<>();

    public void add(String name, double pValue) {
        byName.computeIfAbsent(name, n -> new ArrayList<>()).add(pValue);
    }

    public int size() {
        return byName.size();
    }

    /** The p-value of uniformity below which one of the values is an alarm. */
    public double alarm() {
        return ReferenceSuite.sidak(byName.size());
    }

    /** The values whose p-values are not uniform, each in words; empty when all is well. */
    public List<String> alarms() {
        return byName.keySet().stream()
                .filter(name -> uniformity(name) < alarm())
                .map(name -> name + ": p = " + uniformity(name) + ", " + byName.get(name))
                .toList();
    }

    private double uniformity(String name) {
        return ReferenceSuite.uniformity(byName.getOrDefault(name, List.of()).stream()
                .mapToDouble(p -> p)
                .toArray());
    }

    /** A line for each: the smallest, the median and the largest p-value, and the p-value of their uniformity. */
    public String table(String title) {
        var text = new StringBuilder(String.format(
                Locale.ROOT, "%-116s %8s %8s %8s %10s%n", title, "smallest", "median", "largest", "uniformity"));
        double smallest = 1;
        for (var entry : byName.entrySet()) {
            var sorted = entry.getValue().stream().sorted().toList();
            double uniformity = uniformity(entry.getKey());
            smallest = Math.min(smallest, uniformity);
            text.append(String.format(
                    Locale.ROOT,
                    "%-116s %8.4f %8.4f %8.4f %10.4f%n",
                    entry.getKey(),
                    sorted.getFirst(),
                    sorted.get(sorted.size() / 2),
                    sorted.getLast(),
                    uniformity));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%nKolmogorov-Smirnov on %d rows: smallest p-value %.2g; an alarm is one below %.2g (family-wise"
                                + " error 1 %%, Šidák)%n",
                        byName.size(),
                        smallest,
                        alarm()))
                .toString();
    }
}
