package org.shadowline.twin.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventKind.Ref;

/** The fields of events by name, from the schema of each kind, in the order in which kinds first use them. */
final class EventFields {
    static final String DUE = "due";

    /** The object of a released part. */
    private static final String SERIAL = "serial";

    enum Type {
        TEXT,
        WHOLE,
        DECIMAL
    }

    record Field(String name, Type type, Ref ref) {
        /** The name with the unit, where the field has one. */
        String nameWithUnit() {
            return name.equals(DUE) ? "due_s" : name;
        }
    }

    private EventFields() {}

    /** {@code part released} for {@link EventKind#PART_RELEASED}. */
    static String words(EventKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static List<Field> of(EventKind kind) {
        var schema = kind.schema();
        var fields = new ArrayList<Field>();
        add(fields, schema.a(), whole(schema.aRef()), schema.aRef());
        add(fields, schema.b(), whole(schema.bRef()), schema.bRef());
        add(fields, schema.x(), Type.DECIMAL, Ref.NONE);
        add(fields, schema.y(), Type.DECIMAL, Ref.NONE);
        add(fields, schema.text(), Type.TEXT, Ref.NONE);
        return fields;
    }

    /** The fields of all kinds, each name once. */
    static List<Field> ofAll() {
        var byName = new LinkedHashMap<String, Field>();
        for (var kind : EventKind.values()) {
            for (var field : of(kind)) byName.putIfAbsent(field.name(), field);
        }
        return List.copyOf(byName.values());
    }

    private static Type whole(Ref ref) {
        return ref == Ref.NONE ? Type.WHOLE : Type.TEXT;
    }

    private static void add(List<Field> fields, @Nullable String name, Type type, Ref ref) {
        if (name != null && !name.equals(SERIAL)) fields.add(new Field(name, type, ref));
    }
}
