package org.shadowline.validation.reference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A measure of a model with its exact value; times are in units of one second. */
public record ReferenceRow(String model, String parameters, String measure, double value, String source) {
    /** The rows of {@code des-reference.csv}, grouped by model instance in their order. */
    public static Map<String, List<ReferenceRow>> byInstance() {
        var rows = new LinkedHashMap<String, List<ReferenceRow>>();
        var stream = Objects.requireNonNull(
                ReferenceRow.class.getResourceAsStream("des-reference.csv"), "des-reference.csv is missing");
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line; (line = reader.readLine()) != null; ) {
                var fields = fields(line);
                var row = new ReferenceRow(
                        fields.get(0), fields.get(1), fields.get(2), Double.parseDouble(fields.get(3)), fields.get(4));
                rows.computeIfAbsent(row.instance(), key -> new ArrayList<>()).add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String instance() {
        return model + " " + parameters;
    }

    /** A parameter such as {@code lambda} or {@code mu}, as text. */
    public String parameter(String name) {
        for (var part : parameters.split(";")) {
            if (part.startsWith(name + "=")) return part.substring(name.length() + 1);
        }
        throw new IllegalArgumentException("no parameter " + name + " in " + parameters);
    }

    /** The numbers of a parameter such as {@code 1/1.2/0.9}. */
    public double[] numbers(String name) {
        var parts = parameter(name).split("/");
        var numbers = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Double.parseDouble(parts[i].strip().split(" ")[0]);
        }
        return numbers;
    }

    private static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
