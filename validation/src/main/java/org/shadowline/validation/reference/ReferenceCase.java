package org.shadowline.validation.reference;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.plant.event.EventFanOut;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.kpi.KpiFold;
import org.shadowline.plant.kpi.RunKpis;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;
import org.shadowline.sim.experiment.Rehearser;
import org.shadowline.sim.flow.Simulation;
import org.shadowline.sim.kernel.RandomStreams;

/**
 * A model instance, simulated through the public way in (text, check, compile, run) and compared with its exact values.
 * The measures are means over independent replications after a warm-up; a p-value is that of the two-sided t test that the
 * mean is the exact value. Conventions: time unit one second; blocking after service; a buffer does not hold the part on
 * the machine; failures count operating time only and interrupted work is resumed.
 */
public final class ReferenceCase {
    private final List<ReferenceRow> rows;
    private final int replications;
    private final double warmUp;
    private final double length;

    /** @param scale of the run length; 1 is enough for a few seconds of one core over all cases */
    public ReferenceCase(List<ReferenceRow> rows, int replications, double scale) {
        this.rows = rows;
        this.replications = replications;
        warmUp = 4_000;
        length = 40_000 * scale;
    }

    /** What was found for a row: mean over replications, half width of its 95 % interval, p-value. */
    public record Outcome(ReferenceRow row, double mean, double halfWidth, double pValue) {}

    /** Compares all rows of the instance; different instances draw from different streams. */
    public List<Outcome> judge(long seed) {
        long own = RandomStreams.key(seed, rows.getFirst().instance()) >>> 1;
        var checked = new ShadowLanguage()
                .check("reference.shadow", ReferenceText.of(rows.getFirst(), own, warmUp, length), FileAccess.NONE);
        if (checked.hasErrors()) throw new IllegalStateException(checked.report());
        var scenario = checked.scenarios().getFirst();
        var simulation = Simulation.of(scenario.plant(), scenario.scenario(), null, warmUp + length);
        var values = new double[rows.size()][replications];
        for (int r = 0; r < replications; r++) run(simulation, scenario, r + 1, values);
        return java.util.stream.IntStream.range(0, rows.size())
                .mapToObj(i -> outcome(rows.get(i), values[i]))
                .toList();
    }

    private void run(Simulation simulation, CheckedScenario scenario, int number, double[][] values) {
        PlantIndex index = simulation.index();
        var kpis = new KpiFold(index, warmUp + length, 1);
        var fold = new ReferenceFold(index);
        Rehearser.run(simulation, number, warmUp, warmUp + length, new EventFanOut(kpis, fold));
        var result = kpis.result();
        for (int i = 0; i < rows.size(); i++) values[i][number - 1] = value(rows.get(i), result, fold);
    }

    private static double value(ReferenceRow row, RunKpis kpis, ReferenceFold fold) {
        return switch (row.measure()) {
            case "P_wait" -> fold.shareThatWaits();
            case "Wq" -> fold.meanWait();
            case "Lq" -> kpi(kpis, Kpi.LEVEL, "server");
            case "W", "W_accepted", "W_total" -> kpi(kpis, Kpi.LEAD_TIME, null);
            case "L", "L_total", "WIP (buffers+machines)" -> kpi(kpis, Kpi.WORK_IN_PROCESS, null);
            case "L_1" -> kpi(kpis, Kpi.WORK_IN_PROCESS, "s1");
            case "L_2" -> kpi(kpis, Kpi.WORK_IN_PROCESS, "s2");
            case "L_3" -> kpi(kpis, Kpi.WORK_IN_PROCESS, "s3");
            case "P_block" -> (double) kpis.lost() / (kpis.lost() + kpis.released());
            case "throughput" ->
                row.model().equals("closed-mva") ? kpi(kpis, Kpi.THROUGHPUT, "s1") : kpi(kpis, Kpi.THROUGHPUT, null);
            case "response" -> responseOfClosed(kpis);
            default -> throw new IllegalArgumentException("unknown measure: " + row.measure());
        };
    }

    private static double responseOfClosed(RunKpis kpis) {
        double parts = 0;
        for (int i = 1; i <= 3; i++) parts += kpi(kpis, Kpi.WORK_IN_PROCESS, "s" + i);
        return parts / kpi(kpis, Kpi.THROUGHPUT, "s1");
    }

    private static double kpi(RunKpis kpis, Kpi kpi, @org.jspecify.annotations.Nullable String of) {
        return kpis.value(KpiCatalogue.measure(kpi, Statistic.MEAN, of, false));
    }

    private static Outcome outcome(ReferenceRow row, double[] values) {
        int n = values.length;
        double mean = StatUtils.mean(values);
        double error = Math.sqrt(StatUtils.variance(values) / n);
        var t = new TDistribution(null, n - 1);
        double p = ReferenceSuite.pValue(mean, row.value(), error, n);
        if (Double.isNaN(mean)) throw new IllegalStateException("no value: " + row + " " + Arrays.toString(values));
        return new Outcome(row, mean, t.inverseCumulativeProbability(0.975) * error, p);
    }
}
