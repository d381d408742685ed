package org.shadowline.twin.genealogy;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.genealogy.PartHistory;
import org.shadowline.plant.genealogy.PartHistory.Operation;

/** The fields of a part's history in files: their names, with units, and their values; null for what is not known. */
record GenealogyFields(List<Field<PartHistory>> ofPart, List<Field<Operation>> ofOperation) {

    /** Values are texts, {@link Double}, {@link Integer}, {@link Boolean} and lists of texts. */
    record Field<T>(String name, Function<T, @Nullable Object> value) {}

    /** @param clock the moment that is so many seconds after the start */
    static GenealogyFields with(DoubleFunction<String> clock) {
        return new GenealogyFields(
                List.of(
                        new Field<>("part", PartHistory::part),
                        new Field<>("product", PartHistory::product),
                        new Field<>("source", PartHistory::source),
                        new Field<>("order", PartHistory::order),
                        new Field<>("lot", PartHistory::lot),
                        new Field<>("made_of", PartHistory::madeOf),
                        new Field<>("packed_in", PartHistory::lots),
                        new Field<>("released_s", part -> known(part.released())),
                        new Field<>("due_s", part -> known(part.due())),
                        new Field<>("outcome", part -> part.outcome().words()),
                        new Field<>("into", PartHistory::into),
                        new Field<>("left_s", part -> known(part.left())),
                        new Field<>("came_defective", PartHistory::cameDefective),
                        new Field<>("defective", PartHistory::defective)),
                List.of(
                        new Field<>("step", Operation::step),
                        new Field<>("machine", Operation::machine),
                        new Field<>("began_s", one -> known(one.began())),
                        new Field<>("began", one -> Double.isNaN(one.began()) ? null : clock.apply(one.began())),
                        new Field<>("ended_s", one -> known(one.ended())),
                        new Field<>("waited_s", one -> known(one.waited())),
                        new Field<>("worked_s", one -> known(one.worked())),
                        new Field<>("set_up_s", one -> known(one.setUp())),
                        new Field<>("failures", Operation::failures),
                        new Field<>("together", Operation::together),
                        new Field<>("people", Operation::people),
                        new Field<>("pace", one -> known(one.pace())),
                        new Field<>("on_shift_s", one -> known(one.onShift())),
                        new Field<>("components", Operation::components),
                        new Field<>("since_set_up", one -> known(one.sinceSetUp())),
                        new Field<>("since_repair", one -> known(one.sinceRepair())),
                        new Field<>("since_maintenance", one -> known(one.sinceMaintenance())),
                        new Field<>("wear", one -> known(one.wear())),
                        new Field<>("tool", Operation::tool),
                        new Field<>("tool_uses", one -> known(one.toolUses())),
                        new Field<>("good", Operation::good),
                        new Field<>("defect", Operation::defect),
                        new Field<>("verdict", Operation::verdict)));
    }

    private static @Nullable Object known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static @Nullable Object known(int count) {
        return count < 0 ? null : count;
    }
}
