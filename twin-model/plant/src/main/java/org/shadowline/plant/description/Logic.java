package org.shadowline.plant.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user's own logic of a plant: attributes of elements, rules that act on events and conditions, and procedures that
 * rules call. Rules on one event act in the order of the list.
 */
public record Logic(List<Attribute> attributes, List<Procedure> procedures, List<Rule> rules) {
    public static final Logic NONE = new Logic(List.of(), List.of(), List.of());

    public Logic {
        attributes = List.copyOf(attributes);
        procedures = List.copyOf(procedures);
        rules = List.copyOf(rules);
    }

    /**
     * A value that belongs to an element and that rules change.
     *
     * @param initial in SI units, or the number of a text among the plant's symbols
     * @param unit the unit in which it is written; empty for a plain number
     * @param choices the texts that it may stand for; empty for a quantity
     */
    public record Attribute(String element, String name, double initial, String unit, List<String> choices) {
        public Attribute {
            choices = List.copyOf(choices);
        }
    }

    /** @param parameters the values that a call gives, in order */
    public record Procedure(String name, List<Parameter> parameters, List<Act> acts) {
        public Procedure {
            parameters = List.copyOf(parameters);
            acts = List.copyOf(acts);
        }
    }

    /** @param unit the unit in which it is written; empty for a plain number */
    public record Parameter(String name, String unit) {}

    /**
     * What happens when.
     *
     * @param because the reason in words, told when the rule acts
     */
    public record Rule(
            Trigger trigger, List<Act> acts, @Nullable String because) {
        public Rule {
            acts = List.copyOf(acts);
        }
    }

    public sealed interface Trigger {
        /** Something happens to a part at an element. @param product null for every one */
        record PartAt(
                String element, Moment moment, @Nullable String product) implements Trigger {}

        /** A machine of a station fails or is repaired. */
        record MachineAt(String station, Change change) implements Trigger {}

        /** A condition has become true and has stayed so for some seconds. */
        record Holds(Condition condition, double seconds) implements Trigger {}

        /** Again and again, the first time after one interval. */
        record Every(Distribution interval) implements Trigger {}

        /** Once at the start of the run. */
        record Starts() implements Trigger {}
    }

    /** What happens to a part at an element. */
    public enum Moment {
        ENTERS,
        BEGINS,
        FINISHES,
        LEAVES;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public enum Change {
        FAILS,
        RECOVERS;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A statement of a rule or procedure. */
    public sealed interface Act {
        /** Names a value, or gives a new one to a name. */
        record Let(String name, Formula value, boolean isNew) implements Act {}

        /** Gives an attribute of the part at hand a new value. */
        record SetPart(String attribute, Formula value) implements Act {}

        record SetElement(String element, String attribute, Formula value) implements Act {}

        /** Changes a setting of the plant; the value is as {@link Action.Set} has it. */
        record Change(Setting setting, Formula value) implements Act {}

        /** See {@link Action.Fail}. */
        record Fail(String target, Formula repair) implements Act {}

        /** See {@link Action.Stop}. */
        record Stop(String target, Formula duration) implements Act {}

        /** See {@link Action.Release}. */
        record Release(
                Formula quantity,
                String product,
                String source,
                @Nullable Formula dueAfter,
                @Nullable Integer priority) implements Act {}

        record If(Condition condition, List<Act> then, List<Act> otherwise) implements Act {
            public If {
                then = List.copyOf(then);
                otherwise = List.copyOf(otherwise);
            }
        }

        record While(Condition condition, List<Act> acts) implements Act {
            public While {
                acts = List.copyOf(acts);
            }
        }

        record Call(String procedure, List<Formula> arguments) implements Act {
            public Call {
                arguments = List.copyOf(arguments);
            }
        }

        /** Goes on after some seconds. */
        record Wait(Formula seconds) implements Act {}

        /** Goes on when the condition holds. */
        record WaitUntil(Condition condition) implements Act {}

        /** Tells a person something. */
        record Note(String text) implements Act {}
    }

    public boolean isEmpty() {
        return attributes.isEmpty() && procedures.isEmpty() && rules.isEmpty();
    }
}
