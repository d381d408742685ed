package org.shadowline.sim.flow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Position;

/**
 * Where people are, and how long they walk: straight ahead at the speed of their team, from where they were last. A station
 * without a position is where they are. Nothing is kept, and no time passes, where no team walks.
 */
final class Walks {
    private final Replication run;
    private final FlowModel model;
    /** Where each person is, or was when he set out; NaN where that is not known yet. */
    private final double[] x;

    private final double[] y;
    private final double[] z;
    private final double[] since;
    private final double[] length;

    Walks(Replication run) {
        this.run = run;
        model = run.model;
        int n = model.walking ? model.people : 0;
        x = new double[n];
        y = new double[n];
        z = new double[n];
        Arrays.fill(x, Double.NaN);
        since = new double[n];
        length = new double[n];
        for (int person = 0; person < n; person++) goHome(person);
    }

    Walks(Replication run, Walks that) {
        this.run = run;
        model = run.model;
        x = that.x.clone();
        y = that.y.clone();
        z = that.z.clone();
        since = that.since.clone();
        length = that.length.clone();
    }

    /** Seconds to a station from where a person stands. */
    double secondsTo(int person, int station) {
        var to = model.standsAt[station];
        if (to == null || Double.isNaN(x[person])) return 0;
        double dx = to.x() - x[person];
        double dy = to.y() - y[person];
        double dz = to.z() - z[person];
        return Math.sqrt(dx * dx + dy * dy + dz * dz) / model.walkingSpeed[model.index.teamOf(person)];
    }

    void setOut(int person, double seconds) {
        since[person] = run.now();
        length[person] = seconds;
        run.calendar.schedule(model.personSlots + person, run.now() + seconds);
    }

    void arrive(int person, int station) {
        stand(person, model.standsAt[station]);
    }

    /** Someone on the way to a station stops where he is. */
    void breakOff(int person, int station) {
        run.calendar.cancel(model.personSlots + person);
        stand(person, onTheWay(person, station));
    }

    private @Nullable Position onTheWay(int person, int station) {
        var to = model.standsAt[station];
        if (to == null) return null;
        double done = (run.now() - since[person]) / length[person];
        return new Position(
                x[person] + done * (to.x() - x[person]),
                y[person] + done * (to.y() - y[person]),
                z[person] + done * (to.z() - z[person]),
                0);
    }

    void goHome(int person) {
        stand(person, model.index.teams().get(model.index.teamOf(person)).at());
    }

    void stand(int person, @Nullable Position at) {
        if (at == null) return;
        x[person] = at.x();
        y[person] = at.y();
        z[person] = at.z();
    }

    /** Where a person is, who may be on the way to a station; null when that is not known. */
    @Nullable Position at(int person, boolean walks, int station) {
        if (Double.isNaN(x[person])) return null;
        return walks ? onTheWay(person, station) : new Position(x[person], y[person], z[person], 0);
    }

    long bytes() {
        return 40L * x.length;
    }
}
