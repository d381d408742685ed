package org.shadowline.dsl.format;

import java.util.ArrayList;
import java.util.List;
import org.shadowline.dsl.syntax.Tokens;

/**
 * The tokens that the parser reads, and the comments in the gaps before them. Doc comments count as comments here:
 * they stay on lines of their own as the others do.
 */
final class Gaps {
    /** @param trailing whether it stands behind a token on the same line */
    record Comment(String text, boolean trailing, boolean blankBefore) {}

    private static final List<Comment> NONE = List.of();

    private final Tokens tokens;
    private final int count;
    private final int[] at;
    private final List<List<Comment>> comments = new ArrayList<>();
    private final boolean[] blankBefore;

    Gaps(Tokens tokens) {
        this.tokens = tokens;
        at = new int[tokens.count()];
        int read = 0;
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i) != Tokens.DOC) {
                at[read++] = i;
            }
        }
        count = read;
        blankBefore = new boolean[count];
        for (int i = 0; i < count; i++) {
            comments.add(commentsBefore(i));
        }
    }

    /** The number of tokens without doc comments; the last is the end of the text. */
    int count() {
        return count;
    }

    String text(int token) {
        return tokens.kind(at[token]) == Tokens.END ? "" : tokens.text(at[token]);
    }

    int kind(int token) {
        return tokens.kind(at[token]);
    }

    boolean is(int token, String word) {
        return kind(token) != Tokens.TEXT && text(token).equals(word);
    }

    boolean isFirstOnLine(int token) {
        return tokens.isFirstOnLine(at[token]);
    }

    /** Whether nothing stands between this token and the one before. */
    boolean isAdjacent(int token) {
        return token > 0 && tokens.start(at[token]) == tokens.end(at[token - 1]);
    }

    /** The token at or after an offset of the text. */
    int after(int offset) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tokens.end(at[middle]) > offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    List<Comment> comments(int token) {
        return comments.get(token);
    }

    /** Whether a blank line stands right before the token. */
    boolean hasBlankBefore(int token) {
        return blankBefore[token];
    }

    private List<Comment> commentsBefore(int token) {
        var text = tokens.source().text();
        int from = token == 0 ? 0 : tokens.end(at[token - 1]);
        int to = tokens.start(at[token]);
        List<Comment> found = NONE;
        int lines = token == 0 ? 1 : 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                lines++;
            } else if (c == '/') {
                int end = text.indexOf('\n', i);
                end = end < 0 || end > to ? to : end;
                if (found == NONE) {
                    found = new ArrayList<>(2);
                }
                found.add(new Comment(text.substring(i, end).stripTrailing(), lines == 0, lines > 1));
                lines = 0;
                i = end - 1;
            }
        }
        blankBefore[token] = lines > 1;
        return found;
    }

    /** The text with its own line ends, and nothing but indents and blanks put right. */
    String asBroken() {
        var out = new StringBuilder();
        int level = 0;
        for (int i = 0; i < count; i++) {
            if (is(i, "}")) {
                level--;
            }
            if (isFirstOnLine(i)) {
                lines(out, i, 2 * level);
            } else {
                out.append(isAdjacent(i) ? "" : " ");
            }
            out.append(text(i));
            if (is(i, "{")) {
                level++;
            }
        }
        return out.toString();
    }

    private void lines(StringBuilder out, int token, int indent) {
        for (var comment : comments(token)) {
            if (comment.trailing()) {
                out.append("  ").append(comment.text());
            } else {
                newLine(out, comment.blankBefore());
                out.repeat(' ', indent).append(comment.text());
            }
        }
        boolean last = token == count - 1;
        newLine(out, hasBlankBefore(token) && !last);
        out.repeat(' ', last ? 0 : indent);
    }

    static void newLine(StringBuilder out, boolean blank) {
        if (!out.isEmpty()) {
            out.append(blank ? "\n\n" : "\n");
        }
    }
}
