package org.shadowline.validation.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.shadowline.validation.cases.KnownCase.Outcome;

/** All plants with a known answer, from the folder of this package's resources. */
public final class KnownCases {
    private KnownCases() {}

    public static List<KnownCase> all() {
        try (var files = Files.list(folder())) {
            var cases = new ArrayList<KnownCase>();
            for (var file :
                    files.filter(f -> f.toString().endsWith(".shadow")).sorted().toList()) {
                cases.add(KnownCase.read(file));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(KnownCases.class.getResource("priority.shadow"), "cases are missing")
                            .toURI())
                    .resolveSibling(".")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Judges all cases with a seed. */
    public static List<Outcome> judge(long seed, int threads) {
        var outcomes = new ArrayList<Outcome>();
        for (var one : all()) {
            try {
                outcomes.addAll(one.judge(seed, threads));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return outcomes;
    }

    /** The outcomes as a table: case, source, conventions, expected and measured value with its 95 % interval. */
    public static String table(List<Outcome> outcomes) {
        var text = new StringBuilder();
        KnownCase last = null;
        for (var outcome : outcomes) {
            if (!outcome.of().equals(last)) {
                last = outcome.of();
                text.append(String.format(
                        Locale.ROOT,
                        "%s%n  source       %s%n  conventions  %s%n",
                        last.title(),
                        last.source(),
                        last.conventions()));
            }
            text.append(String.format(
                    Locale.ROOT,
                    "  %-34s expected %-12.7g measured %-12.7g %s%n",
                    outcome.known().measure(),
                    outcome.known().value(),
                    outcome.mean(),
                    outcome.known().exactly()
                            ? (outcome.pValue() == 1 ? "exactly" : "WRONG")
                            : String.format(Locale.ROOT, "± %-9.2g p %.4f", outcome.halfWidth(), outcome.pValue())));
        }
        return text.toString();
    }
}
