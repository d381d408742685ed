package org.shadowline.sim.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.state.PlantState;
import org.shadowline.sim.kernel.EventCalendar;
import org.shadowline.sim.kernel.RandomStreams;

/**
 * One run of a compiled plant. Times are seconds since the start of the run. What happens is told to an {@link EventSink}.
 * Nothing is allocated per event. Not thread-safe: one thread at a time owns a replication.
 *
 * <p>The state is primitive arrays, so that {@link #branch} is a copy of arrays, and the branch continues exactly as the
 * original would.
 */
public final class Replication {
    final FlowModel model;
    final EventCalendar calendar;
    final RandomStreams random;
    final Parts parts;
    final Places places;
    final Loops loops;
    final Gathering gathering;
    final Operations operations;
    final Lots lots;
    final Rests rests;
    final Machines machines;
    final Failures failures;
    final Breakdowns breakdowns;
    final Spares spares;
    final Tools tools;
    final People people;
    final Robots robots;
    final Conveyors conveyors;
    final Sensors sensors;
    final Vehicles vehicles;
    final Traffic traffic;
    final Racks racks;
    final Shipments shipments;
    final Sources sources;
    final Customs customs;
    final Supplies supplies;
    final Rules rules;
    final Deadlock deadlock;
    final List<String> notes;
    final EventSink sink;
    /** The user's own logic; null where the plant has none. */
    private final @Nullable LogicRun logic;

    /** A replication at time 0, with the plant empty, or in a given state. */
    Replication(FlowModel model, int number, EventSink sink, @Nullable PlantState state) {
        this.model = model;
        logic = model.logic == null ? null : new LogicRun(this, model.logic, sink);
        this.sink = logic == null ? sink : logic;
        calendar = new EventCalendar(model.slots);
        random = new RandomStreams(model.streamKeys, number);
        parts = new Parts(model.attributes);
        places = new Places(this);
        loops = new Loops(this);
        gathering = new Gathering(this);
        operations = new Operations(this);
        lots = new Lots(this);
        rests = new Rests(this);
        machines = new Machines(this);
        failures = new Failures(this);
        breakdowns = new Breakdowns(this);
        spares = new Spares(this);
        robots = new Robots(this);
        tools = new Tools(this);
        people = new People(this);
        conveyors = new Conveyors(this);
        sensors = new Sensors(this);
        vehicles = new Vehicles(this);
        traffic = new Traffic(this);
        racks = new Racks(this);
        shipments = new Shipments(this);
        sources = new Sources(this);
        customs = new Customs(this);
        supplies = new Supplies(this);
        rules = new Rules(this);
        deadlock = new Deadlock(this);
        notes = new ArrayList<>();
        calendar.lookAhead(this::look);
        begin(state);
    }

    private Replication(Replication that, EventSink sink) {
        model = that.model;
        logic = that.logic == null ? null : new LogicRun(this, that.logic, sink);
        this.sink = logic == null ? sink : logic;
        calendar = that.calendar.copy();
        random = that.random.copy();
        parts = that.parts.copy();
        places = new Places(this, that.places);
        loops = new Loops(this, that.loops);
        gathering = new Gathering(this);
        operations = new Operations(this);
        lots = new Lots(this);
        rests = new Rests(this);
        machines = new Machines(this, that.machines);
        failures = new Failures(this, that.failures);
        breakdowns = new Breakdowns(this);
        spares = new Spares(this, that.spares);
        robots = new Robots(this, that.robots);
        tools = new Tools(this, that.tools);
        people = new People(this, that.people);
        conveyors = new Conveyors(this, that.conveyors);
        sensors = new Sensors(this, that.sensors);
        vehicles = new Vehicles(this, that.vehicles);
        traffic = new Traffic(this, that.traffic);
        racks = new Racks(this, that.racks);
        shipments = new Shipments(this, that.shipments);
        sources = new Sources(this, that.sources);
        customs = new Customs(this, that.customs);
        supplies = new Supplies(this, that.supplies);
        rules = new Rules(this, that.rules);
        deadlock = new Deadlock(this, that.deadlock);
        notes = new ArrayList<>(that.notes);
        calendar.lookAhead(this::look);
    }

