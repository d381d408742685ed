package org.shadowline.dsl.check;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.element.Behaviour;
import org.shadowline.plant.element.ElementType;

/** A type that is installed where the language is tested; nothing is ever simulated with it. */
public final class TestTable implements ElementType {
    @Override
    public String name() {
        return "indexing table";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("positions", ""),
                Parameter.required("cycle", "s"),
                new Parameter("weight", "kg", 2));
    }

    @Override
    public @Nullable String problem(Map<String, Double> values) {
        return values.getOrDefault("positions", 0.0) >= 1 ? null : "`positions` must be at least 1";
    }

    @Override
    public Behaviour behaviour(Map<String, Double> values) {
        throw new UnsupportedOperationException("the language does not simulate");
    }
}
