package org.shadowline.sim.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Main effects and two-factor interactions of a two-level design whose columns are orthogonal (Box, Hunter and Hunter 2005,
 * "Statistics for Experimenters", chapters 5 and 6). Effects whose columns are equal cannot be told apart and are one contrast.
 */
public final class TwoLevel {
    private final List<int[]> design;
    private final int factors;

    /** @param terms factors or pairs of them, main effects first; {@code signs} by point */
    public record Contrast(List<List<Integer>> terms, int[] signs) {
        /** The mean of the answers where the sign is plus, less that where it is minus. */
        public double of(double[] answers) {
            double sum = 0;
            for (int i = 0; i < signs.length; i++) sum += signs[i] * answers[i];
            return 2 * sum / signs.length;
        }
    }

    /** @param design points with levels 0 and 1 of each factor */
    public TwoLevel(List<int[]> design) {
        if (design.isEmpty()) throw new IllegalArgumentException("a design has points");
        this.design = List.copyOf(design);
        factors = design.getFirst().length;
    }

    /** All contrasts of one and two factors: those of one first, in the order of the factors. */
    public List<Contrast> contrasts() {
        Map<String, Contrast> byColumn = new LinkedHashMap<>();
        for (int f = 0; f < factors; f++) add(List.of(f), byColumn);
        for (int a = 0; a < factors; a++) {
            for (int b = a + 1; b < factors; b++) add(List.of(a, b), byColumn);
        }
        return List.copyOf(byColumn.values());
    }

    private void add(List<Integer> term, Map<String, Contrast> byColumn) {
        var signs = design.stream().mapToInt(point -> sign(point, term)).toArray();
        byColumn.computeIfAbsent(Arrays.toString(signs), column -> new Contrast(new ArrayList<>(), signs))
                .terms()
                .add(term);
    }

    private static int sign(int[] point, List<Integer> term) {
        int sign = 1;
        for (int f : term) sign *= 2 * point[f] - 1;
        return sign;
    }

    /** Means of answers by the levels of a term, the last factor changing fastest. */
    public List<Double> cells(List<Integer> term, double[] answers) {
        int cells = 1 << term.size();
        var sums = new double[cells];
        var counts = new int[cells];
        for (int i = 0; i < design.size(); i++) {
            int cell = 0;
            for (int f : term) cell = 2 * cell + design.get(i)[f];
            sums[cell] += answers[i];
            counts[cell]++;
        }
        var means = new ArrayList<Double>();
        for (int c = 0; c < cells; c++) means.add(counts[c] == 0 ? Double.NaN : sums[c] / counts[c]);
        return means;
    }
}
