package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Name;
import org.shadowline.dsl.syntax.Ref;
import org.shadowline.dsl.syntax.Statement.Kind;

/** Finds what a mention in the text means in an expanded plant. */
final class Names {
    private final Expansion expansion;
    private final Evaluator evaluator;
    private final Reports reports;
    private final Mentions mentions;
    private final Map<String, Span> skills = new LinkedHashMap<>();

    Names(Expansion expansion, Evaluator evaluator, Reports reports, Mentions mentions) {
        this.expansion = expansion;
        this.evaluator = evaluator;
        this.reports = reports;
        this.mentions = mentions;
    }

    /** What has the name, seen from a scope: in the pattern first, then in what is around it. */
    @Nullable Named find(Ref ref, Scope scope) {
        @Nullable String id = id(ref, scope);
        if (id == null) {
            return null;
        }
        var prefix = scope.prefix();
        while (true) {
            @Nullable Named found = expansion.names.get(prefix.isEmpty() ? id : prefix + id);
            if (found != null) {
                mentions.mention(found.declaration(), ref.last().span());
                return found;
            }
            if (prefix.isEmpty()) {
                return null;
            }
            int dot = prefix.lastIndexOf('.', prefix.length() - 2);
            prefix = dot < 0 ? "" : prefix.substring(0, dot + 1);
        }
    }

    @Nullable Named byId(String id) {
        return expansion.names.get(id);
    }

    private @Nullable String id(Ref ref, Scope scope) {
        if (ref.parts().size() == 1) {
            return evaluator.id(ref.last().text(), ref.last().index(), scope);
        }
        var id = new StringBuilder();
        for (var part : ref.parts()) {
            @Nullable String text = evaluator.id(part.text(), part.index(), scope);
            if (text == null) {
                return null;
            }
            id.append(id.isEmpty() ? "" : ".").append(text);
        }
        return id.toString();
    }

    /** Something of one of the kinds; null when there is none, which has been reported. {@code what} has an article. */
    @Nullable Named require(Ref ref, Scope scope, Set<Kind> kinds, String what) {
        @Nullable Named found = find(ref, scope);
        if (found == null) {
            unknown(ref, scope, kinds, what);
            return null;
        }
        @Nullable Kind kind = found.kind();
        if (kind == null || !kinds.contains(kind)) {
            reports.add(Diagnostic.of(
                            Code.WRONG_KIND,
                            ref.span(),
                            "`" + ref.span().text() + "` is " + found.what() + ", but " + what + " is wanted here")
                    .note(found.declaration(), "declared here"));
            return null;
        }
        return found;
    }

    void unknown(Ref ref, Scope scope, Set<Kind> kinds, String what) {
        var text = ref.span().text();
        boolean lost = Evaluator.isLost(ref, scope) || reports.isLost(ref);
        if (lost || reports.hasErrorIn(ref.span()) || !reports.isFirstUnknown(withoutIndices(ref))) {
            return;
        }
        var wanted = new ArrayList<String>();
        var others = new ArrayList<String>();
        for (var named : expansion.names.values()) {
            var name = named.id().startsWith(scope.prefix())
                    ? named.id().substring(scope.prefix().length())
                    : named.id();
            @Nullable Kind kind = named.kind();
            (kind != null && kinds.contains(kind) ? wanted : others).add(name);
        }
        @Nullable String near = Spelling.nearest(text, wanted);
        if (near == null) {
            near = Spelling.nearest(text, others);
        }
        var noun = what.startsWith("an ") ? what.substring(3) : what.startsWith("a ") ? what.substring(2) : what;
        var fault = Diagnostic.of(
                Code.UNKNOWN_NAME,
                ref.span(),
                "there is no " + noun + " `" + text + "`" + (near == null ? "" : "; did you mean `" + near + "`?"));
        if (near != null) {
            reports.add(fault.fix(ref.span(), near));
        } else if (wanted.isEmpty() || wanted.size() > 8) {
            reports.add(fault.help("declare it in the plant"));
        } else {
            reports.add(fault.help(
                    wanted.size() == 1 ? "there is " + wanted.getFirst() : "there are " + String.join(", ", wanted)));
        }
    }

    private static String withoutIndices(Ref ref) {
        return ref.parts().stream().map(Ref.Part::text).collect(Collectors.joining("."));
    }

    // skills

    void declareSkill(Name skill) {
        skills.putIfAbsent(skill.text(), skill.span());
        mentions.declare(Objects.requireNonNull(skills.get(skill.text())), skill.text(), "a skill");
    }

    void mentionSkill(Name skill) {
        @Nullable Span declaration = skills.get(skill.text());
        if (declaration != null) {
            mentions.mention(declaration, skill.span());
        }
    }

    List<String> skills() {
        return List.copyOf(skills.keySet());
    }
}
