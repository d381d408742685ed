package org.shadowline.dsl.syntax;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Diagnostics;
import org.shadowline.dsl.diagnostics.SourceText;

/**
 * Cuts a text into tokens in one pass. Words and signs are shared strings; no object is made per token otherwise.
 */
public final class Lexer {
    private static final int WORDS_KEPT = 1 << 12;

    private final SourceText source;
    private final String text;
    private final Diagnostics diagnostics;
    private final @Nullable String[] kept = new @Nullable String[WORDS_KEPT];

    private byte[] kind;
    private int[] start;
    private int[] end;
    private boolean[] firstOnLine;
    private String[] words;
    private int count;
    private boolean newLine = true;

    private Lexer(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.text = source.text();
        this.diagnostics = diagnostics;
        int guess = Math.max(16, text.length() / 4);
        kind = new byte[guess];
        start = new int[guess];
        end = new int[guess];
        firstOnLine = new boolean[guess];
        words = new String[guess];
    }

    public static Tokens read(SourceText source, Diagnostics diagnostics) {
        return new Lexer(source, diagnostics).read();
    }

    private Tokens read() {
        int at = 0;
        int length = text.length();
        if (length > 0 && text.charAt(0) == '\uFEFF') {
            at = 1;
        }
        while (at < length) {
            char c = text.charAt(at);
            if (c == '\n') {
                newLine = true;
                at++;
            } else if (c <= ' ' || c == '\u00A0') {
                at++;
            } else if (c == '/' && at + 1 < length && text.charAt(at + 1) == '/') {
                at = comment(at);
            } else if (isWordStart(c)) {
                at = word(at);
            } else if (isDigit(c)) {
                at = number(at);
            } else if (c == '"') {
                at = quoted(at);
            } else {
                at = sign(at);
            }
        }
        add(Tokens.END, length, length);
        firstOnLine[count - 1] = true;
        return new Tokens(source, count, kind, start, end, firstOnLine, words);
    }

    /** A doc comment is a token; any other comment is part of the gap. */
    private int comment(int at) {
        int to = text.indexOf('\n', at);
        if (to < 0) {
            to = text.length();
        }
        if (text.startsWith("///", at) && newLine) {
            add(Tokens.DOC, at, to);
        }
        return to;
    }

    private int word(int at) {
        int to = at + 1;
        while (to < text.length() && isWordPart(text.charAt(to))) {
            to++;
        }
        add(Tokens.WORD, at, to);
        words[count - 1] = shared(at, to);
        return to;
    }

    private int number(int at) {
        int to = digits(at);
        int length = text.length();
        if (to < length && text.charAt(to) == ':' && to - at <= 2 && isDigitAt(to + 1) && isDigitAt(to + 2)) {
            to += 3;
            if (to < length && text.charAt(to) == ':' && isDigitAt(to + 1) && isDigitAt(to + 2)) {
                to += 3;
            }
            add(Tokens.TIME, at, to);
            return to;
        }
        if (to - at == 4 && isDate(to)) {
            add(Tokens.DATE, at, to + 6);
            return to + 6;
        }
        boolean member = count > 0 && kind[count - 1] == Tokens.SIGN && end[count - 1] == at && isDot(count - 1);
        if (!member) {
            if (to < length && text.charAt(to) == '.' && isDigitAt(to + 1)) {
                to = digits(to + 1);
            }
            to = exponent(to);
        }
        add(Tokens.NUMBER, at, to);
        return to;
    }

