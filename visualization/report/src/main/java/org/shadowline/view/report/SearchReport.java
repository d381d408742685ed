package org.shadowline.view.report;

import static org.shadowline.view.report.ExperimentReport.named;

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
import org.shadowline.view.report.ExperimentReport.Fact;
import org.shadowline.view.report.ExperimentReport.Section;
import org.shadowline.view.report.ExperimentReport.Table;

/** The page of a search: the best settings, all points in the plane of two goals or in their order, and a table of them. */
public final class SearchReport {
    private static final int MOST_BARS = 12;

    private final SearchResult result;
    private final Format format;

    private SearchReport(SearchResult result) {
        this.result = result;
        format = new Format(result.currency());
    }

    public static ExperimentReport of(SearchResult result) {
        return new SearchReport(result).report();
    }

    private ExperimentReport report() {
        var sections = new ArrayList<Section>();
        if (result.goals().size() >= 2) {
            for (int second = 1; second < result.goals().size(); second++) sections.add(front(second));
        } else {
            sections.add(course());
        }
        if (!result.best().isEmpty()) {
            sections.add(new Section(
                    "best",
                    result.goals().size() == 1 ? "Best settings" : "Pareto front",
                    result.goals().size() == 1
                            ? "What was chosen."
                            : "No point that was run is better in one goal and not worse in another.",
                    List.of(),
                    table(result.best(), List.of()),
                    null));
        }
        for (int g = 0; g < result.effects().size(); g++) sections.add(effects(g));
        var all = IntStream.range(0, result.points().size()).boxed().toList();
        sections.add(new Section(
                "points",
                "All points",
                "In the order in which they were run; the best are marked.",
                List.of(),
                table(all, result.best()),
                null));
        sections.addAll(ExperimentReport.notes(result.notes()));
        return new ExperimentReport(
                "Search",
                result.scenario(),
                verdict(),
                facts(),
                sections,
                "All points draw the same random numbers. A figure is the mean over replications with its 95 % interval by"
                        + " Student's t; a point keeps a limit when its mean does.");
    }

    /** Main effects and two-factor interactions over all combinations. */
    private Section effects(int goal) {
        var effects = result.effects().get(goal);
        var measure = goal(goal);
        var rows = new ArrayList<List<String>>();
        for (var share : effects.shares()) {
            rows.add(List.of(
                    SearchText.names(result, share),
                    share.factors().size() == 1 ? "main" : "interaction",
                    String.format(Locale.ROOT, "%.1f %%", 100 * share.share()),
                    share.factors().size() == 1
                            ? means(effects, measure, share.factors().getFirst())
                            : ""));
        }
        return new Section(
                "effects-" + goal,
                "What moves " + measure.text(),
                "Main effects and interactions of two settings over all combinations, as shares of the sum of squares (analysis"
                        + " of variance), with the means at each level.",
                List.of(),
                new Table(
                        List.of("Setting", "Kind", "Share", "Means"),
                        List.of(false, false, true, false),
                        rows,
                        List.of()),
                json -> {
                    json.put("type", "bars").put("axis", "share of the sum of squares, %");
                    json.put("label", "share of each setting and pair");
                    json.array(
                            "rows",
                            effects.shares()
                                    .subList(
                                            0,
                                            Math.min(MOST_BARS, effects.shares().size())),
                            share -> json.object(null, () -> {
                                json.put("name", SearchText.names(result, share));
                                json.put("value", 100 * share.share());
                                json.put("text", String.format(Locale.ROOT, "%.1f %%", 100 * share.share()));
                            }));
                });
    }

    private String means(SearchResult.Effects effects, Measure measure, int factor) {
        var levels = result.factors().get(factor).levels();
        var texts = new ArrayList<String>();
        for (int l = 0; l < levels.size(); l++) {
            texts.add(levels.get(l) + ": "
                    + format.value(measure, effects.means().get(factor).get(l)));
        }
        return String.join(
                SensitivityReport.LIST,
                texts.stream().map(SensitivityReport::unbroken).toList());
    }

    private String verdict() {
        if (result.best().isEmpty()) return "No point keeps the limits.";
        if (result.goals().size() > 1) {
            return result.best().size() + " of " + result.points().size()
                    + " points trade the goals best; every other point is worse in one and not better in any.";
        }
        var said = "Best: " + SearchText.settings(result, result.best().getFirst()) + ".";
        var choice = result.choice();
        return choice == null ? said : said + " It is " + SearchText.chosen(result, choice) + ".";
    }

    private List<Fact> facts() {
        var facts = new ArrayList<Fact>();
        for (var goal : result.goals()) facts.add(new Fact("Goal", goal.text(), null));
        for (var limit : result.limits()) facts.add(new Fact("Subject to", limit.text(), null));
        facts.add(new Fact(
                "Points",
                String.format(
                        Locale.ROOT, "%,d of %s", result.points().size(), SearchText.count(result.combinations())),
                result.method()));
        facts.add(new Fact("Replications", String.valueOf(result.replications()), "of each point"));
        facts.add(new Fact("Length", Format.duration(result.length()), "of every run after its warm-up"));
        facts.add(new Fact("Seed", String.valueOf(result.seed()), null));
        return facts;
    }

