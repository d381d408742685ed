package org.shadowline.sim.replicate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.sim.flow.Plants;

class ReplicationFormTest {
    static ReplicationJob job(double load, long seed) {
        var plant = new Plants()
                .source("in", Plants.exponential(1))
                .buffer("waiting", 50)
                .add("server", Plants.station(Plants.exponential(load)))
                .route("in", "waiting", "server")
                .plant();
        return new ReplicationJob(
                plant, Plants.scenario(seed), null, 20, new KpiCatalogue(plant).measures(), 240, true);
    }

    static RunOutcome run(ReplicationJob job, int number) {
        return ReplicationRun.outcome(job, ReplicationRun.compile(job), number, share -> {});
    }

    @Test
    void an_outcome_comes_back_with_all_its_bits() throws Exception {
        var outcome = run(job(0.7, 3), 1);

        var back = ReplicationForm.outcome(ReplicationForm.toBytes(outcome));

        assertArrayEquals(bits(outcome.values()), bits(back.values()));
        assertArrayEquals(bits(outcome.workInProcess()), bits(back.workInProcess()));
        assertEquals(outcome.stateShares(), back.stateShares());
        assertEquals(outcome.detail(), back.detail());
        assertEquals(outcome.bottleneck(), back.bottleneck());
        assertEquals(outcome.notes(), back.notes());
        for (double q : new double[] {0, 0.05, 0.5, 0.95, 1}) {
            assertEquals(outcome.leadTimes().quantile(q), back.leadTimes().quantile(q));
        }
        assertArrayEquals(ReplicationForm.toBytes(outcome), ReplicationForm.toBytes(back));
    }

    @Test
    void a_job_that_has_travelled_gives_the_same_outcome() throws Exception {
        var job = job(0.7, 3);

        var back = ReplicationForm.job(ReplicationForm.toBytes(job));

        assertEquals(job, back);
        assertEquals(new PackedJob(job).key(), new PackedJob(back).key());
        assertArrayEquals(ReplicationForm.toBytes(run(job, 2)), ReplicationForm.toBytes(run(back, 2)));
    }

    @Test
    void a_job_is_known_by_what_changes_its_runs() {
        assertEquals(new PackedJob(job(0.7, 3)).key(), new PackedJob(job(0.7, 3)).key());
        assertNotEquals(new PackedJob(job(0.7, 3)).key(), new PackedJob(job(0.7, 4)).key());
        assertNotEquals(new PackedJob(job(0.7, 3)).key(), new PackedJob(job(0.7000000000000001, 3)).key());
    }

    @Test
    void any_changed_or_missing_byte_is_noticed() {
        var bytes = ReplicationForm.toBytes(run(job(0.7, 3), 2));
        for (int i = 0; i < bytes.length; i += Math.max(1, bytes.length / 500)) {
            var changed = bytes.clone();
            changed[i] ^= 0x20;
            assertThrows(ReplicationForm.Damaged.class, () -> ReplicationForm.outcome(changed), "byte " + i);
            var cut = Arrays.copyOf(bytes, i);
            assertThrows(ReplicationForm.Damaged.class, () -> ReplicationForm.outcome(cut), "cut at " + i);
        }
    }

    @Test
    void what_is_no_part_of_the_plant_model_is_neither_written_nor_made() {
        record Foreign(Object of) {}
        assertThrows(IllegalArgumentException.class, () -> RecordForm.write(List.of(new Object())));
        assertThrows(IllegalArgumentException.class, () -> RecordForm.read(hostile()));
        assertThrows(IllegalArgumentException.class, () -> RecordForm.write(new Foreign(Thread.currentThread())));
    }

    /** A record of a class that nothing may make. */
    private static byte[] hostile() {
        var name = "java.lang.ProcessBuilder";
        var bytes = new byte[3 + name.length()];
        bytes[0] = 11;
        bytes[2] = (byte) (name.length() << 1);
        System.arraycopy(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, bytes, 3, name.length());
        return bytes;
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
