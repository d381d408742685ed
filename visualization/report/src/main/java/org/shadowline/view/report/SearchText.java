package org.shadowline.view.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.SearchResult;
import org.shadowline.plant.scenario.Measure;

/** What a search found as text that a planner reads in a terminal. Thread-safe: no state. */
public final class SearchText {
    private static final int MOST_ROWS = 15;
    private static final int MOST_SHARES = 6;

    private SearchText() {}

    public static String of(SearchResult result) {
        var text = new StringBuilder();
        text.append(result.scenario()).append('\n');
        for (var goal : result.goals()) text.append(goal.text()).append('\n');
        for (var limit : result.limits())
            text.append("subject to ").append(limit.text()).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "%s: %d of %s combinations, %s and %d replications of each, seed %d%n%n",
                result.method(),
                result.points().size(),
                count(result.combinations()),
                Format.duration(result.length()),
                result.replications(),
                result.seed()));
        if (result.goals().size() == 1) one(result, text);
        else front(result, text);
        effects(result, text);
        for (var note : result.notes()) text.append("\nnote: ").append(note);
        if (!result.notes().isEmpty()) text.append('\n');
        return text.toString();
    }

    /** What moves each goal, where all combinations were run. */
    private static void effects(SearchResult result, StringBuilder text) {
        for (int g = 0; g < result.effects().size(); g++) {
            var shares = result.effects().get(g).shares();
            if (shares.isEmpty()) continue;
            text.append("what moves ")
                    .append(result.goals().get(g).measure().text())
                    .append(" (share of the sum of squares): ")
                    .append(String.join(
                            ", ",
                            shares.stream()
                                    .limit(MOST_SHARES)
                                    .map(share -> String.format(
                                            Locale.ROOT, "%s %.0f %%", names(result, share), 100 * share.share()))
                                    .toList()))
                    .append('\n');
        }
    }

    /** {@code mill.count}, or {@code mill.count × b1.holds}. */
    static String names(SearchResult result, SearchResult.Share share) {
        return String.join(
                " × ",
                share.factors().stream()
                        .map(f -> result.factors().get(f).name())
                        .toList());
    }

    static String count(double combinations) {
        return combinations < 1e9
                ? String.format(Locale.ROOT, "%,.0f", combinations)
                : "1e" + (int) Math.floor(Math.log10(combinations));
    }

    private static void one(SearchResult result, StringBuilder text) {
        if (!result.best().isEmpty()) {
            int best = result.best().getFirst();
            text.append("best: ").append(settings(result, best)).append('\n');
            var choice = result.choice();
            if (choice != null) text.append(chosen(result, choice)).append('\n');
            text.append('\n');
        }
        text.append(table(result, ranked(result), "points: the best, then by their means"));
    }

    static String chosen(SearchResult result, SearchResult.Choice choice) {
        var goal = result.goals().getFirst().measure();
        var within = new Format(result.currency()).value(goal, choice.indifference());
        if (!choice.sure()) {
            return "not told from the next best within " + within + " by " + choice.runs()
                    + " replications; more are needed to be sure";
        }
        var saved = choice.equalRuns() > choice.runs()
                ? String.format(
                        Locale.ROOT,
                        "; giving up the worse ones early saved %,d of %,d",
                        choice.equalRuns() - choice.runs(),
                        choice.equalRuns())
                : "";
        return String.format(
                Locale.ROOT,
                "the best of %d, or within %s of it, with a probability of at least %s (KN++, %,d replications%s)",
                choice.candidates().size(),
                within,
                percent(choice.probability()),
                choice.runs(),
                saved);
    }

    private static void front(SearchResult result, StringBuilder text) {
        var rows = new ArrayList<>(result.best().isEmpty() ? ranked(result) : result.best());
        rows.sort(Comparator.comparingDouble(
                i -> mean(result.points().get(i).goals().getFirst())));
        text.append(table(
                result,
                rows,
                result.best().isEmpty()
                        ? "points"
                        : "Pareto front: no point that was run is better in one goal and not worse in another"));
    }

    /** Indices of points: the best, then those within the limits, then the others, each by the first goal. */
    private static List<Integer> ranked(SearchResult result) {
        var goal = result.goals().getFirst();
        return IntStream.range(0, result.points().size())
                .boxed()
                .sorted(Comparator.<Integer, Boolean>comparing(
                                i -> !result.best().contains(i))
                        .thenComparing(i -> !result.points().get(i).withinLimits())
                        .thenComparingDouble(i -> {
                            double mean = mean(result.points().get(i).goals().getFirst());
                            return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : -goal.towardsMore(mean);
                        }))
                .toList();
    }

    private static String table(SearchResult result, List<Integer> points, String title) {
        var format = new Format(result.currency());
        var heads = new ArrayList<String>();
        result.factors().forEach(f -> heads.add(f.name()));
        result.goals().forEach(g -> heads.add(g.measure().text()));
        result.limits().forEach(l -> heads.add(l.measure().text()));
        if (!result.limits().isEmpty()) heads.add("limits");
        var table = new TextTable(heads.toArray(String[]::new));
        for (int i : points.subList(0, Math.min(MOST_ROWS, points.size()))) {
            var point = result.points().get(i);
            var cells = new ArrayList<String>();
            for (int f = 0; f < result.factors().size(); f++) {
                cells.add(level(result, point, f));
            }
            for (int g = 0; g < result.goals().size(); g++) {
                cells.add(estimate(
                        format, result.goals().get(g).measure(), point.goals().get(g)));
            }
            for (int l = 0; l < result.limits().size(); l++) {
                cells.add(estimate(
                        format, result.limits().get(l).measure(), point.limits().get(l)));
            }
            if (!result.limits().isEmpty()) cells.add(point.withinLimits() ? "kept" : "broken");
            table.row(cells.toArray(String[]::new));
        }
        var more = points.size() > MOST_ROWS ? "  and " + (points.size() - MOST_ROWS) + " more\n" : "";
        return title + "\n" + table + more;
    }

    static String estimate(Format format, Measure measure, @Nullable Estimate estimate) {
        return estimate == null ? "no value" : format.estimate(measure, estimate);
    }

    private static double mean(@Nullable Estimate estimate) {
        return estimate == null ? Double.NaN : estimate.mean();
    }

    static String level(SearchResult result, SearchResult.Point point, int factor) {
        return result.factors().get(factor).levels().get(point.levels().get(factor));
    }

    /** {@code b1.holds = 8, mill.count = 3}. */
    static String settings(SearchResult result, int point) {
        return String.join(
                ", ",
                IntStream.range(0, result.factors().size())
                        .mapToObj(f -> result.factors().get(f).name() + " = "
                                + level(result, result.points().get(point), f))
                        .toList());
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share).replaceFirst("\\.?0+$", "") + " %";
    }
}
