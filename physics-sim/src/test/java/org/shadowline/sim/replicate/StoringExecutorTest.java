package org.shadowline.sim.replicate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shadowline.sim.replicate.ReplicationExecutor.Listener;
import org.shadowline.sim.replicate.ReplicationExecutor.Request;

class StoringExecutorTest {
    @TempDir
    private Path folder;

    private final ReplicationJob job = ReplicationFormTest.job(0.8, 5);

    private List<Request> requests(int to) {
        var packed = new PackedJob(job);
        return IntStream.rangeClosed(1, to)
                .mapToObj(i -> new Request(packed, i))
                .toList();
    }

    private StoringExecutor executor(boolean fresh) {
        return new StoringExecutor(new LocalExecutor(2), new ReplicationStore(folder, 1 << 30), fresh);
    }

    private static List<String> bytes(List<RunOutcome> outcomes) {
        return outcomes.stream()
                .map(o -> java.util.HexFormat.of().formatHex(ReplicationForm.toBytes(o)))
                .toList();
    }

    @Test
    void what_is_finished_is_not_run_again_and_is_the_same() {
        List<String> first;
        try (var executor = executor(false)) {
            first = bytes(executor.run(requests(6), Listener.SILENT));
            assertEquals(6, executor.ran());
        }
        try (var executor = executor(false)) {
            assertEquals(
                    first, bytes(executor.run(requests(9), Listener.SILENT)).subList(0, 6));
            assertEquals(6, executor.taken());
            assertEquals(3, executor.ran());
        }
        try (var executor = executor(true)) {
            assertEquals(first, bytes(executor.run(requests(6), Listener.SILENT)));
            assertEquals(6, executor.ran());
        }
    }

    @Test
    void outcomes_are_the_same_on_one_two_and_eight_threads() {
        var alone = ReplicationRun.compile(job);
        var one = IntStream.rangeClosed(1, 8)
                .mapToObj(i -> ReplicationRun.outcome(job, alone, i, share -> {}))
                .toList();
        for (int threads : new int[] {1, 2, 8}) {
            try (var executor = new LocalExecutor(threads)) {
                assertEquals(bytes(one), bytes(executor.run(requests(8), Listener.SILENT)), threads + " threads");
            }
        }
    }

    @Test
    void a_damaged_file_counts_as_missing_and_is_told() throws IOException {
        var store = new ReplicationStore(folder, 1 << 30);
        var outcome = ReplicationFormTest.run(job, 1);
        store.put(new PackedJob(job).key(), 1, outcome);
        var file = files().getFirst();
        Files.write(file, new byte[] {'S', 'L', 'R', 'P', 1, 0, 0});

        assertEquals(null, store.get(new PackedJob(job).key(), 1));
        assertEquals(1, store.notes().size());
        assertTrue(store.notes().getFirst().contains("1 finished replication in"), store.notes()::toString);

        store.put(new PackedJob(job).key(), 1, outcome);
        var again = store.get(new PackedJob(job).key(), 1);
        assertArrayEquals(outcome.values(), again == null ? new double[0] : again.values());
    }

    @Test
    void a_folder_that_cannot_be_written_is_told_once_and_stops_nothing() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "in the way");
        var store = new ReplicationStore(file.resolve("store"), 1 << 30);
        try (var executor = new StoringExecutor(new LocalExecutor(1), store, false)) {
            assertEquals(3, executor.run(requests(3), Listener.SILENT).size());
        }
        assertTrue(store.notes().stream().anyMatch(n -> n.contains("cannot be kept")), store.notes()::toString);
    }

    @Test
    void beyond_its_limit_the_jobs_that_were_not_used_for_longest_go() throws IOException {
        var outcome = ReplicationFormTest.run(job, 1);
        long size = ReplicationForm.toBytes(outcome).length;
        try (var store = new ReplicationStore(folder, 2 * size + size / 2)) {
            for (int i = 0; i < 4; i++) {
                var key = "0" + i + "f";
                store.put(key, 1, outcome);
                Files.setLastModifiedTime(
                        folder.resolve("0" + i).resolve(key), FileTime.fromMillis(1_000_000L * (i + 1)));
            }
        }
        var left = files().stream()
                .map(f -> f.getParent().getFileName().toString())
                .sorted()
                .toList();
        assertEquals(List.of("02f", "03f"), left);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".run")).toList();
        }
    }
}
