package org.shadowline.view.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.RehearsalResult;
import org.shadowline.plant.rehearsal.RehearsalResult.VariantResult;
import org.shadowline.plant.scenario.Measure;

/**
 * The results of a rehearsal as JSON for other programs; {@code docs/results.md} describes it. Quantities are in SI units
 * and carry the unit's name; a number that does not exist is null. Thread-safe: no state.
 */
public final class ResultJson {
    private ResultJson() {}

    public static String of(RehearsalResult result) {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            write(result, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(RehearsalResult result, JsonGenerator json) throws IOException {
        var scenario = result.scenario();
        json.writeStartObject();
        json.writeObjectFieldStart("scenario");
        json.writeStringField("id", scenario.id());
        json.writeStringField("name", scenario.name());
        json.writeStringField("plant", scenario.plant());
        json.writeStringField("start", scenario.start().toString());
        json.writeNumberField("length_s", scenario.length());
        json.writeNumberField("seed", scenario.seed());
        json.writeEndObject();
        json.writeArrayFieldStart("variants");
        for (var variant : result.variants()) variant(variant, json);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void variant(VariantResult variant, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("label", variant.label());
        json.writeObjectFieldStart("settings");
        for (var setting : variant.settings().entrySet()) json.writeStringField(setting.getKey(), setting.getValue());
        json.writeEndObject();
        json.writeNumberField("replications", variant.replications());
        json.writeNumberField("warm_up_s", variant.warmUp());
        json.writeBooleanField("warm_up_found", variant.warmUpFound());
        json.writeNumberField("events", variant.events());
        measures("measures", variant.measures(), variant, json);
        expectations(variant, json);
        bottleneck(variant, json);
        sensitivity(variant, json);
        measures("kpis", variant.estimates(), variant, json);
        json.writeArrayFieldStart("stations");
        for (var station : variant.stations()) {
            json.writeStartObject();
            json.writeStringField("station", station.station());
            json.writeNumberField("machines", station.machines());
            json.writeObjectFieldStart("share_of_time");
            for (var state : MachineState.values())
                number(state.words(), station.shares().get(state.ordinal()), json);
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        series("throughput_per_s", variant.throughput(), json);
        series("work_in_process", variant.workInProcess(), json);
        cost(variant, json);
        json.writeArrayFieldStart("notes");
        for (var note : variant.notes()) json.writeString(note);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void measures(
            String field, List<RehearsalResult.MeasureResult> measures, VariantResult variant, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (var result : measures) {
            json.writeStartObject();
            name(result.measure(), variant.plant().currency(), json);
            estimate(result.estimate(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void name(Measure measure, String currency, JsonGenerator json) throws IOException {
        json.writeStringField("kpi", measure.kpi().words());
        json.writeStringField("statistic", measure.statistic().name().toLowerCase(Locale.ROOT));
        json.writeStringField("of", measure.of());
        json.writeBooleanField("per_part", measure.perPart());
        json.writeStringField("unit", unit(measure, currency));
    }

    /** The SI unit of a measure. */
    static String unit(Measure measure, String currency) {
        var unit =
                switch (measure.kpi().kind()) {
                    case RATE -> "1/s";
                    case TIME -> "s";
                    case PIECES, SHARE -> "1";
                    case ENERGY -> "J";
                    case POWER -> "W";
                    case MONEY -> currency;
                    case LENGTH -> "m";
                    case QUANTITY -> "";
                };
        return measure.perPart() ? unit + " per part" : unit;
    }

    private static void estimate(@Nullable Estimate estimate, JsonGenerator json) throws IOException {
        if (estimate == null) {
            json.writeNullField("mean");
            return;
        }
        number("mean", estimate.mean(), json);
        number("low", estimate.low(), json);
        number("high", estimate.high(), json);
        number("sd", estimate.n() > 1 ? estimate.sd() : Double.NaN, json);
        number("min", estimate.min(), json);
        number("max", estimate.max(), json);
        json.writeNumberField("n", estimate.n());
        number("confidence", estimate.confidence(), json);
    }

    private static void expectations(VariantResult variant, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("expectations");
        for (var result : variant.expectations()) {
            json.writeStartObject();
            expectation(result, variant.plant().currency(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The fields of an expectation and of what was found. */
    static void expectation(RehearsalResult.ExpectationResult result, String currency, JsonGenerator json)
            throws IOException {
        json.writeStringField("text", result.expectation().text());
        json.writeStringField("verdict", result.verdict().name().toLowerCase(Locale.ROOT));
        name(result.expectation().measure(), currency, json);
        json.writeStringField("comparison", result.expectation().comparison().sign());
        number("value", result.expectation().value(), json);
        estimate(result.estimate(), json);
    }

    private static void bottleneck(VariantResult variant, JsonGenerator json) throws IOException {
        var bottleneck = variant.bottleneck();
        if (bottleneck == null) {
            json.writeNullField("bottleneck");
            return;
        }
        json.writeObjectFieldStart("bottleneck");
        json.writeStringField("station", bottleneck.station());
        number("share_of_time", bottleneck.share(), json);
        json.writeStringField("why", bottleneck.why());
        json.writeArrayFieldStart("runners_up");
        for (var next : bottleneck.runnersUp()) {
            json.writeStartObject();
            json.writeStringField("station", next.getKey());
            number("share_of_time", next.getValue(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void sensitivity(VariantResult variant, JsonGenerator json) throws IOException {
        var sensitivity = variant.sensitivity();
        if (sensitivity == null) return;
        json.writeObjectFieldStart("bottleneck_by_sensitivity");
        number("step", sensitivity.step(), json);
        number("confidence", sensitivity.confidence(), json);
        number("throughput_per_s", sensitivity.throughput(), json);
        json.writeArrayFieldStart("gains");
        for (var gain : sensitivity.gains()) {
            json.writeStartObject();
            json.writeStringField("name", gain.id());
            json.writeStringField("kind", gain.kind().word());
            number("throughput_per_s", gain.difference().mean(), json);
            number("low", gain.difference().low(), json);
            number("high", gain.difference().high(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("first");
        for (var id : sensitivity.first()) json.writeString(id);
        json.writeEndArray();
        json.writeBooleanField("methods_agree", sensitivity.agrees());
        json.writeStringField("verdict", sensitivity.verdict());
        json.writeEndObject();
    }

    private static void series(String field, RehearsalResult.Series series, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeNumberField("bucket_s", series.bucket());
        numbers("mean", series.mean(), json);
        numbers("low", series.low(), json);
        numbers("high", series.high(), json);
        json.writeEndObject();
    }

    private static void numbers(String field, List<Double> values, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(field);
        for (double value : values) {
            if (Double.isFinite(value)) json.writeNumber(value);
            else json.writeNull();
        }
        json.writeEndArray();
    }

    private static void cost(VariantResult variant, JsonGenerator json) throws IOException {
        var cost = variant.cost();
        json.writeObjectFieldStart("cost");
        json.writeStringField("currency", variant.plant().currency());
        number("machine", cost.machine(), json);
        number("labour", cost.labour(), json);
        number("material", cost.material(), json);
        number("energy", cost.energy(), json);
        number("holding", cost.holding(), json);
        number("maintenance", cost.maintenance(), json);
        number("transport", cost.transport(), json);
        number("total", cost.total(), json);
        number("of_which_scrap", cost.scrap(), json);
        number("per_part", cost.perPart(), json);
        json.writeEndObject();
    }

    private static void number(String field, double value, JsonGenerator json) throws IOException {
        if (Double.isFinite(value)) json.writeNumberField(Objects.requireNonNull(field), value);
        else json.writeNullField(field);
    }
}
