package org.shadowline.plant.rehearsal;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.rehearsal.RehearsalResult.ExpectationResult;
import org.shadowline.plant.rehearsal.RehearsalResult.Verdict;

/** The outcome of a test of all scenarios of some files: what was expected, and what was found. */
public record TestResult(List<TestedFile> files, double wallSeconds) {
    public TestResult {
        files = List.copyOf(files);
    }

    /** @param fault why the file or folder cannot be used; null when it can */
    public record TestedFile(
            String name,
            List<TestedScenario> scenarios,
            @Nullable String fault) {
        public TestedFile {
            scenarios = List.copyOf(scenarios);
        }
    }

    /**
     * @param expectations of every variant; empty for a scenario that expects nothing
     * @param fault why the scenario cannot be rehearsed; null when it can
     */
    public record TestedScenario(
            String id,
            String name,
            List<Tested> expectations,
            @Nullable String fault,
            double wallSeconds) {
        public TestedScenario {
            expectations = List.copyOf(expectations);
        }

        public boolean expectsNothing() {
            return expectations.isEmpty() && fault == null;
        }
    }

    /**
     * An expectation in one variant of its scenario.
     *
     * @param variant {@code b1.holds = 8}; empty when nothing is varied
     * @param currency of the plant's money
     */
    public record Tested(String variant, String currency, ExpectationResult result) {}

    public Stream<TestedScenario> scenarios() {
        return files.stream().flatMap(file -> file.scenarios().stream());
    }

    /** Number of expectations with a verdict. */
    public int count(Verdict verdict) {
        return (int) scenarios()
                .flatMap(scenario -> scenario.expectations().stream())
                .filter(tested -> tested.result().verdict() == verdict)
                .count();
    }

    /** Number of scenarios that expect nothing. */
    public int withoutExpectation() {
        return (int) scenarios().filter(TestedScenario::expectsNothing).count();
    }

    /** Number of files that cannot be used and of scenarios that cannot be rehearsed. */
    public int faults() {
        return (int) (files.stream().filter(file -> file.fault() != null).count()
                + scenarios().filter(scenario -> scenario.fault() != null).count());
    }
}
