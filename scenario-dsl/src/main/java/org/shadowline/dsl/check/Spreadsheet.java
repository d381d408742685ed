package org.shadowline.dsl.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Spelling;

/**
 * Reads a sheet of a workbook (Office Open XML, ECMA-376: {@code .xlsx}) as the table that the same cells would be as
 * text: numbers without their format, dates as {@code 2026-01-05T06:00}, times of the day and durations as {@code 7200 s},
 * formulas by the value that was saved with them.
 */
final class Spreadsheet {
    /** Of all that is in the file, unpacked. */
    private static final long MOST_BYTES = 512L << 20;

    private static final int MOST_PARTS = 10_000;
    /** With the empty ones before the last of each row. */
    private static final long MOST_CELLS = 20_000_000;
    /** Digits before the point and zeros behind it beyond which a number is none that anybody wrote. */
    private static final int MOST_DIGITS = 400;

    private static final double SECONDS_OF_DAY = 86_400;
    /** The last day of the year 9999. */
    private static final double LAST_DAY = 2_958_466;

    private static final Pattern MENTION = Pattern.compile("(.*\\.xlsx)(?:#(.*))?", Pattern.CASE_INSENSITIVE);

    private static final Pattern ERROR = Pattern.compile("#(N/A|DIV/0!|VALUE!|REF!|NAME\\?|NUM!|NULL!)");

