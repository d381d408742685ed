package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ShadowlineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine shadowline =
            Shadowline.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void versionGoesToStandardOutput() {
        assertEquals(0, shadowline.execute("--version"));
        assertTrue(out.toString().startsWith("Shadowline "), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    void helpGoesToStandardOutput() {
        assertEquals(0, shadowline.execute("--help"));
        assertTrue(out.toString().startsWith("Usage: shadowline"), out::toString);
    }

    @Test
    void aMissingCommandIsWrongUse() {
        assertEquals(2, shadowline.execute());
        assertTrue(err.toString().startsWith("error: a command is missing"), err::toString);
    }

    @Test
    void anUnknownOptionIsWrongUseAndTheNearestRightOneIsOffered() {
        assertEquals(2, shadowline.execute("--versoin"));
        assertTrue(err.toString().startsWith("error: Unknown option: '--versoin'"), err::toString);
        assertTrue(err.toString().contains("--version"), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void aFailureIsOneLineWithoutStackTrace() {
        failWith(new IllegalStateException("the mill has no operator"));
        assertEquals("error: the mill has no operator", err.toString().strip());
    }

    @Test
    void aMissingFileIsNamed() {
        failWith(new NoSuchFileException("line.shadow"));
        assertEquals("error: there is no file line.shadow", err.toString().strip());
    }

    @Test
    void aFailureWithoutMessageStillSaysSomething() {
        failWith(new UnsupportedOperationException());
        assertFalse(err.toString().contains("null"), err::toString);
    }

    private void failWith(Exception failure) {
        shadowline.addSubcommand(new Failing(failure)).setErr(new PrintWriter(err));
        assertEquals(2, shadowline.execute("failing"));
    }

    @Command(name = "failing")
    private record Failing(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }
}
