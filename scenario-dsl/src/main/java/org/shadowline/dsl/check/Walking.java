package org.shadowline.dsl.check;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.transport.Footways;

/** Whether people who walk on paths can get to where they are needed. */
final class Walking {
    private final Names names;
    private final Reports reports;

    Walking(Names names, Reports reports) {
        this.names = names;
        this.reports = reports;
    }

    void check(Plant plant) {
        if (plant.teams().stream().noneMatch(Team::onPaths)) {
            return;
        }
        var index = new PlantIndex(plant);
        for (var path : index.paths()) {
            if (!hasPosition(index, path.from()) || !hasPosition(index, path.to())) {
                return;
            }
        }
        var ways = Footways.of(index);
        for (var team : plant.teams()) {
            if (team.onPaths()) {
                check(team, index, ways);
            }
        }
    }

    private boolean hasPosition(PlantIndex index, String id) {
        @Nullable Named named = names.byId(id);
        if (index.nodePosition(index.node(id)) != null || named == null) {
            return true;
        }
        reports.error(
                Code.INCOMPLETE,
                named.declaration(),
                "people walk on paths, but `" + id + "`, to which a path leads, has no position",
                "say where it is, e.g. `at (12 m, 6 m)`");
        return false;
    }

    private void check(Team team, PlantIndex index, Footways ways) {
        var stations = new ArrayList<Integer>();
        for (var element : index.elements()) {
            if (element instanceof Station station && station.at() != null && mayWorkAt(team, station)) {
                stations.add(index.place(station.id()));
            }
        }
        int @Nullable [] apart = ways.unconnected(stations);
        @Nullable Named named = names.byId(team.id());
        if (apart != null && named != null) {
            var from = index.nodeName(apart[0]);
            var to = index.nodeName(apart[1]);
            reports.error(
                    Code.NO_ROUTE,
                    named.declaration(),
                    "`" + team.id() + "` cannot walk from `" + from + "` to `" + to + "`: no path leads there",
                    "add a path, e.g. `path aisle from " + from + " to " + to + "`, or leave `on paths` out");
        }
    }

    /** Whether people of a team may be needed at a station. */
    static boolean mayWorkAt(Team team, Station station) {
        return station.needs().stream().anyMatch(need -> mayDo(team, need))
                || station.failures().stream().anyMatch(failure -> {
                    var crew = failure.crew();
                    return crew != null && mayDo(team, crew);
                });
    }

    private static boolean mayDo(Team team, Station.Need need) {
        return (need.team() == null || need.team().equals(team.id()))
                && (need.skill() == null || team.skills().contains(need.skill()));
    }
}
