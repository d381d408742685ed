package org.shadowline.view.report;

import java.util.Locale;
import org.shadowline.plant.rehearsal.FitResult;

/** The distribution of observations, as text that an engineer reads in a terminal. Thread-safe: no state. */
public final class FitText {
    private FitText() {}

    /** @param itself how the observations themselves are written in the language */
    public static String of(FitResult result, String itself) {
        var text = new StringBuilder();
        text.append(summary(result)).append("\n\n");
        if (!result.candidates().isEmpty()) {
            var table = new TextTable(
                    "", "family", "AIC", "Anderson-Darling", "p", "Kolmogorov-Smirnov", "in the language");
            for (var candidate : result.candidates()) {
                table.row(
                        candidate.chosen() ? "→" : "",
                        candidate.family(),
                        number(candidate.aic(), 1),
                        number(candidate.andersonDarling(), 3),
                        probability(candidate.pValue()),
                        number(candidate.kolmogorov(), 4),
                        candidate.expression());
            }
            text.append(table).append('\n');
        }
        text.append("write: ").append(written(result, itself)).append('\n');
        for (var note : result.notes()) text.append("note: ").append(note).append('\n');
        return text.toString();
    }

    /** What stands for the observations in a plant. */
    static String written(FitResult result, String itself) {
        return result.expression() == null ? itself : result.expression();
    }

    static String summary(FitResult result) {
        return String.format(
                Locale.ROOT,
                "%s: %,d observations, mean %s, standard deviation %s, from %s to %s, median %s, 95 %% below %s",
                result.name(),
                result.observations(),
                quantity(result, result.mean()),
                quantity(result, result.deviation()),
                quantity(result, result.least()),
                quantity(result, result.most()),
                quantity(result, result.median()),
                quantity(result, result.p95()));
    }

    static String quantity(FitResult result, double value) {
        return significant(value) + (result.unit().isEmpty() ? "" : " " + result.unit());
    }

    static String number(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + decimals + "f", value) : "–";
    }

    static String probability(double p) {
        return Double.isNaN(p) ? "–" : p < 0.005 ? "< 0.005" : number(p, 3);
    }

    private static String significant(double value) {
        if (value == 0) return "0";
        int decimals = Math.clamp(3 - (int) Math.floor(Math.log10(Math.abs(value))), 0, 12);
        var text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return text.indexOf('.') < 0 ? text : text.replaceFirst("\\.?0+$", "");
    }
}
