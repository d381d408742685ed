package org.shadowline.dsl.syntax;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Diagnostics;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.diagnostics.Spelling;

/**
 * The place of reading in a row of tokens, with the rules of recovery: one message per token, none between a fault and
 * the next place where reading is certain again, and missing signs are reported and taken as present.
 */
final class Cursor {
    private static final int MOST_NESTED = 200;

    /** Ends the reading of something broken; the fault has been reported. */
    @SuppressWarnings("serial")
    static final class Stop extends RuntimeException {
        private Stop() {
            super(null, null, false, false);
        }
    }

    final Tokens tokens;
    final Diagnostics diagnostics;
    int p;
    private final Stop stop = new Stop();
    private final Set<String> lost = new HashSet<>();
    private int lastFault = -1;
    /** Where brackets were found open last; what is around them is open as well, and is not said again. */
    private int closedAt = -1;

    private int depth;
    private @Nullable String doc;

    Cursor(Tokens tokens, Diagnostics diagnostics) {
        this.tokens = tokens;
        this.diagnostics = diagnostics;
        skipDocs();
    }

    // what is here

    boolean is(String word) {
        return word.equals(tokens.words[p]);
    }

    boolean is(int ahead, String word) {
        int at = p + ahead;
        return at < tokens.count() && word.equals(tokens.words[at]);
    }

    int kind() {
        return tokens.kind[p];
    }

    int kind(int ahead) {
        return p + ahead < tokens.count() ? tokens.kind[p + ahead] : Tokens.END;
    }

    boolean isWord() {
        return tokens.kind[p] == Tokens.WORD;
    }

    boolean atEnd() {
        return tokens.kind[p] == Tokens.END;
    }

    boolean isLineStart() {
        return tokens.firstOnLine[p];
    }

    boolean isLineStart(int ahead) {
        return p + ahead >= tokens.count() || tokens.firstOnLine[p + ahead];
    }

    /** Whether the token follows the one before without a gap. */
    boolean isAdjacent(int ahead) {
        int at = p + ahead;
        return at > 0 && at < tokens.count() && tokens.start[at] == tokens.end[at - 1];
    }

    String text() {
        return atEnd() ? "" : tokens.text(p);
    }

    String text(int ahead) {
        return p + ahead < tokens.count() - 1 ? tokens.text(p + ahead) : "";
    }

    Span here() {
        return tokens.span(p);
    }

    /** From a token to the one before this. */
    Span since(int token) {
        int last = Math.max(token, lastRead());
        return tokens.source().span(tokens.start[token], tokens.end[last]);
    }

    String source(int fromToken) {
        return since(fromToken).text();
    }

    /** The token before this one that is not a comment. */
    private int lastRead() {
        int last = Math.max(0, p - 1);
        while (last > 0 && tokens.kind[last] == Tokens.DOC) {
            last--;
        }
        return last;
    }

    // going on

    void next() {
        if (tokens.kind[p] != Tokens.END) {
            p++;
            skipDocs();
        }
    }

    boolean accept(String word) {
        if (is(word)) {
            next();
            return true;
        }
        return false;
    }

