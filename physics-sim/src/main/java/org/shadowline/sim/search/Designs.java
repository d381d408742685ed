package org.shadowline.sim.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Designs of experiments on the unit cube: full factorials, two-level fractional factorials (Box and Hunter 1961) and maximin
 * Latin hypercubes (McKay, Beckman and Conover 1979; Morris and Mitchell 1995, the best of many random ones improved by exchanges).
 */
public final class Designs {
    private static final int STARTS = 20;
    private static final int EXCHANGES = 400;

    private Designs() {}

    /** Every combination of levels 0 to {@code levels[i] − 1}, the last one changing fastest. */
    public static List<int[]> fullFactorial(int... levels) {
        long count = 1;
        for (int l : levels) count *= l;
        if (count > 1_000_000)
            throw new IllegalArgumentException("the design has " + count + " points, at most 1000000");
        var design = new ArrayList<int[]>((int) count);
        for (int i = 0; i < count; i++) {
            var point = new int[levels.length];
            long rest = i;
            for (int f = levels.length - 1; f >= 0; f--) {
                point[f] = (int) (rest % levels[f]);
                rest /= levels[f];
            }
            design.add(point);
        }
        return design;
    }

    /**
     * Two-level design 2^(k−p) with levels 0 and 1 of resolution IV where there is room, else III: the first k − p factors make a
     * full factorial, each other one is the product of some of them, of three or more before two.
     *
     * @param factors k
     * @param basic k − p; 2^basic runs
     */
    public static List<int[]> fractionalFactorial(int factors, int basic) {
        var generators = new ArrayList<Integer>();
        for (int size : sizes(basic)) {
            for (int mask = 0; mask < 1 << basic; mask++) if (Integer.bitCount(mask) == size) generators.add(mask);
        }
        if (factors < basic || factors - basic > generators.size()) {
            throw new IllegalArgumentException("a two-level design of " + (1 << basic) + " runs has room for " + basic
                    + " to " + (basic + generators.size()) + " factors: factors=" + factors);
        }
        var design = new ArrayList<int[]>();
        for (int run = 0; run < 1 << basic; run++) {
            var point = new int[factors];
            for (int f = 0; f < basic; f++) point[f] = run >> basic - 1 - f & 1;
            for (int f = basic; f < factors; f++) {
                int mask = generators.get(f - basic);
                int minus = 0;
                for (int b = 0; b < basic; b++) if ((mask >> b & 1) == 1 && point[b] == 0) minus++;
                point[f] = minus % 2 == 0 ? 1 : 0;
            }
            design.add(point);
        }
        return design;
    }

    /** Odd numbers of factors first: words of even length keep main effects clear of two-factor interactions. */
    private static List<Integer> sizes(int basic) {
        var sizes = new ArrayList<Integer>();
        for (int s = 3; s <= basic; s += 2) sizes.add(s);
        for (int s = 2; s <= basic; s += 2) sizes.add(s);
        return sizes;
    }

    /** A Latin hypercube of points whose least distance is great; every coordinate hits each of n slices once, in its middle. */
    public static List<double[]> latinHypercube(int points, int dimensions, long seed) {
        var random = new SplittableRandom(seed);
        int[][] best = null;
        double greatest = -1;
        for (int start = 0; start < STARTS; start++) {
            var columns = new int[dimensions][];
            for (int d = 0; d < dimensions; d++) columns[d] = permutation(points, random);
            double distance = improve(columns, points, random);
            if (distance > greatest) {
                greatest = distance;
                best = columns;
            }
        }
        var design = new ArrayList<double[]>();
        for (int i = 0; i < points; i++) {
            var point = new double[dimensions];
            for (int d = 0; d < dimensions; d++) {
                point[d] = java.util.Objects.requireNonNull(best)[d][i] + 0.5;
                point[d] /= points;
            }
            design.add(point);
        }
        return design;
    }

    private static double improve(int[][] columns, int points, SplittableRandom random) {
        double distance = leastDistance(columns, points);
        if (points < 3 || points > 100) return distance;
        for (int i = 0; i < EXCHANGES; i++) {
            var column = columns[random.nextInt(columns.length)];
            int a = random.nextInt(points);
            int b = random.nextInt(points);
            swap(column, a, b);
            double next = leastDistance(columns, points);
            if (next >= distance) distance = next;
            else swap(column, a, b);
        }
        return distance;
    }

    private static double leastDistance(int[][] columns, int points) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < i; j++) {
                double sum = 0;
                for (var column : columns) sum += (double) (column[i] - column[j]) * (column[i] - column[j]);
                least = Math.min(least, sum);
            }
        }
        return least;
    }

    private static void swap(int[] column, int a, int b) {
        int kept = column[a];
        column[a] = column[b];
        column[b] = kept;
    }

    private static int[] permutation(int n, SplittableRandom random) {
        var p = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            p[i] = p[j];
            p[j] = i;
        }
        return p;
    }
}
