/**
 * Runs replications: the one layer through which every experiment (rehearsal, comparison, search) asks for its numbers.
 *
 * <p>A {@link org.shadowline.sim.replicate.ReplicationJob} is all that the replications of one variant have in common, a
 * {@link org.shadowline.sim.replicate.RunOutcome} all that is kept of one of them. A
 * {@link org.shadowline.sim.replicate.ReplicationExecutor} turns requests (job, number) into outcomes, in the order of the
 * requests and with the same bits wherever and in whatever order they run: {@code LocalExecutor} on threads,
 * {@code StoringExecutor} before another one takes what a {@code ReplicationStore} on disk has and keeps what is new, so that
 * work that was killed goes on where it stopped.
 *
 * <p>To run on other machines, implement {@code ReplicationExecutor}: send {@code ReplicationForm.toBytes(job)} once per
 * {@code PackedJob.key()} and then numbers; there, {@code ReplicationForm.job(bytes)}, {@code ReplicationRun.outcome}
 * (or a {@code LocalExecutor}) and back {@code ReplicationForm.toBytes(outcome)}, bit for bit. Both sides must have the same
 * {@code Engine.fingerprint()}, or bits may differ: refuse a member that has another one. What a lost machine had taken is
 * simply requested again elsewhere, for a replication depends on nothing but its job and its number. Tell the listener of each
 * outcome when it arrives, so that the store before it keeps it. Wrap it as {@code new StoringExecutor(yours, store, fresh)},
 * as the command line does with {@code LocalExecutor} in {@code ExecutionOptions}.
 */
@NullMarked
package org.shadowline.sim.replicate;

import org.jspecify.annotations.NullMarked;
