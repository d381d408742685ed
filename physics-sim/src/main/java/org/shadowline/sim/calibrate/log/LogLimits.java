package org.shadowline.sim.calibrate.log;

/**
 * What a log may hold at most, so that a wrong or hostile file ends in a message and not in a full memory.
 *
 * @param line characters of a line of CSV, or bytes between two tags of XES
 * @param fields columns of CSV
 * @param activities distinct activities
 * @param resources distinct resources
 * @param cases distinct cases
 * @param instances activity instances
 * @param bytes size of the text, after decompression
 */
public record LogLimits(int line, int fields, int activities, int resources, int cases, int instances, long bytes) {
    public static final LogLimits DEFAULT =
            new LogLimits(1 << 18, 1_000, 1_000, 20_000, 2_000_000, 10_000_000, 16L << 30);

    public LogLimits {
        if (line < 64 || fields < 3 || activities < 1 || resources < 1 || cases < 1 || instances < 1 || bytes < 1) {
            throw new IllegalArgumentException("limits must be positive: line=" + line + ", fields=" + fields
                    + ", activities=" + activities + ", resources=" + resources + ", cases=" + cases + ", instances="
                    + instances + ", bytes=" + bytes);
        }
    }
}
