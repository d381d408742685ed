package org.shadowline.plant.situation;

import static org.shadowline.plant.situation.Situation.NONE;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.shadowline.plant.description.Buffer;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Shipment;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.kpi.Format;

/**
 * Says in words what a machine or a part does at this moment and, when it waits, what for, and what keeps that from coming: a
 * line for each link of the chain, each indented under the one that it explains. What the events do not tell is said as a
 * possibility: which of several ways a part takes is known when it has moved.
 */
public final class Why {
    /** Links of a chain beyond which it says no more. */
    private static final int DEEPEST = 7;
    /** Of several machines, people or places alike, so many are named. */
    private static final int NAMED = 4;

    private final Situation now;
    private final PlantIndex index;
    private final DoubleFunction<String> clock;
    private final List<String> lines = new ArrayList<>();
    private final Set<Object> said = new HashSet<>();

    /** @param clock how a time, in seconds since the start, is written */
    public Why(Situation situation, DoubleFunction<String> clock) {
        now = situation;
        index = situation.index;
        this.clock = clock;
    }

    /** What a machine does, and why. */
    public List<String> machine(int machine) {
        begin();
        tellMachine(machine, 0);
        return List.copyOf(lines);
    }

    /** Where a part is, and why it is still there. */
    public List<String> part(int part) {
        begin();
        if (!now.exists(part)) return List.of("the part is not in the plant");
        tellPart(part, 0);
        return List.copyOf(lines);
    }

    /** What an element holds, and what it waits for; all machines of a station. */
    public List<String> element(int element) {
        begin();
        if (index.elements().get(element) instanceof Station) machines(element).forEach(m -> tellMachine(m, 0));
        else tellHolder(element, 0);
        return List.copyOf(lines);
    }

    private void begin() {
        lines.clear();
        said.clear();
    }

    private void say(int depth, String words) {
        lines.add("  ".repeat(depth) + words);
    }

    /** Whether something is to be said that has not been said yet, not too deep. */
    private boolean isNew(int depth, Object what) {
        return depth < DEEPEST && said.add(what);
    }

    private void tellMachine(int machine, int depth) {
        if (!isNew(depth, machine)) return;
        var name = index.placeName(machine);
        var since = since(now.machineSince(machine));
        int part = now.partOn(machine);
        var on = part == NONE ? "" : name(part);
        switch (now.stateOf(machine)) {
            case BUSY -> say(depth, name + " works on " + on + (part == NONE ? since : since(now.row(part).since)));
            case SETUP -> say(depth, name + " is set up for " + on + since);
            case BLOCKED -> {
                say(depth, name + " is blocked" + since + ": it is done with " + on + ", which cannot go on");
                if (part != NONE) tellWays(part, depth + 1);
            }
            case STARVED, STANDBY, SWITCHED_OFF -> tellStarved(machine, name, since, depth);
            case WAITING -> tellPeople(machine, name + " waits for people" + since, depth);
            case LACKS_TOOL -> tellTools(machine, name, since, depth);
            case DOWN -> tellRepair(machine, name, since, depth);
            case LACKS_SPARES -> say(depth, name + " has failed and waits for spare parts" + since);
            case STOPPED -> say(depth, name + " is stopped as planned" + since);
            case OFF -> say(depth, name + " is off shift" + since);
            case WARMING -> say(depth, name + " warms up for " + on + since);
        }
    }

    private void tellStarved(int machine, String name, String since, int depth) {
        int element = index.elementOf(machine);
        var queue = now.partsAt(element);
        if (queue.isEmpty()) {
            say(depth, name + " has no part" + since);
        } else {
            say(
                    depth,
                    name + " has not begun" + since + " although " + count(queue.size(), "part") + " wait"
                            + (queue.size() == 1 ? "s" : "") + " in its queue: " + gathering(element));
        }
        before(element).forEach(from -> tellSupply(from, depth + 1));
    }

    private String gathering(int element) {
        if (!(index.elements().get(element) instanceof Station station)) return "it takes none of them now";
        var process = station.process();
        if (!process.joins().isEmpty()) {
            return "each needs "
                    + process.joins().stream()
                            .map(join -> join.count() + " " + join.product())
                            .collect(Collectors.joining(" and "));
        }
        var batch = process.batch();
        if (batch != null) return "a batch needs " + batch.least() + " of them";
        return "it takes none of them now";
    }

    /** What a place that parts come from says of why none comes. */
    private void tellSupply(int element, int depth) {
        if (!isNew(depth, -1 - element)) return;
        var name = index.placeName(element);
        switch (index.elements().get(element)) {
            case Source source -> say(depth, name + " has released nothing for it that is not already under way");
            case Station station -> machines(element).limit(NAMED).forEach(m -> tellMachine(m, depth));
            default -> {
                var waiting = now.partsAt(element);
                if (waiting.isEmpty()) {
                    say(depth, name + " is empty");
                    before(element).forEach(from -> tellSupply(from, depth + 1));
                } else {
                    tellHolder(element, depth);
                }
            }
        }
    }

