package org.shadowline.sim.calibrate.log;

import org.jspecify.annotations.Nullable;

/** Pieces of a file as they are shown in messages: short and without control characters. */
final class Text {
    private static final int SHOWN = 60;

    private Text() {}

    /** Without blanks around and with single ones inside; null when nothing is left. */
    static @Nullable String tidy(@Nullable String text) {
        if (text == null) return null;
        var stripped = text.strip();
        if (stripped.isEmpty()) return null;
        boolean single = true;
        for (int i = 1; i < stripped.length() && single; i++) {
            single = !Character.isWhitespace(stripped.charAt(i))
                    || (stripped.charAt(i) == ' ' && stripped.charAt(i - 1) != ' ');
        }
        return single ? stripped : stripped.replaceAll("\\s+", " ");
    }

    static String shortened(String text) {
        var shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        var clean = new StringBuilder(shown.length());
        shown.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? '·' : c));
        return clean.toString();
    }
}
