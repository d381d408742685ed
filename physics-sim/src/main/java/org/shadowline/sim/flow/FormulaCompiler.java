package org.shadowline.sim.flow;

import java.util.List;
import org.shadowline.plant.description.Condition;
import org.shadowline.plant.description.Formula;
import org.shadowline.plant.description.Formula.Name;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.sim.flow.CompiledLogic.Reading;
import org.shadowline.sim.flow.CompiledLogic.Test;

/** Compiles formulas and conditions; what they name is resolved here. */
final class FormulaCompiler {
    private final PlantIndex index;
    private final FlowModel model;
    private final FlowCompiler compiler;
    private final String where;
    private final String streams;
    private final List<String> variables;
    private int draws;

    /**
     * @param where what the formulas belong to, for messages
     * @param streams the beginning of the names of their random streams, which must not depend on any order
     * @param variables the names of values, by their numbers
     */
    FormulaCompiler(
            PlantIndex index,
            FlowModel model,
            FlowCompiler compiler,
            String where,
            String streams,
            List<String> variables) {
        this.index = index;
        this.model = model;
        this.compiler = compiler;
        this.where = where;
        this.streams = streams;
        this.variables = variables;
    }

    Reading reading(Formula formula) {
        return switch (formula) {
            case Formula.Constant(double value, String unit) -> (run, part, values) -> value;
            case Formula.Drawn(var distribution, String unit) -> {
                int sampler = compiler.sampler(distribution, where);
                int stream = compiler.stream(streams + " draw " + ++draws);
                yield (run, part, values) -> run.model.variates.draw(sampler, run.random, stream);
            }
            case Formula.PartAttribute(String name) -> {
                int column = compiler.attribute(name, where);
                yield (run, part, values) -> run.parts.attributes[part * run.model.attributes + column];
            }
            case Formula.ElementAttribute(String element, String name) -> {
                int number = index.attribute(element + "." + name);
                if (number < 0) throw new PlantProblem("unknown attribute `" + element + "." + name + "` " + where);
                yield (run, part, values) -> run.logic().value(number);
            }
            case Formula.Variable(String name) -> {
                int number = variables.indexOf(name);
                if (number < 0) throw new PlantProblem("unknown value `" + name + "` " + where);
                yield (run, part, values) -> values[number];
            }
            case Formula.Level(String element) -> {
                int place = place(element);
                yield (run, part, values) -> level(run, place);
            }
            case Formula.WorkInProcess() -> (run, part, values) -> run.workInProcess();
            case Formula.Clock() -> (run, part, values) -> run.now();
            case Formula.Age() -> (run, part, values) -> run.now() - run.parts.at(part).released;
            case Formula.Visits(String element) -> {
                int column = compiler.attribute(FlowCompiler.visits(element), where);
                yield (run, part, values) -> run.parts.attributes[part * run.model.attributes + column];
            }
            case Formula.Arithmetic(var operator, Formula left, Formula right) -> {
                var a = reading(left);
                var b = reading(right);
                yield (run, part, values) -> operator.of(a.of(run, part, values), b.of(run, part, values));
            }
            case Formula.Function(Name name, var arguments) -> function(name, arguments);
        };
    }

    private Reading function(Name name, List<Formula> arguments) {
        var first = reading(arguments.getFirst());
        if (arguments.size() == 1) return (run, part, values) -> name.of(first.of(run, part, values), 0);
        var rest = arguments.stream().skip(1).map(this::reading).toArray(Reading[]::new);
        return (run, part, values) -> {
            double result = first.of(run, part, values);
            for (var each : rest) result = name.of(result, each.of(run, part, values));
            return result;
        };
    }

    Test test(Condition condition) {
        return switch (condition) {
            case Condition.Is(String target, var state) -> is(target, state);
            case Condition.Level(String element, var comparison, double value) -> {
                int place = place(element);
                yield (run, part, values) -> comparison.holds(level(run, place), value);
            }
            case Condition.WorkInProcess(var comparison, double value) ->
                (run, part, values) -> comparison.holds(run.workInProcess(), value);
            case Condition.Compare(Formula left, var comparison, Formula right) -> {
                var a = reading(left);
                var b = reading(right);
                yield (run, part, values) -> comparison.holds(a.of(run, part, values), b.of(run, part, values));
            }
            case Condition.PartIs(String product) -> {
                int number = index.product(product);
                if (number < 0) throw new PlantProblem("unknown product `" + product + "` " + where);
                yield (run, part, values) -> run.parts.at(part).product == number;
            }
            case Condition.All(var conditions) -> {
                var all = conditions.stream().map(this::test).toArray(Test[]::new);
                yield (run, part, values) -> {
                    for (var each : all) if (!each.holds(run, part, values)) return false;
                    return true;
                };
            }
            case Condition.Any(var conditions) -> {
                var any = conditions.stream().map(this::test).toArray(Test[]::new);
                yield (run, part, values) -> {
                    for (var each : any) if (each.holds(run, part, values)) return true;
                    return false;
                };
            }
            case Condition.Not(Condition inner) -> {
                var test = test(inner);
                yield (run, part, values) -> !test.holds(run, part, values);
            }
        };
    }

    private int place(String element) {
        int place = index.place(element);
        if (place < 0) throw new PlantProblem("unknown element `" + element + "` " + where);
        return place;
    }

    static int level(Replication run, int element) {
        return run.places.at(element).level + run.machines.occupied(element);
    }

    private Test is(String target, Condition.State state) {
        int sensor = index.sensor(target);
        if (sensor >= 0) return (run, part, values) -> run.sensors.isBlocked(sensor);
        int place = place(target);
        return switch (state) {
            case FULL -> (run, part, values) -> !run.places.at(place).hasRoom();
            case EMPTY -> (run, part, values) -> level(run, place) == 0;
            case BUSY -> allIn(target, MachineState.BUSY);
            case IDLE -> allIn(target, MachineState.STARVED);
            case BLOCKED -> allIn(target, MachineState.BLOCKED);
            case DOWN -> allIn(target, MachineState.DOWN);
        };
    }

    private Test allIn(String target, MachineState state) {
        var machines = machines(index, model, target);
        return (run, part, values) -> {
            for (int machine : machines) if (run.machines.state(machine) != state) return false;
            return machines.length > 0;
        };
    }

    /** The machines that a name stands for: one, or all of a station. */
    static int[] machines(PlantIndex index, FlowModel model, String target) {
        int place = index.place(target);
        if (place < 0) throw new PlantProblem("unknown machine or station `" + target + "`");
        if (index.isMachine(place)) return new int[] {place - model.elements};
        int first = model.firstMachine[place];
        var machines = new int[model.firstMachine[place + 1] - first];
        for (int i = 0; i < machines.length; i++) machines[i] = first + i;
        return machines;
    }
}
