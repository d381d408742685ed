package org.shadowline.validation.bench;

import static java.util.stream.Collectors.joining;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
                + " processes in turn\n"
                + "Shadowline (through its language, all indicators), heap, SSJ and DSOL use the same generator (Philox2x64-10), samplers and statistics;\n"
                + "Kalasim and SimPy have the models in their own process style, with their own random numbers and means only.\n"
                + "By events: without the max-plus recursion, which a rehearsal takes for a serial line. Calendar: the engine's calendar\n"
                + "under the model that heap, SSJ and DSOL run. DSOL runs on its own thread, so that its figure is of the whole process.\n"
                + "Measured from when a model has been set up, the first parts of the hold model included.\n");
        var routes = Files.createTempFile("routes", ".txt");
        try {
            Files.writeString(
                    routes,
                    Arrays.stream(routes())
                            .map(route -> Arrays.stream(route)
                                    .mapToObj(String::valueOf)
                                    .collect(joining(" ")))
                            .collect(joining("\n")));
            compare(rounds, new Peers(routes));
        } finally {
            Files.delete(routes);
        }
        plantState();
    }

    private static void compare(int rounds, Peers peers) throws Exception {
        var serial = List.of("shadowline", "by events", "heap", "ssj", "dsol", "kalasim", "simpy");
        var queue = table("M/M/1, load 0.9", "queue", serial, rounds, peers);
        var line = table("20 stations with breakdowns", "line", serial, rounds, peers);
        var engines = List.of("shadowline", "heap", "ssj", "dsol", "kalasim", "simpy");
        var shop = table("job shop of 1,000 stations", "shop", engines, rounds, peers);
        var holds = new ArrayList<Map<String, Double>>();
        for (int n = 1_000; n <= 1_000_000; n *= 10) {
            holds.add(table(
                    String.format(Locale.ROOT, "hold model, %,d pending", n),
                    "hold" + n,
                    List.of("shadowline", "calendar", "heap", "ssj", "dsol", "kalasim", "simpy"),
                    rounds,
                    peers));
        }
        System.out.println("\nbars");
        bar("M/M/1 beside SSJ", ratio(queue, "shadowline", "ssj"), 1);
        bar("line beside SSJ", ratio(line, "shadowline", "ssj"), 1.5);
        bar("job shop beside SSJ", ratio(shop, "shadowline", "ssj"), 1.5);
        bar("hold model beside SSJ, 10^3 pending", ratio(holds.get(0), "shadowline", "ssj"), 1.8);
        bar("hold model beside SSJ, 10^5 pending", ratio(holds.get(2), "shadowline", "ssj"), 6);
        bar("M/M/1 beside the heap by hand", ratio(queue, "shadowline", "heap"), 0.6);
        bar("line beside the heap by hand", ratio(line, "shadowline", "heap"), 0.6);
        bar("job shop beside the heap by hand", ratio(shop, "shadowline", "heap"), 0.6);
        bar("line by max-plus beside the line by events", ratio(line, "shadowline", "by events"), 8);
        double growth = holds.getFirst().getOrDefault("shadowline", Double.NaN)
                / holds.getLast().getOrDefault("shadowline", Double.NaN);
        System.out.printf(
                Locale.ROOT,
                "  %-46s %6.2f   bar  5.00   %s%n",
                "cost per event at 10^6 pending beside 10^3",
                growth,
                growth < 5 ? "holds" : "does NOT hold");
    }

    private static double ratio(Map<String, Double> speeds, String ours, String theirs) {
        return speeds.getOrDefault(ours, Double.NaN) / speeds.getOrDefault(theirs, Double.NaN);
    }

    private static void bar(String what, double ratio, double least) {
        System.out.printf(
                Locale.ROOT,
                "  %-46s %6.2f   bar %5.2f   %s%n",
                what,
                ratio,
                least,
                ratio >= least ? "holds" : "does NOT hold");
    }

    /** Prints the speeds and gives back their medians. */
    private static Map<String, Double> table(String title, String model, List<String> engines, int rounds, Peers peers)
            throws Exception {
        var figures = new LinkedHashMap<String, List<Peers.Figure>>();
        for (var engine : engines) figures.put(engine, new ArrayList<>());
        for (int round = 0; round < rounds; round++) {
            for (var engine : engines) figures.get(engine).add(peers.run(engine, model));
        }
        System.out.println(title);
        var medians = new LinkedHashMap<String, Double>();
        for (var engine : engines) {
            var of = figures.get(engine);
            if (of.getFirst() == null) {
                System.out.printf(Locale.ROOT, "  %-12s not run: %s%n", engine, peers.reason(engine));
                continue;
            }
            var ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = figures.get("shadowline").get(round).speed()
                        / of.get(round).speed();
            }
            medians.put(
                    engine, median(of.stream().mapToDouble(Peers.Figure::speed).toArray()));
            System.out.printf(
                    Locale.ROOT,
                    "  %-12s %8.3f   Shadowline is %8.2f times as fast   check %.6f%n",
                    engine,
                    medians.get(engine),
                    median(ratios),
                    of.getFirst().check());
        }
        return medians;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
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

    /** How long a model is simulated. */
    static double until(String model) {
        return switch (model) {
            case "queue" -> 2e6;
            case "line" -> 2e5;
            case "shop" -> 2_000;
            default -> 2e6 / Integer.parseInt(model.substring(4));
        };
    }

    /** Events, seconds, check. */
    private static double[] run(String engine, String model) throws Exception {
        double until = until(model);
        if (engine.equals("calendar")) return calendar(Integer.parseInt(model.substring(4)));
        if (engine.equals("shadowline") || engine.equals("by events")) {
            boolean asRehearsed = engine.equals("shadowline");
            if (model.startsWith("hold")) return hold(Integer.parseInt(model.substring(4)));
            return engine(text(model), until, model.equals("line") ? Kpi.THROUGHPUT : Kpi.LEAD_TIME, asRehearsed);
        }
        var events = model(model, until);
        // DSOL runs on a thread of its own
        events.clock = engine.equals("dsol") ? PeerSpeed::processTime : PeerSpeed::processorTime;
        double check =
                switch (engine) {
                    case "ssj" -> Engines.ssj(events, until);
                    case "dsol" -> Engines.dsol(events, until);
                    default -> Engines.heap(events, until);
                };
        long taken = events.clock.getAsLong() - events.begun;
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

    /**
     * As `rehearse` runs the plant, which for a serial line is the max-plus recursion, or by events whatever the plant is.
     * The events of the recursion are those that the calendar would have taken.
     */
    private static double[] engine(String text, double until, Kpi kpi, boolean asRehearsed) {
        var simulation = simulation(text, until);
        var kpis = new KpiFold(simulation.index(), until, 240);
        var line = asRehearsed ? simulation.serialLine() : null;
        long events;
        long began = processorTime();
        if (line != null) {
            events = line.run(1, 0, until, kpis, done -> {}).events();
        } else {
            var run = simulation.replication(1, kpis);
            began = processorTime();
            run.runUntil(until);
            kpis.event(until, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
            events = run.events();
        }
        double seconds = (processorTime() - began) / 1e9;
        return new double[] {
            events, seconds, kpis.result().value(KpiCatalogue.measure(kpi, Statistic.MEAN, null, false))
        };
    }

    /** A delay in which parts go round; the end of each stay is an event. */
    private static double[] hold(int parts) {
        double until = 2e6 / parts;
        var simulation = simulation("""
                plant hold {
                  source entry makes part unlimited limit %1$d
                  delay pool takes exponential(1 s)
                  route part { entry -> pool -> pool }
                }
                scenario "Hold" on hold { run 1 day, 1 replications }
                """.formatted(parts), until);
        var kpis = new KpiFold(simulation.index(), until, 240);
        var run = simulation.replication(1, kpis);
        long began = processorTime();
        run.runUntil(until);
        kpis.event(until, EventKind.RUN_ENDED, -1, -1, 0, 0, 0, 0);
        double seconds = (processorTime() - began) / 1e9;
        return new double[] {run.events(), seconds, run.events() / until / parts};
    }

    /** The engine's calendar alone, under the model that the others run. */
    private static double[] calendar(int parts) {
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
        model.clock = PeerSpeed::processorTime;
        model.begin(engine);
        for (int slot; (slot = calendar.takeUntil(until)) >= 0; ) model.occur(engine, slot);
        return new double[] {model.events, (model.clock.getAsLong() - model.begun) / 1e9, model.check(until)};
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
