package org.shadowline.twin.mqtt;

import java.io.IOException;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * An MQTT broker within this process (ActiveMQ Artemis), on the loopback address, which keeps nothing on the disk. A
 * subscriber that does not read holds its senders up when 64 MB wait for it.
 */
public final class Broker implements AutoCloseable {
    private static final long MOST_BYTES = 64L << 20;
    private static final int LARGEST_MESSAGE = 1 << 20;

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final int port;

    /**
     * @param asked port; 0 for any that is free
     * @throws IOException when the port is taken
     */
    public Broker(int asked) throws IOException {
        try (var free = new java.net.ServerSocket()) {
            free.setReuseAddress(true);
            free.bind(new java.net.InetSocketAddress("127.0.0.1", asked));
            port = free.getLocalPort();
        } catch (IOException e) {
            throw new IOException("no broker can listen on 127.0.0.1:" + asked + ": " + e.getMessage(), e);
        }
        try {
            var configuration = new ConfigurationImpl()
                    .setPersistenceEnabled(false)
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
