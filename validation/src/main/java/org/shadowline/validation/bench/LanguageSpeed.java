package org.shadowline.validation.bench;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.FileAccess;

/** The time to parse and check 5,000 lines, for the first time in a process and when warm. */
final class LanguageSpeed {
    private static final int LINES = 5_000;
    private static final int PROCESSES = 9;
    private static final int WARM_UP = 300;

    private LanguageSpeed() {}

    /** A plant with as many lines as asked for: lines of four stations with buffers, and their route. */
    static String text(int lines) {
        var text = new StringBuilder("plant large {\n  source supply makes part every exponential(1 h)\n");
        var route = new StringBuilder("  route part {\n    supply -> s1\n");
        int blocks = (lines - 8) / 6;
        for (int i = 1; i <= blocks; i++) {
            text.append(String.format(Locale.ROOT, """
                      // cell %1$d of the line
                      station s%1$d at (%1$d m, 3 m)
                        takes triangular(60 s, 75 s, 110 s)
                        fails every exponential(6 h) for lognormal(20 min, 8 min)
                      buffer b%1$d  holds 8
                    """, i));
            route.append("    s").append(i).append(" -> b").append(i);
            if (i < blocks) route.append(" -> s").append(i + 1);
            route.append('\n');
        }
        return text + route.toString() + "  }\n}\nscenario \"Large\" on large { run 1 day }\n";
    }

    static void print(PrintStream out) throws IOException, InterruptedException {
        var first = new double[PROCESSES];
        var archive = Files.createTempDirectory("bench").resolve("classes.jsa");
        inOwnProcess(archive);
        for (int i = 0; i < PROCESSES; i++) first[i] = inOwnProcess(archive);
        Arrays.sort(first);
        var text = text(LINES);
        var warm = new double[50];
        for (int i = -WARM_UP; i < warm.length; i++) {
            double time = check(text);
            if (i >= 0) warm[i] = time;
        }
        Arrays.sort(warm);
        out.printf(
                Locale.ROOT,
                "language: %,d lines parsed and checked in %.0f ms the first time in a process (%.0f to %.0f), %.1f ms warm%n",
                text.lines().count(),
                first[PROCESSES / 2],
                first[0],
                first[PROCESSES - 1],
                warm[warm.length / 2]);
        out.printf(Locale.ROOT, "yardstick: a loop of 10^8 additions of doubles takes %.0f ms%n%n", yardstick());
    }

    /** The time of a single check in this process, in milliseconds, on standard output. */
    static void printOnce(PrintStream out) {
        out.println(check(text(LINES)));
    }

    private static double check(String text) {
        long began = System.nanoTime();
        var checked = new ShadowLanguage().check("large.shadow", text, FileAccess.NONE);
        double time = (System.nanoTime() - began) / 1e6;
        if (checked.hasErrors()) throw new IllegalStateException(checked.report());
        return time;
    }

    /** In a process that starts as {@code ./shadowline check} does, with its class-data archive. */
    private static double inOwnProcess(Path archive) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(List.of(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseTransparentHugePages",
                        "-XX:SharedArchiveFile=" + archive,
                        "-XX:+AutoCreateSharedArchive",
                        "-Xlog:disable",
                        "-cp",
                        jars(),
                        Bench.class.getName(),
                        "language-once"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException("the process failed: " + output);
        return Double.parseDouble(output.strip());
    }

    /** The jars of the command line and of this module: an archive of classes is for jars only. */
    private static String jars() throws IOException {
        try (var app = Files.list(Path.of("scenarios/app/target/lib"));
                var own = Files.list(Path.of("validation/target"))) {
            return Stream.concat(app, own)
                    .map(Path::toString)
                    .filter(jar -> jar.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static double yardstick() {
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 5; round++) {
            long began = System.nanoTime();
            double sum = 0;
            for (int i = 0; i < 100_000_000; i++) sum += i;
            best = Math.min(best, (System.nanoTime() - began) / 1e6);
            if (sum < 0) throw new IllegalStateException("the sum is used");
        }
        return best;
    }
}
