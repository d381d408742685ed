package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Action;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.sim.flow.CompiledActions.Effect;
import org.shadowline.sim.flow.CompiledLogic.Change;

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

    /**
     * @param ofPlant rules of the plant itself, which come before those of the scenario
     * @param logic takes what the scenario does by statements of rules
     */
    CompiledActions compile(List<CompiledActions.Rule> ofPlant, LogicCompiler logic) {

        var moments = new Moments(scenario.start());
        var times = scenario.timed().stream()
                .mapToDouble(timed -> moments.seconds(timed.at()))
                .toArray();
        var timed = scenario.timed().stream()
                .map(t -> effects(t.actions(), t.because(), logic))
                .toList();
        var formulas = new FormulaCompiler(index, model, compiler, "in the scenario", "scenario", List.of());
        var rules = new ArrayList<>(ofPlant);
        for (var rule : scenario.conditional()) {
            rules.add(new CompiledActions.Rule(
                    formulas.test(rule.when()), rule.forSeconds(), effects(rule.actions(), rule.because(), logic)));
        }
        return new CompiledActions(times, timed, rules);
    }

    private List<Effect> effects(List<Action> actions, @Nullable String because, LogicCompiler logic) {
        var effects = new ArrayList<Effect>();
        if (because != null) effects.add(run -> run.sink.note(run.now(), NONE, because));
        for (var action : actions) effects.add(effect(action, logic));
        return effects;
    }

    private Effect effect(Action action, LogicCompiler logic) {
        return switch (action) {
            case Action.Fail(String target, Distribution repair) -> {
                int sampler = compiler.sampler(repair, "in the scenario");
                int stream = compiler.stream("scenario fails " + target);
                var fails = fails(target);
                yield run -> fails.on(run, run.draw(sampler, stream), 0);
            }
            case Action.Stop(String target, Distribution duration) -> {
                int sampler = compiler.sampler(duration, "in the scenario");
                int stream = compiler.stream("scenario stops " + target);
                var stops = stops(target);
                yield run -> stops.on(run, run.draw(sampler, stream), 0);
            }
            case Action.Does(var act, String text) -> {
                int program = logic.add(act);
                yield run -> run.logic().start(program, NONE);
            }
            case Action.Set(Setting setting, double value) -> {
                var sets = sets(setting);
                yield run -> sets.on(run, value, 0);
            }
            case Action.Release release -> {
                var releases = releases(release.product(), release.source(), release.priority());
                yield run -> releases.on(run, release.quantity(), release.dueAfter());
            }
        };
    }

    /** The machines fail for x seconds. */
    Change fails(String target) {
        var machines = failing(target);
        return (run, x, y) -> {
            for (int m : machines) fail(run, m, x);
        };
    }

    /** The machines stop for x seconds. */
    Change stops(String target) {
        var machines = machines(target);
        return (run, x, y) -> {
            for (int m : machines) {
                run.machines.stop(m);
                run.calendar.schedule(run.model.stopSlots + m, run.now() + x);
            }
        };
    }

    private static void fail(Replication run, int machine, double time) {
        int slot = run.model.forcedSlots + machine;
        if (!run.calendar.isPending(slot)) {
            if (run.model.isVehicleNumber(machine)) run.breakdowns.goDown(machine - run.model.machines);
            else run.machines.goDown(machine, NONE);
        }
        run.calendar.schedule(slot, run.now() + time);
    }

    /** The setting becomes x. */
    Change sets(Setting setting) {
        int element = index.place(setting.element());
        int team = index.team(setting.element());
        Change change =
                switch (setting.property()) {
                    case SPEED ->
                        element < model.elements && model.kind[element] == FlowModel.CONVEYOR
                                ? (run, x, y) -> run.conveyors.setSpeed(element, x)
                                : (run, x, y) -> run.machines.setSpeed(element, x);
                    case HOLDS ->
                        (run, x, y) -> {
                            run.places.at(element).capacity = x >= Buffer.UNLIMITED ? Buffer.UNLIMITED : (int) x;
                            run.places.free(element);
                        };
                    case RATE -> (run, x, y) -> run.sources.setRate(element, x);
                    case PEOPLE -> {
                        int most = index.teams().get(team).people();
                        yield (run, x, y) -> run.people.setPresent(team, (int) Math.min(most, x));
                    }
                };
        boolean ofTeam = setting.property() == Setting.Property.PEOPLE;
        return (run, x, y) -> {
            change.on(run, x, y);
            run.sink.event(
                    run.now(),
                    EventKind.SETTING_CHANGED,
                    ofTeam ? team : element,
                    NONE,
                    setting.property().ordinal(),
                    ofTeam ? 1 : 0,
                    x,
                    0);
        };
    }

    /** The source releases x parts, due after y seconds. */
    Change releases(String productId, String sourceId, @Nullable Integer priority) {
        int source = index.place(sourceId);
        int product = index.product(productId);
        var rule = model.source[source];
        if (rule == null || model.entryStep[product][source] == NONE) {
            throw new PlantProblem(
                    "`" + productId + "` cannot be released at `" + sourceId + "`: its route does not begin there");
        }
        int given = priority == null ? rule.priority() : priority;
        return (run, x, y) -> {
            for (int i = 0; i < (int) x; i++) run.sources.release(source, product, given, run.now() + y);
        };
    }

    /** Machines, or vehicles, which are numbered behind them. */
    private int[] failing(String target) {
        int place = index.place(target);
        if (place < 0 || !(index.elements().get(index.elementOf(place)) instanceof Fleet)) return machines(target);
        model.vehiclesFail = true;
        int first = index.isVehicle(place) ? place : index.firstVehicle(place);
        int end = index.isVehicle(place) ? place + 1 : index.endOfVehicles(place);
        return IntStream.range(first - model.elements, end - model.elements).toArray();
    }

    private int[] machines(String target) {
        return FormulaCompiler.machines(index, model, target);
    }

    /** How many people of a team come to work at the start, where an action may bring more later. */
    static int declaredPeople(Plant declared, Team team) {
        for (var own : declared.teams()) if (own.id().equals(team.id())) return own.people();
        return team.people();
    }
}
