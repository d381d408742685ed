package org.shadowline.sim.experiment;

/** Hears how far an experiment has come; may be called from several threads. */
public interface Progress {
    Progress SILENT = (what, done) -> {};

    /**
     * @param what what is being done, for a person: {@code warm-up}, {@code variant 2 of 6: b1.holds 8}
     * @param done share of it that is done, 0 to 1
     */
    void at(String what, double done);
}
