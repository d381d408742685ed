package org.shadowline.dsl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.plant.description.DefectCause;
import org.shadowline.plant.description.DispatchRule;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Rack;

/** What is said about an element. {@code word} is the keyword in {@link Language} under which it stands. */
public sealed interface Property {
    Span span();

    String word();

    /** A property with one value: {@code holds 8}, {@code speed 0.3 m/s}, {@code 3 people}. */
    record Value(Span span, Name keyword, Expr value) implements Property {
        @Override
        public String word() {
            return keyword.text();
        }
    }

    /** A property without a value: {@code unlimited}, {@code scraps}, {@code loses arrivals when full}. */
    record Flag(Span span, Name keyword) implements Property {
        @Override
        public String word() {
            return keyword.text();
        }
    }

    /** @param z height; null on the floor */
    record At(Span span, Expr x, Expr y, @Nullable Expr z) implements Property {
        @Override
        public String word() {
            return "at";
        }
    }

    record Size(Span span, Expr width, Expr depth) implements Property {
        @Override
        public String word() {
            return "size";
        }
    }

    record In(Span span, Ref area) implements Property {
        @Override
        public String word() {
            return "in";
        }
    }

    record Makes(Span span, List<ProductShare> products) implements Property {
        @Override
        public String word() {
            return "makes";
        }
    }

    record ProductShare(Span span, Ref product, @Nullable Expr share) {}

    record Arrivals(Span span, List<Stream> streams) implements Property {
        @Override
        public String word() {
            return "every";
        }
    }

    record Stream(Span span, Expr interval, @Nullable HoursExpr during) {}

    record OrderFile(Span span, Name file) implements Property {
        @Override
        public String word() {
            return "from";
        }
    }

    record Between(Span span, Ref from, @Nullable Ref to) implements Property {
        @Override
        public String word() {
            return "from";
        }
    }