    /** What is quoted, escaped, a colour or a condition in the format of a number. */
    private static final Pattern NO_FIELD = Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?![hms]+\\])[^\\]]*\\]");

    private final String name;
    private final String sheet;
    private final boolean from1904;

    private Spreadsheet(String name, String sheet, boolean from1904) {
        this.name = name;
        this.sheet = sheet;
        this.from1904 = from1904;
    }

    /**
     * A sheet as a text mentions it: {@code orders.xlsx} or {@code orders.xlsx#July}.
     *
     * @param sheet null for the first
     */
    record Mention(String file, @Nullable String sheet) {
        /** Null when it is no spreadsheet that is mentioned. */
        static @Nullable Mention of(String text) {
            var matcher = MENTION.matcher(text);
            return matcher.matches() ? new Mention(matcher.group(1), matcher.group(2)) : null;
        }
    }

    /**
     * @param name of the file, for messages
     * @throws IOException when the content is no workbook, too large, lacks the sheet or has a cell that cannot be read
     */
    static Table read(String name, byte[] content, @Nullable String sheet) throws IOException {
        refuseHuge(content);
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(content), new ReadingOptions(true, true))) {
            var chosen = sheet(book.getSheets().toList(), sheet);
            return new Spreadsheet(name, chosen.getName(), book.isDate1904()).rows(chosen);
        } catch (Unreadable cell) {
            throw new IOException(cell.getMessage(), cell);
        } catch (RuntimeException broken) {
            // The library throws many kinds of them for what is no workbook.
            throw new IOException("it is no workbook that can be read (.xlsx)", broken);
        }
    }

    private static Sheet sheet(List<Sheet> sheets, @Nullable String wanted) throws IOException {
        if (sheets.isEmpty()) {
            throw new IOException("it has no sheet");
        }
        if (wanted == null) {
            return sheets.getFirst();
        }
        for (var sheet : sheets) {
            if (wanted.equalsIgnoreCase(sheet.getName())) {
                return sheet;
            }
        }
        var names = sheets.stream().map(Sheet::getName).toList();
        @Nullable String near = Spelling.nearest(wanted, names);
        throw new IOException("it has no sheet `" + wanted + "`"
                + (near == null ? "; its sheets are " + String.join(", ", names) : "; did you mean `" + near + "`?"));
    }

    // bounds

    /** Small files may unpack to huge ones, and a cell far to the right takes room for all before it. */
    private static void refuseHuge(byte[] content) throws IOException {
        try (var zip = ZipFile.builder().setByteArray(content).get()) {
            var parts = Collections.list(zip.getEntries());
            if (parts.size() > MOST_PARTS) {
                throw new IOException("it has " + parts.size() + " parts; at most " + MOST_PARTS + " are read");
            }
            long left = MOST_BYTES;
            for (var part : parts) {
                try (var in = zip.getInputStream(part)) {
                    left -= bytes(in, left, !part.getName().endsWith("sharedStrings.xml"));
                }
            }
        } catch (RuntimeException broken) {
            throw new IOException("it is no workbook that can be read (.xlsx)", broken);
        } catch (IOException broken) {
            throw broken.getMessage() != null && broken.getMessage().startsWith("it ")
                    ? broken
                    : new IOException("it is no workbook that can be read (.xlsx)", broken);
        }
    }

    private static long bytes(InputStream in, long most, boolean hasAddresses) throws IOException {
        var buffer = new byte[1 << 16];
        long all = 0;
        var address = new AddressScan();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            all += read;
            if (all > most) {
                throw new IOException("it has more than " + (MOST_BYTES >> 20) + " MB unpacked");
            }
            for (int i = 0; i < read && hasAddresses; i++) {
                address.take(buffer[i]);
            }
        }
        return all;
    }

    /** Looks for {@code r="ABCD12"}: a cell beyond the last column of a sheet, which is XFD. */
    private static final class AddressScan {
        private static final int LONGEST = 3;

        /** 1 after a blank, 2 after r, 3 after =; 10 and more for the letters after the quotation mark. */
        private int state;

        void take(byte b) throws IOException {
            boolean letter = b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
            if (state >= 10 && letter) {
                state++;
            } else if (state > 10 + LONGEST && b >= '0' && b <= '9') {
                throw new IOException("it has a cell beyond column XFD");
            } else if (b <= ' ') {
                state = 1;
            } else if (state == 1 && b == 'r') {
                state = 2;
            } else if (state == 2 && b == '=') {
                state = 3;
            } else {
                state = state == 3 && (b == '"' || b == '\'') ? 10 : 0;
            }
        }
    }

    // cells

    @SuppressWarnings("serial")
    private static final class Unreadable extends RuntimeException {
        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    private Table rows(Sheet from) throws IOException {
        var rows = new ArrayList<List<String>>();
        var numbers = new ArrayList<Integer>();
        long cells = 0;
        try (var stream = from.openStream()) {
            for (var row : (Iterable<Row>) stream::iterator) {
                var texts = row(row);
                cells += texts.size();
                if (cells > MOST_CELLS) {
                    throw new Unreadable("it has more than " + MOST_CELLS + " cells");
                }
                if (!texts.isEmpty() && !texts.getFirst().startsWith("#")) {
                    rows.add(texts);
                    numbers.add(row.getRowNum());
                }
            }
        }
        return new Table(name, sheet, rows, numbers);
    }

    /** The texts of the cells, without empty ones at the end. */
    private List<String> row(Row row) {
        var texts = new ArrayList<String>(row.getCellCount());
        int filled = 0;
        for (int column = 0; column < row.getCellCount(); column++) {
            @Nullable Cell cell = row.getCell(column);
            var text = cell == null ? "" : text(cell, row.getRowNum(), column).strip();
            texts.add(text);
            if (!text.isEmpty()) {
                filled = column + 1;
            }
        }
        return texts.subList(0, filled);
    }

    private String text(Cell cell, int row, int column) {
        @Nullable String raw = cell.getRawValue();
        boolean error = cell.getType() == CellType.ERROR
                || cell.getType() == CellType.FORMULA
                        && raw != null
                        && ERROR.matcher(raw).matches();
        if (error) {
            throw unreadable(row, column, "has the error " + raw, "correct it in the spreadsheet");
        }
        if (cell.getType() == CellType.FORMULA && raw == null) {
            throw unreadable(
                    row, column, "has a formula without a value", "save the file once in a spreadsheet program");
        }
        if (raw == null || cell.getType() == CellType.EMPTY) {
            return "";
        }
        if (cell.getType() == CellType.BOOLEAN) {
            return raw.equals("1") ? "true" : "false";
        }
        boolean number = cell.getType() == CellType.NUMBER || cell.getType() == CellType.FORMULA && Table.isNumber(raw);
        return number ? number(raw, cell.getDataFormatString(), row, column) : raw;
    }

    private Unreadable unreadable(int row, int column, String why, String help) {
        return new Unreadable(
                "sheet `" + sheet + "`, row " + row + ", column " + letters(column) + " " + why + ". Maybe " + help);
    }

    private String number(String raw, @Nullable String format, int row, int column) {
        var fields = format == null
                ? ""
                : NO_FIELD.matcher(format.toLowerCase(Locale.ROOT)).replaceAll("");
        boolean date = fields.indexOf('y') >= 0 || fields.indexOf('d') >= 0;
        boolean time = fields.indexOf('h') >= 0 || fields.indexOf('s') >= 0;
        if (!date && !time) {
            return plain(raw, row, column);
        }
        double days = Double.parseDouble(raw);
        if (!(days >= 0 && days < LAST_DAY)) {
            throw unreadable(row, column, "is no date: " + raw, "give it the format of a number");
        }
        if (!date) {
            return BigDecimal.valueOf(Math.round(days * SECONDS_OF_DAY * 1000), 3)
                            .stripTrailingZeros()
                            .toPlainString()
                    + " s";
        }
        return date(days);
    }

    private String plain(String raw, int row, int column) {
        try {
            var value = new BigDecimal(raw);
            if (Math.abs((long) value.precision() - value.scale()) <= MOST_DIGITS
                    && Double.isFinite(value.doubleValue())) {
                var plain = value.stripTrailingZeros().toPlainString();
                return plain.length() <= 2 * MOST_DIGITS ? plain : Double.toString(value.doubleValue());
            }
        } catch (NumberFormatException text) {
            // said below
        }
        throw unreadable(row, column, "is no number: " + raw, "correct it in the spreadsheet");
    }

    /** Days are counted from the last one of 1899, and there is a 29th of February 1900 that never was (ECMA-376, 18.17.4). */
    private String date(double days) {
        var first = from1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, days < 60 ? 31 : 30);
        LocalDateTime at = first.atStartOfDay().plus(Duration.ofMillis(Math.round(days * SECONDS_OF_DAY * 1000)));
        return at.toLocalTime().toSecondOfDay() == 0 && at.getNano() == 0
                ? at.toLocalDate().toString()
                : at.toString();
    }

    /** {@code A}, {@code AB}: the name of a column, counted from 0. */
    static String letters(int column) {
        var letters = new StringBuilder();
        for (int left = column; left >= 0; left = left / 26 - 1) {
            letters.insert(0, (char) ('A' + left % 26));
        }
        return letters.toString();
    }
}
