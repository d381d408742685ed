package org.shadowline.view.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.shadowline.view.report.FlowLayout.Box;
import org.shadowline.view.report.FlowLayout.Line;

/**
 * Boxes in layers, so that every line but those that lead back goes to a later layer. A line that passes layers has a
 * node without a box in each. The order within a layer has few crossings (repeated means of the neighbours' places).
 */
final class LayeredGraph {
    static final class Node {
        final double width;
        final double height;
        final List<Node> before = new ArrayList<>();
        final List<Node> after = new ArrayList<>();
        /** Parts that pass; those with more stay nearer to where they want to be. */
        double weight = 1e-6;

        int layer;
        int place;
        double y;

        Node(double width, double height) {
            this.width = width;
            this.height = height;
        }
    }

    private final List<Node> nodes = new ArrayList<>();
    private final List<Boolean> backwards = new ArrayList<>();
    private final List<List<Node>> chains = new ArrayList<>();
    private final List<List<Node>> layers = new ArrayList<>();
    private final int[] from;
    private final int[] to;
    private final List<List<Integer>> leaving = new ArrayList<>();

    LayeredGraph(List<Box> boxes, List<Line> lines) {
        var index = new HashMap<String, Integer>();
        for (var box : boxes) {
            index.put(box.id(), nodes.size());
            nodes.add(new Node(box.width(), box.height()));
            leaving.add(new ArrayList<>());
        }
        from = lines.stream().mapToInt(l -> index.getOrDefault(l.from(), 0)).toArray();
        to = lines.stream().mapToInt(l -> index.getOrDefault(l.to(), 0)).toArray();
        for (int i = 0; i < lines.size(); i++) {
            leaving.get(from[i]).add(i);
            backwards.add(false);
        }
        for (var list : leaving) {
            list.sort(Comparator.comparingDouble((Integer i) -> -lines.get(i).parts()));
        }
        findBackwards();
        assignLayers();
        connect(lines);
        order();
    }

    /** Nodes of the boxes, in their order. */
    List<Node> nodes() {
        return nodes;
    }

    List<List<Node>> layers() {
        return layers;
    }

    List<Boolean> backwards() {
        return backwards;
    }

    /** For each line the nodes without a box that it passes. */
    List<List<Node>> chains() {
        return chains;
    }

    /** A line leads back when a depth-first walk from the entries finds its end among the ancestors of its start. */
    private void findBackwards() {
        var entered = new boolean[nodes.size()];
        for (int end : to) entered[end] = true;
        var state = new byte[nodes.size()];
        for (int n = 0; n < nodes.size(); n++) if (!entered[n]) walk(n, state);
        for (int n = 0; n < nodes.size(); n++) if (state[n] == 0) walk(n, state);
    }

    private void walk(int start, byte[] state) {
        var path = new ArrayDeque<int[]>();
        path.push(new int[] {start, 0});
        state[start] = 1;
        while (!path.isEmpty()) {
            var top = path.element();
            var lines = leaving.get(top[0]);
            if (top[1] == lines.size()) {
                state[top[0]] = 2;
                path.pop();
                continue;
            }
            int line = lines.get(top[1]++);
            int next = to[line];
            if (state[next] == 1) {
                backwards.set(line, true);
            } else if (state[next] == 0) {
                state[next] = 1;
                path.push(new int[] {next, 0});
            }
        }
    }

    private void assignLayers() {
        var waitingFor = new int[nodes.size()];
        for (int i = 0; i < to.length; i++) if (!backwards.get(i)) waitingFor[to[i]]++;
        var free = new ArrayDeque<Integer>();
        for (int n = 0; n < waitingFor.length; n++) if (waitingFor[n] == 0) free.add(n);
        var entries = List.copyOf(free);
        while (!free.isEmpty()) {
            int n = free.remove();
            for (int line : leaving.get(n)) {
                if (backwards.get(line)) continue;
                var next = nodes.get(to[line]);
                next.layer = Math.max(next.layer, nodes.get(n).layer + 1);
                if (--waitingFor[to[line]] == 0) free.add(to[line]);
            }
        }
        // An entry stands just before the first element that it feeds, not at the far left.
        for (int n : entries) {
            leaving.get(n).stream()
                    .filter(line -> !backwards.get(line))
                    .mapToInt(line -> nodes.get(to[line]).layer - 1)
                    .min()
                    .ifPresent(layer -> nodes.get(n).layer = Math.max(0, layer));
        }
    }

    private void connect(List<Line> lines) {
        int count = nodes.stream().mapToInt(n -> n.layer + 1).max().orElse(0);
        for (int l = 0; l < count; l++) layers.add(new ArrayList<>());
        for (var node : nodes) layers.get(node.layer).add(node);
        for (int i = 0; i < from.length; i++) {
            var chain = new ArrayList<Node>();
            chains.add(chain);
            if (backwards.get(i)) continue;
            var last = nodes.get(from[i]);
            var end = nodes.get(to[i]);
            last.weight += lines.get(i).parts();
            end.weight += lines.get(i).parts();
            for (int l = last.layer + 1; l < end.layer; l++) {
                var passing = new Node(0, 10);
                passing.weight += lines.get(i).parts();
                passing.layer = l;
                layers.get(l).add(passing);
                chain.add(passing);
                join(last, passing);
                last = passing;
            }
            join(last, end);
        }
    }

    private static void join(Node a, Node b) {
        a.after.add(b);
        b.before.add(a);
    }

    private void order() {
        layers.forEach(LayeredGraph::number);
        for (int sweep = 0; sweep < 12; sweep++) {
            boolean rightwards = sweep % 2 == 0;
            for (var layer : rightwards ? layers : layers.reversed()) {
                layer.sort(Comparator.comparingDouble(n -> (rightwards ? n.before : n.after)
                        .stream().mapToInt(m -> m.place).average().orElse(n.place)));
                number(layer);
            }
        }
    }

    private static void number(List<Node> layer) {
        for (int i = 0; i < layer.size(); i++) layer.get(i).place = i;
    }
}
