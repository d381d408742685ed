package org.shadowline.twin.mqtt;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker is, and as whom it is spoken to.
 *
 * @param tls whether it is spoken to with TLS
 * @param login null when the broker asks for none
 */
public record BrokerAddress(
        String host, int port, boolean tls, @Nullable Login login) {
    /** A user and the password, which is never printed. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    public BrokerAddress(String host, int port, boolean tls) {
        this(host, port, tls, null);
    }

    /**
     * Reads {@code mqtt://host:port} or {@code mqtts://user@host:port}; without a port 1883 or 8883.
     *
     * @param password of the user; null when there is none
     * @throws IllegalArgumentException when it is none
     */
    public static BrokerAddress of(String text, @Nullable String password) {
        try {
            var uri = new URI(text);
            boolean tls = "mqtts".equals(uri.getScheme());
            if (uri.getHost() != null && (tls || "mqtt".equals(uri.getScheme()))) {
                int port = uri.getPort() < 0 ? (tls ? 8883 : 1883) : uri.getPort();
                return new BrokerAddress(uri.getHost(), port, tls, login(uri.getUserInfo(), password));
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new IllegalArgumentException("`" + withoutPassword(text)
                + "` is no address of a broker; expected e.g. mqtt://127.0.0.1:1883 or mqtts://user@host:8883");
    }

    private static @Nullable Login login(@Nullable String user, @Nullable String password) {
        if (user == null) return null;
        if (user.contains(":")) throw new IllegalArgumentException("a password must not be in the address of a broker");
        if (password == null) throw new IllegalArgumentException("the password of `" + user + "` is missing");
        return new Login(user, password);
    }

    private static String withoutPassword(String text) {
        return text.replaceFirst(":[^/:@]*@", ":…@");
    }

    @Override
    public String toString() {
        return (tls ? "mqtts://" : "mqtt://") + (login == null ? "" : login + "@") + host + ":" + port;
    }
}
