package org.shadowline.plant.genealogy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.plant.genealogy.PartHistory.Operation;
import org.shadowline.plant.genealogy.PartHistory.Outcome;

/**
 * Reads the history of every part from the events of a run and hands it on when the part leaves the plant, so that it needs
 * memory for the parts in the plant only. What the events do not say is not known; a part of which nothing was said before is
 * taken as it comes. Not thread-safe.
 */
public final class GenealogyFold implements Consumer<PlantEvent> {
    private final Consumer<PartHistory> to;
    private final Map<String, PartTrace> parts = new LinkedHashMap<>();
    private final Map<String, MachineTrace> machines = new HashMap<>();
    private final Map<String, PersonTrace> people = new HashMap<>();

    public GenealogyFold(Consumer<PartHistory> to) {
        this.to = to;
    }

    @Override
    public void accept(PlantEvent event) {
        double time = event.time();
        switch (event.kind()) {
            case PART_RELEASED -> released(event, part(event));
            case PART_ORDERED -> part(event).order = text(event, "order");
            case PART_OF_LOT -> part(event).lot = event.subject() + "/" + (long) number(event, "lot");
            case PART_MADE_OF -> part(event).madeOf = text(event, "of");
            case OPERATION_STARTED -> started(event);
            case OPERATION_FINISHED -> finished(event);
            case DEFECT_MADE -> part(event).getsDefect();
            case PART_INSPECTED -> part(event).verdict = isOne(event, "good") ? "good" : "bad";
            case PART_PACKED -> part(event).lots.add(String.valueOf(text(event, "into")));
            case PART_UNPACKED -> part(event).free = time;
            case PART_JOINED -> joined(event);
            case PART_DIVIDED -> end(event, Outcome.DIVIDED, null);
            case PART_FINISHED -> end(event, Outcome.FINISHED, null);
            case PART_SCRAPPED -> end(event, Outcome.SCRAPPED, null);
            case MACHINE_STATE -> machine(event.subject()).enter(text(event, "state"), time);
            case TOOL_TAKEN -> machine(event.subject()).takesTool(event);
            case MACHINE_WORN -> machine(event.subject()).wear = number(event, "wear");
            case WEAR_ENDED -> machine(event.subject()).wearEnded();
            case PERSON_STATE -> person(event);
            case RUN_ENDED -> endOfEvents();
            default -> {}
        }
    }

    /** No more events come: hands on what is known of the parts that are still in the plant. */
    public void endOfEvents() {
        for (var left : parts.values()) to.accept(left.history(Outcome.IN_PROCESS, null, Double.NaN, false));
        parts.clear();
    }

    private void released(PlantEvent event, PartTrace part) {
        part.product = text(event, "product");
        part.source = event.subject();
        part.released = event.time();
        part.free = event.time();
        part.due = number(event, "due");
    }

    private void started(PlantEvent event) {
        var machine = machine(event.subject());
        var part = part(event);
        part.step = text(event, "step");
        part.work = machine.begin(event.time(), number(event, "share"));
        part.waited = event.time() - part.free;
    }

    private void finished(PlantEvent event) {
        var part = part(event);
        var work = part.work == null ? machine(event.subject()).begin(Double.NaN, number(event, "share")) : part.work;
        if (part.step == null) part.step = text(event, "step");
        part.operations.add(work.of(part, event.time(), isOne(event, "good")));
        work.machine.finishOne(work);
        part.nextOperation(event.time());
    }

    private void joined(PlantEvent event) {
        var into = text(event, "into");
        if (into != null && event.object() != null) part(into).components.add(event.object());
        end(event, Outcome.JOINED, into);
    }

    private void end(PlantEvent event, Outcome outcome, @Nullable String into) {
        var part = part(event);
        parts.remove(part.name);
        to.accept(part.history(outcome, into, event.time(), isOne(event, "defective")));
    }

    private void person(PlantEvent event) {
        if (event.subject() == null) return;
        var person = people.computeIfAbsent(event.subject(), PersonTrace::new);
        var state = text(event, "state");
        boolean away = "off shift".equals(state) || "absent".equals(state);
        if (away) person.onShiftSince = Double.NaN;
        else if (person.away) person.onShiftSince = event.time();
        person.away = away;
        if (person.at != null) machine(person.at).people.remove(person.name);
        person.at = null;
        var at = text(event, "at");
        if (at == null || !"working".equals(state)) return;
        person.at = at;
        person.pace = number(event, "pace");
        machine(at).comes(person);
    }

    private PartTrace part(PlantEvent event) {
        return part(String.valueOf(event.object()));
    }

    private PartTrace part(String name) {
        return parts.computeIfAbsent(name, PartTrace::new);
    }

    private MachineTrace machine(@Nullable String name) {
        return machines.computeIfAbsent(String.valueOf(name), MachineTrace::new);
    }

    private static @Nullable String text(PlantEvent event, String field) {
        return event.values().get(field) instanceof String value ? value : null;
    }

    private static double number(PlantEvent event, String field) {
        return event.values().get(field) instanceof Number value ? value.doubleValue() : Double.NaN;
    }

    private static boolean isOne(PlantEvent event, String field) {
        return number(event, field) == 1;
    }

    /** A part in the plant. */
    private static final class PartTrace {
        final String name;
        final List<Operation> operations = new ArrayList<>();
        final List<String> lots = new ArrayList<>();
        List<String> components = new ArrayList<>();

        @Nullable String product;

        @Nullable String source;

        @Nullable String order;

        @Nullable String lot;

        @Nullable String madeOf;

        @Nullable String step;

        @Nullable String verdict;

        @Nullable Work work;

        double released = Double.NaN;
        double due = Double.NaN;
        double free = Double.NaN;
        double waited = Double.NaN;
        boolean defect;
        boolean cameDefective;

