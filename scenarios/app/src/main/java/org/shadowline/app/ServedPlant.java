package org.shadowline.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Asks the follower of a plant that is served. */
final class ServedPlant {
    /** Where the password of the user is. */
    static final String PASSWORD = "SHADOWLINE_PASSWORD";

    private static final Duration LONGEST = Duration.ofSeconds(70);

    private final URI server;
    private final @Nullable String authorization;
    private final boolean json;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper mapper = new ObjectMapper();
    private long last;

    /** @param json whether it is to answer in JSON rather than for people */
    ServedPlant(String server, @Nullable String user, boolean json) {
        this.json = json;
        try {
            this.server = URI.create(server.endsWith("/") ? server : server + "/");
        } catch (IllegalArgumentException e) {
            throw new InputProblem("--server " + server + " is no address; expected e.g. http://127.0.0.1:8080");
        }
        if (!"http".equals(this.server.getScheme()) && !"https".equals(this.server.getScheme())) {
            throw new InputProblem("--server " + server + " is no address; expected e.g. http://127.0.0.1:8080");
        }
        authorization = user == null ? null : basic(user);
    }

    private static String basic(String user) {
        var password = System.getenv(PASSWORD);
        if (password == null) throw new InputProblem("the password of " + user + " is missing: set " + PASSWORD);
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** The next picture; empty while there is none. */
    String next() throws IOException, InterruptedException {
        var answer = send(request("api/follow?after=" + last));
        if (answer.statusCode() == 204) return "";
        last = json
                ? mapper.readTree(answer.body()).path("number").asLong()
                : Long.parseLong(answer.headers().firstValue("Picture").orElse("0"));
        return json ? answer.body() + "\n" : answer.body();
    }

    /** What a change would do from now. */
    String whatIf(String change) throws IOException, InterruptedException {
        var body = JsonNodeFactory.instance.objectNode().put("change", change).toString();
        var answer = send(request("api/follow/what-if").POST(BodyPublishers.ofString(body)));
        return json ? answer.body() + "\n" : answer.body();
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(LONGEST)
                .header("Accept", json ? "application/json" : "text/plain");
        if (authorization != null) request.header("Authorization", authorization);
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new InputProblem("no plant is served at " + server
                    + "\nMaybe start it with `shadowline serve SCENARIO`, or follow recorded events with --events.");
        }
        if (answer.statusCode() / 100 == 2) return answer;
        throw new InputProblem(server + " says: " + messageOf(answer));
    }

    private String messageOf(HttpResponse<String> answer) {
        try {
            var message = mapper.readTree(answer.body()).path("message");
            if (message.isTextual()) return message.asText();
        } catch (JsonProcessingException e) {
            // told below
        }
        return "status " + answer.statusCode()
                + (answer.statusCode() == 401 ? ": who asks? Give --user and " + PASSWORD : "");
    }
}
