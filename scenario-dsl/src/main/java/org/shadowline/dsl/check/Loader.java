package org.shadowline.dsl.check;

import java.io.IOException;
import java.util.ArrayList;
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
import org.shadowline.dsl.syntax.ParsedFile;
import org.shadowline.dsl.syntax.ParsedFile.Common;
import org.shadowline.dsl.syntax.ParsedFile.Import;
import org.shadowline.dsl.syntax.ParsedFile.PatternDecl;
import org.shadowline.dsl.syntax.ParsedFile.PlantDecl;
import org.shadowline.dsl.syntax.ParsedFile.ScenarioDecl;
import org.shadowline.dsl.syntax.Parser;
import org.shadowline.dsl.syntax.Statement;
import org.shadowline.plant.units.Units;

/** Reads a file and all that it imports, each once, and collects what they declare. */
final class Loader {
    private static final int MOST_FILES = 500;

    private final FileAccess files;
    private final Diagnostics diagnostics;
    private final Mentions mentions;
    private final Map<String, FileUnit> loaded = new LinkedHashMap<>();
    private final List<String> busy = new ArrayList<>();

    Loader(FileAccess files, Diagnostics diagnostics, Mentions mentions) {
        this.files = files;
        this.diagnostics = diagnostics;
        this.mentions = mentions;
    }

    FileUnit load(String name, String text) {
        var unit = new FileUnit(Parser.parse(new SourceText(name, text), diagnostics));
        loaded.put(name, unit);
        busy.add(name);
        declare(unit);
        busy.removeLast();
        return unit;
    }

    Map<String, FileUnit> loaded() {
        return loaded;
    }

    private void declare(FileUnit unit) {
        var names = new LinkedHashMap<String, Span>();
        for (var declaration : unit.parsed().declarations()) {
            if (declaration instanceof Import one) {
                importFile(unit, one, names);
            } else if (declaration instanceof PatternDecl pattern) {
                if (isNew(names, pattern.name().text(), pattern.name().span(), "a pattern")) {
                    unit.patterns().put(pattern.name().text(), pattern);
                }
            } else if (declaration instanceof PlantDecl plant) {
                if (isNew(names, plant.name().text(), plant.name().span(), "a plant")) {
                    unit.plants().put(plant.name().text(), plant);
                }
            } else if (declaration instanceof ScenarioDecl scenario) {
                unit.scenarios().add(scenario);
            } else {
                declareCommon(((Common) declaration).statement(), names);
            }
        }
    }

    private void declareCommon(Statement statement, Map<String, Span> names) {
        if (statement instanceof Statement.Let let) {
            isNew(names, let.name().text(), let.name().span(), "a value");
        } else if (statement instanceof Statement.HoursLet hours) {
            isNew(names, hours.name().text(), hours.name().span(), "hours");
        }
    }

    private boolean isNew(Map<String, Span> names, String name, Span span, String what) {
        mentions.declare(span, name, what);
        if (Units.named(name) != null) {
            diagnostics.add(Naming.isUnit(name, span));
        }
        @Nullable Span earlier = names.putIfAbsent(name, span);
        if (earlier != null) {
            diagnostics.add(Naming.declaredTwice(name, span, earlier));
        }
        return earlier == null;
    }

    private void importFile(FileUnit unit, Import one, Map<String, Span> names) {
        var name = files.resolve(unit.parsed().source().name(), one.path().text());
        if (busy.contains(name)) {
            diagnostics.add(Diagnostic.of(
                            Code.IMPORT_CYCLE,
                            one.path().span(),
                            "`" + one.path().text() + "` imports this file in turn: " + cycle(name))
                    .help("put what both need into a third file"));
            return;
        }
        @Nullable FileUnit imported = loaded.get(name);
        if (imported == null) {
            imported = read(one, name);
        }
        if (imported == null) {
            imported = new FileUnit(new ParsedFile(
                    new SourceText(name, ""),
                    Parser.parse(new SourceText(name, ""), new Diagnostics()).tokens(),
                    List.of(),
                    Set.of(ParsedFile.ANYTHING)));
        }
        if (one.as() == null) {
            unit.openImports().add(imported);
        } else if (isNew(names, one.as().text(), one.as().span(), "an imported file")) {
            unit.namedImports().put(one.as().text(), imported);
        }
    }

    private @Nullable FileUnit read(Import one, String name) {
        if (loaded.size() >= MOST_FILES) {
            diagnostics.add(Diagnostic.of(
                    Code.TOO_LARGE, one.path().span(), "more than " + MOST_FILES + " files are imported"));
            return null;
        }
        try {
            return load(name, files.read(name));
        } catch (IOException unreadable) {
            diagnostics.add(Diagnostic.of(
                            Code.FILE_UNREADABLE,
                            one.path().span(),
                            "the file `" + one.path().text() + "` cannot be read: " + unreadable.getMessage())
                    .help("paths are relative to the file that imports: " + name));
            return null;
        }
    }

    private String cycle(String back) {
        var out = new StringBuilder();
        for (int i = busy.indexOf(back); i < busy.size(); i++) {
            out.append(busy.get(i)).append(" -> ");
        }
        return out.append(back).toString();
    }
}
