package org.shadowline.twin.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventCodec;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.twin.fold.PlantTwins;
import org.shadowline.twin.intake.EventFold;
import org.shadowline.twin.intake.EventJournal;
import org.shadowline.twin.intake.Run;
import org.shadowline.twin.intake.RunFold;
import org.shadowline.twin.intake.RunIntake;
import org.shadowline.twin.mqtt.BrokerAddress;
import org.shadowline.twin.mqtt.EventSubscriber;

/** Folds the runs that a broker tells of into the twins of their plant. */
public final class LiveRun implements AutoCloseable {
    private static final int WINDOW = 10_000;
    private static final int MOST_TOLD = 10;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private final RunIntake intake;
    private final EventSubscriber subscriber;
    private final BrokerAddress broker;
    private final TwinsFold fold;
    private volatile @Nullable String putRightProblem;

    /** What the twins make of the events. */
    private static final class TwinsFold implements RunFold {
        private final EventCodec codec;
        private final PlantTwins twins;
        private final Instant otherwise;
        private EventFold events;

        TwinsFold(PlantIndex index, PlantTwins twins, Instant otherwise) {
            codec = new EventCodec(index);
            this.twins = twins;
            this.otherwise = otherwise;
            events = new EventFold(codec, twins);
        }

        @Override
        public void begin(Run run, boolean again) {
            events = new EventFold(codec, twins);
            var start = run.start() == null ? otherwise : run.start();
            if (again) twins.beginReplay(start);
            else twins.begin(start);
        }

        @Override
        public void caughtUp() {
            twins.endReplay();
        }

        @Override
        public void accept(PlantEvent event) {
            events.accept(event);
        }
    }

    /**
     * Folds what the journal holds, connects and goes on.
     *
     * @param start when the time of the events begins of a run that does not say so
     * @param more what else is made of the events, after the twins
     */
    public LiveRun(
            PlantIndex index, PlantTwins twins, Instant start, Path journalFile, BrokerAddress broker, RunFold... more)
            throws IOException {
        this.broker = broker;
        fold = new TwinsFold(index, twins, start);
        var journal = new EventJournal(journalFile, InstantSource.system());
        try {
            intake = new RunIntake(journal, WINDOW, PATIENCE, all(fold, more));
            subscriber = new EventSubscriber(
                    broker,
                    index.plant().id(),
                    nameOf(journalFile, index.plant().id()),
                    intake);
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private static RunFold all(RunFold first, RunFold... more) {
        return new RunFold() {
            @Override
            public void begin(Run run, boolean again) {
                first.begin(run, again);
                for (var one : more) one.begin(run, again);
            }

            @Override
            public void caughtUp() {
                first.caughtUp();
                for (var one : more) one.caughtUp();
            }

            @Override
            public void accept(PlantEvent event) {
                first.accept(event);
                for (var one : more) one.accept(event);
            }
        };
    }

    /** The same one whenever this journal is gone on with, so that the broker keeps what comes meanwhile. */
    private static String nameOf(Path journal, String plant) {
        var place = journal.toAbsolutePath().normalize().toUri() + " on " + hostName();
        return "shadowline-" + plant + "-" + UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "?";
        }
    }

    /** Folds everything again in its true order, when events have come late since the last time. */
    public void putRight() {
        putRightProblem = subscriber.ask(() -> {
            try {
                intake.putRight();
                return null;
            } catch (IOException e) {
                return e.getMessage();
            }
        });
    }

    /** What has come in, for the status of the server. */
    public ObjectNode status() {
        return subscriber.ask(() -> {
            var counts = intake.counts();
            var json = JsonNodeFactory.instance.objectNode();
            json.put("source", broker.toString());
            json.put("connected", subscriber.isConnected());
            var run = intake.run();
            if (!run.id().isEmpty()) json.put("run", run.id());
            if (run.start() != null) json.put("start", run.start().toString());
            json.put("received", counts.received());
            json.put("folded", fold.events.folded());
            json.put("held", intake.held());
            json.put("duplicates", counts.duplicates());
            json.put("missing", counts.missing());
            json.put("late", counts.late());
            json.put("clockSetBack", counts.setBack());
            json.put("clockSetAhead", counts.setAhead());
            json.put("refused", counts.refused());
            json.put("ofEndedRuns", intake.ofEndedRuns());
            json.put("doNotFit", fold.events.refused());
            json.put("recomputed", intake.recomputed());
            json.put("noEvents", subscriber.refusedNow());
            var problem = subscriber.problem() == null ? putRightProblem : subscriber.problem();
            if (problem != null) json.put("problem", problem);
            var left = json.putArray("lastThatDoNotFit");
            var all = fold.events.lastRefused();
            for (var refused : all.subList(Math.max(0, all.size() - MOST_TOLD), all.size())) left.add(refused.why());
            return json;
        });
    }

    @Override
    public void close() throws IOException {
        subscriber.close();
        intake.close();
    }
}
