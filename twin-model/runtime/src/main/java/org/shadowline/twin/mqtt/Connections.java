package org.shadowline.twin.mqtt;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What both ends of a connection do. */
final class Connections {
    private static final long LONGEST = 20;

    private Connections() {}

    static Mqtt5AsyncClient client(BrokerAddress broker, String name) {
        var builder = Mqtt5Client.builder()
                .identifier(name)
                .serverHost(broker.host())
                .serverPort(broker.port())
                .automaticReconnect()
                .initialDelay(100, TimeUnit.MILLISECONDS)
                .maxDelay(5, TimeUnit.SECONDS)
                .applyAutomaticReconnect();
        return (broker.tls() ? builder.sslWithDefaultConfig() : builder).buildAsync();
    }

    static void connect(Mqtt5AsyncClient client, BrokerAddress broker) throws IOException {
        try (var socket = new Socket()) {
            // With automatic reconnection the client would go on trying for ever.
            socket.connect(new InetSocketAddress(broker.host(), broker.port()), 5_000);
        } catch (IOException e) {
            throw new IOException("there is no broker at " + broker + ": " + e.getMessage(), e);
        }
        done(client.connectWith().cleanStart(true).sessionExpiryInterval(3_600).send());
    }

    static <T> T done(CompletableFuture<T> future) throws IOException {
        try {
            return future.get(LONGEST, TimeUnit.SECONDS);
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
