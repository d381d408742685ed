package org.shadowline.twin.store;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.twin.Reading;
import org.shadowline.plant.twin.Signal;
import org.shadowline.plant.twin.Twin;
import org.shadowline.plant.twin.TwinView;

/**
 * The twins of one process. One thread makes all changes, in the order in which they were submitted, and tells them to the
 * subscribers at once; another makes them durable, many together, after which they are acknowledged. So nothing that was
 * acknowledged is lost when the process dies, and what was not acknowledged may be there or not.
 *
 * <p>While changes cannot be made durable, e.g. on a full disk, those made are answered with
 * {@link TwinProblem.Kind#UNAVAILABLE} and tried again with the next ones; readers go on. Memory is bounded: whoever
 * submits faster than changes can be made waits. Thread-safe.
 */
public final class TwinStore implements TwinView, AutoCloseable {
    private static final int LONGEST_QUEUE = 16_384;
    private static final int MOST_IN_BATCH = 8_192;
    /** Bytes of changes that could not be made durable, above which no further ones are made. */
    private static final int MOST_UNWRITTEN = 1 << 26;

    private static final Work WRITTEN = new Work(List.of(), null, new CompletableFuture<>());

    /** What has come of a change. {@code created} tells whether what is at its path was not there before. */
    public record Applied(long revision, boolean created) {}

    /**
     * How many signals have come in since the start.
     *
     * @param late older than the reading that was there
     * @param duplicates the same as the reading that was there
     */
    public record Counts(long signals, long late, long duplicates, long edits, long refused, long unavailable) {}

    private record Work(List<Change> changes, @Nullable Object origin, CompletableFuture<Applied> done) {}

    /** Changes that are made but not yet durable. */
    private static final class Open {
        final List<CompletableFuture<Applied>> done = new ArrayList<>();
        final List<Applied> results = new ArrayList<>();
        final ByteArrayOutputStream journal = new ByteArrayOutputStream();
        final DataOutputStream out = new DataOutputStream(journal);
        int changes;
    }

    private final ConcurrentHashMap<String, TwinCell> cells = new ConcurrentHashMap<>();
    private final Shape.Pool shapes = new Shape.Pool();
    private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final BlockingQueue<Runnable> toWrite = new ArrayBlockingQueue<>(1);
    private final List<Consumer<TwinChange>> subscribers = new CopyOnWriteArrayList<>();
    private final LongAdder signals = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder edits = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private final Durability durability;
    private final InstantSource clock;
    private final Thread writer;
    private final Thread persister;
    private volatile boolean closing;
    private volatile boolean writing;
    private long lastNumber;
    private Open open = new Open();
    /** Twins whose state on the disk is not that in memory. */
    private final Set<String> dirty = new LinkedHashSet<>();
    /** Journals that could not be written, which go with the next batch. */
    private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();

    private final Set<String> writingTwins = new LinkedHashSet<>();
    private volatile boolean failed;

