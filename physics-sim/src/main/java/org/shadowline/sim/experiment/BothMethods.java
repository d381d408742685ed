package org.shadowline.sim.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.rehearsal.BottleneckSensitivity;
import org.shadowline.plant.rehearsal.BottleneckSensitivity.Gain;
import org.shadowline.plant.rehearsal.RehearsalResult.StationStates;
import org.shadowline.plant.rehearsal.RehearsalResult.VariantResult;

/** Says whether the bottleneck by active periods and that by sensitivity are the same, and if not, what is likely the reason. */
final class BothMethods {
    /** Share of time from which a state is worth a word. */
    private static final double MUCH = 0.05;

    private final VariantResult variant;
    private final double step;
    private final double throughput;
    private final List<Gain> gains;
    private final List<String> first;
    private final @Nullable String active;

    /**
     * @param throughput of the plant as it is
     * @param gains the greatest first
     * @param first ids of the greatest and of those that cannot be told from it; empty when no gain is told from none
     */
    BothMethods(VariantResult variant, double step, double throughput, List<Gain> gains, List<String> first) {
        this.variant = variant;
        this.step = step;
        this.throughput = throughput;
        this.gains = gains;
        this.first = first;
        var bottleneck = variant.bottleneck();
        active = bottleneck == null ? null : bottleneck.station();
    }

    BottleneckSensitivity result(double confidence) {
        return new BottleneckSensitivity(
                step, variant.replications(), confidence, throughput, gains, first, agree(), verdict());
    }

    private boolean agree() {
        return active == null ? first.isEmpty() : first.contains(active);
    }

    private String verdict() {
        if (first.isEmpty()) return nothing();
        if (active != null && first.contains(active)) {
            var others = first.stream().filter(id -> !id.equals(active)).toList();
            return "Both methods name " + active
                    + (others.isEmpty()
                            ? "."
                            : "; by sensitivity it cannot be told from " + String.join(", ", others) + " with "
                                    + variant.replications() + " replications.");
        }
        var best = gains.getFirst();
        var winners = String.join(" or ", first) + " (" + gained(best) + ")";
        return active == null
                ? "By sensitivity it is " + winners + "; by active periods no station is one. Likely reason: "
                        + reason(best) + "."
                : "The methods disagree: by active periods it is " + active + " (" + gainedOf(active)
                        + "), by sensitivity " + winners + ". Likely reason: " + reason(best) + ".";
    }

    private String nothing() {
        boolean small = gains.stream().allMatch(g -> g.difference().high() < 0.2 * step * throughput);
        var said = "Nothing that works " + percent(step) + " faster alone raises the throughput"
                + (small
                        ? ": something else than speed limits the plant, such as the parts that come, hours, buffers or loops"
                        : " by more than chance may; more replications can tell");
        return (active == null
                        ? ""
                        : "The methods disagree: by active periods it is " + active + ", by sensitivity nothing. ")
                + said + ".";
    }

    private String gained(Gain gain) {
        return gain.shown(throughput)
                ? String.format(
                        Locale.ROOT,
                        "throughput %+.1f %%",
                        100 * gain.difference().mean() / throughput)
                : "no gain shown";
    }

    private String gainedOf(String id) {
        return gains.stream()
                .filter(g -> g.id().equals(id))
                .map(this::gained)
                .findFirst()
                .orElse("not tried");
    }

    private String reason(Gain best) {
        return switch (best.kind()) {
            case SOURCE ->
                "the stations keep up with the parts that come"
                        + (active == null ? "" : ", also " + active + ", which " + idle(active))
                        + "; only more parts raise the throughput";
            case TEAM -> people(best.id());
            case FLEET, CONVEYOR, RACK ->
                "active periods are those of stations only, and " + best.id() + " is a "
                        + best.kind().word() + (active == null ? "" : "; meanwhile " + active + " " + idle(active));
            case STATION -> station(best.id());
        };
    }

    private String people(String team) {
        var waiting = variant.stations().stream()
                .filter(s -> needs(s.station(), team))
                .filter(s -> share(s, MachineState.WAITING) >= MUCH)
                .sorted((a, b) -> Double.compare(share(b, MachineState.WAITING), share(a, MachineState.WAITING)))
                .map(s -> s.station() + " " + percent(share(s, MachineState.WAITING)))
                .limit(3)
                .toList();
        return "people are no stations, and a machine that waits for them counts as inactive"
                + (waiting.isEmpty()
                        ? ""
                        : "; for people of " + team + " wait " + String.join(", ", waiting) + " of the time");
    }

    private String station(String id) {
        var element = variant.plant().element(id);
        var states = states(id);
        if (states != null && share(states, MachineState.WAITING) >= MUCH) {
            return id + " waits for people " + percent(share(states, MachineState.WAITING))
                    + " of the time, which breaks its active periods" + sharing(id);
        }
        if (element instanceof Station s && s.count() > 1) {
            return id + " has " + s.count() + " machines and counts as active only while all of them are";
        }
        if (active != null) {
            var theirs = states(active);
            if (theirs != null) {
                double stopped = share(theirs, MachineState.DOWN) + share(theirs, MachineState.SETUP);
                if (stopped >= 2 * MUCH) {
                    return "repairs and set-ups, " + percent(stopped) + " of the time of " + active
                            + ", make its active periods long without making it the slowest";
                }
            }
        }
        if (states != null && share(states, MachineState.BLOCKED) + share(states, MachineState.STARVED) >= MUCH) {
            return id + " " + idle(id) + ", which breaks its active periods; more room beside it may help as well";
        }
        return "their loads are close, and long operations make long active periods";
    }

    private String idle(String id) {
        var states = states(id);
        return states == null
                ? "waits"
                : "is blocked " + percent(share(states, MachineState.BLOCKED)) + " and starved "
                        + percent(share(states, MachineState.STARVED)) + " of the time";
    }

    /** Other stations that need people of the same teams. */
    private String sharing(String id) {
        var others = variant.plant().teams().stream()
                .filter(team -> needs(id, team.id()))
                .flatMap(team -> variant.stations().stream()
                        .map(StationStates::station)
                        .filter(other -> !other.equals(id) && needs(other, team.id())))
                .distinct()
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : "; it shares them with " + others;
    }

    private boolean needs(String station, String team) {
        if (!(variant.plant().element(station) instanceof Station s)) return false;
        return s.needs().stream()
                .anyMatch(need -> need.team() == null
                        ? skilled(team, need.skill())
                        : need.team().equals(team));
    }

    private boolean skilled(String team, @Nullable String skill) {
        return variant.plant().teams().stream()
                .filter(t -> t.id().equals(team))
                .map(Team::skills)
                .anyMatch(skills -> skill == null || skills.contains(skill));
    }

    private @Nullable StationStates states(String station) {
        return variant.stations().stream()
                .filter(s -> Objects.equals(s.station(), station))
                .findFirst()
                .orElse(null);
    }

    private static double share(StationStates states, MachineState state) {
        return states.shares().get(state.ordinal());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share)
                .replace(".0 %", " %");
    }
}
