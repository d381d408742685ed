package org.shadowline.twin.mqtt;

import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What both ends of a connection do. */
final class Connections {
    /** Messages that a broker sends ahead of their acknowledgements. */
    static final int MOST_UNACKNOWLEDGED = 1_000;

    private static final long LONGEST_SECONDS = 20;
    /** How long a broker keeps what is for somebody who is not there, s. */
    private static final long KEPT = TimeUnit.DAYS.toSeconds(1);

    private Connections() {}

    /** A client that connects again by itself, subscribes again and sends again what was not acknowledged. */
    static Mqtt5AsyncClient client(BrokerAddress broker, String name) {
        var builder = Mqtt5Client.builder()
                .identifier(name)
                .serverHost(broker.host())
                .serverPort(broker.port())
                .automaticReconnect()
                .initialDelay(100, TimeUnit.MILLISECONDS)
                .maxDelay(5, TimeUnit.SECONDS)
                .applyAutomaticReconnect()
                // Also to a broker that has forgotten the session.
                .addDisconnectedListener(context -> context.getReconnector().republishIfSessionExpired(true));
        var login = broker.login();
        if (login != null) {
            builder = builder.simpleAuth()
                    .username(login.user())
                    .password(login.password().getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        return (broker.tls() ? builder.sslWithDefaultConfig() : builder).buildAsync();
    }

    /**
     * Connects.
     *
     * @param anew whether the broker is to forget what it has kept for the client
     */
    static void connect(Mqtt5AsyncClient client, BrokerAddress broker, boolean anew) throws IOException {
        try (var socket = new Socket()) {
            // With automatic reconnection the client would go on trying for ever.
            socket.connect(new InetSocketAddress(broker.host(), broker.port()), 5_000);
        } catch (IOException e) {
            throw new IOException("there is no broker at " + broker + ": " + e.getMessage(), e);
        }
        done(client.connectWith()
                .cleanStart(anew)
                .sessionExpiryInterval(KEPT)
                .restrictions()
                .receiveMaximum(MOST_UNACKNOWLEDGED)
                .applyRestrictions()
                .send());
    }

    /** Disconnects, or stops trying to connect. */
    static void end(Mqtt5AsyncClient client) throws IOException {
        if (client.getState() == MqttClientState.DISCONNECTED) return;
        var future = client.disconnect();
        if (client.getState().isConnected()) done(future);
    }

    static <T> T done(CompletableFuture<T> future) throws IOException {
        try {
            return future.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(String.valueOf(cause.getMessage()), e);
        } catch (TimeoutException e) {
            throw new IOException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