    /** Opens what was kept. */
    public TwinStore(Durability durability, InstantSource clock) throws IOException {
        this.durability = durability;
        this.clock = clock;
        try {
            lastNumber = durability.read((id, bytes) -> {
                try {
                    cells.put(id, TwinForm.read(id, bytes, shapes));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer = Thread.ofPlatform().name("twins").daemon().start(this::applyAll);
        persister = Thread.ofPlatform().name("twins-durable").daemon().start(this::persistAll);
    }

    /** A store that keeps nothing beyond its process. */
    public static TwinStore inMemory() {
        try {
            return new TwinStore(Durability.none(), InstantSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a change; waits while too many others do. The answer comes when it is durable. */
    public CompletableFuture<Applied> submit(Change change, @Nullable Object origin) {
        return submit(List.of(change), origin);
    }

    /**
     * Makes changes, one after the other. The answer is that of the last one; when one is refused, it is its problem, and
     * those after it are not made.
     */
    public CompletableFuture<Applied> submit(List<Change> changes, @Nullable Object origin) {
        var done = new CompletableFuture<Applied>();
        if (closing) {
            done.completeExceptionally(closed());
            return done;
        }
        try {
            queue.put(new Work(List.copyOf(changes), origin, done));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            done.completeExceptionally(closed());
        }
        if (closing && !writer.isAlive()) done.completeExceptionally(closed());
        return done;
    }

    private static TwinProblem closed() {
        return new TwinProblem(TwinProblem.Kind.UNAVAILABLE, "the twins are being closed; try again");
    }

    /**
     * Tells changes from now on, in order, on the thread that makes them, before they are durable. The subscriber must be
     * quick and must not throw; one that throws is not told any more.
     */
    public AutoCloseable subscribe(Consumer<TwinChange> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    public Counts counts() {
        return new Counts(signals.sum(), late.sum(), duplicates.sum(), edits.sum(), refused.sum(), unavailable.sum());
    }

    @Override
    public @Nullable Twin twin(String id) {
        var cell = cells.get(id);
        if (cell == null) return null;
        synchronized (cell) {
            return cell.twin();
        }
    }

    /** A thing as a JSON document of its own, with its revision and time. */
    public record Thing(ObjectNode json, long revision, Instant modified) {}

    /** A reading as it stands in a document. */
    public static ObjectNode json(Reading reading) {
        return ThingJson.ofReading(reading);
    }

    /** The twin as a document; null when there is none. */
    public @Nullable Thing thing(String id) {
        var cell = cells.get(id);
        if (cell == null) return null;
        synchronized (cell) {
            return new Thing(ThingJson.of(cell), cell.revision(), TwinCell.instant(cell.modified()));
        }
    }

    @Override
    public int count() {
        return cells.size();
    }

    @Override
    public void forEach(Consumer<Twin> action) {
        for (var cell : cells.values()) {
            Twin twin;
            synchronized (cell) {
                twin = cell.twin();
            }
            action.accept(twin);
        }
    }

    /** The ids of all twins, sorted. */
    public List<String> ids() {
        return cells.keySet().stream().sorted().toList();
    }

    private void applyAll() {
        var some = new ArrayList<Work>();
        try {
            while (true) {
                some.clear();
                some.add(queue.take());
                queue.drainTo(some, 255);
                for (var work : some) {
                    if (work != WRITTEN) apply(work);
                }
                if (!writing && (failed || !open.done.isEmpty())) handOver();
                if (open.changes >= MOST_IN_BATCH) awaitWritten();
                if (closing && queue.isEmpty()) {
                    awaitWritten();
                    if (!open.done.isEmpty()) handOver();
                    awaitWritten();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitWritten() throws InterruptedException {
        synchronized (toWrite) {
            while (writing) toWrite.wait();
        }
    }

    private void apply(Work work) {
        if (failed && unwritten.size() > MOST_UNWRITTEN) {
            unavailable.increment();
            work.done()
                    .completeExceptionally(new TwinProblem(
                            TwinProblem.Kind.UNAVAILABLE, "earlier changes could not be made durable yet; try again"));
            return;
        }
        var applied = new Applied(0, false);
        try {
            for (var change : work.changes()) applied = apply(change, work.origin());
        } catch (TwinProblem e) {
            refused.increment();
            work.done().completeExceptionally(e);
            return;
        }
        open.done.add(work.done());
        open.results.add(applied);
    }

    private Applied apply(Change change, @Nullable Object origin) {
        return switch (change) {
            case Change.Report report -> report(report.signal(), origin);
            case Change.Desire desire -> desire(desire.signal(), origin);
            case Change.Edit edit -> edit(edit, origin);
        };
    }

    private Applied report(Signal signal, @Nullable Object origin) {
        signals.increment();
        var cell = cells.get(signal.twin());
        boolean isNew = cell == null;
        if (cell == null) {
            ThingRules.checkId(signal.twin());
            cell = new TwinCell(signal.twin(), shapes.of(null, List.of()));
        }
        boolean created;
        synchronized (cell) {
            int property = cell.shape().indexOf(signal.property());
            long time = TwinCell.micros(signal.reading().time());
            long there = cell.timeOf(property);
            if (time < there) {
                late.increment();
                return new Applied(cell.revision(), false);
            }
            if (time == there && cell.has(property, signal.reading())) {
                duplicates.increment();
                return new Applied(cell.revision(), false);
            }
            created = cell.report(signal.property(), signal.reading(), shapes);
            touch(cell);
        }
        if (isNew) cells.put(signal.twin(), cell);
        return made(cell, Change.Action.MODIFY, created, signal, false, null, null, origin);
    }

    private Applied desire(Signal signal, @Nullable Object origin) {
        var cell = there(signal.twin());
        boolean created;
        synchronized (cell) {
            created = cell.desire(signal.property(), signal.reading());
            touch(cell);
        }
        return made(cell, Change.Action.MODIFY, created, signal, true, null, null, origin);
    }

    private Applied edit(Change.Edit edit, @Nullable Object origin) {
        edits.increment();
        ThingRules.checkId(edit.twin());
        var cell = cells.get(edit.twin());
        var before = cell == null ? null : ThingJson.of(cell);
        edit.condition().check(before, cell == null ? 0 : cell.revision());
        if (edit.action() == Change.Action.DELETE && edit.path().matches()) {
            cell = there(edit.twin());
            cells.remove(edit.twin());
            synchronized (cell) {
                touch(cell);
            }
            return made(cell, Change.Action.DELETE, false, null, false, edit.path(), null, origin);
        }
        var edited = edited(edit, before);
        var after = edited.thing();
        after.put("thingId", edit.twin());
        ThingRules.check(edit.twin(), after);
        int length = after.toString().length();
        if (length > ThingRules.LONGEST) {
            throw new TwinProblem(
                    TwinProblem.Kind.TOO_LARGE,
                    "the thing `" + edit.twin() + "` would be " + length + " characters long, at most "
                            + ThingRules.LONGEST + " are allowed");
        }
        if (cell == null) cell = new TwinCell(edit.twin(), shapes.of(null, List.of()));
        synchronized (cell) {
            ThingJson.into(cell, after, clock.instant(), shapes);
            touch(cell);
        }
        cells.put(edit.twin(), cell);
        var told = edit.path().matches() && edit.action() != Change.Action.MERGE ? after : edit.value();
        return made(cell, edit.action(), edited.created(), null, false, edit.path(), told, origin);
    }

    private record Edited(ObjectNode thing, boolean created) {}

    /** The document after an edit, which may change the one before. */
    private static Edited edited(Change.Edit edit, @Nullable ObjectNode thing) {
        var path = edit.path();
        return switch (edit.action()) {
            case CREATE -> {
                if (thing != null) {
                    throw new TwinProblem(TwinProblem.Kind.EXISTS, "the thing `" + edit.twin() + "` is there already");
                }
                yield new Edited(whole(edit), true);
            }
            case MODIFY -> {
                if (path.matches()) yield new Edited(whole(edit), thing == null);
                var there = needed(thing, edit.twin());
                yield new Edited(there, JsonEdit.put(there, path, given(edit.value())));
            }
            case MERGE -> {
                if (path.matches()) {
                    if (JsonEdit.merged(thing, given(edit.value())) instanceof ObjectNode merged) {
                        yield new Edited(merged, thing == null);
                    }
                    throw new TwinProblem(TwinProblem.Kind.INVALID, "a thing must be a JSON object");
                }
                var there = needed(thing, edit.twin());
                var target = there.at(path);
                boolean created = target.isMissingNode();
                var merged = JsonEdit.merged(created ? null : target, given(edit.value()));
                if (merged == null) JsonEdit.remove(there, path);
                else JsonEdit.put(there, path, merged);
                yield new Edited(there, created);
            }
            case DELETE -> {
                var there = needed(thing, edit.twin());
                if (!JsonEdit.remove(there, path)) {
                    throw new TwinProblem(
                            TwinProblem.Kind.NOT_FOUND,
                            "the thing `" + edit.twin() + "` has nothing at `" + path + "`");
                }
                yield new Edited(there, false);
            }
        };
    }

    private static JsonNode given(@Nullable JsonNode value) {
        if (value == null) throw new TwinProblem(TwinProblem.Kind.INVALID, "a value is missing");
        return value;
    }

    private static ObjectNode whole(Change.Edit edit) {
        if (!(edit.value() instanceof ObjectNode object)) {
            throw new TwinProblem(TwinProblem.Kind.INVALID, "a thing must be a JSON object");
        }
        ThingRules.check(edit.twin(), object);
        return object.deepCopy();
    }

    private static ObjectNode needed(@Nullable ObjectNode thing, String id) {
        if (thing == null) throw notFound(id);
        return thing;
    }

    private TwinCell there(String id) {
        var cell = cells.get(id);
        if (cell == null) throw notFound(id);
        return cell;
    }

    private static TwinProblem notFound(String id) {
        return new TwinProblem(TwinProblem.Kind.NOT_FOUND, "there is no thing `" + id + "`");
    }

    private void touch(TwinCell cell) {
        cell.touched(cell.revision() + 1, TwinCell.micros(clock.instant()));
    }

    private Applied made(
            TwinCell cell,
            Change.Action what,
            boolean created,
            @Nullable Signal signal,
            boolean desired,
            @Nullable JsonPointer path,
            @Nullable JsonNode value,
            @Nullable Object origin) {
        var change = new TwinChange(
                ++lastNumber,
                cell.id,
                cell.revision(),
                TwinCell.instant(cell.modified()),
                what,
                created,
                signal,
                desired,
                path,
                value,
                origin);
        dirty.add(cell.id);
        try {
            TwinForm.write(open.out, change);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.changes++;
        for (var subscriber : subscribers) {
            try {
                subscriber.accept(change);
            } catch (RuntimeException e) {
                subscribers.remove(subscriber);
            }
        }
        return new Applied(cell.revision(), created);
    }

    /** Gives what is open to the persister, which must be idle. */
    private void handOver() throws InterruptedException {
        var batch = open;
        open = new Open();
        if (failed) dirty.addAll(writingTwins);
        writingTwins.clear();
        writingTwins.addAll(dirty);
        dirty.clear();
        var entries = new ArrayList<Durability.Entry>(writingTwins.size());
        for (var id : writingTwins) {
            var cell = cells.get(id);
            entries.add(new Durability.Entry(id, cell == null ? null : TwinForm.write(cell)));
        }
        unwritten.writeBytes(batch.journal.toByteArray());
        var whole = new Durability.Batch(lastNumber, unwritten.toByteArray(), entries);
        writing = true;
        toWrite.put(() -> persist(batch, whole));
    }

    private void persist(Open batch, Durability.Batch whole) {
        IOException problem = null;
        try {
            if (!whole.twins().isEmpty()) durability.write(whole);
        } catch (IOException e) {
            problem = e;
        }
        failed = problem != null;
        if (problem == null) unwritten.reset();
        synchronized (toWrite) {
            writing = false;
            toWrite.notifyAll();
        }
        if (problem == null) queue.offer(WRITTEN); // not needed when the queue is full: the writer has work then anyway
        for (int i = 0; i < batch.done.size(); i++) {
            if (problem == null) {
                batch.done.get(i).complete(batch.results.get(i));
            } else {
                unavailable.increment();
                batch.done
                        .get(i)
                        .completeExceptionally(new TwinProblem(
                                TwinProblem.Kind.UNAVAILABLE,
                                "the change could not be made durable: " + problem.getMessage()));
            }
        }
    }

    private void persistAll() {
        try {
            while (true) toWrite.take().run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes and keeps what was submitted, then ends. */
    @Override
    public void close() {
        if (closing) return;
        closing = true;
        try {
            queue.put(WRITTEN);
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        persister.interrupt();
        durability.close();
        for (var work : queue) work.done().completeExceptionally(closed());
    }
}
