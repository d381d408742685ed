package org.shadowline.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.shadowline.plant.event.EventCodec;
import org.shadowline.sim.calibrate.review.PlanAndActual;
import org.shadowline.twin.log.EventLogReader;
import org.shadowline.view.report.LossReport;
import org.shadowline.view.report.LossText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shadowline losses}. */
@Command(
        name = "losses",
        mixinStandardHelpOptions = true,
        description =
                "Tells why a plan was missed: the rehearsal of a scenario beside the recorded events of the plant.")
final class LossesCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ScenarioOptions scenario;

    @Option(
            names = "--actual",
            required = true,
            paramLabel = "EVENTS",
            description = "Events of the plant from the start of the scenario's run, as rehearse --events writes them: "
                    + EventLogReader.KNOWN)
    @SuppressWarnings("NullAway.Init")
    private Path events;

    @Option(names = "--runs", paramLabel = "N", description = "Of the plan; default: ${DEFAULT-VALUE}.")
    private int runs = 10;

    @Option(names = "--json", description = "Print all figures as JSON instead of tables.")
    private boolean json;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ReportOptions report;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (runs < 2) throw new ParameterException(spec.commandLine(), "--runs must be at least 2: " + runs);
        if (!EventLogReader.knows(events)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--actual " + events + ": expected a file name that ends with one of " + EventLogReader.KNOWN);
        }
        var page = report.tryOut(scenario.file(), "losses");
        var err = spec.commandLine().getErr();
        var checked = scenario.load(List.of(), err);
        var study = new PlanAndActual(
                checked.variant(0).plant(),
                checked.scenario(),
                ScenarioFiles.start(scenario.file(), checked.scenario()));
        try (var progress = new ProgressLine(err)) {
            progress.tell("reading " + events);
            new EventLogReader(events, new EventCodec(study.index()).reader(study.actual())).read();
            if (study.isEmpty()) {
                throw new InputProblem(events + " has no events that take time.\nMaybe another file was meant.");
            }
            var result = study.compare(String.valueOf(events.getFileName()), runs, progress::at);
            progress.tell("");
            var out = spec.commandLine().getOut();
            out.print(json ? LossReport.json(result) : LossText.of(result));
            out.flush();
            ReportOptions.write(page, LossReport.of(result), err);
        }
        return 0;
    }
}
