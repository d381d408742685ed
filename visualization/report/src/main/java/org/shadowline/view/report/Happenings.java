package org.shadowline.view.report;

import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Action;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Moment;
import org.shadowline.plant.scenario.Scenario;

/** What the scenario does to the plant, for the page's script to put into words. */
final class Happenings {
    private Happenings() {}

    static void write(JsonText json, Scenario scenario) {
        json.array(
                "timed",
                scenario.timed(),
                timed -> json.object(null, () -> {
                    moment(json, timed.at());
                    json.put("because", timed.because());
                    json.array("actions", timed.actions(), action -> json.object(null, () -> action(json, action)));
                }));
        json.array(
                "conditional",
                scenario.conditional(),
                c -> json.object(null, () -> json.put("text", c.text()).put("because", c.because())));
    }

    private static void moment(JsonText json, Moment moment) {
        switch (moment) {
            case Moment.AfterStart m -> json.put("after", m.seconds());
            case Moment.OnDay m -> json.put("at", "day " + m.day() + ", " + m.time());
            case Moment.At m ->
                json.put("at", m.dateTime().toLocalDate() + " " + m.dateTime().toLocalTime());
            case Moment.OnWeekday m ->
                json.put("at", m.day().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + m.time());
        }
    }

    private static void action(JsonText json, Action action) {
        switch (action) {
            case Action.Fail a -> lasting(json.put("do", "fail").put("target", a.target()), a.repair());
            case Action.Stop a -> lasting(json.put("do", "stop").put("target", a.target()), a.duration());
            case Action.Set a ->
                json.put("do", "set")
                        .put("target", a.setting().element())
                        .put("property", a.setting().property().word())
                        .put("value", a.value());
            case Action.Does a -> json.put("do", "statement").put("text", a.text());
            case Action.Release a ->
                json.put("do", "release")
                        .put("target", a.source())
                        .put("product", a.product())
                        .put("quantity", a.quantity())
                        .put("due", a.dueAfter());
        }
    }

    private static void lasting(JsonText json, Distribution duration) {
        json.put("exact", duration instanceof Distribution.Constant);
        var mean = mean(duration);
        if (mean != null) json.put("seconds", mean);
    }

    /** Where it can be read off the parameters; null elsewhere. */
    private static @Nullable Double mean(Distribution distribution) {
        return switch (distribution) {
            case Distribution.Constant d -> d.value();
            case Distribution.Uniform d -> (d.min() + d.max()) / 2;
            case Distribution.Triangular d -> (d.min() + d.mode() + d.max()) / 3;
            case Distribution.Normal d -> d.mean();
            case Distribution.Lognormal d -> d.mean();
            case Distribution.Exponential d -> d.mean();
            case Distribution.Erlang d -> d.mean();
            case Distribution.Gamma d -> d.shape() * d.scale();
            case Distribution.Beta d -> d.min() + (d.max() - d.min()) * d.alpha() / (d.alpha() + d.beta());
            case Distribution.Empirical d -> d.sorted().stream().average().orElse(0);
            case Distribution.Shifted d -> {
                var of = mean(d.of());
                yield of == null ? null : (Double) (d.offset() + of);
            }
            case Distribution.Weibull _, Distribution.Discrete _, Distribution.Fit _ -> null;
        };
    }
}
