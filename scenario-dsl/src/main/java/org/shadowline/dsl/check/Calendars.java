package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.HoursExpr;
import org.shadowline.plant.description.Hours;

/** Makes hours of a week of the hours in the text. */
final class Calendars {
    private static final int MOST_DEPENDENT = 200;

    private final Evaluator evaluator;
    private final Reports reports;
    private final Mentions mentions;
    private int depth;

    Calendars(Evaluator evaluator, Reports reports, Mentions mentions) {
        this.evaluator = evaluator;
        this.reports = reports;
        this.mentions = mentions;
    }

    Hours hours(HoursExpr expr, Scope scope) {
        if (expr.terms().size() == 1) {
            return term(expr.terms().getFirst(), scope);
        }
        var spans = new ArrayList<int[]>();
        @Nullable Hours first = null;
        for (var term : expr.terms()) {
            var hours = term(term, scope);
            if (first != null && !first.isInZoneOf(hours)) {
                reports.error(
                        Code.BAD_TIME,
                        term.span(),
                        "these hours are in another time zone than those before them",
                        "give both the same, e.g. `in Europe/Berlin`");
            }
            first = first == null ? hours : first;
            for (var interval : hours.intervals()) {
                spans.add(new int[] {interval.start(), interval.end()});
            }
        }
        return Hours.union(spans).in(first == null ? null : first.zone());
    }

    private Hours term(HoursExpr.Term term, Scope scope) {
        return term instanceof HoursExpr.Group group ? group(group) : named((HoursExpr.Named) term, scope);
    }

    private Hours group(HoursExpr.Group group) {
        var open = Hours.union(spans(group.open(), group.days()));
        var hours =
                group.breaks().isEmpty() ? open : open.minus(Hours.union(spans(group.breaks(), HoursExpr.EVERY_DAY)));
        return group.zone() == null ? hours : hours.in(Zones.zone(group.zone(), reports));
    }

    private static List<int[]> spans(List<HoursExpr.Range> ranges, int days) {
        var spans = new ArrayList<int[]>();
        for (int day = 0; day < 7; day++) {
            if ((days >> day & 1) != 0) {
                for (var range : ranges) {
                    int end = range.to() <= range.from() ? range.to() + Hours.DAY : range.to();
                    spans.add(new int[] {day * Hours.DAY + range.from(), day * Hours.DAY + end});
                }
            }
        }
        return spans;
    }

    private Hours named(HoursExpr.Named named, Scope scope) {
        var ref = named.name();
        Scope.@Nullable Binding binding = evaluator.binding(ref, scope);
        if (binding == null) {
            if (!ref.is("always")) {
                unknown(named, scope);
            }
            return Hours.ALWAYS;
        }
        binding.used = true;
        mentions.mention(binding.declaration, ref.last().span());
        if (binding.hours == null) {
            reports.error(Code.WRONG_KIND, ref.span(), "`" + ref.span().text() + "` is a value, not hours of work");
            return Hours.ALWAYS;
        }
        if (binding.knownHours != null) {
            return binding.knownHours;
        }
        if (binding.busy) {
            reports.error(Code.CIRCULAR, ref.span(), "the hours `" + binding.name + "` are defined by themselves");
            return Hours.ALWAYS;
        }
        if (depth >= MOST_DEPENDENT) {
            reports.error(
                    Code.TOO_LARGE,
                    ref.span(),
                    "hours depend on each other over more than " + MOST_DEPENDENT + " steps");
            return Hours.ALWAYS;
        }
        binding.busy = true;
        depth++;
        var hours = hours(binding.hours, binding.scope);
        depth--;
        binding.busy = false;
        binding.knownHours = hours;
        return hours;
    }

    private void unknown(HoursExpr.Named named, Scope scope) {
        var text = named.span().text();
        if (Evaluator.isLost(named.name(), scope) || !reports.isFirstUnknown(text)) {
            return;
        }
        var names = new ArrayList<>(scope.names());
        names.add("always");
        @Nullable String near = Spelling.nearest(text, names);
        var fault = Diagnostic.of(
                Code.UNKNOWN_NAME,
                named.span(),
                "there are no hours `" + text + "`" + (near == null ? "" : "; did you mean `" + near + "`?"));
        reports.add(
                near == null
                        ? fault.help("declare them, e.g. `hours " + text + " 06:00-14:00 on weekdays`")
                        : fault.fix(named.span(), near));
    }
}
