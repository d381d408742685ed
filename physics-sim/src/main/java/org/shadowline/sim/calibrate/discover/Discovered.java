package org.shadowline.sim.calibrate.discover;

import java.util.List;
import java.util.Map;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.scenario.Scenario;

/**
 * A plant and a scenario found in a log.
 *
 * @param findings what was found and what was done with it, a sentence or two each
 * @param dataFiles file name to ascending values in seconds, for the empirical distributions of the plant that are too
 *     long to be written out: such a distribution holds exactly the values of its file
 * @param elementNames element id to the activity's name in the log, for the stations that stand for activities
 */
public record Discovered(
        Plant plant,
        Scenario scenario,
        List<String> findings,
        Map<String, double[]> dataFiles,
        Map<String, String> elementNames,
        Quality quality) {
    public Discovered {
        findings = List.copyOf(findings);
        dataFiles = Map.copyOf(dataFiles);
        elementNames = Map.copyOf(elementNames);
    }

    /**
     * How well the plant covers the log.
     *
     * @param eventsPerCase mean number of activity instances of a case in the log
     * @param modelEventsPerCase the same of walks along the route
     * @param prunedArcs exits of steps that were left out as rare
     * @param keptTransitions share of the log's transitions that the route can make
     * @param highestLoad working time by open time of the most loaded person, over the weeks of presence
     * @param mostLoaded team id of that person; empty when there are no people
     * @param support mean share of the hours seen at work that lie inside the weekly hours found
     * @param meanLeadTime seconds from the first start to the last end of a case, in the log
     * @param workShare working time as a share of all lead time
     * @param waitShare unexplained waiting as a share of all lead time
     */
    public record Quality(
            int cases,
            int instances,
            int activities,
            int resources,
            double eventsPerCase,
            double modelEventsPerCase,
            int prunedArcs,
            double keptTransitions,
            double highestLoad,
            String mostLoaded,
            double support,
            double meanLeadTime,
            double workShare,
            double waitShare) {}
}
