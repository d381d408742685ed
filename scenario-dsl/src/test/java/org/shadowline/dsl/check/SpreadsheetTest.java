package org.shadowline.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Moment;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Values;

class SpreadsheetTest {
    private static final String SHEET = "xl/worksheets/sheet1.xml";

    private static byte[] book(List<String> sheets, Consumer<Worksheet> content) {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "Shadowline", "1.0")) {
            for (var sheet : sheets) content.accept(book.newWorksheet(sheet));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] book(Consumer<Worksheet> content) {
        return book(List.of("Orders"), content);
    }

    private static List<List<String>> rows(byte[] content) throws IOException {
        return Spreadsheet.read("orders.xlsx", content, null).rows();
    }

    /** The same file with one of its parts changed. */
    private static byte[] edited(byte[] content, String part, UnaryOperator<String> edit) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = ZipFile.builder().setByteArray(content).get();
                var to = new ZipOutputStream(out)) {
            for (var entry : Collections.list(zip.getEntries())) {
                var bytes = zip.getInputStream(entry).readAllBytes();
                if (entry.getName().equals(part)) {
                    var text = new String(bytes, StandardCharsets.UTF_8);
                    var changed = edit.apply(text);
                    assertTrue(!changed.equals(text), "nothing to change in " + text);
                    bytes = changed.getBytes(StandardCharsets.UTF_8);
                }
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(bytes);
            }
        }
        return out.toByteArray();
    }

    private static String refused(byte[] content) {
        return assertThrows(IOException.class, () -> rows(content)).getMessage();
    }

    @Test
    void cellsAreTheTextsThatTheyWouldBeInATableOfText() throws IOException {
        var content = book(sheet -> {
            sheet.value(0, 0, " release ");
            sheet.value(0, 1, "size [mm]");
            sheet.value(1, 0, LocalDateTime.of(2026, 1, 5, 6, 30));
            sheet.style(1, 0).format("yyyy-mm-dd hh:mm").set();
            sheet.value(1, 1, 0.1);
            sheet.value(2, 0, 46027);
            sheet.style(2, 0).format("[$-409]d/m/yy;@").set();
            sheet.value(2, 1, 1e-7);
            sheet.value(2, 2, true);
            sheet.value(3, 0, 2.0 / 24);
            sheet.style(3, 0).format("[h]:mm:ss").set();
            sheet.value(3, 1, 1234567890123.0);
            sheet.value(4, 1, 0.05);
            sheet.style(4, 1).format("0.0 \"days\"").set();
        });
        // day 46027 of Excel is the 5th of January 2026
        assertEquals(
                List.of(
                        List.of("release", "size [mm]"),
                        List.of("2026-01-05T06:30", "0.1"),
                        List.of("2026-01-05", "0.0000001", "true"),
                        List.of("7200 s", "1234567890123"),
                        List.of("", "0.05")),
                rows(content));
    }

    @Test
    void datesCountFrom1904WhereTheWorkbookSaysSo() throws IOException {
        var content = book(sheet -> {
            sheet.value(0, 0, 46027 - 1462);
            sheet.style(0, 0).format("yyyy-mm-dd").set();
        });
        var from1904 =
                edited(content, "xl/workbook.xml", text -> text.replaceFirst("date1904=\"\\w+\"", "date1904=\"1\""));
        assertEquals("2026-01-05", rows(from1904).getFirst().getFirst());
    }

    @Test
    void textsAreReadInAllFormsThatProgramsWrite() throws IOException {
        var content = book(sheet -> sheet.value(0, 0, 7));
        var row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>in line</t></is></c>"
                + "<c r=\"B1\" t=\"inlineStr\"><is><r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r></is></c>"
                + "<c r=\"C1\" t=\"str\"><f>A1&amp;\"x\"</f><v>in linex</v></c></row>";
        assertEquals(
                List.of(List.of("in line", "rich text", "in linex")),
                rows(edited(content, SHEET, text -> text.replaceFirst("<row .*</row>", row))));
    }

    @Test
    void theFirstSheetIsReadOrTheOneThatIsNamed() throws IOException {
        var content = book(List.of("June", "July"), sheet -> sheet.value(0, 0, sheet.getName()));
        assertEquals("June", Spreadsheet.read("o", content, null).cell(0, 0));
        assertEquals("July", Spreadsheet.read("o", content, "july").cell(0, 0));
        var missing = assertThrows(IOException.class, () -> Spreadsheet.read("o", content, "Juli"));
        assertEquals("it has no sheet `Juli`; did you mean `July`?", missing.getMessage());
        assertEquals(new Spreadsheet.Mention("a/o.XLSX", "July 1"), Spreadsheet.Mention.of("a/o.XLSX#July 1"));
        assertEquals(null, Spreadsheet.Mention.of("orders.csv"));
    }

    @Test
    void aPlaceIsTheOneThatTheSpreadsheetShows() throws IOException {
        var table = Spreadsheet.read(
                "orders.xlsx",
                book(sheet -> {
                    sheet.value(1, 0, "release");
                    sheet.value(2, 0, "# a remark");
                    sheet.value(4, 27, "x");
                }),
                null);
        assertEquals("`orders.xlsx`, sheet `Orders`, row 5, column AB", table.place(1, 27));
        assertEquals(
                "`a.csv`, row 4, column 2",
                Table.read("a.csv", "a,b\n\n# c\n1,2\n").place(1, 1));
        assertEquals("XFD", Spreadsheet.letters(16_383));
    }

    @Test
    void whatHasNoValueIsToldWithItsPlace() throws IOException {
        assertEquals(
                "sheet `Orders`, row 3, column B has a formula without a value."
                        + " Maybe save the file once in a spreadsheet program",
                refused(book(sheet -> sheet.formula(2, 1, "A1*2"))));
        var content = book(sheet -> sheet.value(0, 0, 7));
        assertEquals(
                "sheet `Orders`, row 1, column A has the error #DIV/0!. Maybe correct it in the spreadsheet",
                refused(edited(
                        content,
                        SHEET,
                        text -> text.replace("<c r=\"A1\" t=\"n\"><v>7</v>", "<c r=\"A1\" t=\"e\"><v>#DIV/0!</v>"))));
        assertEquals(
                "7.5",
                rows(edited(content, SHEET, text -> text.replace("<v>7</v>", "<f>15/2</f><v>7.5</v>")))
                        .getFirst()
                        .getFirst());
    }

    @Test
    void whatWouldTakeTooMuchRoomIsRefused() throws IOException {
        var content = book(sheet -> sheet.value(3, 3, 7));
        assertEquals(
                "it has a cell beyond column XFD",
                refused(edited(content, SHEET, text -> text.replace("\"D4\"", "\"ZZZZZZ4\""))));
        assertTrue(refused(edited(content, SHEET, text -> text.replace("<v>7</v>", "<v>1e999999999</v>")))
                .startsWith("sheet `Orders`, row 4, column D is no number: 1e999999999"));
        var bomb = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bomb)) {
            zip.putNextEntry(new ZipEntry(SHEET));
            var blanks = new byte[1 << 20];
            for (int i = 0; i < 600; i++) zip.write(blanks);
        }
        assertEquals("it has more than 512 MB unpacked", refused(bomb.toByteArray()));
    }

    @Test
    void entitiesAreNotFollowed(@TempDir Path folder) throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), "4711");
        var content = edited(book(sheet -> sheet.value(0, 0, 7)), SHEET, text -> text.replaceFirst(
                        "\\?>", "?><!DOCTYPE worksheet [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>")
                .replace("<v>7</v>", "<v>&x;</v>"));
        assertEquals("it is no workbook that can be read (.xlsx)", refused(content));
    }

    @Property(tries = 200)
    void aTableIsReadAsTheSameTableOfText(@ForAll("tables") List<List<String>> table) throws IOException {
        var text = new StringBuilder();
        for (var row : table) {
            text.append(String.join(
                            ";",
                            row.stream()
                                    .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                                    .toList()))
                    .append('\n');
        }
        var content = book(sheet -> {
            for (int r = 0; r < table.size(); r++) {
                for (int c = 0; c < table.get(r).size(); c++) {
                    var cell = table.get(r).get(c);
                    if (Table.isNumber(cell)) sheet.value(r, c, Double.parseDouble(cell));
                    else if (!cell.isEmpty()) sheet.value(r, c, cell);
                }
            }
        });
        var read = rows(content);
        var expected = Table.read("t.csv", ";\n" + text).rows();
        assertEquals(trimmed(expected), trimmed(read));
    }

    /** Without empty cells at the ends and without empty rows. */
    private static List<List<String>> trimmed(List<List<String>> rows) {
        return rows.stream()
                .map(row -> {
                    int end = row.size();
                    while (end > 0 && row.get(end - 1).isEmpty()) end--;
                    return row.subList(0, end);
                })
                .filter(row -> !row.isEmpty())
                .toList();
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        var word = Arbitraries.strings()
                .withChars("abc üß\"';,<&>=é€")
                .ofMaxLength(6)
                .map(String::strip);
        var number = Arbitraries.integers().between(-100_000, 100_000).map(n -> n % 4 == 0 ? "" + n / 4 : "" + n / 4.0);
        return Arbitraries.oneOf(word, number)
                .list()
                .ofMaxSize(6)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Property(tries = 400)
    void aDamagedFileIsReadOrRefused(@ForAll Random random) throws IOException {
        var whole = book(sheet -> {
            for (int r = 0; r < 20; r++) {
                sheet.value(r, 0, r * 1.5);
                sheet.value(r, 1, "text " + r);
                sheet.value(r, 2, LocalDateTime.of(2026, 1, 5, r, 0));
                sheet.style(r, 2).format("yyyy-mm-dd hh:mm").set();
            }
        });
        byte[] damaged;
        if (random.nextBoolean()) {
            damaged = random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                if (damaged.length > 0) damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
        } else {
            // sound as an archive, damaged inside
            var parts = List.of(SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml");
            damaged = edited(whole, parts.get(random.nextInt(parts.size())), text -> {
                var changed = new StringBuilder(text);
                for (int i = 0; i < 1 + random.nextInt(4); i++) {
                    int at = random.nextInt(changed.length());
                    int to = Math.min(changed.length(), at + random.nextInt(20));
                    changed.replace(
                            at,
                            to,
                            List.of("", "<", "\"", "9", "-1", "Z", "<c r=\"A1\"/>", "=", "</v>")
                                    .get(random.nextInt(9)));
                }
                return changed + " ";
            });
        }
        try {
            rows(damaged);
        } catch (IOException refused) {
            assertTrue(refused.getMessage() != null && !refused.getMessage().isBlank());
        }
    }

    @Test
    void aPlantReadsItsTablesFromSheets(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("data.xlsx"), book(List.of("Orders", "Times", "Changes"), sheet -> {
            switch (sheet.getName()) {
                case "Orders" -> {
                    var heads = List.of("release", "product", "quantity", "due", "size [mm]");
                    for (int c = 0; c < heads.size(); c++) sheet.value(0, c, heads.get(c));
                    sheet.value(1, 0, LocalDateTime.of(2026, 1, 5, 6, 0));
                    sheet.style(1, 0).format("dd.mm.yyyy hh:mm").set();
                    sheet.value(1, 1, "bracket");
                    sheet.value(1, 2, 12);
                    sheet.value(1, 3, LocalDateTime.of(2026, 1, 6, 0, 0));
                    sheet.style(1, 3).format("dd.mm.yyyy").set();
                    sheet.value(1, 4, 20);
                }
                case "Times" -> {
                    sheet.value(0, 1, "wash [min]");
                    for (int r = 1; r < 4; r++) sheet.value(r, 1, r / 2.0);
                }
                default -> {
                    sheet.value(0, 1, "bracket");
                    sheet.value(0, 2, "hinge");
                    sheet.value(1, 0, "bracket");
                    sheet.value(1, 2, "10 min");
                    sheet.value(2, 0, "hinge");
                    sheet.value(2, 1, 300);
                }
            }
        }));
        var text = """
                plant p {
                  product bracket
                  product hinge
                  source orders makes bracket from "data.xlsx"
                  source hinges makes hinge every 1 h
                  station wash takes empirical from "data.xlsx#Times" column "wash" queue unlimited
                    sets up from "data.xlsx#Changes"
                  route bracket, hinge { orders -> wash }
                }
                """.replace("{ orders -> wash }", "{\n    orders -> wash\n    hinges -> wash\n  }");
        var main = folder.resolve("p.shadow");
        Files.writeString(main, text);
        var checked = new ShadowLanguage().check(main);
        assertEquals("", checked.hasErrors() ? checked.report() : "");
        var plant = checked.plants().getFirst();
        var orders = ((Source.Arrivals.Orders) ((Source) plant.element("orders")).arrivals()).orders();
        assertEquals(
                new Moment.At(LocalDateTime.of(2026, 1, 5, 6, 0)),
                orders.getFirst().release());
        assertEquals(
                new Moment.At(LocalDateTime.of(2026, 1, 6, 0, 0)),
                orders.getFirst().due());
        assertEquals(12, orders.getFirst().quantity());
        assertEquals(0.02, orders.getFirst().attributes().get("size"), 1e-12);
        var wash = (Station) plant.element("wash");
        assertEquals(
                new Distribution.Empirical(Values.of(30, 60, 90)),
                wash.times().getFirst().time());

        Files.writeString(main, text.replace("data.xlsx\"\n  source hinges", "data.xlsx#Changes\"\n  source hinges"));
        var wrong = new ShadowLanguage().check(main).report();
        assertTrue(wrong.contains("has no column `release`"), wrong);
    }
}
