package org.shadowline.plant.kpi;

import org.jspecify.annotations.Nullable;

/** What {@link KpiFold} adds up for one product. */
final class ProductSums {
    final double materialCost;
    final QuantileSketch leadTimes = new QuantileSketch();

    @Nullable QuantileSketch tardiness;

    int level;
    /** Minus the sum of (time × change of the level) since the statistics began. */
    double levelSum;

    long released;
    long finished;
    /** Finished parts with a defect that was not found. */
    long defective;

    long scrapped;
    long onTime;

    ProductSums(double materialCost) {
        this.materialCost = materialCost;
    }

    void beginStatistics(double time) {
        levelSum = -level * time;
        released = 0;
        finished = 0;
        defective = 0;
        scrapped = 0;
        onTime = 0;
        leadTimes.clear();
        if (tardiness != null) tardiness.clear();
    }

    void finishedWithDueDate(double lateness) {
        if (tardiness == null) tardiness = new QuantileSketch();
        tardiness.add(Math.max(0, lateness));
        if (lateness <= 0) onTime++;
    }

    double levelSeconds(double end) {
        return levelSum + level * end;
    }
}
