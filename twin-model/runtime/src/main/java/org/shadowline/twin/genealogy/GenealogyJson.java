package org.shadowline.twin.genealogy;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.genealogy.PartHistory;
import org.shadowline.twin.genealogy.GenealogyFields.Field;

/** An object for each part with its operations as a list, all in one list or each on a line. What is not known is left out. */
final class GenealogyJson extends GenealogyWriter {
    private final JsonGenerator json;
    private final boolean inOneList;

    GenealogyJson(Supplier<ZonedDateTime> start, Path file, boolean inOneList) throws IOException {
        super(start, file);
        this.inOneList = inOneList;
        json = new JsonFactory().createGenerator(this.file.out(), JsonEncoding.UTF8);
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        if (inOneList) json.writeStartArray();
    }

    @Override
    void take(PartHistory part) throws IOException {
        if (inOneList) json.writeRaw('\n');
        json.writeStartObject();
        for (var field : fields.ofPart()) write(field, part);
        json.writeArrayFieldStart("operations");
        for (var operation : part.operations()) {
            json.writeStartObject();
            for (var field : fields.ofOperation()) write(field, operation);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private <T> void write(Field<T> field, T of) throws IOException {
        @Nullable Object value = field.value().apply(of);
        if (value == null) return;
        json.writeFieldName(field.name());
        switch (value) {
            case Double number -> json.writeNumber(number);
            case Integer count -> json.writeNumber(count);
            case Boolean yes -> json.writeBoolean(yes);
            case List<?> list -> {
                json.writeStartArray();
                for (var one : list) json.writeString(String.valueOf(one));
                json.writeEndArray();
            }
            default -> json.writeString(value.toString());
        }
    }

    @Override
    void end() throws IOException {
        if (inOneList) json.writeEndArray();
        json.writeRaw('\n');
        json.flush();
    }
}