    private void tellPeople(int machine, String words, int depth) {
        var station = index.elements().get(index.elementOf(machine)) instanceof Station s ? s : null;
        var needs = station == null ? List.<Station.Need>of() : station.needs();
        say(
                depth,
                words
                        + (needs.isEmpty()
                                ? ""
                                : ": it needs " + needs.stream().map(Why::words).collect(Collectors.joining(" and "))));
        for (var need : needs) tellTeams(need, depth + 1);
    }

    private static String words(Station.Need need) {
        return need.people() + " of " + (need.team() == null ? "those" : need.team())
                + (need.skill() == null ? "" : " with " + need.skill());
    }

    private void tellTeams(Station.Need need, int depth) {
        for (int t = 0; t < index.teams().size(); t++) {
            var team = index.teams().get(t);
            boolean wanted = need.team() == null || need.team().equals(team.id());
            if (!wanted || (need.skill() != null && !team.skills().contains(need.skill()))) continue;
            tellPeopleOf(t, depth);
        }
    }

    private void tellPeopleOf(int team, int depth) {
        int first = index.firstPerson(team);
        int end = index.firstPerson(team + 1);
        for (int p = first; p < Math.min(end, first + NAMED); p++) {
            if (!isNew(depth, "person " + p)) continue;
            int at = now.placeOfPerson(p);
            say(
                    depth,
                    index.personName(p) + " is " + now.stateOfPerson(p).words()
                            + (at == NONE ? "" : " at " + index.placeName(at)) + since(now.personSince(p)));
        }
        if (end - first > NAMED)
            say(
                    depth,
                    "and " + count(end - first - NAMED, "other") + " of "
                            + index.teams().get(team).id());
    }

    private void tellRepair(int machine, String name, String since, int depth) {
        var repairers = IntStream.range(0, index.peopleCount())
                .filter(p -> now.placeOfPerson(p) == machine)
                .mapToObj(
                        p -> index.personName(p) + " is " + now.stateOfPerson(p).words())
                .toList();
        var station = index.elements().get(index.elementOf(machine)) instanceof Station s ? s : null;
        var crews = station == null
                ? List.<Station.Need>of()
                : station.failures().stream()
                        .map(Station.Failure::crew)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        if (!repairers.isEmpty() || crews.isEmpty()) {
            say(depth, name + " is down" + since + (repairers.isEmpty() ? "" : ": " + String.join(", ", repairers)));
            return;
        }
        say(
                depth,
                name + " is down" + since + ", and nobody is at it: it needs "
                        + crews.stream().map(Why::words).collect(Collectors.joining(" or ")));
        for (var crew : crews) tellTeams(crew, depth + 1);
    }

    private void tellTools(int machine, String name, String since, int depth) {
        var uses = index.elements().get(index.elementOf(machine)) instanceof Station station
                ? station.process().uses()
                : null;
        int pool = uses == null ? NONE : index.place(uses);
        say(
                depth,
                name + " waits for a tool" + (uses == null ? "" : " of " + uses) + since
                        + (pool == NONE
                                ? ""
                                : ": " + now.toolsInUse(pool) + " are in use and " + now.toolsChanging(pool)
                                        + " are being changed"));
    }

    private void tellPart(int part, int depth) {
        if (!isNew(depth, "part " + part)) return;
        var row = now.row(part);
        int place = row.place;
        if (index.isMachine(place)) {
            tellMachine(place, depth);
            return;
        }
        int element = index.elementOf(place);
        var name = index.placeName(place);
        if (index.isVehicle(place)) {
            say(depth, name(part) + " is on " + name + since(row.since));
            tellVehicle(place, depth + 1);
            return;
        }
        switch (index.elements().get(element)) {
            case Station station -> {
                var queue = now.partsAt(element);
                say(
                        depth,
                        name(part) + " waits in the queue of " + name + since(row.since) + ", "
                                + ordinal(queue.indexOf(part) + 1) + " of " + queue.size());
                machines(element).limit(NAMED).forEach(m -> tellMachine(m, depth + 1));
            }
            case Source source -> {
                say(depth, name(part) + " waits at " + name + since(row.since) + " and cannot go on");
                tellWays(part, depth + 1);
            }
            default -> {
                say(depth, name(part) + " is in " + name + since(row.since));
                tellWays(part, depth + 1);
            }
        }
    }

