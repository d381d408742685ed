package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.sim.flow.CompiledLogic.Activation;
import org.shadowline.sim.flow.CompiledLogic.Change;
import org.shadowline.sim.flow.CompiledLogic.Program;
import org.shadowline.sim.flow.CompiledLogic.Step;
import org.shadowline.sim.flow.CompiledLogic.Test;

/**
 * The user's own logic in a replication: the attributes of elements, and the programs that run or wait. It hears the events
 * of the run before the sink does. Attributes change at once; what a program does to the plant is done when the event in
 * hand has been dealt with, at the same time.
 */
final class LogicRun implements EventSink {
    /** So many steps without time passing are taken for a loop that never ends. */
    private static final int MOST_INSTANT_STEPS = 10_000_000;

    private final Replication run;
    private final FlowModel model;
    private final CompiledLogic logic;
    private final EventSink sink;
    private final double[] values;
    private final boolean[] down;
    private final PriorityQueue<Activation> sleeping = new PriorityQueue<>();
    private final List<Activation> waiting = new ArrayList<>();
    private final List<Activation> spare = new ArrayList<>();
    private final List<Change> deferred = new ArrayList<>();
    private double[] deferredValues = new double[16];
    private long activations;
    private int instantSteps;
    private double instant;

    LogicRun(Replication run, CompiledLogic logic, EventSink sink) {
        this.run = run;
        model = run.model;
        this.logic = logic;
        this.sink = sink;
        values = logic.initial().clone();
        down = new boolean[model.machines];
    }

    LogicRun(Replication run, LogicRun that, EventSink sink) {
        this.run = run;
        model = run.model;
        logic = that.logic;
        this.sink = sink;
        values = that.values.clone();
        down = that.down.clone();
        for (var activation : that.sleeping) sleeping.add(new Activation(activation));
        for (var activation : that.waiting) waiting.add(new Activation(activation));
        activations = that.activations;
        instantSteps = that.instantSteps;
        instant = that.instant;
    }

    void begin() {
        for (int attribute = 0; attribute < values.length; attribute++) tell(attribute);
        for (int program : logic.atStart()) start(program, NONE);
    }

    // attributes

    double value(int attribute) {
        return values[attribute];
    }

    void set(int attribute, double value) {
        if (values[attribute] == value) return;
        if (Double.isNaN(value)) {
            throw new PlantProblem("`"
                    + org.shadowline.plant.event.PlantIndex.attributeName(
                            model.index.attributes().get(attribute))
                    + "` would be no number at " + run.now() + " s of the run. Maybe something is divided by zero.");
        }
        values[attribute] = value;
        tell(attribute);
    }

    private void tell(int attribute) {
        sink.event(
                run.now(),
                EventKind.ATTRIBUTE_SET,
                logic.attributeElement()[attribute],
                NONE,
                attribute,
                0,
                values[attribute],
                0);
    }

    // programs

    void start(int number, int part) {
        var program = logic.programs().get(number);
        if (program.product() != NONE && run.parts.at(part).product != program.product()) return;
        var activation = activation(program);
        activation.part = part;
        goOn(activation);
    }

    private Activation activation(Program program) {
        for (int i = spare.size() - 1; i >= 0; i--) {
            if (spare.get(i).program == program) {
                var activation = spare.remove(i);
                activation.step = 0;
                return activation;
            }
        }
        return new Activation(program);
    }

    private void goOn(Activation activation) {
        var steps = activation.program.steps();
        while (activation.step < steps.length) {
            if (run.now() != instant) {
                instant = run.now();
                instantSteps = 0;
            }
            if (++instantSteps > MOST_INSTANT_STEPS) {
                throw new PlantProblem(activation.program.text() + " goes on without end at " + run.now()
                        + " s of the run. Maybe it needs a `wait`.");
            }
            int next = steps[activation.step].act(run, activation);
            if (next == Step.WAITS) {
                activation.step++;
                return;
            }
            activation.step = next;
        }
        if (spare.size() < 64) spare.add(activation);
    }

    void sleeps(Activation activation, double until) {
        activation.wake = until;
        activation.until = null;
        activation.number = ++activations;
        sleeping.add(activation);
        setAlarm();
    }

    void awaits(Activation activation, Test condition) {
        activation.wake = Double.NaN;
        activation.until = condition;
        waiting.add(activation);
    }

    private void setAlarm() {
        var first = sleeping.peek();
        if (first == null || first.wake > model.horizon) run.calendar.cancel(model.logicSlot);
        else run.calendar.schedule(model.logicSlot, first.wake);
    }

    /** The event of the logic: programs have waited long enough. */
    void wake() {
        for (var first = sleeping.peek(); first != null && first.wake <= run.now(); first = sleeping.peek()) {
            goOn(sleeping.remove());
        }
        setAlarm();
    }

    /** Does something to the plant when the event in hand has been dealt with. */
    void defer(Change change, double x, double y) {
        int at = 2 * deferred.size();
        if (at == deferredValues.length) deferredValues = Arrays.copyOf(deferredValues, 2 * at);
        deferredValues[at] = x;
        deferredValues[at + 1] = y;
        deferred.add(change);
    }

    /** Does what programs have put off, and lets those go on whose condition holds, until nothing is left to do. */
    void rest() {
        boolean acted = true;
        while (acted) {
            acted = !deferred.isEmpty();
            for (int i = 0; i < deferred.size(); i++) {
                deferred.get(i).on(run, deferredValues[2 * i], deferredValues[2 * i + 1]);
            }
            deferred.clear();
            if (acted) run.settle();
            for (int i = 0; i < waiting.size(); i++) {
                var activation = waiting.get(i);
                var until = Objects.requireNonNull(activation.until);
                if (!until.holds(run, activation.part, activation.variables)) continue;
                waiting.remove(i--);
                acted = true;
                goOn(activation);
            }
        }
    }

    // events

    @Override
    public boolean wants(EventKind kind) {
        return switch (kind) {
            case OPERATION_STARTED -> logic.begins() != null || sink.wants(kind);
            default -> true;
        };
    }

    @Override
    public void note(double time, int subject, String text) {
        sink.note(time, subject, text);
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        sink.event(time, kind, subject, object, a, b, x, y);
        switch (kind) {
            case PART_MOVED -> {
                int from = elementOf(a);
                int to = elementOf(subject);
                if (from == to) return;
                if (from >= 0) startAll(logic.leaves(), from, object);
                startAll(logic.enters(), to, object);
            }
            case PART_RELEASED -> startAll(logic.enters(), elementOf(subject), object);
            case OPERATION_STARTED -> startAll(logic.begins(), elementOf(subject), object);
            case OPERATION_FINISHED -> startAll(logic.finishes(), elementOf(subject), object);
            case PART_FINISHED, PART_SCRAPPED -> startAll(logic.leaves(), elementOf(subject), object);
            case MACHINE_STATE -> machineState(subject, a);
            default -> {}
        }
    }

    private void machineState(int place, int state) {
        int machine = place - model.elements;
        boolean isDown = state == MachineState.DOWN.ordinal();
        if (down[machine] == isDown) return;
        down[machine] = isDown;
        startAll(isDown ? logic.fails() : logic.recovers(), model.station[machine], NONE);
    }

    private int elementOf(int place) {
        return place < 0 ? NONE : model.index.elementOf(place);
    }

    private void startAll(int @Nullable [][] table, int element, int part) {
        if (table == null || element < 0) return;
        for (int program : table[element]) start(program, part);
    }

    long bytes() {
        return 8L * values.length + 96L * (sleeping.size() + waiting.size());
    }
}
