package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

import java.util.Arrays;
import org.shadowline.plant.event.EventKind;

/**
 * Pools of tools: an operation takes one at its beginning, or waits until one is free, and gives it back at its end; who has asked
 * first is served first. A tool whose life is over is changed, which is its event.
 */
final class Tools {
    private final Replication run;
    private final FlowModel model;
    /** By tool: operations until it is changed. */
    private final int[] left;
    /** By tool: the machine that has it. */
    private final int[] holder;
    /** Machines that wait, in the order in which they asked. */
    private final int[] waiting;

    private int waits;

    Tools(Replication run) {
        this.run = run;
        model = run.model;
        int n = model.tools.length == 0 ? 0 : model.tools[model.tools.length - 1].end();
        left = new int[n];
        holder = new int[n];
        Arrays.fill(holder, NONE);
        for (var rule : model.tools) Arrays.fill(left, rule.first(), rule.end(), rule.life());
        waiting = new int[n == 0 ? 0 : model.machines];
    }

    Tools(Replication run, Tools that) {
        this.run = run;
        model = that.model;
        left = that.left.clone();
        holder = that.holder.clone();
        waiting = that.waiting.clone();
        waits = that.waits;
    }

    /** Takes a tool for the operation of a machine; false when it must wait. */
    boolean take(Machine m) {
        var rule = model.tools[m.toolKind];
        int tool = free(rule);
        if (tool == NONE) {
            waiting[waits++] = m.number;
            return false;
        }
        give(m, rule, tool);
        return true;
    }

    /** The free tool that has been used most; NONE when there is none. */
    private int free(FlowModel.ToolRule rule) {
        int best = NONE;
        for (int tool = rule.first(); tool < rule.end(); tool++) {
            if (holder[tool] != NONE || run.calendar.isPending(model.toolSlots + tool)) continue;
            if (best == NONE || left[tool] < left[best]) best = tool;
        }
        return best;
    }

    private void give(Machine m, FlowModel.ToolRule rule, int tool) {
        holder[tool] = m.number;
        m.tool = tool;
        run.sink.event(
                run.now(),
                EventKind.TOOL_TAKEN,
                m.place,
                m.part,
                rule.element(),
                tool - rule.first() + 1,
                rule.life() - left[tool],
                0);
        tell(rule);
    }

    /** An operation has ended. */
    void giveBack(Machine m) {
        int tool = m.tool;
        var rule = model.tools[m.toolKind];
        m.tool = NONE;
        holder[tool] = NONE;
        if (rule.life() < Integer.MAX_VALUE && --left[tool] <= 0) {
            double time = rule.change() == NONE ? 0 : run.draw(rule.change(), rule.stream());
            run.calendar.schedule(model.toolSlots + tool, run.now() + time);
            tell(rule);
        } else {
            tell(rule);
            serve(m.toolKind);
        }
    }

    /** The event of a tool: it has been changed. */
    void occur(int tool) {
        int kind = 0;
        while (tool >= model.tools[kind].end()) kind++;
        left[tool] = model.tools[kind].life();
        tell(model.tools[kind]);
        serve(kind);
    }

    private void serve(int kind) {
        for (int i = 0; i < waits; i++) {
            var m = run.machines.at(waiting[i]);
            if (m.toolKind != kind) continue;
            var rule = model.tools[kind];
            int tool = free(rule);
            if (tool == NONE) return;
            System.arraycopy(waiting, i + 1, waiting, i, --waits - i);
            give(m, rule, tool);
            run.machines.toolCame(m);
            return;
        }
    }

    /** A machine that waits cannot work any more. */
    void withdraw(Machine m) {
        for (int i = 0; i < waits; i++) {
            if (waiting[i] != m.number) continue;
            System.arraycopy(waiting, i + 1, waiting, i, --waits - i);
            return;
        }
    }

    private void tell(FlowModel.ToolRule rule) {
        int used = 0;
        int changing = 0;
        for (int tool = rule.first(); tool < rule.end(); tool++) {
            if (holder[tool] != NONE) used++;
            else if (run.calendar.isPending(model.toolSlots + tool)) changing++;
        }
        run.sink.event(run.now(), EventKind.TOOL_USE, rule.element(), NONE, used, changing, 0, 0);
    }

    long bytes() {
        return 8L * left.length + 4L * waiting.length;
    }
}
