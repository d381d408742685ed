package org.shadowline.app;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.plant.event.EventCodec;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.sim.calibrate.review.RecordedRun;
import org.shadowline.sim.experiment.Rehearser;
import org.shadowline.sim.flow.Simulation;
import org.shadowline.twin.emulate.Emulator;
import org.shadowline.twin.emulate.Faults;
import org.shadowline.twin.file.WholeFile;
import org.shadowline.twin.intake.SourcedEvent;
import org.shadowline.twin.log.EventLogReader;
import org.shadowline.twin.mqtt.EventPublisher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shadowline emulate}. */
@Command(
        name = "emulate",
        mixinStandardHelpOptions = true,
        description =
                "Plays a plant onto MQTT as if it were the real one: the events of a simulation or of a recorded log,"
                        + " at any speed, with the faults of a network on demand.")
final class EmulateCommand implements Callable<Integer> {
    private static final double FASTEST = Double.POSITIVE_INFINITY;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ScenarioOptions scenario;

    @Option(
            names = "--events",
            paramLabel = "LOG",
            description = "Play recorded events (rehearse --events) instead of a simulation: " + EventLogReader.KNOWN)
    private @Nullable Path events;

    @Option(
            names = "--log",
            paramLabel = "LOG",
            description = "Play a recorded log of activities (XES or CSV, as for review) instead of a simulation.")
    private @Nullable Path log;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LogColumns columns;

    @Option(
            names = "--match",
            paramLabel = "STATION=ACTIVITY",
            description = "Which activity of --log is the work of a station, where names do not tell it.")
    private Map<String, String> match = new LinkedHashMap<>();

    @Option(
            names = "--broker",
            paramLabel = "URL",
            defaultValue = "mqtt://127.0.0.1:1883",
            description = "mqtt://HOST:PORT or mqtts://USER@HOST:PORT, with the password in " + BrokerOption.PASSWORD
                    + ". Default: ${DEFAULT-VALUE}, where serve listens.")
    private String broker = "";

    @Option(
            names = "--speed",
            paramLabel = "TIMES",
            defaultValue = "1",
            description = "How many times as fast as the plant, such as 1000, or max. Default: ${DEFAULT-VALUE}.")
    private String speed = "";

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            description =
                    "Such as \"drop 1 %%, duplicate 1 %%, disorder 5 %%, delay 5 s, disconnect every 10 min\" of plant time.")
    private @Nullable String faults;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the faults: the same ones again. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            defaultValue = "emulator",
            description = "Under which name the events are sent. Default: ${DEFAULT-VALUE}.")
    private String source = "";

    @Option(
            names = "--dropped",
            paramLabel = "FILE",
            description = "Write the numbers of the events that were dropped, one on a line.")
    private @Nullable Path dropped;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var err = spec.commandLine().getErr();
        double times = speed();
        var wrong = faults();
        var address = BrokerOption.address(spec, broker);
        if (!source.matches("[A-Za-z0-9_.-]{1,100}")) {
            throw new ParameterException(
                    spec.commandLine(), "--source must be of letters, digits, `_`, `.` and `-`: " + source);
        }
        if (events != null && log != null) {
            throw new ParameterException(spec.commandLine(), "--events and --log exclude each other");
        }
        new OutputFiles(inputs()).tryOut("--dropped", dropped);
        var loaded = scenario.load(List.of(), err);
        var recorded = log == null ? null : recorded(loaded, log);
        var start = loaded.scenario().start();
        try (var lost = dropped == null ? null : new WholeFile(dropped);
                var publisher =
                        new EventPublisher(address, loaded.plant().id(), source, EventPublisher.newRun(), start);
                var emulator = new Emulator(publisher, source, times, wrong, seed, event -> note(lost, event));
                var interruption = new Interruption(emulator::stop)) {
            err.println("playing " + loaded.plant().id() + " onto " + address + " …");
            err.flush();
            boolean whole = play(loaded, recorded, emulator);
            emulator.close();
            if (lost != null) lost.finish();
            if (!whole) spec.commandLine().getOut().println("ended before the plant did");
            tell(emulator.counts());
        }
        return 0;
    }

    private List<Path> inputs() {
        return Stream.of(scenario.file(), events, log).filter(Objects::nonNull).toList();
    }

    /** Plays everything, or as far as Ctrl-C lets it: whether that was everything. */
    private boolean play(CheckedScenario loaded, @Nullable RecordedRun recorded, Emulator emulator) throws IOException {
        try (var progress = new ProgressLine(spec.commandLine().getErr())) {
            play(loaded, recorded, event -> {
                send(emulator, event);
                progress.tell(String.format(
                        Locale.ROOT,
                        "%,.1f h of the plant, %,d events",
                        event.time() / 3_600,
                        emulator.counts().events()));
            });
            return true;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof InterruptedIOException) return false;
            throw e.getCause();
        }
    }

    private RecordedRun recorded(CheckedScenario loaded, Path file) throws IOException {
        var err = spec.commandLine().getErr();
        try (var progress = new ProgressLine(err)) {
            var run = new RecordedRun(
                    loaded.plant(),
                    columns.read(file, progress),
                    loaded.scenario().start(),
                    match);
            if (!run.start().isEqual(loaded.scenario().start())) {
                throw new InputProblem(file + " begins before the scenario, which starts at "
                        + loaded.scenario().start().toLocalDateTime() + ".\nMaybe let the scenario start at "
                        + run.start().toLocalDateTime() + ": the times of events count from its start.");
            }
            if (!run.leftOut().isEmpty()) {
                err.println("left out, since no station does it: " + String.join(", ", run.leftOut()));
            }
            return run;
        }
    }

    private void play(CheckedScenario loaded, @Nullable RecordedRun recorded, Consumer<PlantEvent> to)
            throws IOException {
        if (recorded != null) {
            recorded.play(new EventCodec(recorded.index()).writer(to));
            return;
        }
        if (events != null) {
            new EventLogReader(events, to).read();
            return;
        }
        var simulated = loaded.scenario();
        double warmUp = simulated.givenWarmUp();
        double horizon = warmUp + simulated.length();
        var simulation = Simulation.of(
                loaded.variant(0).plant(), simulated, ScenarioFiles.start(scenario.file(), simulated), horizon);
        Rehearser.run(simulation, 1, warmUp, horizon, new EventCodec(simulation.index()).writer(to));
    }

    private static void send(Emulator emulator, PlantEvent event) {
        try {
            emulator.accept(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void note(@Nullable WholeFile lost, SourcedEvent event) {
        if (lost == null) return;
        try {
            lost.out().write((event.source() + " " + event.sequence() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(Emulator.Counts counts) {
        var out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%,d events, %,d sent and acknowledged%n", counts.events(), counts.sent());
        if (counts.dropped() + counts.duplicated() + counts.disordered() + counts.disconnected() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%,d dropped, %,d twice, %,d out of order, %,d interruptions%n",
                    counts.dropped(),
                    counts.duplicated(),
                    counts.disordered(),
                    counts.disconnected());
        }
        out.flush();
    }

    private double speed() {
        var text = speed.strip().toLowerCase(Locale.ROOT);
        if (text.equals("max")) return FASTEST;
        try {
            double times = Double.parseDouble(text.replaceFirst("x$", ""));
            if (times > 0) return times;
        } catch (NumberFormatException e) {
            // told below
        }
        throw new ParameterException(spec.commandLine(), "--speed must be a number above 0, or max: " + speed);
    }

    private Faults faults() {
        try {
            return faults == null ? Faults.NONE : Faults.of(faults);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--faults: " + e.getMessage());
        }
    }
}
