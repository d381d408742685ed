package org.shadowline.dsl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.plant.description.DispatchRule;

/** What is said about an element. {@code word} is the keyword in {@link Language} under which it stands. */
public sealed interface Property {
    Span span();

    default String word() {
        return switch (this) {
            case Value value -> value.keyword().text();
            case Flag flag -> flag.keyword().text();
            case At _ -> "at";
            case Size _ -> "size";
            case In _ -> "in";
            case Makes _ -> "makes";
            case Arrivals _ -> "every";
            case OrderFile _ -> "from";
            case Between _ -> "from";
            case Takes _ -> "takes";
            case SetsUp _ -> "sets up";
            case Fails _ -> "fails";
            case Needs _ -> "needs";
            case Draws _ -> "draws";
            case Shift _ -> "shift";
            case Dispatch _ -> "dispatch";
            case Skills _ -> "skills";
            case Has _ -> "has";
            case AtShiftEnd _ -> "at shift end";
            case Reorders _ -> "reorders";
            case Maintained _ -> "maintained";
            case Wears _ -> "wears";
            case Batch _ -> "batch";
            case Joins _ -> "joins";
            case Splits _ -> "splits";
            case Inspects _ -> "inspects";
        };
    }

    /** A property with one value: {@code holds 8}, {@code speed 0.3 m/s}, {@code 3 people}. */
    record Value(Span span, Name keyword, Expr value) implements Property {}

    /** A property without a value: {@code unlimited}, {@code scraps}, {@code loses arrivals when full}. */
    record Flag(Span span, Name keyword) implements Property {}

    record At(Span span, Expr x, Expr y) implements Property {}

    record Size(Span span, Expr width, Expr depth) implements Property {}

    record In(Span span, Ref area) implements Property {}

    record Makes(Span span, List<ProductShare> products) implements Property {}

    record ProductShare(Span span, Ref product, @Nullable Expr share) {}

    record Arrivals(Span span, List<Stream> streams) implements Property {}

    record Stream(Span span, Expr interval, @Nullable HoursExpr during) {}

    record OrderFile(Span span, Name file) implements Property {}

    record Between(Span span, Ref from, @Nullable Ref to) implements Property {}

    record Takes(Span span, List<Time> times) implements Property {}

    record Time(
            Span span,
            Expr time,
            @Nullable Ref product,
            @Nullable Name step) {}

    /** @param criterion {@code product} or the name of an attribute; null when not said */
    record SetsUp(
            Span span,
            List<Change> changes,
            @Nullable Name matrix,
            @Nullable Name criterion) implements Property {}

    record Change(
            Span span,
            Expr time,
            @Nullable Name from,
            @Nullable Name to) {}

    /** @param clock {@code operation} or {@code calendar}; null when not said */
    record Fails(
            Span span,
            @Nullable Name label,
            Expr every,
            @Nullable Name clock,
            Expr repair,
            @Nullable Need crew) implements Property {}

    record Needs(Span span, List<Need> needs) implements Property {}

    /** @param purpose {@code work} or {@code setup}; null for both */
    record Need(
            Span span,
            Expr people,
            @Nullable Ref team,
            @Nullable Name skill,
            @Nullable Name purpose) {}

    record Draws(Span span, List<Draw> powers) implements Property {}

    record Draw(Span span, Expr power, @Nullable Name state) {}

    record Shift(Span span, HoursExpr hours) implements Property {}

    record Dispatch(Span span, DispatchRule rule) implements Property {}

    record Skills(Span span, List<Name> skills) implements Property {}

    /** An attribute: either a value or a choice. */
    record Has(Span span, Name attribute, @Nullable Expr value, List<Choice> choices) implements Property {}

    record Choice(Span span, Name value, @Nullable Expr share) {}

    record Reorders(Span span, Expr quantity, Ref stock, Expr below, Expr leadTime) implements Property {}

    /** @param clock {@code operation} or {@code calendar}; null when not said */
    record Maintained(
            Span span,
            @Nullable Name label,
            Expr every,
            @Nullable Name clock,
            Expr duration,
            @Nullable Need crew) implements Property {}

    record Wears(Span span, @Nullable Expr slower, @Nullable Expr scrap, Expr every) implements Property {}

    /** @param most null for batches of exactly {@code least} */
    record Batch(
            Span span,
            Expr least,
            @Nullable Expr most,
            @Nullable Expr within,
            boolean alike) implements Property {}

    record Joins(Span span, List<Component> components) implements Property {}

    record Splits(Span span, List<Component> components) implements Property {}

    record Component(Span span, Expr count, Ref product) {}

    record Inspects(
            Span span, @Nullable Expr missing, @Nullable Expr alarms) implements Property {}

    record AtShiftEnd(Span span, boolean finishes) implements Property {}
}