    private void begin(@Nullable PlantState state) {
        sink.event(0, EventKind.RUN_STARTED, -1, -1, 0, 0, 0, 0);
        var earlier = state == null ? null : new StartFromState(this, state);
        if (earlier != null) earlier.createParts();
        failures.begin();
        for (int h = 0; h < model.hours.length; h++) {
            double next = model.hours[h].nextChange(0);
            if (next < Double.POSITIVE_INFINITY) calendar.schedule(model.hourSlots + h, next);
            if (!model.hours[h].isOpen(0)) changeShift(h, false);
        }
        for (int team = 0; team < model.teamPeople.length; team++) {
            if (model.teamPeople[team] < model.index.teams().get(team).people()) {
                people.setPresent(team, model.teamPeople[team]);
            }
        }
        if (model.absences) people.begin();
        for (int i = 0; i < model.actions.times().length; i++) {
            if (model.actions.times()[i] >= 0)
                calendar.schedule(model.timedSlots + i, model.actions.times()[i]);
        }
        customs.begin();
        if (earlier != null) notes.addAll(earlier.place());
        machines.beginRests();
        spares.begin();
        vehicles.begin();
        if (earlier != null) earlier.breakVehicles();
        shipments.begin();
        sources.begin();
        if (logic != null) logic.begin();
        settle();
        if (logic != null) logic.rest();
    }

    /** An independent replication that continues exactly as this one; its events go to {@code sink}. */
    public Replication branch(EventSink sink) {
        return new Replication(this, sink);
    }

    /** The state at this moment, to be continued later by {@link Simulation#resume}. */
    public Snapshot snapshot() {
        return new Snapshot(branch((time, kind, subject, object, a, b, x, y) -> {}), model.hash);
    }

    /**
     * What the plant is at this moment by its names, as an observer of the plant could say it: the state to start another
     * simulation from, also one of a changed plant.
     */
    public PlantState state() {
        return new PresentState(this).state();
    }

    public PlantIndex index() {
        return model.index;
    }

    public double now() {
        return calendar.now();
    }

    /** Events of the calendar that have happened. */
    public long events() {
        return calendar.taken();
    }

    /** Parts in the plant. */
    public int workInProcess() {
        return parts.present() - sources.phantoms();
    }

    /** What the run wants to tell a person: assumptions at its start, and a deadlock. */
    public List<String> notes() {
        var all = new ArrayList<>(notes);
        var found = deadlock.found();
        if (found != null) all.add(found);
        var standstill = traffic.standstill();
        if (standstill != null) all.add(standstill);
        return all;
    }

    /** Bytes held by the arrays of the state. */
    public long bytes() {
        return calendar.bytes()
                + random.bytes()
                + parts.bytes()
                + places.bytes()
                + loops.bytes()
                + machines.bytes()
                + failures.bytes()
                + spares.bytes()
                + tools.bytes()
                + people.bytes()
                + robots.bytes()
                + conveyors.bytes()
                + sensors.bytes()
                + vehicles.bytes()
                + traffic.bytes()
                + racks.bytes()
                + shipments.bytes()
                + sources.bytes()
                + (logic == null ? 0 : logic.bytes())
                + supplies.bytes();
    }

    /** Runs up to and including a time. */
    public void runUntil(double time) {
        boolean watchesConditions = !model.actions.rules().isEmpty();
        for (int slot; (slot = calendar.takeUntil(time)) >= 0; ) {
            if (slot < model.modeSlots) machines.occur(slot);
            else occur(slot);
            settle();
            if (logic != null) logic.rest();
            if (watchesConditions) {
                rules.look();
                settle();
            }
        }
        calendar.advanceTo(time);
    }

    /** Reads the part that the event of a slot is about, and the one that follows it; see {@link EventCalendar.Ahead}. */
    private int look(int slot) {
        if (slot < model.modeSlots) {
            var m = machines.at(slot);
            return parts.look(m.part) + parts.look(m.station.queue.first());
        }
        return slot < model.delaySlots ? 0 : parts.look(slot - model.delaySlots);
    }

