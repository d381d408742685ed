package org.shadowline.sim.calibrate.review;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.PersonState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.sim.calibrate.log.EventLog;
import org.shadowline.sim.calibrate.log.EventLogBuilder;
import org.shadowline.sim.calibrate.log.LogLimits;

/**
 * Writes the events of a simulated plant as a log: an instance for each operation that ends, with the activity that its
 * station is, the person who began it or else the machine, and local times.
 */
final class SimulatedLog implements EventSink {
    private static final int NOBODY = -1;
    private static final int WORKING = PersonState.WORKING.ordinal();

    private final PlantIndex index;
    private final long start;
    private final ZoneId zone;
    private final EventLogBuilder log;
    /** By place; null for a place whose work is no activity. */
    private final @Nullable String[] activityAt;
    /** By person. */
    private final String[] names;

    /** By place: who works there, the first who came. */
    private final int[] personAt;
    /** By person. */
    private final int[] placeOf;

    private String[] caseOf = new String[64];
    private double[] began = new double[64];
    private int[] beganBy = new int[64];

    SimulatedLog(PlantIndex index, Matching matching, ZonedDateTime start) {
        this.index = index;
        this.start = start.toInstant().toEpochMilli();
        zone = start.getZone();
        log = new EventLogBuilder("simulation", LogLimits.DEFAULT).zone(zone);
        activityAt = new String[index.placeCount()];
        for (int p = 0; p < activityAt.length; p++) {
            if (index.isMachine(p)) activityAt[p] = matching.activityOf().get(index.placeName(index.elementOf(p)));
        }
        names = new String[index.peopleCount()];
        for (int t = 0; t < index.teams().size(); t++) {
            var team = index.teams().get(t);
            for (int p = index.firstPerson(t); p < index.firstPerson(t + 1); p++) {
                names[p] = team.people() == 1 ? team.id() : index.personName(p);
            }
        }
        personAt = new int[index.placeCount()];
        Arrays.fill(personAt, NOBODY);
        placeOf = new int[names.length];
        Arrays.fill(placeOf, NOBODY);
        Arrays.fill(caseOf, "");
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        switch (kind) {
            case PART_RELEASED -> released(object, (long) y);
            case OPERATION_STARTED -> {
                began[object] = time;
                beganBy[object] = personAt[subject];
            }
            case OPERATION_FINISHED -> finished(time, subject, object);
            case PERSON_STATE -> person(subject, a, b);
            default -> {}
        }
    }

    private void released(int part, long serial) {
        if (part >= caseOf.length) {
            int length = Math.max(part + 1, 2 * caseOf.length);
            caseOf = Arrays.copyOf(caseOf, length);
            began = Arrays.copyOf(began, length);
            beganBy = Arrays.copyOf(beganBy, length);
        }
        caseOf[part] = Long.toString(serial);
        beganBy[part] = NOBODY;
        began[part] = Double.NaN;
    }

    private void finished(double time, int machine, int part) {
        var activity = activityAt[machine];
        // a part that was on the machine when the run began has begun at a time that nobody knows
        if (activity == null || Double.isNaN(began[part])) return;
        int person = beganBy[part] == NOBODY ? personAt[machine] : beganBy[part];
        log.add(
                caseOf[part],
                activity,
                person == NOBODY ? index.placeName(machine) : names[person],
                local(began[part]),
                local(time));
    }

    private void person(int person, int state, int place) {
        int left = placeOf[person];
        if (left != NOBODY && personAt[left] == person) personAt[left] = NOBODY;
        placeOf[person] = NOBODY;
        if (place < 0 || state != WORKING) return;
        placeOf[person] = place;
        if (personAt[place] == NOBODY) personAt[place] = person;
    }

    private long local(double seconds) {
        long instant = start + Math.round(1000 * seconds);
        return instant
                + 1000L
                        * zone.getRules()
                                .getOffset(Instant.ofEpochMilli(instant))
                                .getTotalSeconds();
    }

    /** The log of a run that has ended: what began at or after a local time in milliseconds and ended by another. */
    EventLog between(long from, long to) {
        var all = log.build();
        return all.onlyInstances(i -> all.start(i) >= from && all.end(i) <= to);
    }
}
