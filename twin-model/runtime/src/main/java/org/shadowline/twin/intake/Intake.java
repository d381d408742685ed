package org.shadowline.twin.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.PlantEvent;

/**
 * Puts the events of a run in order. Those of a source come out by their sequence numbers; those of several sources by
 * their times, as far as the watermark, the least time that any source which is not silent has reached (Akidau and others
 * 2015, "The dataflow model", section 2.3).
 *
 * <p>An event that is missing is waited for until {@code window} later ones of its source are there, or the first of them
 * has waited for {@code patience}; then it counts as missing and the others go on. When it comes after all it is late: it
 * is given to the listener for late events and not to the fold, since what came after it has been folded. A number that has
 * come before is a duplicate. What the clock of a source does wrong is left to {@link EventClock}; a number that is further
 * ahead than {@value #MOST_AHEAD} is believed when the next one follows it.
 *
 * <p>Memory is bounded: at most {@code window} events are held for a source and {@value #MOST_HELD} for all together, as
 * many more wait for the watermark, above which the oldest go on, and {@value #MOST_GAPS} gaps are remembered for a source,
 * above which a late event of a forgotten gap counts as a duplicate; events of more than {@value #MOST_SOURCES} sources are
 * refused. Not thread-safe.
 */
public final class Intake {
    static final int MOST_HELD = 100_000;
    static final int MOST_GAPS = 10_000;
    static final int MOST_SOURCES = 10_000;
    static final long MOST_AHEAD = 1_000_000;

    /**
     * What has come in since the start.
     *
     * @param missing that did not come, less those that came late
     * @param setBack whose time was before that of one earlier in the sequence
     * @param setAhead whose time was far after that of one later in the sequence
     * @param refused of too many sources, or with a number that nothing follows
     */
    public record Counts(
            long received,
            long passed,
            long duplicates,
            long missing,
            long late,
            long setBack,
            long setAhead,
            long refused) {}

    private record Held(PlantEvent event, long since) {}

    private static final class Source {
        final String name;
        /** Numbers below it were before this source was heard of, and are not missing. */
        long joined = 1;
        /** An event whose number is too far ahead to be believed alone. */
        @Nullable SourcedEvent far;

        long next = 1;
        long heardAt;
        boolean silent;
        final EventClock clock = new EventClock();
        final TreeMap<Long, Held> held = new TreeMap<>();
        /** Gaps that are not waited for any more: first and last number. */
        final TreeMap<Long, Long> gaps = new TreeMap<>();

        Source(String name) {
            this.name = name;
        }

        /** Comes to a run that goes on already. */
        void join(long sequence) {
            joined = sequence;
            next = sequence;
            remember(gaps, 1, sequence - 1);
        }
    }

    private record Waiting(double time, long order, String source, long sequence, PlantEvent event) {}

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
    private int held;
    private long order;
    private long received;
    private long passed;
    private long duplicates;
    private long missing;
    private long lateOnes;
    private long setBack;
    private long setAhead;
    private long refused;

    /**
     * @param window most events of a source that are held while one before them is missing
     * @param patience how long an event that is missing is waited for, and how long a source may be silent before nobody
     *     waits for it, in the unit of the times given to {@link #accept} and {@link #tick}
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
            source = new Source(event.source());
            if (event.sequence() > window && event.sequence() <= MOST_AHEAD) source.join(event.sequence());
            sources.put(event.source(), source);
            reached.merge(source.clock.reached(), 1, Integer::sum);
        }
        source.heardAt = now;
        if (source.silent) {
            source.silent = false;
            reached.merge(source.clock.reached(), 1, Integer::sum);
        }
        if (event.sequence() < source.next) {
            behind(source, event);
        } else if (event.sequence() > source.next + MOST_AHEAD && !isFollowed(source, event, now)) {
            doubt(source, event);
        } else {
            hold(source, event, now);
        }
    }

    /** Whether the number that was too far ahead is followed by that of the event, and so is believed. */
    private boolean isFollowed(Source source, SourcedEvent event, long now) {
        var far = source.far;
        if (far == null || far.sequence() == event.sequence()) return false;
        if (Math.abs(event.sequence() - far.sequence()) > window) return false;
        source.far = null;
        boolean isNew = source.next == 1 && source.held.isEmpty();
        if (isNew) source.join(Math.min(far.sequence(), event.sequence()));
        hold(source, far, now);
        return true;
    }

    private void doubt(Source source, SourcedEvent event) {
        if (source.far != null && source.far.sequence() == event.sequence()) {
            duplicates++;
            return;
        }
        if (source.far != null) refused++;
        source.far = event;
    }

    private void hold(Source source, SourcedEvent event, long now) {
        if (source.held.putIfAbsent(event.sequence(), new Held(event.event(), now)) != null) {
            duplicates++;
            return;
        }
        held++;
        if (source.held.size() > window || held > MOST_HELD) {
            giveUpGap(source);
            release(source, held > MOST_HELD);
        } else {
            release(source, false);
        }
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
        if (event.sequence() >= source.joined) missing--;
        late(event);
    }

