package org.shadowline.twin.cluster;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which cluster is meant.
 *
 * @param name nodes of different names do not join
 * @param addresses of nodes that may be there, {@code host:port}
 */
public record Cluster(String name, List<String> addresses) {
    public static final String NAME = "shadowline";
    public static final int PORT = 5701;
    public static final String LOCAL = "127.0.0.1:" + PORT;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+]");

    static final String POOL = "work";
    static final String THREADS = "threads";
    static final String ENGINE = "engine";

    public Cluster {
        addresses = addresses.stream().map(Cluster::address).toList();
        if (name.isBlank()) throw new IllegalArgumentException("the name of the cluster must not be empty");
    }

    private static String address(String given) {
        int colon = given.lastIndexOf(':');
        if (colon < 0 || !HOST.matcher(given.substring(0, colon)).matches()) {
            throw new IllegalArgumentException(wrong(given));
        }
        try {
            int port = Integer.parseInt(given.substring(colon + 1));
            if (port < 1 || port > 65_535) throw new IllegalArgumentException(wrong(given));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(given), e);
        }
        return given;
    }

    private static String wrong(String given) {
        return "`" + given + "` is no address of a node; write HOST:PORT, such as " + LOCAL;
    }
}
