package org.shadowline.sim.flow;

import java.util.Arrays;
import org.shadowline.plant.event.EventKind;

/**
 * Light barriers of conveyors. Each looks at two points, where the front and where the end of a part pass it, and a part is
 * before it from the one to the other. Parts pass a point one after the other. The n-th part passes one at a distance x when
 * nothing holds it up as long after it came on as it takes to there; on a conveyor that accumulates not before the m-th part
 * ahead of it has left and the others have moved up, where m is the least number of spacings that reach from x over the end:
 * fewer parts would not hold it up before x, and more would have left earlier. Where a part is longer than what is behind the
 * sensor, its end passes when it leaves.
 */
final class Sensors {
    private final Replication run;
    private final FlowModel model;
    /** By conveyor, how many parts have come on and left. */
    private final long[] entered;

    private final long[] left;
    /** By conveyor and part, the last of each, when it came on and left, and the factor on the speed with which it moves. */
    private final double[][] enteredAt;

    private final double[][] leftAt;
    private final double[][] factor;
    /** By point, two for each sensor, how many parts have passed it. */
    private final long[] passed;

    Sensors(Replication run) {
        this.run = run;
        model = run.model;
        int n = model.sensors.length == 0 ? 0 : model.elements;
        entered = new long[n];
        left = new long[n];
        enteredAt = new double[n][0];
        leftAt = new double[n][0];
        factor = new double[n][0];
        passed = new long[2 * model.sensors.length];
        for (var sensor : model.sensors) {
            int rows = Integer.highestOneBit(4 * (model.capacity[sensor.conveyor()] + sensor.most() + 2));
            enteredAt[sensor.conveyor()] = new double[rows];
            leftAt[sensor.conveyor()] = new double[rows];
            factor[sensor.conveyor()] = new double[rows];
        }
    }

    Sensors(Replication run, Sensors that) {
        this.run = run;
        model = that.model;
        entered = that.entered.clone();
        left = that.left.clone();
        enteredAt = copy(that.enteredAt);
        leftAt = copy(that.leftAt);
        factor = copy(that.factor);
        passed = that.passed.clone();
    }

    private static double[][] copy(double[][] rows) {
        var copy = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) copy[i] = rows[i].clone();
        return copy;
    }

    /** Whether a part is before a sensor. */
    boolean isBlocked(int sensor) {
        return passed[2 * sensor] > passed[2 * sensor + 1];
    }

    /** A part comes onto a conveyor. */
    void enters(int conveyor, double speed) {
        if (enteredAt[conveyor].length == 0) return;
        if (entered[conveyor] - left[conveyor] == enteredAt[conveyor].length / 2) makeRoom(conveyor);
        int row = row(conveyor, entered[conveyor]++);
        enteredAt[conveyor][row] = run.now();
        factor[conveyor][row] = speed;
        lookAt(conveyor);
    }

    /** The first part leaves a conveyor. */
    void leaves(int conveyor) {
        if (enteredAt[conveyor].length == 0) return;
        leftAt[conveyor][row(conveyor, left[conveyor]++)] = run.now();
        for (int s = model.firstSensor[conveyor]; s < model.firstSensor[conveyor + 1]; s++) {
            // whoever has left has passed
            while (passed[2 * s] < left[conveyor]) pass(2 * s);
            while (passed[2 * s + 1] < left[conveyor]) pass(2 * s + 1);
        }
        lookAt(conveyor);
    }

    /** A belt stands still. */
    void stops(int conveyor) {
        if (enteredAt[conveyor].length == 0) return;
        for (int p = 2 * model.firstSensor[conveyor]; p < 2 * model.firstSensor[conveyor + 1]; p++) {
            run.calendar.cancel(model.sensorSlots + p);
        }
    }

    /** A belt that stood still goes on: all that is on it is later by that. */
    void startsAgain(int conveyor, double stood) {
        if (enteredAt[conveyor].length == 0) return;
        for (long part = left[conveyor]; part < entered[conveyor]; part++) {
            enteredAt[conveyor][row(conveyor, part)] += stood;
        }
        lookAt(conveyor);
    }

    /** The event of a point: a part passes it. */
    void occur(int point) {
        pass(point);
        look(point);
    }

    private void pass(int point) {
        int sensor = point / 2;
        run.calendar.cancel(model.sensorSlots + point);
        boolean was = isBlocked(sensor);
        passed[point]++;
        boolean is = isBlocked(sensor);
        boolean counts = point % 2 == 0;
        if (was == is && !counts) return;
        run.sink.event(
                run.now(),
                EventKind.SENSOR_STATE,
                model.sensors[sensor].conveyor(),
                FlowModel.NONE,
                sensor,
                is ? 1 : 0,
                counts ? 1 : 0,
                0);
    }

    private void lookAt(int conveyor) {
        for (int p = 2 * model.firstSensor[conveyor]; p < 2 * model.firstSensor[conveyor + 1]; p++) look(p);
    }

    /** Makes sure that the next part passes a point when it does. */
    private void look(int point) {
        var sensor = model.sensors[point / 2];
        int conveyor = sensor.conveyor();
        var at = point % 2 == 0 ? sensor.front() : sensor.end();
        int slot = model.sensorSlots + point;
        long part = passed[point];
        boolean waits = part >= entered[conveyor] || at.isBehind() || run.calendar.isPending(slot);
        if (waits || run.conveyors.stands(conveyor)) return;
        int row = row(conveyor, part);
        double speed = factor[conveyor][row];
        double time = enteredAt[conveyor][row] + at.seconds() / speed;
        if (model.accumulates[conveyor]) {
            long ahead = part - at.ahead();
            if (ahead >= left[conveyor]) return;
            if (ahead >= 0) time = Math.max(time, leftAt[conveyor][row(conveyor, ahead)] + at.movesUp() / speed);
        }
        run.calendar.schedule(slot, Math.max(run.now(), time));
    }

    private int row(int conveyor, long part) {
        return (int) (part & (enteredAt[conveyor].length - 1));
    }

    /** A conveyor holds more parts than it did when the run began. */
    private void makeRoom(int conveyor) {
        enteredAt[conveyor] = twice(enteredAt[conveyor]);
        leftAt[conveyor] = twice(leftAt[conveyor]);
        factor[conveyor] = twice(factor[conveyor]);
    }

    private static double[] twice(double[] rows) {
        var more = Arrays.copyOf(rows, 2 * rows.length);
        System.arraycopy(rows, 0, more, rows.length, rows.length);
        return more;
    }

    long bytes() {
        long rows = 0;
        for (var of : enteredAt) rows += of.length;
        return 24 * rows + 8L * passed.length + 16L * entered.length;
    }
}
