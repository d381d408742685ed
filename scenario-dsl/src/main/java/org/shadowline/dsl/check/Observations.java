package org.shadowline.dsl.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.plant.units.Units;

/**
 * The numbers of a column of a data file (comma, semicolon or tab, or a spreadsheet), as {@code fit from} and {@code empirical from} of the
 * language read them.
 *
 * @param heading of the column, without its unit; "column 2" where it has none
 * @param name by which the language finds the column: its heading, or its number from 1 where that does not do; empty where
 *     it is the first, which needs none
 * @param unit symbol of the unit of the values; empty when the file and the caller name none
 * @param empty cells without a number that were passed over
 */
public record Observations(String heading, String name, String unit, double[] values, int empty) {
    private static final int NAMED = 8;

    /**
     * Reads a column of observations that cannot be negative.
     *
     * @param column heading or number from 1; null for the first that has numbers, one with a unit before others
     * @param unit null for that in the heading, as in {@code wash [s]}
     * @throws IOException when the file cannot be read or a value is not such a number; the message says what, where and what to do
     */
    public static Observations read(Path file, @Nullable String column, @Nullable String unit) throws IOException {
        var name = file.toString();
        Table table;
        try {
            table = Table.open(new Disk(), "", name);
        } catch (IOException unreadable) {
            throw new IOException(name + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        if (table.rows().isEmpty()) {
            throw new IOException(name + " is empty; it is to have a number in each row");
        }
        boolean headed = table.headed();
        int at = column == null ? guess(table, headed) : find(table, column, headed);
        var inHeading = headed ? Table.unit(table.cell(0, at)) : "";
        var symbol = unit == null ? inHeading : unit;
        if (!symbol.isEmpty() && Units.find(symbol) == null) {
            throw new IOException("`" + symbol + "` is not a unit"
                    + (unit == null
                            ? ": it stands in the heading `" + table.cell(0, at) + "` of " + name
                                    + ". Maybe say which it is with --unit."
                            : ". Units are such as s, min, h, mm, kg, kWh."));
        }
        return values(table, headed, at, symbol);
    }

    private static Observations values(Table table, boolean headed, int column, String unit) throws IOException {
        int first = headed ? 1 : 0;
        var values = new double[table.rows().size() - first];
        int count = 0;
        for (int row = first; row < table.rows().size(); row++) {
            var cell = table.cell(row, column);
            if (cell.isEmpty()) {
                continue;
            }
            if (!Table.isNumber(cell)) {
                throw new IOException(table.place(row, column) + ": `" + cell
                        + "` is not a number. Numbers are written with a point and without their unit.");
            }
            double value = Double.parseDouble(cell);
            if (value < 0) {
                throw new IOException(table.place(row, column) + ": " + cell
                        + " is negative. Times, counts and sizes are fitted, which cannot be.");
            }
            values[count++] = value;
        }
        if (count == 0) {
            throw new IOException(table.place(0, column) + ": the column has no numbers");
        }
        var heading = headed ? Table.heading(table.cell(0, column)) : "";
        return new Observations(
                heading.isEmpty() ? "column " + (column + 1) : heading,
                column == 0 ? "" : name(table, heading, column),
                unit,
                Arrays.copyOf(values, count),
                values.length - count);
    }

    private static String name(Table table, String heading, int column) {
        boolean alone = !heading.isEmpty() && heading.indexOf('"') < 0 && table.find(heading) == column;
        return alone ? heading : String.valueOf(column + 1);
    }

    /** The first column with numbers whose heading has a unit, else the first with numbers. */
    private static int guess(Table table, boolean headed) throws IOException {
        int first = headed ? 1 : 0;
        if (table.rows().size() <= first) {
            throw new IOException(table.name() + " has a heading but no rows");
        }
        int found = -1;
        for (int column = 0; column < table.rows().getFirst().size(); column++) {
            if (!beginsWithNumber(table, first, column)) {
                continue;
            }
            if (headed && !Table.unit(table.cell(0, column)).isEmpty()) {
                return column;
            }
            if (found < 0) {
                found = column;
            }
        }
        if (found < 0) {
            throw new IOException(table.name() + " has no column of numbers: row " + (first + 1) + " is `"
                    + String.join(", ", table.rows().get(first)) + "`");
        }
        return found;
    }

    private static boolean beginsWithNumber(Table table, int first, int column) {
        for (int row = first; row < table.rows().size(); row++) {
            var cell = table.cell(row, column);
            if (!cell.isEmpty()) {
                return Table.isNumber(cell);
            }
        }
        return false;
    }

    private static int find(Table table, String wanted, boolean headed) throws IOException {
        int at = table.find(wanted);
        if (at >= 0) {
            return at;
        }
        int columns = table.rows().getFirst().size();
        List<String> headings = new ArrayList<>();
        if (headed) {
            for (var cell : table.rows().getFirst()) {
                headings.add(Table.heading(cell));
            }
        }
        @Nullable String near = Spelling.nearest(wanted, headings);
        var known = headings.subList(0, Math.min(NAMED, headings.size()));
        throw new IOException(table.name() + " has no column `" + wanted + "`"
                + (near != null
                        ? "; did you mean `" + near + "`?"
                        : headed
                                ? ". It has: " + String.join(", ", known) + (headings.size() > NAMED ? ", …" : "")
                                : ". It has no headings; name the column by its number, 1 to " + columns + "."));
    }
}
