package org.shadowline.sim.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.state.PlantState;

/** What happens, in short words. */
final class Story implements EventSink {
    final PlantIndex index;
    final List<String> lines = new ArrayList<>();

    Story(PlantIndex index) {
        this.index = index;
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        switch (kind) {
            case OPERATION_STARTED -> add(time, "starts", subject);
            case OPERATION_FINISHED -> add(time, "ends", subject);
            case MACHINE_STATE -> add(time, MachineState.of(a).words(), subject);
            case PART_FINISHED -> add(time, "done", subject);
            case PART_SCRAPPED -> add(time, "scrap", subject);
            case PART_LOST -> add(time, "lost", subject);
            case PART_JOINED -> add(time, "joins", subject);
            case PART_RELEASED -> add(time, "released", subject);
            default -> {}
        }
    }

    private void add(double time, String what, int place) {
        lines.add(String.format(Locale.ROOT, "%.0f %s %s", time, index.placeName(place), what));
    }

    List<String> without(String what) {
        return lines.stream().filter(l -> !l.endsWith(" " + what)).toList();
    }

    List<String> of(String place, String what) {
        return lines.stream()
                .filter(l -> l.contains(" " + place + " ") && l.endsWith(" " + what))
                .map(l -> l.substring(0, l.indexOf(' ')))
                .toList();
    }

    static Story run(Plant plant, double until) {
        return run(plant, null, until);
    }

    static Story run(Plant plant, @Nullable PlantState start, double until) {
        var simulation = Simulation.of(plant, Plants.scenario(1), start, Math.max(until, 1e6));
        var story = new Story(simulation.index());
        simulation.replication(1, story).runUntil(until);
        return story;
    }
}
