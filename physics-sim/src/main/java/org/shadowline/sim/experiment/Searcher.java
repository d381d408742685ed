package org.shadowline.sim.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.SearchResult;
import org.shadowline.plant.scenario.Expectation;
import org.shadowline.plant.scenario.Goal;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.replicate.ReplicationExecutor;
import org.shadowline.sim.search.Designs;
import org.shadowline.sim.search.Nsga2;
import org.shadowline.sim.search.Pareto;
import org.shadowline.sim.search.Problem;
import org.shadowline.sim.search.SurrogateSearch;
import org.shadowline.sim.select.KnPlusPlus;
import org.shadowline.sim.select.Systems;
import org.shadowline.sim.sensitivity.FullFactorial;

/**
 * Searches the settings of a scenario for the best of one goal, or for those that trade several goals best (Pareto front),
 * within limits. All points share their random numbers. The best of one goal is told from the next best by a selection procedure
 * with a stated probability.
 */
public final class Searcher {
    private static final double CONFIDENCE = 0.95;
    /** Points among which the best of one goal is selected. */
    private static final int MOST_CANDIDATES = 20;

    private static final int FIRST_STAGE = 10;
    /** From so many points on a surrogate costs more than it saves. */
    private static final int MANY = 300;

    private static final int POPULATION = 24;

    private final Options options;
    private final ReplicationExecutor executor;
    private final Progress progress;

    /** How points are chosen. */
    public enum Method {
        /** All combinations if the budget allows, else the surrogate, or evolution for many points. */
        AUTO,
        /** All combinations. */
        FACTORIAL,
        /** A Latin hypercube. */
        LATIN,
        SURROGATE,
        EVOLUTION
    }

    /**
     * @param budget points to run at most
     * @param replications of each point while searching
     * @param probability of a right choice of the best of one goal
     * @param indifference difference of the goal that does not matter, as a share of the best mean
     * @param mostReplications of a candidate for the choice
     */
    public record Options(
            Method method,
            int budget,
            int replications,
            double probability,
            double indifference,
            int mostReplications) {
        public Options {
            if (budget < 2) throw new IllegalArgumentException("budget must be >= 2: budget=" + budget);
            if (replications < 2) {
                throw new IllegalArgumentException("replications must be >= 2: replications=" + replications);
            }
            if (!(probability > 0.5 && probability < 1)) {
                throw new IllegalArgumentException("probability must be between 0.5 and 1: probability=" + probability);
            }
            if (!(indifference > 0 && indifference < 1)) {
                throw new IllegalArgumentException(
                        "indifference must be between 0 and 1: indifference=" + indifference);
            }
        }
    }

    public Searcher(ReplicationExecutor executor, Options options, Progress progress) {
        this.executor = executor;
        this.options = options;
        this.progress = progress;
    }

    /**
     * @param start what is in the plant at the start; null for an empty plant
     * @throws IllegalArgumentException when there is no goal; the message is for the user
     * @throws org.shadowline.sim.flow.PlantProblem when a plant cannot be simulated
     */
    public SearchResult search(
            Scenario scenario,
            DesignSpace space,
            List<Goal> goals,
            List<Expectation> limits,
            @Nullable PlantState start) {
        if (goals.isEmpty()) throw new IllegalArgumentException("a search needs a goal");
        return new Search(scenario, space, goals, limits, start).run();
    }

    /** The work on one scenario. */
    private final class Search implements Problem {
        private final Scenario scenario;
        private final DesignSpace space;
        private final List<Goal> goals;
        private final List<Expectation> limits;
        private final PointRuns runs;
        /** Every point that has been run, in that order. */
        private final Map<List<Integer>, Value> found = new LinkedHashMap<>();

        private String currency = "";
        private int planned;

        Search(
                Scenario scenario,
                DesignSpace space,
                List<Goal> goals,
                List<Expectation> limits,
                @Nullable PlantState start) {
            this.scenario = scenario;
            this.space = space;
            this.goals = List.copyOf(goals);
            this.limits = List.copyOf(limits);
            var measures = Stream.concat(
                            goals.stream().map(Goal::measure), limits.stream().map(Expectation::measure))
                    .toList();
            runs = new PointRuns(space, scenario, start, measures, executor, progress);
        }

