package org.shadowline.sim.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user's own logic with its names resolved: programs, and which of them the events of a plant start. Where nothing
 * starts one the array of an element is null.
 */
record CompiledLogic(
        double[] initial,
        int[] attributeElement,
        int @Nullable [][] enters,
        int @Nullable [][] begins,
        int @Nullable [][] finishes,
        int @Nullable [][] leaves,
        int @Nullable [][] fails,
        int @Nullable [][] recovers,
        int[] atStart,
        List<Program> programs) {

    /** A number that is worked out while the plant runs. */
    interface Reading {
        double of(Replication run, int part, double[] variables);
    }

    /** A condition that is looked at while the plant runs. */
    interface Test {
        boolean holds(Replication run, int part, double[] variables);
    }

    /** Something that is done to the plant when the event in hand has been dealt with. */
    interface Change {
        void on(Replication run, double x, double y);
    }

    /** A step of a program: does something and says which step is next. */
    interface Step {
        /** In place of the next step: the program waits. */
        int WAITS = -1;

        int act(Replication run, Activation activation);
    }

    /**
     * @param product the only product whose parts start it; {@link FlowModel#NONE} for all
     * @param variables how many values it names
     * @param text what it is, for messages
     */
    record Program(Step[] steps, int variables, int product, String text) {}

    /** A program that runs: where it is, and its values. */
    static final class Activation implements Comparable<Activation> {
        final Program program;
        final double[] variables;
        int part;
        int step;
        /** When it goes on; NaN when it waits for a condition. */
        double wake;
        /** For what it waits; null for a time. */
        @Nullable Test until;

        long number;

        Activation(Program program) {
            this.program = program;
            variables = new double[program.variables()];
        }

        Activation(Activation that) {
            program = that.program;
            variables = that.variables.clone();
            part = that.part;
            step = that.step;
            wake = that.wake;
            until = that.until;
            number = that.number;
        }

        @Override
        public int compareTo(Activation that) {
            int byTime = Double.compare(wake, that.wake);
            return byTime != 0 ? byTime : Long.compare(number, that.number);
        }
    }
}
