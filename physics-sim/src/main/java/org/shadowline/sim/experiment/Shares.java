package org.shadowline.sim.experiment;

import java.util.function.DoubleConsumer;
import org.shadowline.sim.replicate.ReplicationExecutor.Listener;

/** Hears how far each of several replications has come and tells how many are done in all. Thread-safe. */
final class Shares implements Listener {
    private final double[] shares;
    private final DoubleConsumer told;

    /** @param told hears the sum of the shares that are done, from 0 to the number of requests */
    Shares(int requests, DoubleConsumer told) {
        shares = new double[requests];
        this.told = told;
    }

    @Override
    public void progress(int request, double share) {
        double sum = 0;
        synchronized (shares) {
            shares[request] = share;
            for (double one : shares) sum += one;
        }
        told.accept(sum);
    }
}
