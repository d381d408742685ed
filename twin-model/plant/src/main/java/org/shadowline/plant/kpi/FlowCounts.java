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
 * How often something went from one place to another, for the pairs that occur: a hash table with linear probing whose
 * entries hold the pair in the upper and the count in the lower half of a long. Counting a known pair allocates
 * nothing. Counts of a pair stay below 2^32.
 */
final class FlowCounts {
    private final int places;
    private long[] table = new long[64];
    private int shift = 32 - 6;
    private int pairs;

    /** For places numbered from 0 to {@code places - 1}. */
    FlowCounts(int places) {
        if (places > 46_340) throw new IllegalArgumentException("at most 46340 places can be counted: " + places);
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
        int key = from * places + to + 1;
        int i = slot(key);
        long entry = table[i];
        if (entry != 0) {
            table[i] = entry + parts;
        } else {
            insert(key, parts);
        }
    }

    /** Where the entry of a pair is, or belongs. */
    private int slot(int key) {
        int i = (key * 0x9E3779B9) >>> shift;
        while (true) {
            long entry = table[i];
            if (entry == 0 || (int) (entry >>> 32) == key) return i;
            i = (i + 1) & (table.length - 1);
        }
    }

    private void insert(int key, int parts) {
        if (2 * ++pairs > table.length) {
            var old = table;
            table = new long[2 * old.length];
            shift--;
            for (long entry : old) {
                if (entry != 0) table[slot((int) (entry >>> 32))] = entry;
            }
        }
        table[slot(key)] = (long) key << 32 | parts;
    }

    /** Flows between the elements of a plant, whose places are followed by the two ends, largest first. */
    List<RehearsalResult.Flow> between(PlantIndex index) {
        var parts = new TreeMap<String, Map<String, Long>>();
        for (long entry : table) {
            if (entry == 0) continue;
            int key = (int) (entry >>> 32) - 1;
            int from = key / places;
            int to = key % places;
            // From a station's queue onto its machine is within the station.
            if (to < index.placeCount() && index.isMachine(to) && index.elementOf(to) == from) continue;
            parts.computeIfAbsent(index.placeName(index.elementOf(from)), f -> new TreeMap<>())
                    .merge(nameOf(to, index), entry & 0xFFFF_FFFFL, Long::sum);
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
