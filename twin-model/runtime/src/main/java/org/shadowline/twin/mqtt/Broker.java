package org.shadowline.twin.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * An MQTT broker within this process (ActiveMQ Artemis), on the loopback address. What it has acknowledged is in
 * files, with the sessions of its clients, and is there when the process was killed and starts again; a machine that loses
 * its power can lose the last seconds of it. A subscriber that does not read holds its senders up
 * when 64 MB wait for it.
 */
public final class Broker implements AutoCloseable {
    private static final long MOST_BYTES = 64L << 20;
    private static final int LARGEST_MESSAGE = 1 << 20;
    private static final int JOURNAL_FILE = 10 << 20;
    private static final long START_SECONDS = 20;

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final int port;

    /**
     * @param folder where it keeps what it has acknowledged
     * @param asked port; 0 for any that is free
     * @throws IOException when the port is taken, or the folder cannot be used
     */
    public Broker(Path folder, int asked) throws IOException {
        try (var free = new ServerSocket()) {
            free.setReuseAddress(true);
            free.bind(new InetSocketAddress("127.0.0.1", asked));
            port = free.getLocalPort();
        } catch (IOException e) {
            throw new IOException("no broker can listen on 127.0.0.1:" + asked + ": " + e.getMessage(), e);
        }
        try {
            var configuration = new ConfigurationImpl()
                    .setPersistenceEnabled(true)
                    .setJournalType(JournalType.NIO)
                    .setJournalFileSize(JOURNAL_FILE)
                    .setJournalMinFiles(2)
                    // Waiting for the disk, or writing by another thread, lets messages overtake each other.
                    .setJournalSyncTransactional(false)
                    .setJournalSyncNonTransactional(false)
                    .setJournalBufferTimeout_NIO(0)
                    .setJournalDirectory(folder.resolve("journal").toString())
                    .setBindingsDirectory(folder.resolve("bindings").toString())
                    .setPagingDirectory(folder.resolve("paging").toString())
                    .setLargeMessagesDirectory(folder.resolve("large-messages").toString())
                    .setSecurityEnabled(false)
                    .setJMXManagementEnabled(false)
                    .addAcceptorConfiguration(
                            "mqtt",
                            "tcp://127.0.0.1:" + port + "?protocols=MQTT;maximumPacketSize=" + LARGEST_MESSAGE
                                    + ";receiveMaximum=1000;defaultMqttSessionExpiryInterval=3600")
                    .addAddressSetting(
                            "#",
                            new AddressSettings()
                                    .setMaxSizeBytes(MOST_BYTES)
                                    .setAddressFullMessagePolicy(AddressFullMessagePolicy.BLOCK));
            server.setConfiguration(configuration);
            server.start();
        } catch (Exception e) {
            throw new IOException("the broker cannot be started: " + e.getMessage(), e);
        }
        awaitListening();
    }

    /** What keeps the broker from listening it writes to its log only. */
    private void awaitListening() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        do {
            try (var socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
                if (socket.isConnected()) return;
            } catch (IOException e) {
                // not yet
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        } while (System.nanoTime() < end);
        close();
        throw new IOException("the broker does not listen on 127.0.0.1:" + port);
    }

    /** Where clients find it. */
    public BrokerAddress address() {
        return new BrokerAddress("127.0.0.1", port, false);
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("the broker cannot be stopped: " + e.getMessage(), e);
        }
    }
}
