package org.shadowline.sim.calibrate.discover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.shadowline.plant.description.Team;
import org.shadowline.sim.calibrate.log.EventLog;

/**
 * Working time by open time of a team, over the weeks in which its people were seen.
 *
 * @param id of the team
 */
record Load(String id, double share) {

    /** The loads of all teams, which are those of the groups of people in the same order; the largest first. */
    static List<Load> of(EventLog log, People people, WorkTimes work, List<Team> teams) {
        var loads = new ArrayList<Load>();
        for (int t = 0; t < teams.size(); t++) {
            var group = people.groups().get(t);
            double busy = 0;
            double open = 0;
            for (int member : group.members()) {
                var instances = people.byResource().get(member);
                long first =
                        Arrays.stream(instances).mapToLong(log::start).min().orElse(0);
                long last = Arrays.stream(instances).mapToLong(log::end).max().orElse(0);
                double weeks = OpenTime.weekOf(last) - OpenTime.weekOf(first) + 1.0;
                busy += Arrays.stream(instances).mapToDouble(work::seconds).sum();
                open += weeks * group.hours().openSecondsPerWeek();
            }
            loads.add(new Load(teams.get(t).id(), open == 0 ? 0 : busy / open));
        }
        loads.sort(Comparator.comparingDouble(Load::share).reversed().thenComparing(Load::id));
        return loads;
    }
}
