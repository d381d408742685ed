package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Formula;
import org.shadowline.plant.description.Logic;
import org.shadowline.plant.description.Logic.Act;
import org.shadowline.plant.description.Logic.Trigger;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.sim.flow.CompiledLogic.Change;
import org.shadowline.sim.flow.CompiledLogic.Program;
import org.shadowline.sim.flow.CompiledLogic.Reading;
import org.shadowline.sim.flow.CompiledLogic.Step;

/**
 * Compiles the user's own logic: each rule becomes a program, a list of steps with jumps, in which the procedures that it
 * calls are written out.
 */
final class LogicCompiler {
    /** Above so many steps a program is refused: procedures that call each other many times multiply. */
    private static final int MOST_STEPS = 100_000;

    private final Logic logic;
    private final PlantIndex index;
    private final FlowModel model;
    private final FlowCompiler compiler;
    private final ActionCompiler actions;
    private final List<Program> programs = new ArrayList<>();
    private final List<Integer> atStart = new ArrayList<>();
    /** By moment and element the rules that it starts; null where there are none. */
    private final int[] @Nullable [][] ofMoments = new int[Logic.Moment.values().length][][];

    private final int[] @Nullable [][] ofChanges = new int[Logic.Change.values().length][][];

    LogicCompiler(Plant plant, PlantIndex index, FlowModel model, FlowCompiler compiler, ActionCompiler actions) {
        logic = plant.logic();
        this.index = index;
        this.model = model;
        this.compiler = compiler;
        this.actions = actions;
    }

    /** Compiles the rules of the plant; gives back those that wait for a condition. */
    List<CompiledActions.Rule> rules() {
        var conditional = new ArrayList<CompiledActions.Rule>();
        for (int i = 0; i < logic.rules().size(); i++) {
            var rule = logic.rules().get(i);
            int number = programs.size();
            programs.add(new Writing(words(i, rule.trigger()), rule.toString()).program(rule));
            switch (rule.trigger()) {
                case Trigger.PartAt(String element, var moment, String product) ->
                    add(ofMoments, moment.ordinal(), element, number);
                case Trigger.MachineAt(String station, var change) -> add(ofChanges, change.ordinal(), station, number);
                case Trigger.Holds(var condition, double seconds) -> {
                    var where = "in " + words(i, rule.trigger());
                    var test = new FormulaCompiler(index, model, compiler, where, "when " + condition, List.of())
                            .test(condition);
                    conditional.add(new CompiledActions.Rule(
                            test, seconds, List.of(run -> run.logic().start(number, NONE))));
                }
                case Trigger.Every _, Trigger.Starts() -> atStart.add(number);
            }
        }
        return conditional;
    }

    private static String words(int number, Trigger trigger) {
        return "rule " + (number + 1)
                + switch (trigger) {
                    case Trigger.PartAt(String element, var moment, String product) ->
                        " (" + (product == null ? "part" : product) + " " + moment.word() + " at " + element + ")";
                    case Trigger.MachineAt(String station, var change) -> " (" + station + " " + change.word() + ")";
                    case Trigger.Holds _ -> " (on a condition)";
                    case Trigger.Every _ -> " (repeated)";
                    case Trigger.Starts() -> " (at the start)";
                };
    }

    /** The number of a program that does one thing, for a scenario. */
    int add(Act act) {
        programs.add(new Writing("an action of the scenario", act.toString()).program(act));
        return programs.size() - 1;
    }

    /** All of it; null where there is none. */
    @Nullable CompiledLogic compiled() {
        if (logic.attributes().isEmpty() && programs.isEmpty()) return null;
        var attributes = index.attributes();
        return new CompiledLogic(
                attributes.stream().mapToDouble(Logic.Attribute::initial).toArray(),
                attributes.stream().mapToInt(a -> index.place(a.element())).toArray(),
                ofMoments[Logic.Moment.ENTERS.ordinal()],
                ofMoments[Logic.Moment.BEGINS.ordinal()],
                ofMoments[Logic.Moment.FINISHES.ordinal()],
                ofMoments[Logic.Moment.LEAVES.ordinal()],
                ofChanges[Logic.Change.FAILS.ordinal()],
                ofChanges[Logic.Change.RECOVERS.ordinal()],
                atStart.stream().mapToInt(i -> i).toArray(),
                List.copyOf(programs));
    }

