package org.shadowline.dsl.check;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Entry;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.syntax.Property;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.units.Dimension;

/** Makes the value of what a station draws and when its machines rest. */
final class Powers {
    private final Evaluator evaluator;
    private final Reports reports;

    Powers(Evaluator evaluator, Reports reports) {
        this.evaluator = evaluator;
        this.reports = reports;
    }

    Station.Power of(Entry entry, Properties given) {
        Station.@Nullable Rest standby = null;
        Station.@Nullable Rest switchOff = null;
        Property.@Nullable Rests last = null;
        for (var property : entry.element().properties()) {
            if (property instanceof Property.Rests rests) {
                last = rests;
                if (rests.word().equals("stands by")) {
                    standby = rest(rests, entry);
                } else {
                    switchOff = rest(rests, entry);
                }
            }
        }
        if (last != null && standby != null && switchOff != null && switchOff.after() <= standby.after()) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    last.span(),
                    "`" + entry.id() + "` is switched off after " + Elements.shown(switchOff.after(), "s")
                            + " without a part, before it would go to standby after "
                            + Elements.shown(standby.after(), "s"),
                    "let it stand by sooner, or leave that out");
        }
        Property.@Nullable Draws draws = given.find(Property.Draws.class);
        if (draws == null && standby == null && switchOff == null) {
            return Station.Power.NONE;
        }
        var watts = watts(draws, entry);
        double idle = watts.getOrDefault("idle", 0.0);
        return new Station.Power(
                watts.getOrDefault("busy", 0.0),
                idle,
                watts.getOrDefault("setup", idle),
                watts.getOrDefault("blocked", idle),
                watts.getOrDefault("down", 0.0),
                watts.getOrDefault("off", 0.0),
                standby == null ? 0 : watts.getOrDefault("standby", 0.0),
                last == null ? 0 : watts.getOrDefault("warming", idle),
                standby,
                switchOff);
    }

    private Station.@Nullable Rest rest(Property.Rests rests, Entry entry) {
        double after = evaluator.positive(
                rests.after(), entry.scope(), Dimension.TIME, "the time after which `" + entry.id() + "` rests", true);
        @Nullable Distribution warmUp = rests.warmUp() == null
                ? null
                : evaluator.random(
                        rests.warmUp(), entry.scope(), Dimension.TIME, "the warm-up of `" + entry.id() + "`");
        return Double.isNaN(after) ? null : new Station.Rest(after, warmUp);
    }

    private LinkedHashMap<String, Double> watts(Property.@Nullable Draws draws, Entry entry) {
        var watts = new LinkedHashMap<String, Double>();
        if (draws == null) {
            return watts;
        }
        for (var draw : draws.powers()) {
            var state = draw.state() == null ? "busy" : draw.state().text();
            double power = evaluator.positive(
                    draw.power(), entry.scope(), Dimension.POWER, "the power of `" + entry.id() + "`", true);
            if (watts.putIfAbsent(state, Double.isNaN(power) ? 0 : power) != null) {
                reports.error(
                        Code.REPEATED_PROPERTY,
                        draw.span(),
                        "the power of `" + entry.id() + "` when " + state + " is given twice");
            }
            requireRest(draw, state, entry);
        }
        return watts;
    }

    private void requireRest(Property.Draw draw, String state, Entry entry) {
        boolean ofStandby = state.equals("standby");
        if (!ofStandby && !state.equals("warming")) {
            return;
        }
        for (var property : entry.element().properties()) {
            if (property instanceof Property.Rests rests
                    && (!ofStandby || rests.word().equals("stands by"))) {
                return;
            }
        }
        reports.error(
                Code.NOT_EXPECTED,
                draw.span(),
                "`" + entry.id() + "` is never " + (ofStandby ? "on standby" : "warming up"),
                "say when, e.g. `stands by after 10 min warms up 30 s`");
    }
}