        SearchResult run() {
            currency = space.variantOf()
                    .apply(new int[space.factors().size()])
                    .plant()
                    .currency();
            var method = method();
            planned = (int) Math.min(options.budget(), space.combinations());
            switch (method) {
                case FACTORIAL -> {
                    planned = (int) space.combinations();
                    evaluateAll(Designs.fullFactorial(space.sizes()));
                }
                case LATIN ->
                    evaluateAll(Designs.latinHypercube(options.budget(), dimensions(), scenario.seed()).stream()
                            .map(space::levels)
                            .toList());
                case EVOLUTION ->
                    new Nsga2(Math.min(POPULATION, options.budget()), options.budget(), scenario.seed()).search(this);
                default -> new SurrogateSearch(options.budget(), scenario.seed()).search(this);
            }
            var best = best();
            var choice = goals.size() == 1 && !best.isEmpty() ? choose() : null;
            if (choice != null) best = List.of(choice.best());
            return new SearchResult(
                    scenario.name(),
                    currency,
                    scenario.length(),
                    scenario.seed(),
                    options.replications(),
                    space.factors(),
                    goals,
                    limits,
                    words(method),
                    space.combinations(),
                    found.keySet().stream().map(this::point).toList(),
                    best,
                    effects(),
                    choice == null ? null : choice.choice(),
                    notes(best));
        }

        private Method method() {
            if (options.method() != Method.AUTO) return options.method();
            if (space.combinations() <= options.budget()) return Method.FACTORIAL;
            return options.budget() >= MANY ? Method.EVOLUTION : Method.SURROGATE;
        }

        private String words(Method method) {
            return switch (method) {
                case FACTORIAL -> "all combinations";
                case LATIN -> "Latin hypercube";
                case EVOLUTION -> "evolution (NSGA-II)";
                default -> goals.size() == 1 ? "surrogate (EGO)" : "surrogate (ParEGO)";
            };
        }

        /** Of every goal, when all combinations have a value of all of them. */
        private List<SearchResult.Effects> effects() {
            if (found.size() < 2 || found.size() != space.combinations()) return List.of();
            var points = found.keySet().stream().map(Search::levels).toList();
            var effects = new ArrayList<SearchResult.Effects>();
            for (int g = 0; g < goals.size(); g++) {
                int goal = g;
                double[] means =
                        points.stream().mapToDouble(p -> runs.mean(p, goal)).toArray();
                if (!Arrays.stream(means).allMatch(Double::isFinite)) return List.of();
                effects.add(effects(new FullFactorial(space.sizes(), points, means)));
            }
            return effects;
        }

        private SearchResult.Effects effects(FullFactorial factorial) {
            double total = factorial.total();
            var means = new ArrayList<List<Double>>();
            var shares = new ArrayList<SearchResult.Share>();
            for (int a = 0; a < dimensions(); a++) {
                means.add(factorial.means(a));
                if (total > 0) shares.add(new SearchResult.Share(List.of(a), factorial.of(a) / total));
                for (int b = 0; b < a && total > 0; b++) {
                    shares.add(new SearchResult.Share(List.of(b, a), factorial.of(b, a) / total));
                }
            }
            shares.sort(Comparator.comparingDouble(SearchResult.Share::share).reversed());
            return new SearchResult.Effects(means, shares);
        }

        private List<String> notes(List<Integer> best) {
            var notes = new ArrayList<>(runs.notes());
            if (best.isEmpty()) {
                notes.addFirst("no point keeps the limits; those that lack least are shown first");
            }
            return notes;
        }

        // the problem as searches see it

        @Override
        public int dimensions() {
            return space.factors().size();
        }

        @Override
        public int objectives() {
            return goals.size();
        }

        @Override
        public double[] snapped(double[] point) {
            return space.snapped(point);
        }

        @Override
        public List<Value> evaluate(List<double[]> points) {
            return evaluateAll(points.stream().map(space::levels).toList());
        }

        private List<Value> evaluateAll(List<int[]> levels) {
            var upTo = new int[levels.size()];
            Arrays.fill(upTo, options.replications());
            int before = found.size();
            var keys = new LinkedHashSet<>(found.keySet());
            levels.forEach(l -> keys.add(key(l)));
            runs.run(levels, upTo, "searching", share(before), share(keys.size()));
            return levels.stream().map(this::value).toList();
        }

        /** How much of the search is done after so many points; the choice at its end is not counted. */
        private double share(int points) {
            return Math.min(1, (double) points / planned);
        }