    private int exponent(int at) {
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            boolean signed = at + 1 < text.length() && (text.charAt(at + 1) == '-' || text.charAt(at + 1) == '+');
            int first = signed ? at + 2 : at + 1;
            if (isDigitAt(first)) {
                int to = digits(first);
                return to < text.length() && isWordPart(text.charAt(to)) ? at : to;
            }
        }
        return at;
    }

    private boolean isDate(int at) {
        return at + 6 <= text.length()
                && text.charAt(at) == '-'
                && text.charAt(at + 3) == '-'
                && isDigitAt(at + 1)
                && isDigitAt(at + 2)
                && isDigitAt(at + 4)
                && isDigitAt(at + 5)
                && !isDigitAt(at + 6);
    }

    private boolean isDot(int token) {
        return end[token] - start[token] == 1 && text.charAt(start[token]) == '.';
    }

    private int quoted(int at) {
        int to = at + 1;
        while (to < text.length() && text.charAt(to) != '"' && text.charAt(to) != '\n') {
            to += text.charAt(to) == '\\' && to + 1 < text.length() && text.charAt(to + 1) != '\n' ? 2 : 1;
        }
        if (to < text.length() && text.charAt(to) == '"') {
            add(Tokens.TEXT, at, to + 1);
            return to + 1;
        }
        to = endOfUnclosed(at, to);
        diagnostics.add(
                Diagnostic.of(Code.TEXT_NOT_CLOSED, source.span(at, to), "this text has no closing quotation mark")
                        .fix(source.span(to, to), "\""));
        add(Tokens.TEXT, at, to);
        return to;
    }

    /** A text without its end leaves the brace that opens a block after it alone. */
    private int endOfUnclosed(int from, int lineEnd) {
        int to = lineEnd;
        while (to > from + 1 && text.charAt(to - 1) <= ' ') {
            to--;
        }
        if (to > from + 2 && text.charAt(to - 1) == '{' && text.charAt(to - 2) == ' ') {
            to--;
            while (to > from + 1 && text.charAt(to - 1) <= ' ') {
                to--;
            }
        }
        return to;
    }

    private int sign(int at) {
        var two = at + 1 < text.length() ? pair(text.charAt(at), text.charAt(at + 1)) : null;
        if (two != null) {
            add(Tokens.SIGN, at, at + 2);
            words[count - 1] = two;
            return at + 2;
        }
        @Nullable String one = single(text.charAt(at));
        if (one != null) {
            add(Tokens.SIGN, at, at + 1);
            words[count - 1] = one;
            return at + 1;
        }
        return strange(at);
    }

    private int strange(int at) {
        int c = text.codePointAt(at);
        if (c == '#') {
            int end = text.indexOf('\n', at);
            diagnostics.add(Diagnostic.of(
                            Code.STRANGE_CHARACTER, source.span(at, at + 1), "a comment begins with `//`, not with `#`")
                    .fix(source.span(at, at + 1), "//"));
            return end < 0 ? text.length() : end;
        }
        int to = at + Character.charCount(c);
        var span = source.span(at, to);
        @Nullable String meant = meant(c);
        if (meant != null) {
            diagnostics.add(Diagnostic.of(
                            Code.STRANGE_CHARACTER,
                            span,
                            "the character `" + Character.toString(c) + "` is not used here; did you mean `" + meant
                                    + "`?")
                    .fix(span, meant));
            add(Tokens.SIGN, at, to);
            words[count - 1] = meant;
            return to;
        }
        while (to < text.length() && isStrange(text.charAt(to))) {
            to++;
        }
        var shown = Character.isISOControl(c)
                        || !Character.isValidCodePoint(c)
                        || Character.getType(c) == Character.SURROGATE
                ? "U+%04X".formatted(c)
                : Character.toString(c);
        diagnostics.add(Diagnostic.of(
                        Code.STRANGE_CHARACTER,
                        source.span(at, to),
                        "the character `" + shown + "` has no meaning in the language")
                .help("leave it out, or put it into a text: \"…\""));
        return to;
    }

    private static boolean isStrange(char c) {
        return c > ' ' && !isWordStart(c) && !isDigit(c) && c != '"' && single(c) == null && meant(c) == null;
    }

    private static @Nullable String pair(char a, char b) {
        return switch (a) {
            case '-' -> b == '>' ? "->" : null;
            case '.' -> b == '.' ? ".." : null;
            case '!' -> b == '=' ? "!=" : null;
            case '<' -> b == '=' ? "<=" : null;
            case '>' -> b == '=' ? ">=" : null;
            default -> null;
        };
    }

    private static @Nullable String single(char c) {
        return switch (c) {
            case '(' -> "(";
            case ')' -> ")";
            case '{' -> "{";
            case '}' -> "}";
            case '[' -> "[";
            case ']' -> "]";
            case ',' -> ",";
            case ':' -> ":";
            case '.' -> ".";
            case '%' -> "%";
            case '*' -> "*";
            case '/' -> "/";
            case '+' -> "+";
            case '-' -> "-";
            case '|' -> "|";
            case '=' -> "=";
            case '<' -> "<";
            case '>' -> ">";
            case '^' -> "^";
            default -> null;
        };
    }

    /** What a character from a word processor or another language stands for. */
    private static @Nullable String meant(int c) {
        return switch (c) {
            case ';' -> ",";
            case '\u2192', '\u21D2' -> "->";
            case '\u2013', '\u2014', '\u2212' -> "-";
            case '\u00D7', '\u22C5', '\u00B7' -> "*";
            case '\u2264' -> "<=";
            case '\u2265' -> ">=";
            case '\u2260' -> "!=";
            case '\u2026' -> "..";
            default -> null;
        };
    }

    private void add(byte what, int from, int to) {
        if (count == kind.length) {
            int size = count * 2;
            kind = Arrays.copyOf(kind, size);
            start = Arrays.copyOf(start, size);
            end = Arrays.copyOf(end, size);
            firstOnLine = Arrays.copyOf(firstOnLine, size);
            words = Arrays.copyOf(words, size);
        }
        kind[count] = what;
        start[count] = from;
        end[count] = to;
        firstOnLine[count] = newLine;
        newLine = false;
        count++;
    }

    private String shared(int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + text.charAt(i);
        }
        int slot = (hash ^ hash >>> 12) & WORDS_KEPT - 1;
        @Nullable String known = kept[slot];
        if (known != null && known.length() == to - from && text.startsWith(known, from)) {
            return known;
        }
        var fresh = text.substring(from, to);
        kept[slot] = fresh;
        return fresh;
    }

    private int digits(int at) {
        int to = at;
        while (to < text.length() && isDigit(text.charAt(to))) {
            to++;
        }
        return to;
    }

    private boolean isDigitAt(int at) {
        return at < text.length() && isDigit(text.charAt(at));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordStart(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c == '_'
                || c == '°'
                || c == '€'
                || c == '$'
                || c == '£'
                || c == '¥'
                || c > 127 && Character.isLetter(c);
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c);
    }
}
