package org.shadowline.sim.calibrate.log;

/** Told now and then how far the reading of a log is; called on the reading thread. */
@FunctionalInterface
public interface LogProgress {
    LogProgress NONE = (bytes, of, instances) -> {};

    /**
     * Says how far it is.
     *
     * @param bytes read from the file so far (compressed bytes of a compressed file)
     * @param of size of the file
     * @param instances activity instances so far
     */
    void at(long bytes, long of, long instances);
}
