package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cost of two orders with three parts in all, worked out by hand. */
class CostTest {
    private static final double EXACT = 1e-9;

    @TempDir
    Path folder;

    private JsonNode rehearsed() throws IOException {
        Files.writeString(folder.resolve("orders.csv"), """
                id,release,product,quantity,due
                A1,2026-01-05 06:00,bracket,2,2026-01-05 06:55
                A2,2026-01-05 06:30,hinge,1,2026-01-05 06:50
                """);
        var shop = Files.writeString(folder.resolve("shop.shadow"), """
                plant shop {
                  electricity 0.25 EUR/kWh
                  product bracket material 4 EUR holding 3 EUR/h
                  product hinge material 6 EUR
                  source orders makes bracket, hinge from "orders.csv"
                  station mill takes 10 min for bracket, 20 min for hinge queue unlimited
                    needs 1 of crew
                    costs 30 EUR/h
                    draws 6 kW busy
                  team crew 1 person paid 40 EUR/h
                  route * { orders -> mill }
                }
                scenario "Monday" on shop {
                  starts 2026-01-05 06:00 UTC
                  run 2 h, 1 replications
                  measure cost, order cost
                }
                """);
        var result = Result.of(List.of("rehearse", shop.toString(), "--no-report", "--json"));
        assertEquals(0, result.code(), result::err);
        return result.json().at("/variants/0");
    }

    @Test
    void cost_is_the_sum_of_machines_labour_material_energy_and_holding_by_part_and_by_order() throws IOException {
        var variant = rehearsed();
        var cost = variant.get("cost");

        double machine = 2 * 30;
        double labour = 2 * 40;
        double material = 2 * 4 + 6;
        double energy = (10 + 10 + 20) / 60.0 * 6 * 0.25;
        // the first bracket is in the plant for 10 minutes, the second for 20
        double holding = (10 + 20) / 60.0 * 3;
        double total = machine + labour + material + energy + holding;
        assertEquals(machine, cost.get("machine").asDouble(), EXACT);
        assertEquals(labour, cost.get("labour").asDouble(), EXACT);
        assertEquals(material, cost.get("material").asDouble(), EXACT);
        assertEquals(energy, cost.get("energy").asDouble(), EXACT);
        assertEquals(holding, cost.get("holding").asDouble(), EXACT);
        assertEquals(total, cost.get("total").asDouble(), EXACT);
        assertEquals(total / 3, variant.at("/measures/0/mean").asDouble(), EXACT);
        assertEquals(total / 2, variant.at("/measures/1/mean").asDouble(), EXACT);
    }
}
