package org.shadowline.view.report;

import static org.shadowline.view.report.FlowLayout.BOX_GAP;
import static org.shadowline.view.report.FlowLayout.LAYER_GAP;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.shadowline.view.report.FlowLayout.Box;
import org.shadowline.view.report.FlowLayout.Drawing;
import org.shadowline.view.report.FlowLayout.Line;
import org.shadowline.view.report.FlowLayout.PlacedBox;
import org.shadowline.view.report.FlowLayout.PlacedLine;
import org.shadowline.view.report.FlowLayout.Point;

/**
 * Draws the flow as on the floor of the plant, seen from above with y upwards, at the least scale at which no boxes
 * overlap. Ends that have no place of their own stand beside what sends most to them. Quadratic in the number of boxes.
 */
final class PlanLayout {
    private static final int MOST_BOXES = 60;
    private static final double WIDEST = 1_280;
    private static final double HIGHEST = 760;

    private final List<Line> lines;
    private final List<PlacedBox> placed = new ArrayList<>();

    private PlanLayout(List<Line> lines) {
        this.lines = lines;
    }

    /** Null when the plant does not say where everything stands, or the drawing would be too large to read. */
    static @Nullable Drawing of(List<Box> boxes, List<Line> lines) {
        var known = boxes.stream().filter(b -> b.at() != null).toList();
        var ends = boxes.stream().filter(b -> b.at() == null).toList();
        if (known.size() < 2 || boxes.size() > MOST_BOXES) return null;
        if (ends.stream().anyMatch(end -> lines.stream().anyMatch(l -> l.from().equals(end.id())))) return null;
        return new PlanLayout(lines).drawing(boxes, known, ends);
    }

    private @Nullable Drawing drawing(List<Box> boxes, List<Box> known, List<Box> ends) {
        double scale = scale(known);
        if (!Double.isFinite(scale)) return null;
        for (var box : known) placed.add(new PlacedBox(box, at(box).x() * scale, -at(box).y() * scale));
        for (var end : ends) placed.add(beside(end));

        double left = least(b -> b.x() - b.box().width() / 2);
        double top = least(b -> b.y() - b.box().height() / 2);
        double width = -least(b -> -b.x() - b.box().width() / 2) - left;
        double height = -least(b -> -b.y() - b.box().height() / 2) - top;
        if (width > WIDEST || height > HIGHEST) return null;
        var moved = placed.stream()
                .map(b -> new PlacedBox(b.box(), b.x() - left, b.y() - top))
                .toList();
        var backwards = new LayeredGraph(boxes, lines).backwards();
        var routed = new ArrayList<PlacedLine>();
        for (int i = 0; i < lines.size(); i++) {
            routed.add(new PlacedLine(lines.get(i), backwards.get(i), 0, List.of()));
        }
        return new Drawing(true, width, height, moved, routed);
    }

    /** Pixels per metre at which each two boxes are apart across or down. */
    private static double scale(List<Box> boxes) {
        double scale = 0;
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = 0; j < i; j++) {
                var a = boxes.get(i);
                var b = boxes.get(j);
                double across = ((a.width() + b.width()) / 2 + LAYER_GAP) / Math.abs(at(a).x() - at(b).x());
                double down = ((a.height() + b.height()) / 2 + BOX_GAP) / Math.abs(at(a).y() - at(b).y());
                scale = Math.max(scale, Math.min(across, down));
            }
        }
        return scale;
    }

    private PlacedBox beside(Box end) {
        var sender = lines.stream()
                .filter(line -> line.to().equals(end.id()))
                .max(Comparator.comparingDouble(Line::parts))
                .flatMap(line -> placed.stream()
                        .filter(b -> b.box().id().equals(line.from()))
                        .findFirst())
                .orElse(placed.getFirst());
        double across = (sender.box().width() + end.width()) / 2 + LAYER_GAP;
        double down = (sender.box().height() + end.height()) / 2 + BOX_GAP * 2;
        for (int distance = 1; ; distance++) {
            var places = List.of(
                    new PlacedBox(end, sender.x() + across * distance, sender.y()),
                    new PlacedBox(end, sender.x() - across * distance, sender.y()),
                    new PlacedBox(end, sender.x(), sender.y() + down * distance),
                    new PlacedBox(end, sender.x(), sender.y() - down * distance));
            for (var place : places) if (placed.stream().allMatch(other -> apart(place, other))) return place;
        }
    }

    private static boolean apart(PlacedBox a, PlacedBox b) {
        return Math.abs(a.x() - b.x()) >= (a.box().width() + b.box().width()) / 2 + BOX_GAP
                || Math.abs(a.y() - b.y()) >= (a.box().height() + b.box().height()) / 2 + BOX_GAP / 2;
    }

    private double least(ToDoubleFunction<PlacedBox> of) {
        return placed.stream().mapToDouble(of).min().orElse(0);
    }

    private static Point at(Box box) {
        var at = box.at();
        if (at == null) throw new IllegalStateException("no place is known: " + box.id());
        return at;
    }
}