    private Table table(List<Integer> points, List<Integer> marked) {
        var heads = new ArrayList<String>();
        var numbers = new ArrayList<Boolean>();
        for (var factor : result.factors()) heads.add(factor.name());
        for (var goal : result.goals()) heads.add(goal.measure().text());
        for (var limit : result.limits()) heads.add(limit.measure().text());
        for (int i = 0; i < heads.size(); i++) numbers.add(i > 0);
        if (!result.limits().isEmpty()) {
            heads.add("Limits");
            numbers.add(false);
        }
        return new Table(
                heads,
                numbers,
                points.stream().map(this::row).toList(),
                marked.stream().map(points::indexOf).filter(i -> i >= 0).toList());
    }

    private List<String> row(int index) {
        var point = result.points().get(index);
        var cells = new ArrayList<String>();
        for (int f = 0; f < result.factors().size(); f++) cells.add(SearchText.level(result, point, f));
        for (int g = 0; g < result.goals().size(); g++) {
            cells.add(SearchText.estimate(format, goal(g), point.goals().get(g)));
        }
        for (int l = 0; l < result.limits().size(); l++) {
            cells.add(SearchText.estimate(
                    format, result.limits().get(l).measure(), point.limits().get(l)));
        }
        if (!result.limits().isEmpty()) cells.add(point.withinLimits() ? "kept" : "broken");
        return cells;
    }

    private Measure goal(int goal) {
        return result.goals().get(goal).measure();
    }

    /** The points in the plane of the first goal and another. */
    private Section front(int second) {
        return new Section(
                "front-" + second,
                ExperimentReport.headed(goal(0).text()) + " and " + goal(second).text(),
                "Every point that was run; those of the front are joined.",
                List.of(),
                null,
                json -> scatter(
                        json,
                        goal(0),
                        index -> result.points().get(index).goals().getFirst(),
                        goal(second),
                        index -> result.points().get(index).goals().get(second),
                        "Pareto front",
                        result.goals().size() == 2));
    }

    /** The means of one goal in the order in which points were run. */
    private Section course() {
        return new Section(
                "course",
                ExperimentReport.headed(goal(0).text()),
                "The mean of every point in the order in which they were run.",
                List.of(),
                null,
                json -> scatter(
                        json,
                        null,
                        index -> null,
                        goal(0),
                        index -> result.points().get(index).goals().getFirst(),
                        "best",
                        false));
    }

    private interface Values {
        @Nullable Estimate of(int point);
    }

    /** @param across of the horizontal axis; null for the number of the point */
    private void scatter(
            JsonText json, @Nullable Measure across, Values x, Measure up, Values y, String best, boolean joined) {
        var ofX = across == null ? new Format.Unit(1, "") : unit(across, x);
        var ofY = unit(up, y);
        json.put("type", "scatter").put("best", best);
        json.put("joined", joined ? 1 : 0);
        json.put("label", across == null ? up.text() + " by point" : across.text() + " and " + up.text());
        json.put("xAxis", across == null ? "point" : named(across.text(), ofX.symbol()));
        json.put("yAxis", named(up.text(), ofY.symbol()));
        var shown = IntStream.range(0, result.points().size())
                .filter(i -> y.of(i) != null && (across == null || x.of(i) != null))
                .boxed()
                .sorted(Comparator.naturalOrder())
                .toList();
        json.array(
                "points",
                shown,
                i -> json.object(null, () -> {
                    var atX = x.of(i);
                    var atY = y.of(i);
                    json.put("x", atX == null ? i + 1 : atX.mean() * ofX.factor());
                    json.put("y", atY == null ? Double.NaN : atY.mean() * ofY.factor());
                    json.put(
                            "kind",
                            result.best().contains(i)
                                    ? "best"
                                    : result.points().get(i).withinLimits() ? "other" : "broken");
                    json.put("name", SearchText.settings(result, i));
                    var lines = new ArrayList<String>();
                    for (int g = 0; g < result.goals().size(); g++) {
                        lines.add(goal(g).text() + " "
                                + SearchText.estimate(
                                        format,
                                        goal(g),
                                        result.points().get(i).goals().get(g)));
                    }
                    json.texts("text", lines);
                }));
    }

    private Format.Unit unit(Measure measure, Values values) {
        double largest = IntStream.range(0, result.points().size())
                .mapToObj(values::of)
                .mapToDouble(e -> e == null ? 0 : Math.abs(e.mean()))
                .max()
                .orElse(0);
        return format.unit(measure.kpi().kind(), largest);
    }
}
