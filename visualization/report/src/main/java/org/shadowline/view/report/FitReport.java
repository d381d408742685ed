package org.shadowline.view.report;

import static org.shadowline.view.report.ExperimentReport.headed;
import static org.shadowline.view.report.ExperimentReport.named;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.shadowline.plant.rehearsal.FitResult;
import org.shadowline.plant.rehearsal.FitResult.Candidate;
import org.shadowline.view.report.ExperimentReport.Fact;
import org.shadowline.view.report.ExperimentReport.Section;
import org.shadowline.view.report.ExperimentReport.Table;

/** The page of a fit: the observations under their candidates, the table of these, and quantiles beside quantiles. */
public final class FitReport {
    /** Candidates that are drawn; more lines cannot be told apart. */
    private static final int DRAWN = 3;

    private FitReport() {}

    /**
     * @param source name of the file of the observations
     * @param itself how the observations themselves are written in the language
     */
    public static ExperimentReport of(FitResult result, String source, String itself) {
        var sections = new ArrayList<Section>();
        sections.add(observations(result));
        if (!result.candidates().isEmpty()) {
            sections.add(candidates(result));
            sections.add(quantiles(result));
        }
        sections.addAll(ExperimentReport.notes(result.notes()));
        return new ExperimentReport(
                "Fitted distribution",
                headed(result.name()),
                verdict(result, itself),
                List.of(
                        new Fact("Observations", String.format(Locale.ROOT, "%,d", result.observations()), source),
                        new Fact("Mean", FitText.quantity(result, result.mean()), null),
                        new Fact("Standard deviation", FitText.quantity(result, result.deviation()), null),
                        new Fact(
                                "Range",
                                FitText.quantity(result, result.least()) + " to "
                                        + FitText.quantity(result, result.most()),
                                "95 % below " + FitText.quantity(result, result.p95())),
                        new Fact(
                                "Correlation of neighbours",
                                FitText.number(result.correlation(), 2),
                                "within ± " + FitText.number(result.chance(), 2) + " by chance")),
                sections,
                "Families are fitted by maximum likelihood and ordered by Akaike's criterion (1974). The first that the test of"
                        + " Anderson and Darling does not reject at 5 % is taken; its p-value comes from a parametric bootstrap, since the"
                        + " parameters were estimated from the same observations.");
    }

    private static String verdict(FitResult result, String itself) {
        var written = FitText.written(result, itself);
        for (var candidate : result.candidates()) {
            if (candidate.chosen()) {
                return headed(candidate.family()) + " describes the observations (p = "
                        + FitText.probability(candidate.pValue()) + "). Write " + written + ".";
            }
        }
        return (result.candidates().isEmpty()
                        ? "No family was fitted."
                        : "No family describes the observations, so they are best used themselves.")
                + " Write " + written + ".";
    }

    private static Section observations(FitResult result) {
        var bins = result.histogram();
        var drawn = drawn(result);
        return new Section(
                "observations",
                "Observations",
                "Their density, with the "
                        + (drawn.isEmpty() ? "mean in the facts above." : "best candidates over it."),
                List.of(),
                null,
                json -> {
                    json.put("type", "histogram").put("label", "density of the observations and of candidates");
                    json.put("axis", named(result.name(), result.unit()));
                    json.put("from", bins.from()).put("width", bins.width());
                    json.array(
                            "density",
                            bins.counts(),
                            count -> json.add(count / (bins.width() * result.observations())));
                    json.array(
                            "counts",
                            bins.counts(),
                            count -> json.add(String.format(Locale.ROOT, "%,d observations", count)));
                    json.array(
                            "curves",
                            drawn,
                            candidate -> json.object(null, () -> {
                                json.put("name", candidate.family());
                                json.array(
                                        "points",
                                        candidate.curve(),
                                        point -> json.array(null, () -> {
                                            json.add(point[0]).add(point[1]);
                                        }));
                            }));
                });
    }

    /** The candidate that is taken first, then the best others. */
    private static List<Candidate> drawn(FitResult result) {
        var drawn = new ArrayList<Candidate>();
        for (var candidate : result.candidates()) if (candidate.chosen()) drawn.add(candidate);
        for (var candidate : result.candidates()) {
            if (!candidate.chosen() && drawn.size() < DRAWN) drawn.add(candidate);
        }
        return drawn;
    }

    private static Section candidates(FitResult result) {
        var rows = new ArrayList<List<String>>();
        for (var candidate : result.candidates()) {
            rows.add(List.of(
                    candidate.family(),
                    candidate.expression(),
                    FitText.number(candidate.aic(), 1),
                    FitText.number(candidate.andersonDarling(), 3),
                    FitText.probability(candidate.pValue()),
                    FitText.number(candidate.kolmogorov(), 4)));
        }
        return new Section(
                "candidates",
                "Candidates",
                "The best first. A small p-value says that the family does not describe the observations.",
                List.of(),
                new Table(
                        List.of("Family", "In the language", "AIC", "Anderson-Darling", "p", "Kolmogorov-Smirnov"),
                        List.of(false, false, true, true, true, true),
                        rows,
                        IntStream.range(0, rows.size())
                                .filter(i -> result.candidates().get(i).chosen())
                                .boxed()
                                .toList()),
                null);
    }

    private static Section quantiles(FitResult result) {
        var family = result.candidates().get(result.shown()).family();
        double most = Math.max(result.quantiles().getLast()[0], result.most());
        double least = Math.min(result.quantiles().getFirst()[0], result.least());
        return new Section(
                "quantiles",
                "Quantiles beside quantiles",
                "Points on the line say that the " + family
                        + " distribution has the form of the observations; look at the tails.",
                List.of(),
                null,
                json -> {
                    json.put("type", "line")
                            .put("label", "quantiles of the observations over those of the distribution");
                    json.put("xAxis", named(family, result.unit()));
                    json.put("yAxis", named("observed", result.unit()));
                    json.array(
                            "points",
                            result.quantiles(),
                            pair -> json.array(null, () -> {
                                json.add(pair[0]).add(pair[1]);
                            }));
                    json.array(
                            "line",
                            List.of(least, most),
                            end -> json.array(null, () -> {
                                json.add(end).add(end);
                            }));
                });
    }
}
