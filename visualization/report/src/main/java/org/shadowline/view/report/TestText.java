package org.shadowline.view.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.rehearsal.RehearsalResult.ExpectationResult;
import org.shadowline.plant.rehearsal.RehearsalResult.Verdict;
import org.shadowline.plant.rehearsal.TestResult;
import org.shadowline.plant.rehearsal.TestResult.Tested;

/** A test of scenarios as a table that a planner reads in a terminal, with the counts below. Thread-safe: no state. */
public final class TestText {
    private static final int VARIANT = 2;

    private TestText() {}

    public static String of(TestResult result) {
        boolean varied = result.scenarios()
                .flatMap(scenario -> scenario.expectations().stream())
                .anyMatch(tested -> !tested.variant().isEmpty());
        var rows = new TextTable(columns(varied, "file", "scenario", "variant", "expectation", "found", ""));
        for (var file : result.files()) {
            if (file.fault() != null) rows.row(columns(varied, file.name(), "", "", "", "", "! faulty"));
            for (var scenario : file.scenarios()) {
                if (scenario.fault() != null) {
                    rows.row(columns(varied, file.name(), scenario.name(), "", "", "", "! faulty"));
                } else if (scenario.expectsNothing()) {
                    rows.row(columns(varied, file.name(), scenario.name(), "", "none", "", ""));
                }
                for (var tested : scenario.expectations()) {
                    rows.row(columns(
                            varied,
                            file.name(),
                            scenario.name(),
                            tested.variant(),
                            expected(tested.result()),
                            found(tested),
                            ResultText.word(tested.result().verdict())));
                }
            }
        }
        return rows + "\n" + counts(result) + "\n";
    }

    private static String[] columns(boolean varied, String... cells) {
        var columns = new ArrayList<>(Arrays.asList(cells));
        if (!varied) columns.remove(VARIANT);
        return columns.toArray(String[]::new);
    }

    /** What is expected, without the word for it. */
    static String expected(ExpectationResult result) {
        var text = result.expectation().text();
        return text.startsWith("expect ") ? text.substring("expect ".length()) : text;
    }

    static String found(Tested tested) {
        var result = tested.result();
        return ResultText.found(result.estimate(), result.expectation().measure(), new Format(tested.currency()));
    }

    private static String counts(TestResult result) {
        int met = result.count(Verdict.MET);
        int notMet = result.count(Verdict.NOT_MET);
        int undecided = result.count(Verdict.UNDECIDED);
        var counts = new ArrayList<String>();
        counts.add(counted(met + notMet + undecided, "expectation") + " in "
                + counted((int) result.scenarios().count(), "scenario") + " of "
                + counted(result.files().size(), "file")
                + ": "
                + String.join(", ", List.of(met + " met", notMet + " not met", undecided + " undecided")));
        int without = result.withoutExpectation();
        if (without > 0) counts.add(counted(without, "scenario") + " without an expectation");
        if (result.faults() > 0) counts.add(result.faults() + " faulty");
        return String.join("; ", counts);
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
