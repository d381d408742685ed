package org.shadowline.plant.event;

import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind.Ref;

/** The meaning of an event's fields; a null name stands for a field that is not used. */
public record Schema(
        Ref subject,
        Ref object,
        @Nullable String a,
        Ref aRef,
        @Nullable String b,
        Ref bRef,
        @Nullable String x,
        @Nullable String y,
        @Nullable String text) {

    static Schema of(Ref subject, Ref object) {
        return new Schema(subject, object, null, Ref.NONE, null, Ref.NONE, null, null, null);
    }

    Schema ints(@Nullable String a, Ref aRef, @Nullable String b, Ref bRef) {
        return new Schema(subject, object, a, aRef, b, bRef, x, y, text);
    }

    Schema doubles(@Nullable String x, @Nullable String y) {
        return new Schema(subject, object, a, aRef, b, bRef, x, y, text);
    }

    Schema text(String text) {
        return new Schema(subject, object, a, aRef, b, bRef, x, y, text);
    }
}
