package org.shadowline.plant.genealogy;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.genealogy.PartHistory.Operation;
import org.shadowline.plant.genealogy.PartHistory.Outcome;

/**
 * Looks for what bad parts have in common: for each circumstance of each operation the share of bad parts with it is compared with
 * that without it, by the test of two proportions (Pearson's chi-squared with one degree of freedom). Of a quantity the threshold,
 * and of the hours of the day the span, is taken where the difference is clearest; probabilities are multiplied by the number of all
 * comparisons (Bonferroni). A part is bad when it was scrapped, when an inspection found it bad, or when it left with a defect. What
 * happened to components counts for the part that they went into. Needs memory for the parts in the plant and for a count of each
 * circumstance. Not thread-safe.
 */
public final class CauseSearch implements Consumer<PartHistory> {
    private static final int HOURS = 24;
    /** Fewer parts than this on either side say nothing. */
    private static final int FEWEST = 5;

    private final Supplier<ZonedDateTime> start;
    private final Map<Factor, TreeMap<Integer, long[]>> quantities = new HashMap<>();
    private final Map<Factor, Map<String, long[]>> names = new HashMap<>();
    private final Map<String, Set<Circumstance>> ofComponents = new HashMap<>();
    private long comparisons;

    /** @param start the moment that is 0 s of the run; asked when the first part has come */
    public CauseSearch(Supplier<ZonedDateTime> start) {
        this.start = start;
    }

    /**
     * What parts have in common that are bad more often than others.
     *
     * @param probability an upper bound for that of a difference as clear as this one in any of the comparisons, by chance
     */
    public record Finding(
            String where, String what, long parts, long bad, long otherParts, long otherBad, double probability) {
        public double share() {
            return (double) bad / parts;
        }

        public double otherShare() {
            return (double) otherBad / otherParts;
        }

        /** The square root of chi-squared. */
        double z() {
            double all = parts + otherParts;
            double mean = (bad + otherBad) / all;
            return (share() - otherShare()) / Math.sqrt(mean * (1 - mean) * (1.0 / parts + 1.0 / otherParts));
        }
    }

    /** Something about an operation, or about a part where there is no step. */
    private record Factor(String where, Kind kind) {}

    private record Circumstance(Factor factor, @Nullable String name, int value) {}

    private enum Kind {
        LOT("lot %s"),
        MACHINE("on %s"),
        PERSON("by %s"),
        SINCE_SET_UP("at most %d operations after a set-up"),
        SINCE_REPAIR("at most %d operations after a repair"),
        SINCE_MAINTENANCE("at least %d operations after maintenance"),
        TOOL("with %s"),
        TOOL_USES("with a tool used at least %d times"),
        WEAR("wear of at least %d %%"),
        PACE("pace of at most %d %%"),
        HOUR("from %d:00 to %d:00"),
        TOGETHER("with at least %d parts together");

        final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Whether low values are suspected. */
        boolean low() {
            return this == SINCE_SET_UP || this == SINCE_REPAIR || this == PACE;
        }
    }

    @Override
    public void accept(PartHistory part) {
        var circumstances = new HashSet<Circumstance>();
        var earlier = ofComponents.remove(part.part());
        if (earlier != null) circumstances.addAll(earlier);
        for (var operation : part.operations()) collect(part, operation, circumstances);
        var lot = part.lot();
        if (lot != null) add(part, null, Kind.LOT, lot, circumstances);
        if (part.outcome() == Outcome.JOINED) {
            ofComponents
                    .computeIfAbsent(Objects.requireNonNull(part.into()), _ -> new HashSet<>())
                    .addAll(circumstances);
        } else if (part.outcome() == Outcome.FINISHED || part.outcome() == Outcome.SCRAPPED) {
            for (var one : circumstances) count(one, isBad(part));
        }
    }

    private static boolean isBad(PartHistory part) {
        return part.defective()
                || part.outcome() == Outcome.SCRAPPED
                || part.operations().stream().anyMatch(operation -> "bad".equals(operation.verdict()));
    }

    private void collect(PartHistory part, Operation one, Set<Circumstance> to) {
        add(part, one, Kind.MACHINE, one.machine(), to);
        for (var person : one.people()) add(part, one, Kind.PERSON, person, to);
        add(part, one, Kind.SINCE_SET_UP, one.sinceSetUp(), to);
        add(part, one, Kind.SINCE_REPAIR, one.sinceRepair(), to);
        add(part, one, Kind.SINCE_MAINTENANCE, one.sinceMaintenance(), to);
        var tool = one.tool();
        if (tool != null) add(part, one, Kind.TOOL, tool, to);
        add(part, one, Kind.TOOL_USES, one.toolUses(), to);
        add(part, one, Kind.WEAR, percent(one.wear()), to);
        add(part, one, Kind.PACE, percent(one.pace()), to);
        if (one.together() > 1) add(part, one, Kind.TOGETHER, one.together(), to);
        add(part, one, Kind.HOUR, start.get().plusSeconds((long) one.ended()).getHour(), to);
    }

