package org.shadowline.dsl.check;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Entry;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.syntax.Property;
import org.shadowline.dsl.syntax.Ref;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Hours;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Shipment;
import org.shadowline.plant.description.Site;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.units.Dimension;

/** Sites, what belongs to them, and the shipments between them. */
final class Sites {
    private final Names names;
    private final Evaluator evaluator;
    private final Calendars calendars;
    private final Reports reports;
    private final Map<String, Made> sites = new LinkedHashMap<>();
    private final Set<String> around = new HashSet<>();
    private final Map<String, @Nullable String> siteOfArea = new LinkedHashMap<>();

    private record Made(
            @Nullable String label,
            @Nullable ZoneId zone,
            boolean partner,
            List<String> elements,
            List<String> teams) {}

    Sites(Names names, Evaluator evaluator, Calendars calendars, Reports reports) {
        this.names = names;
        this.evaluator = evaluator;
        this.calendars = calendars;
        this.reports = reports;
    }

    void site(Entry entry, Properties given) {
        // several in one follow from a brace that is missing
        if (entry.site() != null && around.add(entry.site())) {
            reports.error(
                    Code.NOT_EXPECTED,
                    entry.element().name().span(),
                    "the site `" + entry.id() + "` is inside another one",
                    "write it behind that, and let shipments go between them");
        }
        Property.@Nullable Zone zone = given.find(Property.Zone.class);
        sites.put(
                entry.id(),
                new Made(
                        given.label(),
                        zone == null ? null : Zones.zone(zone.zone(), reports),
                        given.has("partner"),
                        new ArrayList<>(),
                        new ArrayList<>()));
    }

    /** Notes to which site something belongs. */
    void add(Entry entry) {
        if (entry.kind() == Kind.AREA) {
            siteOfArea.put(entry.id(), entry.site());
        }
        @Nullable Made site = entry.site() == null ? null : sites.get(entry.site());
        if (site == null) {
            return;
        }
        switch (entry.kind()) {
            case TEAM -> site.teams().add(entry.id());
            case SOURCE, SINK, STATION, BUFFER, CONVEYOR, RACK, FLEET, SPARE, CUSTOM, DELAY, TOOL ->
                site.elements().add(entry.id());
            case AREA, PRODUCT, LOOP, NODE, PATH, SITE, SHIPMENT -> {}
        }
    }

    /** Whether an area belongs to the site in which an element stands, whose coordinates are its own. */
    boolean isAround(String area, Entry entry) {
        return Objects.equals(siteOfArea.get(area), entry.site());
    }

    /** Hours without a zone of their own are by the clocks of the site. */
    Hours local(Hours hours, Entry entry) {
        @Nullable Made site = entry.site() == null ? null : sites.get(entry.site());
        return inZone(hours, site);
    }

    private static Hours inZone(Hours hours, @Nullable Made site) {
        boolean named = hours.zone() != null || hours.isAlways();
        return named || site == null || site.zone() == null ? hours : hours.in(site.zone());
    }

    List<Site> all() {
        var all = new ArrayList<Site>();
        sites.forEach((id, made) ->
                all.add(new Site(id, made.label(), made.zone(), made.partner(), made.elements(), made.teams())));
        return all;
    }

    // shipments

