package org.shadowline.validation.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs an engine on a model in a process of its own. Those that are not there are left out. */
final class Peers {
    private static final Path HOME = Path.of("validation");
    private static final Path KALASIM = HOME.resolve("peers/kalasim/target");
    private static final Path SIMPY = HOME.resolve("peers/simpy/peer.py");
    /** Engines in the process style are so much slower that they simulate a part of the time. */
    private static final double SHORTER = 40;

    private final Path routes;

    Peers(Path routes) {
        this.routes = routes;
    }

    /** @param speed million model events per second of processor time */
    record Figure(double speed, double check) {}

    /** Null where the engine is not on this machine or fails. */
    @Nullable Figure run(String engine, String model) throws IOException, InterruptedException {
        var command = command(engine, model);
        if (command == null) return null;
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("figure "))
                .toList();
        if (process.waitFor() != 0 || lines.isEmpty()) return null;
        var words = lines.getLast().split(" ");
        return new Figure(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }

    String reason(String engine) {
        return switch (engine) {
            case "kalasim" -> "its build failed, see above, or it takes hours";
            case "simpy" -> "Python does not have it; on Debian: apt-get install python3-simpy3";
            default -> "its process failed";
        };
    }

    private @Nullable List<String> command(String engine, String model) throws IOException, InterruptedException {
        return switch (engine) {
            case "kalasim" ->
                Files.exists(KALASIM.resolve("peer.classpath")) && !model.equals("hold1000000")
                        ? java(
                                KALASIM.resolve("classes") + ":" + Files.readString(KALASIM.resolve("peer.classpath")),
                                "PeerKt",
                                List.of(model, shorter(model), routes.toString()))
                        : null;
            case "simpy" -> {
                var python = python();
                yield python == null
                        ? null
                        : List.of(python, SIMPY.toString(), model, shorter(model), routes.toString());
            }
            // DSOL casts the logger that it gets to one of Logback, which nothing else here uses.
            case "dsol" ->
                java(
                        System.getProperty("java.class.path") + ":" + logback(),
                        PeerSpeed.class.getName(),
                        List.of(engine, model, "true"),
                        "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider");
            default ->
                java(System.getProperty("java.class.path"), PeerSpeed.class.getName(), List.of(engine, model, "true"));
        };
    }

    private static List<String> java(String classPath, String main, List<String> arguments, String... options) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx2g"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return command;
    }

    private static String logback() throws IOException {
        try (var jars = Files.list(HOME.resolve("target/peers"))) {
            return String.join(":", jars.map(Path::toString).sorted().toList());
        }
    }

    /** The first Python that has SimPy; null for none. */
    private static @Nullable String python() throws InterruptedException {
        for (var python : List.of("python3", "/usr/bin/python3")) {
            try {
                var process = new ProcessBuilder(python, "-c", "import simpy")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0) return python;
            } catch (IOException notThere) {
                continue;
            }
        }
        return null;
    }

    private static String shorter(String model) {
        return String.format(Locale.ROOT, "%.3f", PeerSpeed.until(model) / (model.equals("shop") ? 4 : SHORTER));
    }
}
