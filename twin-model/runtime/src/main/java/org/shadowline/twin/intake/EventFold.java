package org.shadowline.twin.intake;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.shadowline.plant.event.EventCodec;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.PlantEvent;

/**
 * Folds events that may not fit the plant, such as those of a part whose release was lost: an event that does not fit is
 * left out and counted, and the last ones are kept to be looked at. Not thread-safe.
 */
public final class EventFold implements Consumer<PlantEvent> {
    private static final int MOST_KEPT = 100;

    /** An event that was left out, and why. */
    public record Refused(PlantEvent event, String why) {}

    private final Consumer<PlantEvent> reader;
    private final ArrayDeque<Refused> last = new ArrayDeque<>();
    private long folded;
    private long refused;

    public EventFold(EventCodec codec, EventSink to) {
        reader = codec.reader(to);
    }

    @Override
    public void accept(PlantEvent event) {
        try {
            reader.accept(event);
            folded++;
        } catch (RuntimeException e) {
            // What comes from outside may lack anything, and one event must not end the stream.
            refused++;
            if (last.size() == MOST_KEPT) last.removeFirst();
            last.add(new Refused(event, e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    public long folded() {
        return folded;
    }

    public long refused() {
        return refused;
    }

    /** The last hundred events that were left out, oldest first. */
    public List<Refused> lastRefused() {
        return List.copyOf(last);
    }
}
