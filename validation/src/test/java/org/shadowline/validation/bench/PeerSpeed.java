package org.shadowline.validation.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.kpi.KpiFold;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;
import org.shadowline.sim.flow.Simulation;
import org.shadowline.sim.kernel.EventCalendar;

/**
 * The engine through its language beside other engines on the same models, each in a Java process of its own, in turn, so
 * that none profits or suffers from what the compiler has learnt of another. Figures are processor times of the thread.
 */
final class PeerSpeed {
    private static final int RUNS = 5;
    private static final int STATIONS = 1000;

    private PeerSpeed() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 3) {
            one(args[0], args[1], Boolean.parseBoolean(args[2]));
            return;
        }
        int rounds = args.length == 1 ? Integer.parseInt(args[0]) : 5;
        System.out.println("million events per second of processor time, one thread, medians of " + rounds
                + " processes in turn; generator Philox2x64-10, samplers and statistics the same for all\n"
                + "DSOL runs on its own thread, so that its figure is of the whole process\n");
        table("M/M/1, load 0.9", "queue", List.of("shadowline", "heap", "ssj", "dsol"), rounds);
        table("20 stations with breakdowns", "line", List.of("shadowline", "heap", "ssj", "dsol", "max-plus"), rounds);
        table("job shop of 1,000 stations", "shop", List.of("shadowline", "heap", "ssj", "dsol"), rounds);
        for (int n = 1_000; n <= 1_000_000; n *= 10) {
            table(
                    String.format(Locale.ROOT, "hold model, %,d pending, calendar only", n),
                    "hold" + n,
                    List.of("shadowline", "heap", "ssj", "dsol"),
                    rounds);
        }
        plantState();
    }

    private record Figure(double speed, double check) {}

    private static void table(String title, String model, List<String> engines, int rounds) throws Exception {
        var figures = new ArrayList<List<Figure>>();
        for (var engine : engines) figures.add(new ArrayList<>());
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < engines.size(); i++) figures.get(i).add(inOwnProcess(engines.get(i), model));
        }
        System.out.println(title);
        for (int i = 0; i < engines.size(); i++) {
            int at = i;
            var ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = figures.getFirst().get(round).speed()
                        / figures.get(at).get(round).speed();
            }
            System.out.printf(
                    Locale.ROOT,
                    "  %-12s %8.2f   Shadowline is %6.2f times as fast   check %.6f%n",
                    engines.get(i),
                    median(figures.get(i).stream().mapToDouble(Figure::speed).toArray()),
                    median(ratios),
                    figures.get(i).getFirst().check());
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static Figure inOwnProcess(String engine, String model) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PeerSpeed.class.getName(),
                        engine,
                        model,
                        "true")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("figure "))
                .toList();
        if (process.waitFor() != 0 || lines.isEmpty()) return new Figure(Double.NaN, Double.NaN);
        var words = lines.getLast().split(" ");
        return new Figure(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }

    private static void one(String engine, String model, boolean exit) throws Exception {
        var speeds = new double[RUNS];
        double check = 0;
        for (int run = 0; run < RUNS; run++) {
            var result = run(engine, model);
            speeds[run] = result[0] / result[1] / 1e6;
            check = result[2];
        }
        System.out.println("figure " + median(Arrays.copyOfRange(speeds, 2, RUNS)) + " " + check);
        if (exit) System.exit(0);
    }

    /** Events, seconds, check. */
    private static double[] run(String engine, String model) throws Exception {
        double until =
                switch (model) {
                    case "queue" -> 2e6;
                    case "line" -> 2e5;
                    case "shop" -> 2_000;
                    default -> 2e6 / Integer.parseInt(model.substring(4));
                };
        if (engine.equals("shadowline") || engine.equals("max-plus")) {
            if (model.startsWith("hold")) return hold(Integer.parseInt(model.substring(4)));
            return engine(text(model), until, model.equals("line") ? Kpi.THROUGHPUT : Kpi.LEAD_TIME, engine);
        }
        var events = model(model, until);
        // DSOL runs on a thread of its own
        boolean ofProcess = engine.equals("dsol");
        long began = ofProcess ? processTime() : processorTime();
        double check =
                switch (engine) {
                    case "ssj" -> Engines.ssj(events, until);
                    case "dsol" -> Engines.dsol(events, until);
                    default -> Engines.heap(events, until);
                };
        long taken = (ofProcess ? processTime() : processorTime()) - began;
        return new double[] {events.events, taken / 1e9, check};
    }

    private static EventModel model(String model, double until) {
        return switch (model) {
            case "queue" -> new EventModel.Queue(until);
            case "line" -> new EventModel.Line(20, until);
            case "shop" -> new EventModel.JobShop(routes(), STATIONS, 2.5, until);
            default -> new EventModel.Hold(Integer.parseInt(model.substring(4)), until);
        };
    }

    /** Routes of 100 products through 20 stations each; every station is on two of them. */
    private static int[][] routes() {
        var random = new SplittableRandom(7);
        var deck = new ArrayList<Integer>();
        for (int round = 0; round < 2; round++) {
            var stations = new ArrayList<Integer>();
            for (int s = 0; s < STATIONS; s++) stations.add(s);
            Collections.shuffle(stations, new java.util.Random(random.nextLong()));
            deck.addAll(stations);
        }
        var routes = new int[100][20];
        for (int i = 0; i < 2000; i++) routes[i / 20][i % 20] = deck.get(i);
        return routes;
    }

    static String shopText() {
        var text = new StringBuilder("plant shop {\n");
        for (int s = 0; s < STATIONS; s++) {
            text.append("  station s").append(s).append(" takes exponential(1 s) queue unlimited\n");
        }
        var routes = routes();
        for (int p = 0; p < routes.length; p++) {
            text.append("  product p")
                    .append(p)
                    .append("\n  source a")
                    .append(p)
                    .append(" makes p")
                    .append(p);
            text.append(" every exponential(2.5 s)\n  route p")
                    .append(p)
                    .append(" { a")
                    .append(p);
            for (int s : routes[p]) text.append(" -> s").append(s);
            text.append(" }\n");
        }
        return text + "}\nscenario \"Shop\" on shop { run 1 day, 1 replications }\n";
    }

    private static String text(String model) {
        return switch (model) {
            case "queue" -> SimulationSpeed.QUEUE;
            case "line" -> SimulationSpeed.lineText(20);
            default -> shopText();
        };
    }

    static Simulation simulation(String text, double until) {
        var checked = new ShadowLanguage().check("bench.shadow", text, FileAccess.NONE);
        if (checked.hasErrors()) throw new IllegalStateException(checked.report());
        var scenario = checked.scenarios().getFirst();
        return Simulation.of(scenario.plant(), scenario.scenario(), null, until);
    }

    /** Where max-plus is asked for, its events are those that the calendar would have taken. */
    private static double[] engine(String text, double until, Kpi kpi, String engine) {
        var simulation = simulation(text, until);
        var kpis = new KpiFold(simulation.index(), until, 240);
        var line = engine.equals("max-plus") ? simulation.serialLine() : null;
        long began = processorTime();
        long events;
        if (line != null) {
            events = line.run(1, 0, until, kpis, done -> {}).events();
        } else {
            var run = simulation.replication(1, kpis);
            run.runUntil(until);
            kpis.event(until, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
            events = run.events();
        }
        double seconds = (processorTime() - began) / 1e9;
        return new double[] {
            events, seconds, kpis.result().value(KpiCatalogue.measure(kpi, Statistic.MEAN, null, false))
        };
    }

    /** The engine's calendar alone: the language has no element yet in which so many parts stay at once. */
    private static double[] hold(int parts) {
        double until = 2e6 / parts;
        var model = new EventModel.Hold(parts, until);
        var calendar = new EventCalendar(parts);
        var engine = new EventModel.Engine() {
            @Override
            public double now() {
                return calendar.now();
            }

            @Override
            public void schedule(int slot, double delay) {
                calendar.schedule(slot, calendar.now() + delay);
            }
        };
        long began = processorTime();
        model.begin(engine);
        for (int slot; (slot = calendar.takeUntil(until)) >= 0; ) model.occur(engine, slot);
        return new double[] {model.events, (processorTime() - began) / 1e9, model.check(until)};
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long processTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void plantState() {
        var simulation = simulation(shopText(), 10_000);
        var run = simulation.replication(1, new KpiFold(simulation.index(), 10_000, 240));
        run.runUntil(2_000);
        var times = new double[201];
        for (int i = 0; i < times.length; i++) {
            long began = System.nanoTime();
            var branch = run.branch((time, kind, subject, object, a, b, x, y) -> {});
            times[i] = (System.nanoTime() - began) / 1e6;
            if (branch.now() != run.now()) throw new IllegalStateException("the branch is used");
        }
        System.out.printf(
                Locale.ROOT,
                "%njob shop of 1,000 stations with %,d parts: state %,d bytes, a branch takes %.3f ms%n",
                run.workInProcess(),
                run.bytes(),
                median(times));
    }
}
