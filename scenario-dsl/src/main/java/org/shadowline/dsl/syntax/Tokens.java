package org.shadowline.dsl.syntax;

import org.shadowline.dsl.diagnostics.SourceText;
import org.shadowline.dsl.diagnostics.Span;

/**
 * The tokens of a text as arrays. What stands between two tokens (blanks, line ends, comments) is the gap before the
 * second; doc comments are tokens. The last token is always {@link #END}.
 */
public final class Tokens {
    public static final byte END = 0;
    public static final byte WORD = 1;
    public static final byte NUMBER = 2;
    public static final byte TEXT = 3;
    public static final byte TIME = 4;
    public static final byte DATE = 5;
    public static final byte SIGN = 6;
    public static final byte DOC = 7;
    /** Reported by the lexer; the parser never sees it. */
    public static final byte STRANGE = 8;

    private final SourceText source;
    final byte[] kind;
    final int[] start;
    final int[] end;
    final boolean[] firstOnLine;
    final String[] words;
    private final int count;

    Tokens(SourceText source, int count, byte[] kind, int[] start, int[] end, boolean[] firstOnLine, String[] words) {
        this.source = source;
        this.count = count;
        this.kind = kind;
        this.start = start;
        this.end = end;
        this.firstOnLine = firstOnLine;
        this.words = words;
    }

    public SourceText source() {
        return source;
    }

    /** The number of tokens, the end included. */
    public int count() {
        return count;
    }

    public int kind(int token) {
        return kind[token];
    }

    public int start(int token) {
        return start[token];
    }

    public int end(int token) {
        return end[token];
    }

    public boolean isFirstOnLine(int token) {
        return firstOnLine[token];
    }

    /** The token as written; a text token with its quotation marks. */
    public String text(int token) {
        return words[token] != null ? words[token] : source.text().substring(start[token], end[token]);
    }

    /** Blanks, line ends and comments between the token before and this one. */
    public String gap(int token) {
        return source.text().substring(token == 0 ? 0 : end[token - 1], start[token]);
    }

    public Span span(int token) {
        return source.span(start[token], end[token]);
    }

    /** The token at or before an offset; 0 when there is none before. */
    public int at(int offset) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (start[middle] <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
