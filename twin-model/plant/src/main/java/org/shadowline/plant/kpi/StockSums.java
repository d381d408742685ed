package org.shadowline.plant.kpi;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.event.PlantIndex;

/** Demands for the parts of stocks that are refilled by suppliers, by element; in a plant that has any. */
final class StockSums {
    private final long[] asked;
    private final long[] shortOf;
    private final int[] backOrders;
    private final double[] since;
    private final double[] backOrderSeconds;

    private StockSums(int elements) {
        asked = new long[elements];
        shortOf = new long[elements];
        backOrders = new int[elements];
        since = new double[elements];
        backOrderSeconds = new double[elements];
    }

    private StockSums(StockSums that) {
        asked = that.asked.clone();
        shortOf = that.shortOf.clone();
        backOrders = that.backOrders.clone();
        since = that.since.clone();
        backOrderSeconds = that.backOrderSeconds.clone();
    }

    static @Nullable StockSums of(PlantIndex index) {
        return index.elements().stream().anyMatch(element -> stockOf(element) != null)
                ? new StockSums(index.elementCount())
                : null;
    }

    /** The stock that an element refills; null when it refills none. */
    static @Nullable String stockOf(Element element) {
        return element instanceof Source source && source.arrivals() instanceof Source.Arrivals.Reorder reorder
                ? reorder.stock()
                : null;
    }

    StockSums copy() {
        return new StockSums(this);
    }

    void start() {
        Arrays.fill(backOrders, 0);
    }

    void beginStatistics(double time) {
        Arrays.fill(asked, 0);
        Arrays.fill(shortOf, 0);
        Arrays.fill(since, time);
        Arrays.fill(backOrderSeconds, 0);
    }

    void asked(int stock, int count, int shortBy) {
        asked[stock] += count;
        shortOf[stock] += shortBy;
    }

    void backOrders(int stock, int count, double time) {
        backOrderSeconds[stock] += backOrders[stock] * (time - since[stock]);
        backOrders[stock] = count;
        since[stock] = time;
    }

    /** Share of the parts asked for that were there at once; NaN for any other place, and when none were asked for. */
    double fillRate(int stock) {
        return stock < asked.length ? StationKpis.share(asked[stock] - shortOf[stock], asked[stock]) : Double.NaN;
    }

    /** Parts waited for, times the seconds, up to a time; NaN for any other place. */
    double backOrderSeconds(int stock, double time) {
        return stock < asked.length ? backOrderSeconds[stock] + backOrders[stock] * (time - since[stock]) : Double.NaN;
    }
}
