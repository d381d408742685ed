package org.shadowline.validation.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.plant.event.EventKind;
import org.shadowline.sim.flow.Simulation;

/** Sensors of a conveyor on a trace that was worked out by hand; times are seconds. */
class SensorTest {
    /**
     * A part comes onto the belt every second. The first one is at the press at 6 s; those behind it queue from the end, 0.5 m
     * apart, so that the fifth, which comes on at 4 s, stops at 1.5 m and its end at 1.25 m. Each one is before the sensor at
     * 1.4 m from 2.8 s to 3.3 s after it came on, and the fifth from 6.8 s for good.
     */
    @Test
    void a_sensor_sees_parts_pass_and_the_end_of_a_queue_on_which_a_rule_acts() {
        var checked = new ShadowLanguage().check("plant.shadow", """
                        plant p {
                          source supply makes part unlimited
                          conveyor belt length 3 m speed 0.5 m/s spacing 0.5 m
                            parts 0.25 m long sensor eye at 1.4 m
                          station press takes 100 s
                          route part { supply -> belt -> press }
                        }
                        scenario "S" on p {
                          run 1 h
                          when belt.eye is blocked for 10 s  set belt.speed to 0.25 m/s
                        }
                        """, FileAccess.NONE);
        if (checked.hasErrors()) throw new AssertionError(checked.report());
        var scenario = checked.scenarios().getFirst();
        var simulation = Simulation.of(scenario.plant(), scenario.scenario(), null, 20);
        var story = new ArrayList<String>();
        var replication = simulation.replication(1, (time, kind, subject, object, a, b, x, y) -> {
            if (kind == EventKind.SENSOR_STATE) {
                story.add(String.format(Locale.ROOT, "%.4g %s", time, b == 1 ? "blocked" : "clear"));
            }
            if (kind == EventKind.SETTING_CHANGED) story.add(String.format(Locale.ROOT, "%.4g slower", time));
        });

        replication.runUntil(20);

        assertEquals(
                List.of(
                        "2.800 blocked",
                        "3.300 clear",
                        "3.800 blocked",
                        "4.300 clear",
                        "4.800 blocked",
                        "5.300 clear",
                        "5.800 blocked",
                        "6.300 clear",
                        "6.800 blocked",
                        "16.80 slower"),
                story);
    }
}
