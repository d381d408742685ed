package org.shadowline.validation.bench;

import java.io.IOException;
import java.util.Locale;
import org.shadowline.validation.cases.KnownCases;
import org.shadowline.validation.reference.ReferenceSuite;

/**
 * {@code ./bench}: the speed of the engine beside a kernel written by hand, of the language, and of the command line; and
 * with {@code references} the table of reference cases, with {@code cases} that of the known answers of every element.
 * Figures are of this machine at this moment; ratios travel better.
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
            case "references" -> references();
            case "cases" -> System.out.print(KnownCases.table(KnownCases.judge(11, 2)));
            default -> {
                System.err.println("error: unknown benchmark `" + what + "`: expected speed, references or cases");
                System.exit(2);
            }
        }
    }

    private static void machine() {
        System.out.printf(
                Locale.ROOT,
                "Java %s, %d processors, %s%n%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                java.time.LocalDate.now(java.time.ZoneOffset.UTC));
    }

    private static void references() {
        for (long seed : ReferenceSuite.PUBLISHED_SEEDS) {
            System.out.println("seed " + seed);
            System.out.println(ReferenceSuite.table(new ReferenceSuite(1).judge(seed)));
        }
    }
}
