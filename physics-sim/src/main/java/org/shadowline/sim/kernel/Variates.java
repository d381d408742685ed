package org.shadowline.sim.kernel;

import java.util.Arrays;

/**
 * Samplers of a model's distributions, as rows of arrays. Immutable and shared by all replications once it is built.
 *
 * <p>Exponential and normal variates come from the JDK's modified ziggurat (McFarland 2016), gamma from Marsaglia and
 * Tsang (2000), beta from two gammas; the others by inversion. A variate depends on its own stream only.
 */
public final class Variates {
    private static final byte CONSTANT = 0;
    private static final byte EXPONENTIAL = 1;
    private static final byte UNIFORM = 2;
    private static final byte TRIANGULAR = 3;
    private static final byte NORMAL = 4;
    private static final byte LOGNORMAL = 5;
    private static final byte ERLANG = 6;
    private static final byte GAMMA = 7;
    private static final byte WEIBULL = 8;
    private static final byte BETA = 9;
    private static final byte DISCRETE = 10;
    private static final byte EMPIRICAL = 11;

    private byte[] kinds = new byte[16];
    private double[] p = new double[16];
    private double[] q = new double[16];
    private double[] r = new double[16];
    private double[] offsets = new double[16];
    private double[] means = new double[16];
    private double[][] tables = new double[16][];
    private double[][] weights = new double[16][];
    private static final double[] NO_TABLE = {};
    private int size;

    /** Number of samplers. */
    public int size() {
        return size;
    }

    public int constant(double value) {
        return add(CONSTANT, value, 0, 0, value);
    }

    public int exponential(double mean) {
        return add(EXPONENTIAL, mean, 0, 0, mean);
    }

    public int uniform(double min, double max) {
        return add(UNIFORM, min, max - min, 0, (min + max) / 2);
    }

    public int triangular(double min, double mode, double max) {
        return add(TRIANGULAR, min, mode, max, (min + mode + max) / 3);
    }

    /** Normal, truncated at zero by redrawing; the mean is that of the truncated variable. */
    public int normal(double mean, double sd) {
        return add(NORMAL, mean, sd, 0, truncatedMean(mean, sd));
    }

    /** Lognormal with the given mean and standard deviation of the variable itself. */
    public int lognormal(double mean, double sd) {
        double variance = Math.log1p((sd / mean) * (sd / mean));
        return add(LOGNORMAL, Math.log(mean) - variance / 2, Math.sqrt(variance), 0, mean);
    }

    public int erlang(int k, double mean) {
        return add(ERLANG, k, mean / k, 0, mean);
    }

    public int gamma(double shape, double scale) {
        return add(GAMMA, shape, scale, 0, shape * scale);
    }

    /** @param mean of the distribution, which needs the gamma function */
    public int weibull(double shape, double scale, double mean) {
        return add(WEIBULL, 1 / shape, scale, 0, mean);
    }

    public int beta(double alpha, double beta, double min, double max) {
        int row = add(BETA, alpha, beta, min, min + (max - min) * alpha / (alpha + beta));
        tables[row] = new double[] {max - min};
        return row;
    }

