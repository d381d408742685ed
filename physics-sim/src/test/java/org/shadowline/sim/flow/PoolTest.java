package org.shadowline.sim.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PoolTest {
    @Property(tries = 200)
    void the_first_free_machine_is_that_of_a_plain_set(
            @ForAll @IntRange(min = 1, max = 20_000) int machines, @ForAll long seed) {
        var random = new java.util.Random(seed);
        var pool = new Pool(machines);
        var plain = new BitSet();
        plain.set(0, machines);
        for (int step = 0; step < 2_000; step++) {
            int machine = random.nextInt(machines);
            boolean free = random.nextInt(8) == 0;
            // long stretches without a free one, too
            int to = random.nextInt(50) == 0 ? machines : machine + 1;
            for (int i = machine; i < to; i++) pool.set(i, free);
            plain.set(machine, to, free);
            int from = random.nextInt(machines);
            assertEquals(plain.nextSetBit(from), pool.next(from));
            assertEquals(plain.nextSetBit(0), new Pool(pool).next(0));
        }
    }
}
