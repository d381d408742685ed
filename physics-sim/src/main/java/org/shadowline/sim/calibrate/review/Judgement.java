package org.shadowline.sim.calibrate.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.rehearsal.ReviewResult;
import org.shadowline.plant.rehearsal.ReviewResult.Activity;
import org.shadowline.plant.rehearsal.ReviewResult.Pair;
import org.shadowline.plant.rehearsal.ReviewResult.Resource;
import org.shadowline.plant.rehearsal.ReviewResult.Transition;

/**
 * Says in words what a simulation gets wrong. A difference is said when it is more than chance, by intervals of 95 % of the
 * log's mean and of the simulation's, and more than {@link ReviewResult#MATERIAL} of the log's value.
 */
final class Judgement {
    /** A way that fewer cases take is no route of its own. */
    private static final int FEWEST_CASES = 3;
    /** Times in hours below which nobody plans: one minute. */
    private static final double LEAST = 1 / 60.0;

    /** Share of a resource's work at unusual hours that chance may bring about. */
    private static final double OUTSIDE = 0.2;

    private static final double OF_WEEKENDS = 0.03;

    private final LogFigures real;
    private final List<LogFigures> simulated;
    private final double weeks;
    private final List<Finding> findings = new ArrayList<>();

    /** @param weight of the time of all cases, in hours, by which it changes what the simulation says */
    private record Finding(double weight, String words) {}

    Judgement(LogFigures real, List<LogFigures> simulated, double weeks) {
        this.real = real;
        this.simulated = simulated;
        this.weeks = weeks;
    }

    List<String> findings(
            Estimate cases, List<Activity> activities, List<Transition> transitions, List<Resource> resources) {
        arrivals(cases);
        for (var activity : activities) {
            time("`" + activity.name() + "` takes", activity.took(), real.count(activity.name()));
            time("The waiting before `" + activity.name() + "` is", activity.waited(), real.waits(activity.name()));
            frequency(activity);
        }
        for (var transition : transitions) way(transition);
        for (var resource : resources) resource(resource);
        weekends();
        findings.sort(Comparator.comparingDouble((Finding f) -> -f.weight).thenComparing(Finding::words));
        return findings.stream().map(Finding::words).toList();
    }

    private void arrivals(Estimate cases) {
        var pair = new Pair(real.cases, 0, cases);
        if (!pair.differs(ReviewResult.MATERIAL)) return;
        say(
                Double.MAX_VALUE,
                "Cases come too " + (pair.difference() > 0 ? "fast" : "slowly") + ": " + number(cases.mean() / weeks)
                        + " a week simulated, " + number(real.cases / weeks) + " in the log.");
    }

    private void time(String what, Pair hours, long count) {
        if (Double.isNaN(hours.log()) || Double.isNaN(hours.simulated().mean())) return;
        if (Math.abs(hours.difference()) < LEAST || !hours.differs(ReviewResult.MATERIAL)) return;
        say(
                count * Math.abs(hours.difference()),
                what + " too " + (hours.difference() > 0 ? "long" : "short") + ": "
                        + hours(hours.simulated().mean()) + " simulated, " + hours(hours.log()) + " in the log.");
    }

    private void frequency(Activity activity) {
        var pair = activity.perCase();
        if (!pair.differs(ReviewResult.MATERIAL)) return;
        double took = Double.isNaN(activity.took().log()) ? 0 : activity.took().log();
        long count = real.count(activity.name());
        var often = count == 0
                ? "is simulated, and is not in the log"
                : pair.simulated().mean() == 0
                        ? "is never simulated"
                        : "is done too " + (pair.difference() > 0 ? "often" : "seldom");
        say(
                real.cases * Math.abs(pair.difference()) * took,
                "`" + activity.name() + "` " + often + ": "
                        + number(pair.simulated().mean()) + " times a case simulated, " + number(pair.log())
                        + " in the log.");
    }

    private void way(Transition way) {
        int seen = real.way(List.of(way.from(), way.to()));
        double fewest = FEWEST_CASES / (double) real.cases;
        if (seen >= FEWEST_CASES && way.perCase().simulated().mean() == 0) {
            say(seen, "The way " + words(way) + " is missing: " + seen + " times in the log, never simulated.");
        } else if (seen == 0 && way.perCase().simulated().low() > fewest) {
            say(
                    real.cases * way.perCase().simulated().mean(),
                    "The way " + words(way) + " is not in the log, and is simulated "
                            + number(100 * way.perCase().simulated().mean()) + " times in 100 cases.");
        }
    }

    private static String words(Transition way) {
        var from = way.from().isEmpty() ? "into `" + way.to() + "` first" : "from `" + way.from() + "`";
        if (way.from().isEmpty()) return from;
        return way.to().isEmpty() ? from + " to the end" : from + " to `" + way.to() + "`";
    }

    private void resource(Resource resource) {
        if (resource.outside().low() > OUTSIDE) {
            say(
                    weeks
                            * resource.hoursPerWeek().simulated().mean()
                            * resource.outside().mean(),
                    resource.name() + " is too available: "
                            + percent(resource.outside().mean())
                            + " of what it begins when simulated is in hours of the week in which the log never sees it at work.");
        }
        var pair = resource.hoursPerWeek();
        if (!pair.differs(ReviewResult.MATERIAL) || Math.abs(pair.difference()) < 1) return;
        say(
                weeks * Math.abs(pair.difference()),
                resource.name() + " works too " + (pair.difference() > 0 ? "much" : "little") + ": "
                        + number(pair.simulated().mean()) + " h a week simulated, " + number(pair.log())
                        + " h in the log.");
    }

    private void weekends() {
        var pair = new Pair(real.weekend(), 0, Reviewer.estimate(simulated, LogFigures::weekend));
        if (Math.abs(pair.difference()) < OF_WEEKENDS || !pair.differs(0)) return;
        say(
                0,
                percent(pair.simulated().mean()) + " of the activities begin on a Saturday or Sunday when simulated, "
                        + percent(pair.log()) + " in the log.");
    }

    private void say(double weight, String words) {
        findings.add(new Finding(weight, words));
    }

    private static String hours(double hours) {
        return hours < 1 ? number(60 * hours) + " min" : number(hours) + " h";
    }

    private static String percent(double share) {
        return number(100 * share) + " %";
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
