package org.shadowline.view.report;

import static org.shadowline.view.report.ExperimentJson.number;
import static org.shadowline.view.report.ExperimentJson.texts;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.shadowline.plant.rehearsal.Comparison;

/**
 * A comparison as JSON for other programs; {@code docs/experiments.md} describes it. Quantities are in SI units; a number that
 * does not exist is null. Thread-safe: no state.
 */
public final class ComparisonJson {
    private ComparisonJson() {}

    public static String of(Comparison comparison) {
        return ExperimentJson.object(json -> write(comparison, json));
    }

    private static void write(Comparison comparison, JsonGenerator json) throws IOException {
        json.writeStringField("baseline", comparison.baseline());
        json.writeNumberField("length_s", comparison.length());
        json.writeNumberField("seed", comparison.seed());
        json.writeNumberField("replications", comparison.replications());
        json.writeNumberField("confidence", comparison.confidence());
        json.writeNumberField("interval_confidence", comparison.intervalConfidence());
        json.writeArrayFieldStart("alternatives");
        for (var alternative : comparison.alternatives()) {
            json.writeStartObject();
            json.writeStringField("label", alternative.label());
            json.writeArrayFieldStart("kpis");
            for (var row : alternative.rows()) row(row, comparison.currency(), json);
            json.writeEndArray();
            texts("left_out", alternative.leftOut(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        texts("notes", comparison.notes(), json);
    }

    private static void row(Comparison.Row row, String currency, JsonGenerator json) throws IOException {
        var difference = row.difference();
        json.writeStartObject();
        ExperimentJson.measure(row.measure(), currency, json);
        number("baseline", difference.baseline(), json);
        number("other", difference.other(), json);
        number("difference", difference.difference().mean(), json);
        number("half_width", difference.difference().halfWidth(), json);
        json.writeNumberField("pairs", difference.difference().n());
        number("variance_reduction", difference.varianceReduction(), json);
        json.writeStringField("verdict", row.verdict().words());
        json.writeEndObject();
    }
}
