package org.shadowline.plant.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kind of part; money in the plant's currency, mass in kilograms, holding cost per second and part. */
public record Product(
        String id,
        @Nullable String label,
        double materialCost,
        double price,
        double holdingPerSecond,
        double mass,
        List<Attribute> attributes) {
    public Product {
        attributes = List.copyOf(attributes);
    }

    public static Product named(String id) {
        return new Product(id, null, 0, 0, 0, 0, List.of());
    }

    /**
     * An attribute drawn when a part is released. Values of a choice are numbered in the plant's symbol table.
     *
     * @param unit the unit in which it is written; empty for a plain number or a choice
     */
    public record Attribute(String name, Distribution value, String unit) {
        public Attribute(String name, Distribution value) {
            this(name, value, "");
        }
    }
}
