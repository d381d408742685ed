package org.shadowline.twin.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.state.PlantState;

/** Reads one state file, token by token, so that every refusal knows its line and column. */
final class StateReader {
    private static final String LARGEST = (PlantStateFile.MOST_BYTES >> 20) + " MB";
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(10_000)
                    .maxNameLength(1_000)
                    .maxNumberLength(100)
                    .build())
            .build();

    private final Path file;
    private final Map<String, String> names = new HashMap<>();

    StateReader(Path file) {
        this.file = file;
    }

    PlantState read() {
        try (var in = new Bounded(opened());
                var parser = JSON.createParser(text(in))) {
            return new Document(parser).state();
        } catch (NoSuchFileException e) {
            throw problem(null, "there is no such file.", "the path is wrong, or relative to another folder.");
        } catch (AccessDeniedException e) {
            throw problem(null, "the file may not be read.", "its permissions can be changed.");
        } catch (IOException e) {
            throw unreadable(e, null);
        }
    }

    private InputStream opened() throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file));
        if (!file.toString().endsWith(".gz")) return in;
        try {
            return new GZIPInputStream(in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** UTF-8 without the mark that some editors put before it. */
    private static Reader text(InputStream in) throws IOException {
        var reader = new PushbackReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        int first = reader.read();
        if (first >= 0 && first != 0xFEFF) reader.unread(first);
        return reader;
    }

    private StateProblem problem(@Nullable JsonLocation at, String found, String attempt) {
        return new StateProblem(
                file,
                at == null ? 0 : Math.max(1, at.getLineNr()),
                at == null ? 0 : Math.max(1, at.getColumnNr()),
                found,
                attempt);
    }

    private StateProblem unreadable(IOException e, @Nullable JsonLocation at) {
        return switch (e) {
            case StreamConstraintsException _ ->
                problem(
                        at,
                        "found a text, number or nesting longer than any state has.",
                        "the file is damaged, or is not the state of a plant.");
            case JsonProcessingException json ->
                problem(
                        json.getLocation() == null ? at : json.getLocation(),
                        "found what is not JSON: " + shortened(json.getOriginalMessage()) + "; expected valid JSON.",
                        "a quote, comma or bracket is missing or doubled just before.");
            case CharacterCodingException _ ->
                problem(
                        at,
                        "found bytes that are not text in UTF-8, here or soon after.",
                        "save the file with the encoding UTF-8.");
            case ZipException _, EOFException _ ->
                problem(
                        null,
                        "the file ends in .gz but is not compressed with gzip, or is damaged.",
                        "give it the ending .json, or compress it again.");
            case TooLong _ ->
                problem(
                        null,
                        "the file is longer than " + LARGEST + ".",
                        "it is not the state of a plant at one moment.");
            default ->
                problem(
                        null,
                        "the file cannot be read: " + shortened(String.valueOf(e.getMessage())) + ".",
                        "it is a folder or the disk has a problem; give the path of a JSON file.");
        };
    }

    private static String shortened(String text) {
        var line = text.lines().findFirst().orElse("");
        var plain = line.codePoints()
                .limit(60)
                .map(c -> Character.isISOControl(c) ? '�' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return plain.length() < text.length() ? plain + "…" : plain.toString();
    }

    /** The content of the file. */
    private final class Document {
        private final JsonParser parser;

        Document(JsonParser parser) {
            this.parser = parser;
        }

        PlantState state() {
            next();
            expect(JsonToken.START_OBJECT, "an object with the state of a plant", "begin the file with {.");
            var fields = new Fields(
                    "the state",
                    PlantStateFile.PLANT,
                    PlantStateFile.PARTS,
                    PlantStateFile.MACHINES,
                    PlantStateFile.VEHICLES,
                    PlantStateFile.SPARES,
                    PlantStateFile.PEOPLE);
            String plant = null;
            List<PlantState.Part> parts = List.of();
            List<PlantState.Machine> machines = List.of();
            List<PlantState.Vehicle> vehicles = List.of();
            List<PlantState.Stock> spares = List.of();
            List<PlantState.Person> people = List.of();
            while (fields.next()) {
                switch (fields.name) {
                    case PlantStateFile.PLANT -> plant = name();
                    case PlantStateFile.PARTS -> parts = list(this::part);
                    case PlantStateFile.MACHINES -> machines = list(this::machine);
                    case PlantStateFile.VEHICLES -> vehicles = list(this::vehicle);
                    case PlantStateFile.SPARES -> spares = list(this::stock);
                    default -> people = list(this::person);
                }
            }
            var state = new PlantState(
                    fields.required(PlantStateFile.PLANT, plant), parts, machines, vehicles, spares, people);
            if (next() != null) {
                throw refused("after the end of the state", "the end of the file", "remove what follows the last }.");
            }
            return state;
        }

        private PlantState.Part part() {
            var fields = new Fields(
                    "a part",
                    PlantStateFile.ID,
                    PlantStateFile.PRODUCT,
                    PlantStateFile.PLACE,
                    PlantStateFile.STEP,
                    PlantStateFile.NEXT,
                    PlantStateFile.AGE,
                    PlantStateFile.AGE + PlantStateFile.SECONDS,
                    PlantStateFile.WORKED,
                    PlantStateFile.WORKED + PlantStateFile.SECONDS,
                    PlantStateFile.DUE,
                    PlantStateFile.DUE + PlantStateFile.SECONDS,
                    PlantStateFile.PRIORITY,
                    PlantStateFile.ATTRIBUTES);
            String id = null;
            String product = null;
            String place = null;
            String step = null;
            String next = null;
            Double age = null;
            Double worked = null;
            Double due = null;
            int priority = 0;
            Map<String, Double> attributes = Map.of();
            while (fields.next()) {
                switch (fields.quantity()) {
                    case PlantStateFile.ID -> id = isNull() ? null : name();
                    case PlantStateFile.PRODUCT -> product = name();
                    case PlantStateFile.PLACE -> place = name();
                    case PlantStateFile.STEP -> step = isNull() ? null : name();
                    case PlantStateFile.NEXT -> next = isNull() ? null : name();
                    case PlantStateFile.AGE -> age = notNegative(fields);
                    case PlantStateFile.WORKED -> worked = notNegative(fields);
                    case PlantStateFile.DUE -> due = isNull() ? null : seconds(fields);
                    case PlantStateFile.PRIORITY -> priority = whole();
                    default -> attributes = attributes();
                }
            }
            return new PlantState.Part(
                    id,
                    fields.required(PlantStateFile.PRODUCT, product),
                    fields.required(PlantStateFile.PLACE, place),
                    step,
                    next,
                    Objects.requireNonNullElse(age, 0.0),
                    Objects.requireNonNullElse(worked, 0.0),
                    due,
                    priority,
                    attributes);
        }

        private PlantState.Machine machine() {
            var fields = new Fields(
                    "a machine",
                    PlantStateFile.ID,
                    PlantStateFile.DOWN_FOR,
                    PlantStateFile.DOWN_FOR + PlantStateFile.SECONDS,
                    PlantStateFile.FAILURE,
                    PlantStateFile.SET_UP_FOR,
                    PlantStateFile.REST,
                    PlantStateFile.IDLE_FOR,
                    PlantStateFile.IDLE_FOR + PlantStateFile.SECONDS,
                    PlantStateFile.WARMED_FOR,
                    PlantStateFile.WARMED_FOR + PlantStateFile.SECONDS,
                    PlantStateFile.LACKS_SPARES,
                    PlantStateFile.WEAR,
                    PlantStateFile.WORN);
            String id = null;
            Double downFor = null;
            String failure = null;
            String setUpFor = null;
            PlantState.Level level = null;
            Double idleFor = null;
            Double warmedFor = null;
            boolean lacksSpares = false;
            double wear = 0;
            int worn = 0;
            while (fields.next()) {
                switch (fields.quantity()) {
                    case PlantStateFile.ID -> id = name();
                    case PlantStateFile.DOWN_FOR -> downFor = isNull() ? null : notNegative(fields);
                    case PlantStateFile.FAILURE -> failure = isNull() ? null : name();
                    case PlantStateFile.REST -> level = level();
                    case PlantStateFile.IDLE_FOR -> idleFor = notNegative(fields);
                    case PlantStateFile.WARMED_FOR -> warmedFor = notNegative(fields);
                    case PlantStateFile.LACKS_SPARES -> lacksSpares = truth();
                    case PlantStateFile.WEAR -> wear = wear();
                    case PlantStateFile.WORN -> worn = notBelowZero();
                    default -> setUpFor = isNull() ? null : name();
                }
            }
            var rest = level == null && idleFor == null
                    ? null
                    : new PlantState.Rest(
                            Objects.requireNonNullElse(level, PlantState.Level.SWITCHED_ON),
                            Objects.requireNonNullElse(idleFor, 0.0),
                            Objects.requireNonNullElse(warmedFor, 0.0));
            return new PlantState.Machine(
                    fields.required(PlantStateFile.ID, id), downFor, failure, setUpFor, rest, lacksSpares, wear, worn);
        }

        private double wear() {
            double wear = number("a level of wear", "write \"wear\": 0.4.");
            if (wear < 0) throw refused(value(), "a level of wear", "write a number that is not below zero.");
            return wear;
        }

        private boolean truth() {
            boolean truth = parser.currentToken() == JsonToken.VALUE_TRUE;
            if (!truth) expect(JsonToken.VALUE_FALSE, "true or false", "write true, without quotes.");
            return truth;
        }

        private PlantState.Stock stock() {
            var fields = new Fields("a stock", PlantStateFile.ID, PlantStateFile.STOCK, PlantStateFile.ORDERED_FOR);
            String id = null;
            int count = 0;
            List<Double> orderedFor = List.of();
            while (fields.next()) {
                switch (fields.name) {
                    case PlantStateFile.ID -> id = name();
                    case PlantStateFile.STOCK -> count = notBelowZero();
                    default -> orderedFor = timesAgo();
                }
            }
            return new PlantState.Stock(fields.required(PlantStateFile.ID, id), count, orderedFor);
        }

        private int notBelowZero() {
            int number = whole();
            if (number < 0) throw refused(value(), "a number of parts", "write a number that is not below zero.");
            return number;
        }

        private List<Double> timesAgo() {
            expect(JsonToken.START_ARRAY, "a list of seconds", "write \"ordered_for_s\": [3600].");
            var times = new ArrayList<Double>();
            while (next() != JsonToken.END_ARRAY) {
                double seconds = number("seconds since an order was given", "write \"ordered_for_s\": [3600].");
                if (seconds < 0) throw refused(value(), "seconds since then", "write a number that is not below zero.");
                times.add(seconds);
            }
            return times;
        }

        private PlantState.Level level() {
            var words = name();
            for (var level : PlantState.Level.values()) if (level.words().equals(words)) return level;
            throw refused(value(), "how a machine rests", "write \"standby\" or \"switched off\".");
        }

        private PlantState.Vehicle vehicle() {
            var fields = new Fields(
                    "a vehicle",
                    PlantStateFile.ID,
                    PlantStateFile.AT,
                    PlantStateFile.NEXT,
                    PlantStateFile.METRES,
                    PlantStateFile.METRES_PER_SECOND,
                    PlantStateFile.PART,
                    PlantStateFile.TO,
                    PlantStateFile.SPENT,
                    PlantStateFile.SPENT + PlantStateFile.SECONDS,
                    PlantStateFile.ENERGY,
                    PlantStateFile.DOWN_FOR,
                    PlantStateFile.DOWN_FOR + PlantStateFile.SECONDS,
                    PlantStateFile.FAILURE,
                    PlantStateFile.LACKS_SPARES);
            String id = null;
            String at = null;
            String next = null;
            double metres = 0;
            double speed = 0;
            String part = null;
            String to = null;
            Double spent = null;
            double energy = 1;
            Double downFor = null;
            String failure = null;
            boolean lacksSpares = false;
            while (fields.next()) {
                switch (fields.quantity()) {
                    case PlantStateFile.ID -> id = name();
                    case PlantStateFile.AT -> at = name();
                    case PlantStateFile.NEXT -> next = isNull() ? null : name();
                    case PlantStateFile.METRES -> metres = number("a number of metres", "write \"metres\": 2.5.");
                    case PlantStateFile.METRES_PER_SECOND ->
                        speed = number("metres per second", "write \"metres_per_second\": 1.2.");
                    case PlantStateFile.PART -> part = isNull() ? null : name();
                    case PlantStateFile.TO -> to = isNull() ? null : name();
                    case PlantStateFile.SPENT -> spent = isNull() ? null : notNegative(fields);
                    case PlantStateFile.DOWN_FOR -> downFor = isNull() ? null : notNegative(fields);
                    case PlantStateFile.FAILURE -> failure = isNull() ? null : name();
                    case PlantStateFile.LACKS_SPARES -> lacksSpares = truth();
                    default -> energy = number("the share of the battery that is left", "write \"energy\": 0.8.");
                }
            }
            return new PlantState.Vehicle(
                    fields.required(PlantStateFile.ID, id),
                    fields.required(PlantStateFile.AT, at),
                    next,
                    metres,
                    speed,
                    part,
                    to,
                    spent,
                    energy,
                    downFor == null ? null : new PlantState.Failed(downFor, failure, lacksSpares));
        }

        private PlantState.Person person() {
            var fields = new Fields(
                    "a person",
                    PlantStateFile.ID,
                    PlantStateFile.X,
                    PlantStateFile.Y,
                    PlantStateFile.Z,
                    PlantStateFile.FATIGUE,
                    PlantStateFile.PRACTISED,
                    PlantStateFile.ABSENT);
            String id = null;
            double x = Double.NaN;
            double y = Double.NaN;
            double z = 0;
            double fatigue = 0;
            Map<String, Integer> practised = new HashMap<>();
            boolean absent = false;
            while (fields.next()) {
                switch (fields.name) {
                    case PlantStateFile.ID -> id = name();
                    case PlantStateFile.X -> x = number("a number of metres", "write \"x\": 2.5.");
                    case PlantStateFile.Y -> y = number("a number of metres", "write \"y\": 2.5.");
                    case PlantStateFile.Z -> z = number("a number of metres", "write \"z\": 0.");
                    case PlantStateFile.FATIGUE -> fatigue = number("a share from 0 to 1", "write \"fatigue\": 0.3.");
                    case PlantStateFile.ABSENT -> absent = isTrue();
                    default -> attributes().forEach((skill, times) -> practised.put(skill, times.intValue()));
                }
            }
            if (Double.isNaN(x) != Double.isNaN(y)) {
                throw refused("only one of \"x\" and \"y\" in a person", "both or none", "add the other one.");
            }
            if (fatigue < 0 || fatigue > 1) {
                throw refused("a fatigue of " + fatigue, "a share from 0 to 1", "write \"fatigue\": 0.3.");
            }
            return new PlantState.Person(
                    fields.required(PlantStateFile.ID, id),
                    Double.isNaN(x) ? null : new Position(x, y, z, 0),
                    fatigue,
                    practised,
                    absent);
        }

        private <T> List<T> list(java.util.function.Supplier<T> item) {
            expect(JsonToken.START_ARRAY, "a list", "put [ before the first and ] after the last.");
            var items = new ArrayList<T>();
            while (next() != JsonToken.END_ARRAY) {
                expect(
                        JsonToken.START_OBJECT,
                        "an object in the list",
                        "put each part, machine, vehicle or person into { and }.");
                items.add(item.get());
            }
            return items;
        }

        private Map<String, Double> attributes() {
            expect(JsonToken.START_OBJECT, "an object of names and numbers", "write {\"length\": 2.5}.");
            var attributes = new HashMap<String, Double>();
            while (next() != JsonToken.END_OBJECT) {
                var name = same(read(parser::currentName));
                if (attributes.containsKey(name)) {
                    throw refused("the attribute \"" + shortened(name) + "\" twice", "it once", "remove one of them.");
                }
                next();
                attributes.put(name, number("a number", "write the number of a choice in place of its text."));
            }
            return attributes;
        }

        private String name() {
            expect(JsonToken.VALUE_STRING, "a name in quotes", "put quotes around it.");
            var text = read(parser::getText);
            if (text.isBlank()) throw refused("an empty name", "a name", "give it as the plant's description has it.");
            return same(text);
        }

        private double notNegative(Fields fields) {
            double seconds = seconds(fields);
            if (seconds < 0) {
                throw refused(value(), "a duration that is not negative", "only a due date can have passed.");
            }
            return seconds;
        }

        private double seconds(Fields fields) {
            var field = fields.quantity();
            if (!fields.name.equals(field)) {
                return number("a number of seconds", "write \"" + field + "\": \"2 h 10 min\".");
            }
            var attempt =
                    "write \"" + field + "\": \"2 h 10 min\", or \"" + field + PlantStateFile.SECONDS + "\": 7800.";
            expect(JsonToken.VALUE_STRING, "a duration with its units in quotes", attempt);
            var seconds = DurationText.parse(read(parser::getText));
            if (seconds == null) throw refused(value(), "a duration with units such as d, h, min, s", attempt);
            return seconds;
        }

        private double number(String expected, String attempt) {
            var token = parser.currentToken();
            if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
                throw refused(value(), expected, attempt);
            }
            double value = Double.parseDouble(read(parser::getText));
            if (!Double.isFinite(value)) throw refused(value(), "a number below 1.8e308", attempt);
            return value;
        }

        private int whole() {
            double value = number("a whole number", "write \"priority\": 1, higher first.");
            if (value != (int) value) {
                throw refused(value(), "a whole number of at most 10 digits", "write \"priority\": 1, higher first.");
            }
            return (int) value;
        }

        private boolean isTrue() {
            var token = parser.currentToken();
            if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
                throw refused(value(), "true or false", "write \"absent\": true.");
            }
            return token == JsonToken.VALUE_TRUE;
        }

        private boolean isNull() {
            return parser.currentToken() == JsonToken.VALUE_NULL;
        }

        private void expect(JsonToken wanted, String expected, String attempt) {
            if (parser.currentToken() != wanted) throw refused(value(), expected, attempt);
        }

        private StateProblem refused(String found, String expected, String attempt) {
            return problem(parser.currentTokenLocation(), "found " + found + "; expected " + expected + ".", attempt);
        }

        /** What stands at the present token, in words. */
        private String value() {
            var token = parser.currentToken();
            if (token == null) return "nothing";
            return switch (token) {
                case START_OBJECT -> "an object";
                case START_ARRAY -> "a list";
                case VALUE_STRING -> "the text \"" + shortened(read(parser::getText)) + "\"";
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + shortened(read(parser::getText));
                case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> read(parser::getText);
                default -> "the end of an object or list";
            };
        }

        /** Names recur in thousands of parts: one string each serves them all. */
        private String same(String text) {
            var known = names.putIfAbsent(text, text);
            return known == null ? text : known;
        }

        private @Nullable JsonToken next() {
            return read(parser::nextToken);
        }

        private <T extends @Nullable Object> T read(Step<T> step) {
            try {
                return step.take();
            } catch (IOException e) {
                throw unreadable(e, parser.currentLocation());
            }
        }

        /** The fields of one object. */
        private final class Fields {
            private final String of;
            private final List<String> known;
            private final Set<String> seen = new HashSet<>();
            private String name = "";

            Fields(String of, String... known) {
                this.of = of;
                this.known = List.of(known);
            }

            /** Goes to the value of the next field; false at the end of the object. */
            boolean next() {
                if (Document.this.next() == JsonToken.END_OBJECT) return false;
                name = read(parser::currentName);
                if (!known.contains(name)) {
                    throw refused(
                            "the field \"" + shortened(name) + "\" in " + of,
                            "one of " + String.join(", ", known),
                            "it is misspelt, or can be removed.");
                }
                if (!seen.add(quantity())) {
                    throw refused("\"" + quantity() + "\" a second time in " + of, "it once", "remove one of the two.");
                }
                Document.this.next();
                return true;
            }

            /** The name of the field without its unit. */
            String quantity() {
                return name.endsWith(PlantStateFile.SECONDS)
                        ? name.substring(0, name.length() - PlantStateFile.SECONDS.length())
                        : name;
            }

            String required(String field, @Nullable String value) {
                if (value != null) return value;
                throw refused(
                        "the end of " + of + " without a field \"" + field + "\"", "it", "add \"" + field + "\".");
            }
        }
    }

    private interface Step<T extends @Nullable Object> {
        T take() throws IOException;
    }

    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Ends a file that is too long, also one whose length nobody knows before. */
    private static final class Bounded extends FilterInputStream {
        private long left = PlantStateFile.MOST_BYTES;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) count(1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, length);
            if (n > 0) count(n);
            return n;
        }

        private void count(int n) throws IOException {
            left -= n;
            if (left < 0) throw new TooLong();
        }
    }
}
