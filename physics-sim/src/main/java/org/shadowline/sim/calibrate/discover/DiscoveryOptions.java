package org.shadowline.sim.calibrate.discover;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How a plant is discovered.
 *
 * @param plantName name of the plant; null for the name of the log
 * @param zone time zone of the plant; null for that of the log
 * @param support share of the hours in which a person was seen at work that the person's weekly hours must hold
 * @param fewestInstances people with fewer activity instances are left out where others do all their work
 * @param fewestOfSkill instances of an activity that make it a skill of a person
 * @param skillShare share of a person's instances that an activity must have as well to be a skill
 * @param rareExit share of the exits of a step below which an exit may be pruned
 * @param keptTransitions share of all transitions that must stay
 * @param waits whether waiting that people and hours do not explain becomes elements of the plant
 * @param material share of all lead time below which such waiting is left out, for each activity
 * @param machineQuantile which quantile of the number in progress at once becomes the number of machines; 1 for the
 *     largest
 */
public record DiscoveryOptions(
        @Nullable String plantName,
        @Nullable ZoneId zone,
        double support,
        int fewestInstances,
        int fewestOfSkill,
        double skillShare,
        double rareExit,
        double keptTransitions,
        boolean waits,
        double material,
        double machineQuantile,
        int replications,
        long seed) {

    public static final DiscoveryOptions DEFAULT =
            new DiscoveryOptions(null, null, 0.9, 10, 2, 0.01, 0.02, 0.95, true, 0.01, 1, 10, 1);

    public DiscoveryOptions {
        requireShare("support", support);
        requireShare("skillShare", skillShare);
        requireShare("rareExit", rareExit);
        requireShare("keptTransitions", keptTransitions);
        requireShare("material", material);
        requireShare("machineQuantile", machineQuantile);
        if (fewestInstances < 0 || fewestOfSkill < 1 || replications < 1) {
            throw new IllegalArgumentException("numbers must be positive: fewestInstances=" + fewestInstances
                    + ", fewestOfSkill=" + fewestOfSkill + ", replications=" + replications);
        }
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must lie between 0 and 1: " + value);
        }
    }

    public DiscoveryOptions withPlantName(@Nullable String plantName) {
        return new DiscoveryOptions(
                plantName,
                zone,
                support,
                fewestInstances,
                fewestOfSkill,
                skillShare,
                rareExit,
                keptTransitions,
                waits,
                material,
                machineQuantile,
                replications,
                seed);
    }

    public DiscoveryOptions withZone(@Nullable ZoneId zone) {
        return new DiscoveryOptions(
                plantName,
                zone,
                support,
                fewestInstances,
                fewestOfSkill,
                skillShare,
                rareExit,
                keptTransitions,
                waits,
                material,
                machineQuantile,
                replications,
                seed);
    }

    public DiscoveryOptions withWaits(boolean waits) {
        return new DiscoveryOptions(
                plantName,
                zone,
                support,
                fewestInstances,
                fewestOfSkill,
                skillShare,
                rareExit,
                keptTransitions,
                waits,
                material,
                machineQuantile,
                replications,
                seed);
    }

    public DiscoveryOptions withSupport(double support) {
        return new DiscoveryOptions(
                plantName,
                zone,
                support,
                fewestInstances,
                fewestOfSkill,
                skillShare,
                rareExit,
                keptTransitions,
                waits,
                material,
                machineQuantile,
                replications,
                seed);
    }

    public DiscoveryOptions withReplications(int replications) {
        return new DiscoveryOptions(
                plantName,
                zone,
                support,
                fewestInstances,
                fewestOfSkill,
                skillShare,
                rareExit,
                keptTransitions,
                waits,
                material,
                machineQuantile,
                replications,
                seed);
    }
}