    private void add(int[] @Nullable [][] table, int kind, String element, int program) {
        int place = index.place(element);
        if (place < 0 || place >= model.elements) {
            throw new PlantProblem("unknown element `" + element + "` in a rule");
        }
        var ofKind = table[kind];
        if (ofKind == null) {
            ofKind = new int[model.elements][0];
            table[kind] = ofKind;
        }
        var before = ofKind[place];
        ofKind[place] = Arrays.copyOf(before, before.length + 1);
        ofKind[place][before.length] = program;
    }

    private Logic.Procedure procedure(String name) {
        for (var procedure : logic.procedures()) if (procedure.name().equals(name)) return procedure;
        throw new PlantProblem("unknown procedure `" + name + "`");
    }

    /** A program that is being written. */
    private final class Writing {
        private final String text;
        private final String streams;
        private final List<Step> steps = new ArrayList<>();
        /** All values of the rule and of the procedures that it calls; those of a call have its number before them. */
        private final List<String> variables = new ArrayList<>();

        private final Deque<String> calls = new ArrayDeque<>();
        private int callNumber;

        Writing(String text, String streams) {
            this.text = text;
            this.streams = streams;
        }

        Program program(Act act) {
            write(act, new Frame(""));
            return new Program(steps.toArray(Step[]::new), variables.size(), NONE, text);
        }

        Program program(Logic.Rule rule) {
            var frame = new Frame("");
            int begin = 0;
            if (rule.trigger() instanceof Trigger.Every(var interval)) {
                waits(frame.formulas.reading(new Formula.Drawn(interval, "s")));
            }
            var because = rule.because();
            if (because != null) note(because);
            write(rule.acts(), frame);
            if (rule.trigger() instanceof Trigger.Every) add((run, a) -> begin);
            int product = rule.trigger() instanceof Trigger.PartAt at && at.product() != null
                    ? index.product(at.product())
                    : NONE;
            return new Program(steps.toArray(Step[]::new), variables.size(), product, text);
        }

        /** The names that hold in a rule or in a call of a procedure. */
        private final class Frame {
            final List<String> names = new ArrayList<>();
            final String prefix;
            final FormulaCompiler formulas;

            Frame(String prefix) {
                this.prefix = prefix;
                formulas = new FormulaCompiler(index, model, compiler, "in " + text, prefix + streams, names);
            }

            /** The number of a value; those of a frame lie scattered among those of the program. */
            int declare(String name) {
                int number = variables.size();
                variables.add(prefix + name);
                // names are looked up by their place in the list, which is their number
                while (names.size() < number) names.add("");
                names.add(name);
                return number;
            }

            int number(String name) {
                int number = names.lastIndexOf(name);
                if (number < 0) throw new PlantProblem("unknown value `" + name + "` in " + text);
                return number;
            }
        }

        private void add(Step step) {
            steps.add(step);
            if (steps.size() > MOST_STEPS) {
                throw new PlantProblem(text + " has more than " + MOST_STEPS
                        + " steps, with the procedures that it calls. Maybe call fewer, or use `while`.");
            }
        }

        private void write(List<Act> acts, Frame frame) {
            for (var act : acts) write(act, frame);
        }

