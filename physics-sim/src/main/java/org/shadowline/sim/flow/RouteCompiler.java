package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Delay;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Process;
import org.shadowline.plant.description.Route;
import org.shadowline.plant.description.Route.Exit;
import org.shadowline.plant.description.Route.PartCondition;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.sim.flow.FlowModel.PartTest;

/** Compiles the routes: steps, exits, and the processing times of products at steps. */
final class RouteCompiler {
    private static final double[] NO_VALUES = {};

    private final Plant plant;
    private final PlantIndex index;
    private final FlowModel model;
    private final FlowCompiler compiler;

    RouteCompiler(Plant plant, PlantIndex index, FlowModel model, FlowCompiler compiler) {
        this.plant = plant;
        this.index = index;
        this.model = model;
        this.compiler = compiler;
    }

    void compile() {
        int n = index.steps().size();
        model.steps = n;
        model.stepElement = new int[n];
        model.exitKind = new byte[n];
        model.exitTo = new int[n];
        Arrays.fill(model.exitTo, FlowModel.DIVIDED);
        model.exitTargets = new int[n][0];
        model.exitWeights = new double[n][0];
        model.exitTests = new PartTest[n][0];
        model.exitStream = new int[n];
        model.stepTime = new int[n];
        model.stepTimeByProduct = new int[n][];
        model.timeFormula = new CompiledLogic.@Nullable Reading[n][model.products];
        model.backStep = new int[n];
        Arrays.fill(model.backStep, NONE);
        model.entryStep = new int[model.products][model.elements];
        for (var row : model.entryStep) Arrays.fill(row, NONE);
        for (var route : plant.routes()) route(route);
        siblings();
        loops();
        if (usesCriticalRatio()) workAhead();
    }

    private void route(Route route) {
        int first = index.firstStep(route);
        var products = compiler.productsOf(route);
        for (var step : route.steps()) goesOnWhereUnpacked(route, step);
        String name = route.products().isEmpty()
                ? "*"
                : String.join(",", route.products().stream().sorted().toList());
        for (int i = 0; i < route.steps().size(); i++) {
            var step = route.steps().get(i);
            int s = first + i;
            int element = index.place(step.element());
            model.stepElement[s] = element;
            exit(s, first, step.exit(), name + " after " + step.name());
            switch (index.elements().get(element)) {
                case Source source -> begins(products, element, s);
                case Station station -> {
                    times(s, station.id(), station.times(), station.process(), step, products);
                    var limit = station.process().limit();
                    if (limit != null && limit.goesBack()) model.backStep[s] = backStep(route, first, i, limit.after());
                    if (!station.process().made().isEmpty()) begins(products, element, s);
                }
                case Delay delay -> times(s, delay.id(), delay.times(), Process.PLAIN, step, products);
                default -> {}
            }
        }
    }

    /** What is packed at a step can go on nowhere but where it is unpacked. */
    private void goesOnWhereUnpacked(Route route, Route.Step step) {
        var element = index.elements().get(index.place(step.element()));
        if (!(element instanceof Station station)
                || !(station.process().packs() instanceof String lot)
                || route.products().contains(lot)) return;
        for (var next : route.next(step)) {
            var there = index.elements().get(index.place(next.element()));
            if (there instanceof Station other && lot.equals(other.process().unpacks())) continue;
            throw new PlantProblem("parts are packed into `" + lot + "` at `" + station.id() + "` and go on to `"
                    + next.element() + "`, where it is not unpacked. Maybe let their route go on at the station that"
                    + " `unpacks " + lot + "`; what is between is the route of `" + lot + "`.");
        }
    }

    /** The last step at a station before another step, or else the first one. */
    private static int backStep(Route route, int first, int before, String station) {
        int found = NONE;
        for (int i = 0; i < route.steps().size(); i++) {
            boolean there = route.steps().get(i).element().equals(station);
            if (there && (found == NONE || i < before)) found = first + i;
        }
        return found;
    }

    /** Parts of some products may come into being at an element, at the first step of their route there. */
    private void begins(Iterable<Integer> products, int element, int step) {
        for (int product : products) {
            if (model.entryStep[product][element] == NONE) model.entryStep[product][element] = step;
        }
    }

