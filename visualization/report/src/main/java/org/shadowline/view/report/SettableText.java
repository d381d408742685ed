package org.shadowline.view.report;

import java.util.List;
import org.shadowline.plant.scenario.Settable;
import org.shadowline.plant.scenario.Settable.Kind;
import org.shadowline.plant.units.Quantity;

/** What of a plant can be given another value, as tables for a terminal. Thread-safe: no state. */
public final class SettableText {
    private SettableText() {}

    public static String of(String scenario, String plant, List<Settable> settables) {
        var text = new StringBuilder(scenario).append(" · ").append(plant).append('\n');
        for (var kind : Kind.values()) {
            var those = settables.stream().filter(s -> s.kind() == kind).toList();
            if (those.isEmpty()) {
                if (kind == Kind.PARAMETER) text.append("\nthe plant declares no parameter\n");
                continue;
            }
            text.append('\n').append(title(kind)).append('\n');
            var rows = new TextTable("", "value", "may be", "");
            for (var one : those) rows.row(one.name(), one.value(), limits(one), about(one));
            text.append(rows);
        }
        settables.stream().findFirst().ifPresent(first -> text.append("\nchange one with --set '")
                .append(first.name())
                .append('=')
                .append(first.value())
                .append("'\n"));
        return text.toString();
    }

    private static String title(Kind kind) {
        return switch (kind) {
            case PARAMETER -> "parameters";
            case VALUE -> "other values";
            case SETTING -> "settings";
        };
    }

    private static String limits(Settable one) {
        if (!one.choices().isEmpty()) {
            return String.join(
                    ", ", one.choices().stream().map(Quantity::toString).toList());
        }
        var least = one.least();
        var most = one.most();
        if (least != null && most != null) return least + " to " + most;
        if (least != null) return "at least " + least;
        return most != null ? "at most " + most : "";
    }

    private static String about(Settable one) {
        var help = one.help() == null ? "" : one.help();
        if (one.varied().isEmpty()) return help;
        return help + (help.isEmpty() ? "" : "; ") + "varied: " + String.join(", ", shortened(one.varied()));
    }

    private static List<String> shortened(List<String> values) {
        return values.size() <= 6 ? values : List.of(values.getFirst(), values.get(1), "…", values.getLast());
    }
}
