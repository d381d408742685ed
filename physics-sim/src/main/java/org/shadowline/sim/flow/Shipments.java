package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;

/**
 * Shipments between sites. Parts wait for the next departure in the queue of their element, then travel as one load, which may
 * overtake another; at the other site each of them asks for its next place and waits, if need be, as in a buffer. A shipment
 * has two events, its next departure and its next arrival.
 */
final class Shipments {
    private final Replication run;
    private final FlowModel model;
    /** By element. */
    private final @Nullable State[] shipments;

    /** Parts that travel together. */
    private static final class Load {
        final WaitingList parts;
        double departed;
        double free;

        Load(Parts parts) {
            this.parts = new WaitingList(parts);
        }

        Load(Load that, Parts parts) {
            this.parts = new WaitingList(that.parts, parts);
            departed = that.departed;
            free = that.free;
        }
    }

    /** Copied as a whole into a branch. */
    private static final class State {
        final ShipmentRule rule;
        /** Loads under way in the order of their arrival. */
        final List<Load> underWay = new ArrayList<>();
        /** Loads that are not in use. */
        final List<Load> spare = new ArrayList<>();

        long departures;

        State(ShipmentRule rule) {
            this.rule = rule;
        }

        State(State that, Parts parts) {
            rule = that.rule;
            departures = that.departures;
            for (var load : that.underWay) underWay.add(new Load(load, parts));
        }
    }

    Shipments(Replication run) {
        this.run = run;
        model = run.model;
        shipments = new @Nullable State[model.shipment.length];
        for (int e = 0; e < shipments.length; e++) {
            var rule = model.shipment[e];
            if (rule != null) shipments[e] = new State(rule);
        }
    }

    Shipments(Replication run, Shipments that) {
        this.run = run;
        model = that.model;
        shipments = new @Nullable State[that.shipments.length];
        for (int e = 0; e < shipments.length; e++) {
            var state = that.shipments[e];
            if (state != null) shipments[e] = new State(state, run.parts);
        }
    }

    private State at(int element) {
        var state = shipments[element];
        if (state == null) throw new IllegalStateException("no shipment: " + element);
        return state;
    }

    /** At the start of a run, when all parts are placed. */
    void begin() {
        for (var s : shipments) {
            if (s == null) continue;
            var timetable = s.rule.timetable();
            if (timetable != null) followTimetable(s, timetable);
            else if (s.rule.interval() > 0) run.calendar.schedule(departure(s), s.rule.first());
            else leaveWhenFull(s, run.places.at(s.rule.element()));
        }
    }

    private int departure(State s) {
        return model.shipmentSlots + 2 * s.rule.element();
    }

    private int arrival(State s) {
        return departure(s) + 1;
    }

    /** A part comes to wait for the next departure. */
    void bring(Part part, ElementState element) {
        run.places.move(part, element);
        part.since = run.now();
        element.queue.append(part);
        var s = at(element.number);
        if (s.rule.leavesWhenFull()) leaveWhenFull(s, element);
    }

    private void leaveWhenFull(State s, ElementState element) {
        while (element.queue.length() >= s.rule.holds()) depart(s, element);
        if (element.queue.isEmpty()) run.calendar.cancel(departure(s));
        else watchWait(s, element);
    }

    private void watchWait(State s, ElementState element) {
        if (s.rule.longestWait() == Double.POSITIVE_INFINITY) return;
        double due = run.parts.at(element.queue.first()).since + s.rule.longestWait();
        run.calendar.schedule(departure(s), Math.max(run.now(), due));
    }

    /** The event of a shipment: a departure, or an arrival. */
    void occur(int event) {
        var s = at(event / 2);
        if (event % 2 == 1) arrive(s);
        else departs(s, run.places.at(s.rule.element()));
    }