    private void exit(int s, int first, Exit exit, String name) {
        switch (exit) {
            case Exit.To(int target) -> {
                model.exitKind[s] = Exits.TO;
                model.exitTo[s] = global(first, target);
            }
            case Exit.Shares(var shares) -> {
                model.exitKind[s] = Exits.SHARES;
                model.exitStream[s] = compiler.stream(name);
                model.exitTargets[s] =
                        shares.stream().mapToInt(x -> global(first, x.target())).toArray();
                model.exitWeights[s] = new double[shares.size()];
                double sum = 0;
                for (int i = 0; i < shares.size(); i++) {
                    sum += shares.get(i).probability();
                    model.exitWeights[s][i] = sum;
                }
            }
            case Exit.Cases(var cases, int otherwise) -> {
                model.exitKind[s] = Exits.CASES;
                model.exitTargets[s] = new int[cases.size() + 1];
                model.exitTests[s] = new PartTest[cases.size()];
                for (int i = 0; i < cases.size(); i++) {
                    model.exitTargets[s][i] = global(first, cases.get(i).target());
                    model.exitTests[s][i] = test(cases.get(i).condition(), name);
                }
                model.exitTargets[s][cases.size()] = global(first, otherwise);
            }
            case Exit.ShortestQueue(var targets) -> {
                model.exitKind[s] = Exits.SHORTEST_QUEUE;
                model.exitTargets[s] =
                        targets.stream().mapToInt(t -> global(first, t)).toArray();
            }
        }
    }

    private static int global(int first, int target) {
        return switch (target) {
            case Route.DONE -> FlowModel.DONE;
            case Route.SCRAP -> FlowModel.SCRAP;
            default -> first + target;
        };
    }

    private PartTest test(PartCondition condition, String name) {
        return switch (condition) {
            case PartCondition.Compare(String attribute, var comparison, double value) -> {
                int a = compiler.attribute(attribute, "in a route");
                yield (run, part, attributes, from) -> comparison.holds(attributes[from + a], value);
            }
            case PartCondition.Visits(String element, var comparison, double value) -> {
                int a = compiler.attribute(FlowCompiler.visits(element), "in a route");
                yield (run, part, attributes, from) -> comparison.holds(attributes[from + a], value);
            }
            case PartCondition.All(var conditions) -> {
                var tests = conditions.stream().map(one -> test(one, name)).toArray(PartTest[]::new);
                yield (run, part, attributes, from) -> {
                    for (var test : tests) if (!test.holds(run, part, attributes, from)) return false;
                    return true;
                };
            }
            case PartCondition.Any(var conditions) -> {
                var tests = conditions.stream().map(one -> test(one, name)).toArray(PartTest[]::new);
                yield (run, part, attributes, from) -> {
                    for (var test : tests) if (test.holds(run, part, attributes, from)) return true;
                    return false;
                };
            }
            case PartCondition.Not(var inner) -> {
                var test = test(inner, name);
                yield (run, part, attributes, from) -> !test.holds(run, part, attributes, from);
            }
            case PartCondition.Holds(var inner) -> {
                var test = new FormulaCompiler(index, model, compiler, "in a route", "route " + name, List.of())
                        .test(inner);
                yield (run, part, attributes, from) -> test.holds(run, part, NO_VALUES);
            }
        };
    }

    private void times(
            int s,
            String element,
            List<Station.ProcessingTime> times,
            Process process,
            Route.Step step,
            Iterable<Integer> products) {
        int[] byProduct = new int[model.products];
        Arrays.fill(byProduct, NONE);
        int common = NONE;
        boolean differ = false;
        for (int product : products) {
            // what is joined here, or comes into being here, is not worked on here
            String id = index.products().get(product).id();
            if (isPartOf(process.joins(), product) || process.made().contains(id)) continue;
            var time = time(element, times, step, id);
            int sampler = compiler.sampler(time.time(), "at `" + element + "`");
            if (time.formula() != null) {
                String name = "at " + element + " of " + id + " " + step.name();
                model.timesByFormula = true;
                model.timeFormula[s][product] = new FormulaCompiler(
                                index, model, compiler, name, "time " + name, List.of())
                        .reading(time.formula());
            }
            byProduct[product] = sampler;
            if (common == NONE) common = sampler;
            else differ |= common != sampler;
        }
        model.stepTime[s] = common;
        model.stepTimeByProduct[s] = differ ? byProduct : null;
    }

    private boolean isPartOf(List<Process.Component> components, int product) {
        String id = index.products().get(product).id();
        return components.stream().anyMatch(component -> component.product().equals(id));
    }