    /** An element that holds parts and is no station: how full it is, and what its first part waits for. */
    private void tellHolder(int element, int depth) {
        var held = now.partsAt(element);
        int capacity = now.capacity(element);
        say(
                depth,
                index.placeName(element) + " holds " + count(held.size(), "part")
                        + (capacity == Buffer.UNLIMITED
                                ? ""
                                : " of " + capacity + (held.size() >= capacity ? ": it is full" : "")));
        if (!held.isEmpty()) tellPart(held.getFirst(), depth + 1);
    }

    /** Where a part that has done its step could go, and what is there. */
    private void tellWays(int part, int depth) {
        var next = after(part);
        if (next.isEmpty()) return;
        boolean several = next.size() > 1;
        for (int element : next) tellWay(element, several, depth);
    }

    private void tellWay(int element, boolean several, int depth) {
        var target = index.elements().get(element);
        var name = index.placeName(element);
        var may = several ? "it may go to " : "it goes to ";
        switch (target) {
            case Fleet fleet -> {
                if (!isNew(depth, -1 - element)) return;
                say(depth, may + "a vehicle of " + name);
                for (int v = index.firstVehicle(element);
                        v < Math.min(index.endOfVehicles(element), index.firstVehicle(element) + NAMED);
                        v++) {
                    tellVehicle(v, depth + 1);
                }
            }
            case Shipment shipment -> say(depth, may + name + ", and waits for its departure");
            case Station station -> {
                if (!isNew(depth, -1 - element)) return;
                say(depth, may + name + (station.queue() == 0 ? "" : ", " + room(element)));
                machines(element).limit(NAMED).forEach(m -> tellMachine(m, depth + 1));
            }
            default -> {
                if (!isNew(depth, -1 - element)) return;
                say(depth, may + name + ", " + room(element) + loops(element));
                var held = now.partsAt(element);
                if (!held.isEmpty() && held.size() >= now.capacity(element)) tellPart(held.getFirst(), depth + 1);
            }
        }
    }

    private String room(int element) {
        int held = now.partsAt(element).size();
        int capacity = now.capacity(element);
        if (capacity == Buffer.UNLIMITED) return "which has no limit";
        return held >= capacity
                ? "which is full (" + held + " of " + capacity + ")"
                : "which has room (" + held + " of " + capacity + ")";
    }

    /** The loops whose cards a part needs to enter an element. */
    private String loops(int element) {
        var loops = index.plant().loops().stream()
                .filter(loop -> loop.from().equals(index.placeName(element)))
                .map(loop -> loop.id() + " (" + loop.cards() + ")")
                .collect(Collectors.joining(", "));
        return loops.isEmpty() ? "" : ", and it needs a card of " + loops;
    }

    private void tellVehicle(int vehicle, int depth) {
        if (!isNew(depth, vehicle)) return;
        say(
                depth,
                index.placeName(vehicle) + " is " + now.stateOfVehicle(vehicle).words()
                        + since(now.vehicleSince(vehicle)));
    }

    /** The elements where a part can go after its step; at a source those of its first step. */
    private Set<Integer> after(int part) {
        var row = now.row(part);
        var elements = new LinkedHashSet<Integer>();
        int step = row.step != NONE ? row.step : stepAt(row.product, index.elementOf(row.place));
        if (step == NONE) return elements;
        var at = index.steps().get(step);
        for (var next : at.route().next(at.route().steps().get(at.step()))) elements.add(index.place(next.element()));
        return elements;
    }

    private int stepAt(int product, int element) {
        var route = index.plant().routeOf(index.products().get(product).id());
        if (route == null) return NONE;
        for (int s = 0; s < route.steps().size(); s++) {
            if (index.place(route.steps().get(s).element()) == element) return index.firstStep(route) + s;
        }
        return NONE;
    }

    /** The elements from which parts come to one. */
    private List<Integer> before(int element) {
        var id = index.placeName(element);
        return index.plant().routes().stream()
                .flatMap(route -> route.steps().stream().filter(step -> route.next(step).stream()
                        .anyMatch(next -> next.element().equals(id))))
                .map(step -> index.place(step.element()))
                .filter(from -> from != element)
                .distinct()
                .toList();
    }

    private Stream<Integer> machines(int element) {
        return IntStream.range(index.firstMachine(element), index.firstMachine(element + 1))
                .boxed();
    }

    private String name(int part) {
        return "part " + now.serial(part);
    }

    private String since(double time) {
        double seconds = now.now() - time;
        return seconds <= 0 ? "" : " since " + clock.apply(time) + " (" + Format.duration(seconds) + ")";
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static String ordinal(int n) {
        int tens = n % 100;
        if (tens >= 11 && tens <= 13) return n + "th";
        return switch (n % 10) {
            case 1 -> n + "st";
            case 2 -> n + "nd";
            case 3 -> n + "rd";
            default -> n + "th";
        };
    }
}
