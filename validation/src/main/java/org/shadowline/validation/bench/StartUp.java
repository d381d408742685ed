package org.shadowline.validation.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The time from calling {@code ./shadowline --version} to its end, beside that of a Java program that does nothing. */
final class StartUp {
    private static final int RUNS = 10;

    private StartUp() {}

    static void print(PrintStream out) throws IOException, InterruptedException {
        var launcher = Path.of("shadowline").toAbsolutePath();
        if (!Files.isExecutable(launcher)) {
            out.println("start-up: no ./shadowline in this folder");
            return;
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        out.printf(
                Locale.ROOT,
                "start-up: ./shadowline --version takes %.0f ms, java -version %.0f ms (medians of %d)%n",
                median(List.of(launcher.toString(), "--version")),
                median(List.of(java, "-version")),
                RUNS);
    }

    private static double median(List<String> command) throws IOException, InterruptedException {
        var times = new double[RUNS];
        for (int i = -2; i < RUNS; i++) {
            long began = System.nanoTime();
            var process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) throw new IOException("failed: " + command);
            if (i >= 0) times[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(times);
        return times[RUNS / 2];
    }
}