    private static Station.ProcessingTime time(
            String element, List<Station.ProcessingTime> times, Route.Step step, String product) {
        var best = Station.ProcessingTime.mostSpecific(times, step.name(), product);
        if (best == null) {
            throw new PlantProblem("`" + element + "` has no time for product `" + product + "` at step `" + step.name()
                    + "`. Maybe add `takes …` without `for`.");
        }
        return best;
    }

    private void siblings() {
        var steps = new ArrayList<ArrayList<Integer>>();
        for (int e = 0; e < model.elements; e++) steps.add(new ArrayList<>());
        for (int s = 0; s < model.steps; s++) {
            if (model.exitKind[s] != Exits.SHORTEST_QUEUE) continue;
            for (int target : model.exitTargets[s])
                if (target >= 0) steps.get(model.stepElement[target]).add(s);
        }
        model.siblings = steps.stream()
                .map(list -> list.stream().mapToInt(i -> i).toArray())
                .toArray(int[][]::new);
    }

    private int[] targetsOf(int step) {
        return targetsOf(model, step);
    }

    /** The steps that may follow a step, and the ends. */
    static int[] targetsOf(FlowModel model, int step) {
        return model.exitKind[step] == Exits.TO ? new int[] {model.exitTo[step]} : model.exitTargets[step];
    }

    private void loops() {
        var graph = new DefaultDirectedGraph<Integer, DefaultEdge>(DefaultEdge.class);
        for (int e = 0; e < model.elements; e++) {
            if (isLimited(e)) graph.addVertex(e);
        }
        for (int s = 0; s < model.steps; s++) {
            for (int target : targetsOf(s)) {
                if (target < 0) continue;
                int from = model.stepElement[s];
                int to = model.stepElement[target];
                connect(graph, from, to);
                // a part that is turned away may still be where it came from
                if (model.backStep[target] >= 0) connect(graph, from, model.stepElement[model.backStep[target]]);
            }
            if (model.backStep[s] >= 0) {
                connect(graph, model.stepElement[s], model.stepElement[model.backStep[s]]);
            }
        }
        model.onLimitedLoop = new boolean[model.elements];
        for (var component : new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets()) {
            for (int e : component) {
                if (component.size() > 1 || graph.containsEdge(e, e)) model.onLimitedLoop[e] = true;
            }
        }
    }

    private static void connect(DefaultDirectedGraph<Integer, DefaultEdge> graph, int from, int to) {
        if (graph.containsVertex(from) && graph.containsVertex(to)) graph.addEdge(from, to);
    }

    private boolean isLimited(int element) {
        return switch (model.kind[element]) {
            case FlowModel.FLEET, FlowModel.RACK -> true;
            case FlowModel.STATION, FlowModel.BUFFER, FlowModel.CONVEYOR -> model.capacity[element] != Buffer.UNLIMITED;
            default -> false;
        };
    }

    private boolean usesCriticalRatio() {
        for (byte rule : model.rule) if (rule == Dispatch.CRITICAL_RATIO) return true;
        return false;
    }

    /** Mean work from each step on, by repeated substitution until it changes by less than a part in a million. */
    private void workAhead() {
        model.workAhead = new double[model.steps][model.products];
        for (var route : plant.routes()) {
            int first = index.firstStep(route);
            int end = first + route.steps().size();
            for (int product : compiler.productsOf(route)) substitute(first, end, product);
        }
    }

    private void substitute(int first, int end, int product) {
        for (int round = 0; round < 10_000; round++) {
            double change = 0;
            for (int s = end - 1; s >= first; s--) {
                double work = ownWork(s, product) + mean(s, product);
                change = Math.max(change, Math.abs(work - model.workAhead[s][product]) / Math.max(work, 1e-9));
                model.workAhead[s][product] = work;
            }
            if (change < 1e-6) return;
        }
    }

    private double ownWork(int step, int product) {
        return model.kind[model.stepElement[step]] == FlowModel.STATION && model.timeOf(step, product) != NONE
                ? model.variates.mean(model.timeOf(step, product))
                : 0;
    }

    private double mean(int step, int product) {
        var targets = targetsOf(step);
        double sum = 0;
        double before = 0;
        for (int i = 0; i < targets.length; i++) {
            double share = 1.0 / targets.length;
            if (model.exitKind[step] == Exits.SHARES) {
                share = model.exitWeights[step][i] - before;
                before = model.exitWeights[step][i];
            }
            if (targets[i] >= 0) sum += share * model.workAhead[targets[i]][product];
        }
        return sum;
    }
}
