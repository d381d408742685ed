package org.shadowline.view.report;

import static org.shadowline.view.report.ExperimentJson.number;
import static org.shadowline.view.report.ExperimentJson.texts;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.rehearsal.CalibrationResult;
import org.shadowline.plant.rehearsal.ReviewResult;
import org.shadowline.plant.rehearsal.ReviewResult.Distance;
import org.shadowline.plant.rehearsal.ReviewResult.Pair;

/**
 * A review as JSON for other programs; {@code docs/review.md} describes it. Times are hours; a number that does not exist is
 * null. Thread-safe: no state.
 */
public final class ReviewJson {
    private ReviewJson() {}

    /** @param calibration null for none */
    public static String of(ReviewResult review, @Nullable CalibrationResult calibration) {
        return ExperimentJson.object(json -> {
            json.writeStringField("scenario", review.scenario());
            json.writeStringField("log", review.log());
            json.writeStringField("from", review.from().toString());
            number("hours", review.hours(), json);
            json.writeNumberField("runs", review.runs());
            json.writeNumberField("seed", review.seed());
            json.writeNumberField("cases", review.cases());
            json.writeNumberField("instances", review.instances());
            number("simulated_cases", review.simulatedCases().mean(), json);
            distances("distances", review.distances(), json);
            texts("findings", review.findings(), json);
            json.writeArrayFieldStart("activities");
            for (var activity : review.activities()) {
                json.writeStartObject();
                json.writeStringField("name", activity.name());
                pair("per_case", activity.perCase(), json);
                pair("took_h", activity.took(), json);
                pair("waited_h", activity.waited(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("ways");
            for (var way : review.transitions()) {
                json.writeStartObject();
                json.writeStringField("from", way.from());
                json.writeStringField("to", way.to());
                pair("per_case", way.perCase(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("resources");
            for (var resource : review.resources()) {
                json.writeStartObject();
                json.writeStringField("name", resource.name());
                pair("hours_per_week", resource.hoursPerWeek(), json);
                number("outside", resource.outside().mean(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            if (calibration != null) calibration(calibration, json);
            texts("notes", review.notes(), json);
        });
    }

    private static void distances(String field, List<Distance> distances, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(field);
        for (var distance : distances) {
            json.writeStartObject();
            json.writeStringField("id", distance.id());
            json.writeStringField("name", distance.name());
            json.writeStringField("unit", distance.unit());
            number("simulated", distance.simulated().mean(), json);
            number("half_width", distance.simulated().halfWidth(), json);
            number("halves", distance.halves(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void pair(String field, Pair pair, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(field);
        number("log", pair.log(), json);
        number("simulated", pair.simulated().mean(), json);
        number("half_width", pair.simulated().halfWidth(), json);
        json.writeEndObject();
    }

    private static void calibration(CalibrationResult result, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("calibration");
        json.writeNumberField("learnt_from", result.learntFrom());
        json.writeNumberField("judged_on", result.judgedOn());
        json.writeArrayFieldStart("changes");
        for (var change : result.changes()) {
            json.writeStartObject();
            json.writeStringField(
                    "setting",
                    change.setting().element() + "."
                            + change.setting().property().word());
            number("factor", change.factor(), json);
            json.writeStringField("because", change.because());
            json.writeEndObject();
        }
        json.writeEndArray();
        distances("before", result.before(), json);
        distances("after", result.after(), json);
        json.writeEndObject();
    }
}
