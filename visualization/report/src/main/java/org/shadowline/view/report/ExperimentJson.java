package org.shadowline.view.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.FitResult;
import org.shadowline.plant.rehearsal.SearchResult;
import org.shadowline.plant.rehearsal.SensitivityResult;
import org.shadowline.plant.rehearsal.SensitivityResult.Findings;
import org.shadowline.plant.scenario.Measure;

/**
 * Searches and sensitivities as JSON for other programs; {@code docs/experiments.md} describes it. Quantities are in SI units; a
 * number that does not exist is null. Thread-safe: no state.
 */
public final class ExperimentJson {
    private ExperimentJson() {}

    /** The members of an object. */
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    public static String of(SearchResult result) {
        return object(json -> {
            common(result.scenario(), result.length(), result.seed(), result.replications(), json);
            json.writeStringField("method", result.method());
            number("combinations", result.combinations(), json);
            factors(result.factors(), json);
            json.writeArrayFieldStart("goals");
            for (var goal : result.goals()) {
                json.writeStartObject();
                json.writeBooleanField("maximise", goal.maximise());
                measure(goal.measure(), result.currency(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("limits");
            for (var limit : result.limits()) {
                json.writeStartObject();
                measure(limit.measure(), result.currency(), json);
                json.writeStringField("comparison", limit.comparison().sign());
                number("value", limit.value(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("points");
            for (var point : result.points()) point(result, point, json);
            json.writeEndArray();
            json.writeArrayFieldStart("best");
            for (int best : result.best()) json.writeNumber(best);
            json.writeEndArray();
            json.writeArrayFieldStart("effects");
            for (var effects : result.effects()) effects(result, effects, json);
            json.writeEndArray();
            choice(result.choice(), json);
            texts("notes", result.notes(), json);
        });
    }

    public static String of(FitResult result) {
        return object(json -> {
            json.writeStringField("name", result.name());
            json.writeStringField("unit", result.unit());
            json.writeNumberField("observations", result.observations());
            number("mean", result.mean(), json);
            number("standard_deviation", result.deviation(), json);
            number("least", result.least(), json);
            number("median", result.median(), json);
            number("p95", result.p95(), json);
            number("most", result.most(), json);
            number("correlation_of_neighbours", result.correlation(), json);
            if (result.expression() == null) json.writeNullField("expression");
            else json.writeStringField("expression", result.expression());
            json.writeArrayFieldStart("candidates");
            for (var candidate : result.candidates()) {
                json.writeStartObject();
                json.writeStringField("family", candidate.family());
                json.writeStringField("expression", candidate.expression());
                number("aic", candidate.aic(), json);
                number("anderson_darling", candidate.andersonDarling(), json);
                number("p", candidate.pValue(), json);
                number("kolmogorov_smirnov", candidate.kolmogorov(), json);
                json.writeBooleanField("chosen", candidate.chosen());
                json.writeEndObject();
            }
            json.writeEndArray();
            texts("notes", result.notes(), json);
        });
    }

    private static void point(SearchResult result, SearchResult.Point point, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("settings");
        for (int f = 0; f < result.factors().size(); f++) {
            var factor = result.factors().get(f);
            json.writeStringField(
                    factor.name(), factor.levels().get(point.levels().get(f)));
        }
        json.writeEndObject();
        estimates("goals", point.goals(), json);
        estimates("limits", point.limits(), json);
        json.writeBooleanField("within_limits", point.withinLimits());
        json.writeEndObject();
    }

    private static void effects(SearchResult result, SearchResult.Effects effects, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("means");
        for (int f = 0; f < effects.means().size(); f++) {
            json.writeObjectFieldStart(result.factors().get(f).name());
            for (int l = 0; l < effects.means().get(f).size(); l++) {
                number(
                        result.factors().get(f).levels().get(l),
                        effects.means().get(f).get(l),
                        json);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeArrayFieldStart("shares");
        for (var share : effects.shares()) {
            json.writeStartObject();
            texts(
                    "factors",
                    share.factors().stream()
                            .map(f -> result.factors().get(f).name())
                            .toList(),
                    json);
            number("share", share.share(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void choice(SearchResult.@Nullable Choice choice, JsonGenerator json) throws IOException {
        if (choice == null) {
            json.writeNullField("choice");
            return;
        }
        json.writeObjectFieldStart("choice");
        json.writeArrayFieldStart("candidates");
        for (int candidate : choice.candidates()) json.writeNumber(candidate);
        json.writeEndArray();
        json.writeNumberField("probability", choice.probability());
        json.writeNumberField("indifference", choice.indifference());
        json.writeNumberField("runs", choice.runs());
        json.writeNumberField("equal_runs", choice.equalRuns());
        json.writeBooleanField("sure", choice.sure());
        json.writeEndObject();
    }

    public static String of(SensitivityResult result) {
        return object(json -> {
            common(result.scenario(), result.length(), result.seed(), result.replications(), json);
            json.writeStringField("design", result.design());
            json.writeNumberField("points", result.points());
            json.writeNumberField("runs", result.runs());
            factors(result.factors(), json);
            json.writeArrayFieldStart("answers");
            for (var answer : result.answers()) {
                json.writeStartObject();
                measure(answer.measure(), result.currency(), json);
                number("low", answer.low(), json);
                number("high", answer.high(), json);
                switch (answer.findings()) {
                    case Findings.Elementary f -> elementary(result, f, json);
                    case Findings.Variance f -> variance(result, f, json);
                    case Findings.TwoLevel f -> twoLevel(result, f, json);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            texts("notes", result.notes(), json);
        });
    }

    private static void elementary(SensitivityResult result, Findings.Elementary findings, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart("effects");
        for (int f = 0; f < findings.effects().size(); f++) {
            var effect = findings.effects().get(f);
            json.writeStartObject();
            json.writeStringField("factor", result.factors().get(f).name());
            number("mu_star", effect.strength(), json);
            number("mu_star_error", effect.error(), json);
            number("mu", effect.mean(), json);
            number("sigma", effect.spread(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void variance(SensitivityResult result, Findings.Variance findings, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart("indices");
        for (int f = 0; f < findings.indices().size(); f++) {
            var index = findings.indices().get(f);
            json.writeStartObject();
            json.writeStringField("factor", result.factors().get(f).name());
            number("first", index.first(), json);
            number("first_error", index.firstError(), json);
            number("total", index.total(), json);
            number("total_error", index.totalError(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void twoLevel(SensitivityResult result, Findings.TwoLevel findings, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart("contrasts");
        for (var contrast : findings.contrasts()) {
            json.writeStartObject();
            json.writeArrayFieldStart("terms");
            for (var term : contrast.terms()) {
                json.writeStartArray();
                for (int f : term) json.writeString(result.factors().get(f).name());
                json.writeEndArray();
            }
            json.writeEndArray();
            var effect = contrast.effect();
            number("effect", effect == null ? Double.NaN : effect.mean(), json);
            number("half_width", effect == null ? Double.NaN : effect.halfWidth(), json);
            json.writeBooleanField("told_from_none", contrast.told());
            json.writeArrayFieldStart("means");
            for (double mean : contrast.cells()) json.writeNumber(mean);
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The text of one JSON object. */
    static String object(Body body) {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void common(String scenario, double length, long seed, int replications, JsonGenerator json)
            throws IOException {
        json.writeStringField("scenario", scenario);
        json.writeNumberField("length_s", length);
        json.writeNumberField("seed", seed);
        json.writeNumberField("replications", replications);
    }

    private static void factors(List<SearchResult.Factor> factors, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("factors");
        for (var factor : factors) {
            json.writeStartObject();
            json.writeStringField("name", factor.name());
            texts("levels", factor.levels(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What a number is of: the fields that every program needs to read it. */
    static void measure(Measure measure, String currency, JsonGenerator json) throws IOException {
        json.writeStringField("kpi", measure.kpi().words());
        json.writeStringField("statistic", measure.statistic().name().toLowerCase(Locale.ROOT));
        json.writeStringField("of", measure.of());
        json.writeBooleanField("per_part", measure.perPart());
        json.writeStringField("unit", ResultJson.unit(measure, currency));
    }

    private static void estimates(String field, List<@Nullable Estimate> estimates, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (var estimate : estimates) {
            json.writeStartObject();
            number("mean", estimate == null ? Double.NaN : estimate.mean(), json);
            number("half_width", estimate == null ? Double.NaN : estimate.halfWidth(), json);
            json.writeNumberField("n", estimate == null ? 0 : estimate.n());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void texts(String field, List<String> texts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(field);
        for (var text : texts) json.writeString(text);
        json.writeEndArray();
    }

    static void number(String field, double value, JsonGenerator json) throws IOException {
        if (Double.isFinite(value)) json.writeNumberField(field, value);
        else json.writeNullField(field);
    }
}
