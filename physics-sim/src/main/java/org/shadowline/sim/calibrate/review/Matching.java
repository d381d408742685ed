package org.shadowline.sim.calibrate.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Station;
import org.shadowline.sim.calibrate.log.EventLog;
import org.shadowline.sim.calibrate.log.LogProblem;

/**
 * Which activity of a log is the work of which station: the one with the station's label or id, letters and digits alone
 * compared, or the one that the user says.
 *
 * @param activityOf by the id of the station
 * @param unknown activities that no station does
 * @param silent stations whose work no activity is
 */
record Matching(Map<String, String> activityOf, List<String> unknown, List<String> silent) {
    private static final int NAMED = 8;

    Matching {
        activityOf = Map.copyOf(activityOf);
        unknown = List.copyOf(unknown);
        silent = List.copyOf(silent);
    }

    /**
     * @param said activities by the station's id
     * @throws LogProblem when what the user says is not there, or nothing matches
     */
    static Matching of(Plant plant, EventLog log, Map<String, String> said) {
        var activities = new HashMap<String, String>();
        for (var activity : log.activities()) activities.putIfAbsent(plain(activity), activity);
        var stations = plant.elements().stream()
                .filter(Station.class::isInstance)
                .map(Station.class::cast)
                .toList();
        var ids = stations.stream().map(Station::id).toList();
        said.forEach((station, activity) -> {
            if (!ids.contains(station)) throw nothingLike("station", station, ids);
            if (!log.activities().contains(activity))
                throw nothingLike("activity of the log", activity, log.activities());
        });
        var found = new HashMap<String, String>();
        var silent = new ArrayList<String>();
        for (var station : stations) {
            var activity = said.containsKey(station.id()) ? said.get(station.id()) : alike(station, activities);
            if (activity == null) silent.add(station.id());
            else found.put(station.id(), activity);
        }
        if (found.isEmpty()) {
            throw new LogProblem("no activity of " + log.name() + " is a station of `" + plant.id() + "`: the log has "
                    + some(log.activities()) + "; the plant has " + some(ids)
                    + ".\nMaybe say which is which: --match " + (ids.isEmpty() ? "saw" : ids.getFirst()) + "=\""
                    + log.activities().getFirst() + "\".");
        }
        return new Matching(
                found,
                log.activities().stream()
                        .filter(activity -> !found.containsValue(activity))
                        .toList(),
                silent);
    }

    private static @Nullable String alike(Station station, Map<String, String> activities) {
        var label = station.label();
        var byLabel = label == null ? null : activities.get(plain(label));
        return byLabel != null ? byLabel : activities.get(plain(station.id()));
    }

    private static LogProblem nothingLike(String what, String given, List<String> there) {
        return new LogProblem("--match: there is no " + what + " `" + given + "`.\nThere is: "
                + some(List.copyOf(new TreeSet<>(there))) + ".");
    }

    private static String some(List<String> names) {
        return names.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }

    /** Letters and digits in lower case. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** The instances of activities that the plant has, of a log. */
    EventLog known(EventLog log) {
        if (unknown.isEmpty()) return log;
        var known = IntStream.range(0, log.activities().size())
                .filter(a -> activityOf.containsValue(log.activities().get(a)))
                .boxed()
                .collect(Collectors.toSet());
        return log.onlyInstances(i -> known.contains(log.activityOf(i)));
    }
}
