package org.shadowline.dsl.diagnostics;

import java.util.Arrays;

/** A text with its name, and the lines in it. Offsets are UTF-16 units, lines and columns count from 1. */
public final class SourceText {
    private final String name;
    private final String text;
    private int[] lineStarts = new int[0];

    public SourceText(String name, String text) {
        this.name = name;
        this.text = text;
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public int lineCount() {
        return lineStarts().length;
    }

    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts(), offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column in characters as people count them: code points. */
    public int column(int offset) {
        int start = lineStarts()[line(offset) - 1];
        return text.codePointCount(start, Math.min(offset, text.length())) + 1;
    }

    /** The column in UTF-16 units from 0, as editors count. */
    public int utf16Column(int offset) {
        return offset - lineStarts()[line(offset) - 1];
    }

    public int lineStart(int line) {
        return lineStarts()[line - 1];
    }

    /** The offset of a line (from 1) and a UTF-16 column (from 0), held within the text. */
    public int offset(int line, int utf16Column) {
        if (line < 1) {
            return 0;
        }
        if (line > lineCount()) {
            return text.length();
        }
        return Math.min(lineStart(line) + Math.max(0, utf16Column), lineEnd(line));
    }

    public int lineEnd(int line) {
        int end = line < lineCount() ? lineStarts()[line] - 1 : text.length();
        return end > lineStart(line) && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    public String lineText(int line) {
        return text.substring(lineStart(line), lineEnd(line));
    }

    public Span span(int start, int end) {
        return new Span(this, start, end);
    }

    /** Found when first asked for: a text without faults never needs its lines. */
    private int[] lineStarts() {
        if (lineStarts.length == 0) {
            int count = 1;
            for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
                count++;
            }
            var starts = new int[count];
            int line = 1;
            for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
                starts[line++] = i + 1;
            }
            lineStarts = starts;
        }
        return lineStarts;
    }

    @Override
    public String toString() {
        return name;
    }
}
