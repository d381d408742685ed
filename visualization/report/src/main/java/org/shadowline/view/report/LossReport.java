package org.shadowline.view.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.rehearsal.LossResult;
import org.shadowline.plant.rehearsal.LossResult.Pair;
import org.shadowline.view.report.ExperimentReport.Fact;
import org.shadowline.view.report.ExperimentReport.Section;
import org.shadowline.view.report.ExperimentReport.Table;

/** Why a plan was missed, as a page and as JSON: lost time by cause, the loss tree of each station, late orders. */
public final class LossReport {
    private LossReport() {}

    public static ExperimentReport of(LossResult result) {
        var sections = new ArrayList<Section>();
        sections.add(new Section(
                "findings",
                "Why the plan was missed",
                "What a station lost beyond the plan, 1 % of its time or more; the weightiest first, and last what only follows"
                        + " from other stations.",
                result.findings().isEmpty() ? List.of("No station lost more than planned.") : result.findings(),
                null,
                null));
        sections.add(totals(result));
        for (int i = 0; i < result.stations().size(); i++)
            sections.add(station(result.stations().get(i), i));
        if (!result.lateOrders().isEmpty()) sections.add(orders(result));
        return new ExperimentReport(
                "Plan and what happened, " + result.actual(),
                result.scenario(),
                result.findings().isEmpty()
                        ? "No station lost more than planned."
                        : result.findings().getFirst() + ".",
                List.of(
                        new Fact("Period", Format.duration(result.seconds()), "from the start of the run"),
                        new Fact(
                                "Planned",
                                ReviewText.value(result.plannedFinished(), 0),
                                "finished parts, mean of " + result.runs() + " runs"),
                        new Fact("Finished", String.format(Locale.ROOT, "%,d", result.finished()), "parts")),
                sections,
                "The losses of a station and its valuable time add up to its time on shift (OEE of ISO 22400-2). Valuable time is"
                        + " what the good parts should have taken by their declared times; slow cycle is what operations took beyond"
                        + " that, and quality what spoiled parts took.");
    }

    private static Section totals(LossResult result) {
        var rows = new ArrayList<List<String>>();
        result.totals().forEach((cause, time) -> rows.add(row(cause.words(), time)));
        return new Section(
                "totals", "Lost time by cause", "Of all stations together.", List.of(), table("Cause", rows), json -> {
                    json.put("type", "bars").put("axis", "hours more than planned");
                    json.put("label", "lost time beyond the plan by cause");
                    json.array(
                            "rows",
                            List.copyOf(result.totals().entrySet()),
                            entry -> json.object(null, () -> {
                                json.put("name", entry.getKey().words());
                                json.put("value", entry.getValue().more() / 3600);
                                json.put(
                                        "text", LossText.signed(entry.getValue().more()));
                            }));
                });
    }

    private static List<String> row(String name, Pair time) {
        return List.of(
                name,
                LossText.duration(time.planned()),
                LossText.duration(time.actual()),
                LossText.signed(time.more()));
    }

    private static Table table(String first, List<List<String>> rows) {
        return new Table(
                List.of(first, "Planned", "Actual", "More"), List.of(false, true, true, true), rows, List.of());
    }

    private static Section station(LossResult.Station station, int number) {
        var rows = new ArrayList<List<String>>();
        rows.add(row("time on shift", station.onShift()));
        for (var loss : station.losses()) rows.add(row("– " + loss.cause().words(), loss.time()));
        rows.add(row("= valuable", station.valuable()));
        return new Section(
                "station" + number,
                station.name(),
                "OEE " + LossText.percent(station.oee().planned()) + " planned, "
                        + LossText.percent(station.oee().actual()) + " actual.",
                List.of(),
                table("", rows),
                null);
    }

    private static Section orders(LossResult result) {
        var rows = result.lateOrders().stream()
                .map(order -> List.of(order.id(), order.product(), LossText.late(order), LossText.causes(order)))
                .toList();
        return new Section(
                "orders",
                "Late orders and parts",
                "Where the time of each went, longest first.",
                List.of(),
                new Table(
                        List.of("Order", "Product", "", "Causes"),
                        List.of(false, false, false, false),
                        rows,
                        List.of()),
                null);
    }

    /** All figures for other programs, times in seconds; {@code docs/review.md} describes them. */
    public static String json(LossResult result) {
        return ExperimentJson.object(json -> {
            json.writeStringField("scenario", result.scenario());
            json.writeStringField("actual", result.actual());
            json.writeNumberField("length_s", result.seconds());
            json.writeNumberField("runs", result.runs());
            ExperimentJson.number("planned_finished", result.plannedFinished().mean(), json);
            json.writeNumberField("finished", result.finished());
            ExperimentJson.texts("findings", result.findings(), json);
            json.writeArrayFieldStart("stations");
            for (var station : result.stations()) {
                json.writeStartObject();
                json.writeStringField("name", station.name());
                pair("on_shift_s", station.onShift(), json);
                for (var loss : station.losses()) {
                    pair(loss.cause().name().toLowerCase(Locale.ROOT) + "_s", loss.time(), json);
                }
                pair("valuable_s", station.valuable(), json);
                pair("oee", station.oee(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("late_orders");
            for (var order : result.lateOrders()) {
                json.writeStartObject();
                json.writeStringField("id", order.id());
                json.writeStringField("product", order.product());
                ExperimentJson.number("due_s", order.due(), json);
                ExperimentJson.number("finished_s", order.finished(), json);
                json.writeArrayFieldStart("causes");
                for (var cause : order.causes()) {
                    json.writeStartObject();
                    json.writeStringField("what", cause.what());
                    json.writeStringField("where", cause.where());
                    ExperimentJson.number("seconds", cause.seconds(), json);
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void pair(String field, Pair pair, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(field);
        ExperimentJson.number("planned", pair.planned(), json);
        ExperimentJson.number("actual", pair.actual(), json);
        json.writeEndObject();
    }
}