    record Takes(Span span, List<Time> times) implements Property {
        @Override
        public String word() {
            return "takes";
        }
    }

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
            @Nullable Name criterion) implements Property {
        @Override
        public String word() {
            return "sets up";
        }
    }

    record Change(
            Span span,
            Expr time,
            @Nullable Name from,
            @Nullable Name to) {}

    /** What a repair or maintenance takes besides time. */
    record Upkeep(Span span, @Nullable Expr cost, List<Component> spares) {}

    /** @param clock {@code operation}, {@code calendar} or {@code wear}; null when not said */
    record Fails(
            Span span,
            @Nullable Name label,
            Expr every,
            @Nullable Name clock,
            Expr repair,
            Upkeep upkeep,
            @Nullable Need crew,
            boolean asNew)
            implements Property {
        @Override
        public String word() {
            return "fails";
        }
    }

    record Needs(Span span, List<Need> needs) implements Property {
        @Override
        public String word() {
            return "needs";
        }
    }

    /** @param purpose {@code work} or {@code setup}; null for both */
    record Need(
            Span span,
            Expr people,
            @Nullable Ref team,
            @Nullable Name skill,
            @Nullable Expr priority,
            @Nullable Name purpose) {}

    record Draws(Span span, List<Draw> powers) implements Property {
        @Override
        public String word() {
            return "draws";
        }
    }

    record Draw(Span span, Expr power, @Nullable Name state) {}

    /** @param keyword {@code stands by} or {@code switches off} */
    record Rests(
            Span span, Name keyword, Expr after, @Nullable Expr warmUp) implements Property {
        @Override
        public String word() {
            return keyword.text();
        }
    }

    record Shift(Span span, HoursExpr hours) implements Property {
        @Override
        public String word() {
            return "shift";
        }
    }

    record Dispatch(Span span, DispatchRule rule) implements Property {
        @Override
        public String word() {
            return "dispatch";
        }
    }

    record Skills(Span span, List<Skill> skills) implements Property {
        @Override
        public String word() {
            return "skills";
        }
    }

    record Skill(Span span, Name name, @Nullable Expr level) {}

    record Walks(Span span, Expr speed, boolean onPaths) implements Property {
        @Override
        public String word() {
            return "walks";
        }
    }

    /** When loads of a shipment leave. */
    sealed interface Departs extends Property {
        @Override
        default String word() {
            return "departs";
        }
    }

    record DepartsEvery(Span span, Expr interval, @Nullable Expr first) implements Departs {}

    record DepartsAt(Span span, HoursExpr times) implements Departs {}

    record DepartsWhenFull(Span span, @Nullable Expr longestWait) implements Departs {}

    /** What a load of a shipment holds, and the least with which it departs. */
    record Holds(Span span, Expr most, @Nullable Expr least) implements Property {
        @Override
        public String word() {
            return "holds";
        }
    }

    /** The time zone of a site. */
    record Zone(Span span, Name zone) implements Property {
        @Override
        public String word() {
            return "in";
        }
    }

    /** A robot that works beside people. */
    record RobotIs(
            Span span,
            Expr reach,
            Expr speed,
            Expr stops,
            @Nullable Expr over,
            @Nullable Expr reacts,
            @Nullable Expr intrusion,
            @Nullable Expr uncertainty,
            @Nullable Expr approach,
            List<Expr> levels)
            implements Property {
        @Override
        public String word() {
            return "robot";
        }
    }

    record Learns(Span span, Expr rate, @Nullable Expr floor) implements Property {
        @Override
        public String word() {
            return "learns";
        }
    }

    record Tires(Span span, Expr slower, Expr tires, Expr recovers) implements Property {
        @Override
        public String word() {
            return "tires";
        }
    }

    /** An attribute: either a value or a choice. */
    record Has(Span span, Name attribute, @Nullable Expr value, List<Choice> choices) implements Property {
        @Override
        public String word() {
            return "has";
        }
    }

    record Choice(Span span, Name value, @Nullable Expr share) {}

    record Reorders(Span span, boolean upTo, Expr quantity, Ref stock, Expr below, Expr leadTime) implements Property {
        @Override
        public String word() {
            return "reorders";
        }
    }

    /** @param clock {@code operation}, {@code calendar} or {@code wear}; null when not said */
    record Maintained(
            Span span,
            @Nullable Name label,
            Expr every,
            @Nullable Name clock,
            Expr duration,
            Upkeep upkeep,
            @Nullable Need crew,
            boolean asNew)
            implements Property {
        @Override
        public String word() {
            return "maintained";
        }
    }

    record Wears(Span span, @Nullable Expr slower, @Nullable Expr scrap, Expr every) implements Property {
        @Override
        public String word() {
            return "wears";
        }
    }

    /** @param most null for batches of exactly {@code least} */
    record Batch(
            Span span,
            Expr least,
            @Nullable Expr most,
            @Nullable Expr within,
            boolean alike) implements Property {
        @Override
        public String word() {
            return "batch";
        }
    }

    record Waits(Span span, Expr most, Ref after, boolean back) implements Property {
        @Override
        public String word() {
            return "waits at most";
        }
    }

    /** A share of defects with what adds to it. */
    record Defects(Span span, Expr share, List<Plus> causes) implements Property {
        @Override
        public String word() {
            return "defects";
        }
    }

    record Plus(Span span, Expr share, When when) {}

    /** When something is added to the share of defects. */
    sealed interface When {
        record Wear(Expr above) implements When {}

        record Pace(Expr below) implements When {}

        record Every(Expr parts) implements When {}

        record During(HoursExpr hours) implements When {}

        record First(Expr parts, DefectCause.After after) implements When {}
    }

    record Uses(Span span, Ref tool) implements Property {
        @Override
        public String word() {
            return "uses";
        }
    }

    record Changed(Span span, Expr time, @Nullable Expr cost) implements Property {
        @Override
        public String word() {
            return "changed";
        }
    }

    record Packs(Span span, Ref product) implements Property {
        @Override
        public String word() {
            return "packs";
        }
    }

    record Unpacks(Span span, Ref product) implements Property {
        @Override
        public String word() {
            return "unpacks";
        }
    }

    record Joins(Span span, List<Component> components) implements Property {
        @Override
        public String word() {
            return "joins";
        }
    }

    record Splits(Span span, List<Component> components) implements Property {
        @Override
        public String word() {
            return "splits";
        }
    }

    record Component(Span span, Expr count, Ref product) {}

    /** @param below null for the stock at the start */
    record Restocks(Span span, Expr quantity, @Nullable Expr below, Expr leadTime) implements Property {
        @Override
        public String word() {
            return "reorders";
        }
    }

    record Inspects(
            Span span, @Nullable Expr missing, @Nullable Expr alarms) implements Property {
        @Override
        public String word() {
            return "inspects";
        }
    }

    record Grid(Span span, Expr columns, Expr levels) implements Property {
        @Override
        public String word() {
            return "places";
        }
    }

    record Pitch(Span span, Expr width, Expr height) implements Property {
        @Override
        public String word() {
            return "pitch";
        }
    }

    record Stores(Span span, Rack.Stores stores) implements Property {
        @Override
        public String word() {
            return "stores";
        }
    }

    /** @param attribute null for rules that ask none */
    record Retrieving(
            Span span, Rack.Retrieves rule, @Nullable Name attribute) implements Property {
        @Override
        public String word() {
            return "retrieves";
        }
    }

    record Moves(Span span, Fleet.Motion motion) implements Property {
        @Override
        public String word() {
            return "moves";
        }
    }

    record Parks(Span span, Ref place) implements Property {
        @Override
        public String word() {
            return "parks at";
        }
    }

    /** A further section of a conveyor: {@code then curve 90 deg radius 1 m at 0.2 m/s}; a null angle for a straight one. */
    record Then(
            Span span,
            @Nullable Expr angle,
            Expr length,
            @Nullable Expr speed) implements Property {
        @Override
        public String word() {
            return "then";
        }
    }

    /** Who comes onto a conveyor first: alternately, or parts from some elements before others. */
    record Merges(Span span, List<Ref> first) implements Property {
        @Override
        public String word() {
            return "merges";
        }
    }

    /** A light barrier of a conveyor: {@code sensor eye at 8 m}. */
    record Sensor(Span span, Name name, Expr at) implements Property {
        @Override
        public String word() {
            return "sensor";
        }
    }

    record Serves(Span span, List<Ref> elements) implements Property {
        @Override
        public String word() {
            return "serves";
        }
    }

    record Calls(Span span, Fleet.Calls calls) implements Property {
        @Override
        public String word() {
            return "dispatch";
        }
    }

    record Charges(
            Span span,
            Ref place,
            Expr power,
            Expr below,
            @Nullable Expr upTo,
            boolean whenIdle) implements Property {
        @Override
        public String word() {
            return "charges";
        }
    }

    record Swaps(Span span, Ref place, Expr time, Expr below) implements Property {
        @Override
        public String word() {
            return "swaps";
        }
    }

    record Type(Span span, Name type) implements Property {
        @Override
        public String word() {
            return "type";
        }
    }

    record With(Span span, List<Parameter> parameters) implements Property {
        @Override
        public String word() {
            return "with";
        }
    }

    record Parameter(Span span, Name name, Expr value) {}

    record AtShiftEnd(Span span, boolean finishes) implements Property {
        @Override
        public String word() {
            return "at shift end";
        }
    }
}
