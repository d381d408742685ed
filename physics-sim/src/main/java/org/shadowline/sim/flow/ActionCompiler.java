package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.scenario.Action;
import org.shadowline.plant.scenario.Condition;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.scenario.Setting;
import org.shadowline.sim.flow.CompiledActions.Effect;

/** Compiles what a scenario does to a plant while it runs. */
final class ActionCompiler {
    private final Scenario scenario;
    private final PlantIndex index;
    private final FlowModel model;
    private final FlowCompiler compiler;

    ActionCompiler(Scenario scenario, PlantIndex index, FlowModel model, FlowCompiler compiler) {
        this.scenario = scenario;
        this.index = index;
        this.model = model;
        this.compiler = compiler;
    }

    /** The plant with each team as large as the scenario ever sets it. */
    static Plant withPeopleForActions(Plant plant, Scenario scenario) {
        var teams = plant.teams().stream()
                .map(team -> {
                    int most = Math.max(team.people(), mostPeopleSet(scenario, team.id()));
                    return most == team.people() ? team : team.withPeople(most);
                })
                .toList();
        if (teams.equals(plant.teams())) return plant;
        return plant.with(plant.elements(), teams);
    }

    private static int mostPeopleSet(Scenario scenario, String team) {
        int most = 0;
        for (var action : allActions(scenario)) {
            if (action instanceof Action.Set(Setting(String element, var property), double value)
                    && property == Setting.Property.PEOPLE
                    && element.equals(team)) {
                most = Math.max(most, (int) value);
            }
        }
        return most;
    }

    /** Whether an action of the scenario changes how much an element holds. */
    static boolean changesLimits(Scenario scenario) {
        return allActions(scenario).stream()
                .anyMatch(action ->
                        action instanceof Action.Set set && set.setting().property() == Setting.Property.HOLDS);
    }

    private static List<Action> allActions(Scenario scenario) {
        var all = new ArrayList<Action>();
        for (var timed : scenario.timed()) all.addAll(timed.actions());
        for (var rule : scenario.conditional()) all.addAll(rule.actions());
        return all;
    }

    CompiledActions compile() {
        var moments = new Moments(scenario.start());
        var times = scenario.timed().stream()
                .mapToDouble(timed -> moments.seconds(timed.at()))
                .toArray();
        var timed = scenario.timed().stream()
                .map(t -> effects(t.actions(), t.because()))
                .toList();
        var rules = scenario.conditional().stream()
                .map(rule -> new CompiledActions.Rule(
                        condition(rule.when()), rule.forSeconds(), effects(rule.actions(), rule.because())))
                .toList();
        return new CompiledActions(times, timed, rules);
    }

    private List<Effect> effects(List<Action> actions, @Nullable String because) {
        var effects = new ArrayList<Effect>();
        if (because != null) effects.add(run -> run.sink.note(run.now(), NONE, because));
        for (var action : actions) effects.add(effect(action));
        return effects;
    }

    private Effect effect(Action action) {
        return switch (action) {
            case Action.Fail(String target, Distribution repair) -> {
                int sampler = compiler.sampler(repair, "in the scenario");
                int stream = compiler.stream("scenario fails " + target);
                var machines = machines(target);
                yield run -> {
                    double time = run.draw(sampler, stream);
                    for (int m : machines) fail(run, m, time);
                };
            }
            case Action.Stop(String target, Distribution duration) -> {
                int sampler = compiler.sampler(duration, "in the scenario");
                int stream = compiler.stream("scenario stops " + target);
                var machines = machines(target);
                yield run -> {
                    double time = run.draw(sampler, stream);
                    for (int m : machines) {
                        run.machines.stop(m);
                        run.calendar.schedule(run.model.stopSlots + m, run.now() + time);
                    }
                };
            }
            case Action.Set(Setting setting, double value) -> setting(setting, value);
            case Action.Release release -> release(release);
        };
    }

    private static void fail(Replication run, int machine, double time) {
        int slot = run.model.forcedSlots + machine;
        if (!run.calendar.isPending(slot)) run.machines.goDown(machine, NONE);
        run.calendar.schedule(slot, run.now() + time);
    }

