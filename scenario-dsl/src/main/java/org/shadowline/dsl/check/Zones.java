package org.shadowline.dsl.check;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Name;

/** Makes time zones of their names. */
final class Zones {
    private Zones() {}

    /** The zone of a name; null when there is none, which is reported. */
    static @Nullable ZoneId zone(Name name, Reports reports) {
        try {
            return ZoneId.of(name.text());
        } catch (DateTimeException unknown) {
            @Nullable String near = Spelling.nearest(
                    name.text(), ZoneId.getAvailableZoneIds().stream().sorted().toList());
            var fault = Diagnostic.of(
                    Code.BAD_TIME,
                    name.span(),
                    "there is no time zone `" + name.text() + "`"
                            + (near == null ? "" : "; did you mean `" + near + "`?"));
            reports.add(
                    near == null
                            ? fault.help("zones are written like `Europe/Berlin` or `UTC`")
                            : fault.fix(name.span(), near));
            return null;
        }
    }
}
