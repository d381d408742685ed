package org.shadowline.twin.intake;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.PlantEvent;

/**
 * Takes in the events of a plant, run after run: journaled, put in order and folded. What was journaled is folded again at
 * the start; when events have come late, {@link #putRight} folds everything again in its true order. A run begins when an
 * event or a message names one that has not been there; events of a run that has ended are counted and go no further. Not
 * thread-safe.
 */
public final class RunIntake implements AutoCloseable {
    private static final int MOST_ENDED = 1_000;

    private final @Nullable EventJournal journal;
    private final RunFold fold;
    private final Intake intake;
    private final Set<String> ended = new LinkedHashSet<>();
    private Run run = Run.UNNAMED;
    private boolean outOfOrder;
    private long recomputed;
    private long ofEndedRuns;

    /**
     * Folds what the journal holds.
     *
     * @param journal null for none: what was taken in is gone with the process
     * @param window most events of a source that are held while one before them is missing
     * @param patience how long one that is missing is waited for, ns
     */
    public RunIntake(@Nullable EventJournal journal, int window, long patience, RunFold fold) throws IOException {
        this.journal = journal;
        this.fold = fold;
        intake = new Intake(window, patience, fold, late -> outOfOrder = true);
        if (journal != null) {
            ended.addAll(journal.endedRuns());
            run = journal.run();
            long now = System.nanoTime();
            fold.begin(run, true);
            journal.read(event -> intake.accept(event, now));
            fold.caughtUp();
        } else {
            fold.begin(run, false);
        }
    }

    /** The run that goes on. */
    public Run run() {
        return run;
    }

    /** Takes an event of the run with that id, or of the one that goes on when it is empty. */
    public void accept(String runId, SourcedEvent event, long now) throws IOException {
        if (!runId.isEmpty() && !runId.equals(run.id())) {
            if (ended.contains(runId)) {
                ofEndedRuns++;
                return;
            }
            begin(new Run(runId, null));
        }
        if (journal != null) journal.append(event);
        intake.accept(event, now);
    }

    /** Takes what somebody says of a run: that it begins, or when it began. */
    public void tell(Run told) throws IOException {
        if (told.id().equals(run.id())) {
            if (told.start() == null || told.start().equals(run.start())) return;
            if (journal != null) journal.begin(told);
            run = told;
            outOfOrder = true; // every event has another moment
        } else if (!ended.contains(told.id())) {
            begin(told);
        }
    }

    private void begin(Run next) throws IOException {
        if (journal != null) journal.begin(next);
        ended.add(run.id());
        if (ended.size() > MOST_ENDED) ended.remove(ended.iterator().next());
        intake.begin();
        outOfOrder = false;
        run = next;
        fold.begin(next, false);
    }

    /** Folds everything again in its true order when events have come late since the last time. */
    public void putRight() throws IOException {
        if (!outOfOrder || journal == null) return;
        var held = intake.heldNumbers();
        var events = new TreeMap<String, TreeMap<Long, PlantEvent>>();
        journal.read(event -> {
            // What has not gone on goes on later.
            if (held.getOrDefault(event.source(), Set.of()).contains(event.sequence())) return;
            events.computeIfAbsent(event.source(), source -> new TreeMap<>())
                    .putIfAbsent(event.sequence(), event.event());
        });
        outOfOrder = false;
        recomputed++;
        fold.begin(run, true);
        var ordered = Intake.inOrder(events);
        ordered.forEach(fold);
        fold.caughtUp();
        if (!ordered.isEmpty()) intake.goOnAt(ordered.getLast().time());
    }

    /** Lets go what has waited too long; to be called every now and then. */
    public void tick(long now) {
        intake.tick(now);
    }

    /** Makes safe what has been taken in. */
    public void sync() throws IOException {
        if (journal != null) journal.sync();
    }

    /** Lets everything go that is held: nothing more will come. */
    public void end() {
        intake.end();
    }

    public Intake.Counts counts() {
        return intake.counts();
    }

    /** How many events are held. */
    public int held() {
        return intake.held();
    }

    /** How many times everything was folded again. */
    public long recomputed() {
        return recomputed;
    }

    /** How many events came of runs that had ended. */
    public long ofEndedRuns() {
        return ofEndedRuns;
    }

    @Override
    public void close() throws IOException {
        if (journal != null) journal.close();
    }
}
