package org.shadowline.dsl.check;

import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.syntax.Ref;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Station;

/** Finds the machines that a name stands for: {@code mill} for all of a station, {@code mill.2} for one. */
final class MachineNames implements Formulas.Machines {
    private final Names names;
    private final Function<String, @Nullable Element> elements;
    private final ToIntFunction<String> mostMachines;
    private final Reports reports;

    /** @param mostMachines how many machines a station may come to have; 0 where nothing changes it */
    MachineNames(
            Names names,
            Function<String, @Nullable Element> elements,
            ToIntFunction<String> mostMachines,
            Reports reports) {
        this.names = names;
        this.elements = elements;
        this.mostMachines = mostMachines;
        this.reports = reports;
    }

    @Override
    public @Nullable String machine(Ref ref, Scope scope) {
        return machine(ref, scope, Set.of(Kind.STATION), "a station");
    }

    /** A station or fleet, or one of its machines or vehicles. */
    @Nullable String failing(Ref ref, Scope scope) {
        return machine(ref, scope, Set.of(Kind.STATION, Kind.FLEET), "a station or fleet");
    }

    private @Nullable String machine(Ref ref, Scope scope, Set<Kind> kinds, String what) {
        @Nullable Named found = names.find(ref, scope);
        if (found == null && ref.parts().size() > 1 && isNumber(ref.last().text())) {
            @Nullable Named station = names.require(ref.owner(), scope, kinds, what);
            return station == null ? null : numbered(ref, station.id());
        }
        found = names.require(ref, scope, kinds, what);
        return found == null ? null : found.id();
    }

    @Override
    public @Nullable String sensor(Ref ref, Scope scope) {
        @Nullable Named owner = ref.parts().size() < 2 ? null : names.find(ref.owner(), scope);
        if (owner == null || !(elements.apply(owner.id()) instanceof Conveyor conveyor)) {
            return null;
        }
        var name = ref.last().text();
        boolean has = conveyor.sensors().stream().anyMatch(one -> one.name().equals(name));
        return has ? conveyor.id() + "." + name : null;
    }

    @Override
    public boolean isUnknownSensor(Ref ref, Scope scope) {
        @Nullable Named owner = ref.parts().size() < 2 ? null : names.find(ref.owner(), scope);
        if (owner == null || owner.kind() != Kind.CONVEYOR) {
            return false;
        }
        var name = ref.last().text();
        boolean isSaid = scope.file().parsed().mayHaveLost(name) || !reports.isFirstUnknown(owner.id() + "." + name);
        if (isSaid) {
            return true;
        }
        reports.error(
                Code.UNKNOWN_NAME,
                ref.last().span(),
                "`" + owner.id() + "` has no sensor `" + name + "`",
                "give it one: `sensor " + name + " at 1 m`");
        return true;
    }

    private @Nullable String numbered(Ref ref, String station) {
        int number = ref.last().text().length() > 9
                ? Integer.MAX_VALUE
                : Integer.parseInt(ref.last().text());
        @Nullable Element element = elements.apply(station);
        int count = element instanceof Station it ? it.count() : element instanceof Fleet fleet ? fleet.count() : 1;
        if (number >= 1 && number <= Math.max(count, mostMachines.applyAsInt(station))) {
            return station + "." + number;
        }
        reports.error(
                Code.UNKNOWN_NAME,
                ref.last().span(),
                "there is no " + (element instanceof Fleet ? "vehicle " : "machine ")
                        + ref.last().text() + " of `" + station + "`",
                count == 1
                        ? "it has one, `" + station + ".1`"
                        : "it has `" + station + ".1` to `" + station + "." + count + "`");
        return null;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
