package org.shadowline.validation.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.shadowline.plant.kpi.KpiFold;

class PlantStateTest {
    @Test
    void the_state_of_a_plant_of_a_thousand_stations_is_below_4_MB() {
        var simulation = PeerSpeed.simulation(PeerSpeed.shopText(), 2_000);
        var run = simulation.replication(1, new KpiFold(simulation.index(), 2_000, 240));
        run.runUntil(2_000);

        assertTrue(run.workInProcess() > 2_000, "parts: " + run.workInProcess());
        assertTrue(run.bytes() < 4_000_000, "bytes: " + run.bytes());
    }
}
