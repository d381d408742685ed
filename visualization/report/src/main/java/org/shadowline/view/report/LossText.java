package org.shadowline.view.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.rehearsal.LossResult;
import org.shadowline.plant.rehearsal.RehearsalResult.Cause;
import org.shadowline.plant.rehearsal.RehearsalResult.LateOrder;

/** Why a plan was missed, as text that a planner reads in a terminal. Thread-safe: no state. */
public final class LossText {
    private static final int FINDINGS = 12;
    private static final int STATIONS = 6;
    private static final int ORDERS = 10;

    private LossText() {}

    public static String of(LossResult result) {
        var text = new StringBuilder();
        text.append(result.scenario())
                .append(", and what happened by ")
                .append(result.actual())
                .append('\n');
        text.append(String.format(
                Locale.ROOT,
                "%s; planned (mean of %d runs) %s finished parts, %,d came%n",
                Format.duration(result.seconds()),
                result.runs(),
                ReviewText.value(result.plannedFinished(), 0),
                result.finished()));
        text.append("\nwhy the plan was missed\n");
        if (result.findings().isEmpty()) text.append("  no station lost more than 1 % of its time beyond the plan\n");
        for (var finding : result.findings()
                .subList(0, Math.min(FINDINGS, result.findings().size()))) {
            text.append("  - ").append(finding).append('\n');
        }
        totals(result, text);
        for (var station : result.stations()
                .subList(0, Math.min(STATIONS, result.stations().size()))) {
            if (station.lostMore() > 0) station(station, text);
        }
        if (!result.lateOrders().isEmpty()) text.append("\nlate, and where the time went\n");
        for (var order : result.lateOrders()
                .subList(0, Math.min(ORDERS, result.lateOrders().size()))) {
            text.append("  ")
                    .append(order.id())
                    .append(", ")
                    .append(late(order))
                    .append(": ")
                    .append(causes(order))
                    .append('\n');
        }
        if (result.lateOrders().size() > ORDERS) {
            text.append("  and ").append(result.lateOrders().size() - ORDERS).append(" more\n");
        }
        return text.toString();
    }

    private static void totals(LossResult result, StringBuilder text) {
        var rows = new TextTable("lost time of all stations", "planned", "actual", "more").rightAligned();
        result.totals()
                .forEach((cause, time) -> rows.row(
                        cause.words(), Format.duration(time.planned()), duration(time.actual()), signed(time.more())));
        text.append('\n').append(rows);
    }

    private static void station(LossResult.Station station, StringBuilder text) {
        text.append('\n')
                .append(station.name())
                .append(", OEE ")
                .append(percent(station.oee().planned()))
                .append(" planned, ")
                .append(percent(station.oee().actual()))
                .append(" actual\n");
        var rows = new TextTable("", "planned", "actual", "more").rightAligned();
        rows.row(
                "time on shift",
                duration(station.onShift().planned()),
                duration(station.onShift().actual()),
                "");
        for (var loss : station.losses()) {
            rows.row(
                    "- " + loss.cause().words(),
                    duration(loss.time().planned()),
                    duration(loss.time().actual()),
                    signed(loss.time().more()));
        }
        rows.row(
                "= valuable",
                duration(station.valuable().planned()),
                duration(station.valuable().actual()),
                signed(station.valuable().more()));
        text.append(rows);
    }

    static String late(LateOrder order) {
        return Double.isNaN(order.finished())
                ? "due " + Format.duration(order.due()) + " after the start and not finished"
                : Format.duration(order.finished() - order.due()) + " late";
    }

    static String causes(LateOrder order) {
        return causes(order.causes(), 4);
    }

    private static String causes(List<Cause> causes, int most) {
        return causes.stream()
                .limit(most)
                .map(cause -> Format.duration(cause.seconds()) + " " + cause.what() + " " + cause.where())
                .collect(Collectors.joining(", "));
    }

    static String duration(double seconds) {
        return seconds < 0 ? "-" + Format.duration(-seconds) : Format.duration(seconds);
    }

    static String signed(double seconds) {
        return seconds > 0 ? "+" + Format.duration(seconds) : duration(seconds);
    }

    static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
