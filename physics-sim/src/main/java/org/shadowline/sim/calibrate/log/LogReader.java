package org.shadowline.sim.calibrate.log;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads an event log from a file, CSV or XES, plain or compressed with gzip; which it is shows in its first bytes, not
 * in its name. Memory is bounded by {@link LogLimits} and by 28 bytes an instance. Thread-safe: no state.
 */
public final class LogReader {
    static final int HEAD = 1 << 16;

    private LogReader() {}

    /**
     * Reads a file.
     *
     * @throws LogProblem when the file cannot be read or understood; nothing else is thrown for any content
     */
    public static EventLog read(Path file, LogOptions options, LogProgress progress) {
        try {
            var source = new Source(file, options.limits(), progress);
            byte[] head;
            try (var in = source.open()) {
                head = in.readNBytes(HEAD);
            }
            if (head.length == 0) {
                throw new LogProblem(
                        file,
                        0,
                        "the file is empty; expected an event log in CSV or XES.",
                        "the export went wrong, or another file was meant.");
            }
            return isXml(head)
                    ? new XesLog(source, options, head).read()
                    : new CsvLog(source, options, CsvShape.of(file, head, options)).read();
        } catch (EOFException e) {
            throw new LogProblem(
                    file,
                    0,
                    "the compressed file ends too early.",
                    "it was copied or downloaded only in part: fetch it again.");
        } catch (ZipException e) {
            throw new LogProblem(
                    file,
                    0,
                    "the compressed file is damaged (" + e.getMessage() + ").",
                    "fetch it again, or unpack it with gunzip to see how far it is good.");
        } catch (NoSuchFileException e) {
            throw new LogProblem(file, 0, "there is no such file.", "the path is wrong: it was " + file + ".");
        } catch (IOException e) {
            throw new LogProblem(
                    file,
                    0,
                    "the file cannot be read: " + e.getMessage() + ".",
                    "it is a folder, or you may not read it.");
        }
    }

    private static boolean isXml(byte[] head) {
        for (int i = 0; i < Math.min(head.length, 64); i++) {
            int c = head[i] & 0xff;
            if (c == '<') return true;
            if (c > ' ' && c < 0x80) return false;
        }
        return false;
    }

    /** A file that can be opened more than once; counts what was read and stops what has no end. */
    static final class Source {
        private static final long REPORT_EVERY = 1 << 20;

        final Path file;
        final LogLimits limits;
        private final LogProgress progress;
        private final long size;
        private long compressedRead;
        private long reported;

        Source(Path file, LogLimits limits, LogProgress progress) throws IOException {
            this.file = file;
            this.limits = limits;
            this.progress = progress;
            size = Files.size(file);
        }

        InputStream open() throws IOException {
            compressedRead = 0;
            reported = 0;
            var raw = new BufferedInputStream(new Counting(Files.newInputStream(file)), HEAD);
            try {
                raw.mark(2);
                boolean compressed = raw.read() == 0x1f && raw.read() == 0x8b;
                raw.reset();
                var plain = compressed ? new GZIPInputStream(raw, HEAD) : raw;
                return new Bounded(plain);
            } catch (IOException | RuntimeException e) {
                raw.close();
                throw e;
            }
        }

        /** To be called for each instance; tells the progress about once per megabyte. */
        void progressed(long instances) {
            if (compressedRead - reported >= REPORT_EVERY) {
                reported = compressedRead;
                progress.at(compressedRead, size, instances);
            }
        }

        void finished(long instances) {
            progress.at(size, size, instances);
        }

        private final class Counting extends FilterInputStream {
            Counting(InputStream in) {
                super(in);
            }

            @Override
            public int read() throws IOException {
                int b = in.read();
                if (b >= 0) compressedRead++;
                return b;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int n = in.read(buffer, offset, length);
                if (n > 0) compressedRead += n;
                return n;
            }
        }

        /** Stops a text that is larger than allowed, however small its compressed form. */
        private final class Bounded extends FilterInputStream {
            private long read;

            Bounded(InputStream in) {
                super(in);
            }

            @Override
            public int read() throws IOException {
                int b = in.read();
                if (b >= 0) count(1);
                return b;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int n = in.read(buffer, offset, length);
                if (n > 0) count(n);
                return n;
            }

            private void count(int n) {
                read += n;
                if (read > limits.bytes()) {
                    throw new LogProblem(
                            file,
                            0,
                            "the text is larger than " + limits.bytes() + " bytes.",
                            "take a part of the log, for example a few months.");
                }
            }
        }
    }
}
