package org.shadowline.view.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.kpi.Format;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.RehearsalResult;
import org.shadowline.plant.rehearsal.RehearsalResult.MeasureResult;
import org.shadowline.plant.rehearsal.RehearsalResult.VariantResult;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.twin.file.WholeFile;

/**
 * A rehearsal as a workbook (Office Open XML, {@code .xlsx}), a sheet for each kind of figures. Cells hold numbers and
 * dates; their units stand in the headings, or in a column where they differ from row to row, and are those of the report.
 * What exceeds a sheet is left out and told on the last one. Thread-safe: no state.
 */
public final class ResultXlsx {
    private static final int MOST_ROWS = 1_048_576;
    private static final int MOST_COLUMNS = 16_384;
    private static final int LONGEST_TEXT = 32_767;
    private static final String DATE = "yyyy-mm-dd hh:mm:ss";

    private final RehearsalResult result;
    private final Workbook book;
    private final List<String> leftOut = new ArrayList<>();

    private ResultXlsx(RehearsalResult result, Workbook book) {
        this.result = result;
        this.book = book;
    }

    /** @throws IOException when it cannot be written; the file is then as it was */
    public static void write(RehearsalResult result, Path file) throws IOException {
        try (var whole = new WholeFile(file)) {
            try (var book = new Workbook(whole.out(), "Shadowline", "1.0")) {
                new ResultXlsx(result, book).write();
            }
            whole.finish();
        }
    }

    private void write() throws IOException {
        scenario();
        expectations();
        keyFigures();
        replications();
        stations();
        flows();
        lateOrders();
        costs();
        notes();
    }

    private void scenario() throws IOException {
        var scenario = result.scenario();
        var sheet = new Sheet("Scenario", "", "");
        sheet.row("scenario", scenario.name());
        sheet.row("plant", result.variants().getFirst().plant().displayName());
        sheet.row("starts", scenario.start().toLocalDateTime());
        sheet.row("time zone", scenario.start().getZone().getId());
        sheet.row("length [h]", scenario.length() / 3600);
        sheet.row("seed", scenario.seed());
        sheet.end();
        var variants = new Sheet("Variants", "variant", "replications", "warm-up [h]", "events");
        for (var variant : result.variants()) {
            variants.row(variant.label(), variant.replications(), variant.warmUp() / 3600, variant.events());
        }
        variants.end();
    }

    private void expectations() throws IOException {
        var sheet = new Sheet(
                "Expectations",
                "variant",
                "expectation",
                "verdict",
                "unit",
                "expected",
                "mean",
                "low",
                "high",
                "confidence [%]");
        for (var variant : result.variants()) {
            for (var one : variant.expectations()) {
                var measure = one.expectation().measure();
                var estimate = one.estimate();
                var unit = unit(variant, measure, one.expectation().value());
                sheet.row(
                        variant.label(),
                        one.expectation().text(),
                        one.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        symbol(unit, measure),
                        one.expectation().value() * unit.factor(),
                        estimate == null ? null : estimate.mean() * unit.factor(),
                        estimate == null ? null : estimate.low() * unit.factor(),
                        estimate == null ? null : estimate.high() * unit.factor(),
                        100 * one.expectation().confidence());
            }
        }
        sheet.end();
    }

    private void keyFigures() throws IOException {
        var sheet = new Sheet(
                "Key figures",
                "variant",
                "key figure",
                "statistic",
                "of",
                "unit",
                "mean",
                "low (95 %)",
                "high (95 %)",
                "standard deviation",
                "least",
                "greatest",
                "replications");
        for (var variant : result.variants()) {
            for (var one : variant.estimates()) {
                var measure = one.measure();
                var unit = unit(variant, one);
                Estimate estimate = one.estimate();
                sheet.row(
                        variant.label(),
                        measure.kpi().words(),
                        measure.statistic().name().toLowerCase(Locale.ROOT),
                        measure.of(),
                        symbol(unit, measure),
                        estimate.mean() * unit.factor(),
                        estimate.low() * unit.factor(),
                        estimate.high() * unit.factor(),
                        estimate.n() > 1 ? estimate.sd() * unit.factor() : null,
                        estimate.min() * unit.factor(),
                        estimate.max() * unit.factor(),
                        estimate.n());
            }
        }
        sheet.end();
    }

    /** A row for each replication, a column for each key figure of the first variant, in one unit for all variants. */
    private void replications() throws IOException {
        var first = result.variants().getFirst();
        var figures = first.estimates().stream()
                .filter(one -> one.values().size() > 0)
                .toList();
        var heads = new ArrayList<String>(List.of("variant", "replication"));
        for (var figure : figures) {
            heads.add(figure.measure().text() + " ["
                    + symbol(unit(first, figure), figure.measure()).replaceFirst("^$", "1") + "]");
        }
        var sheet = new Sheet("Replications", heads.toArray(String[]::new));
        for (var variant : result.variants()) {
            var same = variant.estimates().stream()
                    .collect(Collectors.toMap(one -> key(one.measure()), one -> one, (one, _) -> one));
            for (int i = 0; i < variant.replications(); i++) {
                var cells = new ArrayList<@Nullable Object>();
                cells.add(variant.label());
                cells.add(i + 1);
                for (var figure : figures) {
                    var one = same.get(key(figure.measure()));
                    double value = one != null && i < one.values().size()
                            ? one.values().get(i)
                            : Double.NaN;
                    cells.add(value * unit(first, figure).factor());
                }
                sheet.row(cells.toArray());
            }
        }
        sheet.end();
    }

