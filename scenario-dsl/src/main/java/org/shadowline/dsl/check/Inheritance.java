package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.FileUnit.FoundScenario;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Name;
import org.shadowline.dsl.syntax.ParsedFile.Base;
import org.shadowline.dsl.syntax.ParsedFile.ScenarioDecl;
import org.shadowline.dsl.syntax.Ref;
import org.shadowline.dsl.syntax.ScenarioItem;

/** Writes scenarios out that extend others: what is single is replaced, what are lists is added to. */
final class Inheritance {
    private final FileAccess files;
    private final Reports reports;
    private final Mentions mentions;
    private final Set<ScenarioDecl> circular = new HashSet<>();

    Inheritance(FileAccess files, Reports reports, Mentions mentions) {
        this.files = files;
        this.reports = reports;
        this.mentions = mentions;
    }

    /** The name of a scenario: as it says, or made of its title. */
    static String id(ScenarioDecl scenario) {
        @Nullable Name as = scenario.as();
        return as != null ? as.text() : slug(scenario.title().text());
    }

    private static String slug(String title) {
        var out = new StringBuilder();
        for (char c : title.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean letter = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (letter) {
                out.append(c);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != '-') {
                out.append('-');
            }
        }
        while (!out.isEmpty() && out.charAt(out.length() - 1) == '-') {
            out.setLength(out.length() - 1);
        }
        return out.isEmpty() ? "scenario" : out.toString();
    }

    /** A scenario and those that it extends, itself first; empty when one cannot be found, which has been reported. */
    List<FoundScenario> line(FileUnit main, ScenarioDecl scenario) {
        var line = new ArrayList<FoundScenario>();
        declare(scenario);
        line.add(new FoundScenario(main, scenario));
        while (true) {
            var last = line.getLast();
            @Nullable Base base = last.scenario().base();
            if (base == null) {
                return line;
            }
            @Nullable FoundScenario found = last.file().scenario(base);
            if (found == null) {
                unknown(base, last.file());
                return List.of();
            }
            declare(found.scenario());
            mentions.mention(named(found.scenario()).span(), base.span());
            if (line.contains(found)) {
                refuseCircle(line.subList(line.indexOf(found), line.size()), base);
                return List.of();
            }
            line.add(found);
        }
    }

    private void declare(ScenarioDecl scenario) {
        mentions.declare(named(scenario).span(), id(scenario), "a scenario");
    }

    private static Name named(ScenarioDecl scenario) {
        @Nullable Name as = scenario.as();
        return as != null ? as : scenario.title();
    }

    private void refuseCircle(List<FoundScenario> circle, Base base) {
        boolean first = true;
        for (var one : circle) {
            first &= circular.add(one.scenario());
        }
        if (first) {
            reports.error(
                    Code.CIRCULAR,
                    base.span(),
                    "the scenario `" + id(circle.getFirst().scenario()) + "` extends itself"
                            + (circle.size() == 1
                                    ? ""
                                    : " over "
                                            + circle.stream()
                                                    .skip(1)
                                                    .map(one -> "`" + id(one.scenario()) + "`")
                                                    .collect(Collectors.joining(", "))),
                    "let one of them stand by itself");
        }
    }

    private void unknown(Base base, FileUnit file) {
        @Nullable Ref ref = base.ref();
        boolean lost = ref == null ? !file.parsed().lost().isEmpty() : Evaluator.isLost(ref, file.scope());
        if (lost) {
            return;
        }
        var names = file.scenarioNames(ref == null);
        var text = base.text();
        @Nullable String near = Spelling.nearest(text, names);
        var fault = Diagnostic.of(
                Code.UNKNOWN_NAME,
                base.span(),
                "there is no scenario `" + text + "`" + (near == null ? "" : "; did you mean `" + near + "`?"));
        if (near != null) {
            reports.add(fault.fix(base.span(), ref == null ? "\"" + near + "\"" : near));
        } else {
            reports.add(fault.help("name one by its `as`, such as `extends base`, or by its title in quotation marks"));
        }
    }

    /** The statements of a scenario with those that it takes over; {@code line} as {@link #line} gives it. */
    List<ScenarioItem> items(List<FoundScenario> line) {
        List<ScenarioItem> items = List.of();
        var main = line.getFirst().file();
        for (var one : line.reversed()) {
            var own = one.file() == main ? one.scenario().items() : moved(one, main);
            items = extended(items, own);
        }
        return items;
    }

    /** Paths of files are relative to the file that names them. */
    private List<ScenarioItem> moved(FoundScenario from, FileUnit main) {
        var items = new ArrayList<ScenarioItem>();
        for (var item : from.scenario().items()) {
            if (item instanceof ScenarioItem.Begins(var span, Name file)) {
                var name = files.resolve(from.file().parsed().source().name(), file.text());
                var mention = files.mention(main.parsed().source().name(), name);
                items.add(new ScenarioItem.Begins(span, new Name(file.span(), mention)));
            } else {
                items.add(item);
            }
        }
        return items;
    }

    private static List<ScenarioItem> extended(List<ScenarioItem> base, List<ScenarioItem> own) {
        var replaced = new HashSet<Object>();
        for (var item : own) {
            if (item instanceof ScenarioItem.Vary vary) {
                vary.items().forEach(varied -> replaced.add(key(varied)));
            } else {
                @Nullable Object key = key(item);
                if (key != null) {
                    replaced.add(key);
                }
            }
        }
        var all = new ArrayList<ScenarioItem>();
        for (var item : base) {
            if (item instanceof ScenarioItem.Vary vary) {
                var left = vary.items().stream()
                        .filter(varied -> !replaced.contains(key(varied)))
                        .toList();
                if (!left.isEmpty()) {
                    all.add(new ScenarioItem.Vary(vary.span(), left));
                }
            } else if (!replaced.contains(key(item))) {
                all.add(item);
            }
        }
        all.addAll(own);
        return all;
    }

    private record NamedLet(String name) {}

    private record VariedName(String name) {}

    private static VariedName key(ScenarioItem.Varied varied) {
        return new VariedName(varied.target().span().text());
    }

    /** What a statement replaces in the scenario that is extended; null where it adds to it. */
    private static @Nullable Object key(ScenarioItem item) {
        return switch (item) {
            case ScenarioItem.LocalLet it -> new NamedLet(it.let().name().text());
            case ScenarioItem.Cube _,
                    ScenarioItem.Starts _,
                    ScenarioItem.Run _,
                    ScenarioItem.Seed _,
                    ScenarioItem.Begins _,
                    ScenarioItem.Goal _ -> item.getClass();
            case ScenarioItem.At _,
                    ScenarioItem.When _,
                    ScenarioItem.Vary _,
                    ScenarioItem.SubjectTo _,
                    ScenarioItem.Measures _,
                    ScenarioItem.Expect _ -> null;
        };
    }
}
