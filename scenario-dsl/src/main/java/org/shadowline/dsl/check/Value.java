package org.shadowline.dsl.check;

import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.units.Dimension;
import org.shadowline.plant.units.Quantity;
import org.shadowline.plant.units.Unit;

/** What an expression stands for. */
sealed interface Value {
    /** Something that was reported already; whatever depends on it stays silent. */
    Value BROKEN = new Broken();

    /** Without a limit. */
    Value UNLIMITED = new Unlimited();

    record Number(Quantity quantity) implements Value {
        double si() {
            return quantity.si();
        }

        Dimension dimension() {
            return quantity.dimension();
        }
    }

    record Random(Distribution distribution, Unit shown) implements Value {
        Dimension dimension() {
            return shown.dimension();
        }
    }

    record Unlimited() implements Value {}

    record Broken() implements Value {}

    static Value of(double si, Unit shown) {
        return new Number(new Quantity(si, shown));
    }
}
