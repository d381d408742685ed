package org.shadowline.dsl.diagnostics;

import java.util.List;

/** Draws messages for people: the line of the text with a caret under the fault, the way out, and other places. */
public final class Rendering {
    private static final int TAB = 4;
    private static final int LONGEST_LINE = 160;

    private Rendering() {}

    public static String render(List<Diagnostic> diagnostics) {
        var out = new StringBuilder();
        for (var diagnostic : diagnostics) {
            if (!out.isEmpty()) {
                out.append('\n');
            }
            out.append(render(diagnostic));
        }
        return out.toString();
    }

    public static String render(Diagnostic diagnostic) {
        var out = new StringBuilder();
        out.append(diagnostic.severity().word())
                .append('[')
                .append(diagnostic.code().id())
                .append("]: ")
                .append(diagnostic.message())
                .append('\n');
        picture(out, diagnostic.span(), '^', "");
        for (var note : diagnostic.notes()) {
            picture(out, note.span(), '-', " " + note.message());
        }
        if (diagnostic.help() != null) {
            out.append("  help: ").append(diagnostic.help()).append('\n');
        }
        return out.toString();
    }

    private static void picture(StringBuilder out, Span span, char mark, String caption) {
        var source = span.source();
        int line = source.line(span.start());
        var number = Integer.toString(line);
        out.append("  --> ").append(span).append('\n');
        var text = source.lineText(line);
        int from = span.start() - source.lineStart(line);
        int to = Math.min(span.end() - source.lineStart(line), text.length());
        int shownFrom = 0;
        if (width(text, 0, text.length()) > LONGEST_LINE) {
            shownFrom = Math.max(0, from - LONGEST_LINE / 3);
            text = text.substring(0, Math.min(text.length(), shownFrom + LONGEST_LINE));
            to = Math.min(to, text.length());
        }
        out.append(number).append(" | ").append(expanded(text, shownFrom)).append('\n');
        out.append(" ".repeat(number.length())).append(" | ");
        out.append(" ".repeat(width(text, shownFrom, Math.min(from, text.length()))));
        int marked = width(text, 0, to) - width(text, 0, Math.min(from, text.length()));
        out.repeat(mark, Math.max(1, marked)).append(caption).append('\n');
    }

    private static String expanded(String text, int from) {
        var out = new StringBuilder();
        int column = 0;
        for (int i = from, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            int width = width(c, column);
            if (c == '\t') {
                out.repeat(' ', width);
            } else {
                out.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c);
            }
            column += width;
        }
        return out.toString();
    }

    private static int width(String text, int from, int to) {
        int column = 0;
        for (int i = from, c; i < to; i += Character.charCount(c)) {
            c = text.codePointAt(i);
            column += width(c, column);
        }
        return column;
    }

    /** Columns that a character takes on a terminal (Unicode Standard Annex 11, the wide blocks; marks take none). */
    private static int width(int c, int column) {
        if (c == '\t') {
            return TAB - column % TAB;
        }
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = c >= 0x1100 && c <= 0x115F
                || c >= 0x2E80 && c <= 0x303E
                || c >= 0x3041 && c <= 0xA4CF
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE30 && c <= 0xFE6F
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0xFFE0 && c <= 0xFFE6
                || c >= 0x1F300 && c <= 0x1FAFF
                || c >= 0x20000 && c <= 0x3FFFD;
        return wide ? 2 : 1;
    }
}
