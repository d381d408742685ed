package org.shadowline.twin.log;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Values of event fields in JSON; a number that JSON cannot hold is null. */
final class JsonValues {
    private JsonValues() {}

    static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Double number when !Double.isFinite(number) -> json.writeNull();
            case Double number -> json.writeNumber(number);
            case Number whole -> json.writeNumber(whole.longValue());
            default -> json.writeString(value.toString());
        }
    }
}