    public int discrete(double[] values, double[] probabilities) {
        var cumulative = new double[probabilities.length];
        double sum = 0;
        double mean = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += probabilities[i];
            mean += probabilities[i] * values[i];
            cumulative[i] = sum;
        }
        int row = add(DISCRETE, 0, 0, 0, mean / sum);
        tables[row] = values.clone();
        weights[row] = cumulative;
        return row;
    }

    /** Observations in ascending order, drawn by inversion of the piecewise linear distribution function. */
    public int empirical(double[] sorted) {
        double sum = 0;
        for (int i = 0; i + 1 < sorted.length; i++) sum += (sorted[i] + sorted[i + 1]) / 2;
        double mean = sorted.length == 1 ? sorted[0] : sum / (sorted.length - 1);
        int row = add(EMPIRICAL, 0, 0, 0, mean);
        tables[row] = sorted.clone();
        return row;
    }

    /** Adds a constant to every draw of a sampler. */
    public int shift(int row, double offset) {
        offsets[row] += offset;
        means[row] += offset;
        return row;
    }

    /** Mean of a sampler's variate. */
    public double mean(int row) {
        return means[row];
    }

    /** Draws a variate of sampler {@code row} from a stream. */
    public double draw(int row, RandomStreams random, int stream) {
        return offsets[row]
                + switch (kinds[row]) {
                    case CONSTANT -> p[row];
                    case EXPONENTIAL -> p[row] * random.at(stream).nextExponential();
                    case UNIFORM -> p[row] + q[row] * random.nextDouble(stream);
                    case TRIANGULAR -> triangular(row, random.nextDouble(stream));
                    case NORMAL -> positiveNormal(row, random, stream);
                    case LOGNORMAL ->
                        Math.exp(p[row] + q[row] * random.at(stream).nextGaussian());
                    case ERLANG -> erlang(row, random, stream);
                    case GAMMA -> q[row] * standardGamma(p[row], random, stream);
                    case WEIBULL -> q[row] * Math.pow(random.at(stream).nextExponential(), p[row]);
                    case BETA -> beta(row, random, stream);
                    case DISCRETE -> tables[row][pick(weights[row], random.nextDouble(stream))];
                    default -> empirical(tables[row], random.nextDouble(stream));
                };
    }

    /** Draws variates one after the other into an array; those below zero become zero. */
    public void fill(int row, RandomStreams random, int stream, double[] into, int from, int to) {
        double offset = offsets[row];
        if (kinds[row] == EXPONENTIAL && offset == 0) {
            double mean = p[row];
            var generator = random.at(stream);
            for (int i = from; i < to; i++) into[i] = mean * generator.nextExponential();
        } else {
            for (int i = from; i < to; i++) {
                double value = draw(row, random, stream);
                into[i] = value > 0 ? value : 0;
            }
        }
    }

    /** Index of the first cumulative weight above {@code u} times the last. */
    public static int pick(double[] cumulative, double u) {
        int last = cumulative.length - 1;
        double point = u * cumulative[last];
        int i = 0;
        while (i < last && cumulative[i] <= point) i++;
        return i;
    }

    private double triangular(int row, double u) {
        double min = p[row];
        double mode = q[row];
        double max = r[row];
        double width = max - min;
        if (width == 0) return min;
        double atMode = (mode - min) / width;
        return u < atMode ? min + Math.sqrt(u * width * (mode - min)) : max - Math.sqrt((1 - u) * width * (max - mode));
    }

    private double positiveNormal(int row, RandomStreams random, int stream) {
        double floor = -offsets[row];
        while (true) {
            double value = p[row] + q[row] * random.at(stream).nextGaussian();
            if (value >= floor || (q[row] == 0)) return value;
        }
    }

    private double erlang(int row, RandomStreams random, int stream) {
        int k = (int) p[row];
        if (k > 12) return q[row] * standardGamma(k, random, stream);
        double sum = 0;
        for (int i = 0; i < k; i++) sum += random.at(stream).nextExponential();
        return q[row] * sum;
    }

    private double beta(int row, RandomStreams random, int stream) {
        double x = standardGamma(p[row], random, stream);
        double y = standardGamma(q[row], random, stream);
        return r[row] + tables[row][0] * (x / (x + y));
    }

    private static double standardGamma(double shape, RandomStreams random, int stream) {
        if (shape < 1) {
            double boost = Math.pow(1 - random.nextDouble(stream), 1 / shape);
            return boost * standardGamma(shape + 1, random, stream);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double z = random.at(stream).nextGaussian();
            double v = 1 + c * z;
            if (v <= 0) continue;
            v = v * v * v;
            double u = 1 - random.nextDouble(stream);
            if (Math.log(u) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
        }
    }

    private static double empirical(double[] sorted, double u) {
        double at = u * (sorted.length - 1);
        int i = (int) at;
        if (i + 1 >= sorted.length) return sorted[sorted.length - 1];
        return sorted[i] + (at - i) * (sorted[i + 1] - sorted[i]);
    }

    /** Mean of a normal variable given that it is not negative, by the ratio of density and tail (Mills). */
    private static double truncatedMean(double mean, double sd) {
        if (sd == 0) return mean;
        double a = -mean / sd;
        if (a < -8) return mean;
        double density = Math.exp(-a * a / 2) / Math.sqrt(2 * Math.PI);
        return mean + sd * density / upperTail(a);
    }

    /** P(Z > a) by Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
    private static double upperTail(double a) {
        if (a < 0) return 1 - upperTail(-a);
        double t = 1 / (1 + 0.2316419 * a);
        double poly = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return poly * Math.exp(-a * a / 2) / Math.sqrt(2 * Math.PI);
    }

    private int add(byte kind, double first, double second, double third, double mean) {
        if (size == kinds.length) grow();
        kinds[size] = kind;
        p[size] = first;
        q[size] = second;
        r[size] = third;
        means[size] = mean;
        tables[size] = NO_TABLE;
        weights[size] = NO_TABLE;
        return size++;
    }

    private void grow() {
        int length = size * 2;
        kinds = Arrays.copyOf(kinds, length);
        p = Arrays.copyOf(p, length);
        q = Arrays.copyOf(q, length);
        r = Arrays.copyOf(r, length);
        offsets = Arrays.copyOf(offsets, length);
        means = Arrays.copyOf(means, length);
        tables = Arrays.copyOf(tables, length);
        weights = Arrays.copyOf(weights, length);
    }
}
