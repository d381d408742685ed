package org.shadowline.twin.genealogy;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.genealogy.PartHistory;

/**
 * A row for each operation, with what is known of its part beside it; a part without operations has a row of its own. Lists
 * are parted by blanks. Comma, line feed, UTF-8, quotes where needed (RFC 4180).
 */
final class GenealogyCsv extends GenealogyWriter {
    private final CsvWriter csv;
    private final List<String> row = new ArrayList<>();

    GenealogyCsv(Supplier<ZonedDateTime> start, Path file) throws IOException {
        super(start, file);
        csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(new OutputStreamWriter(this.file.out(), StandardCharsets.UTF_8));
        for (var field : fields.ofPart()) row.add(field.name());
        for (var field : fields.ofOperation()) row.add(field.name());
        csv.writeRecord(row);
    }

    @Override
    void take(PartHistory part) {
        row.clear();
        for (var field : fields.ofPart()) row.add(text(field.value().apply(part)));
        int known = row.size();
        for (var operation : part.operations()) {
            while (row.size() > known) row.removeLast();
            for (var field : fields.ofOperation()) row.add(text(field.value().apply(operation)));
            csv.writeRecord(row);
        }
        if (!part.operations().isEmpty()) return;
        for (int i = 0; i < fields.ofOperation().size(); i++) row.add("");
        csv.writeRecord(row);
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 -> Long.toString(number.longValue());
            case List<?> list ->
                String.join(" ", list.stream().map(String::valueOf).toList());
            default -> value.toString();
        };
    }

    @Override
    void end() throws IOException {
        csv.flush();
    }
}
