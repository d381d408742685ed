package org.shadowline.twin.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.state.PlantState;

class PlantStateFileTest {
    private static Path file = Path.of("unset");

    @BeforeContainer
    static void createFile() throws IOException {
        file = Files.createTempFile("state", ".json");
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.deleteIfExists(file);
    }

    @Property(tries = 300)
    void what_is_written_reads_back_as_an_equal_state(@ForAll("states") PlantState state) throws IOException {
        PlantStateFile.write(state, file);

        assertEquals(state, PlantStateFile.read(file));
    }

    @Property(tries = 1_000)
    void a_damaged_file_is_read_or_refused_with_a_place_and_never_breaks(
            @ForAll("states") PlantState state, @ForAll long seed) throws IOException {
        PlantStateFile.write(state, file);
        var bytes = Files.readAllBytes(file);
        var random = new Random(seed);
        for (int i = 0; i <= random.nextInt(3); i++) {
            bytes[random.nextInt(bytes.length)] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : "{}[]\",:0".charAt(random.nextInt(8)));
        }
        Files.write(file, bytes);

        try {
            PlantStateFile.read(file);
        } catch (StateProblem e) {
            assertTrue(e.getMessage() != null && e.getMessage().contains("expected")
                    || e.getMessage().contains("found"));
        }
    }

    @Test
    void a_misspelt_field_is_named_with_its_line_and_what_is_possible(@TempDir Path folder) throws IOException {
        var wrong = folder.resolve("monday.json");
        Files.writeString(wrong, """
                {
                  "plant": "p",
                  "parts": [
                    {"product": "a", "place": "b1", "agee": "3 min"}
                  ]
                }
                """, StandardCharsets.UTF_8);

        var problem = assertThrows(StateProblem.class, () -> PlantStateFile.read(wrong));

        assertTrue(problem.getMessage().contains("monday.json, line 4, column 37"), problem::getMessage);
        assertTrue(problem.getMessage().contains("\"agee\""), problem::getMessage);
        assertTrue(problem.getMessage().contains("age"), problem::getMessage);
    }

    @Test
    void a_compressed_file_is_written_and_read_by_its_ending(@TempDir Path folder) throws IOException {
        var parts = List.of(new PlantState.Part("A17", "a", "b1", null, null, 60, 0, null, 0, Map.of()));
        var state = new PlantState("p", parts, List.of(), List.of());
        var compressed = folder.resolve("monday.json.gz");

        PlantStateFile.write(state, compressed);

        assertEquals(0x1f, Files.readAllBytes(compressed)[0]);
        assertEquals(state, PlantStateFile.read(compressed));
    }

    @Test
    void a_file_that_is_called_compressed_and_is_not_is_refused(@TempDir Path folder) throws IOException {
        var plain = Files.writeString(folder.resolve("monday.json.gz"), "{\"plant\": \"p\"}");
        var empty = Files.createFile(folder.resolve("empty.json.gz"));
        var cut = folder.resolve("cut.json.gz");
        PlantStateFile.write(new PlantState("p", List.of(), List.of(), List.of()), cut);
        Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 20));

        for (var file : List.of(plain, empty, cut)) {
            var problem = assertThrows(StateProblem.class, () -> PlantStateFile.read(file));
            assertTrue(problem.getMessage().contains("gzip"), problem::getMessage);
        }
    }

    @Provide
    Arbitrary<PlantState> states() {
        return Combinators.combine(
                        parts().list().ofMaxSize(5),
                        machines().list().ofMaxSize(3),
                        vehicles().list().ofMaxSize(3),
                        stocks().list().ofMaxSize(2),
                        people().list().ofMaxSize(3))
                .as((parts, machines, vehicles, stocks, people) ->
                        new PlantState("plant", parts, machines, vehicles, stocks, people));
    }

    private static Arbitrary<PlantState.Part> parts() {
        return Combinators.combine(
                        names(),
                        names().injectNull(0.3),
                        names().injectNull(0.5),
                        seconds(),
                        seconds(),
                        Arbitraries.doubles().between(-1e6, 1e6).injectNull(0.3),
                        Arbitraries.integers().between(-5, 5),
                        Arbitraries.maps(names(), Arbitraries.doubles().between(-1e9, 1e9))
                                .ofMaxSize(2))
                .as((name, step, next, age, worked, due, priority, attributes) -> new PlantState.Part(
                        name, "product", name, step, next, age, worked, due, priority, Map.copyOf(attributes)));
    }

    private static Arbitrary<PlantState.Machine> machines() {
        return Combinators.combine(
                        names(),
                        seconds().injectNull(0.3),
                        names().injectNull(0.5),
                        names().injectNull(0.5),
                        rests().injectNull(0.5),
                        Arbitraries.of(true, false),
                        Arbitraries.doubles().between(0, 2),
                        Arbitraries.integers().between(0, 500))
                .as(PlantState.Machine::new);
    }

    private static Arbitrary<PlantState.Rest> rests() {
        return Combinators.combine(Arbitraries.of(PlantState.Level.class), seconds(), seconds())
                .as(PlantState.Rest::new);
    }

    private static Arbitrary<PlantState.Stock> stocks() {
        return Combinators.combine(
                        names(),
                        Arbitraries.integers().between(0, 9),
                        seconds().list().ofMaxSize(3))
                .as(PlantState.Stock::new);
    }

    private static Arbitrary<PlantState.Vehicle> vehicles() {
        var number = Arbitraries.doubles().between(0, 1e3);
        return Combinators.combine(
                        names(),
                        names().injectNull(0.5),
                        number,
                        number,
                        names().injectNull(0.5),
                        names().injectNull(0.5),
                        seconds().injectNull(0.5),
                        failed().injectNull(0.5))
                .as((name, next, metres, speed, part, to, spent, failed) ->
                        new PlantState.Vehicle(name, name, next, metres, speed, part, to, spent, metres, failed));
    }

    private static Arbitrary<PlantState.Failed> failed() {
        return Combinators.combine(seconds(), names().injectNull(0.5), Arbitraries.of(true, false))
                .as(PlantState.Failed::new);
    }

    private static Arbitrary<PlantState.Person> people() {
        var metres = Arbitraries.doubles().between(-1e3, 1e3);
        return Combinators.combine(
                        names(),
                        Combinators.combine(metres, metres, metres)
                                .as((x, y, z) -> new Position(x, y, z, 0))
                                .injectNull(0.3),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.maps(names(), Arbitraries.integers().between(0, 1_000_000))
                                .ofMaxSize(2),
                        Arbitraries.of(true, false))
                .as(PlantState.Person::new);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of(List.of("mill.1", "b1", "a \"quoted\" name", "Fräse", "刀具", "x\\y", "s:rough"));
    }

    private static Arbitrary<Double> seconds() {
        return Arbitraries.doubles().between(0, 1e7);
    }
}
