package org.shadowline.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.shadowline.sim.replicate.Engine;
import org.shadowline.sim.replicate.ReplicationWorker;
import org.shadowline.twin.cluster.Cluster;
import org.shadowline.twin.cluster.ClusterNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shadowline node}. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        description = "Runs replications for others: rehearse, compare, search and sensitivity with --cluster use it.")
final class NodeCommand implements Callable<Integer> {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address of this machine that the node listens at, and no other. Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Default: the first free one from " + Cluster.PORT + " on.")
    private @Nullable Integer port;

    @Option(
            names = "--join",
            split = ",",
            paramLabel = "HOST:PORT",
            description = "Nodes that may be there already. Default: those of this machine.")
    private List<String> join = List.of();

    @Option(
            names = "--cluster-name",
            paramLabel = "NAME",
            defaultValue = Cluster.NAME,
            description = "Nodes of different names do not join. Default: ${DEFAULT-VALUE}.")
    private String name = Cluster.NAME;

    @Option(names = "--threads", paramLabel = "N", description = "Replications at once. Default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (threads < 1) throw new ParameterException(spec.commandLine(), "--threads must be at least 1: " + threads);
        if (port != null && (port < 1 || port > 65_535)) {
            throw new ParameterException(spec.commandLine(), "--port must be from 1 to 65535: " + port);
        }
        var out = spec.commandLine().getOut();
        Cluster cluster;
        try {
            cluster = new Cluster(name, join.isEmpty() ? neighbours() : join);
        } catch (IllegalArgumentException e) {
            throw new InputProblem("--join: " + e.getMessage());
        }
        spec.commandLine().getErr().println("starting a node at " + host + " …");
        spec.commandLine().getErr().flush();
        var worker = new ReplicationWorker();
        try (var node = new ClusterNode(cluster, host, port, threads, Engine.fingerprint(), worker::run, line -> {
            out.println(line);
            out.flush();
        })) {
            out.println("node " + node.address() + " is ready, " + threads + (threads == 1 ? " thread" : " threads")
                    + ": " + node.nodes() + (node.nodes() == 1 ? " node" : " nodes") + ". Ctrl-C ends it.");
            out.flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }

    /** The ports that nodes of one machine take by themselves. */
    private List<String> neighbours() {
        var addresses = new ArrayList<String>();
        for (int i = 0; i < 8; i++) addresses.add(host + ":" + (Cluster.PORT + i));
        return addresses;
    }
}
