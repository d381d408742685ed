package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.syntax.ParsedFile;
import org.shadowline.dsl.syntax.ParsedFile.Base;
import org.shadowline.dsl.syntax.ParsedFile.PatternDecl;
import org.shadowline.dsl.syntax.ParsedFile.PlantDecl;
import org.shadowline.dsl.syntax.ParsedFile.ScenarioDecl;
import org.shadowline.dsl.syntax.Ref;

/** A file that was read, with what it declares and what it imports. */
final class FileUnit {
    private final ParsedFile parsed;
    private final Map<String, FileUnit> named = new LinkedHashMap<>();
    private final List<FileUnit> open = new ArrayList<>();
    private final Map<String, PatternDecl> patterns = new LinkedHashMap<>();
    private final Map<String, PlantDecl> plants = new LinkedHashMap<>();
    private final List<ScenarioDecl> scenarios = new ArrayList<>();
    private Scope scope;

    FileUnit(ParsedFile parsed) {
        this.parsed = parsed;
        this.scope = new Scope(null, "", this);
    }

    ParsedFile parsed() {
        return parsed;
    }

    Map<String, FileUnit> namedImports() {
        return named;
    }

    /** Files imported without a name of their own: their names are used as they are. */
    List<FileUnit> openImports() {
        return open;
    }

    Map<String, PatternDecl> patterns() {
        return patterns;
    }

    Map<String, PlantDecl> plants() {
        return plants;
    }

    List<ScenarioDecl> scenarios() {
        return scenarios;
    }

    Scope scope() {
        return scope;
    }

    /** Forgets the values worked out so far. */
    Scope freshScope() {
        scope = new Scope(null, "", this);
        return scope;
    }

    /** A pattern with the file it stands in. */
    record FoundPattern(FileUnit file, PatternDecl pattern) {}

    record FoundPlant(FileUnit file, PlantDecl plant) {}

    record FoundScenario(FileUnit file, ScenarioDecl scenario) {}

    /** By its name, in this file and those that it imports, or by its title. */
    @Nullable FoundScenario scenario(Base base) {
        @Nullable Ref ref = base.ref();
        if (ref != null && ref.parts().size() > 1) {
            @Nullable FileUnit in = owner(ref);
            return in == null ? null : in.own(Inheritance::id, ref.last().text());
        }
        Function<ScenarioDecl, String> name =
                ref != null ? Inheritance::id : scenario -> scenario.title().text();
        for (var file : reachable(ref == null)) {
            @Nullable FoundScenario found = file.own(name, base.text());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable FoundScenario own(Function<ScenarioDecl, String> name, String wanted) {
        for (var scenario : scenarios) {
            if (name.apply(scenario).equals(wanted)) {
                return new FoundScenario(this, scenario);
            }
        }
        return null;
    }

    /** This file and those that it imports, with those under a prefix where titles are meant. */
    private List<FileUnit> reachable(boolean withNamed) {
        var all = new ArrayList<FileUnit>();
        all.add(this);
        all.addAll(open);
        if (withNamed) {
            all.addAll(named.values());
        }
        return all;
    }

    /** Titles, or the names that scenarios can be extended by. */
    List<String> scenarioNames(boolean titles) {
        var names = new ArrayList<String>();
        for (var file : reachable(titles)) {
            file.scenarios.forEach(
                    scenario -> names.add(titles ? scenario.title().text() : Inheritance.id(scenario)));
        }
        if (!titles) {
            named.forEach((alias, file) ->
                    file.scenarios.forEach(scenario -> names.add(alias + "." + Inheritance.id(scenario))));
        }
        return names;
    }

    @Nullable FoundPattern pattern(Ref ref) {
        @Nullable FileUnit in = owner(ref);
        if (in == null) {
            return null;
        }
        var name = ref.last().text();
        @Nullable PatternDecl own = in.patterns.get(name);
        if (own != null) {
            return new FoundPattern(in, own);
        }
        for (var imported : in.open) {
            @Nullable PatternDecl found = imported.patterns.get(name);
            if (found != null) {
                return new FoundPattern(imported, found);
            }
        }
        return null;
    }

    @Nullable FoundPlant plant(Ref ref) {
        @Nullable FileUnit in = owner(ref);
        if (in == null) {
            return null;
        }
        var name = ref.last().text();
        @Nullable PlantDecl own = in.plants.get(name);
        if (own != null) {
            return new FoundPlant(in, own);
        }
        for (var imported : in.open) {
            @Nullable PlantDecl found = imported.plants.get(name);
            if (found != null) {
                return new FoundPlant(imported, found);
            }
        }
        return null;
    }

    List<String> patternNames() {
        var names = new ArrayList<>(patterns.keySet());
        open.forEach(file -> names.addAll(file.patterns.keySet()));
        named.forEach((alias, file) -> file.patterns.keySet().forEach(name -> names.add(alias + "." + name)));
        return names;
    }

    List<String> plantNames() {
        var names = new ArrayList<>(plants.keySet());
        open.forEach(file -> names.addAll(file.plants.keySet()));
        named.forEach((alias, file) -> file.plants.keySet().forEach(name -> names.add(alias + "." + name)));
        return names;
    }

    private @Nullable FileUnit owner(Ref ref) {
        if (ref.parts().size() == 1) {
            return this;
        }
        return ref.parts().size() == 2 ? named.get(ref.parts().getFirst().text()) : null;
    }
}
