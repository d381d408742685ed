package org.shadowline.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.plant.event.EventCodec;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.genealogy.GenealogyFold;
import org.shadowline.plant.rehearsal.RehearsalResult;
import org.shadowline.plant.rehearsal.RehearsalResult.Verdict;
import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.experiment.BottleneckStudy;
import org.shadowline.sim.experiment.Rehearser;
import org.shadowline.sim.flow.Simulation;
import org.shadowline.twin.file.WholeFile;
import org.shadowline.twin.genealogy.GenealogyWriter;
import org.shadowline.twin.log.EventLogFormat;
import org.shadowline.twin.state.PlantStateFile;
import org.shadowline.view.report.ReportWriter;
import org.shadowline.view.report.ResultCsv;
import org.shadowline.view.report.ResultJson;
import org.shadowline.view.report.ResultText;
import org.shadowline.view.report.ResultXlsx;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shadowline rehearse}. */
@Command(
        name = "rehearse",
        mixinStandardHelpOptions = true,
        description = "Simulates a scenario and reports what to expect. Exits with 1 when an expectation is not met.")
final class RehearseCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ScenarioOptions scenario;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ReplicationOptions replications;

    @Option(
            names = "--bottleneck",
            description =
                    "Also find what limits the throughput by sensitivity: each station, team, fleet, conveyor, rack and"
                            + " source works faster alone, with the same random numbers.")
    private boolean bottleneck;

    @Option(
            names = "--step",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            description = "How much faster, for --bottleneck. Default: ${DEFAULT-VALUE}.")
    private double step;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ExecutionOptions execution;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ReportOptions report;

    @Option(names = "--json", description = "Print the results as JSON instead of tables.")
    private boolean json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write all results as a table.")
    private @Nullable Path csv;

    @Option(
            names = "--xlsx",
            paramLabel = "FILE",
            description = "Write key figures, replications, stations, flows, late orders and costs as the sheets of a"
                    + " workbook (.xlsx).")
    private @Nullable Path xlsx;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "Write every event of the first replication: .csv, .jsonl, .xes or .ocel.json.")
    private @Nullable Path events;

    @Option(
            names = "--trace",
            arity = "2",
            paramLabel = "KIND NAME",
            description =
                    "Instead of rehearsing, tell what happens to a part (part 17) or a machine (machine mill.1) in the"
                            + " first replication, and why it waits.")
    private @Nullable List<String> trace;

    @Option(
            names = "--until",
            paramLabel = "CONDITION",
            description =
                    "Instead of rehearsing, stop the first replication when something waits for some time (\"mill.1 waits"
                            + " for 10 min\", \"part 17 waits for 1 h\"), or a condition of the language becomes true (\"b1 is full for"
                            + " 5 min\"), and tell why.")
    private @Nullable String until;

    @Option(
            names = "--genealogy",
            paramLabel = "FILE",
            description = "Write how each part of the first replication was made, by whom, with what and of what: "
                    + GenealogyWriter.KNOWN)
    private @Nullable Path genealogy;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "Write what is in the plant at the end of the first replication, for a scenario that begins with it.")
    private @Nullable Path state;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        execution.check(spec);
        replications.check(spec);
        if (!(step > 0 && step <= 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--step must be above 0 and at most 1, such as 0.05: " + step);
        }
        if (trace != null || until != null) return step();
        var format = events == null ? null : eventFormat(events);
        if (xlsx != null && !xlsx.toString().endsWith(".xlsx")) {
            throw new ParameterException(
                    spec.commandLine(), "--xlsx " + xlsx + ": expected a file name that ends with .xlsx");
        }
        if (genealogy != null && !GenealogyWriter.knows(genealogy)) {
            throw GenealogyCommand.unknownForm(spec, "--genealogy", genealogy);
        }
        var outputs = new OutputFiles(scenario.file());
        var page = report.tryOut(scenario.file(), "", outputs);
        outputs.tryOut("--csv", csv);
        outputs.tryOut("--xlsx", xlsx);
        outputs.tryOut("--events", events);
        outputs.tryOut("--genealogy", genealogy);
        outputs.tryOut("--state", state);
        var err = spec.commandLine().getErr();
        var loaded = scenario.load(List.of(), err);
        var start = ScenarioFiles.start(scenario.file(), loaded.scenario());
        RehearsalResult result;
        try (var running = execution.open(err)) {
            var rehearsed = new Rehearser(
                            running.executor(), execution.threads(), replications.replications(), running::at)
                    .rehearse(loaded.scenario(), loaded.variants(), start);
            result = bottleneck ? limits(rehearsed, start, running) : rehearsed;
            if (events != null && format != null) writeEvents(Again.of(loaded, start, result), events, format);
            if (genealogy != null) writeGenealogy(Again.of(loaded, start, result), genealogy);
            if (state != null)
                PlantStateFile.write(Again.of(loaded, start, result).end(), state);
        }
        if (csv != null) WholeFile.write(csv, ResultCsv.of(result));
        if (xlsx != null) ResultXlsx.write(result, xlsx);
        if (page != null) new ReportWriter().write(result, page);
        var out = spec.commandLine().getOut();
        out.print(json ? ResultJson.of(result) : ResultText.of(result));
        out.flush();
        if (page != null) err.println("report: " + page);
        if (csv != null) err.println("results: " + csv);
        if (xlsx != null) err.println("workbook: " + xlsx);
        if (events != null) err.println("events: " + events);
        if (genealogy != null) err.println("genealogy: " + genealogy);
        if (state != null) err.println("state: " + state);
        return met(result) ? 0 : 1;
    }

    private int step() throws IOException {
        var stepping = new Stepping(trace, until);
        var loaded = scenario.load(stepping.statements(), spec.commandLine().getErr());
        var rehearsed = loaded.scenario();
        double warmUp = rehearsed.givenWarmUp();
        double horizon = warmUp + rehearsed.length();
        var simulation = Simulation.of(
                loaded.variant(0).plant(), rehearsed, ScenarioFiles.start(scenario.file(), rehearsed), horizon);
        var out = spec.commandLine().getOut();
        out.print(stepping.tell(new Stepping.Run(simulation, rehearsed.start(), horizon), json));
        out.flush();
        return 0;
    }

    private RehearsalResult limits(RehearsalResult rehearsed, @Nullable PlantState start, Execution running) {
        if (rehearsed.variants().getFirst().replications() < 2) {
            throw new InputProblem("--bottleneck needs at least 2 replications. Maybe add --replications 10");
        }
        return new BottleneckStudy(running.executor(), step, running::at).of(rehearsed, start);
    }

    private EventLogFormat eventFormat(Path events) {
        var format = EventLogFormat.of(events);
        if (format == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--events " + events + ": expected a file name that ends with " + EventLogFormat.known());
        }
        return format;
    }

    private static void writeEvents(Again again, Path target, EventLogFormat format) throws IOException {
        try (var writer = format.writer(again.simulation.index(), again.start, target)) {
            again.run(writer.sink());
            writer.finish();
        }
    }

    private static void writeGenealogy(Again again, Path target) throws IOException {
        try (var writer = GenealogyWriter.of(target, () -> again.start)) {
            again.run(new EventCodec(again.simulation.index()).writer(new GenealogyFold(writer)));
            writer.finish();
        }
    }

    /** The first replication of the first variant once more, which gives the same events. */
    private record Again(Simulation simulation, ZonedDateTime start, double warmUp, double horizon) {
        static Again of(CheckedScenario loaded, @Nullable PlantState state, RehearsalResult result) {
            var rehearsed = loaded.scenario();
            double warmUp = result.variants().getFirst().warmUp();
            double horizon = warmUp + rehearsed.length();
            var simulation = Simulation.of(loaded.variant(0).plant(), rehearsed, state, horizon);
            return new Again(simulation, rehearsed.start(), warmUp, horizon);
        }

        void run(EventSink to) {
            Rehearser.run(simulation, 1, warmUp, horizon, to);
        }

        PlantState end() {
            var replication = simulation.replication(1, (_, _, _, _, _, _, _, _) -> {});
            replication.runUntil(horizon);
            return replication.state();
        }
    }

    private static boolean met(RehearsalResult result) {
        return result.variants().stream()
                .flatMap(variant -> variant.expectations().stream())
                .allMatch(expectation -> expectation.verdict() == Verdict.MET);
    }
}
