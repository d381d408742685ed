package org.shadowline.validation.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.Disk;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.RehearsalResult.MeasureResult;
import org.shadowline.sim.experiment.Progress;
import org.shadowline.sim.experiment.Rehearser;
import org.shadowline.validation.reference.ReferenceSuite;

/**
 * A plant with a known answer. The file begins with lines of the form {@code // case: …}, {@code // source: …},
 * {@code // conventions: …}, and for each value {@code // expected: MEASURE = NUMBER} (a mean that the replications estimate)
 * or {@code // exactly: MEASURE = NUMBER} (what every replication must give). A measure is written as in the scenario's
 * {@code measure}; numbers are in SI units.
 */
public record KnownCase(Path file, String title, String source, String conventions, List<Known> known) {
    private static final double EXACT = 1e-9;
    private static final Pattern VALUE = Pattern.compile("// (expected|exactly): (.+) = (\\S+)");
    private static final Pattern SEED = Pattern.compile("(?m)^  seed \\d+$");

    public KnownCase {
        known = List.copyOf(known);
    }

    /** A measure and its value. */
    public record Known(String measure, double value, boolean exactly) {}

    /**
     * What was found for a value.
     *
     * @param pValue of the two-sided t test that the mean is the expected value; 1 or 0 for an exact one
     */
    public record Outcome(KnownCase of, Known known, double mean, double halfWidth, double pValue) {}

    /** @throws IllegalArgumentException when the file does not say what is expected and why */
    public static KnownCase read(Path file) throws IOException {
        var known = new ArrayList<Known>();
        String title = "";
        String source = "";
        String conventions = "";
        for (var line : Files.readAllLines(file)) {
            var value = VALUE.matcher(line);
            if (value.matches()) {
                known.add(new Known(
                        value.group(2),
                        Double.parseDouble(value.group(3)),
                        value.group(1).equals("exactly")));
            } else if (line.startsWith("// case: ")) {
                title = line.substring("// case: ".length());
            } else if (line.startsWith("// source: ")) {
                source = line.substring("// source: ".length());
            } else if (line.startsWith("// conventions: ")) {
                conventions = line.substring("// conventions: ".length());
            }
        }
        if (title.isEmpty() || source.isEmpty() || conventions.isEmpty() || known.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " must begin with lines for case, source, conventions and what is expected");
        }
        return new KnownCase(file, title, source, conventions, known);
    }

    /** Rehearses the plant with a seed and compares every known value with what is measured. */
    public List<Outcome> judge(long seed, int threads) throws IOException {
        var text = SEED.matcher(Files.readString(file)).replaceFirst("  seed " + seed);
        var checked = new ShadowLanguage().check(file.toString(), text, new Disk(), Map.of());
        if (checked.hasErrors()) throw new IllegalStateException(checked.report());
        var scenario = checked.scenarios().getFirst();
        var result = new Rehearser(threads, null, Progress.SILENT)
                .rehearse(scenario.scenario(), List.of(scenario.variant(0)), null)
                .variants()
                .getFirst();
        return known.stream().map(one -> outcome(one, result.measures())).toList();
    }

    private Outcome outcome(Known one, List<MeasureResult> measures) {
        var estimate = measures.stream()
                .filter(m -> m.measure().text().equals(one.measure()))
                .map(MeasureResult::estimate)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(file + " does not measure `" + one.measure() + "`"));
        double error = estimate.sd() / Math.sqrt(estimate.n());
        double p = one.exactly()
                ? exact(one, estimate)
                : ReferenceSuite.pValue(estimate.mean(), one.value(), error, estimate.n());
        return new Outcome(this, one, estimate.mean(), estimate.halfWidth(), p);
    }

    private static double exact(Known one, Estimate found) {
        double most = EXACT * Math.max(1e-9, Math.abs(one.value()));
        return Math.abs(found.min() - one.value()) <= most && Math.abs(found.max() - one.value()) <= most ? 1 : 0;
    }
}
