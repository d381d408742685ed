package org.shadowline.dsl.check;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Name;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/** The data files that a text mentions, each read once. */
final class Tables {
    private final FileAccess files;
    private final Map<String, Table> read = new HashMap<>();

    Tables(FileAccess files) {
        this.files = files;
    }

    /** The table that a name mentions; null and reported when it cannot be read. */
    @Nullable Table open(Name file, Reports reports) {
        var from = file.span().source().name();
        var name = files.resolve(from, file.text());
        @Nullable Table known = read.get(name);
        if (known != null) {
            return known;
        }
        try {
            var table = Table.open(files, from, file.text());
            if (table.rows().isEmpty()) {
                reports.error(Code.DATA, file.span(), "the file `" + file.text() + "` is empty");
                return null;
            }
            read.put(name, table);
            return table;
        } catch (IOException unreadable) {
            reports.error(
                    Code.FILE_UNREADABLE,
                    file.span(),
                    "the file `" + file.text() + "` cannot be read: " + unreadable.getMessage(),
                    "paths are relative to the file that mentions them: " + name);
            return null;
        }
    }

    /** Numbers of a column in SI units. */
    record Column(double[] values, Unit unit) {}

    /** One number per row, from a named column or the first that has numbers. */
    @Nullable Column numbers(Expr.FromFile from, Reports reports) {
        @Nullable Table table = open(from.file(), reports);
        if (table == null) {
            return null;
        }
        var span = from.span();
        boolean headed = table.headed();
        int column = 0;
        if (from.column() != null) {
            column = table.find(from.column().text());
            if (column < 0) {
                noColumn(table, from.column().text(), from.column().span(), reports);
                return null;
            }
        }
        @Nullable Unit unit = unit(from, headed ? Table.unit(table.cell(0, column)) : "", reports);
        if (unit == null) {
            return null;
        }
        return values(table, headed ? 1 : 0, column, unit, span, reports);
    }

    private static @Nullable Column values(Table table, int first, int column, Unit unit, Span span, Reports reports) {
        var values = new double[table.rows().size() - first];
        int count = 0;
        for (int row = first; row < table.rows().size(); row++) {
            var cell = table.cell(row, column);
            if (cell.isEmpty()) {
                continue;
            }
            if (!Table.isNumber(cell)) {
                reports.error(
                        Code.DATA,
                        span,
                        table.place(row, column) + ": `" + cell + "` is not a number",
                        "numbers are written with a point and without their unit");
                return null;
            }
            values[count++] = unit.toSi(Double.parseDouble(cell));
        }
        if (count == 0) {
            reports.error(Code.DATA, span, "the file `" + table.name() + "` has no numbers in column " + (column + 1));
            return null;
        }
        return new Column(Arrays.copyOf(values, count), unit);
    }

    private static @Nullable Unit unit(Expr.FromFile from, String inHeader, Reports reports) {
        var text = from.unit() != null ? from.unit().text() : inHeader.isEmpty() ? "s" : inHeader;
        @Nullable Unit unit = Units.find(text);
        if (unit == null) {
            reports.error(Code.UNKNOWN_UNIT, from.span(), "`" + text + "` in the header of the column is not a unit");
        }
        return unit;
    }

    static void noColumn(Table table, String wanted, Span span, Reports reports) {
        var headings = table.headed()
                ? table.rows().getFirst().stream().map(Table::heading).toList()
                : List.<String>of();
        @Nullable String near = Spelling.nearest(wanted, headings);
        reports.error(
                Code.DATA,
                span,
                "the file `" + table.name() + "` has no column `" + wanted + "`"
                        + (near == null ? "" : "; did you mean `" + near + "`?"),
                headings.isEmpty()
                        ? "there are no headings in its first row; its columns are 1 to "
                                + table.rows().getFirst().size()
                        : "its columns are " + String.join(", ", headings));
    }
}
