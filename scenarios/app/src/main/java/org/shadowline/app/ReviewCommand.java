package org.shadowline.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.dsl.format.ScenarioEdit;
import org.shadowline.plant.rehearsal.CalibrationResult;
import org.shadowline.sim.calibrate.log.EventLog;
import org.shadowline.sim.calibrate.review.Calibration;
import org.shadowline.sim.calibrate.review.Reviewer;
import org.shadowline.twin.file.WholeFile;
import org.shadowline.view.report.ReviewJson;
import org.shadowline.view.report.ReviewReport;
import org.shadowline.view.report.ReviewText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shadowline review}. */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        description =
                "Simulates the time of a recorded log and tells how near the simulation comes and what it gets wrong.")
final class ReviewCommand implements Callable<Integer> {
    private static final MathContext SHOWN = new MathContext(4);

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ScenarioOptions scenario;

    @Option(
            names = "--against",
            required = true,
            paramLabel = "LOG",
            description = "Event log with starts and ends of activities (CSV or XES, plain or .gz).")
    @SuppressWarnings("NullAway.Init")
    private Path log;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LogColumns columns;

    @Option(
            names = "--match",
            paramLabel = "STATION=ACTIVITY",
            description = "Which activity of the log a station does, where neither its label nor its id says so.")
    private Map<String, String> matches = new LinkedHashMap<>();

    @Option(names = "--runs", paramLabel = "N", description = "Simulated; default: ${DEFAULT-VALUE}.")
    private int runs = 10;

    @Option(
            names = "--calibrate",
            paramLabel = "FILE",
            description =
                    "Look for speeds and a rate of arrivals that bring the simulation nearer, and write the file with them"
                            + " beside the scenario's when they do so for cases that were not looked at.")
    private @Nullable Path calibrated;

    @Option(
            names = "--bounds",
            paramLabel = "LOW..HIGH",
            description = "Factors that a setting may get in a calibration; default: ${DEFAULT-VALUE}.")
    private String bounds = "0.5..2";

    @Option(names = "--overwrite", description = "Write over a calibrated file that is there.")
    private boolean overwrite;

    @Option(names = "--threads", paramLabel = "N", description = "Default: one for each processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

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
        if (threads < 1) throw new ParameterException(spec.commandLine(), "--threads must be at least 1: " + threads);
        var factors = factors();
        var source = ScenarioFiles.file(scenario.file());
        var page = report.tryOut(scenario.file(), "review");
        var err = spec.commandLine().getErr();
        var checked = scenario.load(List.of(), err);
        tryOutCalibrated(source);
        try (var progress = new ProgressLine(err)) {
            EventLog recorded = columns.read(log, progress);
            var reviewer = new Reviewer(
                    checked.variant(0).plant(),
                    checked.scenario(),
                    ScenarioFiles.start(scenario.file(), checked.scenario()),
                    recorded,
                    matches,
                    runs,
                    threads,
                    progress::at);
            var review = reviewer.review();
            var calibration = calibrated == null ? null : new Calibration(reviewer, factors[0], factors[1]).calibrate();
            progress.tell("");
            var out = spec.commandLine().getOut();
            out.print(
                    json
                            ? ReviewJson.of(review, calibration)
                            : ReviewText.of(review) + (calibration == null ? "" : ReviewText.of(calibration)));
            out.flush();
            ReportOptions.write(page, ReviewReport.of(review, calibration), err);
            if (calibrated != null && calibration != null) write(source, calibrated, checked, calibration, err);
        }
        return 0;
    }

    private double[] factors() {
        var parts = bounds.split("\\.\\.", -1);
        try {
            double low = Double.parseDouble(parts[0]);
            double high = Double.parseDouble(parts[1]);
            if (parts.length == 2 && low > 0 && low <= 1 && high >= 1 && Double.isFinite(high)) {
                return new double[] {low, high};
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException notNumbers) {
            // said below
        }
        throw new ParameterException(
                spec.commandLine(),
                "--bounds must be two factors, the first above 0 and at most 1, the second at least 1, such as 0.5..2: "
                        + bounds);
    }

    /** Refuses a file that could not be written, or would not find what it names, before the long work. */
    private void tryOutCalibrated(Path source) {
        if (calibrated == null) return;
        var beside = source.toAbsolutePath().normalize().resolveSibling(String.valueOf(calibrated.getFileName()));
        if (!beside.equals(calibrated.toAbsolutePath().normalize())) {
            throw new InputProblem("--calibrate " + calibrated + " must be beside " + source
                    + ": the plant names its files from there.\nMaybe write " + beside + ".");
        }
        if (!calibrated.toString().endsWith(".shadow")) {
            throw new InputProblem("--calibrate " + calibrated + " must end in .shadow.");
        }
        if (calibrated
                .toAbsolutePath()
                .normalize()
                .equals(source.toAbsolutePath().normalize())) {
            throw new InputProblem(
                    "--calibrate " + calibrated + " is the scenario's own file.\nMaybe give it another name.");
        }
        if (!overwrite && Files.exists(calibrated)) {
            throw new InputProblem(calibrated + " is there already. Nothing was written.\nMaybe give another name, or"
                    + " write over it with --overwrite.");
        }
    }

    private static void write(
            Path source, Path file, CheckedScenario checked, CalibrationResult result, PrintWriter err)
            throws IOException {
        if (!result.helps()) {
            err.println("nothing was written: "
                    + (result.changes().isEmpty()
                            ? "there is nothing to change"
                            : "the changes do not bring the other cases nearer"));
            return;
        }
        var start = checked.scenario().start();
        var at = "at day 1 " + start.format(DateTimeFormatter.ofPattern("HH:mm")) + " set ";
        var statements = new ArrayList<String>();
        for (var change : result.changes()) {
            statements.add(at + change.setting().element() + "."
                    + change.setting().property().word() + " to "
                    + percent(change.value()) + " because \""
                    + change.because().replace("\"", "'") + "\"");
        }
        var text = ScenarioEdit.append(
                ScenarioFiles.read(source),
                checked.scenario().name(),
                statements,
                List.of(
                        "Calibrated: the settings at the end were learnt from " + result.learntFrom()
                                + " cases of the log and judged on " + result.judgedOn() + " others.",
                        "Geometric mean of their distances, in those between two halves of them: "
                                + number(CalibrationResult.score(result.before())) + " without, "
                                + number(CalibrationResult.score(result.after())) + " with the settings."));
        WholeFile.write(file, text);
        err.println("calibrated: " + file);
    }

    private static String percent(double value) {
        return new BigDecimal(100 * value).round(SHOWN).stripTrailingZeros().toPlainString() + " %";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
