package org.shadowline.sim.calibrate.log;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.Example;
import org.shadowline.sim.calibrate.Logs;
import org.shadowline.sim.calibrate.discover.Discovery;
import org.shadowline.sim.calibrate.discover.DiscoveryOptions;

/** A damaged log gives a plant or a problem: nothing else is thrown, and nothing hangs. */
class DamagedLogTest {
    private static final int DAMAGES = 1_000;

    @Example
    void aDamagedCsvLog() {
        survives(Arrays.copyOf(Logs.csv(Logs.production()).getBytes(StandardCharsets.UTF_8), 40_000), 1);
    }

    @Example
    void aDamagedXesLog() throws IOException {
        var xes = new GZIPInputStream(new ByteArrayInputStream(Logs.productionBytes())).readAllBytes();
        survives(closed(xes, 60_000), 2);
    }

    @Example
    void aDamagedCompressedLog() {
        survives(Logs.productionBytes(), 3);
    }

    private static void survives(byte[] good, long seed) {
        var random = new SplittableRandom(seed);
        var file = Logs.temporary("damaged.log", good);
        for (int i = 0; i < DAMAGES; i++) {
            var damaged = damage(good, random);
            boolean discovers = i % 20 == 0;
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> {
                        try {
                            Files.write(file, damaged);
                            var log = Logs.read(file);
                            if (discovers) Discovery.discover(log, DiscoveryOptions.DEFAULT);
                        } catch (LogProblem expected) {
                            // An answer too.
                        }
                    },
                    "damage " + i + " of seed " + seed);
        }
    }

    private static byte[] damage(byte[] good, SplittableRandom random) {
        var bytes = good.clone();
        int turns = 1 + random.nextInt(5);
        for (int t = 0; t < turns && bytes.length > 2; t++) {
            switch (random.nextInt(4)) {
                case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                case 2 -> bytes = withoutPart(bytes, random);
                default -> bytes = withLineTwice(bytes, random);
            }
        }
        return bytes;
    }

    private static byte[] withoutPart(byte[] bytes, SplittableRandom random) {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(200));
        var shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, shorter, from, bytes.length - to);
        return shorter;
    }

    private static byte[] withLineTwice(byte[] bytes, SplittableRandom random) {
        int from = random.nextInt(bytes.length);
        int to = from;
        while (to < bytes.length && to - from < 2_000 && bytes[to] != '\n') to++;
        to = Math.min(to + 1, bytes.length);
        var longer = Arrays.copyOf(bytes, bytes.length + to - from);
        System.arraycopy(bytes, from, longer, to, bytes.length - from);
        return longer;
    }

    /** The first traces of a document, with the end that makes it whole again. */
    private static byte[] closed(byte[] xes, int atMost) {
        var text = new String(xes, 0, atMost, StandardCharsets.UTF_8);
        return (text.substring(0, text.lastIndexOf("</trace>")) + "</trace></log>").getBytes(StandardCharsets.UTF_8);
    }
}
