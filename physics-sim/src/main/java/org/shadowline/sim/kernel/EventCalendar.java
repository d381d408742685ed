package org.shadowline.sim.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pending events of a replication, ordered by time, ties first in first out: a 4-ary heap over primitive arrays
 * (Johnson 1975), which keeps only the earliest of them when there are many; the others wait in {@link FarEvents}.
 *
 * <p>An event is a slot, a number below {@link #MAX_SLOTS}; each slot has at most one pending event. Scheduling and
 * taking the next event cost O(log n) and do not allocate unless the number of pending events grows. A cancelled or
 * rescheduled event stays until it surfaces, or until such events outnumber the others. Not thread-safe.
 */
public final class EventCalendar {
    public static final int MAX_SLOTS = 1 << 24;
    private static final int SLOT_BITS = 24;
    private static final long NOT_PENDING = -1;
    /** Above so many events a heap alone is slower, measured with exponential increments. */
    private static final int MANY = 512;
    /** Below so many it is a heap alone again. */
    private static final int FEW = 128;
    /** Events that come into the heap at a time. */
    private static final int HEAPFUL = 32;

    private double[] times;
    private long[] keys;
    private long[] pending;
    private int size;
    /** Whether the root has been taken and its place is still there for the next event that is scheduled. */
    private boolean hole;

    /** What is not in the heap; null as long as the heap has all. */
    private @Nullable FarEvents far;
    /** All events before this time are in the heap, and no others. */
    private double heapEnd = Double.POSITIVE_INFINITY;

    private @Nullable Ahead ahead;
    /** What was looked at ahead, kept so that looking is not left out as useless. */
    int looked;

    private int stale;
    private long sequence;
    private double now;
    private long taken;

    /**
     * Looks at what events will need that come soon, so that it is in the processor's cache by then. Of some thirty events
     * at a time the memory accesses run beside each other, where they would wait one for the other event by event.
     */
    @FunctionalInterface
    public interface Ahead {
        /** Reads what the event of a slot will read first, and gives back a number that depends on it. */
        int look(int slot);
    }

    public EventCalendar(int slots) {
        if (slots < 0 || slots > MAX_SLOTS) {
            throw new IllegalArgumentException("slots must be in 0.." + MAX_SLOTS + ": slots=" + slots);
        }
        times = new double[Math.max(16, Math.min(slots, 1024))];
        keys = new long[times.length];
        pending = new long[slots];
        Arrays.fill(pending, NOT_PENDING);
    }

    /** Makes room for slots below a number, in place of those that the calendar was made with. */
    public void ensureSlots(int slots) {
        if (slots <= pending.length) return;
        if (slots > MAX_SLOTS) throw new IllegalArgumentException("slots must be at most " + MAX_SLOTS + ": " + slots);
        int before = pending.length;
        pending = Arrays.copyOf(pending, Math.min(MAX_SLOTS, Math.max(slots, 2 * before)));
        Arrays.fill(pending, before, pending.length, NOT_PENDING);
    }

    private EventCalendar(EventCalendar that) {
        times = that.times.clone();
        keys = that.keys.clone();
        pending = that.pending.clone();
        size = that.size;
        hole = that.hole;
        far = that.far == null ? null : that.far.copy();
        heapEnd = that.heapEnd;
        stale = that.stale;
        sequence = that.sequence;
        now = that.now;
        taken = that.taken;
    }

    /** Lets what events need be looked at before they happen. A copy of this calendar does not do so until it is told. */
    public void lookAhead(Ahead by) {
        ahead = by;
    }

    /** An independent calendar that continues exactly as this one. */
    public EventCalendar copy() {
        return new EventCalendar(this);
    }

    /** Time of the event taken last. */
    public double now() {
        return now;
    }

    /** Moves the clock on to a time before the next event. */
    public void advanceTo(double time) {
        if (time < now) throw new IllegalArgumentException("time must not go back: now=" + now + ", time=" + time);
        now = time;
    }

    /** Number of events taken so far. */
    public long taken() {
        return taken;
    }

    public boolean isPending(int slot) {
        return pending[slot] != NOT_PENDING;
    }

    /** Time of a slot's pending event; infinite when it has none. Searches all events. */
    public double timeOf(int slot) {
        long key = pending[slot];
        if (key == NOT_PENDING) return Double.POSITIVE_INFINITY;
        for (int i = hole ? 1 : 0; i < size; i++) if (keys[i] == key) return times[i];
        double time = far == null ? Double.NaN : far.timeOf(key);
        if (Double.isNaN(time)) throw new IllegalStateException("pending event is not in the calendar: slot=" + slot);
        return time;
    }

    /** Schedules the slot's event, in place of one that is pending. */
    public void schedule(int slot, double time) {
        if (!(time >= now)) throw new IllegalArgumentException("time must be >= now: time=" + time + ", now=" + now);
        if (pending[slot] != NOT_PENDING) cancelled();
        long key = (sequence++ << SLOT_BITS) | slot;
        pending[slot] = key;
        if (hole && time < heapEnd) {
            hole = false;
            siftDown(0, time, key);
        } else {
            add(time, key);
        }
    }

    private void add(double time, long key) {
        if (far == null && size >= MANY && !hole) far = putAway();
        if (far != null && time >= heapEnd) far.add(time, key);
        else addToHeap(time, key);
    }

    void addToHeap(double time, long key) {
        if (size == times.length) grow();
        siftUp(size++, time, key);
    }

    /** Leaves the earliest events in the heap and puts the others away. */
    private FarEvents putAway() {
        var others = new FarEvents(now);
        for (int i = 0; i < size; i++) others.add(times[i], keys[i]);
        size = 0;
        heapEnd = others.moveEarliest(HEAPFUL, this);
        return others;
    }

    /** Brings the next events into the heap, which is empty. */
    private void refill(FarEvents others) {
        if (others.size() >= FEW) {
            heapEnd = others.moveEarliest(HEAPFUL, this);
            if (ahead != null) look(ahead);
        } else {
            while (others.size() > 0) others.moveEarliest(FEW, this);
            far = null;
            heapEnd = Double.POSITIVE_INFINITY;
        }
    }

    private void look(Ahead by) {
        int sum = 0;
        for (int i = 0; i < size; i++) {
            int slot = (int) keys[i] & (MAX_SLOTS - 1);
            sum += by.look(slot) + (int) pending[slot];
        }
        looked = sum;
    }

    public void cancel(int slot) {
        if (pending[slot] == NOT_PENDING) return;
        pending[slot] = NOT_PENDING;
        cancelled();
    }

    /** Time of the next event; infinite when there is none. */
    public double nextTime() {
        dropStale();
        return size == 0 ? Double.POSITIVE_INFINITY : times[0];
    }

    /** Takes the next event and moves the clock to it; the slot, or -1 when there is none. */
    public int take() {
        dropStale();
        return size == 0 ? -1 : takeFirst();
    }

    /** Takes the next event if it is not later than {@code limit}; otherwise -1 and the clock stays. */
    public int takeUntil(double limit) {
        dropStale();
        return size == 0 || times[0] > limit ? -1 : takeFirst();
    }

    private int takeFirst() {
        now = times[0];
        int slot = (int) keys[0] & (MAX_SLOTS - 1);
        pending[slot] = NOT_PENDING;
        taken++;
        hole = true;
        return slot;
    }

    private void dropStale() {
        closeHole();
        if (stale > 0 || size == 0) surface();
    }

    /** Brings the next event that has not been cancelled to the root. */
    private void surface() {
        while (true) {
            if (size == 0) {
                if (far == null) return;
                refill(far);
                if (size == 0) return;
            }
            if (stale == 0 || pending[(int) keys[0] & (MAX_SLOTS - 1)] == keys[0]) return;
            removeFirst();
            stale--;
        }
    }

    private void closeHole() {
        if (hole) {
            hole = false;
            removeFirst();
        }
    }

    private void cancelled() {
        if (++stale > 64 && stale > (far == null ? size : size + far.size()) / 2) compact();
    }

    private void compact() {
        closeHole();
        if (far != null) {
            while (far.size() > 0) far.moveEarliest(Integer.MAX_VALUE, this);
            far = null;
            heapEnd = Double.POSITIVE_INFINITY;
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (pending[(int) keys[i] & (MAX_SLOTS - 1)] == keys[i]) {
                times[kept] = times[i];
                keys[kept++] = keys[i];
            }
        }
        stale -= size - kept;
        size = kept;
        for (int i = (size - 2) >> 2; i >= 0; i--) siftDown(i, times[i], keys[i]);
    }

    private void siftUp(int from, double time, long key) {
        int i = from;
        while (i > 0) {
            int parent = (i - 1) >> 2;
            double parentTime = times[parent];
            if (parentTime < time || (parentTime == time && keys[parent] < key)) break;
            times[i] = parentTime;
            keys[i] = keys[parent];
            i = parent;
        }
        times[i] = time;
        keys[i] = key;
    }

    private void removeFirst() {
        int last = --size;
        if (last > 0) siftDown(0, times[last], keys[last]);
    }

    private void siftDown(int from, double time, long key) {
        var t = times;
        var k = keys;
        int n = size;
        int i = from;
        for (int child; (child = (i << 2) + 1) < n; ) {
            int end = Math.min(child + 4, n);
            int best = child;
            double bestTime = t[child];
            for (int j = child + 1; j < end; j++) {
                if (t[j] < bestTime || (t[j] == bestTime && k[j] < k[best])) {
                    best = j;
                    bestTime = t[j];
                }
            }
            if (time < bestTime || (time == bestTime && key < k[best])) break;
            t[i] = bestTime;
            k[i] = k[best];
            i = best;
        }
        t[i] = time;
        k[i] = key;
    }

    private void grow() {
        times = Arrays.copyOf(times, size * 2);
        keys = Arrays.copyOf(keys, size * 2);
    }

    /** Bytes held by the calendar's arrays. */
    public long bytes() {
        return 8L * (times.length + keys.length + pending.length) + (far == null ? 0 : far.bytes());
    }
}
