package org.shadowline.sim.flow;

/** The state of a replication at a moment. It belongs to one model: another one refuses it. Immutable. */
public record Snapshot(Replication state, long modelHash) {}
