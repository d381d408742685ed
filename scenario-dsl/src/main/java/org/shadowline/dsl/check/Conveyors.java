package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Entry;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.syntax.Property;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Position;
import org.shadowline.plant.units.Dimension;

/** Makes the values of conveyors: their sections, who comes on first, and their sensors. */
final class Conveyors {
    private static final Set<Kind> BEFORE =
            Set.of(Kind.SOURCE, Kind.STATION, Kind.BUFFER, Kind.CONVEYOR, Kind.RACK, Kind.FLEET);

    private final Names names;
    private final Evaluator evaluator;
    private final Reports reports;

    Conveyors(Names names, Evaluator evaluator, Reports reports) {
        this.names = names;
        this.evaluator = evaluator;
        this.reports = reports;
    }

    Conveyor conveyor(
            Entry entry,
            Properties given,
            @Nullable Position at,
            @Nullable String area,
            @Nullable String from,
            @Nullable String to) {
        if (given.value("length") == null) {
            given.missing("length", "length 8 m");
        }
        if (given.value("speed") == null) {
            given.missing("speed", "speed 0.3 m/s");
        }
        double length = given.aboveZero("length", Dimension.LENGTH, 1);
        double speed = given.aboveZero("speed", Dimension.SPEED, 1);
        double spacing = given.aboveZero("spacing", Dimension.LENGTH, 0.5);
        var then = sections(entry, speed);
        double total = length;
        for (var section : then) {
            total += section.length();
        }
        int room = (int) Math.max(1, Math.floor(total / spacing + 1e-9));
        double partLength = given.aboveZero("parts", Dimension.LENGTH, spacing);
        if (partLength > spacing) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    entry.element().name().span(),
                    "the parts on `" + entry.id() + "` are longer than their spacing",
                    "the spacing is from the front of a part to the front of the next one");
        }
        return new Conveyor(
                entry.id(),
                given.label(),
                at,
                area,
                from,
                to,
                length,
                speed,
                spacing,
                given.places("holds", 1, room),
                !given.has("not accumulating"),
                then,
                merge(entry, given),
                sensors(entry, total),
                partLength);
    }

    private List<Conveyor.Section> sections(Entry entry, double speed) {
        var sections = new ArrayList<Conveyor.Section>();
        for (var property : entry.element().properties()) {
            if (!(property instanceof Property.Then then)) {
                continue;
            }
            var what = "of a section of `" + entry.id() + "`";
            double metres = evaluator.positive(
                    then.length(),
                    entry.scope(),
                    Dimension.LENGTH,
                    (then.angle() == null ? "the length " : "the radius ") + what,
                    false);
            double angle = then.angle() == null
                    ? 0
                    : evaluator.positive(then.angle(), entry.scope(), Dimension.ANGLE, "the angle " + what, false);
            double own = then.speed() == null
                    ? speed
                    : evaluator.positive(then.speed(), entry.scope(), Dimension.SPEED, "the speed " + what, false);
            if (!Double.isNaN(metres) && !Double.isNaN(angle) && !Double.isNaN(own)) {
                sections.add(new Conveyor.Section(angle > 0 ? angle * metres : metres, own, angle));
            }
        }
        return sections;
    }

    private Conveyor.Merge merge(Entry entry, Properties given) {
        Property.@Nullable Merges merges = given.find(Property.Merges.class);
        if (merges == null) {
            return Conveyor.Merge.FIRST_COME;
        }
        var first = new ArrayList<String>();
        for (var ref : merges.first()) {
            @Nullable Named named = names.require(ref, entry.scope(), BEFORE, "an element that parts come from");
            if (named != null) {
                first.add(named.id());
            }
        }
        return new Conveyor.Merge(merges.first().isEmpty(), first);
    }

    private List<Conveyor.Sensor> sensors(Entry entry, double total) {
        var sensors = new ArrayList<Conveyor.Sensor>();
        for (var property : entry.element().properties()) {
            if (!(property instanceof Property.Sensor sensor)) {
                continue;
            }
            var name = sensor.name().text();
            double at = evaluator.positive(
                    sensor.at(), entry.scope(), Dimension.LENGTH, "the place of sensor `" + name + "`", false);
            boolean isLengthKnown = !reports.hasErrorIn(entry.element().span());
            if (at > total && !isLengthKnown) {
                sensors.add(new Conveyor.Sensor(name, total));
            } else if (at > total) {
                // what uses it need not be told as well
                reports.isFirstUnknown(entry.id() + "." + name);
                reports.error(
                        Code.OUT_OF_RANGE,
                        sensor.at().span(),
                        "sensor `" + name + "` is behind the end of `" + entry.id() + "`, which is "
                                + Elements.shown(total, "m") + " long",
                        "write its distance from the beginning");
            } else if (sensors.stream().anyMatch(other -> other.name().equals(name))) {
                reports.error(
                        Code.DECLARED_TWICE,
                        sensor.name().span(),
                        "`" + entry.id() + "` has two sensors `" + name + "`",
                        "call one of them differently");
            } else if (!Double.isNaN(at)) {
                sensors.add(new Conveyor.Sensor(name, at));
            }
        }
        return sensors;
    }
}
