package org.shadowline.twin.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node that does work for others. It holds no data: when it dies, others do its work again. */
public final class ClusterNode implements AutoCloseable {
    private final HazelcastInstance hazelcast;

    /**
     * Starts a node and joins the others.
     *
     * @param host the address that it listens at, and no other
     * @param port null for the first free one from {@value Cluster#PORT} on
     * @param threads how much it does at once
     * @param engine nodes are given work only by clients of the same engine
     * @param changes hears a line for each node that comes or leaves
     * @throws IOException when it cannot listen there
     */
    public ClusterNode(
            Cluster cluster,
            String host,
            @Nullable Integer port,
            int threads,
            String engine,
            Work work,
            Consumer<String> changes)
            throws IOException {
        var config = new Config();
        config.setClusterName(cluster.name());
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.socket.bind.any", "false");
        var network = config.getNetworkConfig();
        network.setPort(port == null ? Cluster.PORT : port).setPortAutoIncrement(port == null);
        network.getInterfaces().setEnabled(true).addInterface(host);
        var join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        cluster.addresses().forEach(join.getTcpIpConfig()::addMember);
        config.getMemberAttributeConfig().setAttribute(Cluster.THREADS, String.valueOf(threads));
        config.getMemberAttributeConfig().setAttribute(Cluster.ENGINE, engine);
        config.addExecutorConfig(new ExecutorConfig(Cluster.POOL, threads));
        config.getUserContext().put(Task.WORK, work);
        try {
            hazelcast = Hazelcast.newHazelcastInstance(config);
        } catch (HazelcastException | IllegalStateException e) {
            throw new IOException(
                    "no node can be started at " + host + (port == null ? "" : ":" + port) + ": " + e.getMessage(), e);
        }
        hazelcast.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                changes.accept(
                        address(event) + " joined: " + nodes(event.getMembers().size()));
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                changes.accept(
                        address(event) + " left: " + nodes(event.getMembers().size()));
            }
        });
    }

    private static String address(MembershipEvent event) {
        return Addresses.of(event.getMember());
    }

    private static String nodes(int n) {
        return n + (n == 1 ? " node" : " nodes");
    }

    /** {@code host:port}. */
    public String address() {
        return Addresses.of(hazelcast.getCluster().getLocalMember());
    }

    public int nodes() {
        return hazelcast.getCluster().getMembers().size();
    }

    @Override
    public void close() {
        hazelcast.shutdown();
    }
}
