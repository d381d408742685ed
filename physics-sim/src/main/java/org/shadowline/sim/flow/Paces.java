package org.shadowline.sim.flow;

import java.util.Arrays;
import org.shadowline.plant.event.PersonState;

/**
 * How fast each person works, by skill level, practice and fatigue (see {@link org.shadowline.plant.description.Pace}).
 * Practice counts the tasks that a person has finished with a skill; people tire while they work or walk and recover
 * while they do neither. The pace of a task is that at its beginning, and where it was interrupted at the beginning of the
 * rest. Nothing is kept where all work at the declared pace.
 */
final class Paces {
    private final Replication run;
    private final FlowModel model;
    /** By person, for the task in hand. */
    private final double[] pace;

    private final int[] skill;
    /** By person and skill. */
    private final int[] done;

    private final double[] fatigue;
    private final double[] since;
    private final boolean[] active;

    Paces(Replication run) {
        this.run = run;
        model = run.model;
        int n = model.paced ? model.people : 0;
        pace = new double[n];
        Arrays.fill(pace, 1);
        skill = new int[n];
        done = new int[n * model.skills.size()];
        fatigue = new double[n];
        since = new double[n];
        active = new boolean[n];
    }

    Paces(Replication run, Paces that) {
        this.run = run;
        model = run.model;
        pace = that.pace.clone();
        skill = that.skill.clone();
        done = that.done.clone();
        fatigue = that.fatigue.clone();
        since = that.since.clone();
        active = that.active.clone();
    }

    /** Someone has been chosen for a task that needs a skill. */
    void chosen(int person, int forSkill) {
        skill[person] = forSkill;
    }

    /** Someone comes into a state; a task begins with the pace that he has now. */
    void enters(int person, PersonState state) {
        fatigue[person] = fatigue(person);
        since[person] = run.now();
        active[person] = tires(state);
        if (isWork(state)) pace[person] = paceNow(person);
    }

    static boolean isWork(PersonState state) {
        return switch (state) {
            case WORKING, SETTING_UP, REPAIRING -> true;
            case OFF, IDLE, WALKING, WAITING, ABSENT -> false;
        };
    }

    private static boolean tires(PersonState state) {
        return isWork(state) || state == PersonState.WALKING;
    }

    private double paceNow(int person) {
        var rule = model.paces[model.index.teamOf(person)];
        double time = 1 / rule.level(skill[person]);
        var learning = rule.learning();
        if (learning != null) time *= learning.factor(done(person, skill[person]));
        var tiring = rule.fatigue();
        if (tiring != null) time *= 1 + tiring.slower() * fatigue[person];
        return 1 / time;
    }

    /** The pace of the task in hand. */
    double pace(int person) {
        return pace[person];
    }

    double fatigue(int person) {
        var tiring = model.paces[model.index.teamOf(person)].fatigue();
        if (tiring == null) return 0;
        double seconds = run.now() - since[person];
        return active[person] ? tiring.afterWork(fatigue[person], seconds) : tiring.afterRest(fatigue[person], seconds);
    }

    /** Someone has finished the task in hand. */
    void practised(int person) {
        done[person * model.skills.size() + skill[person]]++;
    }

    int done(int person, int ofSkill) {
        return done[person * model.skills.size() + ofSkill];
    }

    /** How practised and how tired someone is at the start of a run. */
    void beginEarlier(int person, int ofSkill, int times) {
        done[person * model.skills.size() + ofSkill] = times;
    }

    void tiredEarlier(int person, double earlier) {
        fatigue[person] = earlier;
        since[person] = run.now();
    }

    long bytes() {
        return 29L * pace.length + 4L * done.length;
    }
}
