package org.shadowline.app;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far long work is: one line that is rewritten on a terminal, a line every few seconds elsewhere. Silent for
 * work that is done in an instant. Thread-safe.
 */
final class ProgressLine implements AutoCloseable {
    private static final long FIRST = 700_000_000L;
    private static final long ON_TERMINAL = 100_000_000L;
    private static final long ELSEWHERE = 2_000_000_000L;

    private final PrintWriter err;
    private final boolean terminal;
    private final long started = System.nanoTime();
    private long next = started + FIRST;
    private int shown;

    ProgressLine(PrintWriter err) {
        this.err = err;
        var console = System.console();
        terminal = console != null && console.isTerminal();
    }

    synchronized void at(String what, double done) {
        tell(String.format(Locale.ROOT, "%s: %.0f %%", what, 100 * done));
    }

    synchronized void tell(@Nullable String text) {
        long now = System.nanoTime();
        if (text == null || now < next) return;
        next = now + (terminal ? ON_TERMINAL : ELSEWHERE);
        if (terminal) {
            err.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
            shown = text.length();
        } else {
            err.println(text);
        }
        err.flush();
    }

    @Override
    public synchronized void close() {
        if (terminal && shown > 0) err.print("\r" + " ".repeat(shown) + "\r");
        err.flush();
        next = Long.MAX_VALUE;
    }
}
