package org.shadowline.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {
    /** Known-answer vectors of Random123 (kat_vectors, philox2x64 with 10 rounds). */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0000000000000000, 0000000000000000, ca00a0459843d731, 66c24222c9a845b5",
        "ffffffffffffffff, ffffffffffffffff, ffffffffffffffff, 65b021d60cd8310f, 4d02f3222f86df20",
        "243f6a8885a308d3, 13198a2e03707344, a4093822299f31d0, 0a5e742c2997341c, b0f883d38000de5d",
    })
    void gives_the_published_numbers(String low, String high, String key, String first, String second) {
        var spare = new long[1];

        long word = Philox.block(hex(low), hex(high), hex(key), spare, 0);

        assertEquals(first, String.format("%016x", word));
        assertEquals(second, String.format("%016x", spare[0]));
    }

    private static long hex(String text) {
        return Long.parseUnsignedLong(text, 16);
    }
}
