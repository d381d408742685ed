package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Diagnostics;
import org.shadowline.dsl.diagnostics.SourceText;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Name;
import org.shadowline.dsl.syntax.ParsedFile;
import org.shadowline.dsl.syntax.ParsedFile.PlantDecl;
import org.shadowline.dsl.syntax.ParsedFile.ScenarioDecl;
import org.shadowline.dsl.syntax.Parser;
import org.shadowline.dsl.syntax.Ref;
import org.shadowline.dsl.syntax.ScenarioItem;
import org.shadowline.dsl.syntax.Statement;
import org.shadowline.plant.description.Plant;

/** Checks a file: first all names of all files, then the plants, then the scenarios, then what cannot work. */
public final class LanguageChecker {
    private final FileAccess files;
    private final Diagnostics diagnostics = new Diagnostics();
    private final Mentions mentions = new Mentions();
    private final Tables tables;
    private final Map<String, PlantModel> models = new LinkedHashMap<>();
    private final List<Scope.Binding> lets = new ArrayList<>();
    private final List<ScenarioItem> more = new ArrayList<>();
    private final Inheritance inheritance;

    public LanguageChecker(FileAccess files) {
        this.files = files;
        this.tables = new Tables(files);
        this.inheritance = new Inheritance(files, new Reports(diagnostics), mentions);
    }

    /** @param values values given from outside, by the name of what they replace */
    public Checked check(String name, String text, Map<String, String> values) {
        return check(name, text, values, List.of());
    }

    /** @param given statements for every scenario, such as {@code goal maximise throughput} */
    public Checked check(String name, String text, Map<String, String> values, List<String> given) {
        for (var statement : given) {
            more.addAll(Parser.parseScenarioItems(new SourceText("command line", statement), diagnostics));
        }
        var loader = new Loader(files, diagnostics, mentions);
        var main = loader.load(name, text);
        var units = List.copyOf(loader.loaded().values());
        var reports = new Reports(diagnostics);
        var evaluator = new Evaluator(reports, mentions, tables);
        var overrides = overrides(values, main);
        lets.addAll(bindFiles(units, main, evaluator, reports, overrides));
        var plantChecker = new PlantChecker(evaluator, reports, mentions, tables);
        for (var plant : main.plants().values()) {
            model(main, plant, plantChecker, overrides);
        }
        checkPatternsAlone(main, evaluator, reports);
        var scenarios = new ArrayList<CheckedScenario>();
        var ids = new HashSet<String>();
        for (var scenario : main.scenarios()) {
            @Nullable CheckedScenario checked = scenario(main, scenario, plantChecker, evaluator, reports, overrides, units, ids);
            if (checked != null) {
                scenarios.add(checked);
            }
        }
        refuseUnusedOverrides(overrides, reports);
        if (!diagnostics.hasErrors()) {
            for (var model : models.values()) {
                if (model.file() == main) {
                    new Foresight(model, reports).warn();
                }
            }
            warnOfUnused(evaluator, reports, main);
        }
        boolean failed = diagnostics.hasErrors();
        var parsed = new LinkedHashMap<String, ParsedFile>();
        for (var file : loader.loaded().entrySet()) {
            parsed.put(file.getKey(), file.getValue().parsed());
        }
        return new Checked(
                main.parsed(),
                parsed,
                diagnostics.sorted(),
                failed ? List.of() : plants(main),
                failed ? List.of() : scenarios,
                mentions);
    }

    private List<Plant> plants(FileUnit main) {
        var plants = new ArrayList<Plant>();
        for (var id : main.plants().keySet()) {
            @Nullable PlantModel model = models.get(key(main, id));
            if (model != null) {
                plants.add(model.plant());
            }
        }
        return List.copyOf(plants);
    }

    private static String key(FileUnit file, String plant) {
        return file.parsed().source().name() + "#" + plant;
    }

    private PlantModel model(FileUnit file, PlantDecl plant, PlantChecker checker, Overrides overrides) {
        var key = key(file, plant.name().text());
        @Nullable PlantModel known = models.get(key);
        if (known != null) {
            return known;
        }
        var model = checker.check(file, plant, overrides);
        lets.addAll(model.expansion().lets);
        models.put(key, model);
        return model;
    }

    /** Gives every file a fresh scope with its values; those of the main file may be replaced from outside. */
    private List<Scope.Binding> bindFiles(
            List<FileUnit> units, FileUnit main, Evaluator evaluator, Reports reports, Overrides overrides) {
        List<Scope.Binding> ofMain = List.of();
        for (var unit : units) {
            var scope = unit.freshScope();
            var common = new ArrayList<Statement>();
            for (var declaration : unit.parsed().declarations()) {
                if (declaration instanceof ParsedFile.Common one) {
                    common.add(one.statement());
                }
            }
            new Expander(evaluator, reports, mentions, unit == main ? overrides : Overrides.NONE)
                    .bindNames(common, scope);
            if (unit == main) {
                ofMain = List.copyOf(scope.bindings().values());
            }
        }
        return ofMain;
    }

