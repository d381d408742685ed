package org.shadowline.twin.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.state.PlantState;
import org.shadowline.twin.file.WholeFile;

/**
 * The state of a plant as a JSON file, a line for each part, machine, vehicle and person. A duration is a text with units
 * ({@code "age": "2 h 10 min"}) or a number of seconds in a field that says so ({@code "age_s": 7800}); what is written
 * reads back as an equal state. A file whose name ends in {@code .gz} is compressed. Reading is strict: an unknown, doubled
 * or missing field or a wrong type is refused. Thread-safe: no state.
 */
public final class PlantStateFile {
    /** Files longer than this are refused. */
    public static final long MOST_BYTES = 64L << 20;

    static final String PLANT = "plant";
    static final String PARTS = "parts";
    static final String MACHINES = "machines";
    static final String VEHICLES = "vehicles";
    static final String PEOPLE = "people";
    static final String ID = "id";
    static final String PRODUCT = "product";
    static final String PLACE = "place";
    static final String STEP = "step";
    static final String NEXT = "next";
    static final String AGE = "age";
    static final String WORKED = "worked";
    static final String DUE = "due";
    static final String PRIORITY = "priority";
    static final String ATTRIBUTES = "attributes";
    static final String DOWN_FOR = "down_for";
    static final String FAILURE = "failure";
    static final String SET_UP_FOR = "set_up_for";
    static final String REST = "rest";
    static final String IDLE_FOR = "idle_for";
    static final String WARMED_FOR = "warmed_for";
    static final String LACKS_SPARES = "lacks_spares";
    static final String WEAR = "wear";
    static final String WORN = "operations_since_maintenance";
    static final String SPARES = "spares";
    static final String STOCK = "stock";
    static final String ORDERED_FOR = "ordered_for_s";

    static final String AT = "at";
    static final String METRES = "metres";
    static final String METRES_PER_SECOND = "metres_per_second";
    static final String PART = "part";
    static final String TO = "to";
    static final String SPENT = "spent";
    static final String ENERGY = "energy";
    static final String X = "x";
    static final String Y = "y";
    static final String Z = "z";
    static final String FATIGUE = "fatigue";
    static final String PRACTISED = "practised";
    static final String ABSENT = "absent";

    /** What the name of a field ends in when it holds a number of seconds. */
    static final String SECONDS = "_s";

    private PlantStateFile() {}

    /** @throws StateProblem when the file cannot be read or understood; nothing else is thrown for any content */
    public static PlantState read(Path file) {
        return new StateReader(file).read();
    }

    /**
     * Writes a file that is there as a whole or not at all.
     *
     * @throws IllegalArgumentException when a number of the state is not finite
     */
    public static void write(PlantState state, Path file) throws IOException {
        try (var whole = new WholeFile(file)) {
            var text = new OutputStreamWriter(whole.out(), StandardCharsets.UTF_8);
            write(state, text);
            text.flush();
            whole.finish();
        }
    }

