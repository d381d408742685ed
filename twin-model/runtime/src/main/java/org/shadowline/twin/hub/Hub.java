package org.shadowline.twin.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.api.Callback;
import org.jspecify.annotations.Nullable;
import org.shadowline.twin.access.Accounts;
import org.shadowline.twin.access.AuditTrail;
import org.shadowline.twin.access.Subject;
import org.shadowline.twin.store.TwinStore;

/**
 * The server through which programs reach the twins: {@code /api/2} and {@code /ws/2}. It listens on the loopback address,
 * or elsewhere with TLS only.
 */
public final class Hub implements AutoCloseable {
    private static final int LARGEST_BODY = 256 * 1024;
    private static final int DEEPEST_JSON = 64;
    private static final int MOST_THREADS = 64;
    private static final int MOST_SOCKETS = 1_000;

    /**
     * Where to listen.
     *
     * @param port 0 for any that is free
     * @param keys key store (PKCS 12) for TLS; null for none
     */
    public record Address(String host, int port, @Nullable Keys keys) {
        /** A port of the loopback address. */
        public static Address loopback(int port) {
            return new Address("127.0.0.1", port, null);
        }

        /** Whether only programs of this machine can reach it. */
        public boolean isLoopback() {
            return host.equals("127.0.0.1") || host.equals("localhost") || host.equals("::1");
        }
    }

    /** What else the server has, such as pages for people. */
    public interface Pages {
        Pages NONE = (routes, signedIn) -> {};

        void addTo(RoutesConfig routes, SignedIn signedIn);
    }

    /** Lets a handler be reached only by who is signed in. */
    public interface SignedIn {
        Handler handler(Handler handler);
    }

    /** A key store and the password that opens it. */
    public record Keys(Path file, String password) {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    private final Javalin server;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Things things;
    private final ObjectMapper mapper;
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();

    private record Connection(DittoSession session, Outbox outbox) {}

    /**
     * Starts the server.
     *
     * @param pages adds what else the server has, such as pages for people
     * @param pages what else it has
     * @throws IOException when it cannot listen there
     */
    public Hub(TwinStore store, Accounts accounts, @Nullable AuditTrail audit, Address address, Pages pages)
            throws IOException {
        if (!address.isLoopback() && address.keys() == null) {
            throw new IOException("to listen on " + address.host()
                    + ", which others can reach, needs TLS: give a key store, or listen on 127.0.0.1");
        }
        this.accounts = accounts;
        things = new Things(store, audit);
        sessions = new Sessions(store);
        mapper = new ObjectMapper(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(DEEPEST_JSON)
                                .maxStringLength(LARGEST_BODY)
                                .maxNumberLength(100)
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.http.maxRequestSize = LARGEST_BODY;
            config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, 4);
            config.jetty.modifyWebSocketServletFactory(factory -> {
                factory.setMaxTextMessageSize(LARGEST_BODY);
                factory.setIdleTimeout(Duration.ofMinutes(2));
            });
            config.jetty.addConnector((jetty, http) -> {
                http.setSendServerVersion(false);
                http.setRequestHeaderSize(16 * 1024);
                ServerConnector connector;
                var keys = address.keys();
                if (keys == null) {
                    connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
                } else {
                    var ssl = new SslContextFactory.Server();
                    ssl.setKeyStorePath(keys.file().toString());
                    ssl.setKeyStorePassword(keys.password());
                    http.addCustomizer(new SecureRequestCustomizer(false));
                    connector = new ServerConnector(
                            jetty, new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(http));
                }
                connector.setHost(address.host());
                connector.setPort(address.port());
                connector.setIdleTimeout(120_000);
                return connector;
            });
            new HttpApi(things, sessions, mapper, this::subject).addTo(config.routes);
            config.routes.wsBeforeUpgrade("/ws/2", this::subject);
            config.routes.ws("/ws/2", this::socket);
            config.routes.get("/status/health", context -> context.contentType("application/json")
                    .result("{\"status\":\"UP\"}"));
            config.routes.post("/api/2/token", context -> {
                var subject = subject(context);
                context.contentType("application/json")
                        .result(mapper.createObjectNode()
                                .put("token", accounts.token(subject))
                                .put("role", subject.role().word())
                                .toString());
            });
            config.routes.exception(HubProblem.class, (problem, context) -> {
                if (problem.status == 401) context.header("WWW-Authenticate", "Basic realm=\"Shadowline\"");
                context.status(problem.status);
                if (problem.status != 304) {
                    context.contentType("application/json")
                            .result(problem.json().toString());
                }
            });
            config.routes.exception(Exception.class, (problem, context) -> {
                var internal = new HubProblem(500, "things:internal.error", "the hub could not do this");
                context.status(500)
                        .contentType("application/json")
                        .result(internal.json().toString());
            });
            pages.addTo(config.routes, handler -> context -> {
                subject(context);
                handler.handle(context);
            });
        });
        try {
            server.start();
        } catch (RuntimeException e) {
            throw new IOException("cannot listen on " + address.host() + ":" + address.port() + ": " + rootOf(e), e);
        }
    }

    private static String rootOf(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null) root = root.getCause();
        return String.valueOf(root.getMessage());
    }

    public int port() {
        return server.port();
    }

    /** How many clients are connected over WebSockets. */
    public int clients() {
        return connections.size();
    }

    /** Who makes a request. */
    private Subject subject(Context context) {
        var subject = accounts.of(context.header("Authorization"));
        if (subject == null) throw unauthenticated();
        return subject;
    }

    private static HubProblem unauthenticated() {
        return new HubProblem(
                401,
                "gateway:authentication.failed",
                "sign in with a name and a password that match, or a valid token");
    }

    private void socket(WsConfig socket) {
        socket.onConnect(context -> {
            var subject = accounts.of(context.header("Authorization"));
            if (subject == null || connections.size() >= MOST_SOCKETS) {
                context.closeSession(
                        subject == null ? 1008 : 1013, subject == null ? "not signed in" : "too many clients");
                return;
            }
            var outbox = new Outbox(wire(context), context.sessionId());
            var session = new DittoSession(
                    things, sessions, mapper, subject, token -> accounts.of("Bearer " + token), outbox::add);
            connections.put(context.sessionId(), new Connection(session, outbox));
        });
        socket.onMessage(context -> {
            var connection = connections.get(context.sessionId());
            if (connection != null) connection.session().received(context.message());
        });
        socket.onClose(context -> end(context.sessionId()));
        socket.onError(context -> end(context.sessionId()));
    }

    private void end(String id) {
        var connection = connections.remove(id);
        if (connection == null) return;
        connection.session().closed();
        connection.outbox().close();
    }

    private Outbox.Wire wire(WsContext context) {
        return new Outbox.Wire() {
            @Override
            public void send(String message) throws ExecutionException, InterruptedException, TimeoutException {
                var sent = new Callback.Completable();
                context.session.sendText(message, sent);
                Outbox.await(sent);
            }

            @Override
            public void cut(String reason) {
                end(context.sessionId());
                context.session.disconnect();
            }
        };
    }

    @Override
    public void close() {
        server.stop();
        connections.keySet().forEach(this::end);
    }
}
