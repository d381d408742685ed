package org.shadowline.plant.description;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where parts enter the plant. Parts that cannot move on wait in the source's backlog, at most {@code holds} of them;
 * beyond that an arrival is lost when {@code losesWhenFull}, otherwise the arrival process stops until there is room.
 *
 * @param products what is made, with shares that sum to one
 * @param lotSize parts per arrival, at least 1
 * @param limit arrivals after which the source is exhausted; {@link Long#MAX_VALUE} for none
 * @param firstAfter seconds from the start of the run to the first arrival; NaN to draw it as any other
 * @param due allowance from release to due date, in seconds; null for none
 * @param defects share of the parts that have a defect, drawn for each lot; null for none. A lot is what one arrival, order of a
 *     list or delivery brings
 * @param holds capacity of the backlog; {@link Buffer#UNLIMITED} for none
 */
public record Source(
        String id,
        @Nullable String label,
        @Nullable Position at,
        @Nullable String area,
        List<ProductShare> products,
        Arrivals arrivals,
        int lotSize,
        long limit,
        double firstAfter,
        @Nullable Distribution due,
        int priority,
        int holds,
        boolean losesWhenFull,
        @Nullable Distribution defects)
        implements Element {

    public Source {
        products = List.copyOf(products);
    }

    /** Without defects. */
    public Source(
            String id,
            @Nullable String label,
            @Nullable Position at,
            @Nullable String area,
            List<ProductShare> products,
            Arrivals arrivals,
            int lotSize,
            long limit,
            double firstAfter,
            @Nullable Distribution due,
            int priority,
            int holds,
            boolean losesWhenFull) {
        this(
                id,
                label,
                at,
                area,
                products,
                arrivals,
                lotSize,
                limit,
                firstAfter,
                due,
                priority,
                holds,
                losesWhenFull,
                null);
    }

    /** The source with other arrivals. */
    public Source withArrivals(Arrivals other) {
        return new Source(
                id,
                label,
                at,
                area,
                products,
                other,
                lotSize,
                limit,
                firstAfter,
                due,
                priority,
                holds,
                losesWhenFull,
                defects);
    }

    /** Whether its parts come in lots that are told apart. */
    public boolean hasLots() {
        return lotSize > 1 || defects != null || arrivals instanceof Arrivals.Reorder;
    }

    public record ProductShare(String product, double share) {}

    /** When parts arrive. */
    public sealed interface Arrivals {
        /** Independent streams, each of which counts time only inside its hours. */
        record Streams(List<Stream> streams) implements Arrivals {
            public Streams {
                streams = List.copyOf(streams);
            }
        }

        record Stream(Distribution interarrival, Hours during) {}

        /** A part is always ready. */
        record Unlimited() implements Arrivals {}

        /**
         * Orders from a supplier: whenever the inventory position is below {@code below}, {@code quantity} more parts are ordered,
         * (reorder point and fixed quantity; base stock when one part is ordered at a time), or as many as bring the position up to
         * {@code quantity}. They come after {@code leadTime}. The inventory position is the parts in {@code stock}, on order and on
         * their way from the source to the stock, less those that are demanded: by what waits at stations to which the parts go from
         * the stock to be joined.
         *
         * @param stock id of a buffer
         */
        record Reorder(String stock, int below, int quantity, boolean upTo, Distribution leadTime)
                implements Arrivals {}

        /** A list of orders in ascending order of release. */
        record Orders(List<Order> orders, String file) implements Arrivals {
            public Orders {
                orders = List.copyOf(orders);
            }
        }
    }

    /**
     * One line of an order list. A release or due time is either a local date and time or seconds since the start of
     * the run.
     */
    public record Order(
            String id,
            Moment release,
            String product,
            int quantity,
            @Nullable Moment due,
            int priority,
            Map<String, Double> attributes) {
        public Order {
            attributes = Map.copyOf(attributes);
        }
    }
}
