package org.shadowline.plant.kpi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.rehearsal.RehearsalResult;

/**
 * How often something went from one place to another, for the pairs that occur: a hash table with linear probing in which
 * the count of a pair follows its key. Counting a known pair allocates nothing.
 */
final class FlowCounts {
    private static final int FEWEST = 64;

    private final int places;
    private long[] table = new long[2 * FEWEST];
    private int shift = Long.SIZE - Integer.numberOfTrailingZeros(FEWEST);
    private int pairs;

    /** For places numbered from 0 to {@code places - 1}. */
    FlowCounts(int places) {
        this.places = places;
    }

    private FlowCounts(FlowCounts of) {
        places = of.places;
        table = of.table.clone();
        shift = of.shift;
        pairs = of.pairs;
    }

    FlowCounts copy() {
        return new FlowCounts(this);
    }

    void clear() {
        Arrays.fill(table, 0);
        pairs = 0;
    }

    void count(int from, int to, int parts) {
        long key = (long) from * places + to + 1;
        int i = slot(key);
        if (table[i] == 0) i = insert(key);
        table[i + 1] += parts;
    }

    /** Where the entry of a pair is, or belongs. */
    private int slot(long key) {
        int i = 2 * (int) ((key * 0x9E3779B97F4A7C15L) >>> shift);
        while (true) {
            if (table[i] == 0 || table[i] == key) return i;
            i = (i + 2) & (table.length - 1);
        }
    }

    private int insert(long key) {
        if (4 * ++pairs > table.length) {
            var old = table;
            table = new long[2 * old.length];
            shift--;
            for (int i = 0; i < old.length; i += 2) {
                if (old[i] == 0) continue;
                int to = slot(old[i]);
                table[to] = old[i];
                table[to + 1] = old[i + 1];
            }
        }
        int i = slot(key);
        table[i] = key;
        return i;
    }

    /** Flows between the elements of a plant, whose places are followed by the two ends, largest first. */
    List<RehearsalResult.Flow> between(PlantIndex index) {
        var parts = new TreeMap<String, Map<String, Long>>();
        for (int i = 0; i < table.length; i += 2) {
            if (table[i] == 0) continue;
            int from = (int) ((table[i] - 1) / places);
            int to = (int) ((table[i] - 1) % places);
            // From a station's queue onto its machine is within the station.
            if (to < index.placeCount() && index.isMachine(to) && index.elementOf(to) == from) continue;
            parts.computeIfAbsent(index.placeName(index.elementOf(from)), f -> new TreeMap<>())
                    .merge(nameOf(to, index), table[i + 1], Long::sum);
        }
        var flows = new ArrayList<RehearsalResult.Flow>();
        parts.forEach((from, ways) -> ways.forEach((to, n) -> flows.add(new RehearsalResult.Flow(from, to, n))));
        flows.sort(Comparator.comparingDouble(RehearsalResult.Flow::parts).reversed());
        return List.copyOf(flows);
    }

    private static String nameOf(int to, PlantIndex index) {
        if (to < index.placeCount()) return index.placeName(index.elementOf(to));
        return to == index.placeCount() ? "done" : "scrap";
    }
}
