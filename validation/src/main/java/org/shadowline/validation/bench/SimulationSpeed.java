package org.shadowline.validation.bench;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
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
        out.println("simulation, one thread, million events per second of processor time (median of " + ROUNDS
                + "), as a ratio to the kernel by hand with the same figures");
        compare(
                out,
                "M/M/1, load 0.9 (lead time: 10)",
                QUEUE,
                2e6,
                Kpi.LEAD_TIME,
                () -> HandWritten.queue(0.9, 2e6, true),
                () -> HandWritten.queue(0.9, 2e6, false));
        compare(
                out,
                "20 stations, buffers of 5, breakdowns (throughput: 0.512)",
                lineText(20),
                2.5e5,
                Kpi.THROUGHPUT,
                () -> HandWritten.line(20, 5, 100, 10, 2.5e5, true),
                () -> HandWritten.line(20, 5, 100, 10, 2.5e5, false));
        memory(out);
        out.println(
                "All use Philox2x64-10 and the JDK's ziggurat through the same class. As rehearsed: what `rehearse` runs,"
                        + " which for a\nplain serial line is the max-plus recursion. By events: what it runs for all other plants, and"
                        + " where events are asked\nfor. Same figures: means and quantiles of lead time, levels, machine states, counts,"
                        + " series. Means only: lead time,\nlevels, machine states.");
        out.println();
    }

    private static void compare(
            PrintStream out,
            String name,
            String text,
            double until,
            Kpi check,
            Supplier<HandWritten.Result> byHand,
            Supplier<HandWritten.Result> byHandMeans) {
        var ways = List.<Supplier<Run>>of(
                () -> engine(text, until, check, true),
                () -> engine(text, until, check, false),
                () -> byHand(byHand),
                () -> byHand(byHandMeans));
        var names = List.of("as rehearsed", "by events", "by hand, same figures", "by hand, means only");
        var speeds = new double[ways.size()][ROUNDS];
        var ratios = new double[ways.size()][ROUNDS];
        var checks = new double[ways.size()];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            var runs = ways.stream().map(Supplier::get).toList();
            if (round < 0) continue;
            for (int way = 0; way < speeds.length; way++) {
                speeds[way][round] = runs.get(way).speed() / 1e6;
                ratios[way][round] = runs.get(way).speed() / runs.get(2).speed();
                checks[way] = runs.get(way).check();
            }
        }
        out.println(name);
        for (int way = 0; way < speeds.length; way++) {
            out.printf(
                    Locale.ROOT,
                    "  %-24s %8.1f %8.2f   check %.4f%n",
                    names.get(way),
                    median(speeds[way]),
                    median(ratios[way]),
                    checks[way]);
        }
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** @param rehearsed whether the way that a rehearsal takes is taken, or that of single events */
    private static Run engine(String text, double until, Kpi check, boolean rehearsed) {
        var checked = new ShadowLanguage().check("bench.shadow", text, FileAccess.NONE);
        if (checked.hasErrors()) throw new IllegalStateException(checked.report());
        var scenario = checked.scenarios().getFirst();
        var simulation = Simulation.of(scenario.plant(), scenario.scenario(), null, until);
        var kpis = new KpiFold(simulation.index(), until, 240);
        var line = rehearsed ? simulation.serialLine() : null;
        long events;
        long began = processorTime();
        if (line != null) {
            events = line.run(1, 0, until, kpis, share -> {}).events();
        } else {
            var run = simulation.replication(1, kpis);
            run.runUntil(until);
            kpis.event(until, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
            events = run.events();
        }
        double seconds = (processorTime() - began) / 1e9;
        return new Run(events, seconds, kpis.result().value(KpiCatalogue.measure(check, Statistic.MEAN, null, false)));
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