    /** A pattern that nobody uses is checked with its presets, if it has them all. */
    private void checkPatternsAlone(FileUnit main, Evaluator evaluator, Reports reports) {
        for (var pattern : main.patterns().values()) {
            if (reports.hasErrors()) {
                return;
            }
            boolean used = !mentions.uses(new Mentions.Symbol(pattern.name().span(), "", ""))
                    .isEmpty();
            boolean complete = pattern.parameters().stream().allMatch(parameter -> parameter.value() != null);
            if (used || !complete) {
                continue;
            }
            var word = pattern.name();
            var use = new Statement.Use(
                    word.span(),
                    new Ref(word.span(), List.of(new Ref.Part(word.span(), word.text(), null))),
                    List.of(),
                    null,
                    null);
            new Expander(evaluator, reports, mentions, Overrides.NONE)
                    .expand(List.of(use), new Scope(main.scope(), "", null));
        }
    }

    // scenarios

    private @Nullable CheckedScenario scenario(
            FileUnit main,
            ScenarioDecl declaration,
            PlantChecker checker,
            Evaluator evaluator,
            Reports reports,
            Overrides overrides,
            List<FileUnit> units,
            Set<String> ids) {
        var line = inheritance.line(main, declaration);
        FileUnit.@Nullable FoundPlant found = line.isEmpty() ? null : plant(line, reports);
        if (found == null) {
            return null;
        }
        var model = model(found.file(), found.plant(), checker, overrides);
        if (declaration.on() != null) {
            mentions.mention(
                    found.plant().name().span(), declaration.on().last().span());
        }
        var items = new ArrayList<>(inheritance.items(line));
        items.addAll(more);
        var scenarioChecker = new ScenarioChecker(model, evaluator, reports);
        var locals = new ArrayList<Statement>();
        for (var item : items) {
            if (item instanceof ScenarioItem.LocalLet local) {
                locals.add(local.let());
            }
        }
        new Expander(evaluator, reports, mentions, Overrides.NONE).bindNames(locals, scenarioChecker.scope());
        for (var binding : scenarioChecker.scope().bindings().values()) {
            if (isIn(binding.declaration, declaration.span())) {
                lets.add(binding);
            }
        }
        var scenario = scenarioChecker.check(declaration, items, id(declaration, ids, reports));
        var vary = new ArrayList<List<Overrides.Given>>();
        for (var values : scenarioChecker.varied()) {
            if (!overrides.gives(values.getFirst().target())) {
                vary.add(values);
            }
        }
        var fileLets = List.copyOf(main.scope().bindings().values());
        return new CheckedScenario(
                scenario,
                model.plant(),
                vary,
                scenarioChecker.goals(),
                scenarioChecker.limits(),
                varied -> rebuild(found, overrides, varied, units, main),
                () -> new Settables(evaluator, vary).of(model, fileLets));
    }

    /** The plant once more with other values; that they fit has been checked. */
    private Plant rebuild(
            FileUnit.FoundPlant found, Overrides outer, Overrides varied, List<FileUnit> units, FileUnit main) {
        var reports = new Reports(new Diagnostics());
        var fresh = new Mentions();
        var evaluator = new Evaluator(reports, fresh, tables);
        var overrides = new Overrides();
        overrides.putAll(outer);
        overrides.putAll(varied);
        bindFiles(units, main, evaluator, reports, overrides);
        return new PlantChecker(evaluator, reports, fresh, tables)
                .check(found.file(), found.plant(), overrides)
                .plant();
    }

    private static boolean isIn(Span inner, Span outer) {
        return inner.source() == outer.source() && inner.start() >= outer.start() && inner.end() <= outer.end();
    }

    /** The plant of a scenario and of all that it extends. */
    private FileUnit.@Nullable FoundPlant plant(List<FileUnit.FoundScenario> line, Reports reports) {
        FileUnit.@Nullable FoundPlant found =
                plant(line.getLast().file(), line.getLast().scenario(), reports);
        for (var one : line.reversed().subList(1, line.size())) {
            @Nullable Ref on = one.scenario().on();
            if (on == null || found == null) {
                continue;
            }
            FileUnit.@Nullable FoundPlant own = plant(one.file(), one.scenario(), reports);
            if (own != null && own.plant() != found.plant()) {
                reports.add(Diagnostic.of(
                                Code.OTHER_PLANT,
                                on.span(),
                                "scenario \"" + one.scenario().title().text() + "\" is on `"
                                        + own.plant().name().text() + "`, but the one that it extends is on `"
                                        + found.plant().name().text() + "`")
                        .note(found.plant().name().span(), "the plant of the scenario that is extended")
                        .help("a scenario can only be extended on its own plant; leave `on "
                                + on.span().text() + "` out"));
                return null;
            }
        }
        return found;
    }

