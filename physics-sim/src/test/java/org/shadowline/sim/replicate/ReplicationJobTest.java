package org.shadowline.sim.replicate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicationJobTest {
    @ParameterizedTest(name = "{0} s in buckets of {1} s")
    @CsvSource({"432000, 1800", "14400, 60", "3600, 15", "7776000, 86400", "2592000, 14400"})
    void a_run_is_divided_into_buckets_of_a_round_time(double horizon, double length) {
        assertEquals(length, horizon / ReplicationJob.roundBuckets(horizon));
    }

    @ParameterizedTest
    @CsvSource({"12345.678", "1e9", "0.5"})
    void a_run_that_no_round_time_divides_has_the_usual_number(double horizon) {
        assertEquals(ReplicationJob.BUCKETS, ReplicationJob.roundBuckets(horizon));
    }
}
