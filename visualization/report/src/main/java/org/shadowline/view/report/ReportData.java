package org.shadowline.view.report;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.rehearsal.RehearsalResult;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.scenario.Scenario.Replications;
import org.shadowline.plant.scenario.Scenario.WarmUp;

/**
 * The data of the page as one JSON object, in SI units; words for people are made in the page, in
 * {@code script/quantities.js}. Enumerations go as ordinals into tables at the top.
 */
final class ReportData {
    /** What a page holds of long lists, over all its variants, so that it stays below some 5 MB. */
    private static final int BARS = 75_000;

    private static final int ESTIMATES = 30_000;
    private static final int LATE_ORDERS = 2_000;
    private static final int LEAST_BARS = 500;

    private ReportData() {}

    static String of(RehearsalResult result) {
        return JsonText.object(json -> {
            var engine = Resources.engineVersion();
            json.put("engine", engine);
            json.put("charts", Resources.echartsVersion());
            json.put("wallSeconds", result.wallSeconds()).put("threads", result.threads());
            json.array(
                    "states",
                    List.of(MachineState.values()),
                    s -> json.object(null, () -> json.put("id", lower(s)).put("words", s.words())));
            json.array(
                    "kpis",
                    List.of(Measure.Kpi.values()),
                    k -> json.object(null, () -> json.put("id", lower(k))
                            .put("words", k.words())
                            .put("kind", lower(k.kind()))));
            json.texts(
                    "statistics",
                    Arrays.stream(Measure.Statistic.values())
                            .map(ReportData::lower)
                            .toList());
            json.object("scenario", () -> scenario(json, result));
            var share = new VariantData.Limits(
                    share(BARS, result, LEAST_BARS), share(ESTIMATES, result, 100), share(LATE_ORDERS, result, 20));
            json.array(
                    "variants",
                    result.variants(),
                    variant -> json.object(null, () -> VariantData.write(json, variant, share)));
        });
    }

    private static int share(int of, RehearsalResult result, int least) {
        return Math.max(least, of / Math.max(1, result.variants().size()));
    }

    private static void scenario(JsonText json, RehearsalResult result) {
        var scenario = result.scenario();
        json.put("id", scenario.id()).put("name", scenario.name());
        var cube = scenario.cube();
        if (cube != null) json.texts("cube", List.of(cube.technology(), cube.organisation(), cube.value()));
        json.put("length", scenario.length());
        json.put("warmUpFound", scenario.warmUp() instanceof WarmUp.Found);
        switch (scenario.replications()) {
            case Replications.Fixed _ -> {}
            case Replications.ToPrecision p ->
                json.object("precision", () -> json.put("measure", p.measure().text())
                        .put("relative", p.relative())
                        .put("confidence", p.confidence())
                        .put("atMost", p.atMost()));
        }
        json.put("seed", Long.toString(scenario.seed()));
        json.put("beginsWith", scenario.beginsWith());
        Happenings.write(json, scenario);
        clock(json, scenario, result);
    }

    /** The scenario's wall clock: local start as if it were UTC, and what is added to it from when on. */
    private static void clock(JsonText json, Scenario scenario, RehearsalResult result) {
        var start = scenario.start();
        double longest = result.variants().stream()
                .mapToDouble(v -> v.warmUp() + scenario.length())
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        json.object("clock", () -> {
            json.put("start", millis(start.toLocalDateTime()));
            json.put("zone", start.getZone().getId());
            json.put("zoneName", start.getZone().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            json.put(
                    "offset",
                    start.getOffset().equals(ZoneOffset.UTC)
                            ? "+00:00"
                            : start.getOffset().getId());
            json.array("changes", () -> changes(json, start, longest));
        });
    }

    private static void changes(JsonText json, ZonedDateTime start, double longest) {
        var rules = start.getZone().getRules();
        var next = rules.nextTransition(start.toInstant());
        while (next != null) {
            double at = next.getInstant().getEpochSecond() - start.toEpochSecond();
            if (at > longest) return;
            int by = next.getOffsetAfter().getTotalSeconds() - start.getOffset().getTotalSeconds();
            json.array(null, () -> json.add(at).add(by));
            next = rules.nextTransition(next.getInstant());
        }
    }

    private static long millis(LocalDateTime local) {
        return local.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
