package org.shadowline.sim.calibrate.log;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * How a CSV file is written, as far as its first bytes show: characters and separator.
 *
 * @param skippedBytes length of the byte order mark
 */
record CsvShape(Charset charset, int skippedBytes, char separator) {
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};

    static CsvShape of(Path file, byte[] head, LogOptions options) {
        Charset charset;
        int mark = 0;
        if (starts(head, 0xef, 0xbb, 0xbf)) {
            charset = StandardCharsets.UTF_8;
            mark = 3;
        } else if (starts(head, 0xff, 0xfe)) {
            charset = StandardCharsets.UTF_16LE;
            mark = 2;
        } else if (starts(head, 0xfe, 0xff)) {
            charset = StandardCharsets.UTF_16BE;
            mark = 2;
        } else {
            refuseBinary(file, head);
            charset = isUtf8(head) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
        }
        var text = new String(head, mark, head.length - mark, charset);
        char separator = options.separator() != 0 ? options.separator() : separator(text);
        return new CsvShape(charset, mark, separator);
    }

    private static boolean starts(byte[] head, int... bytes) {
        if (head.length < bytes.length) return false;
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xff) != bytes[i]) return false;
        }
        return true;
    }

    private static void refuseBinary(Path file, byte[] head) {
        int control = 0;
        for (byte b : head) {
            if (b == 0 || (b > 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f')) control++;
        }
        if (control == 0 || control * 100 < head.length) return;
        String what = starts(head, 'P', 'K')
                ? "this is a zip archive or a spreadsheet, not text."
                : "this is binary data, not text.";
        throw new LogProblem(
                file,
                0,
                what + " Expected an event log in CSV or XES, plain or as .gz.",
                "export it as CSV with a header row.");
    }

    private static boolean isUtf8(byte[] head) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        // The head may end within a character, which is why the end of input is not declared.
        CoderResult result = decoder.decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length), false);
        return !result.isError();
    }

    /** The candidate that the header row holds most often outside quotes. */
    private static char separator(String text) {
        var counts = new int[SEPARATORS.length];
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            if (c == '\n' || c == '\r') {
                if (i > 0) break;
                continue;
            }
            for (int s = 0; s < SEPARATORS.length; s++) {
                if (c == SEPARATORS[s]) counts[s]++;
            }
        }
        int best = 0;
        for (int s = 1; s < SEPARATORS.length; s++) {
            if (counts[s] > counts[best]) best = s;
        }
        return SEPARATORS[best];
    }
}
