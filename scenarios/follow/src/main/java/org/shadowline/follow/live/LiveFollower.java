package org.shadowline.follow.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shadowline.follow.Follower;
import org.shadowline.follow.Picture;
import org.shadowline.follow.Plan;
import org.shadowline.follow.WhatIf;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.event.EventCodec;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.state.PlantState;
import org.shadowline.twin.intake.EventFold;
import org.shadowline.twin.intake.Run;
import org.shadowline.twin.intake.RunFold;

/**
 * Follows the runs of a plant while they go on: by the clock, and soon after a significant event, it looks at the plant and
 * simulates ahead of it, on a thread of its own. It is told events by one thread, which it holds up only when it is
 * {@value #MOST_WAITING} of them behind; it may be asked by any.
 */
public final class LiveFollower implements RunFold, AutoCloseable {
    static final int MOST_WAITING = 100_000;
    /** Events that come in a flood give no more pictures than this. */
    private static final long SOONEST = TimeUnit.SECONDS.toNanos(5);

    private static final long TICK_MILLIS = 200;
    /** How long a plant that runs by the clock may be silent: a night. */
    private static final double LONGEST_SILENCE = 16 * 3_600;

    /**
     * @param every between two looks by the clock of this machine
     * @param horizon seconds that are predicted
     * @param futures how many are simulated
     */
    public record Settings(Duration every, double horizon, int futures) {}

    /** The last picture. */
    public record Latest(long number, Picture picture) {}

    private sealed interface Told {}

    private record Begins(Run run, boolean again) implements Told {}

    private record CaughtUp() implements Told {}

    private record Happens(PlantEvent event) implements Told {}

    private record Asked<T>(Function<Follower, T> question, CompletableFuture<T> answer) implements Told {
        void ask(@Nullable Follower follower) {
            if (follower == null) {
                answer.completeExceptionally(new IllegalStateException("the run is being read"));
                return;
            }
            try {
                answer.complete(question.apply(follower));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    private final Plant plant;
    private final Scenario scenario;
    private final @Nullable PlantState start;
    private final Settings settings;
    private final InstantSource clock;
    private final BlockingQueue<Told> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Latest latest;
    private volatile @Nullable String problem;

    // only on the thread
    private @Nullable Follower follower;
    private @Nullable EventFold events;
    private Run run = Run.UNNAMED;
    private @Nullable Instant since;
    private boolean catchingUp;
    private boolean somethingNew;
    private double last = Double.NEGATIVE_INFINITY;
    private long lookedAt;

    /** @param start what is in the plant when a run begins; null for an empty plant */
    public LiveFollower(
            Plant plant, Scenario scenario, @Nullable PlantState start, Settings settings, InstantSource clock) {
        this.plant = plant;
        this.scenario = scenario;
        this.start = start;
        this.settings = settings;
        this.clock = clock;
        lookedAt = System.nanoTime() - settings.every().toNanos();
        thread = Thread.ofPlatform().name("follower").daemon().start(this::work);
    }

    @Override
    public void begin(Run next, boolean again) {
        put(new Begins(next, again));
    }

    @Override
    public void caughtUp() {
        put(new CaughtUp());
    }

    @Override
    public void accept(PlantEvent event) {
        put(new Happens(event));
    }

    private void put(Told told) {
        try {
            while (!closed && !queue.offer(told, 1, TimeUnit.SECONDS)) {
                if (!thread.isAlive()) return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (!closed) {
                var told = queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                try {
                    if (told != null) take(told);
                    lookWhenDue();
                } catch (RuntimeException e) {
                    problem = e.getMessage() == null ? e.toString() : e.getMessage();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Told told) {
        switch (told) {
            case Begins(Run next, boolean again) -> begins(next, again);
            case CaughtUp() -> {
                catchingUp = false;
                somethingNew = last > Double.NEGATIVE_INFINITY;
            }
            case Happens(PlantEvent event) -> {
                if (events == null) return;
                events.accept(event);
                last = Math.max(last, event.time());
                somethingNew = true;
            }
            case Asked<?> asked -> asked.ask(catchingUp ? null : follower);
        }
    }

    private void begins(Run next, boolean again) {
        boolean same = next.id().equals(run.id()) && Objects.equals(next.start(), since);
        run = next;
        since = next.start();
        catchingUp = again;
        somethingNew = false;
        last = Double.NEGATIVE_INFINITY;
        problem = null;
        var before = follower;
        follower = same && before != null ? before.again() : anew();
        events = new EventFold(new EventCodec(follower.index()), follower);
    }

    private Follower anew() {
        var begins = since == null ? null : since.atZone(scenario.start().getZone());
        // A run that begins at another time than the scenario says has its shifts by the clock all the same.
        var rebased = begins == null || begins.isEqual(scenario.start())
                ? scenario
                : scenario.during(begins, Plan.length(scenario), scenario.timed());
        return new Follower(
                plant,
                rebased,
                start,
                Follower.Options.onDemand(settings.horizon(), settings.futures()),
                picture -> {});
    }

    private void lookWhenDue() {
        var at = follower;
        if (at == null || catchingUp || last == Double.NEGATIVE_INFINITY) return;
        long now = System.nanoTime();
        if (now - lookedAt < SOONEST) return;
        var why = at.significant();
        boolean due = now - lookedAt >= settings.every().toNanos() && (somethingNew || isByTheClock());
        if (why == null && !due) return;
        look(at, why == null ? "clock" : why, null);
        lookedAt = System.nanoTime();
    }

    private Picture look(Follower at, String why, @Nullable WhatIf whatIf) {
        double now = now();
        at.until(now);
        var picture = at.look(now, why, whatIf);
        somethingNew = false;
        problem = null;
        if (whatIf == null) {
            var before = latest;
            latest = new Latest(before == null ? 1 : before.number() + 1, picture);
        }
        return picture;
    }

    /** Seconds since the start of the run: by the clock when the plant runs by it, at the last event otherwise. */
    private double now() {
        return isByTheClock() ? Math.max(last, wall()) : last;
    }

    private boolean isByTheClock() {
        return since != null && Math.abs(wall() - last) < LONGEST_SILENCE;
    }

    private double wall() {
        return since == null
                ? Double.NaN
                : Duration.between(since, clock.instant()).toMillis() / 1e3;
    }

    /** The last picture; null before the first. */
    public @Nullable Latest latest() {
        return latest;
    }

    /** Why there is no picture; null when nothing is wrong. */
    public @Nullable String problem() {
        return problem;
    }

    /**
     * Asks what a change would do from now.
     *
     * @param change given the present moment in the time zone of the plant
     */
    public CompletableFuture<Picture> whatIf(Function<ZonedDateTime, WhatIf> change) {
        return ask(at -> {
            if (last == Double.NEGATIVE_INFINITY)
                throw new IllegalStateException("nothing has happened in the run yet");
            var from = since == null
                    ? scenario.start()
                    : since.atZone(scenario.start().getZone());
            double now = now();
            return look(at, "what if", change.apply(from.plusNanos(Math.round(now * 1e9))));
        });
    }

    /** Asks something of the follower, on its thread, when it has taken in everything that it was told before. */
    public <T> CompletableFuture<T> ask(Function<Follower, T> question) {
        var answer = new CompletableFuture<T>();
        put(new Asked<>(question, answer));
        if (closed || !thread.isAlive()) answer.completeExceptionally(new IllegalStateException("it has ended"));
        return answer;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        for (var told = queue.poll(); told != null; told = queue.poll()) {
            if (told instanceof Asked<?> asked) asked.ask(null);
        }
    }
}
