package org.shadowline.dsl.check;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Entry;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Property;
import org.shadowline.plant.description.Robot;
import org.shadowline.plant.units.Dimension;

/** What is said of a robot that works beside people. */
final class Robots {
    private final Evaluator evaluator;
    private final Reports reports;

    Robots(Evaluator evaluator, Reports reports) {
        this.evaluator = evaluator;
        this.reports = reports;
    }

    @Nullable Robot of(Entry entry, Properties given) {
        Property.@Nullable RobotIs said = given.find(Property.RobotIs.class);
        if (said == null) {
            return null;
        }
        if (given.find(Property.At.class) == null) {
            given.missing("position, from which people keep away", "at (12 m, 6 m)");
        }
        double speed = above(said.speed(), entry, Dimension.SPEED, "the speed", 1);
        double stoppingTime = value(said.stops(), entry, Dimension.TIME, "the stopping time", 0);
        var levels = new ArrayList<Double>();
        for (var level : said.levels()) {
            double share = evaluator.share(level, entry.scope(), "a speed to which `" + entry.id() + "` slows");
            if (share == 0 || share == 1) {
                reports.error(
                        Code.OUT_OF_RANGE,
                        level.span(),
                        "a speed to which `" + entry.id() + "` slows must be between 0 % and 100 %",
                        "the robot stands still by itself when somebody is too near for all of them");
            } else if (!Double.isNaN(share)) {
                levels.add(share);
            }
        }
        return new Robot(
                above(said.reach(), entry, Dimension.LENGTH, "the reach", 1),
                speed,
                stoppingTime,
                value(said.over(), entry, Dimension.LENGTH, "the stopping distance", speed * stoppingTime / 2),
                value(said.reacts(), entry, Dimension.TIME, "the reaction time", 0),
                value(said.intrusion(), entry, Dimension.LENGTH, "the intrusion distance", 0),
                value(said.uncertainty(), entry, Dimension.LENGTH, "the uncertainty", 0),
                value(said.approach(), entry, Dimension.SPEED, "the speed of approach", Robot.WALKING),
                levels);
    }

    private double above(Expr expr, Entry entry, Dimension wanted, String what, double preset) {
        double value = evaluator.positive(expr, entry.scope(), wanted, what + " of `" + entry.id() + "`", false);
        return Double.isNaN(value) ? preset : value;
    }

    private double value(@Nullable Expr expr, Entry entry, Dimension wanted, String what, double preset) {
        if (expr == null) {
            return preset;
        }
        double value = evaluator.positive(expr, entry.scope(), wanted, what + " of `" + entry.id() + "`", true);
        return Double.isNaN(value) ? preset : value;
    }
}
