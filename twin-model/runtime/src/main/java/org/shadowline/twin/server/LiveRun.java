package org.shadowline.twin.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.shadowline.plant.event.EventCodec;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.twin.fold.PlantTwins;
import org.shadowline.twin.intake.EventFold;
import org.shadowline.twin.intake.EventJournal;
import org.shadowline.twin.intake.Intake;
import org.shadowline.twin.mqtt.BrokerAddress;
import org.shadowline.twin.mqtt.EventSubscriber;

/**
 * Follows the run that a broker tells: events are journaled, put in order and folded into the twins. What was journaled
 * is folded again at the start; when events have come late, everything is folded again in its true order, and the twins
 * are put right.
 */
public final class LiveRun implements AutoCloseable {
    private static final int WINDOW = 10_000;
    private static final int MOST_TOLD = 10;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private final EventCodec codec;
    private final PlantTwins twins;
    private final EventJournal journal;
    private final Intake intake;
    private final EventSubscriber subscriber;
    private final BrokerAddress broker;
    private EventFold fold;
    private boolean outOfOrder;
    private long recomputed;

    /** Folds what the journal holds, connects and goes on. */
    public LiveRun(PlantIndex index, PlantTwins twins, Path journalFile, BrokerAddress broker) throws IOException {
        this.twins = twins;
        this.broker = broker;
        codec = new EventCodec(index);
        fold = new EventFold(codec, twins);
        intake = new Intake(WINDOW, PATIENCE, this::next, late -> outOfOrder = true);
        journal = new EventJournal(journalFile, InstantSource.system());
        try {
            twins.beginReplay();
            journal.read(event -> intake.accept(event, 0));
            twins.endReplay();
            subscriber = new EventSubscriber(broker, index.plant().id(), intake, journal);
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private void next(PlantEvent event) {
        if (event.kind() == EventKind.RUN_STARTED) outOfOrder = false;
        fold.accept(event);
    }

    /** Folds everything again in its true order, when events have come late since the last time. */
    public void putRight() {
        subscriber.ask(() -> {
            if (!outOfOrder) return false;
            outOfOrder = false;
            recomputed++;
            var events = new HashMap<String, TreeMap<Long, PlantEvent>>();
            journal.read(event -> events.computeIfAbsent(event.source(), source -> new TreeMap<>())
                    .putIfAbsent(event.sequence(), event.event()));
            fold = new EventFold(codec, twins);
            twins.beginReplay();
            for (var event : inOrder(events)) fold.accept(event);
            twins.endReplay();
            return true;
        });
    }

    /** By the time that each source had reached, events of a source by their numbers. */
    private static List<PlantEvent> inOrder(Map<String, TreeMap<Long, PlantEvent>> events) {
        record At(double time, PlantEvent event) {}
        var all = new ArrayList<At>();
        for (var ofSource : events.values()) {
            double reached = Double.NEGATIVE_INFINITY;
            for (var event : ofSource.values()) {
                reached = Math.max(reached, event.time());
                all.add(new At(reached, event));
            }
        }
        all.sort(Comparator.comparingDouble(At::time));
        return all.stream().map(At::event).toList();
    }

    /** What has come in, for the status of the server. */
    public ObjectNode status() {
        return subscriber.ask(() -> {
            var counts = intake.counts();
            var json = JsonNodeFactory.instance.objectNode();
            json.put("source", broker.toString());
            json.put("connected", subscriber.isConnected());
            json.put("received", counts.received());
            json.put("folded", fold.folded());
            json.put("held", intake.held());
            json.put("duplicates", counts.duplicates());
            json.put("missing", counts.missing());
            json.put("late", counts.late());
            json.put("clockSetBack", counts.setBack());
            json.put("doNotFit", fold.refused());
            json.put("recomputed", recomputed);
            json.put("noEvents", subscriber.refusedNow());
            var problem = subscriber.problem();
            if (problem != null) json.put("problem", problem);
            var left = json.putArray("lastThatDoNotFit");
            var all = fold.lastRefused();
            for (var refused : all.subList(Math.max(0, all.size() - MOST_TOLD), all.size())) left.add(refused.why());
            return json;
        });
    }

    @Override
    public void close() throws IOException {
        subscriber.close();
        journal.close();
    }
}
