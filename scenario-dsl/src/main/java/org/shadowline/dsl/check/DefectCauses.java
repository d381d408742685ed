package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Entry;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.syntax.Property;
import org.shadowline.plant.description.DefectCause;
import org.shadowline.plant.description.DefectCause.After;
import org.shadowline.plant.units.Dimension;

/** What adds to the defects of a station, and whether the station has what the causes look at. */
final class DefectCauses {
    private final Evaluator evaluator;
    private final Calendars calendars;
    private final Reports reports;

    DefectCauses(Evaluator evaluator, Calendars calendars, Reports reports) {
        this.evaluator = evaluator;
        this.calendars = calendars;
        this.reports = reports;
    }

    List<DefectCause> of(Property.Defects defects, Entry station, Properties given) {
        var causes = new ArrayList<DefectCause>();
        for (var plus : defects.causes()) {
            double share = evaluator.share(plus.share(), station.scope(), "what is added to the defects");
            @Nullable DefectCause cause = Double.isNaN(share) ? null : cause(plus, share, station, given);
            if (cause != null) {
                causes.add(cause);
            }
        }
        return causes;
    }

    private @Nullable DefectCause cause(Property.Plus plus, double share, Entry station, Properties given) {
        var scope = station.scope();
        return switch (plus.when()) {
            case Property.When.Wear(var above) -> {
                double threshold = evaluator.positive(above, scope, Dimension.NONE, "the level of wear", true);
                require(
                        given.value("degrades") != null,
                        plus,
                        "nothing says how fast `" + station.id() + "` wears",
                        "add e.g. `degrades exponential(2 %)`, what each operation adds");
                yield Double.isNaN(threshold) ? null : new DefectCause.Worn(share, threshold);
            }
            case Property.When.Pace(var below) -> {
                double threshold = evaluator.positive(below, scope, Dimension.NONE, "the pace of people", false);
                require(
                        given.find(Property.Needs.class) != null,
                        plus,
                        "nobody works at `" + station.id() + "`",
                        "add e.g. `needs 1 of operators`");
                yield Double.isNaN(threshold) ? null : new DefectCause.Slow(share, threshold);
            }
            case Property.When.Every(var parts) -> {
                int every = evaluator.count(parts, scope, "the number of parts", 1);
                yield every < 1 ? null : new DefectCause.Age(share / every);
            }
            case Property.When.During(var hours) -> new DefectCause.During(share, calendars.hours(hours, scope));
            case Property.When.First(var parts, var after) -> {
                int count = evaluator.count(parts, scope, "the number of parts", 1);
                happens(after, plus, station, given);
                yield count < 1 ? null : new DefectCause.First(share, count, after);
            }
        };
    }

    private void happens(After after, Property.Plus plus, Entry station, Properties given) {
        switch (after) {
            case SETUP ->
                require(
                        given.find(Property.SetsUp.class) != null,
                        plus,
                        "`" + station.id() + "` is never set up",
                        "add e.g. `sets up 5 min when product changes`");
            case REPAIR ->
                require(
                        given.find(Property.Fails.class) != null,
                        plus,
                        "`" + station.id() + "` never fails",
                        "add e.g. `fails every exponential(6 h) for 20 min`");
            case MAINTENANCE ->
                require(
                        given.find(Property.Maintained.class) != null,
                        plus,
                        "`" + station.id() + "` is never maintained",
                        "add e.g. `maintained every 200 parts for 10 min`");
            case WARMING_UP ->
                require(
                        given.find(Property.Rests.class) != null,
                        plus,
                        "`" + station.id() + "` never warms up",
                        "add e.g. `stands by after 10 min warms up 2 min`");
        }
    }

    private void require(boolean there, Property.Plus plus, String what, String help) {
        if (!there) {
            reports.error(Code.INCOMPLETE, plus.span(), what, help);
        }
    }
}
