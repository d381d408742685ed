package org.shadowline.sim.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.rehearsal.SensitivityResult;
import org.shadowline.plant.rehearsal.SensitivityResult.Answer;
import org.shadowline.plant.rehearsal.SensitivityResult.Contrast;
import org.shadowline.plant.rehearsal.SensitivityResult.Effect;
import org.shadowline.plant.rehearsal.SensitivityResult.Findings;
import org.shadowline.plant.rehearsal.SensitivityResult.Index;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.replicate.ReplicationExecutor;
import org.shadowline.sim.search.Designs;
import org.shadowline.sim.sensitivity.Morris;
import org.shadowline.sim.sensitivity.Sobol;
import org.shadowline.sim.sensitivity.TwoLevel;

/** Finds which settings move which answers, by a design over the ranges of the factors. */
public final class SensitivityStudy {
    private static final double CONFIDENCE = 0.95;
    /** The most factors of a two-level design with all combinations. */
    private static final int MOST_FACTORS = 12;

    private final ReplicationExecutor executor;
    private final Method method;
    private final int replications;
    private final Progress progress;

    /** How the points are chosen, and what they tell. */
    public sealed interface Method {
        /**
         * Elementary effects ({@link org.shadowline.sim.sensitivity.Morris}).
         *
         * @param trajectories through the ranges, at least 2; each costs a point for every factor and one more
         */
        record Elementary(int trajectories) implements Method {
            public Elementary {
                if (trajectories < 2)
                    throw new IllegalArgumentException("trajectories must be at least 2: " + trajectories);
            }
        }

        /**
         * Shares of the variance ({@link org.shadowline.sim.sensitivity.Sobol}).
         *
         * @param base points, at least 8; each costs a point for every factor and two
         */
        record Variance(int base) implements Method {
            public Variance {
                if (base < 8) throw new IllegalArgumentException("base must be at least 8: " + base);
            }
        }

        /** The ends of all ranges in all combinations. */
        record Factorial() implements Method {}

        /** As many combinations of ends as keep main effects clear of two-factor interactions (resolution IV). */
        record Fractional() implements Method {}
    }

    /** @param replications of every point */
    public SensitivityStudy(ReplicationExecutor executor, Method method, int replications, Progress progress) {
        if (replications < 1) throw new IllegalArgumentException("replications must be at least 1: " + replications);
        this.executor = executor;
        this.method = method;
        this.replications = replications;
        this.progress = progress;
    }

    /** The points of a design, and what the answers at them tell. */
    private interface Design {
        String words();

        List<int[]> points();

        Findings findings(double[] means, List<double[]> byReplication);
    }

    /**
     * @param measures the answers
     * @param start what is in the plant at the start; null for an empty plant
     * @throws IllegalArgumentException when the design does not go with the factors; the message is for the user
     * @throws org.shadowline.sim.flow.PlantProblem when a plant cannot be simulated
     */
    public SensitivityResult study(
            Scenario scenario, DesignSpace space, List<Measure> measures, @Nullable PlantState start) {
        var design = design(space, scenario.seed());
        var runs = new PointRuns(space, scenario, start, measures, executor, progress);
        var points = design.points();
        var upTo = new int[points.size()];
        Arrays.fill(upTo, replications);
        runs.run(points, upTo, "varying the settings", 0, 1);
        var answers = new ArrayList<Answer>();
        var silent = new ArrayList<String>();
        for (int m = 0; m < measures.size(); m++) {
            int measure = m;
            double[] means =
                    points.stream().mapToDouble(p -> runs.mean(p, measure)).toArray();
            if (Arrays.stream(means).allMatch(Double::isFinite)) {
                var values = points.stream().map(p -> runs.values(p, measure)).toList();
                var byReplication = IntStream.range(0, replications)
                        .mapToObj(r -> values.stream().mapToDouble(v -> v[r]).toArray())
                        .toList();
                var statistics = Arrays.stream(means).summaryStatistics();
                answers.add(new Answer(
                        measures.get(m),
                        statistics.getMin(),
                        statistics.getMax(),
                        design.findings(means, byReplication)));
            } else {
                silent.add(measures.get(m).text() + " has no value at some settings and is left out");
            }
        }
        silent.addAll(runs.notes());
        return new SensitivityResult(
                scenario.name(),
                space.variantOf().apply(points.getFirst()).plant().currency(),
                scenario.length(),
                scenario.seed(),
                replications,
                design.words(),
                points.size(),
                runs.count(),
                space.factors(),
                answers,
                silent);
    }

