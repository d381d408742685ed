package org.shadowline.validation.bench;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.kpi.KpiFold;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;
import org.shadowline.sim.flow.Simulation;

/**
 * Events per second of one thread: the engine through its language with all its indicators on, and {@link HandWritten}, in
 * turn in one process. The time is the thread's processor time, so that other work on the machine disturbs less.
 */
final class SimulationSpeed {
    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 7;

    private SimulationSpeed() {}

    static final String QUEUE = """
            plant queue {
              source arrivals makes part every exponential(1.1111111111111112 s)
              station server takes exponential(1 s) queue unlimited
              route part { arrivals -> server }
            }
            scenario "M/M/1" on queue { run 1 day, 1 replications }
            """;

    static String lineText(int stations) {
        var text = new StringBuilder("plant line {\n  source supply makes part unlimited\n");
        var route = new StringBuilder("supply");
        for (int i = 1; i <= stations; i++) {
            if (i > 1) {
                text.append("  buffer b").append(i).append(" holds 5\n");
                route.append(" -> b").append(i);
            }
            text.append("  station m")
                    .append(i)
                    .append(" takes exponential(1 s) fails every exponential(100 s) for exponential(10 s)\n");
            route.append(" -> m").append(i);
        }
        return text + "  route part { " + route + " }\n}\n"
                + "scenario \"Line\" on line { run 1 day, 1 replications }\n";
    }

    private record Run(long events, double seconds, double check) {
        double speed() {
            return events / seconds;
        }
    }

    static void print(PrintStream out) {
        out.println("simulation, one thread, million events per second of processor time (median of " + ROUNDS + ")");
        out.printf(
                Locale.ROOT,
                "%-38s %12s %22s %8s %22s %8s   %s%n",
                "",
                "Shadowline",
                "by hand, same figures",
                "ratio",
                "by hand, means only",
                "ratio",
                "check: Shadowline, by hand, theory");
        compare(
                out,
                "M/M/1, load 0.9",
                () -> engine(QUEUE, 2e6, Kpi.LEAD_TIME),
                () -> byHand(() -> HandWritten.queue(0.9, 2e6, true)),
                () -> byHand(() -> HandWritten.queue(0.9, 2e6, false)),
                "lead time 10");
        compare(
                out,
                "20 stations, buffers of 5, breakdowns",
                () -> engine(lineText(20), 2.5e5, Kpi.THROUGHPUT),
                () -> byHand(() -> HandWritten.line(20, 5, 100, 10, 2.5e5, true)),
                () -> byHand(() -> HandWritten.line(20, 5, 100, 10, 2.5e5, false)),
                "throughput 0.512");
        memory(out);
        out.println(
                "All use Philox2x64-10 and the JDK's ziggurat through the same class. Same figures: means and quantiles of");
        out.println(
                "lead time, levels, machine states, counts, series. Means only: lead time, levels, machine states.");
        out.println();
    }

    private static void compare(
            PrintStream out,
            String name,
            Supplier<Run> engine,
            Supplier<Run> byHand,
            Supplier<Run> byHandMeans,
            String theory) {
        var ours = new double[ROUNDS];
        var hand = new double[ROUNDS];
        var ratio = new double[ROUNDS];
        var means = new double[ROUNDS];
        var ratioToMeans = new double[ROUNDS];
        double ourCheck = 0;
        double handCheck = 0;
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            var a = engine.get();
            var b = byHand.get();
            var c = byHandMeans.get();
            if (round < 0) continue;
            ours[round] = a.speed() / 1e6;
            hand[round] = b.speed() / 1e6;
            means[round] = c.speed() / 1e6;
            ratio[round] = a.speed() / b.speed();
            ratioToMeans[round] = a.speed() / c.speed();
            ourCheck = a.check();
            handCheck = b.check();
        }
        out.printf(
                Locale.ROOT,
                "%-38s %12.1f %22.1f %8.2f %22.1f %8.2f   %.4f, %.4f, %s%n",
                name,
                median(ours),
                median(hand),
                median(ratio),
                median(means),
                median(ratioToMeans),
                ourCheck,
                handCheck,
                theory);
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Run engine(String text, double until, Kpi check) {
        var checked = new ShadowLanguage().check("bench.shadow", text, FileAccess.NONE);
        if (checked.hasErrors()) throw new IllegalStateException(checked.report());
        var scenario = checked.scenarios().getFirst();
        var simulation = Simulation.of(scenario.plant(), scenario.scenario(), null, until);
        var kpis = new KpiFold(simulation.index(), until, 240);
        long began = processorTime();
        var run = simulation.replication(1, kpis);
        run.runUntil(until);
        kpis.event(until, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
        double seconds = (processorTime() - began) / 1e9;
        return new Run(
                run.events(), seconds, kpis.result().value(KpiCatalogue.measure(check, Statistic.MEAN, null, false)));
    }

    private static Run byHand(Supplier<HandWritten.Result> model) {
        long began = processorTime();
        var result = model.get();
        return new Run(result.events(), (processorTime() - began) / 1e9, result.check());
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void memory(PrintStream out) {
        var checked = new ShadowLanguage().check("bench.shadow", lineText(20), FileAccess.NONE);
        var scenario = checked.scenarios().getFirst();
        var simulation = Simulation.of(scenario.plant(), scenario.scenario(), null, 1e6);
        var kpis = new KpiFold(simulation.index(), 1e6, 240);
        var run = simulation.replication(1, kpis);
        run.runUntil(1e5);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long events = run.events();
        long before = threads.getCurrentThreadAllocatedBytes();
        run.runUntil(3e5);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        out.printf(
                Locale.ROOT,
                "line: %,d bytes allocated in %,d events; state of the replication %,d bytes%n",
                bytes,
                run.events() - events,
                run.bytes());
    }
}
