package org.shadowline.twin.intake;

import java.util.function.Consumer;
import org.shadowline.plant.event.PlantEvent;

/** What is made of the events of a run. */
public interface RunFold extends Consumer<PlantEvent> {
    /**
     * A run begins, or is told again from its beginning: nothing has been folded of it.
     *
     * @param again whether the events until {@link #caughtUp} have been folded before, in a wrong order or by a process
     *     that has ended
     */
    void begin(Run run, boolean again);

    /** Everything has been told again; the events from now on are new. */
    void caughtUp();

    /** One that takes the events as they come. */
    static RunFold of(Consumer<PlantEvent> events) {
        return new RunFold() {
            @Override
            public void begin(Run run, boolean again) {}

            @Override
            public void caughtUp() {}

            @Override
            public void accept(PlantEvent event) {
                events.accept(event);
            }
        };
    }
}