    private static void write(PlantState state, Writer to) throws IOException {
        try (var json = new JsonFactory()
                .createGenerator(to)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .setPrettyPrinter(new LinePerItem())) {
            json.writeStartObject();
            json.writeStringField(PLANT, state.plant());
            json.writeArrayFieldStart(PARTS);
            for (var part : state.parts()) write(part, json);
            json.writeEndArray();
            json.writeArrayFieldStart(MACHINES);
            for (var machine : state.machines()) write(machine, json);
            json.writeEndArray();
            if (!state.vehicles().isEmpty()) {
                json.writeArrayFieldStart(VEHICLES);
                for (var vehicle : state.vehicles()) write(vehicle, json);
                json.writeEndArray();
            }
            if (!state.spares().isEmpty()) {
                json.writeArrayFieldStart(SPARES);
                for (var stock : state.spares()) write(stock, json);
                json.writeEndArray();
            }
            if (!state.people().isEmpty()) {
                json.writeArrayFieldStart(PEOPLE);
                for (var person : state.people()) write(person, json);
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        to.write('\n');
    }

    private static void write(PlantState.Part part, JsonGenerator json) throws IOException {
        json.writeStartObject();
        text(json, ID, part.id());
        text(json, PRODUCT, part.product());
        text(json, PLACE, part.place());
        text(json, STEP, part.step());
        text(json, NEXT, part.next());
        duration(json, AGE, part.age());
        if (part.worked() != 0) duration(json, WORKED, part.worked());
        var due = part.due();
        if (due != null) duration(json, DUE, due);
        if (part.priority() != 0) json.writeNumberField(PRIORITY, part.priority());
        if (!part.attributes().isEmpty()) {
            json.writeObjectFieldStart(ATTRIBUTES);
            for (var entry : new TreeMap<>(part.attributes()).entrySet()) {
                json.writeNumberField(entry.getKey(), finite(entry.getKey(), entry.getValue()));
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(PlantState.Machine machine, JsonGenerator json) throws IOException {
        json.writeStartObject();
        text(json, ID, machine.id());
        var downFor = machine.downFor();
        if (downFor != null) duration(json, DOWN_FOR, downFor);
        text(json, FAILURE, machine.failure());
        text(json, SET_UP_FOR, machine.setUpFor());
        var rest = machine.rest();
        if (rest != null) {
            text(json, REST, rest.level().words());
            if (rest.idleFor() > 0) duration(json, IDLE_FOR, rest.idleFor());
            if (rest.warmedFor() > 0) duration(json, WARMED_FOR, rest.warmedFor());
        }
        if (machine.lacksSpares()) json.writeBooleanField(LACKS_SPARES, true);
        if (machine.wear() != 0) json.writeNumberField(WEAR, finite(WEAR, machine.wear()));
        if (machine.worn() != 0) json.writeNumberField(WORN, machine.worn());
        json.writeEndObject();
    }

    private static void write(PlantState.Stock stock, JsonGenerator json) throws IOException {
        json.writeStartObject();
        text(json, ID, stock.spare());
        json.writeNumberField(STOCK, stock.count());
        if (!stock.orderedFor().isEmpty()) {
            json.writeArrayFieldStart(ORDERED_FOR);
            for (double seconds : stock.orderedFor()) json.writeNumber(finite(ORDERED_FOR, seconds));
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(PlantState.Vehicle vehicle, JsonGenerator json) throws IOException {
        json.writeStartObject();
        text(json, ID, vehicle.id());
        text(json, AT, vehicle.at());
        text(json, NEXT, vehicle.next());
        if (vehicle.metres() != 0) json.writeNumberField(METRES, finite(METRES, vehicle.metres()));
        if (vehicle.speed() != 0) {
            json.writeNumberField(METRES_PER_SECOND, finite(METRES_PER_SECOND, vehicle.speed()));
        }
        text(json, PART, vehicle.part());
        text(json, TO, vehicle.to());
        var spent = vehicle.spent();
        if (spent != null) duration(json, SPENT, spent);
        if (vehicle.energy() != 1) json.writeNumberField(ENERGY, finite(ENERGY, vehicle.energy()));
        var failed = vehicle.failed();
        if (failed != null) {
            duration(json, DOWN_FOR, failed.downFor());
            text(json, FAILURE, failed.failure());
            if (failed.lacksSpares()) json.writeBooleanField(LACKS_SPARES, true);
        }
        json.writeEndObject();
    }

    private static void write(PlantState.Person person, JsonGenerator json) throws IOException {
        json.writeStartObject();
        text(json, ID, person.id());
        var at = person.at();
        if (at != null) {
            json.writeNumberField(X, finite(X, at.x()));
            json.writeNumberField(Y, finite(Y, at.y()));
            if (at.z() != 0) json.writeNumberField(Z, finite(Z, at.z()));
        }
        if (person.fatigue() != 0) json.writeNumberField(FATIGUE, finite(FATIGUE, person.fatigue()));
        if (!person.practised().isEmpty()) {
            json.writeObjectFieldStart(PRACTISED);
            for (var entry : new TreeMap<>(person.practised()).entrySet()) {
                json.writeNumberField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
        if (person.absent()) json.writeBooleanField(ABSENT, true);
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) json.writeStringField(name, value);
    }

    private static void duration(JsonGenerator json, String name, double seconds) throws IOException {
        var text = DurationText.print(finite(name, seconds));
        if (text == null) json.writeNumberField(name + SECONDS, seconds);
        else json.writeStringField(name, text);
    }

    private static double finite(String name, double value) {
        if (Double.isFinite(value)) return value;
        throw new IllegalArgumentException("must be finite: " + name + "=" + value);
    }

    /** Indents the outer object and its lists; what is in a list stands on one line. */
    private static final class LinePerItem extends DefaultPrettyPrinter {
        private static final long serialVersionUID = 1;
        private static final Indenter OUTER = new OuterOnly();

        LinePerItem() {
            super(Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
            indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
            indentObjectsWith(OUTER);
        }

        private LinePerItem(LinePerItem base) {
            super(base);
        }

        @Override
        public DefaultPrettyPrinter createInstance() {
            return new LinePerItem(this);
        }
    }

    private static final class OuterOnly implements DefaultPrettyPrinter.Indenter {
        private final DefaultIndenter lines = new DefaultIndenter("  ", "\n");

        @Override
        public void writeIndentation(JsonGenerator json, int level) throws IOException {
            if (level <= 1) lines.writeIndentation(json, level);
            else json.writeRaw(' ');
        }

        @Override
        public boolean isInline() {
            return false;
        }
    }
}
