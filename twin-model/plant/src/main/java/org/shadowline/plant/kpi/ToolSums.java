package org.shadowline.plant.kpi;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Tool;
import org.shadowline.plant.event.PlantIndex;

/** How long tools were in use, and how often they were changed, by element; in a plant that has any. */
final class ToolSums {
    private final PlantIndex index;
    private final int[] inUse;
    private final int[] changing;
    private final double[] since;
    private final double[] useSeconds;
    private final long[] changes;

    private ToolSums(PlantIndex index) {
        this.index = index;
        int n = index.elementCount();
        inUse = new int[n];
        changing = new int[n];
        since = new double[n];
        useSeconds = new double[n];
        changes = new long[n];
    }

    private ToolSums(ToolSums that) {
        index = that.index;
        inUse = that.inUse.clone();
        changing = that.changing.clone();
        since = that.since.clone();
        useSeconds = that.useSeconds.clone();
        changes = that.changes.clone();
    }

    static @Nullable ToolSums of(PlantIndex index) {
        return index.elements().stream().anyMatch(Tool.class::isInstance) ? new ToolSums(index) : null;
    }

    ToolSums copy() {
        return new ToolSums(this);
    }

    void start() {
        Arrays.fill(inUse, 0);
        Arrays.fill(changing, 0);
    }

    void beginStatistics(double time) {
        Arrays.fill(since, time);
        Arrays.fill(useSeconds, 0);
        Arrays.fill(changes, 0);
    }

    void use(int tool, int used, int beingChanged, double time) {
        useSeconds[tool] += inUse[tool] * (time - since[tool]);
        if (beingChanged > changing[tool]) changes[tool] += beingChanged - changing[tool];
        inUse[tool] = used;
        changing[tool] = beingChanged;
        since[tool] = time;
    }

    /** Tools in use, times the seconds, up to a time. */
    double useSeconds(int tool, double time) {
        return useSeconds[tool] + inUse[tool] * (time - since[tool]);
    }

    /** Money for the changes of a kind of tools. */
    double cost(int tool) {
        return index.elements().get(tool) instanceof Tool it ? it.changeCost() * changes[tool] : 0;
    }
}