    private record Key(
            Measure.Kpi kpi,
            Measure.Statistic statistic,
            @Nullable String of,
            boolean perPart) {}

    private static Key key(Measure measure) {
        return new Key(measure.kpi(), measure.statistic(), measure.of(), measure.perPart());
    }

    private void stations() throws IOException {
        var heads = new ArrayList<String>(List.of("variant", "station", "machines"));
        for (var state : MachineState.values()) heads.add(state.words() + " [% of time]");
        var sheet = new Sheet("Stations", heads.toArray(String[]::new));
        for (var variant : result.variants()) {
            for (var station : variant.stations()) {
                var cells = new ArrayList<@Nullable Object>(
                        List.of(variant.label(), station.station(), station.machines()));
                station.shares().forEach(share -> cells.add(100 * share));
                sheet.row(cells.toArray());
            }
        }
        sheet.end();
    }

    private void flows() throws IOException {
        var sheet = new Sheet("Flows", "variant", "from", "to", "parts per replication");
        for (var variant : result.variants()) {
            for (var flow : variant.flows()) sheet.row(variant.label(), flow.from(), flow.to(), flow.parts());
        }
        sheet.end();
    }

    private void lateOrders() throws IOException {
        var sheet = new Sheet(
                "Late orders",
                "variant",
                "order or part",
                "product",
                "released",
                "due",
                "finished",
                "late by [h]",
                "time went to");
        for (var variant : result.variants()) {
            for (var order : variant.lateOrders()) {
                sheet.row(
                        variant.label(),
                        order.id(),
                        order.product(),
                        at(order.released()),
                        at(order.due()),
                        at(order.finished()),
                        (order.finished() - order.due()) / 3600,
                        order.causes().stream()
                                .map(cause ->
                                        cause.what() + " " + cause.where() + " " + Format.duration(cause.seconds()))
                                .collect(Collectors.joining(", ")));
            }
        }
        sheet.end();
    }

    private @Nullable LocalDateTime at(double seconds) {
        return Double.isNaN(seconds)
                ? null
                : result.scenario()
                        .start()
                        .plusNanos(Math.round(seconds * 1000) * 1_000_000)
                        .toLocalDateTime();
    }

    private void costs() throws IOException {
        var currency = result.variants().getFirst().plant().currency();
        var heads = new ArrayList<String>(List.of("variant"));
        for (var head : List.of(
                "machines",
                "labour",
                "material",
                "energy",
                "holding",
                "maintenance",
                "transport",
                "total",
                "of which scrap",
                "per part")) {
            heads.add(head + " [" + currency + "]");
        }
        var sheet = new Sheet("Costs", heads.toArray(String[]::new));
        for (var variant : result.variants()) {
            var cost = variant.cost();
            sheet.row(
                    variant.label(),
                    cost.machine(),
                    cost.labour(),
                    cost.material(),
                    cost.energy(),
                    cost.holding(),
                    cost.maintenance(),
                    cost.transport(),
                    cost.total(),
                    cost.scrap(),
                    cost.perPart());
        }
        sheet.end();
    }

    private void notes() throws IOException {
        var sheet = new Sheet("Notes", "variant", "note");
        for (var variant : result.variants()) variant.notes().forEach(note -> sheet.row(variant.label(), note));
        for (var note : List.copyOf(leftOut)) sheet.row("", note);
        sheet.end();
    }

    // units

    private static Format.Unit unit(VariantResult variant, MeasureResult one) {
        return unit(variant, one.measure(), one.estimate().mean());
    }

    private static Format.Unit unit(VariantResult variant, Measure measure, double value) {
        return new Format(variant.plant().currency()).unit(measure.kpi().kind(), Double.isFinite(value) ? value : 0);
    }

    private static String symbol(Format.Unit unit, Measure measure) {
        return (unit.symbol() + (measure.perPart() ? " per part" : "")).strip();
    }

    // cells

    /** A sheet that is filled row by row below its headings. */
    private final class Sheet {
        private final String name;
        private final Worksheet sheet;
        private final int columns;
        private int rows;

        Sheet(String name, String... heads) throws IOException {
            this.name = name;
            sheet = book.newWorksheet(name);
            columns = Math.min(heads.length, MOST_COLUMNS);
            if (heads.length > MOST_COLUMNS) {
                leftOut.add(name + ": " + (heads.length - MOST_COLUMNS)
                        + " columns more than a sheet can have are left out");
            }
            boolean headed = List.of(heads).stream().anyMatch(head -> !head.isEmpty());
            if (headed) {
                row((Object[]) heads);
                sheet.range(0, 0, 0, columns - 1).style().bold().set();
                sheet.freezePane(0, 1);
            }
        }

        /** Texts, numbers, dates, and nothing for null and for what is not finite. */
        void row(@Nullable Object... cells) {
            if (rows >= MOST_ROWS) {
                if (rows++ == MOST_ROWS) leftOut.add(name + ": rows more than a sheet can have are left out");
                return;
            }
            for (int column = 0; column < Math.min(columns, cells.length); column++) {
                switch (cells[column]) {
                    case null -> {}
                    case String text ->
                        sheet.value(rows, column, text.substring(0, Math.min(text.length(), LONGEST_TEXT)));
                    case LocalDateTime date -> {
                        sheet.value(rows, column, date);
                        sheet.style(rows, column).format(DATE).set();
                    }
                    case Number number when Double.isFinite(number.doubleValue()) -> sheet.value(rows, column, number);
                    default -> {}
                }
            }
            rows++;
        }

        void end() throws IOException {
            sheet.finish();
        }
    }
}