        private void write(Act act, Frame frame) {
            switch (act) {
                case Act.Let(String name, Formula value, boolean isNew) -> {
                    var reading = frame.formulas.reading(value);
                    int number = isNew ? frame.declare(name) : frame.number(name);
                    add((run, a) -> {
                        a.variables[number] = reading.of(run, a.part, a.variables);
                        return a.step + 1;
                    });
                }
                case Act.SetPart(String attribute, Formula value) -> {
                    int column = compiler.attribute(attribute, "in " + text);
                    var reading = frame.formulas.reading(value);
                    add((run, a) -> {
                        run.parts.attributes[a.part * run.model.attributes + column] =
                                reading.of(run, a.part, a.variables);
                        return a.step + 1;
                    });
                }
                case Act.SetElement(String element, String attribute, Formula value) -> {
                    int number = index.attribute(element + "." + attribute);
                    var reading = frame.formulas.reading(value);
                    add((run, a) -> {
                        run.logic().set(number, reading.of(run, a.part, a.variables));
                        return a.step + 1;
                    });
                }
                case Act.Change(var setting, Formula value) ->
                    change(actions.sets(setting), frame.formulas.reading(value), null);
                case Act.Fail(String target, Formula repair) ->
                    change(actions.fails(target), time(frame, repair, "a repair"), null);
                case Act.Stop(String target, Formula duration) ->
                    change(actions.stops(target), time(frame, duration, "a stop"), null);
                case Act.Release(Formula quantity, String product, String source, Formula due, Integer priority) -> {
                    var after = due == null ? null : frame.formulas.reading(due);
                    change(actions.releases(product, source, priority), frame.formulas.reading(quantity), after);
                }
                case Act.If(var condition, var then, var otherwise) -> {
                    int test = reserve();
                    write(then, frame);
                    int end = otherwise.isEmpty() ? steps.size() : reserve();
                    branch(test, frame.formulas.test(condition), steps.size());
                    if (!otherwise.isEmpty()) {
                        write(otherwise, frame);
                        int after = steps.size();
                        steps.set(end, (run, a) -> after);
                    }
                }
                case Act.While(var condition, var body) -> {
                    int test = reserve();
                    write(body, frame);
                    add((run, a) -> test);
                    branch(test, frame.formulas.test(condition), steps.size());
                }
                case Act.Call(String name, var arguments) -> call(name, arguments, frame);
                case Act.Wait(Formula seconds) -> waits(time(frame, seconds, "a wait"));
                case Act.WaitUntil(var condition) -> {
                    var test = frame.formulas.test(condition);
                    add((run, a) -> {
                        if (test.holds(run, a.part, a.variables)) return a.step + 1;
                        run.logic().awaits(a, test);
                        return Step.WAITS;
                    });
                }
                case Act.Note(String words) -> note(words);
            }
        }

        /** A place for a jump that is written later. */
        private int reserve() {
            add((run, a) -> a.step + 1);
            return steps.size() - 1;
        }

        private void branch(int at, CompiledLogic.Test test, int otherwise) {
            int then = at + 1;
            steps.set(at, (run, a) -> test.holds(run, a.part, a.variables) ? then : otherwise);
        }

        private Reading time(Frame frame, Formula seconds, String what) {
            var reading = frame.formulas.reading(seconds);
            return (run, part, values) -> {
                double time = reading.of(run, part, values);
                if (time >= 0) return time;
                throw new PlantProblem(what + " of " + time + " s in " + text + " at " + run.now()
                        + " s of the run. Maybe limit it: `max(0 s, …)`.");
            };
        }

        private void waits(Reading seconds) {
            add((run, a) -> {
                run.logic().sleeps(a, run.now() + seconds.of(run, a.part, a.variables));
                return Step.WAITS;
            });
        }

        private void note(String words) {
            add((run, a) -> {
                run.sink.note(run.now(), NONE, words);
                return a.step + 1;
            });
        }

        private void change(Change change, Reading x, @Nullable Reading y) {
            add((run, a) -> {
                run.logic()
                        .defer(
                                change,
                                x.of(run, a.part, a.variables),
                                y == null ? Double.NaN : y.of(run, a.part, a.variables));
                return a.step + 1;
            });
        }

        private void call(String name, List<Formula> arguments, Frame frame) {
            if (calls.contains(name)) throw new PlantProblem("procedure `" + name + "` calls itself");
            var procedure = procedure(name);
            var inside = new Frame(name + " " + ++callNumber + " ");
            for (int i = 0; i < arguments.size(); i++) {
                var reading = frame.formulas.reading(arguments.get(i));
                int number = inside.declare(procedure.parameters().get(i).name());
                add((run, a) -> {
                    a.variables[number] = reading.of(run, a.part, a.variables);
                    return a.step + 1;
                });
            }
            calls.push(name);
            write(procedure.acts(), inside);
            calls.pop();
        }
    }
}
