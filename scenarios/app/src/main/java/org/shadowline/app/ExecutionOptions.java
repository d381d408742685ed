package org.shadowline.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shadowline.sim.flow.PlantProblem;
import org.shadowline.sim.replicate.Engine;
import org.shadowline.sim.replicate.LocalExecutor;
import org.shadowline.sim.replicate.RemoteExecutor;
import org.shadowline.sim.replicate.ReplicationStore;
import org.shadowline.sim.replicate.StoringExecutor;
import org.shadowline.twin.cluster.Cluster;
import org.shadowline.twin.cluster.ClusterClient;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How the replications of an experiment are run; the options that all experiments share. */
final class ExecutionOptions {
    @Option(names = "--threads", paramLabel = "N", description = "Default: all cores. The numbers are the same.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--fresh",
            description = "Run all replications, also those that an earlier or interrupted command has finished.")
    private boolean fresh;

    @Option(
            names = "--cache",
            paramLabel = "FOLDER",
            description = "Where finished replications are kept. Default: shadowline/replications in the user's cache.")
    private @Nullable Path cache;

    @Option(
            names = "--cluster",
            arity = "0..1",
            split = ",",
            paramLabel = "HOST:PORT",
            fallbackValue = Cluster.LOCAL,
            description = "Run on the nodes of a cluster (see node), found at these addresses." + " Default: "
                    + Cluster.LOCAL + ". The numbers are the same.")
    private List<String> cluster = List.of();

    @Option(
            names = "--cluster-name",
            paramLabel = "NAME",
            defaultValue = Cluster.NAME,
            description = "Default: ${DEFAULT-VALUE}.")
    private String clusterName = Cluster.NAME;

    int threads() {
        return threads;
    }

    void check(CommandSpec spec) {
        if (threads < 1) throw new ParameterException(spec.commandLine(), "--threads must be at least 1: " + threads);
    }

    /**
     * Ready to run; to be closed when the experiment is over.
     *
     * @throws IOException when no node of the cluster answers
     */
    Execution open(PrintWriter err) throws IOException {
        var inner = cluster.isEmpty() ? new LocalExecutor(threads) : remote(err);
        var store =
                new ReplicationStore(cache != null ? cache : ReplicationStore.usualPlace(), ReplicationStore.LARGEST);
        return new Execution(new StoringExecutor(inner, store, fresh), store, err);
    }

    private RemoteExecutor remote(PrintWriter err) throws IOException {
        err.println("looking for nodes at " + String.join(", ", cluster) + " …");
        err.flush();
        ClusterClient client;
        try {
            client = new ClusterClient(new Cluster(clusterName, cluster), Engine.fingerprint());
        } catch (IllegalArgumentException e) {
            throw new InputProblem("--cluster: " + e.getMessage());
        }
        err.println("running on " + client.nodes() + (client.nodes() == 1 ? " node" : " nodes"));
        return new RemoteExecutor(new OverCluster(client));
    }

    /** What the simulator asks for, by a cluster that knows nothing about simulations. */
    private record OverCluster(ClusterClient client) implements RemoteExecutor.Carrier {
        @Override
        public byte[] run(String key, byte[] job, int number) throws InterruptedException {
            try {
                return client.run(key, job, number);
            } catch (ClusterClient.WorkFailed e) {
                throw new PlantProblem(said(e));
            } catch (IOException e) {
                throw new InputProblem(said(e));
            }
        }

        private static String said(Exception e) {
            return Objects.requireNonNullElse(e.getMessage(), e.toString());
        }

        @Override
        public List<String> notes() {
            return client.notes();
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
