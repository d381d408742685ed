package org.shadowline.follow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What a follower says, for programs. Times in seconds; a figure that no future has is null. */
public final class FollowJson {
    private FollowJson() {}

    /** A moment. */
    public static ObjectNode of(Picture p) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("time_s", p.now())
                .put("time", p.at().toOffsetDateTime().toString())
                .put("because", p.because());
        node.put("horizon_s", p.horizon()).put("parts", p.inPlant());
        var down = node.putArray("down");
        p.down().forEach(down::add);
        node.set("predictions", intervals(p.predictions()));
        node.set("plan", intervals(p.plan()));
        var late = node.putArray("late");
        p.late().forEach(l -> late.addObject().put("part", l.part()).put("probability", l.probability()));
        if (p.bottleneck() != null)
            node.putObject("bottleneck").put("station", p.bottleneck()).put("share", p.bottleneckShare());
        var drift = node.putArray("drift");
        for (var alarm : p.drift())
            drift.addObject()
                    .put("parameter", alarm.parameter().what())
                    .put("of", alarm.parameter().of())
                    .put("factor", alarm.factor())
                    .put("since_s", alarm.since())
                    .put("at_s", alarm.at())
                    .put("observations", alarm.count());
        var answer = p.whatIf();
        if (answer != null) {
            var asked = node.putObject("what_if").put("asked", answer.asked()).put("seconds", answer.seconds());
            asked.set("predictions", intervals(answer.changed()));
            var effects = asked.putObject("effect");
            answer.effect().forEach((figure, effect) -> effects.putObject(name(figure))
                    .put("mean", effect.mean())
                    .put("half_width", effect.halfWidth()));
        }
        return node;
    }

    private static ObjectNode intervals(Map<Figure, Interval> of) {
        var node = JsonNodeFactory.instance.objectNode();
        of.forEach((figure, interval) -> {
            var one = node.putObject(name(figure));
            number(one, "low", interval.low());
            number(one, "mean", interval.mean());
            number(one, "high", interval.high());
        });
        return node;
    }

    /** How good the predictions have been. */
    public static ObjectNode calibration(Follower follower) {
        var node = JsonNodeFactory.instance.objectNode();
        var rows = node.putArray("calibration");
        for (var row : follower.calibration().rows()) {
            var one = rows.addObject().put("figure", name(row.figure())).put("predictions", row.predictions());
            one.put("coverage", row.coverage())
                    .put("pit_coverage", row.pitCoverage())
                    .put("bias", row.bias());
            var pit = one.putArray("pit");
            row.pit().forEach(pit::add);
        }
        node.put("parameters_watched", follower.watched());
        return node;
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) node.put(name, value);
        else node.putNull(name);
    }

    private static String name(Figure figure) {
        return figure.words().replace(' ', '_');
    }
}
