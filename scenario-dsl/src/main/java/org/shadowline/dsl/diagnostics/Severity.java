package org.shadowline.dsl.diagnostics;

import java.util.Locale;

/** How bad it is: an error stops a run, a warning does not. */
public enum Severity {
    ERROR,
    WARNING;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
