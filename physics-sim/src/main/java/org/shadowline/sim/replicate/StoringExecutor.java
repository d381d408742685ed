package org.shadowline.sim.replicate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes from a store the replications that it has, lets another executor run the others, and stores each of these as soon as
 * it is finished.
 */
public final class StoringExecutor implements ReplicationExecutor {
    private final ReplicationExecutor inner;
    private final ReplicationStore store;
    private final boolean fresh;
    private final Set<String> touched = new HashSet<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger ran = new AtomicInteger();

    /** @param fresh whether what is in the store is run again all the same */
    public StoringExecutor(ReplicationExecutor inner, ReplicationStore store, boolean fresh) {
        this.inner = inner;
        this.store = store;
        this.fresh = fresh;
    }

    /** Replications that did not have to be run. */
    public int taken() {
        return taken.get();
    }

    /** Replications that were run and stored. */
    public int ran() {
        return ran.get();
    }

    @Override
    public List<RunOutcome> run(List<Request> requests, Listener listener) {
        var outcomes = new ArrayList<@Nullable RunOutcome>(requests.size());
        var missing = new ArrayList<Integer>();
        for (int i = 0; i < requests.size(); i++) {
            var request = requests.get(i);
            var known = fresh ? null : store.get(key(request.packed()), request.number());
            outcomes.add(known);
            if (known == null) {
                missing.add(i);
            } else {
                taken.incrementAndGet();
                listener.progress(i, 1);
                listener.finished(i, known);
            }
        }
        if (missing.isEmpty())
            return outcomes.stream().map(Objects::requireNonNull).toList();
        var keys = missing.stream().map(i -> key(requests.get(i).packed())).toList();
        var fresh = inner.run(missing.stream().map(requests::get).toList(), new Listener() {
            @Override
            public void progress(int request, double share) {
                listener.progress(missing.get(request), share);
            }

            @Override
            public void finished(int request, RunOutcome outcome) {
                store.put(keys.get(request), requests.get(missing.get(request)).number(), outcome);
                ran.incrementAndGet();
                listener.finished(missing.get(request), outcome);
            }
        });
        for (int i = 0; i < fresh.size(); i++) outcomes.set(missing.get(i), fresh.get(i));
        return outcomes.stream().map(Objects::requireNonNull).toList();
    }

    private synchronized String key(PackedJob job) {
        var key = job.key();
        if (touched.add(key)) store.touch(key);
        return key;
    }

    @Override
    public List<String> notes() {
        return inner.notes();
    }

    @Override
    public void close() {
        inner.close();
    }
}