    private Design design(DesignSpace space, long seed) {
        return switch (method) {
            case Method.Elementary(int trajectories) -> new ByTrajectories(space, trajectories, seed);
            case Method.Variance(int base) -> new ByVariance(space, base, seed);
            case Method.Factorial() -> twoLevel(space, true);
            case Method.Fractional() -> twoLevel(space, false);
        };
    }

    private static Design twoLevel(DesignSpace space, boolean full) {
        int factors = space.factors().size();
        int basic = factors;
        if (!full) {
            basic = Math.min(factors, 3);
            while (factors > 1 << basic - 1) basic++;
            basic = Math.min(basic, factors);
        } else if (factors > MOST_FACTORS) {
            throw new IllegalArgumentException("all combinations of the ends of " + factors
                    + " settings are too many. Maybe take --method fractional, or vary at most " + MOST_FACTORS);
        }
        var words = basic == factors
                ? "full factorial of the ends, 2^" + factors
                : "fractional factorial of the ends, 2^(" + factors + "-" + (factors - basic) + "), resolution IV";
        return new ByEnds(space, Designs.fractionalFactorial(factors, basic), words);
    }

    private record ByTrajectories(DesignSpace space, Morris morris, int trajectories) implements Design {
        ByTrajectories(DesignSpace space, int trajectories, long seed) {
            this(space, new Morris(space.factors().size(), trajectories, seed, space::onScale), trajectories);
        }

        @Override
        public String words() {
            return "elementary effects, " + trajectories + " trajectories";
        }

        @Override
        public List<int[]> points() {
            return morris.points().stream().map(space::levels).toList();
        }

        @Override
        public Findings findings(double[] means, List<double[]> byReplication) {
            return new Findings.Elementary(morris.effects(means).stream()
                    .map(e -> new Effect(e.muStar(), e.error(), e.mu(), e.sigma()))
                    .toList());
        }
    }

    private record ByVariance(DesignSpace space, Sobol sobol, int base) implements Design {
        ByVariance(DesignSpace space, int base, long seed) {
            this(space, new Sobol(space.factors().size(), base, seed), base);
        }

        @Override
        public String words() {
            return "Sobol' indices, " + base + " base points";
        }

        @Override
        public List<int[]> points() {
            return sobol.points().stream().map(space::levels).toList();
        }

        @Override
        public Findings findings(double[] means, List<double[]> byReplication) {
            return new Findings.Variance(sobol.indices(means).stream()
                    .map(i -> new Index(i.first(), i.firstError(), i.total(), i.totalError()))
                    .toList());
        }
    }

    /** A two-level design; a replication, whose random numbers all points share, gives a value of each effect. */
    private record ByEnds(DesignSpace space, List<int[]> design, String words) implements Design {
        @Override
        public List<int[]> points() {
            var sizes = space.sizes();
            return design.stream()
                    .map(p -> IntStream.range(0, p.length)
                            .map(f -> p[f] == 0 ? 0 : sizes[f] - 1)
                            .toArray())
                    .toList();
        }

        @Override
        public Findings findings(double[] means, List<double[]> byReplication) {
            var twoLevel = new TwoLevel(design);
            return new Findings.TwoLevel(twoLevel.contrasts().stream()
                    .map(contrast -> new Contrast(
                            contrast.terms(),
                            Intervals.of(
                                    byReplication.stream()
                                            .mapToDouble(contrast::of)
                                            .toArray(),
                                    CONFIDENCE),
                            twoLevel.cells(contrast.terms().getFirst(), means)))
                    .toList());
        }
    }
}
