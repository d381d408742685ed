package org.shadowline.example.table;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.element.Behaviour;
import org.shadowline.plant.element.ElementType;

/**
 * A rotary indexing table: all parts on it move on by one position at once, every cycle. A part is put on at the loading
 * position, where it waits for the next turn, and is taken off when it has come to the last position. The table does
 * not turn while the part at its end has nowhere to go.
 */
public final class IndexingTable implements ElementType {
    @Override
    public String name() {
        return "indexing table";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("positions", ""), Parameter.required("cycle", "s"));
    }

    @Override
    public @Nullable String problem(Map<String, Double> values) {
        double positions = values.getOrDefault("positions", 0.0);
        if (positions < 1 || positions > 1000 || positions != Math.rint(positions)) {
            return "`positions` must be a whole number from 1 to 1000, but it is " + positions;
        }
        return values.getOrDefault("cycle", 0.0) > 0 ? null : "`cycle` must be above zero";
    }

    @Override
    public Behaviour behaviour(Map<String, Double> values) {
        return new Turning(values.getOrDefault("positions", 1.0).intValue(), values.getOrDefault("cycle", 1.0));
    }
}