    private void occur(int slot) {
        if (slot < model.conveyorSlots) failures.occur(slot - model.modeSlots);
        else if (slot < model.entrySlots) conveyors.headArrives(slot - model.conveyorSlots);
        else if (slot < model.arrivalSlots) conveyors.refill(places.at(slot - model.entrySlots));
        else if (slot < model.hourSlots) sources.occur(slot - model.arrivalSlots);
        else if (slot < model.stopSlots) hoursChange(slot - model.hourSlots);
        else if (slot < model.forcedSlots) machines.restart(slot - model.stopSlots);
        else if (slot < model.timedSlots) forcedRepairEnds(slot - model.forcedSlots);
        else if (slot < model.conditionSlots) act(slot - model.timedSlots);
        else if (slot < model.waitSlots) rules.occur(slot - model.conditionSlots);
        else if (slot < model.vehicleSlots) places.waited(slot - model.waitSlots);
        else if (slot < model.rackSlots) vehicles.occur(slot - model.vehicleSlots);
        else if (slot < model.spareSlots) racks.occur(slot - model.rackSlots);
        else if (slot < model.personSlots) spares.occur(slot - model.spareSlots);
        else if (slot < model.robotSlots) people.arrives(slot - model.personSlots);
        else if (slot < model.shipmentSlots) robots.occur(slot - model.robotSlots);
        else if (slot < model.sensorSlots) shipments.occur(slot - model.shipmentSlots);
        else if (slot < model.logicSlot) sensors.occur(slot - model.sensorSlots);
        else if (slot < model.customSlots) logic().wake();
        else if (slot < model.toolSlots) customs.occur(slot - model.customSlots);
        else if (slot < model.delaySlots) tools.occur(slot - model.toolSlots);
        else places.delayIsOver(parts.at(slot - model.delaySlots));
    }

    /** Brings everything to rest that this moment's event has set in motion, then tells the machines' states. */
    void settle() {
        places.settle();
        while (people.mayServe() || traffic.mayMove()) {
            if (people.mayServe()) people.serve();
            if (traffic.mayMove()) traffic.move();
            places.settle();
        }
        if (robots.mayChange()) robots.look();
        machines.tellStates();
    }

    LogicRun logic() {
        if (logic == null) throw new IllegalStateException("the plant has no logic of its own");
        return logic;
    }

    /** A machine, or behind all machines a vehicle, that the scenario let fail has been repaired. */
    private void forcedRepairEnds(int machine) {
        if (model.isVehicleNumber(machine)) breakdowns.comeUp(machine - model.machines);
        else machines.comeUp(machine);
    }

    private void act(int action) {
        for (var effect : model.actions.timed().get(action)) effect.on(this);
    }

    private void hoursChange(int hours) {
        double next = model.hours[hours].nextChange(now());
        if (next < Double.POSITIVE_INFINITY) calendar.schedule(model.hourSlots + hours, next);
        changeShift(hours, model.hours[hours].isOpen(now()));
    }

    private void changeShift(int hours, boolean open) {
        for (int team = 0; team < model.teamHours.length; team++) {
            if (model.teamHours[team] == hours) people.setOnShift(team, open);
        }
        for (int element = 0; element < model.elements; element++) {
            if (model.stationHours[element] != hours) continue;
            for (int m = model.firstMachine[element]; m < model.firstMachine[element + 1]; m++)
                machines.setOff(m, !open);
            if (model.kind[element] == FlowModel.FLEET) vehicles.setOff(element, !open);
        }
    }

    double draw(int sampler, int stream) {
        double value = model.variates.draw(sampler, random, stream);
        return value > 0 ? value : 0;
    }

    /** A draw given that it is more than {@code least}: of the time that an operation takes which has begun already. */
    double drawBeyond(int sampler, int stream, double least) {
        for (int i = 0; i < 1000; i++) {
            double value = draw(sampler, stream);
            if (value > least) return value;
        }
        return least;
    }
}
