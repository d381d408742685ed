package org.shadowline.view.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON that may stand inside a script element: {@code <}, {@code >} and {@code &} are escaped, so no text can end
 * the element or begin a comment. Numbers keep seven significant digits; what is not finite becomes null. Not
 * thread-safe.
 */
final class JsonText {
    private static final MathContext DIGITS = new MathContext(7);

    private final StringWriter text = new StringWriter();
    private final JsonGenerator json;

    private JsonText() {
        try {
            json = new JsonFactory().createGenerator(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        json.setCharacterEscapes(new InsideScript());
    }

    /** The text of one JSON object. */
    static String object(Consumer<JsonText> content) {
        var out = new JsonText();
        out.run(() -> {
            out.json.writeStartObject();
            content.accept(out);
            out.json.writeEndObject();
            out.json.close();
        });
        return out.text.toString();
    }

    JsonText object(@Nullable String name, Runnable content) {
        run(() -> {
            name(name);
            json.writeStartObject();
            content.run();
            json.writeEndObject();
        });
        return this;
    }

    JsonText array(@Nullable String name, Runnable content) {
        run(() -> {
            name(name);
            json.writeStartArray();
            content.run();
            json.writeEndArray();
        });
        return this;
    }

    <T> JsonText array(@Nullable String name, Iterable<T> items, Consumer<T> each) {
        return array(name, () -> items.forEach(each));
    }

    JsonText numbers(String name, List<Double> values) {
        return array(name, values, this::add);
    }

    JsonText texts(String name, List<String> values) {
        return array(name, values, this::add);
    }

    JsonText put(String name, @Nullable String value) {
        run(() -> {
            json.writeFieldName(name);
            if (value == null) json.writeNull();
            else json.writeString(value);
        });
        return this;
    }

    JsonText put(String name, double value) {
        run(() -> json.writeFieldName(name));
        return add(value);
    }

    JsonText put(String name, boolean value) {
        run(() -> json.writeBooleanField(name, value));
        return this;
    }

    JsonText put(String name, int value) {
        run(() -> json.writeNumberField(name, value));
        return this;
    }

    JsonText put(String name, long value) {
        run(() -> json.writeNumberField(name, value));
        return this;
    }

    JsonText add(@Nullable String value) {
        run(() -> json.writeString(value));
        return this;
    }

    JsonText add(long value) {
        run(() -> json.writeNumber(value));
        return this;
    }

    JsonText add(double value) {
        run(() -> {
            if (!Double.isFinite(value)) json.writeNull();
            else if (value == Math.rint(value) && Math.abs(value) < 1e7) json.writeNumber((long) value);
            else
                json.writeNumber(
                        new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString());
        });
        return this;
    }

    private void name(@Nullable String name) throws IOException {
        if (name != null) json.writeFieldName(name);
    }

    private interface Step {
        void run() throws IOException;
    }

    private void run(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class InsideScript extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            var escapes = standardAsciiEscapesForJSON();
            for (char c : new char[] {'<', '>', '&'}) escapes[c] = ESCAPE_CUSTOM;
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int ch) {
            return switch (ch) {
                case '<', '>', '&', 0x2028, 0x2029 -> new SerializedString(String.format("\\u%04x", ch));
                default -> null;
            };
        }
    }
}
