package org.shadowline.view.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shadowline.plant.rehearsal.RehearsalResult;

/** Runs the page's script in Chromium, where that is installed. */
@Tag("full")
class ReportInBrowserTest {
    @TempDir
    Path folder;

    static Stream<Arguments> results() {
        return Stream.of(
                Arguments.of("brackets", Fixtures.brackets(), "The bottleneck is <strong>mill</strong>"),
                Arguments.of("two settings", Fixtures.twoSettings(), "found by MSER-5"),
                Arguments.of("one replication", Fixtures.oneReplication(), "no interval"),
                Arguments.of("large", Fixtures.large(1000), "Show all 1,000 stations"),
                Arguments.of("nothing", Fixtures.minimal("<b>&"), "Rehearsal of &lt;b&gt;&amp;"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("results")
    void thePageRunsWithoutAnErrorAndShowsTheResult(String name, RehearsalResult result, String shown)
            throws IOException, InterruptedException {
        var page = folder.resolve("report.html");
        new ReportWriter().write(result, page);
        var dom = folder.resolve("dom.html");
        var log = folder.resolve("log.txt");
        assertEquals(0, chromium(page, dom, log), name);
        var messages = Files.readAllLines(log).stream()
                .filter(line -> line.contains("CONSOLE"))
                .toList();
        assertEquals(List.of(), messages, name);
        assertTrue(Files.readString(dom).contains(shown), name + " does not show: " + shown);
    }

    private int chromium(Path page, Path dom, Path log) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(
                            "chromium",
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--enable-logging=stderr",
                            "--user-data-dir=" + folder.resolve("profile"),
                            "--virtual-time-budget=5000",
                            "--window-size=1300,9000",
                            "--dump-dom",
                            page.toUri().toString())
                    .redirectOutput(dom.toFile())
                    .redirectError(log.toFile())
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "Chromium is not installed");
            return -1;
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the page did not finish within a minute");
        }
        return process.exitValue();
    }
}
