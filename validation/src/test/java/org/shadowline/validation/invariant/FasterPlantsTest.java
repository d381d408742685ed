package org.shadowline.validation.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.shadowline.plant.description.Plant;
import org.shadowline.sim.experiment.BottleneckStudy;
import org.shadowline.sim.experiment.Progress;
import org.shadowline.sim.experiment.Rehearser;
import org.shadowline.sim.replicate.LocalExecutor;
import org.shadowline.sim.replicate.ReplicationExecutor;
import org.shadowline.sim.replicate.RunOutcome;

/** The plants in which one element works faster, on random plants. */
class FasterPlantsTest {
    /** So small that one and it are one. */
    private static final double NOTHING = 1e-300;

    /** Remembers the plants that it is asked to run. */
    private static final class Listening implements ReplicationExecutor {
        private final ReplicationExecutor inner = new LocalExecutor(2);
        private final List<Plant> plants = new ArrayList<>();

        @Override
        public List<RunOutcome> run(List<Request> requests, Listener listener) {
            for (var request : requests) plants.add(request.job().plant());
            return inner.run(requests, listener);
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    @Property(tries = 20)
    void what_works_no_faster_is_the_plant_itself_and_gains_nothing(@ForAll long seed) {
        var plant = RandomPlant.of(seed);
        var scenario = RandomPlant.check(plant.text());
        try (var executor = new Listening()) {
            var rehearsed = new Rehearser(executor, 2, 2, Progress.SILENT)
                    .rehearse(scenario.scenario(), List.of(scenario.variant(0)), null);
            executor.plants.clear();

            var found = new BottleneckStudy(executor, NOTHING, Progress.SILENT)
                    .of(rehearsed, null)
                    .variants()
                    .getFirst()
                    .sensitivity();

            assertTrue(executor.plants.size() > 2, plant::text);
            executor.plants.forEach(one -> assertEquals(scenario.plant(), one, plant::text));
            found.gains().forEach(gain -> assertEquals(0, gain.difference().max(), gain + "\n" + plant.text()));
            assertEquals(List.of(), found.first(), plant::text);
        }
    }

    @Property(tries = 20)
    void every_candidate_can_be_run_faster(@ForAll long seed) {
        var plant = RandomPlant.of(seed);
        var scenario = RandomPlant.check(plant.text());
        var rehearsed =
                new Rehearser(2, 2, Progress.SILENT).rehearse(scenario.scenario(), List.of(scenario.variant(0)), null);
        try (var executor = new Listening()) {
            var found = new BottleneckStudy(executor, 0.1, Progress.SILENT)
                    .of(rehearsed, null)
                    .variants()
                    .getFirst()
                    .sensitivity();

            assertEquals(1 + found.gains().size(), executor.plants.size() / 2, plant::text);
            assertEquals(
                    executor.plants.size() / 2,
                    executor.plants.stream().distinct().count(),
                    "each is another plant\n" + plant.text());
        }
    }
}
