package org.shadowline.twin.hub;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.access.AuditTrail;
import org.shadowline.twin.access.Role;
import org.shadowline.twin.access.Subject;
import org.shadowline.twin.store.Change;
import org.shadowline.twin.store.TwinProblem;
import org.shadowline.twin.store.TwinStore;

/**
 * What clients of the hub can do with twins, whatever they speak: the one place where roles and conditions are looked at
 * and what is desired goes into the audit trail. Thread-safe.
 */
final class Things {
    private static final long LONGEST_WAIT = 60;

    private final TwinStore store;
    private final @Nullable AuditTrail audit;

    Things(TwinStore store, @Nullable AuditTrail audit) {
        this.store = store;
        this.audit = audit;
    }

    /** What is at a path of a thing, with the tag that stands for it. */
    record Found(JsonNode value, String etag, long revision) {}

    Found retrieve(String id, JsonPointer path) {
        var thing = store.thing(id);
        if (thing == null) throw notFound(id, JsonPointer.empty());
        var value = thing.json().at(path);
        if (value.isMissingNode()) throw notFound(id, path);
        return new Found(value, etag(path, value, thing.revision()), thing.revision());
    }

    /** The things of these ids that are there. */
    List<ObjectNode> retrieve(List<String> ids) {
        var found = new ArrayList<ObjectNode>();
        for (var id : ids) {
            var thing = store.thing(id);
            if (thing != null) found.add(thing.json());
        }
        return found;
    }

    Search search() {
        return new Search(store);
    }

    private static HubProblem notFound(String id, JsonPointer path) {
        var what = path.matches()
                ? "there is no thing `" + id + "`"
                : "the thing `" + id + "` has nothing at `" + path + "`";
        return HubProblem.of(new TwinProblem(TwinProblem.Kind.NOT_FOUND, what), path.toString());
    }

    static String etag(JsonPointer path, JsonNode value, long revision) {
        return path.matches()
                ? "\"rev:" + revision + "\""
                : "\"hash:" + Integer.toHexString(value.toString().hashCode()) + "\"";
    }

    /**
     * Changes a thing, when the role of whoever asks and the conditions among the headers allow it.
     *
     * @param headers their names in lower case
     */
    CompletableFuture<TwinStore.Applied> change(
            Subject who,
            Change.Action action,
            String id,
            JsonPointer path,
            @Nullable JsonNode value,
            Map<String, String> headers,
            @Nullable Object origin) {
        var needed = needed(path);
        if (!who.role().includes(needed)) {
            throw new HubProblem(
                    403,
                    "things:thing.notmodifiable",
                    "`" + who.name() + "` is " + who.role().word() + "; to change "
                            + (path.matches() ? "a thing" : path) + " needs the role " + needed.word());
        }
        if (needed == Role.OPERATOR || path.matches()) record(who, action, id, path, value);
        var edit = new Change.Edit(id, action, path, value, condition(path, value, headers));
        return store.submit(edit, origin).exceptionallyCompose(problem -> {
            var cause =
                    problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
            return CompletableFuture.failedFuture(
                    cause instanceof TwinProblem known ? HubProblem.of(known, path.toString()) : cause);
        });
    }

    /** Waits until the change is durable. */
    static TwinStore.Applied done(CompletableFuture<TwinStore.Applied> change) {
        try {
            return change.get(LONGEST_WAIT, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HubProblem problem) throw problem;
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new HubProblem(503, "things:thing.unavailable", "the change took too long; try again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubProblem(503, "things:thing.unavailable", "the hub is closing");
        }
    }

    private static Role needed(JsonPointer path) {
        var first = path.getMatchingProperty();
        if (path.matches() || first == null) return Role.ENGINEER;
        if (first.equals("attributes")) return Role.PLANNER;
        if (first.equals("features") && !path.tail().matches()) {
            var inFeature = path.tail().tail();
            if (!inFeature.matches() && "desiredProperties".equals(inFeature.getMatchingProperty()))
                return Role.OPERATOR;
        }
        return Role.ENGINEER;
    }

    private void record(Subject who, Change.Action action, String id, JsonPointer path, @Nullable JsonNode value) {
        if (audit == null) return;
        var details = JsonNodeFactory.instance.objectNode();
        details.put("thing", id);
        details.put("action", action.name().toLowerCase(java.util.Locale.ROOT));
        details.put("path", path.toString());
        if (value != null && !path.matches()) details.set("value", value);
        try {
            audit.append(who, path.matches() ? "thing" : "desired", details);
        } catch (IOException e) {
            throw new HubProblem(
                    503,
                    "things:thing.unavailable",
                    "nothing was changed, since the audit trail cannot be written: " + e.getMessage());
        }
    }

    private static Change.Condition condition(JsonPointer path, @Nullable JsonNode value, Map<String, String> headers) {
        var ifMatch = headers.get("if-match");
        var ifNoneMatch = headers.get("if-none-match");
        var filter = headers.get("condition");
        boolean skipEqual = "skip".equals(headers.get("if-equal"));
        if (ifMatch == null && ifNoneMatch == null && filter == null && !skipEqual) return Change.Condition.NONE;
        var holds = filter == null ? null : Rql.filter(filter);
        return (thing, revision) -> {
            JsonNode there = thing == null ? null : thing.at(path);
            boolean isThere = there != null && !there.isMissingNode();
            var tag = there != null && isThere ? etag(path, there, revision) : null;
            if (ifMatch != null && !matches(ifMatch, tag)) throw failed("If-Match", ifMatch, tag);
            if (ifNoneMatch != null && matches(ifNoneMatch, tag)) throw failed("If-None-Match", ifNoneMatch, tag);
            if (holds != null && thing != null && !holds.test(thing)) {
                throw new TwinProblem(
                        TwinProblem.Kind.PRECONDITION_FAILED, "the condition `" + filter + "` does not hold");
            }
            if (skipEqual && value != null && value.equals(there)) {
                throw new TwinProblem(
                        TwinProblem.Kind.PRECONDITION_FAILED,
                        "the value is there already, and the header if-equal says skip");
            }
        };
    }

    /** Whether a tag is among those of a header. */
    static boolean matches(String header, @Nullable String tag) {
        if (tag == null) return false;
        for (var one : header.split(",")) {
            if (one.strip().equals("*") || one.strip().equals(tag)) return true;
        }
        return false;
    }

    private static TwinProblem failed(String header, String value, @Nullable String tag) {
        return new TwinProblem(
                TwinProblem.Kind.PRECONDITION_FAILED,
                "the header " + header + " is " + value + ", the entity has "
                        + (tag == null ? "no tag since it is not there" : "the tag " + tag));
    }
}
