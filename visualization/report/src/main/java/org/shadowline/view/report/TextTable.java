package org.shadowline.view.report;

import java.util.ArrayList;
import java.util.List;

/** A table of plain text with columns as wide as their widest cell. */
final class TextTable {
    private final List<String[]> rows = new ArrayList<>();
    private final int[] widths;
    private boolean right;

    TextTable(String... heads) {
        widths = new int[heads.length];
        boolean any = false;
        for (var head : heads) any |= !head.isEmpty();
        if (any) row(heads);
    }

    /** Aligns all columns but the first at the right. */
    TextTable rightAligned() {
        right = true;
        return this;
    }

    void row(String... cells) {
        if (cells.length != widths.length) {
            throw new IllegalArgumentException("cells must be " + widths.length + ": " + cells.length);
        }
        for (int i = 0; i < cells.length; i++) widths[i] = Math.max(widths[i], width(cells[i]));
        rows.add(cells);
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var cells : rows) {
            var line = new StringBuilder("  ");
            for (int i = 0; i < cells.length; i++) {
                var padding = " ".repeat(widths[i] - width(cells[i]));
                line.append(right && i > 0 ? padding + cells[i] : cells[i] + padding)
                        .append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
