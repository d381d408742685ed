package org.shadowline.plant.kpi;

import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.PlantIndex;

/**
 * Planned run time per item (PRI of ISO 22400-2) of each step and product: the mean of the declared processing time at
 * the declared speed, in seconds; 0 for steps that are not at stations.
 */
final class PlannedTimes {
    private final int products;
    /** By step; NaN where it depends on the product. */
    private final double[] ofStep;
    /** By step and product; empty where no step depends on the product. */
    private final double[] ofProduct;

    PlannedTimes(PlantIndex index) {
        products = index.products().size();
        int steps = index.steps().size();
        ofStep = new double[steps];
        double[] all = new double[steps * products];
        boolean differs = false;
        for (int s = 0; s < steps; s++) {
            var step = index.steps().get(s);
            if (!(index.elements().get(index.place(step.element())) instanceof Station station)) continue;
            ofStep[s] = planned(station, step.name(), null);
            for (int p = 0; p < products; p++) {
                all[s * products + p] =
                        planned(station, step.name(), index.products().get(p).id());
            }
            if (station.times().stream().anyMatch(t -> t.product() != null)) {
                ofStep[s] = Double.NaN;
                differs = true;
            }
        }
        ofProduct = differs ? all : new double[0];
    }

    boolean dependsOnProduct(int step) {
        return Double.isNaN(ofStep[step]);
    }

    double seconds(int step, int product) {
        double seconds = ofStep[step];
        return !Double.isNaN(seconds) ? seconds : ofProduct[step * products + product];
    }

    private static double planned(Station station, String step, @Nullable String product) {
        var time = Station.ProcessingTime.mostSpecific(station.times(), step, product);
        return time == null ? 0 : DistributionMean.of(time.time()) / station.speed();
    }
}
