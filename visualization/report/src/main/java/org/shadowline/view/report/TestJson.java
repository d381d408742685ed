package org.shadowline.view.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.shadowline.plant.rehearsal.RehearsalResult.Verdict;
import org.shadowline.plant.rehearsal.TestResult;
import org.shadowline.plant.rehearsal.TestResult.TestedScenario;

/**
 * A test of scenarios as JSON for other programs; {@code docs/experiments.md} describes it. Quantities are in SI units; a
 * number that does not exist is null. Thread-safe: no state.
 */
public final class TestJson {
    private TestJson() {}

    public static String of(TestResult result) {
        return ExperimentJson.object(json -> {
            json.writeArrayFieldStart("files");
            for (var file : result.files()) {
                json.writeStartObject();
                json.writeStringField("file", file.name());
                json.writeStringField("fault", file.fault());
                json.writeArrayFieldStart("scenarios");
                for (var scenario : file.scenarios()) scenario(scenario, json);
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("met", result.count(Verdict.MET));
            json.writeNumberField("not_met", result.count(Verdict.NOT_MET));
            json.writeNumberField("undecided", result.count(Verdict.UNDECIDED));
            json.writeNumberField("without_expectation", result.withoutExpectation());
            json.writeNumberField("faulty", result.faults());
            json.writeNumberField("seconds", result.wallSeconds());
        });
    }

    private static void scenario(TestedScenario scenario, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", scenario.id());
        json.writeStringField("name", scenario.name());
        json.writeStringField("fault", scenario.fault());
        json.writeNumberField("seconds", scenario.wallSeconds());
        json.writeArrayFieldStart("expectations");
        for (var tested : scenario.expectations()) {
            json.writeStartObject();
            json.writeStringField("variant", tested.variant());
            ResultJson.expectation(tested.result(), tested.currency(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
