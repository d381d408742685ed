package org.shadowline.dsl.format;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Condition;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Formula;
import org.shadowline.plant.description.Logic;
import org.shadowline.plant.description.Logic.Act;
import org.shadowline.plant.description.Logic.Trigger;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Process;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/** Formulas, conditions, rules and procedures as the language writes them. */
public final class LogicText {
    private final Plant plant;

    public LogicText(Plant plant) {
        this.plant = plant;
    }

    // formulas

    String formula(Formula formula) {
        return switch (formula) {
            case Formula.Constant(double value, String unit) -> quantity(value, unit);
            case Formula.Drawn(var distribution, String unit) ->
                DistributionText.of(distribution, v -> quantity(v, unit));
            case Formula.PartAttribute(String name) -> "part." + name;
            case Formula.ElementAttribute(String element, String name) -> element + "." + name;
            case Formula.Variable(String name) -> name;
            case Formula.Level(String element) -> element + ".level";
            case Formula.WorkInProcess() -> "work in process";
            case Formula.Clock() -> "now";
            case Formula.Age() -> "part.age";
            case Formula.Visits(String element) -> "visits(" + element + ")";
            case Formula.Arithmetic(var operator, Formula left, Formula right) ->
                operand(left) + " " + operator.sign() + " " + operand(right);
            case Formula.Function(var name, var arguments) ->
                name.word() + "(" + arguments.stream().map(this::formula).collect(Collectors.joining(", ")) + ")";
        };
    }

    private String operand(Formula formula) {
        boolean composed = formula instanceof Formula.Arithmetic
                || formula instanceof Formula.Drawn
                || formula instanceof Formula.Constant(double value, String unit) && value < 0;
        return composed ? "(" + formula(formula) + ")" : formula(formula);
    }

    static String quantity(double si, String symbol) {
        var unit = symbol.isEmpty() ? Unit.ONE : Units.find(symbol);
        if (unit == null) throw new IllegalArgumentException("unknown unit: " + symbol);
        return Numbers.plain(unit.fromSi(si)) + (symbol.isEmpty() ? "" : " " + symbol);
    }

    // conditions

    /** A condition as a person reads it. */
    public String condition(Condition condition) {
        return switch (condition) {
            case Condition.Is(String target, var state) ->
                target + " is " + state.name().toLowerCase(Locale.ROOT);
            case Condition.Level(String element, var comparison, double value) ->
                element + ".level " + comparison.sign() + " " + Numbers.plain(value);
            case Condition.WorkInProcess(var comparison, double value) ->
                "work in process " + comparison.sign() + " " + Numbers.plain(value);
            case Condition.Compare(Formula left, var comparison, Formula right) ->
                formula(left) + " " + comparison.sign() + " " + compared(left, right);
            case Condition.PartIs(String product) -> "part is " + product;
            case Condition.All(var conditions) -> joined(conditions, " and ");
            case Condition.Any(var conditions) -> joined(conditions, " or ");
            case Condition.Not(var inner) -> "not (" + condition(inner) + ")";
        };
    }

    private String joined(List<Condition> conditions, String word) {
        Function<Condition, String> text = inner -> inner instanceof Condition.All || inner instanceof Condition.Any
                ? "(" + condition(inner) + ")"
                : condition(inner);
        return conditions.stream().map(text).collect(Collectors.joining(word));
    }

    /** A value beside an attribute: a word where the attribute is one of some words. */
    private String compared(Formula attribute, Formula value) {
        boolean choice =
                switch (attribute) {
                    case Formula.PartAttribute(String name) -> isChoice(name);
                    case Formula.ElementAttribute(String element, String name) -> isChoice(element, name);
                    default -> false;
                };
        return choice && value instanceof Formula.Constant(double number, String unit)
                ? plant.symbols().get((int) number)
                : formula(value);
    }

    /** Whether the values of an attribute of parts stand for texts. */
    boolean isChoice(String attribute) {
        return attribute.equals(Process.VERDICT)
                || plant.products().stream()
                        .flatMap(product -> product.attributes().stream())
                        .anyMatch(a -> a.name().equals(attribute) && isChoice(a.value()));
    }

    boolean isChoice(Distribution value) {
        return value instanceof Distribution.Discrete(var values, var probabilities)
                && values.stream()
                        .allMatch(v -> v == Math.rint(v)
                                && v >= 0
                                && v < plant.symbols().size());
    }

    /** A value of an attribute of parts. */
    String value(String attribute, double value) {
        if (isChoice(attribute)) return plant.symbols().get((int) value);
        for (var product : plant.products()) {
            for (var own : product.attributes()) {
                if (own.name().equals(attribute)) return quantity(value, own.unit());
            }
        }
        return Numbers.plain(value);
    }

