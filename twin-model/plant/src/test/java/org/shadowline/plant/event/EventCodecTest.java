package org.shadowline.plant.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.kpi.KpiFold;
import org.shadowline.plant.kpi.RandomPlant;

class EventCodecTest {
    private static final int STATIONS = 4;
    private static final PlantIndex INDEX = RandomPlant.index(STATIONS);
    private static final EventCodec CODEC = new EventCodec(INDEX);

    @Property(tries = 60)
    void eventsThatAreWrittenAndReadAgainAreTheSameAndGiveTheSameIndicators(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 2_000) int turns) {
        var direct = new KpiFold(INDEX, 1_000, 10);
        var records = new ArrayList<PlantEvent>();
        RandomPlant.play(INDEX, STATIONS, seed, turns, new EventFanOut(direct, CODEC.writer(records::add)));

        var afterReading = new KpiFold(INDEX, 1_000, 10);
        var again = new ArrayList<PlantEvent>();
        var reader = CODEC.reader(new EventFanOut(afterReading, CODEC.writer(again::add)));
        records.forEach(reader);

        assertEquals(records, again);
        for (var measure : new KpiCatalogue(INDEX.plant()).measures()) {
            assertEquals(direct.result().value(measure), afterReading.result().value(measure), measure.text());
        }
        assertEquals(direct.result().flows(), afterReading.result().flows());
    }

    @Property(tries = 20)
    void aRecorderPlaysWhatItTook(@ForAll long seed, @ForAll @IntRange(min = 1, max = 2_000) int turns) {
        var recorder = new EventRecorder(1_000_000);
        var direct = new ArrayList<String>();
        RandomPlant.play(INDEX, STATIONS, seed, turns, new EventFanOut(recorder, new Log(direct)));
        var played = new ArrayList<String>();
        recorder.replay(new Log(played));
        assertEquals(direct, played);
        assertEquals(0, recorder.leftOut());
    }

    @Example
    void aFullRecorderKeepsTheFirstEventsAndCountsTheRest() {
        var all = new ArrayList<String>();
        var recorder = new EventRecorder(100);
        RandomPlant.play(INDEX, STATIONS, 1, 500, new EventFanOut(recorder, new Log(all)));
        var played = new ArrayList<String>();
        recorder.replay(new Log(played));
        assertEquals(all.subList(0, 100), played);
        assertEquals(all.size() - 100, recorder.leftOut());
    }

    @Example
    void aRecordSpeaksInNames() {
        var records = new ArrayList<PlantEvent>();
        var writer = CODEC.writer(records::add);
        int s = INDEX.place("s");
        int m = INDEX.place("m01.1");
        writer.event(1, EventKind.PART_RELEASED, s, 0, INDEX.product("b"), 2, Double.NaN, 17);
        writer.event(1, EventKind.PART_ORDERED, s, 0, 2, 0, 0, 0);
        writer.event(2, EventKind.MACHINE_STATE, m, 0, MachineState.SETUP.ordinal(), -1, 0, 0);
        writer.event(3, EventKind.SETTING_CHANGED, 0, -1, Setting.Property.PEOPLE.ordinal(), 1, 4, 0);
        writer.note(4, m, "oil");
        assertEquals(
                List.of(
                        new PlantEvent(1, EventKind.PART_RELEASED, "s", "17", Map.of("product", "b", "priority", 2L)),
                        new PlantEvent(1, EventKind.PART_ORDERED, "s", "17", Map.of("order", "A2#3")),
                        new PlantEvent(2, EventKind.MACHINE_STATE, "m01.1", "17", Map.of("state", "set-up")),
                        new PlantEvent(
                                3,
                                EventKind.SETTING_CHANGED,
                                "crew",
                                null,
                                Map.of("property", "people", "team", 1L, "value", 4.0)),
                        new PlantEvent(4, EventKind.NOTE, "m01.1", null, Map.of("text", "oil"))),
                records);
    }

    @Example
    void partsNeedNotBeNumbered() {
        var flat = new ArrayList<String>();
        var reader = CODEC.reader(new Log(flat));
        reader.accept(new PlantEvent(0, EventKind.PART_RELEASED, "s", "SN-5", Map.of("product", "a")));
        reader.accept(new PlantEvent(1, EventKind.PART_FINISHED, "s", "SN-5", Map.of()));
        assertTrue(flat.getFirst().endsWith(" 1.0"), flat.getFirst());
    }

    @Example
    void whatThePlantDoesNotHaveIsRefusedByName() {
        var reader = CODEC.reader(new Log(new ArrayList<>()));
        var unknownPart = assertThrows(
                IllegalArgumentException.class,
                () -> reader.accept(new PlantEvent(5, EventKind.PART_FINISHED, "s", "9", Map.of())));
        assertEquals("event PART_FINISHED at 5.0 s names no part in the plant: 9", unknownPart.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> reader.accept(new PlantEvent(5, EventKind.MACHINE_STATE, "mil", null, Map.of("state", "busy"))));
        assertThrows(IllegalArgumentException.class, () -> CODEC.writer(event -> {})
                .event(0, EventKind.PART_FINISHED, 0, 3, 0, 0, 0, 0));
    }

    private record Log(List<String> lines) implements EventSink {
        @Override
        public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
            lines.add(time + " " + kind + " " + subject + " " + object + " " + a + " " + b + " " + x + " " + y);
        }

        @Override
        public void note(double time, int subject, String text) {
            lines.add(time + " note " + subject + " " + text);
        }
    }
}
