package org.shadowline.dsl.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Severity;
import org.shadowline.dsl.syntax.Keyword;
import org.shadowline.dsl.syntax.Keyword.Place;
import org.shadowline.dsl.syntax.Language;
import org.shadowline.plant.description.DispatchRule;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/** {@code docs/reference.md}, made from the tables that parser and checker read. */
final class ReferencePage {
    private final StringBuilder page = new StringBuilder();

    static String text() {
        return new ReferencePage().write();
    }

    private String write() {
        page.append("""
                # Reference of the Shadowline language

                This page is generated from the tables that the parser and the checker read, and a test runs every example
                on it. [The guide](language.md) tells the same by examples.

                In the forms, words in capitals stand for what you write, `[…]` may be left out, `…` repeats, and `|` divides
                alternatives. TIME is a quantity such as `42 s` or a distribution such as `exponential(65 s)`; HOURS are
                such as `06:00-14:00 on weekdays break 09:00-09:15`, a name of hours, or `always`.

                """);
        section("Files", Place.FILE);
        section("Plants and patterns", Place.PLANT);
        properties();
        section("Distributions and functions", Place.FUNCTION);
        section("Scenarios", Place.SCENARIO);
        section("Actions", Place.ACTION);
        section("Statements of rules and procedures", Place.RULE);
        rules();
        measures();
        settings();
        units();
        messages();
        return page.toString();
    }

    private void section(String title, Place place) {
        head(title);
        page.append("| word | form | meaning | example |\n| --- | --- | --- | --- |\n");
        for (var keyword : Language.all()) {
            if (keyword.place() != place) continue;
            row("`" + keyword.word() + "`", code(keyword.form()), keyword.doc(), code(keyword.example()));
        }
        page.append('\n');
    }

    private void properties() {
        head("Properties of elements");
        page.append("They stand behind the element's name, on one line or on lines of their own, in any order.\n\n");
        Map<String, List<Keyword>> byKinds = new LinkedHashMap<>();
        for (var keyword : Language.all()) {
            if (keyword.place() != Place.PROPERTY) continue;
            var kinds = keyword.fits().stream()
                    .sorted()
                    .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            byKinds.computeIfAbsent(kinds, k -> new ArrayList<>()).add(keyword);
        }
        byKinds.forEach((kinds, keywords) -> {
            page.append("### ").append(kinds).append("\n\n");
            page.append("| word | form | without it | meaning | example |\n| --- | --- | --- | --- | --- |\n");
            for (var keyword : keywords) {
                var preset = keyword.preset();
                row(
                        "`" + keyword.word() + "`",
                        code(keyword.form()),
                        preset == null ? "" : preset,
                        keyword.doc(),
                        code(keyword.example()));
            }
            page.append('\n');
        });
    }

    private void rules() {
        head("Dispatching rules");
        page.append("Which waiting part a station takes next; ties go to the one that has waited longest.\n\n");
        for (var rule : DispatchRule.values())
            page.append("- `").append(rule.words()).append("`\n");
        page.append('\n');
    }

    private void measures() {
        head("Measures");
        page.append("""
                `measure` and `expect` take these, most of them also `of` a station, team, fleet, buffer or product; `lead time`
                and `tardiness` with a statistic (`mean`, `p5`, `p50`, `p95`, `max`), before or after the words; `energy` and
                `cost` also `per part`. [Definitions](kpis.md).

                """);
        page.append("| measure | kind |\n| --- | --- |\n");
        for (var kpi : Measure.Kpi.values()) {
            row("`" + kpi.words() + "`", kpi.kind().name().toLowerCase(Locale.ROOT));
        }
        page.append('\n');
    }

    private void settings() {
        head("What can be set while the plant runs");
        page.append("| setting | of |\n| --- | --- |\n");
        for (var property : Setting.Property.values()) {
            row(
                    "`" + property.word() + "`",
                    switch (property) {
                        case SPEED -> "station or conveyor, a share of the declared speed";
                        case HOLDS -> "buffer";
                        case RATE -> "source, a share of the declared rate";
                        case PEOPLE -> "team";
                    });
        }
        page.append(
                "\n`vary` can change these, the `count` of a station or fleet, the `speed` of a fleet, and every `let` and `parameter` of the plant; `shadowline parameters` lists all of a plant.\n\n");
    }

    private void units() {
        head("Units");
        page.append(
                "A unit stands directly behind its number. Compounds are written without blanks: `m/s`, `EUR/kWh`, `m3`.\n\n");
        var byDimension = new TreeMap<String, List<String>>();
        for (var unit : Units.all()) {
            byDimension
                    .computeIfAbsent(unit.dimension().described(), d -> new ArrayList<>())
                    .add(names(unit));
        }
        page.append("| kind | units |\n| --- | --- |\n");
        byDimension.forEach((dimension, names) -> row(dimension, String.join("; ", names)));
        page.append('\n');
    }

    private static String names(Unit unit) {
        var names = new ArrayList<String>();
        names.add("`" + unit.symbol() + "`");
        for (var alias : unit.aliases()) names.add("`" + alias + "`");
        return String.join(" ", names);
    }

    private void messages() {
        head("Messages");
        page.append("Every message has a code. Warnings do not keep a scenario from running.\n\n");
        page.append("| code | says | kind |\n| --- | --- | --- |\n");
        for (var code : Code.values()) {
            row(code.id(), code.title(), code.severity() == Severity.ERROR ? "error" : "warning");
        }
    }

    private void head(String title) {
        page.append("## ").append(title).append("\n\n");
    }

    private void row(String... cells) {
        for (var cell : cells) page.append("| ").append(cell).append(' ');
        page.append("|\n");
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
    }
}
