package org.shadowline.twin.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.shadowline.plant.event.PlantEvent;

/**
 * Puts the events of a run in order. Those of a source come out by their sequence numbers; those of several sources by
 * their times, as far as the watermark, the least time that any source which is not silent has reached (Akidau and others
 * 2015, "The dataflow model", section 2.3).
 *
 * <p>An event that is missing is waited for until {@code window} later ones of its source are there, or none has come for
 * {@code patience}; then it counts as missing and the others go on. When it comes after all it is late: it is given to the
 * listener for late events and not to the fold, since what came after it has been folded. A number that has come before is
 * a duplicate. A source whose clock was set back is taken to stand still until its time is reached again.
 *
 * <p>Memory is bounded: at most {@code window} events are held for a source, {@value #MOST_HELD} for all together, above
 * which the oldest go on, and {@value #MOST_GAPS} gaps are remembered for a source, above which a late event of a forgotten
 * gap counts as a duplicate; events of more than {@value #MOST_SOURCES} sources are refused. Not thread-safe.
 */
public final class Intake {
    static final int MOST_HELD = 200_000;
    static final int MOST_GAPS = 10_000;
    static final int MOST_SOURCES = 10_000;

    /**
     * What has come in since the start.
     *
     * @param missing that did not come, less those that came late
     * @param setBack whose time was before that of one earlier in the sequence
     * @param refused of too many sources
     */
    public record Counts(
            long received, long passed, long duplicates, long missing, long late, long setBack, long refused) {}

    private static final class Source {
        final String name;
        long next;
        double reached = Double.NEGATIVE_INFINITY;
        long heardAt;
        boolean silent;
        final TreeMap<Long, PlantEvent> held = new TreeMap<>();
        /** Gaps that are not waited for any more: first and last number. */
        final TreeMap<Long, Long> gaps = new TreeMap<>();

        Source(String name, long next) {
            this.name = name;
            this.next = next;
        }
    }

    private record Waiting(double time, long order, PlantEvent event) {}

