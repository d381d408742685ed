package org.shadowline.view.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the page of an experiment shows. All words and units are those that the reader sees; {@code script/experiment.js} draws
 * it. Made by {@link ComparisonReport}, {@link SearchReport} and {@link SensitivityReport}.
 *
 * @param eyebrow what kind of experiment it is
 * @param verdict the answer in a sentence or two
 * @param foot how to read the figures
 */
public record ExperimentReport(
        String eyebrow, String title, String verdict, List<Fact> facts, List<Section> sections, String foot) {
    public ExperimentReport {
        facts = List.copyOf(facts);
        sections = List.copyOf(sections);
    }

    /** How the experiment was made. */
    public record Fact(String name, String value, @Nullable String note) {}

    /** @param chart fields of the chart's object in the page's data; null for none */
    record Section(
            String id,
            String title,
            String lead,
            List<String> text,
            @Nullable Table table,
            @Nullable Consumer<JsonText> chart) {
        Section {
            text = List.copyOf(text);
        }
    }

    /**
     * @param numbers whether the cells of a column are aligned as numbers
     * @param marked indices of rows that stand out
     */
    record Table(List<String> heads, List<Boolean> numbers, List<List<String>> rows, List<Integer> marked) {
        Table {
            heads = List.copyOf(heads);
            numbers = List.copyOf(numbers);
            rows = List.copyOf(rows);
            marked = List.copyOf(marked);
        }
    }

    /** The notes of an experiment as its last section; none where there are none. */
    static List<Section> notes(List<String> notes) {
        return notes.isEmpty()
                ? List.of()
                : List.of(new Section(
                        "notes", "Notes and assumptions", "What the experiment wants to tell.", notes, null, null));
    }

    /** A column name with its unit. */
    static String named(String name, String unit) {
        return unit.isEmpty() ? name : name + ", " + unit;
    }

    /** The text of a measure as a heading. */
    static String headed(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** The data of the page as one JSON object. */
    String data() {
        return JsonText.object(json -> {
            json.put("engine", Resources.engineVersion());
            json.put("charts", Resources.echartsVersion());
            json.put("eyebrow", eyebrow)
                    .put("title", title)
                    .put("verdict", verdict)
                    .put("foot", foot);
            json.array(
                    "facts",
                    facts,
                    fact -> json.array(null, () -> {
                        json.add(fact.name()).add(fact.value());
                        if (fact.note() != null) json.add(fact.note());
                    }));
            json.array("sections", sections, section -> json.object(null, () -> section(json, section)));
        });
    }

    private static void section(JsonText json, Section section) {
        json.put("id", section.id()).put("title", section.title());
        json.texts("text", section.text());
        var table = section.table();
        if (table != null) {
            json.object("table", () -> {
                json.texts("heads", table.heads());
                json.array("numbers", table.numbers(), number -> json.add(number ? 1 : 0));
                json.array("rows", table.rows(), row -> json.array(null, row, json::add));
                json.array("marked", table.marked(), json::add);
            });
        }
        var chart = section.chart();
        if (chart != null) json.object("chart", () -> chart.accept(json));
    }
}
