package org.shadowline.plant.description;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every formula of a plant with those inside it: of processing times, routes, rules and procedures. */
public final class FormulasOf {
    private final List<Formula> found = new ArrayList<>();

    private FormulasOf() {}

    public static List<Formula> plant(Plant plant) {
        var walk = new FormulasOf();
        for (var element : plant.elements()) {
            if (element instanceof Station station) {
                for (var time : station.times()) walk.formula(time.formula());
            }
            if (element instanceof Delay delay) {
                for (var time : delay.times()) walk.formula(time.formula());
            }
        }
        for (var route : plant.routes()) {
            for (var step : route.steps()) {
                if (step.exit() instanceof Route.Exit.Cases(var cases, int otherwise)) {
                    for (var one : cases) walk.partCondition(one.condition());
                }
            }
        }
        for (var rule : plant.logic().rules()) {
            if (rule.trigger() instanceof Logic.Trigger.Holds(var condition, double seconds)) walk.condition(condition);
            walk.acts(rule.acts());
        }
        for (var procedure : plant.logic().procedures()) walk.acts(procedure.acts());
        return walk.found;
    }

    private void partCondition(Route.PartCondition condition) {
        switch (condition) {
            case Route.PartCondition.Holds(var inner) -> condition(inner);
            case Route.PartCondition.All(var all) -> all.forEach(this::partCondition);
            case Route.PartCondition.Any(var any) -> any.forEach(this::partCondition);
            case Route.PartCondition.Not(var inner) -> partCondition(inner);
            case Route.PartCondition.Compare _, Route.PartCondition.Visits _ -> {}
        }
    }

    private void condition(Condition condition) {
        switch (condition) {
            case Condition.Compare(Formula left, var comparison, Formula right) -> {
                formula(left);
                formula(right);
            }
            case Condition.All(var all) -> all.forEach(this::condition);
            case Condition.Any(var any) -> any.forEach(this::condition);
            case Condition.Not(var inner) -> condition(inner);
            case Condition.Is _, Condition.Level _, Condition.WorkInProcess _, Condition.PartIs _ -> {}
        }
    }

    private void acts(List<Logic.Act> acts) {
        for (var act : acts) {
            switch (act) {
                case Logic.Act.Let(String name, Formula value, boolean isNew) -> formula(value);
                case Logic.Act.SetPart(String attribute, Formula value) -> formula(value);
                case Logic.Act.SetElement(String element, String attribute, Formula value) -> formula(value);
                case Logic.Act.Change(Setting setting, Formula value) -> formula(value);
                case Logic.Act.Fail(String target, Formula repair) -> formula(repair);
                case Logic.Act.Stop(String target, Formula duration) -> formula(duration);
                case Logic.Act.Release release -> {
                    formula(release.quantity());
                    formula(release.dueAfter());
                }
                case Logic.Act.If(Condition condition, var then, var otherwise) -> {
                    condition(condition);
                    acts(then);
                    acts(otherwise);
                }
                case Logic.Act.While(Condition condition, var body) -> {
                    condition(condition);
                    acts(body);
                }
                case Logic.Act.Call(String procedure, var arguments) -> arguments.forEach(this::formula);
                case Logic.Act.Wait(Formula seconds) -> formula(seconds);
                case Logic.Act.WaitUntil(Condition condition) -> condition(condition);
                case Logic.Act.Note _ -> {}
            }
        }
    }

    private void formula(@Nullable Formula formula) {
        if (formula == null) return;
        found.add(formula);
        switch (formula) {
            case Formula.Arithmetic(var operator, Formula left, Formula right) -> {
                formula(left);
                formula(right);
            }
            case Formula.Function(var name, var arguments) -> arguments.forEach(this::formula);
            default -> {}
        }
    }
}
