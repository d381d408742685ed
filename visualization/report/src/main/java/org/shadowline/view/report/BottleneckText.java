package org.shadowline.view.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.rehearsal.BottleneckSensitivity;
import org.shadowline.plant.rehearsal.BottleneckSensitivity.Gain;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.RehearsalResult.Bottleneck;
import org.shadowline.plant.rehearsal.RehearsalResult.VariantResult;

/** What limits a variant of a plant, as text: by active periods and, where it was asked for, by sensitivity. */
final class BottleneckText {
    private static final int MOST = 8;

    private BottleneckText() {}

    /** Empty when nothing is known of it. */
    static String of(VariantResult variant) {
        var text = new StringBuilder();
        var bottleneck = variant.bottleneck();
        var sensitivity = variant.sensitivity();
        if (bottleneck != null) {
            text.append("\nbottleneck  ").append(bottleneck.why()).append('\n');
            if (sensitivity == null && !bottleneck.runnersUp().isEmpty()) {
                text.append("            then ")
                        .append(String.join(
                                ", ",
                                bottleneck.runnersUp().stream()
                                        .limit(3)
                                        .map(BottleneckText::share)
                                        .toList()))
                        .append('\n');
            }
        }
        if (sensitivity != null) text.append(sideBySide(variant, sensitivity));
        return text.toString();
    }

    private static String share(Map.Entry<String, Double> station) {
        return String.format(Locale.ROOT, "%s %.0f %%", station.getKey(), 100 * station.getValue());
    }

    private static String sideBySide(VariantResult variant, BottleneckSensitivity sensitivity) {
        var active = byActivePeriods(variant.bottleneck());
        var gains = sensitivity.gains();
        var table = new TextTable(
                "bottleneck by active periods",
                "by sensitivity",
                "",
                "throughput when " + SearchText.percent(sensitivity.step()) + " faster");
        for (int i = 0; i < Math.min(MOST, Math.max(active.size(), gains.size())); i++) {
            var gain = i < gains.size() ? gains.get(i) : null;
            table.row(
                    i < active.size() ? active.get(i) : "",
                    gain == null ? "" : gain.id(),
                    gain == null ? "" : gain.kind().word(),
                    gain == null ? "" : gained(sensitivity, gain));
        }
        return "\n" + table + "  " + sensitivity.verdict() + "\n";
    }

    private static List<String> byActivePeriods(@Nullable Bottleneck bottleneck) {
        if (bottleneck == null) return List.of();
        return Stream.concat(
                        Stream.of(Map.entry(bottleneck.station(), bottleneck.share())), bottleneck.runnersUp().stream())
                .map(BottleneckText::share)
                .toList();
    }

    /** A gain as a share of the throughput of the plant as it is. */
    static Estimate relative(BottleneckSensitivity of, Gain gain) {
        double base = of.throughput() > 0 ? of.throughput() : Double.NaN;
        var d = gain.difference();
        return new Estimate(
                d.mean() / base,
                d.halfWidth() / base,
                d.sd() / base,
                d.min() / base,
                d.max() / base,
                d.n(),
                d.confidence());
    }

    private static String gained(BottleneckSensitivity of, Gain gain) {
        var relative = relative(of, gain);
        return String.format(Locale.ROOT, "%+.2f %% ± %.2f %%", 100 * relative.mean(), 100 * relative.halfWidth())
                .replace("-0.00 %", "+0.00 %");
    }
}
