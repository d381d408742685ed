package org.shadowline.sim.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Pace;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Rack;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.rehearsal.BottleneckSensitivity.Kind;

/**
 * Plants in which one element works faster by a factor. A station works and is set up faster; repairs take as long as before.
 * People work and walk faster. What moves does all its moves in less time: at a factor k times the speed and k² times the
 * acceleration every way takes 1/k of its time. Of a source more arrives.
 */
final class Faster {
    private final Plant plant;
    private final double factor;

    /** Something that can work faster. */
    record Candidate(String id, Kind kind) {}

    Faster(Plant plant, double factor) {
        this.plant = plant;
        this.factor = factor;
    }

    /** Everything of a plant that can work faster, in the order of its description. */
    static List<Candidate> candidates(Plant plant) {
        var candidates = new ArrayList<Candidate>();
        for (var element : plant.elements()) {
            var kind = kind(element);
            if (kind != null) candidates.add(new Candidate(element.id(), kind));
        }
        for (var team : plant.teams()) {
            if (team.people() > 0) candidates.add(new Candidate(team.id(), Kind.TEAM));
        }
        return candidates;
    }

    private static @Nullable Kind kind(Element element) {
        return switch (element) {
            case Station s -> Kind.STATION;
            case Fleet f -> Kind.FLEET;
            case Conveyor c -> Kind.CONVEYOR;
            case Rack r -> Kind.RACK;
            case Source s when s.arrivals() instanceof Source.Arrivals.Streams -> Kind.SOURCE;
            default -> null;
        };
    }

    /** The plant with one candidate faster. */
    Plant with(Candidate candidate) {
        boolean team = candidate.kind() == Kind.TEAM;
        return plant.with(
                plant.elements().stream()
                        .map(e -> !team && e.id().equals(candidate.id()) ? faster(e) : e)
                        .toList(),
                plant.teams().stream()
                        .map(t -> team && t.id().equals(candidate.id()) ? faster(t) : t)
                        .toList());
    }

    private Element faster(Element element) {
        return switch (element) {
            case Station s -> faster(s);
            case Fleet f -> faster(f);
            case Conveyor c ->
                new Conveyor(
                        c.id(),
                        c.label(),
                        c.at(),
                        c.area(),
                        c.from(),
                        c.to(),
                        c.length(),
                        c.speed() * factor,
                        c.spacing(),
                        c.holds(),
                        c.accumulates(),
                        c.then().stream()
                                .map(s -> new Conveyor.Section(s.length(), s.speed() * factor, s.angle()))
                                .toList(),
                        c.merge(),
                        c.sensors(),
                        c.partLength());
            case Rack r ->
                new Rack(
                        r.id(),
                        r.label(),
                        r.at(),
                        r.area(),
                        r.columns(),
                        r.levels(),
                        r.columnWidth(),
                        r.levelHeight(),
                        r.speed() * factor,
                        r.liftSpeed() * factor,
                        shorter(r.loading()),
                        shorter(r.unloading()),
                        r.stores(),
                        r.retrieval());
            case Source s -> faster(s);
            default -> element;
        };
    }

    private Station faster(Station s) {
        return new Station(
                s.id(),
                s.label(),
                s.at(),
                s.area(),
                s.width(),
                s.depth(),
                s.count(),
                s.times(),
                s.queue(),
                faster(s.setup()),
                s.failures(),
                s.needs(),
                s.power(),
                s.shift(),
                s.speed() * factor,
                s.costPerSecond(),
                s.scrapShare(),
                s.dispatch(),
                s.process(),
                s.robot());
    }

    private Station.@Nullable Setup faster(Station.@Nullable Setup setup) {
        if (setup == null) return null;
        var changes = setup.changes().stream()
                .map(c -> new Station.Change(c.from(), c.to(), c.time().scaled(1 / factor)))
                .toList();
        return new Station.Setup(setup.attribute(), changes, shorter(setup.otherwise()));
    }

    private Fleet faster(Fleet f) {
        return new Fleet(
                f.id(),
                f.label(),
                f.at(),
                f.area(),
                f.count(),
                f.motion(),
                f.speed() * factor,
                f.acceleration() * factor * factor,
                shorter(f.loading()),
                shorter(f.unloading()),
                f.carries(),
                f.parksAt(),
                f.calls(),
                f.shift(),
                f.power(),
                f.failures(),
                f.battery());
    }

    private Source faster(Source s) {
        if (!(s.arrivals() instanceof Source.Arrivals.Streams streams)) return s;
        return s.withArrivals(new Source.Arrivals.Streams(streams.streams().stream()
                .map(one -> new Source.Arrivals.Stream(one.interarrival().scaled(1 / factor), one.during()))
                .toList()));
    }

    private Team faster(Team t) {
        var pace = t.pace();
        return new Team(
                t.id(),
                t.label(),
                t.people(),
                t.skills(),
                t.shift(),
                t.payPerSecond(),
                t.finishesWork(),
                t.at(),
                t.walkingSpeed() * factor,
                t.onPaths(),
                new Pace(
                        pace.level() * factor,
                        pace.levels().entrySet().stream()
                                .collect(Collectors.toMap(e -> e.getKey(), e -> e.getValue() * factor)),
                        pace.learning(),
                        pace.fatigue()),
                t.absentShare());
    }

    private @Nullable Distribution shorter(@Nullable Distribution time) {
        return time == null ? null : time.scaled(1 / factor);
    }
}
