package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.DONE;
import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Process;
import org.shadowline.plant.description.Sink;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Station.FailureClock;
import org.shadowline.plant.kpi.KpiFold;
import org.shadowline.plant.kpi.RunTotals;

/**
 * A plant that is one line of stations with one machine each, one behind the other, for parts of one product that overtake
 * nowhere: its times follow from those of the parts before by maxima and sums alone (max-plus recursion; Dallery and
 * Gershwin 1992, section 2), so that a replication needs no calendar of events. The numbers are those of
 * {@link Replication}: the same variates from the same streams, the same times of every part to the last bit, the same
 * indicators up to the rounding of sums (see {@link RunTotals}). Machines may fail by operating time. Immutable.
 */
public final class SerialLine {
    final FlowModel model;
    final int source;
    final int product;
    final Stage[] stages;
    /** The element in which parts leave; {@link FlowModel#NONE} when they leave from the last machine. */
    final int sink;

    /**
     * A machine and the place in front of it.
     *
     * @param waitsIn buffer or queue of the station; {@link FlowModel#NONE} when parts wait only where they were before
     */
    record Stage(int machine, int step, int waitsIn, int room) {}

    private SerialLine(FlowModel model, int source, List<Stage> stages, int sink) {
        this.model = model;
        this.source = source;
        this.stages = stages.toArray(Stage[]::new);
        this.sink = sink;
        product = rule().products()[0];
    }

    FlowModel.SourceRule rule() {
        var rule = model.source[source];
        if (rule == null) throw new IllegalStateException("no source: " + source);
        return rule;
    }

    /**
     * What a replication came to besides its indicators.
     *
     * @param events that the calendar of a {@link Replication} would have taken
     * @param workInProcess parts in the plant at the end
     */
    public record Outcome(long events, int workInProcess) {}

    /**
     * Runs replication {@code number} and gives its indicators to {@code kpis}.
     *
     * @param progress is told now and then which share of the run is done
     */
    public Outcome run(int number, double warmUp, double end, KpiFold kpis, DoubleConsumer progress) {
        return new SerialRun(this, number, warmUp, end, new RunTotals(kpis, warmUp, end)).run(progress);
    }

    /** The line that a plant is; null when it is anything else. */
    static @Nullable SerialLine of(FlowModel model) {
        var plant = model.index.plant();
        if (model.products != 1
                || !plant.teams().isEmpty()
                || !plant.loops().isEmpty()
                || model.attributes > 0
                || model.hours.length > 0
                || model.actions.times().length > 0
                || !model.actions.rules().isEmpty()
                || model.logic != null
                || model.timesByFormula) {
            return null;
        }
        int source = NONE;
        for (int e = 0; e < model.elements; e++) {
            if (model.kind[e] != FlowModel.SOURCE) continue;
            if (source != NONE || !isPlain((Source) model.index.elements().get(e))) return null;
            source = e;
        }
        return source == NONE ? null : follow(model, source);
    }

    /** Follows the route from the source to the end of the plant. */
    private static @Nullable SerialLine follow(FlowModel model, int source) {
        var stages = new ArrayList<Stage>();
        int elements = 1;
        int buffer = NONE;
        int sink = NONE;
        int step = model.exitTo[model.entryStep[0][source]];
        for (; step >= 0; step = model.exitTo[step]) {
            int e = model.stepElement[step];
            Element element = model.index.elements().get(e);
            if (!isPlain(element) || sink != NONE || ++elements > model.elements) return null;
            switch (element) {
                case Buffer b -> {
                    if (buffer != NONE) return null;
                    buffer = e;
                }
                case Sink s -> sink = e;
                case Station s -> {
                    if (buffer != NONE && s.queue() > 0) return null;
                    int waitsIn = buffer != NONE ? buffer : s.queue() > 0 ? e : NONE;
                    int room = waitsIn == NONE ? 0 : model.capacity[waitsIn];
                    stages.add(new Stage(model.firstMachine[e], step, waitsIn, room));
                    buffer = NONE;
                }
                default -> {
                    return null;
                }
            }
        }
        boolean endless = model.index.elements().get(source) instanceof Source s
                && s.arrivals() instanceof Source.Arrivals.Unlimited
                && !stages.isEmpty()
                && stages.getFirst().room() == Buffer.UNLIMITED;
        if (step != DONE || elements != model.elements || stages.isEmpty() || buffer != NONE || endless) return null;
        long visited = stages.stream().mapToInt(Stage::machine).distinct().count();
        return visited == stages.size() ? new SerialLine(model, source, stages, sink) : null;
    }

    /**
     * Whether an element does nothing but what the recursion knows. All components are named, so that a new one makes
     * whoever adds it decide.
     */
    private static boolean isPlain(Element element) {
        return switch (element) {
            case Source(
                    var _,
                    var _,
                    var _,
                    var _,
                    var products,
                    var arrivals,
                    var lotSize,
                    var limit,
                    var firstAfter,
                    var due,
                    var _,
                    var holds,
                    var losesWhenFull,
                    var defects) ->
                products.size() == 1
                        && isPlain(arrivals)
                        && lotSize == 1
                        && limit == Long.MAX_VALUE
                        && Double.isNaN(firstAfter)
                        && due == null
                        && holds == Buffer.UNLIMITED
                        && !losesWhenFull
                        && defects == null;
            case Station(
                    var _,
                    var _,
                    var _,
                    var _,
                    var _,
                    var _,
                    var count,
                    var _,
                    var _,
                    var setup,
                    var failures,
                    var needs,
                    var power,
                    var shift,
                    var _,
                    var _,
                    var scrapShare,
                    var _,
                    var process,
                    var _) ->
                count == 1
                        && setup == null
                        && failures.stream().allMatch(SerialLine::isPlain)
                        && needs.isEmpty()
                        && !power.drawsAny()
                        && !power.rests()
                        && shift.isAlways()
                        && scrapShare == 0
                        && process.equals(Process.PLAIN);
            case Buffer(var _, var _, var _, var _, var _, var keeps) -> keeps == Double.POSITIVE_INFINITY;
            case Sink(var _, var _, var _, var _, var scraps) -> !scraps;
            default -> false;
        };
    }

    private static boolean isPlain(Source.Arrivals arrivals) {
        return switch (arrivals) {
            case Source.Arrivals.Unlimited() -> true;
            case Source.Arrivals.Streams(var streams) ->
                streams.size() == 1 && streams.getFirst().during().isAlways();
            default -> false;
        };
    }

    private static boolean isPlain(Station.Failure failure) {
        return switch (failure) {
            case Station.Failure(
                    var _,
                    var clock,
                    var _,
                    var _,
                    var crew,
                    var planned,
                    var spares,
                    var cost,
                    var renews) ->
                clock == FailureClock.OPERATING_TIME
                        && crew == null
                        && !planned
                        && spares.isEmpty()
                        && cost == 0
                        && !renews;
        };
    }

    /** How many parts can be computed station by station: none of them waits for another one's departure further on. */
    int partsAtATime(int atMost) {
        int least = atMost;
        for (int i = 0; i < stages.length; i++) {
            boolean waitsForFirst = i > 0 || stages[0].room() > 0;
            if (waitsForFirst && stages[i].room() < least) least = stages[i].room() + 1;
        }
        return least;
    }

    @Override
    public String toString() {
        return Arrays.toString(stages);
    }
}
