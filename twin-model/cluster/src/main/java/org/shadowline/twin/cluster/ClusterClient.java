package org.shadowline.twin.cluster;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.HazelcastClientNotActiveException;
import com.hazelcast.client.HazelcastClientOfflineException;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Brings items of work to the nodes of a cluster: each node is given as many at once as it has threads. Items of a node that
 * dies are brought to others. Thread-safe.
 */
public final class ClusterClient implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;
    /** How long it is waited for a node when the last one has left. */
    private static final long ALONE_NANOS = 10_000_000_000L;

    private final HazelcastInstance hazelcast;
    private final IExecutorService executor;
    private final String engine;
    /** Guards all below. */
    private final Object lock = new Object();

    private final Map<UUID, Node> nodes = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Integer> doneAgain = new LinkedHashMap<>();

    private static final class Node {
        final Member member;
        final Set<String> jobs = new HashSet<>();
        int free;

        Node(Member member, int threads) {
            this.member = member;
            free = threads;
        }
    }

    /** The work cannot be done, wherever it is tried; the message is for the user. */
    public static final class WorkFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        WorkFailed(String message) {
            super(message);
        }
    }

    /**
     * Connects to a cluster.
     *
     * @param engine only nodes of the same engine are given work
     * @throws IOException when no node answers, or none is of the engine
     */
    public ClusterClient(Cluster cluster, String engine) throws IOException {
        this.engine = engine;
        var config = new ClientConfig();
        config.setClusterName(cluster.name());
        // what the user should know of all this is said by this class
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.client.statistics.enabled", "false");
        cluster.addresses().forEach(config.getNetworkConfig()::addAddress);
        config.getConnectionStrategyConfig().getConnectionRetryConfig().setClusterConnectTimeoutMillis(CONNECT_MILLIS);
        var addresses = String.join(", ", cluster.addresses());
        try {
            hazelcast = HazelcastClient.newHazelcastClient(config);
        } catch (HazelcastException | IllegalStateException e) {
            throw new IOException(
                    "no node of the cluster `" + cluster.name() + "` answers at " + addresses
                            + ".\nMaybe start one: shadowline node",
                    e);
        }
        executor = hazelcast.getExecutorService(Cluster.POOL);
        hazelcast.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                add(event.getMember());
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                remove(event.getMember());
            }
        });
        hazelcast.getCluster().getMembers().forEach(this::add);
        if (nodes() == 0) {
            hazelcast.shutdown();
            throw new IOException(
                    "the nodes at " + addresses + " are of another build of Shadowline, and could give other"
                            + " numbers.\nMaybe start nodes of this one: shadowline node");
        }
    }

    private void add(Member member) {
        synchronized (lock) {
            if (nodes.containsKey(member.getUuid())) return;
            if (!engine.equals(member.getAttribute(Cluster.ENGINE))) {
                var note = "node " + Addresses.of(member)
                        + " is of another build of Shadowline and was not used: it could give other numbers";
                if (!notes.contains(note)) notes.add(note);
                return;
            }
            nodes.put(member.getUuid(), new Node(member, threads(member)));
            lock.notifyAll();
        }
    }

    private static int threads(Member member) {
        try {
            return Math.max(1, Integer.parseInt(member.getAttribute(Cluster.THREADS)));
        } catch (NumberFormatException absent) {
            return 1;
        }
    }

    private void remove(Member member) {
        synchronized (lock) {
            if (nodes.remove(member.getUuid()) != null) doneAgain.putIfAbsent(Addresses.of(member), 0);
            lock.notifyAll();
        }
    }

    /** Nodes that can be given work now. */
    public int nodes() {
        synchronized (lock) {
            return nodes.size();
        }
    }

    /** What happened that the user should know: nodes that left and what they had to do, nodes that could not be used. */
    public List<String> notes() {
        synchronized (lock) {
            var all = new ArrayList<>(notes);
            doneAgain.forEach((node, items) -> all.add("node " + node + " left the cluster; "
                    + switch (items) {
                        case 0 -> "it had nothing to do then";
                        case 1 -> "a replication that it had begun was run on another node";
                        default -> items + " replications that it had begun were run on other nodes";
                    }));
            return all;
        }
    }

    /**
     * Has an item done by some node, as {@link Work#run} says, and waits for it.
     *
     * @throws WorkFailed when the work cannot be done
     * @throws IOException when no node is left
     */
    public byte[] run(String key, byte[] job, int number) throws IOException, InterruptedException {
        while (true) {
            var node = take();
            try {
                byte[] answer = ask(node, key, job, number);
                if (answer != null) return answer;
                lost(node);
            } finally {
                give(node);
            }
        }
    }

    /** Null when the node has left. */
    private byte @Nullable [] ask(Node node, String key, byte[] job, int number)
            throws IOException, InterruptedException {
        boolean send;
        synchronized (lock) {
            send = !node.jobs.contains(key);
        }
        while (true) {
            Future<byte[]> future = null;
            try {
                future = executor.submitToMember(new Task(key, send ? job : null, number), node.member);
                byte[] answer = future.get();
                switch (answer[0]) {
                    case Task.DONE -> {
                        synchronized (lock) {
                            node.jobs.add(key);
                        }
                        return Task.content(answer);
                    }
                    case Task.JOB_UNKNOWN -> send = true;
                    default -> throw new WorkFailed(new String(Task.content(answer), StandardCharsets.UTF_8));
                }
            } catch (ExecutionException e) {
                if (isGone(e.getCause())) throw gone(e);
                return null;
            } catch (InterruptedException e) {
                if (future != null) future.cancel(true);
                throw e;
            } catch (HazelcastException | IllegalStateException e) {
                if (isGone(e)) throw gone(e);
                return null;
            }
        }
    }

    private static boolean isGone(@Nullable Throwable cause) {
        return cause instanceof HazelcastClientNotActiveException || cause instanceof HazelcastClientOfflineException;
    }

    private static IOException gone(Exception cause) {
        return new IOException(
                "no node of the cluster answers any more. What is finished is kept: start nodes and give the same"
                        + " command again, or leave --cluster out.",
                cause);
    }

    /** A place on the node that has most free. */
    private Node take() throws IOException, InterruptedException {
        synchronized (lock) {
            long until = System.nanoTime() + ALONE_NANOS;
            while (true) {
                Node best = null;
                for (var node : nodes.values()) {
                    if (node.free > 0 && (best == null || node.free > best.free)) best = node;
                }
                if (best != null) {
                    best.free--;
                    return best;
                }
                if (!nodes.isEmpty()) until = System.nanoTime() + ALONE_NANOS;
                if (System.nanoTime() > until) {
                    throw new IOException(
                            "all nodes have left the cluster. What is finished is kept: start nodes and give the"
                                    + " same command again, or leave --cluster out.");
                }
                lock.wait(500);
            }
        }
    }

    private void give(Node node) {
        synchronized (lock) {
            node.free++;
            lock.notifyAll();
        }
    }

    private void lost(Node node) {
        synchronized (lock) {
            nodes.remove(node.member.getUuid());
            doneAgain.merge(Addresses.of(node.member), 1, Integer::sum);
        }
    }

    @Override
    public void close() {
        hazelcast.shutdown();
    }
}