    private static int percent(double share) {
        return Double.isNaN(share) ? -1 : (int) Math.floor(100 * share + 1e-9);
    }

    private static void add(PartHistory part, Operation one, Kind kind, int value, Set<Circumstance> to) {
        if (value >= 0) to.add(new Circumstance(factor(part, one, kind), null, value));
    }

    private static void add(PartHistory part, @Nullable Operation one, Kind kind, String name, Set<Circumstance> to) {
        to.add(new Circumstance(factor(part, one, kind), name, 0));
    }

    private static Factor factor(PartHistory part, @Nullable Operation one, Kind kind) {
        var product = part.product() == null ? "part" : part.product();
        return new Factor(
                one == null ? product : product + " at " + (one.step() == null ? one.machine() : one.step()), kind);
    }

    private void count(Circumstance one, boolean bad) {
        var name = one.name();
        var counts = name == null
                ? quantities
                        .computeIfAbsent(one.factor(), _ -> new TreeMap<>())
                        .computeIfAbsent(one.value(), _ -> new long[2])
                : names.computeIfAbsent(one.factor(), _ -> new HashMap<>()).computeIfAbsent(name, _ -> new long[2]);
        counts[0]++;
        if (bad) counts[1]++;
    }

    /** The clearest differences that chance explains with less than the probability, the clearest first. */
    public List<Finding> findings(double probability) {
        var found = new ArrayList<Finding>();
        comparisons = 0;
        names.forEach((factor, counts) -> best(found, compare(factor, counts)));
        quantities.forEach((factor, counts) ->
                best(found, factor.kind() == Kind.HOUR ? spans(factor, counts) : thresholds(factor, counts)));
        return found.stream()
                .map(one -> new Finding(
                        one.where(),
                        one.what(),
                        one.parts(),
                        one.bad(),
                        one.otherParts(),
                        one.otherBad(),
                        chance(one.z())))
                .filter(one -> one.probability() < probability)
                .sorted(Comparator.comparingDouble(one -> -one.z()))
                .toList();
    }

    private static void best(List<Finding> to, List<Finding> candidates) {
        candidates.stream().max(Comparator.comparingDouble(Finding::z)).ifPresent(to::add);
    }

    private List<Finding> compare(Factor factor, Map<String, long[]> counts) {
        var all = sum(counts.values());
        var found = new ArrayList<Finding>();
        counts.forEach(
                (name, with) -> finding(found, factor, factor.kind().words.formatted(name), with, all));
        return found;
    }

    private List<Finding> thresholds(Factor factor, TreeMap<Integer, long[]> counts) {
        var all = sum(counts.values());
        var found = new ArrayList<Finding>();
        for (int value : counts.keySet()) {
            boolean low = factor.kind().low();
            var with = sum((low ? counts.headMap(value, true) : counts.tailMap(value, true)).values());
            // what is counted before an operation is told with the operation itself
            int told = low && factor.kind() != Kind.PACE ? value + 1 : value;
            finding(found, factor, factor.kind().words.formatted(told), with, all);
        }
        return found;
    }

    private List<Finding> spans(Factor factor, TreeMap<Integer, long[]> counts) {
        var all = sum(counts.values());
        var found = new ArrayList<Finding>();
        for (int from = 0; from < HOURS; from++) {
            var with = new long[2];
            for (int length = 1; length < HOURS; length++) {
                var hour = counts.getOrDefault((from + length - 1) % HOURS, new long[2]);
                with[0] += hour[0];
                with[1] += hour[1];
                var words = factor.kind().words.formatted(from, (from + length) % HOURS);
                finding(found, factor, words, with, all);
            }
        }
        return found;
    }

    private void finding(List<Finding> to, Factor factor, String what, long[] with, long[] all) {
        long others = all[0] - with[0];
        if (with[0] < FEWEST || others < FEWEST) return;
        comparisons++;
        if (all[1] == 0 || all[1] == all[0]) return;
        to.add(new Finding(factor.where(), what, with[0], with[1], others, all[1] - with[1], 1));
    }

    private static long[] sum(Iterable<long[]> counts) {
        var sum = new long[2];
        for (var one : counts) {
            sum[0] += one[0];
            sum[1] += one[1];
        }
        return sum;
    }

    /** An upper bound of the probability beyond z on one side (Mills' ratio), for all comparisons together. */
    private double chance(double z) {
        double one = z < 1 ? 1 : Math.exp(-z * z / 2) / (z * Math.sqrt(2 * Math.PI));
        return Math.min(1, one * comparisons);
    }
}
