package org.shadowline.follow;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.kpi.Format;

/** What a follower says, for a person to read. */
public final class FollowText {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);
    private static final int MOST_LATE = 5;

    private FollowText() {}

    /** A few lines about a moment. */
    public static String of(Picture p) {
        var text = new StringBuilder();
        text.append(MOMENT.format(p.at()));
        if (!p.because().equals("clock")) text.append(", ").append(p.because());
        text.append(": ").append(p.inPlant()).append(" parts in the plant");
        if (!p.down().isEmpty()) text.append(", down: ").append(String.join(", ", p.down()));
        text.append("\n  next ").append(Format.duration(p.horizon())).append(line("", "mean", "90 % interval", "plan"));
        p.predictions().forEach((figure, interval) -> text.append("    ")
                .append(line(
                        figure.words(),
                        value(figure, interval.mean()),
                        range(figure, interval),
                        plan(figure, p.plan().get(figure)))));
        if (p.bottleneck() != null)
            text.append("  next bottleneck  ")
                    .append(p.bottleneck())
                    .append(String.format(Locale.ROOT, " (in %.0f %% of the futures)%n", 100 * p.bottleneckShare()));
        if (!p.late().isEmpty()) {
            text.append("  late             ").append(p.late().size()).append(" parts may come late:");
            for (var late : p.late().subList(0, Math.min(MOST_LATE, p.late().size())))
                text.append(String.format(Locale.ROOT, " %s (%.0f %%)", late.part(), 100 * late.probability()));
            text.append(p.late().size() > MOST_LATE ? " …\n" : "\n");
        }
        for (var alarm : p.drift())
            text.append("  drift            ").append(of(alarm, p)).append('\n');
        if (p.whatIf() != null) text.append(of(p.whatIf()));
        return text.toString();
    }

    private static String of(Drift.Alarm alarm, Picture p) {
        return of(alarm, p.at().minusNanos(Math.round(p.now() * 1e9)));
    }

    /** An alarm in words; {@code start} is 0 s. */
    public static String of(Drift.Alarm alarm, ZonedDateTime start) {
        return String.format(
                Locale.ROOT,
                "%s is %.2f times the declared, since about %s, noticed %s after %d observations",
                alarm.parameter(),
                alarm.factor(),
                MOMENT.format(start.plusNanos(Math.round(alarm.since() * 1e9))),
                MOMENT.format(start.plusNanos(Math.round(alarm.at() * 1e9))),
                alarm.count());
    }

    private static String of(Picture.Answer answer) {
        var text = new StringBuilder();
        text.append("  what if ").append(answer.asked());
        text.append(String.format(Locale.ROOT, " (answered in %.2f s)%n", answer.seconds()));
        text.append("    ").append(line("", "mean", "90 % interval", "against doing nothing, 95 %"));
        answer.changed().forEach((figure, interval) -> {
            var effect = answer.effect().get(figure);
            text.append("    ")
                    .append(line(
                            figure.words(),
                            value(figure, interval.mean()),
                            range(figure, interval),
                            effect == null
                                    ? "–"
                                    : sign(figure, effect.mean()) + " ± " + value(figure, effect.halfWidth())));
        });
        return text.toString();
    }

    /** How good the predictions have been. */
    public static String of(Calibration calibration) {
        var rows = calibration.rows();
        if (rows.isEmpty()) return "no prediction's time has come yet\n";
        var text = new StringBuilder("predictions whose time has come (90 % of them should be covered)\n");
        text.append(String.format(
                "  %-16s %11s %8s %11s %14s  %s%n",
                "", "predictions", "covered", "PIT in 90 %", "bias", "PIT by tenths"));
        for (var row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-16s %11d %7.1f%% %10.1f%% %14s  %s%n",
                    row.figure().words(),
                    row.predictions(),
                    100 * row.coverage(),
                    100 * row.pitCoverage(),
                    sign(row.figure(), row.bias()),
                    String.join(" ", row.pit().stream().map(String::valueOf).toList())));
        }
        return text.toString();
    }

    private static String line(String name, String mean, String range, String plan) {
        return String.format("%-16s %12s  %-24s  %s%n", name, mean, range, plan);
    }

    private static String range(Figure figure, Interval interval) {
        if (Double.isNaN(interval.low())) return "–";
        return value(figure, interval.low()) + " to " + value(figure, interval.high());
    }

    private static String plan(Figure figure, @Nullable Interval plan) {
        return plan == null ? "–" : value(figure, plan.mean()) + " (" + range(figure, plan) + ")";
    }

    private static String sign(Figure figure, double value) {
        return (value < 0 ? "-" : "+") + value(figure, Math.abs(value));
    }

    private static String value(Figure figure, double value) {
        if (Double.isNaN(value)) return "–";
        return figure.isTime() ? Format.duration(value) : String.format(Locale.ROOT, "%.1f", value);
    }
}
