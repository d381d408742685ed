package org.shadowline.twin.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.store.TwinChange;
import org.shadowline.twin.store.TwinStore;

/**
 * Tells changes to the clients that want them, each once it matches their filter, and passes live messages from one
 * client to the others. Thread-safe.
 */
final class Sessions {
    private static final int MOST_PENDING = 10_000;

    /**
     * What of a stream a client wants.
     *
     * @param namespaces null for all
     * @param filter judges the thing as it is after the change; null for all
     * @param extra fields of the thing that go with each event; null for none
     */
    record Wish(
            @Nullable Set<String> namespaces,
            @Nullable Predicate<JsonNode> filter,
            @Nullable Fields extra) {
        boolean takesNamespaceOf(String id) {
            return namespaces == null || namespaces.contains(id.substring(0, id.indexOf(':')));
        }
    }

    /** A stream of events to a client. */
    private record Stream(Object session, Wish wish, Consumer<TwinChange> whole, Consumer<String> text) {}

    private final TwinStore store;
    private final Map<Object, Stream> events = new ConcurrentHashMap<>();
    private final Map<Object, Consumer<String>> messages = new ConcurrentHashMap<>();
    private final Map<String, Consumer<ObjectNode>> pending = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Consumer<ObjectNode>> eldest) {
            return size() > MOST_PENDING;
        }
    };

    Sessions(TwinStore store) {
        this.store = store;
        store.subscribe(this::changed);
    }

    /** Sends the events of the Ditto protocol that match, until {@link #stopEvents}. */
    void startEvents(Object session, Wish wish, Consumer<String> to) {
        events.put(session, new Stream(session, wish, change -> {}, to));
    }

    /** Gives the changes that match, until {@link #stopEvents}. */
    void startChanges(Object session, Wish wish, Consumer<TwinChange> to) {
        events.put(session, new Stream(session, wish, to, text -> {}));
    }

    void stopEvents(Object session) {
        events.remove(session);
    }

    void startMessages(Object session, Consumer<String> to) {
        messages.put(session, to);
    }

    void stopMessages(Object session) {
        messages.remove(session);
    }

    private void changed(TwinChange change) {
        if (events.isEmpty()) return;
        String text = null;
        for (var stream : events.values()) {
            if (change.origin() instanceof Origin origin && stream.session().equals(origin.session())) continue;
            if (!stream.wish().takesNamespaceOf(change.twin())) continue;
            ObjectNode thing = null;
            if (stream.wish().filter() != null || stream.wish().extra() != null) {
                var now = store.thing(change.twin());
                thing = now == null ? null : now.json();
            }
            var filter = stream.wish().filter();
            if (filter != null && (thing == null || !filter.test(thing))) continue;
            stream.whole().accept(change);
            if (stream.wish().extra() != null && thing != null) {
                var frame = Frames.event(change);
                frame.set("extra", stream.wish().extra().of(thing));
                stream.text().accept(frame.toString());
            } else {
                if (text == null) text = Frames.event(change).toString();
                stream.text().accept(text);
            }
        }
    }

    /**
     * Passes a live message to every other client that takes messages. Its answer, which has the same correlation id, goes
     * to whoever waits for it.
     *
     * @return how many clients got it
     */
    int send(@Nullable Object from, ObjectNode message, Consumer<ObjectNode> answer) {
        var correlation = message.path("headers").path("correlation-id").asText("");
        if (!correlation.isEmpty()) {
            synchronized (pending) {
                pending.put(correlation, answer);
            }
        }
        var text = message.toString();
        int to = 0;
        for (var entry : messages.entrySet()) {
            if (entry.getKey().equals(from)) continue;
            entry.getValue().accept(text);
            to++;
        }
        return to;
    }

    /** Passes an answer to whoever waits for it; whether anybody does. */
    boolean answer(ObjectNode message) {
        Consumer<ObjectNode> waiting;
        synchronized (pending) {
            waiting = pending.remove(
                    message.path("headers").path("correlation-id").asText(""));
        }
        if (waiting == null) return false;
        waiting.accept(message);
        return true;
    }

    /** The answer to a message, to be waited for. */
    CompletableFuture<ObjectNode> ask(ObjectNode message) {
        var answer = new CompletableFuture<ObjectNode>();
        if (send(null, message, answer::complete) == 0) answer.cancel(false);
        return answer;
    }
}