        private Value value(int[] levels) {
            var key = key(levels);
            var known = found.get(key);
            if (known != null) return known;
            var objectives = new double[goals.size()];
            double violation = 0;
            for (int g = 0; g < objectives.length; g++) {
                double mean = runs.mean(levels, g);
                if (Double.isNaN(mean)) {
                    violation++;
                    objectives[g] = worst(g);
                } else {
                    objectives[g] = -goals.get(g).towardsMore(mean);
                }
            }
            for (int l = 0; l < limits.size(); l++) {
                violation += lack(limits.get(l), runs.mean(levels, goals.size() + l));
            }
            var value = new Value(objectives, violation);
            found.put(key, value);
            return value;
        }

        private double worst(int goal) {
            return found.values().stream()
                    .mapToDouble(v -> v.objectives()[goal])
                    .max()
                    .orElse(0);
        }

        /** What lacks to a limit, as a share of it; 0 when it is kept. */
        private static double lack(Expectation limit, double mean) {
            if (Double.isNaN(mean)) return 1;
            if (limit.comparison().holds(mean, limit.value())) return 0;
            double off = Math.abs(mean - limit.value());
            return Math.max(off / Math.max(Math.abs(limit.value()), Double.MIN_NORMAL), 1e-9);
        }

        private List<Integer> best() {
            var values = List.copyOf(found.values());
            return Pareto.front(values).stream()
                    .filter(i -> values.get(i).violation() == 0)
                    .limit(goals.size() == 1 ? 1 : Integer.MAX_VALUE)
                    .toList();
        }

        // the choice of the best of one goal

        private record Chosen(int best, SearchResult.Choice choice) {}

        /** Null when there is only one point within the limits. */
        private @Nullable Chosen choose() {
            var values = List.copyOf(found.values());
            var keys = List.copyOf(found.keySet());
            var candidates = new ArrayList<Integer>();
            for (int i = 0; i < values.size(); i++) if (values.get(i).violation() == 0) candidates.add(i);
            candidates.sort(Comparator.comparingDouble(i -> values.get(i).objectives()[0]));
            var kept = candidates.subList(0, Math.min(MOST_CANDIDATES, candidates.size()));
            if (kept.size() < 2) return null;
            double indifference = options.indifference()
                    * Math.abs(values.get(kept.getFirst()).objectives()[0]);
            if (!(indifference > 0)) return null;
            var levels = kept.stream().map(i -> levels(keys.get(i))).toList();
            var selection = new KnPlusPlus(
                            options.probability(),
                            indifference,
                            Math.max(FIRST_STAGE, options.replications()),
                            Math.max(FIRST_STAGE, options.mostReplications()))
                    .select(new Candidates(levels));
            return new Chosen(
                    kept.get(selection.best()),
                    new SearchResult.Choice(
                            kept,
                            options.probability(),
                            indifference,
                            selection.totalRuns(),
                            selection.equalRuns(),
                            !selection.cutShort()));
        }

        /** The candidates as systems of which the greatest is wanted. */
        private final class Candidates implements Systems {
            private final List<int[]> levels;

            Candidates(List<int[]> levels) {
                this.levels = levels;
            }

            @Override
            public int count() {
                return levels.size();
            }

            @Override
            public double[][] observe(int[] which, int[] upTo) {
                var asked = Arrays.stream(which).mapToObj(levels::get).toList();
                runs.run(asked, upTo, String.format(Locale.ROOT, "choosing among %d", which.length), 0, 1);
                return asked.stream()
                        .map(l -> Arrays.stream(runs.values(l, 0))
                                .map(goals.getFirst()::towardsMore)
                                .toArray())
                        .toArray(double[][]::new);
            }
        }

        // results

        private SearchResult.Point point(List<Integer> key) {
            var levels = levels(key);
            var all = new ArrayList<@Nullable Estimate>();
            for (int m = 0; m < goals.size() + limits.size(); m++) {
                all.add(Intervals.of(runs.values(levels, m), CONFIDENCE));
            }
            var value = found.get(key);
            return new SearchResult.Point(
                    key,
                    all.subList(0, goals.size()),
                    all.subList(goals.size(), all.size()),
                    value != null && value.violation() == 0);
        }

        private static List<Integer> key(int[] levels) {
            return Arrays.stream(levels).boxed().toList();
        }

        private static int[] levels(List<Integer> key) {
            return key.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
