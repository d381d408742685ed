package org.shadowline.dsl.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table read from comma-, semicolon- or tab-separated text, or from a sheet of a spreadsheet; cells without the blanks
 * around them.
 *
 * @param sheet null for a text
 * @param numbers of the rows in the file, from 1; empty rows and those that begin with {@code #} are left out
 */
record Table(String name, @Nullable String sheet, List<List<String>> rows, List<Integer> numbers) {
    static final int MOST_ROWS = 5_000_000;

    /** Reads a table after RFC 4180, but with the separator that the first line uses. */
    static Table read(String name, String text) {
        char separator = separator(text);
        var rows = new ArrayList<List<String>>();
        var numbers = new ArrayList<Integer>();
        int number = 0;
        int at = !text.isEmpty() && text.charAt(0) == '\uFEFF' ? 1 : 0;
        while (at < text.length() && rows.size() < MOST_ROWS) {
            var row = new ArrayList<String>();
            at = row(text, at, separator, row);
            number++;
            boolean blank = row.size() == 1 && row.getFirst().isEmpty();
            if (!blank && !row.getFirst().startsWith("#")) {
                rows.add(row);
                numbers.add(number);
            }
        }
        return new Table(name, null, rows, numbers);
    }

    /**
     * The table that a text mentions: a file of text, or a sheet of a spreadsheet ({@code orders.xlsx#July}).
     *
     * @param from the file that mentions it
     * @throws IOException when it cannot be read
     */
    static Table open(FileAccess files, String from, String mention) throws IOException {
        Spreadsheet.@Nullable Mention sheet = Spreadsheet.Mention.of(mention);
        return sheet == null
                ? read(mention, files.read(files.resolve(from, mention)))
                : Spreadsheet.read(sheet.file(), files.bytes(files.resolve(from, sheet.file())), sheet.sheet());
    }

    /** Row and column as a spreadsheet shows them. */
    String place(int row, int column) {
        return "`" + name + "`, " + (sheet == null ? "" : "sheet `" + sheet + "`, ") + "row " + numbers.get(row)
                + ", column " + (sheet == null ? Integer.toString(column + 1) : Spreadsheet.letters(column));
    }

    private static int row(String text, int from, char separator, List<String> row) {
        int at = from;
        while (true) {
            var cell = new StringBuilder();
            boolean quoted = at < text.length() && text.charAt(at) == '"';
            if (quoted) {
                at++;
                while (at < text.length()) {
                    if (text.charAt(at) == '"') {
                        if (at + 1 >= text.length() || text.charAt(at + 1) != '"') {
                            at++;
                            break;
                        }
                        at++;
                    }
                    cell.append(text.charAt(at++));
                }
            }
            while (at < text.length() && text.charAt(at) != separator && text.charAt(at) != '\n') {
                cell.append(text.charAt(at++));
            }
            row.add(cell.toString().strip());
            if (at >= text.length()) {
                return at;
            }
            if (text.charAt(at++) == '\n') {
                return at;
            }
        }
    }

    private static char separator(String text) {
        int end = text.indexOf('\n');
        var first = end < 0 ? text : text.substring(0, end);
        return first.indexOf(';') >= 0 ? ';' : first.indexOf('\t') >= 0 ? '\t' : ',';
    }

    /** The header of a column without its unit: {@code wash} of {@code wash [s]}. */
    static String heading(String cell) {
        int bracket = cell.indexOf('[');
        return (bracket < 0 ? cell : cell.substring(0, bracket)).strip().toLowerCase(Locale.ROOT);
    }

    /** The unit in a header, or nothing. */
    static String unit(String cell) {
        int open = cell.indexOf('[');
        int close = cell.lastIndexOf(']');
        return open < 0 || close < open ? "" : cell.substring(open + 1, close).strip();
    }

    /** Whether the first row holds headings: something in it is neither empty nor a number. */
    boolean headed() {
        return !rows.isEmpty() && rows.getFirst().stream().anyMatch(cell -> !cell.isEmpty() && !isNumber(cell));
    }

    /** The column that is named by its heading or, where no heading is that, by its number from 1; -1 for none. */
    int find(String wanted) {
        int at = headed() ? column(wanted) : -1;
        if (at >= 0 || !wanted.matches("[1-9][0-9]{0,5}")) {
            return at;
        }
        int number = Integer.parseInt(wanted);
        return number <= rows.getFirst().size() ? number - 1 : -1;
    }

    /** The column with a heading; -1 when there is none. */
    int column(String heading) {
        if (!rows.isEmpty()) {
            for (int i = 0; i < rows.getFirst().size(); i++) {
                var cell = rows.getFirst().get(i);
                if (heading(cell).equals(heading.toLowerCase(Locale.ROOT)) || cell.equalsIgnoreCase(heading)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** A cell; nothing where the row is shorter. */
    String cell(int row, int column) {
        var cells = rows.get(row);
        return column >= 0 && column < cells.size() ? cells.get(column) : "";
    }

    static boolean isNumber(String cell) {
        try {
            return Double.isFinite(Double.parseDouble(cell)) && !Character.isLetter(cell.charAt(cell.length() - 1));
        } catch (NumberFormatException text) {
            return false;
        }
    }
}