        PartTrace(String name) {
            this.name = name;
        }

        void getsDefect() {
            if (work == null && operations.isEmpty()) cameDefective = true;
            else defect = true;
        }

        void nextOperation(double now) {
            components = new ArrayList<>();
            step = null;
            verdict = null;
            work = null;
            defect = false;
            free = now;
            waited = Double.NaN;
        }

        PartHistory history(Outcome outcome, @Nullable String into, double left, boolean defective) {
            return new PartHistory(
                    name,
                    product,
                    source,
                    order,
                    lot,
                    released,
                    due,
                    madeOf,
                    lots,
                    operations,
                    outcome,
                    into,
                    left,
                    cameDefective,
                    defective);
        }
    }

    private static final class PersonTrace {
        final String name;
        boolean away;
        double onShiftSince = Double.NaN;
        double pace = Double.NaN;

        @Nullable String at;

        PersonTrace(String name) {
            this.name = name;
        }
    }

    /** An operation in progress on a machine, of one part or of several together. */
    private static final class Work {
        final MachineTrace machine;
        final double began;
        final double share;
        final double setUp;
        final int sinceSetUp;
        final int sinceMaintenance;
        final double wear;
        final @Nullable String tool;
        final int toolUses;
        final List<String> people = new ArrayList<>();
        double pace = Double.NaN;
        double onShiftSince;
        double worked;
        double busySince = Double.NaN;
        int failures;
        int parts;

        Work(MachineTrace machine, double began, double share) {
            this.machine = machine;
            this.began = began;
            this.share = share;
            setUp = machine.setUp;
            sinceSetUp = machine.sinceSetUp;
            sinceMaintenance = machine.sinceMaintenance;
            wear = machine.wear;
            tool = machine.tool;
            toolUses = machine.toolUses;
            onShiftSince = machine.onShiftSince;
            for (var person : machine.people.values()) comes(person);
        }

        void comes(PersonTrace person) {
            if (!people.contains(person.name)) people.add(person.name);
            if (!(pace <= person.pace)) pace = person.pace;
            onShiftSince = person.onShiftSince;
        }

        Operation of(PartTrace part, double ended, boolean good) {
            double busy = worked + (Double.isNaN(busySince) ? 0 : ended - busySince);
            return new Operation(
                    part.step,
                    machine.name,
                    began,
                    ended,
                    part.waited,
                    Double.isNaN(began) || !machine.tellsStates ? Double.NaN : busy,
                    setUp,
                    failures,
                    share > 0 ? (int) Math.rint(1 / share) : 1,
                    people,
                    pace,
                    began - onShiftSince,
                    part.components,
                    sinceSetUp,
                    machine.sinceRepair,
                    sinceMaintenance,
                    wear,
                    tool,
                    toolUses,
                    good,
                    part.defect,
                    part.verdict);
        }
    }

    private static final class MachineTrace {
        private static final String BUSY = "busy";
        private static final String SET_UP = "set-up";

        final String name;
        final Map<String, PersonTrace> people = new LinkedHashMap<>();

        @Nullable Work work;

        String state = "";
        double stateSince;
        double setUp;
        boolean isSetUp;
        boolean tellsStates;
        double onShiftSince = Double.NaN;
        double wear = Double.NaN;

        @Nullable String tool;

        int toolUses = -1;
        int sinceSetUp = -1;
        int sinceRepair = -1;
        int sinceMaintenance = -1;

        MachineTrace(String name) {
            this.name = name;
        }

        void comes(PersonTrace person) {
            people.put(person.name, person);
            if (work != null) work.comes(person);
        }

        void enter(@Nullable String next, double time) {
            if (next == null) return;
            tellsStates = true;
            leave(next, time);
            if (work != null) {
                boolean works = next.equals(BUSY);
                if (!works && !Double.isNaN(work.busySince)) work.worked += time - work.busySince;
                work.busySince = works ? (Double.isNaN(work.busySince) ? time : work.busySince) : Double.NaN;
                if (isDown(next) && !isDown(state)) work.failures++;
            }
            state = next;
            stateSince = time;
        }

        private void leave(String next, double time) {
            if (state.equals(SET_UP)) {
                setUp += time - stateSince;
                isSetUp = true;
            }
            if (isDown(state) && !isDown(next)) sinceRepair = 0;
            if (state.equals("off shift")) onShiftSince = time;
            if (next.equals("off shift")) onShiftSince = Double.NaN;
        }

        private static boolean isDown(String state) {
            return state.equals("down") || state.equals("waiting for spares");
        }

        void takesTool(PlantEvent event) {
            tool = text(event, "pool") + "." + (long) number(event, "tool");
            double uses = number(event, "uses");
            toolUses = Double.isNaN(uses) ? -1 : (int) uses;
        }

        void wearEnded() {
            sinceMaintenance = 0;
            if (!Double.isNaN(wear)) wear = 0;
        }

        /** The operation in progress, or a new one. */
        Work begin(double time, double share) {
            var begun = work;
            if (begun == null) {
                if (state.equals(SET_UP)) enter("", time);
                if (isSetUp) sinceSetUp = 0;
                begun = new Work(this, time, share);
                // a machine that goes from one part to the next at once is not told to be busy again
                if (state.equals(BUSY)) begun.busySince = time;
                setUp = 0;
                isSetUp = false;
                stateSince = time;
                work = begun;
            }
            begun.parts++;
            return begun;
        }

        void finishOne(Work done) {
            if (--done.parts > 0) return;
            work = null;
            tool = null;
            toolUses = -1;
            if (sinceSetUp >= 0) sinceSetUp++;
            if (sinceRepair >= 0) sinceRepair++;
            if (sinceMaintenance >= 0) sinceMaintenance++;
        }
    }
}