    private boolean isChoice(String element, String name) {
        return plant.logic().attributes().stream()
                .anyMatch(a -> a.element().equals(element)
                        && a.name().equals(name)
                        && !a.choices().isEmpty());
    }

    // rules and procedures

    /** What an element says of its own attributes. */
    String attributes(String element) {
        var text = new StringBuilder();
        for (var attribute : plant.logic().attributes()) {
            if (!attribute.element().equals(element)) continue;
            text.append("\n    has ").append(attribute.name()).append(' ');
            text.append(
                    attribute.choices().isEmpty()
                            ? quantity(attribute.initial(), attribute.unit())
                            : String.join(", ", attribute.choices()));
        }
        return text.toString();
    }

    String procedure(Logic.Procedure procedure) {
        var parameters = procedure.parameters().stream()
                .map(p -> p.unit().isEmpty() ? p.name() : p.name() + " in " + p.unit())
                .collect(Collectors.joining(", "));
        return "procedure " + procedure.name() + "(" + parameters + ") " + block(procedure.acts());
    }

    String rule(Logic.Rule rule) {
        var because = rule.because();
        return trigger(rule.trigger()) + " " + block(rule.acts())
                + (because == null
                        ? ""
                        : " because \"" + because.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }

    private String trigger(Trigger trigger) {
        return switch (trigger) {
            case Trigger.PartAt at ->
                switch (at.moment()) {
                    case ENTERS, LEAVES ->
                        "when " + part(at.product()) + " " + at.moment().word() + " " + at.element();
                    case BEGINS, FINISHES ->
                        "when " + at.element() + " " + at.moment().word() + " " + part(at.product());
                };
            case Trigger.MachineAt(String station, var change) -> "when " + station + " " + change.word();
            case Trigger.Holds(Condition condition, double seconds) ->
                "when " + condition(condition) + (seconds > 0 ? " for " + Numbers.duration(seconds) : "");
            case Trigger.Every(var interval) -> "repeat every " + DistributionText.of(interval, Numbers::duration);
            case Trigger.Starts() -> "when run starts";
        };
    }

    private static String part(@Nullable String product) {
        return product == null ? "part" : product;
    }

    private String block(List<Act> acts) {
        return acts.stream().map(act -> "\n    " + act(act)).collect(Collectors.joining("", "{", "\n  }"));
    }

    private String act(Act act) {
        return switch (act) {
            case Act.Let(String name, Formula value, boolean isNew) ->
                (isNew ? "let " + name + " = " : "set " + name + " to ") + formula(value);
            case Act.SetPart(String attribute, Formula value) ->
                "set part." + attribute + " to " + compared(new Formula.PartAttribute(attribute), value);
            case Act.SetElement(String element, String attribute, Formula value) ->
                "set " + element + "." + attribute + " to "
                        + compared(new Formula.ElementAttribute(element, attribute), value);
            case Act.Change(Setting setting, Formula value) ->
                "set " + setting.element() + "." + setting.property().word() + " to " + setting(setting, value);
            case Act.Fail(String target, Formula repair) -> target + " fails for " + formula(repair);
            case Act.Stop(String target, Formula duration) -> target + " stops for " + formula(duration);
            case Act.Release(Formula quantity, String product, String source, Formula due, Integer priority) ->
                "release " + operand(quantity) + " " + product + " from " + source
                        + (due == null ? "" : " due " + formula(due))
                        + (priority == null ? "" : " priority " + priority);
            case Act.If(Condition condition, var then, var otherwise) ->
                "if " + condition(condition) + " " + block(then)
                        + (otherwise.isEmpty() ? "" : " else " + block(otherwise));
            case Act.While(Condition condition, var body) -> "while " + condition(condition) + " " + block(body);
            case Act.Call(String procedure, var arguments) ->
                procedure + "(" + arguments.stream().map(this::formula).collect(Collectors.joining(", ")) + ")";
            case Act.Wait(Formula seconds) -> "wait " + formula(seconds);
            case Act.WaitUntil(Condition condition) -> "wait until " + condition(condition);
            case Act.Note(String text) -> "note \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        };
    }

    /** Speeds of conveyors are kept as shares of the declared one. */
    private String setting(Setting setting, Formula value) {
        boolean ofConveyor = plant.element(setting.element()) instanceof Conveyor;
        if (ofConveyor
                && value
                        instanceof
                        Formula.Arithmetic(var operator, Formula speed, Formula.Constant(double by, String unit))
                && operator == Formula.Operator.DIVIDE
                && unit.equals("m/s")) {
            return formula(speed);
        }
        return formula(value);
    }
}