    private void skipDocs() {
        if (tokens.kind[p] != Tokens.DOC) {
            return;
        }
        var text = new StringBuilder();
        while (tokens.kind[p] == Tokens.DOC) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append(tokens.text(p).substring(3).strip());
            p++;
        }
        doc = text.toString();
    }

    /** The doc comment read since the last call. */
    @Nullable String takeDoc() {
        var taken = doc;
        doc = null;
        return taken;
    }

    // faults

    /** Reports that something else is wanted here, and gives up what is being read. */
    Stop expected(String what) {
        return expected(Code.NOT_EXPECTED, what);
    }

    Stop expected(Code code, String what) {
        return fail(Diagnostic.of(code, faultSpan(), "expected " + what + butFound()));
    }

    /** Reports that a part is missing after what was read. */
    Stop incomplete(String message) {
        return fail(Diagnostic.of(Code.INCOMPLETE, faultSpan(), message + butFound()));
    }

    Stop fail(Diagnostic diagnostic) {
        report(diagnostic);
        return stop;
    }

    /** Ends the reading of something whose fault an earlier message tells already. */
    Stop stopSilently() {
        return stop;
    }

    /** Remembers the words of a statement that is left out, so that nobody complains that they are missing. */
    void lost(int fromToken) {
        for (int i = fromToken; i < p; i++) {
            if (tokens.kind[i] == Tokens.WORD) {
                lost.add(tokens.words[i]);
            }
        }
    }

    /** A declaration without its name is left out: any name may be meant. */
    void lostEverything() {
        lost.add(ParsedFile.ANYTHING);
    }

    Set<String> lost() {
        return lost;
    }

    /** At most one message per token. */
    void report(Diagnostic diagnostic) {
        if (p != lastFault) {
            lastFault = p;
            diagnostics.add(diagnostic);
        }
    }

    boolean hasFaultHere() {
        return lastFault == p;
    }

    /** The token here, or the end of the one before when the line has ended. */
    Span faultSpan() {
        if (p > 0 && (isLineStart() || atEnd())) {
            int end = tokens.end[lastRead()];
            return tokens.source().span(end, end);
        }
        return here();
    }

    private String butFound() {
        if (atEnd()) {
            return ", but the file ends";
        }
        if (isLineStart() && p > 0) {
            return ", but the line ends";
        }
        return ", but found " + shown();
    }

    String shown() {
        var text = text();
        return text.length() > 40 ? "`" + text.substring(0, 40) + "…`" : "`" + text + "`";
    }

    // repairs

    /** A sign that must be here: when it is missing it is reported and taken as present. */
    boolean require(String sign, String place) {
        if (accept(sign)) {
            return true;
        }
        int after = p > 0 ? tokens.end[lastRead()] : 0;
        var spot = tokens.source().span(after, after);
        report(Diagnostic.of(Code.PUNCTUATION, faultSpan(), "`" + sign + "` is missing " + place)
                .fix(spot, sign));
        return false;
    }

    /** A word that must be here, or one spelled nearly so. */
    void requireWord(String word, String message) {
        if (accept(word)) {
            return;
        }
        if (isWord() && !isLineStart() && Spelling.nearest(text(), List.of(word)) != null) {
            misspelled(word, "`" + text() + "` is not expected here");
            next();
            return;
        }
        throw incomplete(message);
    }

    /** Reports a word and the one that was meant. */
    void misspelled(String meant, String message) {
        report(Diagnostic.of(Code.UNKNOWN_WORD, here(), message + "; did you mean `" + meant + "`?")
                .fix(here(), meant));
    }

    /** The opening bracket at {@code token} has no partner; reported there. */
    void neverClosed(int token) {
        var span = tokens.span(token);
        lostEverything();
        if (closedAt == p) {
            return;
        }
        lastFault = p;
        closedAt = p;
        diagnostics.add(Diagnostic.of(Code.NOT_CLOSED, span, "this `" + tokens.text(token) + "` is never closed")
                .help("add `" + closing(tokens.text(token)) + "` where it ends"));
    }

    private static String closing(String open) {
        return switch (open) {
            case "(" -> ")";
            case "[" -> "]";
            default -> "}";
        };
    }

    void deeper() {
        if (++depth > MOST_NESTED) {
            depth--;
            var fault =
                    fail(Diagnostic.of(Code.TOO_LARGE, here(), "this is nested deeper than " + MOST_NESTED + " levels")
                            .help("give parts of it names with `let`"));
            skipNest();
            throw fault;
        }
    }

    void shallower() {
        depth--;
    }

    /** Beyond the limit nothing is worth reading until the line ends. */
    private void skipNest() {
        while (!atEnd() && !isLineStart(1)) {
            next();
        }
        if (!atEnd()) {
            next();
        }
        lastFault = p;
    }

    /** Skips nested brackets too, up to a line that begins with a word that is one of the given heads. */
    interface Heads {
        boolean isHead(String word);
    }

    /** To the next line at this level that begins with a head, or to the brace that closes the level. */
    void skipToLine(Heads heads) {
        int open = 0;
        boolean moved = false;
        while (!atEnd()) {
            if (is("{")) {
                open++;
            } else if (is("}")) {
                if (open-- == 0) {
                    return;
                }
            } else if (isLineStart() && isWord() && moved && open == 0 && heads.isHead(text())) {
                return;
            } else if (isLineStart() && isFileHead()) {
                return;
            }
            next();
            moved = true;
        }
    }

    /** Whether a declaration of the file begins here, which closes whatever is open. */
    boolean isFileHead() {
        if (!isLineStart() || !isWord()) {
            return false;
        }
        return switch (text()) {
            case "import" -> kind(1) == Tokens.TEXT;
            case "plant", "pattern" -> kind(1) == Tokens.WORD;
            case "scenario" -> kind(1) == Tokens.TEXT;
            default -> false;
        };
    }
}
