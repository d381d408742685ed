package org.shadowline.plant.kpi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.event.EventRecorder;
import org.shadowline.plant.event.EventSink;

class AllocationTest {
    private static final int STATIONS = 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static EventRecorder recorded() {
        var recorder = new EventRecorder(10_000_000);
        RandomPlant.play(RandomPlant.index(STATIONS), STATIONS, 1, 500_000, recorder);
        return recorder;
    }

    private long allocatedBy(Runnable work) {
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void aMillionEventsOfALineOfTwentyStationsNeedNoMemoryOfTheirOwn() {
        var index = RandomPlant.index(STATIONS);
        var events = recorded();
        assertTrue(events.size() > 1_000_000, () -> "events: " + events.size());
        for (var sink : new EventSink[] {new KpiFold(index, 1e6, 240), new BottleneckFold(index)}) {
            long first = allocatedBy(() -> events.replay(sink));
            // The sketches of two products and the parts present at once; a byte per event would be a million.
            assertTrue(first < 80_000, () -> sink.getClass() + ": " + first + " bytes");
            long second = allocatedBy(() -> events.replay(sink));
            assertTrue(second < 1_000, () -> sink.getClass() + ": " + second + " bytes");
        }
    }

    @Test
    void theWholeFoldOfALineOfTwentyStationsIsBelow100Kilobytes() {
        var index = RandomPlant.index(STATIONS);
        var events = recorded();
        long[] bytes = {0};
        bytes[0] = allocatedBy(() -> {
            var fold = new KpiFold(index, 1e6, 240);
            events.replay(fold);
        });
        assertTrue(bytes[0] < 100_000, () -> bytes[0] + " bytes allocated, of which some are garbage");
    }
}
