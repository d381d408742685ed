package org.shadowline.view.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the boxes and lines of a flow diagram are, in pixels. Boxes stand where the plant has them when it says so for
 * all ({@link PlanLayout}), and otherwise from left to right in layers by the longest path (Sugiyama, Tagawa and Toda
 * 1981); a flow that leads back, such as rework, takes no part in the layering and runs below the others. Linear in the
 * number of flows but for the ordering within layers, which sorts.
 */
final class FlowLayout {
    /** An element with the size of its box; {@code at} is null where the plant does not say. */
    record Box(
            String id,
            double width,
            double height,
            @Nullable Point at) {}

    record Line(String from, String to, double parts) {}

    record Point(double x, double y) {}

    record PlacedBox(Box box, double x, double y) {}

    /**
     * @param back whether it leads to an element that the part has been at or could have been at
     * @param depth of a line that leads back, in layers: how far below the boxes it runs, from 0
     * @param through points between its ends: where it enters and leaves each layer that it passes
     */
    record PlacedLine(Line line, boolean back, int depth, List<Point> through) {}

    /**
     * Coordinates are centres of boxes; the drawing spans from 0 to width and height.
     *
     * @param plan whether boxes stand as in the plant, and lines lead straight from one to the other
     */
    record Drawing(boolean plan, double width, double height, List<PlacedBox> boxes, List<PlacedLine> lines) {}

    static final double LAYER_GAP = 46;
    static final double BOX_GAP = 22;

    private FlowLayout() {}

    static Drawing of(List<Box> boxes, List<Line> lines) {
        var plan = PlanLayout.of(boxes, lines);
        return plan != null ? plan : inLayers(boxes, lines);
    }

    private static Drawing inLayers(List<Box> boxes, List<Line> lines) {
        var graph = new LayeredGraph(boxes, lines);
        var layers = graph.layers();
        var centre = new double[layers.size()];
        var wide = new double[layers.size()];
        double x = 0;
        for (int l = 0; l < layers.size(); l++) {
            double widest =
                    layers.get(l).stream().mapToDouble(n -> n.width).max().orElse(0);
            if (l > 0) x += LAYER_GAP;
            centre[l] = x + widest / 2;
            wide[l] = widest;
            x += widest;
        }
        balance(layers);
        double top = Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (var layer : layers) {
            for (var node : layer) {
                top = Math.min(top, node.y - node.height / 2);
                bottom = Math.max(bottom, node.y + node.height / 2);
            }
        }
        var placed = new ArrayList<PlacedBox>();
        var xs = new HashMap<String, Double>();
        for (int i = 0; i < boxes.size(); i++) {
            var node = graph.nodes().get(i);
            placed.add(new PlacedBox(boxes.get(i), centre[node.layer], node.y - top));
            xs.put(boxes.get(i).id(), centre[node.layer]);
        }
        double shift = top;
        var through = new ArrayList<List<Point>>();
        for (var chain : graph.chains()) {
            through.add(chain.stream()
                    .flatMap(n -> Stream.of(-0.5, 0.5)
                            .map(side -> new Point(centre[n.layer] + side * wide[n.layer], n.y - shift)))
                    .toList());
        }
        return new Drawing(false, x, Math.max(0, bottom - top), placed, route(lines, graph.backwards(), xs, through));
    }

    /** Gives each node the mean height of its neighbours, as far as order and gaps within its layer let it. */
    private static void balance(List<List<LayeredGraph.Node>> layers) {
        for (var layer : layers) {
            double y = 0;
            for (var node : layer) {
                node.y = y;
                y += node.height + BOX_GAP;
            }
        }
        for (int sweep = 0; sweep < 8; sweep++) {
            boolean rightwards = sweep % 2 == 0;
            for (var layer : rightwards ? layers : layers.reversed()) {
                var wanted = new double[layer.size()];
                for (int i = 0; i < wanted.length; i++) {
                    var node = layer.get(i);
                    var neighbours = rightwards ? node.before : node.after;
                    double weight =
                            neighbours.stream().mapToDouble(n -> n.weight).sum();
                    wanted[i] = weight > 0
                            ? neighbours.stream()
                                            .mapToDouble(n -> n.y * n.weight)
                                            .sum()
                                    / weight
                            : node.y;
                }
                separate(layer, wanted);
            }
        }
    }

    /** The least-squares nearest positions with the gaps kept: pooling of adjacent violators. */
    private static void separate(List<LayeredGraph.Node> layer, double[] wanted) {
        int n = wanted.length;
        var offset = new double[n];
        for (int i = 1; i < n; i++) {
            offset[i] = offset[i - 1] + (layer.get(i - 1).height + layer.get(i).height) / 2 + BOX_GAP;
        }
        var mean = new double[n];
        var size = new int[n];
        var weight = new double[n];
        int blocks = 0;
        for (int i = 0; i < n; i++) {
            mean[blocks] = wanted[i] - offset[i];
            weight[blocks] = layer.get(i).weight;
            size[blocks++] = 1;
            while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
                int a = blocks - 2;
                int b = blocks - 1;
                mean[a] = (mean[a] * weight[a] + mean[b] * weight[b]) / (weight[a] + weight[b]);
                weight[a] += weight[b];
                size[a] += size[b];
                blocks--;
            }
        }
        for (int b = 0, i = 0; b < blocks; b++) {
            for (int k = 0; k < size[b]; k++, i++) layer.get(i).y = mean[b] + offset[i];
        }
    }

    /** Lines that lead back get depths such that those that overlap do not share one; short ones lie higher. */
    private static List<PlacedLine> route(
            List<Line> lines, List<Boolean> backwards, Map<String, Double> xs, List<List<Point>> through) {
        record Span(int line, double from, double to) {}
        var spans = new ArrayList<Span>();
        for (int i = 0; i < lines.size(); i++) {
            if (!backwards.get(i)) continue;
            double a = xs.getOrDefault(lines.get(i).to(), 0.0);
            double b = xs.getOrDefault(lines.get(i).from(), 0.0);
            spans.add(new Span(i, Math.min(a, b), Math.max(a, b)));
        }
        spans.sort(Comparator.comparingDouble(s -> s.to() - s.from()));
        var depths = new HashMap<Integer, Integer>();
        var taken = new ArrayList<List<Span>>();
        for (var span : spans) {
            int depth = 0;
            while (depth < taken.size()
                    && taken.get(depth).stream().anyMatch(s -> s.from() <= span.to() && span.from() <= s.to())) {
                depth++;
            }
            if (depth == taken.size()) taken.add(new ArrayList<>());
            taken.get(depth).add(span);
            depths.put(span.line(), depth);
        }
        var placed = new ArrayList<PlacedLine>();
        for (int i = 0; i < lines.size(); i++) {
            placed.add(new PlacedLine(lines.get(i), backwards.get(i), depths.getOrDefault(i, 0), through.get(i)));
        }
        return placed;
    }
}
