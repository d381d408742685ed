package org.shadowline.sim.calibrate.log;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pairs the start and complete events of one case. A complete event closes the open instance that names the same
 * instance id; otherwise the first opened of the same activity and resource; otherwise the first opened of the same
 * activity (first in, first out). Not thread-safe.
 */
final class Pairing {
    /** What an event says about an activity instance. */
    enum Transition {
        START,
        COMPLETE,
        OTHER;

        static Transition of(@Nullable String text) {
            if (text == null) return COMPLETE;
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "start", "started", "begin" -> START;
                case "complete", "completed", "end", "finish", "finished", "" -> COMPLETE;
                default -> OTHER;
            };
        }
    }

    record Open(@Nullable String instance, @Nullable String resource, long time, long line) {}

    private final Map<String, ArrayDeque<Open>> open = new HashMap<>();
    private int openCount;

    int openCount() {
        return openCount;
    }

    void start(String activity, @Nullable String instance, @Nullable String resource, long time, long line) {
        open.computeIfAbsent(activity, a -> new ArrayDeque<>()).add(new Open(instance, resource, time, line));
        openCount++;
    }

    /** The start that belongs to a complete event; null when none is open. */
    @Nullable Open complete(String activity, @Nullable String instance, @Nullable String resource) {
        var waiting = open.get(activity);
        if (waiting == null || waiting.isEmpty()) return null;
        openCount--;
        if (instance != null) {
            var same = removeFirst(waiting, instance, true);
            if (same != null) return same;
        }
        var same = removeFirst(waiting, resource, false);
        return same != null ? same : waiting.poll();
    }

    /** Forgets all that is open, for the next case, and says how many starts had no end. */
    int clear() {
        int left = openCount;
        open.clear();
        openCount = 0;
        return left;
    }

    private static @Nullable Open removeFirst(ArrayDeque<Open> waiting, @Nullable String wanted, boolean byInstance) {
        for (Iterator<Open> each = waiting.iterator(); each.hasNext(); ) {
            var candidate = each.next();
            if (Objects.equals(byInstance ? candidate.instance() : candidate.resource(), wanted)) {
                each.remove();
                return candidate;
            }
        }
        return null;
    }
}
