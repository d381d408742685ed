package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookTest {
    private static final String PLANT = """
            plant line "A \\"line\\" & <more>" {
              product bracket material 2 EUR
              source orders makes bracket every exponential(100 s) due 20 min
              station saw takes exponential(90 s) queue unlimited costs 36 EUR/h
              route bracket { orders -> saw }
            }
            scenario "Day" on line {
              starts 2026-01-05 06:00 Europe/Berlin
              run 1 day after warmup 1 h, 4 replications
              vary saw.speed in 80 %, 100 %
              expect throughput >= 800 per day
            }
            """;

    @TempDir
    private Path folder;

    private Result run(String... arguments) {
        return Result.of(List.of(arguments));
    }

    /** Rows of values (text, number, date or null) below each other, by the names of the sheets. */
    private static Map<String, List<List<Object>>> sheets(Path file) throws IOException {
        var sheets = new LinkedHashMap<String, List<List<Object>>>();
        try (var book = new ReadableWorkbook(file.toFile())) {
            for (var sheet : book.getSheets().toList()) {
                var rows = new ArrayList<List<Object>>();
                for (var row : sheet.read()) rows.add(values(row));
                sheets.put(sheet.getName(), rows);
            }
        }
        return sheets;
    }

    private static List<Object> values(Row row) {
        var values = new ArrayList<Object>();
        for (int i = 0; i < row.getCellCount(); i++) {
            var cell = row.getCell(i);
            values.add(
                    cell == null
                            ? null
                            : cell.getType() == CellType.NUMBER ? (Object) cell.asNumber() : cell.getRawValue());
        }
        return values;
    }

    private static double number(Object cell) {
        return ((BigDecimal) cell).doubleValue();
    }

    @Test
    void a_workbook_holds_the_numbers_of_the_rehearsal_with_their_units() throws Exception {
        var plant = Files.writeString(folder.resolve("line.shadow"), PLANT);
        var file = folder.resolve("results.xlsx");

        var result = run(
                "rehearse",
                plant.toString(),
                "--xlsx",
                file.toString(),
                "--json",
                "--no-report",
                "--cache",
                folder.resolve("cache").toString());

        assertTrue(result.code() < 2, result.err());
        assertTrue(result.err().contains("workbook: " + file), result.err());
        var sheets = sheets(file);
        assertEquals(
                List.of(
                        "Scenario",
                        "Variants",
                        "Expectations",
                        "Key figures",
                        "Replications",
                        "Stations",
                        "Flows",
                        "Late orders",
                        "Costs",
                        "Notes"),
                List.copyOf(sheets.keySet()));
        assertEquals(
                List.of("plant", "A \"line\" & <more>"), sheets.get("Scenario").get(1));
        var json = result.json();
        for (int variant = 0; variant < 2; variant++) {
            var label = json.at("/variants/" + variant + "/label").asText();
            var throughput = sheets.get("Key figures").stream()
                    .filter(row -> row.get(0).equals(label) && row.get(1).equals("throughput") && row.get(3) == null)
                    .findFirst()
                    .orElseThrow();
            var expected = json.at("/variants/" + variant + "/expectations/0");
            assertEquals("per day", throughput.get(4));
            assertEquals(expected.get("mean").asDouble() * 86_400, number(throughput.get(5)), 1e-9);
            assertEquals(expected.get("low").asDouble() * 86_400, number(throughput.get(6)), 1e-9);

            int column = sheets.get("Replications").getFirst().indexOf("throughput [per day]");
            var values = sheets.get("Replications").stream()
                    .filter(row -> row.get(0).equals(label))
                    .map(row -> number(row.get(column)))
                    .toList();
            assertEquals(4, values.size());
            assertEquals(
                    number(throughput.get(5)),
                    values.stream().mapToDouble(v -> v).average().orElseThrow(),
                    1e-9);
            var saw = json.at("/variants/" + variant + "/stations/0/share_of_time");
            var row = sheets.get("Stations").get(1 + variant);
            int idle = sheets.get("Stations").getFirst().indexOf("starved [% of time]");
            assertEquals(saw.get("starved").asDouble() * 100, number(row.get(idle)), 1e-9);
            assertEquals(
                    json.at("/variants/" + variant + "/cost/total").asDouble(),
                    number(sheets.get("Costs")
                            .get(1 + variant)
                            .get(sheets.get("Costs").getFirst().indexOf("total [EUR]"))),
                    1e-9);
        }
        assertTrue(sheets.get("Late orders").size() > 1);
    }

    @Test
    void a_workbook_must_be_called_one() throws Exception {
        var plant = Files.writeString(folder.resolve("line.shadow"), PLANT);

        var result = run(
                "rehearse",
                plant.toString(),
                "--xlsx",
                folder.resolve("results.xls").toString());

        assertEquals(2, result.code());
        assertTrue(result.err().contains("expected a file name that ends with .xlsx"), result.err());
        assertFalse(Files.exists(folder.resolve("results.xls")));
    }

    @Test
    void orders_and_observations_come_from_sheets() throws Exception {
        var data = folder.resolve("data.xlsx");
        try (var out = Files.newOutputStream(data);
                var book = new Workbook(out, "Shadowline", "1.0")) {
            var orders = book.newWorksheet("Orders");
            for (int c = 0; c < 3; c++)
                orders.value(0, c, List.of("release", "product", "quantity").get(c));
            for (int r = 1; r <= 6; r++) {
                orders.value(r, 0, LocalDateTime.of(2026, 1, 5, 6 + r, 0));
                orders.style(r, 0).format("yyyy-mm-dd hh:mm").set();
                orders.value(r, 1, "part");
                orders.value(r, 2, 3);
            }
            var times = book.newWorksheet("Times");
            times.value(0, 0, "saw [s]");
            for (int r = 1; r <= 30; r++) times.value(r, 0, 40 + r);
        }
        var plant = Files.writeString(folder.resolve("line.shadow"), """
                plant line {
                  source orders makes part from "data.xlsx"
                  station saw takes empirical from "data.xlsx#Times" queue unlimited
                  route part { orders -> saw }
                }
                scenario "Day" on line {
                  starts 2026-01-05 06:00
                  run 1 day, 2 replications
                  expect throughput >= 18 per day
                  expect throughput <= 18 per day
                }
                """);

        var rehearsed =
                run("test", plant.toString(), "--cache", folder.resolve("cache").toString());
        var fitted = run("fit", data + "#Times", "--no-report", "--json");
        var missing = run("fit", data + "#Tims", "--no-report");

        assertEquals(0, rehearsed.code(), rehearsed.out() + rehearsed.err());
        assertEquals(0, fitted.code(), fitted.err());
        assertEquals(30, fitted.json().get("observations").asInt(), fitted.out());
        assertEquals(2, missing.code());
        assertTrue(missing.err().contains("did you mean `Times`?"), missing.err());
    }
}