    private void departs(State s, ElementState element) {
        var timetable = s.rule.timetable();
        if (timetable != null) {
            if (timetable.isOpen(run.now())) departIfEnough(s, element);
            followTimetable(s, timetable);
        } else if (s.rule.interval() > 0) {
            departIfEnough(s, element);
            s.departures++;
            run.calendar.schedule(departure(s), s.rule.first() + s.departures * s.rule.interval());
        } else {
            depart(s, element);
            leaveWhenFull(s, element);
        }
    }

    /** Schedules the next change of the hours, whose openings are departures. */
    private void followTimetable(State s, OpenHours timetable) {
        double next = timetable.nextChange(run.now());
        if (next < Double.POSITIVE_INFINITY) run.calendar.schedule(departure(s), next);
    }

    private void departIfEnough(State s, ElementState element) {
        if (element.queue.length() >= s.rule.least()) depart(s, element);
    }

    private void depart(State s, ElementState element) {
        if (element.queue.isEmpty()) return;
        var load = s.spare.isEmpty() ? new Load(run.parts) : s.spare.removeLast();
        int parts = Math.min(element.queue.length(), s.rule.holds());
        for (int i = 0; i < parts; i++) load.parts.append(element.queue.takeFirst());
        load.departed = run.now();
        double seconds = run.draw(s.rule.takes(), s.rule.stream());
        if (s.rule.customs() != NONE) seconds += run.draw(s.rule.customs(), s.rule.customsStream());
        load.free = run.now() + seconds;
        send(s, load);
        run.sink.event(run.now(), EventKind.SHIPMENT_DEPARTED, s.rule.element(), NONE, parts, 0, seconds, 0);
    }

    private void send(State s, Load load) {
        int i = s.underWay.size();
        while (i > 0 && s.underWay.get(i - 1).free > load.free) i--;
        s.underWay.add(i, load);
        if (i == 0) run.calendar.schedule(arrival(s), load.free);
    }

    private void arrive(State s) {
        var load = s.underWay.removeFirst();
        if (!s.underWay.isEmpty()) run.calendar.schedule(arrival(s), s.underWay.getFirst().free);
        double seconds = 0;
        for (int n = load.parts.first(); n >= 0; n = run.parts.at(n).next) seconds += run.now() - run.parts.at(n).since;
        run.sink.event(
                run.now(), EventKind.SHIPMENT_ARRIVED, s.rule.element(), NONE, load.parts.length(), 0, seconds, 0);
        while (!load.parts.isEmpty()) run.places.depart(load.parts.takeFirst());
        s.spare.add(load);
    }

    /** Seconds since a part departed; 0 when it has not. */
    double underWayFor(Part part, int element) {
        for (var load : at(element).underWay) {
            for (int n = load.parts.first(); n >= 0; n = run.parts.at(n).next) {
                if (n == part.number) return run.now() - load.departed;
            }
        }
        return 0;
    }

    /**
     * Puts a part into a shipment at the start of a run: to wait for a departure, or on the way. Parts that have been under way
     * equally long are one load; how long it still takes is drawn given the time that has passed.
     */
    void beginEarlier(Part part, ElementState element, double underWayFor) {
        part.since = -underWayFor;
        if (underWayFor <= 0) {
            element.queue.append(part);
            return;
        }
        var s = at(element.number);
        for (var load : s.underWay) {
            if (load.departed == -underWayFor) {
                load.parts.append(part);
                return;
            }
        }
        var load = new Load(run.parts);
        load.parts.append(part);
        load.departed = -underWayFor;
        load.free = whole(s.rule, underWayFor) - underWayFor;
        send(s, load);
    }

    /** How long a load takes that has been under way for some time. */
    private double whole(ShipmentRule rule, double least) {
        if (rule.customs() == NONE) return run.drawBeyond(rule.takes(), rule.stream(), least);
        for (int i = 0; i < 1000; i++) {
            double seconds = run.draw(rule.takes(), rule.stream()) + run.draw(rule.customs(), rule.customsStream());
            if (seconds > least) return seconds;
        }
        return least;
    }

    long bytes() {
        long bytes = 0;
        for (var s : shipments) if (s != null) bytes += 48L * (s.underWay.size() + s.spare.size());
        return bytes;
    }
}
