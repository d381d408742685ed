package org.shadowline.twin.mqtt;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a broker is.
 *
 * @param tls whether it is spoken to with TLS
 */
public record BrokerAddress(String host, int port, boolean tls) {
    /**
     * Reads {@code mqtt://host:port} or {@code mqtts://host:port}; without a port 1883 or 8883.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static BrokerAddress of(String text) {
        try {
            var uri = new URI(text);
            boolean tls = "mqtts".equals(uri.getScheme());
            if (uri.getHost() != null && (tls || "mqtt".equals(uri.getScheme())) && uri.getUserInfo() == null) {
                int port = uri.getPort() < 0 ? (tls ? 8883 : 1883) : uri.getPort();
                return new BrokerAddress(uri.getHost(), port, tls);
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "`" + text + "` is no address of a broker; expected e.g. mqtt://127.0.0.1:1883 or mqtts://host:8883");
    }

    @Override
    public String toString() {
        return (tls ? "mqtts://" : "mqtt://") + host + ":" + port;
    }
}
