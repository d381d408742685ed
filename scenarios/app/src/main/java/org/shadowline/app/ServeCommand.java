package org.shadowline.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.follow.Interval;
import org.shadowline.follow.WhatIf;
import org.shadowline.follow.live.FollowApi;
import org.shadowline.follow.live.LiveFollower;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.twin.Quality;
import org.shadowline.twin.access.Accounts;
import org.shadowline.twin.access.Role;
import org.shadowline.twin.fold.PlantTwins;
import org.shadowline.twin.hub.Hub;
import org.shadowline.twin.mqtt.Broker;
import org.shadowline.twin.mqtt.BrokerAddress;
import org.shadowline.twin.server.LiveRun;
import org.shadowline.twin.server.PlantServer;
import org.shadowline.twin.state.DurationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shadowline serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description =
                "Keeps the twins of a plant in step with its events, which come over MQTT, keeps their history and"
                        + " audit trail, and serves them to programs by the protocol and the HTTP API of Eclipse Ditto.")
final class ServeCommand implements Callable<Integer> {
    /** Seconds after which twins are put right when events have come late. */
    private static final long PUT_RIGHT_EVERY = 10;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ScenarioOptions scenario;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where twins, history and audit trail are kept. Default: .shadowline/PLANT in this folder.")
    private @Nullable Path data;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen at. Other than this machine's own needs --accounts and --keys."
                    + " Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "0 takes any that is free. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--mqtt-port",
            paramLabel = "PORT",
            defaultValue = "1883",
            description = "Port of the broker for the plant's events, on this machine only; 0 takes any that is free."
                    + " Default: ${DEFAULT-VALUE}.")
    private int mqttPort;

    @Option(
            names = "--broker",
            paramLabel = "URL",
            description =
                    "Take the plant's events from another broker: mqtt://HOST:PORT or mqtts://USER@HOST:PORT, with the"
                            + " password in " + BrokerOption.PASSWORD + ".")
    private @Nullable String broker;

    @Option(
            names = "--accounts",
            paramLabel = "FILE",
            description =
                    "Who may sign in: {\"NAME\": {\"role\": \"viewer|operator|planner|engineer\", \"password\": \"HASH\"}};"
                            + " the command password makes hashes. Default: whoever works on this machine, as engineer.")
    private @Nullable Path accounts;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "Key store (PKCS 12) for TLS; its password is read from SHADOWLINE_KEYS_PASSWORD.")
    private @Nullable Path keys;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "1 min",
            description = "How often the plant is looked at and simulated ahead, beside at significant events."
                    + " Default: ${DEFAULT-VALUE}.")
    private String every = "";

    @Option(
            names = "--horizon",
            paramLabel = "TIME",
            defaultValue = "8 h",
            description = "How far it is simulated ahead. Default: ${DEFAULT-VALUE}.")
    private String horizon = "";

    @Option(
            names = "--futures",
            paramLabel = "K",
            defaultValue = "20",
            description = "How many futures are simulated, at least 19. Default: ${DEFAULT-VALUE}.")
    private int futures;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        checkPort("--port", port);
        checkPort("--mqtt-port", mqttPort);
        var out = spec.commandLine().getOut();
        var checked = scenario.load(List.of(), spec.commandLine().getErr());
        var plant = checked.plant();
        var folder = data == null ? Path.of(".shadowline", plant.id()) : data;
        var outside = broker == null ? null : BrokerOption.address(spec, broker);
        var index = new PlantIndex(plant);
        var begins = ScenarioFiles.start(scenario.file(), checked.scenario());
        try (var interruption = new Interruption();
                var follower = new LiveFollower(
                        checked.variant(0).plant(), checked.scenario(), begins, settings(), InstantSource.system());
                var server = new PlantServer(
                        folder,
                        accounts(),
                        address(),
                        new FollowApi(follower, (change, now) -> read(checked, change, now)));
                var inside = outside == null ? inside(folder) : null) {
            var start = checked.scenario().start().toInstant();
            var twins = new PlantTwins(index, server.store(), start, Quality.GOOD);
            twins.durable().join();
            var events = inside == null ? Objects.requireNonNull(outside) : inside.address();
            try (var run = new LiveRun(index, twins, start, folder.resolve("events.jsonl"), events, follower)) {
                server.addSource(run::status);
                tell(out, plant, folder, server, events);
                while (!interruption.await(PUT_RIGHT_EVERY)) run.putRight();
            }
        }
        return 0;
    }

    private LiveFollower.Settings settings() {
        if (futures < Interval.FEWEST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--futures must be at least " + Interval.FEWEST + ", with which a 90 % interval is possible: "
                            + futures);
        }
        var often = Duration.ofMillis(Math.round(1e3 * seconds("--every", every)));
        return new LiveFollower.Settings(often, seconds("--horizon", horizon), futures);
    }

    private double seconds(String option, String text) {
        var seconds = DurationText.parse(text);
        if (seconds == null || seconds <= 0) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be a time above 0, such as 8 h or 30 min: " + text);
        }
        return seconds;
    }

    private WhatIf read(CheckedScenario checked, String change, ZonedDateTime now) {
        try {
            return new WhatIfText(scenario, checked, spec.commandLine().getErr()).read(change, now);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Broker inside(Path folder) {
        try {
            return new Broker(folder.resolve("broker"), mqttPort);
        } catch (IOException e) {
            throw new InputProblem(e.getMessage() + "\nMaybe another broker is there: take events from it with --broker"
                    + " mqtt://127.0.0.1:" + mqttPort + ", or choose another --mqtt-port.");
        }
    }

    private void checkPort(String option, int given) {
        if (given < 0 || given > 65_535) {
            throw new ParameterException(spec.commandLine(), option + " must be from 0 to 65535: " + given);
        }
    }

    private void tell(PrintWriter out, Plant plant, Path folder, PlantServer server, BrokerAddress events) {
        var at = (keys == null ? "://" : "s://") + host + ":" + server.port();
        out.println(plant.label() == null ? plant.id() : plant.label());
        out.println("  " + server.store().count() + " twins, kept in " + folder);
        out.println("  events    " + events);
        out.println("  things    http" + at + "/api/2/things");
        out.println("  socket    ws" + at + "/ws/2");
        out.println("  ahead     http" + at + "/api/follow");
        out.println("  status    http" + at + "/api/status");
        if (accounts == null) {
            out.println("  Whoever works on this machine may read and change them; --accounts asks for passwords.");
        }
        out.println("Ctrl-C ends it.");
        out.flush();
    }

    private Accounts accounts() throws IOException {
        if (accounts != null) return Accounts.read(accounts, InstantSource.system());
        if (!address().isLoopback()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--host " + host + " can be reached from other machines: say with --accounts who may sign in");
        }
        return Accounts.open(Role.ENGINEER);
    }

    private Hub.Address address() {
        if (keys == null) return new Hub.Address(host, port, null);
        var password = System.getenv("SHADOWLINE_KEYS_PASSWORD");
        if (password == null) {
            throw new ParameterException(
                    spec.commandLine(), "the password of " + keys + " is missing: set SHADOWLINE_KEYS_PASSWORD");
        }
        return new Hub.Address(host, port, new Hub.Keys(keys, password));
    }
}