    @Nullable Shipment shipment(Entry entry, Properties given) {
        Property.@Nullable Between between = given.find(Property.Between.class);
        if (between == null || between.to() == null) {
            given.missing("two sites", "from munich to shenzhen");
            return null;
        }
        @Nullable String from = siteOf(between.from(), entry);
        @Nullable String to = siteOf(between.to(), entry);
        if (from != null && from.equals(to)) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    between.span(),
                    "`" + entry.id() + "` leads from `" + from + "` to itself",
                    "within a site use a fleet or a conveyor");
        }
        @Nullable Distribution takes = given.random("takes", Dimension.TIME);
        if (given.value("takes") == null) {
            given.missing("time that it takes", "takes 3 days");
        }
        Property.@Nullable Holds holds = given.find(Property.Holds.class);
        int most = holds == null || evaluator.isUnlimited(holds.most(), entry.scope())
                ? Buffer.UNLIMITED
                : Math.max(1, evaluator.count(holds.most(), entry.scope(), given.what("holds"), 1));
        int least = holds == null || holds.least() == null
                ? 1
                : Math.max(1, evaluator.count(holds.least(), entry.scope(), given.what("at least"), 1));
        if (holds != null && holds.least() != null && least > most) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    holds.least().span(),
                    "`" + entry.id() + "` departs with at least " + least + " parts, but holds " + most,
                    "let it hold more, or depart with fewer");
        }
        Shipment.@Nullable Departures departures = departures(entry, given, from, most);
        if (from == null || to == null || takes == null || departures == null) {
            return null;
        }
        return new Shipment(
                entry.id(),
                given.label(),
                from,
                to,
                departures,
                least,
                most,
                takes,
                given.random("customs", Dimension.TIME),
                given.positive("costs", Dimension.MONEY, 0),
                given.positive("freight", Dimension.MONEY, 0));
    }

    private @Nullable String siteOf(Ref ref, Entry entry) {
        @Nullable Named named = names.require(ref, entry.scope(), Set.of(Kind.SITE), "a site");
        return named == null ? null : named.id();
    }

    private Shipment.@Nullable Departures departures(Entry entry, Properties given, @Nullable String from, int holds) {
        Property.@Nullable Departs departs = given.find(Property.Departs.class);
        return switch (departs) {
            case null -> {
                given.missing("departures", "departs at 18:00 on friday");
                yield null;
            }
            case Property.DepartsEvery every -> {
                double interval = evaluator.positive(
                        every.interval(), entry.scope(), Dimension.TIME, "the time between departures", false);
                double first = every.first() == null
                        ? interval
                        : evaluator.positive(
                                every.first(), entry.scope(), Dimension.TIME, "the time of the first departure", true);
                yield Double.isNaN(interval + first) ? null : new Shipment.Departures.Every(interval, first);
            }
            case Property.DepartsAt at ->
                new Shipment.Departures.Timetable(
                        inZone(calendars.hours(at.times(), entry.scope()), from == null ? null : sites.get(from)));
            case Property.DepartsWhenFull full -> {
                double longest = full.longestWait() == null
                        ? Double.POSITIVE_INFINITY
                        : evaluator.positive(
                                full.longestWait(), entry.scope(), Dimension.TIME, "the longest wait", false);
                if (holds == Buffer.UNLIMITED && longest == Double.POSITIVE_INFINITY) {
                    reports.error(
                            Code.INCOMPLETE,
                            full.span(),
                            "`" + entry.id() + "` is never full",
                            "say what a load holds, e.g. `holds 400`, or `or after 3 days`");
                }
                yield Double.isNaN(longest) ? null : new Shipment.Departures.WhenFull(longest);
            }
        };
    }

    // ways between sites

    /** Parts go from site to site by a shipment between the two. */
    void check(PlantModel model) {
        if (sites.isEmpty()) {
            return;
        }
        for (var made : model.routes()) {
            var steps = made.route().steps();
            for (int i = 0; i < steps.size(); i++) {
                for (int target : model.reach(made.route()).targets(i)) {
                    if (target >= 0) {
                        check(
                                model,
                                made,
                                target,
                                model.element(steps.get(i).element()),
                                model.element(steps.get(target).element()));
                    }
                }
            }
        }
    }

    private void check(
            PlantModel model, Routes.Made made, int step, @Nullable Element before, @Nullable Element after) {
        if (before == null || after == null || goInLots(before, after)) {
            return;
        }
        @Nullable String from = siteBehind(model.plant(), before);
        @Nullable String to = siteAhead(model.plant(), after);
        if (from == null || to == null || from.equals(to)) {
            return;
        }
        var fault = Diagnostic.of(
                Code.NO_ROUTE,
                made.spans().get(step),
                "parts would come from `" + before.id() + "` in `" + from + "` to `" + after.id() + "` in `" + to
                        + "` in no time");
        @Nullable String between = between(model.plant(), from, to);
        reports.add(fault.help(
                between == null
                        ? "declare `shipment ferry from " + from + " to " + to
                                + " departs every 7 days takes 3 days` and write `-> " + after.id() + " by ferry`"
                        : "bring them by a shipment: `-> " + after.id() + " by " + between + "`"));
    }

    /** Whether parts go between the two in a lot, whose own route says how. */
    private static boolean goInLots(Element before, Element after) {
        return before instanceof Station packs
                && after instanceof Station unpacks
                && packs.process().packs() != null
                && packs.process().packs().equals(unpacks.process().unpacks());
    }

    private static @Nullable String siteBehind(Plant plant, Element element) {
        return element instanceof Shipment shipment ? shipment.to() : siteOf(plant, element);
    }

    private static @Nullable String siteAhead(Plant plant, Element element) {
        return element instanceof Shipment shipment ? shipment.from() : siteOf(plant, element);
    }

    private static @Nullable String siteOf(Plant plant, Element element) {
        @Nullable Site site = plant.siteOf(element.id());
        return site == null ? null : site.id();
    }

    private static @Nullable String between(Plant plant, String from, String to) {
        for (var element : plant.elements()) {
            if (element instanceof Shipment one
                    && one.from().equals(from)
                    && one.to().equals(to)) {
                return one.id();
            }
        }
        return null;
    }
}
