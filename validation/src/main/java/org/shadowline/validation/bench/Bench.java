package org.shadowline.validation.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.shadowline.validation.cases.KnownCases;
import org.shadowline.validation.reference.ReferenceSuite;
import org.shadowline.validation.reference.Uniformity;

/**
 * {@code ./bench}: the speed of the engine beside a kernel written by hand, of the language, and of the command line; with
 * {@code references} the table of reference cases, with {@code cases} that of the known answers of elements, and with
 * {@code uniformity} the p-values of each reference case over 20 seeds.
 * Figures are of this machine at this moment; ratios travel better. The last results are kept in {@code
 * validation/results}.
 */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var what = args.length == 0 ? "speed" : args[0];
        switch (what) {
            case "speed" -> {
                machine();
                SimulationSpeed.print(System.out);
                LanguageSpeed.print(System.out);
                StartUp.print(System.out);
            }
            case "language-once" -> LanguageSpeed.printOnce(System.out);
            case "references" -> {
                machine();
                references();
            }
            case "cases" -> {
                machine();
                System.out.print(KnownCases.table(KnownCases.judge(11, 2)));
            }
            case "uniformity" -> {
                machine();
                System.out.println(Uniformity.judge().table());
            }
            default -> {
                System.err.println(
                        "error: unknown benchmark `" + what + "`: expected speed, references, cases or uniformity");
                System.exit(2);
            }
        }
    }

    private static void machine() {
        System.out.printf(
                Locale.ROOT,
                "%s, Java %s, %d processors (%s), load %.1f%n%n",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** The processor's name where Linux tells it, else its architecture. */
    private static String processor() {
        var architecture = System.getProperty("os.arch");
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(architecture);
        } catch (IOException elsewhere) {
            return architecture;
        }
    }

    private static void references() {
        var smallest = 1.0;
        int tests = 0;
        for (long seed : ReferenceSuite.PUBLISHED_SEEDS) {
            System.out.println("seed " + seed);
            var outcomes = new ReferenceSuite(1).judge(seed);
            System.out.println(ReferenceSuite.table(outcomes));
            tests += outcomes.size();
            for (var outcome : outcomes) smallest = Math.min(smallest, outcome.pValue());
        }
        System.out.printf(
                Locale.ROOT,
                "%d tests, smallest p-value %.2g; an alarm is one below %.2g (family-wise error 1 %%, Šidák)%n",
                tests,
                smallest,
                ReferenceSuite.sidak(tests));
    }
}