    private FileUnit.@Nullable FoundPlant plant(FileUnit main, ScenarioDecl declaration, Reports reports) {
        @Nullable Ref on = declaration.on();
        if (on != null) {
            FileUnit.@Nullable FoundPlant found = main.plant(on);
            boolean lost = Evaluator.isLost(on, main.scope());
            if (found == null && !lost) {
                unknownPlant(on, main, reports);
            }
            return found;
        }
        if (main.plants().size() == 1) {
            return new FileUnit.FoundPlant(
                    main, main.plants().values().iterator().next());
        }
        if (!diagnostics.hasErrors()) {
            reports.error(
                    Code.NO_PLANT,
                    declaration.title().span(),
                    main.plants().isEmpty()
                            ? "the file has no plant for scenario \""
                                    + declaration.title().text() + "\""
                            : "scenario \"" + declaration.title().text() + "\" does not say which plant it is about",
                    "write `scenario \"" + declaration.title().text() + "\" on "
                            + (main.plants().isEmpty()
                                    ? "name"
                                    : main.plants().keySet().iterator().next()) + " {`");
        }
        return null;
    }

    private static void unknownPlant(Ref on, FileUnit main, Reports reports) {
        var text = on.span().text();
        var names = main.plantNames();
        @Nullable String near = Spelling.nearest(text, names);
        var fault = Diagnostic.of(
                Code.UNKNOWN_NAME,
                on.span(),
                "there is no plant `" + text + "`" + (near == null ? "" : "; did you mean `" + near + "`?"));
        if (near != null) {
            reports.add(fault.fix(on.span(), near));
        } else {
            reports.add(fault.help(
                    names.isEmpty()
                            ? "declare it: `plant " + text + " { … }`"
                            : "there is " + String.join(", ", names)));
        }
    }

    private String id(ScenarioDecl declaration, Set<String> ids, Reports reports) {
        @Nullable Name as = declaration.as();
        var id = Inheritance.id(declaration);
        var span = as != null ? as.span() : declaration.title().span();
        if (!ids.add(id)) {
            reports.error(
                    Code.DECLARED_TWICE,
                    span,
                    "there are two scenarios `" + id + "`",
                    "give one another title, or a name with `as`");
        }
        return id;
    }

    // values from outside

    private Overrides overrides(Map<String, String> values, FileUnit main) {
        var overrides = new Overrides();
        for (var entry : values.entrySet()) {
            var target = entry.getKey();
            var source = new SourceText("--set " + target, target + " = " + entry.getValue());
            int begin = target.length() + 3;
            var span = source.span(0, target.length());
            @Nullable Expr value = Parser.parseValue(source, begin, diagnostics);
            if (value != null) {
                overrides.put(new Overrides.Given(target, span, value, new Scope(null, "", main)));
            }
        }
        return overrides;
    }

    private void refuseUnusedOverrides(Overrides overrides, Reports reports) {
        if (diagnostics.hasErrors()) {
            return;
        }
        for (var given : overrides.all()) {
            if (!overrides.isUsed(given)) {
                var names = new ArrayList<String>();
                lets.forEach(binding -> names.add(binding.name));
                models.values().forEach(model -> names.addAll(settings(model)));
                @Nullable String near = Spelling.nearest(given.target(), names);
                reports.error(
                        Code.UNKNOWN_NAME,
                        given.span(),
                        "there is no `" + given.target() + "` to be given a value"
                                + (near == null ? "" : "; did you mean `" + near + "`?"),
                        "name a `parameter`, a `let` or a property such as `mill.count`; `shadowline parameters` lists them");
            }
        }
    }

    /** Elements, and their properties that can be changed. */
    private static List<String> settings(PlantModel model) {
        var names = new ArrayList<String>();
        for (var named : model.expansion().names.values()) {
            names.add(named.id());
            Settings.varied(named.kind()).forEach(property -> names.add(named.id() + "." + property));
        }
        return names;
    }

    private void warnOfUnused(Evaluator evaluator, Reports reports, FileUnit main) {
        for (var binding : lets) {
            boolean here = binding.declaration.source() == main.parsed().source()
                    && !main.plants().isEmpty();
            if (!binding.used && here) {
                Span span = binding.declaration;
                reports.add(Diagnostic.of(Code.UNUSED, span, "`" + binding.name + "` is never used")
                        .help("use it or leave it out"));
                if (binding.value != null) {
                    evaluator.value(binding, span);
                }
            }
        }
    }
}
