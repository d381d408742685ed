package org.shadowline.follow;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a followed plant at a moment.
 *
 * @param now seconds since the start
 * @param because why it was looked at: the clock, or a significant event
 * @param horizon seconds that are predicted
 * @param inPlant parts in the plant
 * @param down machines that are down
 * @param predictions by figure, of single outcomes with 90 %
 * @param plan the same of the rehearsal from the scenario's start; empty where its run does not reach
 * @param late parts that come after their due date, most probable first
 * @param bottleneck the station that is the bottleneck in most futures; null for none
 * @param bottleneckShare share of the futures in which it is
 * @param drift alarms since the start, oldest first
 * @param whatIf null when nothing was asked
 */
public record Picture(
        double now,
        ZonedDateTime at,
        String because,
        double horizon,
        int inPlant,
        List<String> down,
        Map<Figure, Interval> predictions,
        Map<Figure, Interval> plan,
        List<Late> late,
        @Nullable String bottleneck,
        double bottleneckShare,
        List<Drift.Alarm> drift,
        @Nullable Answer whatIf) {

    public record Late(String part, double probability) {}

    /**
     * What a change would do.
     *
     * @param changed predictions with it
     * @param effect of it against doing nothing, future by future with the same random numbers: mean with a 95 % interval
     * @param seconds of computation
     */
    public record Answer(String asked, Map<Figure, Interval> changed, Map<Figure, Effect> effect, double seconds) {}

    /** A mean difference; {@code halfWidth} of its 95 % interval by Student's t. */
    public record Effect(double mean, double halfWidth) {}
}
