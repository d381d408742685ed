package org.shadowline.app;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Observations;
import org.shadowline.dsl.format.DistributionText;
import org.shadowline.sim.calibrate.fit.FitStudy;
import org.shadowline.view.report.ExperimentJson;
import org.shadowline.view.report.FitReport;
import org.shadowline.view.report.FitText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shadowline fit}. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        description = "Finds the distribution of observed times or sizes: candidates, goodness of fit, and a picture.")
final class FitCommand implements Callable<Integer> {
    /** Digits of parameters; more would say more than observations can. */
    private static final MathContext SHOWN = new MathContext(5);

    @Parameters(
            paramLabel = "FILE",
            description =
                    "Table with a row for each observation: a text (comma, semicolon or tab), or a sheet of an .xlsx file,"
                            + " the first or a named one (times.xlsx#July).")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description =
                    "Heading of the column, or its number. Default: the first with numbers, one with a unit before others.")
    private @Nullable String column;

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            description = "Of the values, such as min. Default: that in the heading, as in `wash [s]`.")
    private @Nullable String unit;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ReportOptions report;

    @Option(names = "--json", description = "Print the candidates as JSON instead of a table.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var page = report.tryOut(file, "fit");
        var err = spec.commandLine().getErr();
        var observations = Observations.read(file, column, unit);
        DoubleFunction<String> number =
                value -> new BigDecimal(value).round(SHOWN).stripTrailingZeros().toPlainString();
        DoubleFunction<String> quantity =
                value -> number.apply(value) + (observations.unit().isEmpty() ? "" : " " + observations.unit());
        var result = FitStudy.of(
                observations.heading(),
                observations.unit(),
                observations.values(),
                distribution -> DistributionText.of(distribution, quantity, number));
        if (observations.unit().isEmpty()) {
            err.println(
                    "note: the values have no unit; times need one in a plant: --unit s, or a heading such as `wash [s]`");
        }
        if (observations.empty() > 0) err.println("note: " + observations.empty() + " empty cells were passed over");
        var out = spec.commandLine().getOut();
        out.print(json ? ExperimentJson.of(result) : FitText.of(result, itself(observations)));
        out.flush();
        ReportOptions.write(page, FitReport.of(result, file.getFileName().toString(), itself(observations)), err);
        return 0;
    }

    /** How the observations themselves are written as a distribution. */
    private String itself(Observations observations) {
        return "empirical from \"" + file.getFileName() + "\""
                + (observations.name().isEmpty() ? "" : " column \"" + observations.name() + "\"")
                + (observations.unit().isEmpty() ? "" : " in " + observations.unit());
    }
}