    private void late(SourcedEvent event) {
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

    /** Lets go what follows without a gap; a time that leaps waits for what comes after it, unless it is forced on. */
    private void release(Source source, boolean forced) {
        double before = source.clock.reached();
        boolean first = true;
        while (!source.held.isEmpty() && source.held.firstKey() == source.next) {
            double time = source.held.firstEntry().getValue().event().time();
            if (source.clock.leaps(time)) {
                if (source.held.size() == 1 && !(forced && first)) break;
                time = believed(source, time);
            }
            first = false;
            var event = source.held.pollFirstEntry().getValue().event();
            held--;
            go(source, source.next++, event, time);
        }
        if (source.clock.reached() != before) {
            if (!source.silent) leave(before);
            if (!source.silent) reached.merge(source.clock.reached(), 1, Integer::sum);
        }
    }

    /** The time that leaps, or where it leapt from when an event after it shows that it is wrong. */
    private double believed(Source source, double time) {
        int witnesses = 0;
        for (var later : source.held.values()) {
            if (witnesses++ > EventClock.WITNESSES) break;
            if (!source.clock.isContradicted(time, later.event().time())) continue;
            setAhead++;
            return Math.max(source.clock.reached(), 0);
        }
        return time;
    }

    private void go(Source source, long sequence, PlantEvent event, double told) {
        var clock = source.clock;
        if (told < clock.reached()) {
            if (clock.takesBack(told)) setAhead++;
            else setBack++;
        }
        double time = clock.advance(told);
        if (time < passedUntil) late(new SourcedEvent(source.name, sequence, event));
        else waiting.add(new Waiting(time, order++, source.name, sequence, event));
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
            to.accept(at(first.time(), first.event()));
        }
    }

    private static PlantEvent at(double time, PlantEvent event) {
        return event.time() == time
                ? event
                : new PlantEvent(time, event.kind(), event.subject(), event.object(), event.values());
    }

    /** Lets go what has waited too long at {@code now}; to be called every now and then. */
    public void tick(long now) {
        for (var source : sources.values()) {
            while (!source.held.isEmpty()
                    && now - source.held.firstEntry().getValue().since() >= patience) {
                giveUpGap(source);
                release(source, true);
            }
            if (!source.silent && now - source.heardAt >= patience) {
                source.silent = true;
                leave(source.clock.reached());
            }
        }
        pass();
    }

    /** Lets everything go that is held: nothing more will come. */
    public void end() {
        for (var source : sources.values()) {
            while (!source.held.isEmpty()) {
                giveUpGap(source);
                release(source, true);
            }
        }
        reached.clear();
        pass();
        for (var source : sources.values()) source.silent = true;
    }

    /** Lets everything go that is held, and begins anew with another run. */
    public void begin() {
        end();
        sources.clear();
        passedUntil = Double.NEGATIVE_INFINITY;
    }

    /** Goes on at a time: everything before it has been folded anew by another way. */
    void goOnAt(double time) {
        passedUntil = time;
    }

    /** Numbers of the events of each source that are held, or wait for those of other sources. */
    Map<String, Set<Long>> heldNumbers() {
        var numbers = new HashMap<String, Set<Long>>();
        for (var source : sources.values()) {
            if (!source.held.isEmpty()) numbers.put(source.name, new HashSet<>(source.held.keySet()));
        }
        for (var one : waiting) {
            numbers.computeIfAbsent(one.source(), name -> new HashSet<>()).add(one.sequence());
        }
        return numbers;
    }

    /** The events of sources in the order in which they come out when each has come in time. */
    static List<PlantEvent> inOrder(NavigableMap<String, ? extends NavigableMap<Long, PlantEvent>> sources) {
        record At(double time, PlantEvent event) {}
        var all = new ArrayList<At>();
        for (var ofSource : sources.values()) {
            var clock = new EventClock();
            var events = List.copyOf(ofSource.values());
            for (int i = 0; i < events.size(); i++) {
                double time = events.get(i).time();
                if (clock.leaps(time)) {
                    int end = Math.min(events.size(), i + 1 + EventClock.WITNESSES);
                    double leap = time;
                    if (events.subList(i + 1, end).stream().anyMatch(e -> clock.isContradicted(leap, e.time()))) {
                        time = Math.max(clock.reached(), 0);
                    }
                }
                time = clock.advance(time);
                all.add(new At(time, at(time, events.get(i))));
            }
        }
        all.sort(Comparator.comparingDouble(At::time));
        return all.stream().map(At::event).toList();
    }

    /** How many events are held. */
    public int held() {
        return held + waiting.size();
    }

    public Counts counts() {
        return new Counts(received, passed, duplicates, missing, lateOnes, setBack, setAhead, refused);
    }

    /** Sequence numbers of a source that have not come, first and last of each gap that is remembered. */
    public List<long[]> gaps(String source) {
        var found = sources.get(source);
        var gaps = new ArrayList<long[]>();
        if (found == null) return gaps;
        found.gaps.forEach((first, last) -> {
            if (last >= found.joined) gaps.add(new long[] {Math.max(first, found.joined), last});
        });
        return gaps;
    }
}