    private Effect setting(Setting setting, double value) {
        int element = index.place(setting.element());
        int team = index.team(setting.element());
        Effect change =
                switch (setting.property()) {
                    case SPEED ->
                        model.kind[element] == FlowModel.CONVEYOR
                                ? run -> run.conveyors.setSpeed(element, value)
                                : run -> run.machines.setSpeed(element, value);
                    case HOLDS ->
                        run -> {
                            run.places.at(element).capacity =
                                    value >= Buffer.UNLIMITED ? Buffer.UNLIMITED : (int) value;
                            run.places.free(element);
                        };
                    case RATE -> run -> run.sources.setRate(element, value);
                    case PEOPLE -> run -> run.people.setPresent(team, (int) value);
                };
        boolean ofTeam = setting.property() == Setting.Property.PEOPLE;
        return run -> {
            change.on(run);
            run.sink.event(
                    run.now(),
                    EventKind.SETTING_CHANGED,
                    ofTeam ? team : element,
                    NONE,
                    setting.property().ordinal(),
                    ofTeam ? 1 : 0,
                    value,
                    0);
        };
    }

    private Effect release(Action.Release release) {
        int source = index.place(release.source());
        int product = index.product(release.product());
        var rule = model.source[source];
        if (rule == null || model.entryStep[product][source] == NONE) {
            throw new PlantProblem("`" + release.product() + "` cannot be released at `" + release.source()
                    + "`: its route does not begin there");
        }
        var priority = release.priority();
        int given = priority == null ? rule.priority() : priority;
        return run -> {
            double due = run.now() + release.dueAfter();
            for (int i = 0; i < release.quantity(); i++) run.sources.release(source, product, given, due);
        };
    }

    private int[] machines(String target) {
        int place = index.place(target);
        if (place < 0) throw new PlantProblem("unknown machine or station `" + target + "` in the scenario");
        if (index.isMachine(place)) return new int[] {place - model.elements};
        int first = model.firstMachine[place];
        var machines = new int[model.firstMachine[place + 1] - first];
        for (int i = 0; i < machines.length; i++) machines[i] = first + i;
        return machines;
    }

    private Predicate<Replication> condition(Condition condition) {
        return switch (condition) {
            case Condition.Is(String target, var state) -> is(target, state);
            case Condition.Level(String element, var comparison, double value) -> {
                int place = index.place(element);
                yield run -> comparison.holds(level(run, place), value);
            }
            case Condition.WorkInProcess(var comparison, double value) ->
                run -> comparison.holds(run.workInProcess(), value);
            case Condition.All(var conditions) -> {
                var all = conditions.stream().map(this::condition).toList();
                yield run -> {
                    for (int i = 0; i < all.size(); i++) if (!all.get(i).test(run)) return false;
                    return true;
                };
            }
            case Condition.Any(var conditions) -> {
                var any = conditions.stream().map(this::condition).toList();
                yield run -> {
                    for (int i = 0; i < any.size(); i++) if (any.get(i).test(run)) return true;
                    return false;
                };
            }
            case Condition.Not(Condition inner) -> condition(inner).negate();
        };
    }

    private static int level(Replication run, int element) {
        return run.places.at(element).level + run.machines.occupied(element);
    }

    private Predicate<Replication> is(String target, Condition.State state) {
        int place = index.place(target);
        if (place < 0) throw new PlantProblem("unknown element `" + target + "` in a condition");
        return switch (state) {
            case FULL -> run -> !run.places.at(place).hasRoom();
            case EMPTY -> run -> level(run, place) == 0;
            case BUSY -> allIn(target, MachineState.BUSY);
            case IDLE -> allIn(target, MachineState.STARVED);
            case BLOCKED -> allIn(target, MachineState.BLOCKED);
            case DOWN -> allIn(target, MachineState.DOWN);
        };
    }

    private Predicate<Replication> allIn(String target, MachineState state) {
        var machines = machines(target);
        return run -> {
            for (int machine : machines) if (run.machines.state(machine) != state) return false;
            return machines.length > 0;
        };
    }

    /** How many people of a team come to work at the start, where an action may bring more later. */
    static int declaredPeople(Plant declared, Team team) {
        for (var own : declared.teams()) if (own.id().equals(team.id())) return own.people();
        return team.people();
    }
}
