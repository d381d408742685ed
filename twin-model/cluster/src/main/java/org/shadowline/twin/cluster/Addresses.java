package org.shadowline.twin.cluster;

import com.hazelcast.cluster.Member;

/** Nodes as people name them. */
final class Addresses {
    private Addresses() {}

    /** {@code host:port}. */
    static String of(Member member) {
        return member.getAddress().getHost() + ":" + member.getAddress().getPort();
    }
}
