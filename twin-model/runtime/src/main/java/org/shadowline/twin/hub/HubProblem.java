package org.shadowline.twin.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.shadowline.twin.store.TwinProblem;

/**
 * A request that is refused, with the status and the error code of Ditto, from which its clients make their exceptions.
 */
public final class HubProblem extends RuntimeException {
    private static final long serialVersionUID = 1;
    final int status;
    final String error;

    HubProblem(int status, String error, String message) {
        super(message, null, false, false);
        this.status = status;
        this.error = error;
    }

    public static HubProblem badRequest(String error, String message) {
        return new HubProblem(400, error, message);
    }

    public static HubProblem unavailable(String error, String message) {
        return new HubProblem(503, error, message);
    }

    static HubProblem of(TwinProblem problem, String path) {
        var message = String.valueOf(problem.getMessage());
        return switch (problem.kind()) {
            case NOT_FOUND -> new HubProblem(404, "things:" + kindOf(path) + ".notfound", message);
            case EXISTS -> new HubProblem(409, "things:thing.conflict", message);
            case INVALID -> new HubProblem(400, "json.invalid", message);
            case TOO_LARGE -> new HubProblem(413, "things:thing.toolarge", message);
            case PRECONDITION_FAILED -> new HubProblem(412, "things:precondition.failed", message);
            case NOT_MODIFIED -> new HubProblem(304, "things:precondition.notmodified", message);
            case UNAVAILABLE -> new HubProblem(503, "things:thing.unavailable", message);
        };
    }

    /** What a path leads to, in the words of Ditto's error codes. */
    private static String kindOf(String path) {
        var parts = path.split("/", 6);
        if (parts.length < 2 || parts[1].isEmpty()) return "thing";
        return switch (parts[1]) {
            case "attributes" -> parts.length > 2 ? "attribute" : "attributes";
            case "features" -> {
                if (parts.length == 2) yield "features";
                if (parts.length == 3) yield "feature";
                boolean desired = parts[3].equals("desiredProperties");
                yield "feature." + (desired ? "desiredPropert" : "propert") + (parts.length > 4 ? "y" : "ies");
            }
            default -> parts[1].toLowerCase(java.util.Locale.ROOT);
        };
    }

    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("status", status);
        json.put("error", error);
        json.put("message", getMessage());
        return json;
    }
}