    private final int window;
    private final long patience;
    private final Consumer<PlantEvent> to;
    private final Consumer<SourcedEvent> late;
    private final Map<String, Source> sources = new HashMap<>();
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingDouble(Waiting::time).thenComparingLong(Waiting::order));
    /** How many sources have reached each time, of those that are not silent. */
    private final TreeMap<Double, Integer> reached = new TreeMap<>();

    private double passedUntil = Double.NEGATIVE_INFINITY;
    private long order;
    private long received;
    private long passed;
    private long duplicates;
    private long missing;
    private long lateOnes;
    private long setBack;
    private long refused;

    /**
     * @param window most events of a source that are held while one before them is missing
     * @param patience how long a source may be silent before nobody waits for it, in the unit of the times given to
     *     {@link #accept} and {@link #tick}
     * @param to takes the events in order
     * @param late takes those that are behind what has gone on
     */
    public Intake(int window, long patience, Consumer<PlantEvent> to, Consumer<SourcedEvent> late) {
        if (window < 1) throw new IllegalArgumentException("window must be at least 1: " + window);
        if (patience < 1) throw new IllegalArgumentException("patience must be at least 1: " + patience);
        this.window = window;
        this.patience = patience;
        this.to = to;
        this.late = late;
    }

    /** Takes an event that has come at {@code now}, a clock that never goes back. */
    public void accept(SourcedEvent event, long now) {
        received++;
        var source = sources.get(event.source());
        if (source == null) {
            if (sources.size() >= MOST_SOURCES) {
                refused++;
                return;
            }
            // Whoever comes to a run that goes on already begins where it is.
            source = new Source(event.source(), event.sequence() <= window ? 1 : event.sequence());
            sources.put(event.source(), source);
            reached.merge(source.reached, 1, Integer::sum);
        }
        source.heardAt = now;
        if (source.silent) {
            source.silent = false;
            reached.merge(source.reached, 1, Integer::sum);
        }
        if (event.sequence() < source.next) {
            behind(source, event);
            return;
        }
        if (source.held.putIfAbsent(event.sequence(), event.event()) != null) {
            duplicates++;
            return;
        }
        if (source.held.size() > window) giveUpGap(source);
        release(source);
        pass();
    }

    private void behind(Source source, SourcedEvent event) {
        var gap = source.gaps.floorEntry(event.sequence());
        if (gap == null || event.sequence() > gap.getValue()) {
            duplicates++;
            return;
        }
        source.gaps.remove(gap.getKey());
        remember(source.gaps, gap.getKey(), event.sequence() - 1);
        remember(source.gaps, event.sequence() + 1, gap.getValue());
        missing--;
        lateOnes++;
        late.accept(event);
    }

    private static void remember(NavigableMap<Long, Long> gaps, long first, long last) {
        if (first > last) return;
        gaps.put(first, last);
        if (gaps.size() > MOST_GAPS) gaps.pollFirstEntry();
    }

    private void giveUpGap(Source source) {
        long first = source.held.firstKey();
        if (first == source.next) return;
        missing += first - source.next;
        remember(source.gaps, source.next, first - 1);
        source.next = first;
    }

    private void release(Source source) {
        double before = source.reached;
        for (var first = source.held.firstEntry();
                first != null && first.getKey() == source.next;
                first = source.held.firstEntry()) {
            source.held.pollFirstEntry();
            source.next++;
            var event = first.getValue();
            double time = event.time();
            if (!(time >= source.reached)) {
                setBack++;
                time = source.reached;
            }
            source.reached = time;
            if (time < passedUntil) {
                lateOnes++;
                late.accept(new SourcedEvent(source.name, first.getKey(), event));
            } else {
                waiting.add(new Waiting(time, order++, event));
            }
        }
        if (source.reached != before) {
            leave(before);
            reached.merge(source.reached, 1, Integer::sum);
        }
    }

    private void leave(double time) {
        reached.computeIfPresent(time, (at, count) -> count == 1 ? null : count - 1);
    }

    private void pass() {
        double watermark = reached.isEmpty() ? Double.POSITIVE_INFINITY : reached.firstKey();
        for (var first = waiting.peek();
                first != null && (first.time() <= watermark || waiting.size() > MOST_HELD);
                first = waiting.peek()) {
            waiting.remove();
            passedUntil = first.time();
            passed++;
            var event = first.event();
            to.accept(
                    event.time() == first.time()
                            ? event
                            : new PlantEvent(
                                    first.time(), event.kind(), event.subject(), event.object(), event.values()));
        }
    }

    /** Lets go what has waited too long at {@code now}; to be called every now and then. */
    public void tick(long now) {
        for (var source : sources.values()) {
            if (now - source.heardAt < patience) continue;
            while (!source.held.isEmpty()) {
                giveUpGap(source);
                release(source);
            }
            if (!source.silent) {
                source.silent = true;
                leave(source.reached);
            }
        }
        pass();
    }

    /** Lets everything go that is held: the run has ended. */
    public void end() {
        for (var source : sources.values()) source.heardAt = Long.MIN_VALUE / 2;
        tick(0);
    }

    /** Whether the last event of each source has come and gone on. */
    public boolean isEmpty() {
        return held() == 0;
    }

    /** How many events are held. */
    public int held() {
        int held = waiting.size();
        for (var source : sources.values()) held += source.held.size();
        return held;
    }

    public Counts counts() {
        return new Counts(received, passed, duplicates, missing, lateOnes, setBack, refused);
    }

    /** Sequence numbers of a source that have not come, first and last of each gap that is remembered. */
    public List<long[]> gaps(String source) {
        var found = sources.get(source);
        var gaps = new ArrayList<long[]>();
        if (found != null) found.gaps.forEach((first, last) -> gaps.add(new long[] {first, last}));
        return gaps;
    }
}
