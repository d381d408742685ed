package org.shadowline.sim.replicate;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import org.apache.commons.math3.util.FastMath;
import org.shadowline.plant.description.Plant;

/**
 * Which engine this is: two processes with the same fingerprint give the same bits. It is a checksum over the compiled
 * classes of the plant model, the simulator and the mathematics that it uses, so that a rebuilt but unchanged engine is
 * the same and an edited one is another, whatever its version number.
 */
public final class Engine {
    private Engine() {}

    /** Sixteen hex digits. */
    public static String fingerprint() {
        return Holder.FINGERPRINT;
    }

    private static final class Holder {
        static final String FINGERPRINT = compute();
    }

    private static String compute() {
        var checksums = new TreeMap<String, Long>();
        for (var type : new Class<?>[] {Plant.class, Engine.class, FastMath.class}) {
            try {
                var source = type.getProtectionDomain().getCodeSource().getLocation();
                read(Path.of(source.toURI()), checksums);
            } catch (IOException | URISyntaxException e) {
                throw new IllegalStateException("the engine cannot read its own classes: " + e.getMessage(), e);
            }
        }
        long hash = 0xcbf29ce484222325L;
        for (var entry : checksums.entrySet()) {
            for (char c : entry.getKey().toCharArray()) hash = (hash ^ c) * 0x100000001b3L;
            for (int i = 0; i < 64; i += 8) hash = (hash ^ (entry.getValue() >>> i & 0xff)) * 0x100000001b3L;
        }
        return String.format("%016x", hash);
    }

    private static void read(Path source, TreeMap<String, Long> checksums) throws IOException {
        if (!Files.isDirectory(source)) {
            // a jar's directory holds the checksum of every class
            try (var jar = new ZipFile(source.toFile())) {
                jar.stream()
                        .filter(entry -> entry.getName().endsWith(".class"))
                        .forEach(entry -> checksums.put(entry.getName(), entry.getCrc()));
            }
            return;
        }
        try (var files = Files.walk(source)) {
            for (var file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
                var crc = new CRC32();
                crc.update(Files.readAllBytes(file));
                checksums.put(source.relativize(file).toString().replace('\\', '/'), crc.getValue());
            }
        }
    }
}
