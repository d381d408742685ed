package org.shadowline.follow.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.ZonedDateTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.shadowline.follow.FollowJson;
import org.shadowline.follow.FollowText;
import org.shadowline.follow.Picture;
import org.shadowline.follow.WhatIf;
import org.shadowline.twin.hub.Hub;
import org.shadowline.twin.hub.HubProblem;

/**
 * What the follower of a served plant says, over HTTP. Answers are JSON, or text for people with {@code Accept: text/plain}:
 *
 * <table>
 * <caption>Addresses</caption>
 * <tr><td>{@code GET /api/follow}</td><td>the last picture; 204 while there is none after the {@code number} given as
 * {@code after}</td></tr>
 * <tr><td>{@code GET /api/follow/calibration}</td><td>how good the predictions have been</td></tr>
 * <tr><td>{@code POST /api/follow/what-if}</td><td>{@code {"change": "mill.2 fails for 1 h"}}: what it would do from
 * now</td></tr>
 * </table>
 */
public final class FollowApi implements Hub.Pages {
    private static final long LONGEST_SECONDS = 60;
    private static final int LONGEST_CHANGE = 1_000;

    private final LiveFollower follower;
    private final BiFunction<String, ZonedDateTime, WhatIf> read;
    private final ObjectMapper mapper = new ObjectMapper();

    /** @param read makes a change of its words; throws IllegalArgumentException with what is wrong with them */
    public FollowApi(LiveFollower follower, BiFunction<String, ZonedDateTime, WhatIf> read) {
        this.follower = follower;
        this.read = read;
    }

    @Override
    public void addTo(RoutesConfig routes, Hub.SignedIn signedIn) {
        routes.get("/api/follow", signedIn.handler(this::latest));
        routes.get("/api/follow/calibration", signedIn.handler(this::calibration));
        routes.post("/api/follow/what-if", signedIn.handler(this::whatIf));
    }

    private void latest(Context context) {
        var latest = follower.latest();
        var problem = follower.problem();
        if (problem != null) throw HubProblem.unavailable("follow:problem", "the plant cannot be followed: " + problem);
        long after;
        try {
            var given = context.queryParam("after");
            after = given == null ? 0 : Long.parseLong(given);
        } catch (NumberFormatException e) {
            throw HubProblem.badRequest("follow:after.invalid", "`after` must be the number of a picture");
        }
        if (latest == null || latest.number() <= after) context.status(204);
        else answer(context, latest.number(), latest.picture());
    }

    private static void answer(Context context, long number, Picture picture) {
        if (isText(context)) {
            context.header("Picture", String.valueOf(number));
            context.contentType("text/plain; charset=utf-8").result(FollowText.of(picture));
            return;
        }
        var json = JsonNodeFactory.instance.objectNode();
        if (number > 0) json.put("number", number);
        json.setAll(FollowJson.of(picture));
        context.contentType("application/json").result(json.toString());
    }

    private static boolean isText(Context context) {
        var accept = context.header("Accept");
        return accept != null && accept.startsWith("text/plain");
    }

    private void calibration(Context context) {
        boolean text = isText(context);
        String answer = await(follower.ask(at -> text
                ? FollowText.of(at.calibration())
                : FollowJson.calibration(at).toString()));
        context.contentType(text ? "text/plain; charset=utf-8" : "application/json")
                .result(answer);
    }

    private void whatIf(Context context) {
        String change;
        try {
            var body = mapper.readTree(context.body());
            change = body == null ? "" : body.path("change").asText();
        } catch (JsonProcessingException e) {
            throw HubProblem.badRequest("follow:body.invalid", "no JSON: " + e.getOriginalMessage());
        }
        if (change.isBlank() || change.length() > LONGEST_CHANGE) {
            throw HubProblem.badRequest(
                    "follow:change.invalid",
                    "expected {\"change\": \"mill.2 fails for 1 h\"}, of at most " + LONGEST_CHANGE + " characters");
        }
        answer(context, 0, await(follower.whatIf(now -> read.apply(change, now))));
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            var cause = e.getCause();
            var why = cause == null ? e.toString() : String.valueOf(cause.getMessage());
            if (cause instanceof IllegalArgumentException) throw HubProblem.badRequest("follow:change.invalid", why);
            throw HubProblem.unavailable("follow:not-ready", why);
        } catch (TimeoutException e) {
            throw HubProblem.unavailable("follow:late", "no answer within " + LONGEST_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HubProblem.unavailable("follow:interrupted", "the server ends");
        }
    }
}
