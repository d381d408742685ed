package org.shadowline.plant.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps events in their flat form and plays them to another sink. Columns grow as needed up to a number of events; what
 * comes after is counted and left out. An event takes 25 bytes, and 16 more where its kind has doubles. Not thread-safe.
 */
public final class EventRecorder implements EventSink {
    private static final EventKind[] KINDS = EventKind.values();

    private final int atMost;
    private int size;
    private long leftOut;
    private double[] times = new double[64];
    private byte[] kinds = new byte[64];
    /** Subject, object, a and b of each event; of a note its subject and the number of its text. */
    private int[] numbers = new int[4 * 64];

    /** x and y of each event whose kind has them. */
    private double[] doubles = new double[64];

    private int doublesUsed;
    private final List<String> texts = new ArrayList<>();

    /** @param atMost number of events that are kept */
    public EventRecorder(int atMost) {
        if (atMost < 0 || atMost > Integer.MAX_VALUE / 8) {
            throw new IllegalArgumentException(
                    "number of events must be from 0 to " + Integer.MAX_VALUE / 8 + ": " + atMost);
        }
        this.atMost = atMost;
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        if (!append(time, kind, subject, object, a, b)) return;
        if (hasDoubles(kind)) {
            if (doublesUsed == doubles.length) doubles = Arrays.copyOf(doubles, 2 * doublesUsed);
            doubles[doublesUsed++] = x;
            doubles[doublesUsed++] = y;
        }
    }

    @Override
    public void note(double time, int subject, String text) {
        if (append(time, EventKind.NOTE, subject, -1, texts.size(), 0)) texts.add(text);
    }

    /** Plays all events that are kept, in their order. */
    public void replay(EventSink sink) {
        int d = 0;
        for (int i = 0; i < size; i++) {
            var kind = KINDS[kinds[i]];
            int subject = numbers[4 * i];
            int object = numbers[4 * i + 1];
            int a = numbers[4 * i + 2];
            int b = numbers[4 * i + 3];
            if (kind == EventKind.NOTE) {
                sink.note(times[i], subject, texts.get(a));
            } else if (hasDoubles(kind)) {
                sink.event(times[i], kind, subject, object, a, b, doubles[d], doubles[d + 1]);
                d += 2;
            } else {
                sink.event(times[i], kind, subject, object, a, b, 0, 0);
            }
        }
    }

    /** Number of events that are kept. */
    public int size() {
        return size;
    }

    /** Number of events that came when no more could be kept. */
    public long leftOut() {
        return leftOut;
    }

    public void clear() {
        size = 0;
        leftOut = 0;
        doublesUsed = 0;
        texts.clear();
    }

    private static boolean hasDoubles(EventKind kind) {
        return kind.schema().x() != null || kind.schema().y() != null;
    }

    private boolean append(double time, EventKind kind, int subject, int object, int a, int b) {
        if (size >= atMost) {
            leftOut++;
            return false;
        }
        if (size == times.length) {
            int length = (int) Math.min(atMost, 2L * size);
            times = Arrays.copyOf(times, length);
            kinds = Arrays.copyOf(kinds, length);
            numbers = Arrays.copyOf(numbers, 4 * length);
        }
        times[size] = time;
        kinds[size] = (byte) kind.ordinal();
        numbers[4 * size] = subject;
        numbers[4 * size + 1] = object;
        numbers[4 * size + 2] = a;
        numbers[4 * size + 3] = b;
        size++;
        return true;
    }
}
