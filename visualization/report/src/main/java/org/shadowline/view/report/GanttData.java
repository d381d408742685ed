package org.shadowline.view.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.rehearsal.RehearsalResult.Bar;
import org.shadowline.plant.rehearsal.RehearsalResult.VariantResult;

/**
 * Writes the bars of the Gantt chart: lanes in the order of the plant, bars as flat numbers. A page stays small and
 * quick, so of many bars it keeps those of a first stretch of time, the same in all lanes.
 */
final class GanttData {
    private GanttData() {}

    static void write(JsonText json, VariantResult variant, int most) {
        var kept = stretch(variant, most);
        var lanes = lanes(variant.plant(), kept.bars());
        var products = new LinkedHashMap<String, Integer>();
        json.object("gantt", () -> {
            json.array(
                    "lanes",
                    lanes.values(),
                    lane -> json.array(
                            null, () -> json.add(lane.name).add(lane.of).add(lane.people ? 1 : 0)));
            // Lane, start after that of the bar before, length, state, product or -1, part or null; tenths of a second.
            json.array("bars", () -> {
                long before = 0;
                for (var bar : kept.bars()) {
                    var lane = lanes.get(bar.lane());
                    long start = tenths(bar.start());
                    json.add(lane == null ? 0 : lane.number);
                    json.add(start - before);
                    json.add(tenths(bar.end()) - start);
                    json.add(bar.state().ordinal());
                    json.add(
                            bar.product() == null ? -1 : products.computeIfAbsent(bar.product(), p -> products.size()));
                    part(json, bar.part());
                    before = start;
                }
            });
            json.texts("products", List.copyOf(products.keySet()));
            json.put("from", kept.from()).put("to", kept.to());
            json.put("left", variant.gantt().size() - kept.bars().size());
        });
    }

    private static long tenths(double seconds) {
        return Math.round(seconds * 10);
    }

    /** Serial numbers, which most parts have, go as numbers. */
    private static void part(JsonText json, @Nullable String part) {
        if (part != null && part.matches("[1-9][0-9]{0,8}")) json.add(Long.parseLong(part));
        else json.add(part);
    }

    private record Stretch(List<Bar> bars, double from, double to) {}

    /** All bars, or from the end of the warm-up as many as may be kept. */
    private static Stretch stretch(VariantResult variant, int most) {
        var bars = new ArrayList<>(variant.gantt());
        bars.sort(Comparator.comparingDouble(Bar::start));
        double end = bars.stream().mapToDouble(Bar::end).max().orElse(0);
        if (bars.size() <= most)
            return new Stretch(bars, bars.isEmpty() ? 0 : bars.getFirst().start(), end);
        double from = variant.warmUp();
        var counted = bars.stream().filter(bar -> bar.end() > from).toList();
        if (counted.size() <= most) return new Stretch(counted, from, end);
        return new Stretch(counted.subList(0, most), from, counted.get(most).start());
    }

    /** @param of station or team */
    private record Lane(int number, String name, String of, boolean people) {}

    /** Machines as the plant has them, then people; names that the plant does not have come last. */
    private static Map<String, Lane> lanes(Plant plant, List<Bar> bars) {
        var used = new LinkedHashMap<String, @Nullable Lane>();
        for (var bar : bars) used.put(bar.lane(), null);
        var lanes = new LinkedHashMap<String, Lane>();
        for (var element : plant.elements()) {
            int machines = element instanceof Station station ? station.count() : 1;
            claim(lanes, used, element.id(), machines, false);
        }
        for (var team : plant.teams()) claim(lanes, used, team.id(), team.people(), true);
        for (var name : used.keySet()) lanes.putIfAbsent(name, new Lane(lanes.size(), name, name, false));
        return lanes;
    }

    private static void claim(
            Map<String, Lane> lanes, Map<String, @Nullable Lane> used, String id, int count, boolean people) {
        if (used.containsKey(id)) lanes.putIfAbsent(id, new Lane(lanes.size(), id, id, people));
        for (int i = 1; i <= count; i++) {
            var name = id + "." + i;
            if (used.containsKey(name)) lanes.putIfAbsent(name, new Lane(lanes.size(), name, id, people));
        }
    }
}
