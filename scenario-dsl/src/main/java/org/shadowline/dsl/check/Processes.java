package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Entry;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Property;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Process;
import org.shadowline.plant.units.Dimension;

/** Makes the value of what an operation does besides taking time. */
final class Processes {
    private final Names names;
    private final Evaluator evaluator;
    private final Products products;
    private final Calendars calendars;
    private final Reports reports;

    Processes(Names names, Evaluator evaluator, Products products, Calendars calendars, Reports reports) {
        this.names = names;
        this.evaluator = evaluator;
        this.products = products;
        this.calendars = calendars;
        this.reports = reports;
    }

    Process of(Entry station, Properties given) {
        var batch = given.find(Property.Batch.class);
        var joins = given.find(Property.Joins.class);
        var splits = given.find(Property.Splits.class);
        var wears = given.find(Property.Wears.class);
        var inspects = given.find(Property.Inspects.class);
        if (batch != null && joins != null) {
            reports.error(
                    Code.NOT_EXPECTED,
                    joins.span(),
                    "`" + station.id() + "` works on batches and joins parts as well",
                    "use two stations, one behind the other");
        }
        var causes = given.find(Property.Defects.class);
        double defects = causes == null ? given.share("defects", 0) : share(causes.share(), station);
        double mends = given.share("mends", 0);
        @Nullable String packs = packs(given.find(Property.Packs.class), batch, splits, station);
        var opens = given.find(Property.Unpacks.class);
        @Nullable String unpacks = opens == null ? null : products.require(opens.product(), station.scope());
        var needed = given.find(Property.Uses.class);
        @Nullable Named tool = needed == null ? null : names.require(needed.tool(), station.scope(), Set.of(Kind.TOOL), "a tool");
        boolean plain = tool == null
                && batch == null
                && opens == null
                && joins == null
                && splits == null
                && wears == null
                && inspects == null;
        Process.@Nullable WaitingLimit limit = limit(given.find(Property.Waits.class), station);
        @Nullable Distribution degradation = given.random("degrades", Dimension.NONE);
        if (plain && degradation == null && limit == null && causes == null && defects == 0 && mends == 0) {
            return Process.PLAIN;
        }
        return new Process(
                batch == null ? null : batch(batch, station),
                joins == null ? List.of() : components(joins.components(), station),
                splits == null ? List.of() : components(splits.components(), station),
                wear(wears, degradation, station),
                defects,
                inspects == null ? null : inspection(inspects, station),
                mends,
                limit,
                causes == null ? List.of() : new DefectCauses(evaluator, calendars, reports).of(causes, station, given),
                packs,
                unpacks,
                tool == null ? null : tool.id());
    }

    private @Nullable String packs(
            Property.@Nullable Packs packs,
            Property.@Nullable Batch batch,
            Property.@Nullable Splits splits,
            Entry station) {
        if (packs == null) {
            return null;
        }
        if (batch == null) {
            reports.error(
                    Code.INCOMPLETE,
                    packs.span(),
                    "`" + station.id() + "` does not say how many parts it packs",
                    "add e.g. `batch 12 alike`");
        }
        if (splits != null) {
            reports.error(
                    Code.NOT_EXPECTED,
                    packs.span(),
                    "`" + station.id() + "` divides parts and packs them as well",
                    "use two stations, one behind the other");
        }
        return products.require(packs.product(), station.scope());
    }

    private Process.@Nullable WaitingLimit limit(Property.@Nullable Waits waits, Entry station) {
        if (waits == null) {
            return null;
        }
        double most = evaluator.positive(
                waits.most(), station.scope(), Dimension.TIME, "the longest wait before `" + station.id() + "`", true);
        @Nullable Named after = names.require(waits.after(), station.scope(), Set.of(Kind.STATION), "a station");
        if (after != null && after.id().equals(station.id())) {
            reports.error(
                    Code.NOT_EXPECTED,
                    waits.after().span(),
                    "`" + station.id() + "` cannot wait for itself",
                    "name the station of the operation before");
            return null;
        }
        return Double.isNaN(most) || after == null ? null : new Process.WaitingLimit(most, after.id(), waits.back());
    }

    private Process.@Nullable Batch batch(Property.Batch batch, Entry station) {
        int least = evaluator.count(batch.least(), station.scope(), "the least size of a batch", 1);
        int most = batch.most() == null
                ? least
                : evaluator.count(batch.most(), station.scope(), "the largest size of a batch", 1);
        if (least < 1 || most < 1) {
            return null;
        }
        if (most < least) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    batch.span(),
                    "a batch of at least " + least + " and at most " + most + " parts is impossible",
                    "write the smaller number first");
            return null;
        }
        double within = batch.within() == null
                ? Double.POSITIVE_INFINITY
                : evaluator.positive(batch.within(), station.scope(), Dimension.TIME, "the longest wait", true);
        return Double.isNaN(within) ? null : new Process.Batch(least, most, within, batch.alike());
    }

    private List<Process.Component> components(List<Property.Component> given, Entry station) {
        var components = new ArrayList<Process.Component>();
        for (var one : given) {
            int count = evaluator.count(one.count(), station.scope(), "the number of parts", 1);
            @Nullable String product = products.require(one.product(), station.scope());
            if (count < 1 || product == null) {
                continue;
            }
            if (components.stream().anyMatch(c -> c.product().equals(product))) {
                reports.error(
                        Code.DECLARED_TWICE,
                        one.span(),
                        "`" + product + "` is given twice at `" + station.id() + "`",
                        "add the numbers up");
                continue;
            }
            components.add(new Process.Component(product, count));
        }
        return components;
    }

    private Process.Wear wear(Property.@Nullable Wears wears, @Nullable Distribution degradation, Entry station) {
        if (wears == null) {
            return degradation == null ? Process.Wear.NONE : new Process.Wear(0, 0, degradation);
        }
        int every = evaluator.count(wears.every(), station.scope(), "the number of parts", 1);
        double slower = share(wears.slower(), station);
        double scrap = share(wears.scrap(), station);
        return every < 1 ? Process.Wear.NONE : new Process.Wear(slower / every, scrap / every, degradation);
    }

    private Process.Inspection inspection(Property.Inspects inspects, Entry station) {
        return new Process.Inspection(share(inspects.missing(), station), share(inspects.alarms(), station));
    }

    private double share(@Nullable Expr expr, Entry station) {
        if (expr == null) {
            return 0;
        }
        double share = evaluator.share(expr, station.scope(), "a share");
        return Double.isNaN(share) ? 0 : share;
    }
}
