package org.shadowline.sim.calibrate.discover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Source;
import org.shadowline.sim.calibrate.log.EventLog;

/** The source of a plant: when cases arrive and what they make, with what the log hides about it. */
final class Orders {
    static final String ID = "orders";

    private final EventLog log;
    private final DataFiles files;
    private final List<String> findings = new ArrayList<>();
    private int inProcess;

    Orders(EventLog log, DataFiles files) {
        this.log = log;
        this.files = files;
    }

    List<String> findings() {
        return findings;
    }

    /** Cases that were in process when the log began; known after {@link #source}. */
    int inProcess() {
        return inProcess;
    }

    Source source(List<String> products) {
        var arrivals = IntStream.range(0, log.cases().size())
                .filter(c -> log.from(c) < log.to(c))
                .mapToLong(c -> log.start(log.from(c)))
                .sorted()
                .toArray();
        long last = arrivals[arrivals.length - 1];
        long from = steadyFrom(arrivals, Math.floorDiv(arrivals[0], OpenTime.DAY) * OpenTime.DAY, last);
        if (last < log.lastEnd() - OpenTime.WEEK) {
            findings.add("No case begins in the last " + (log.lastEnd() - last) / OpenTime.DAY
                    + " days of the log, as when only finished cases were exported: the arrival rate was taken from the time"
                    + " before, so the last days of a rehearsal hold more work than the log.");
        }
        var pattern = ArrivalPattern.of(arrivals, from, last);
        var streams = new ArrayList<Source.Arrivals.Stream>();
        for (var stream : pattern.streams()) {
            var name = pattern.streams().size() == 1 ? "arrivals" : "arrivals_" + (streams.size() + 1);
            streams.add(new Source.Arrivals.Stream(files.written(stream.interarrival(), name), stream.hours()));
        }
        findings.add("Cases arrive in " + streams.size()
                + (streams.size() == 1 ? " stream with its own rate" : " streams with rates of their own")
                + " for certain hours of the week, from " + pattern.used() + " arrivals.");
        return new Source(
                ID,
                "Orders",
                null,
                null,
                shares(products),
                new Source.Arrivals.Streams(streams),
                1,
                Long.MAX_VALUE,
                Double.NaN,
                null,
                0,
                Buffer.UNLIMITED,
                false);
    }

    /** After the first week when that has many more arrivals than the later ones: work in process at the start. */
    private long steadyFrom(long[] arrivals, long from, long last) {
        long afterFirst = from + OpenTime.WEEK;
        double laterWeeks = (last - afterFirst) / (double) OpenTime.WEEK;
        if (laterWeeks < 3) return from;
        long inFirst = Arrays.stream(arrivals).filter(a -> a < afterFirst).count();
        double usual = (arrivals.length - inFirst) / laterWeeks;
        if (inFirst <= 1.5 * usual || inFirst <= usual + 3 * Math.sqrt(usual)) {
            findings.add("The log does not say what was in process when it began: a rehearsal starts empty.");
            return from;
        }
        inProcess = (int) Math.round(inFirst - usual);
        findings.add("In its first week the log sees " + inFirst + " cases for the first time, later "
                + Words.number(usual) + " a week: about " + inProcess
                + " were in process already. The arrival rate is that"
                + " of the later weeks; the scenario releases those " + inProcess + " at its start, as new ones.");
        return afterFirst;
    }

    private List<Source.ProductShare> shares(List<String> products) {
        if (log.products().size() < 2) return List.of(new Source.ProductShare(products.getFirst(), 1));
        var counts = new double[products.size()];
        for (int c = 0; c < log.cases().size(); c++) if (log.productOf(c) != EventLog.NONE) counts[log.productOf(c)]++;
        double total = Arrays.stream(counts).sum();
        return IntStream.range(0, counts.length)
                .mapToObj(p -> new Source.ProductShare(products.get(p), counts[p] / total))
                .toList();
    }
}
