package org.shadowline.view.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.shadowline.view.report.FlowLayout.Box;
import org.shadowline.view.report.FlowLayout.Drawing;
import org.shadowline.view.report.FlowLayout.Line;
import org.shadowline.view.report.FlowLayout.Point;

class FlowLayoutTest {
    @Test
    void flowsLeadToTheRightExceptRework() {
        var drawing = FlowLayout.of(
                boxes("in", "mill", "wash", "inspect", "rework", "out"),
                List.of(
                        new Line("in", "mill", 100),
                        new Line("mill", "wash", 103),
                        new Line("wash", "inspect", 103),
                        new Line("inspect", "out", 97),
                        new Line("inspect", "rework", 3),
                        new Line("rework", "mill", 3)));
        for (var line : drawing.lines()) {
            boolean rework = line.line().from().equals("rework");
            assertEquals(rework, line.back(), line.toString());
            assertEquals(
                    rework,
                    x(drawing, line.line().to()) < x(drawing, line.line().from()),
                    line.toString());
        }
    }

    @Test
    void everyCircleIsBroken() {
        var drawing = FlowLayout.of(
                boxes("a", "b", "c"), List.of(new Line("a", "b", 1), new Line("b", "c", 1), new Line("c", "a", 1)));
        assertEquals(1, drawing.lines().stream().filter(l -> l.back()).count());
    }

    @Test
    void boxesDoNotOverlapAndLieInsideTheDrawing() {
        var random = new Random(1);
        for (int n = 1; n < 60; n += 7) {
            var lines = new ArrayList<Line>();
            for (int i = 0; i < 2 * n; i++) {
                int from = random.nextInt(n);
                int to = random.nextInt(n);
                if (from != to) lines.add(new Line("n" + from, "n" + to, 1 + random.nextInt(50)));
            }
            var names = Stream.iterate(0, i -> i + 1).limit(n).map(i -> "n" + i).toArray(String[]::new);
            assertNothingOverlaps(FlowLayout.of(boxes(names), lines));
        }
    }

    @Test
    void theMainFlowRunsStraightPastASideBranch() {
        var drawing = FlowLayout.of(
                boxes("a", "b", "main", "side"),
                List.of(new Line("a", "b", 100), new Line("b", "main", 95), new Line("b", "side", 5)));
        assertEquals(y(drawing, "b"), y(drawing, "main"), 6);
    }

    @Test
    void aPlantThatSaysWhereEverythingStandsIsDrawnSo() {
        var boxes = List.of(
                new Box("a", 100, 50, new Point(0, 0)),
                new Box("b", 100, 50, new Point(5, 0)),
                new Box("c", 100, 50, new Point(5, 4)));
        var drawing = FlowLayout.of(boxes, List.of(new Line("a", "b", 1), new Line("b", "c", 1)));
        assertNothingOverlaps(drawing);
        assertEquals(x(drawing, "b"), x(drawing, "c"));
        assertTrue(y(drawing, "c") < y(drawing, "b"), "north is up");
    }

    @Test
    void anEndWithoutAPlaceStandsBesideItsSender() {
        var boxes = List.of(
                new Box("a", 100, 50, new Point(0, 0)),
                new Box("b", 100, 50, new Point(5, 0)),
                new Box("done", 60, 30, null),
                new Box("scrap", 60, 30, null));
        var drawing = FlowLayout.of(
                boxes, List.of(new Line("a", "b", 9), new Line("b", "done", 8), new Line("b", "scrap", 1)));
        assertTrue(drawing.plan());
        assertNothingOverlaps(drawing);
        assertEquals(y(drawing, "b"), y(drawing, "done"));
        assertTrue(x(drawing, "done") > x(drawing, "b"));
    }

    @Test
    void nothingAtAllIsAnEmptyDrawing() {
        var drawing = FlowLayout.of(List.of(), List.of());
        assertTrue(drawing.boxes().isEmpty());
        assertFalse(Double.isNaN(drawing.height()));
    }

    private static void assertNothingOverlaps(Drawing drawing) {
        for (var a : drawing.boxes()) {
            assertTrue(a.x() - a.box().width() / 2 >= -0.01 && a.y() - a.box().height() / 2 >= -0.01, a.toString());
            assertTrue(a.x() + a.box().width() / 2 <= drawing.width() + 0.01, a.toString());
            assertTrue(a.y() + a.box().height() / 2 <= drawing.height() + 0.01, a.toString());
            for (var b : drawing.boxes()) {
                if (a.equals(b)) continue;
                assertTrue(
                        Math.abs(a.x() - b.x()) >= (a.box().width() + b.box().width()) / 2
                                || Math.abs(a.y() - b.y())
                                        >= (a.box().height() + b.box().height()) / 2,
                        a + " overlaps " + b);
            }
        }
    }

    private static List<Box> boxes(String... names) {
        return Stream.of(names).map(name -> new Box(name, 100, 50, null)).toList();
    }

    private static double x(Drawing drawing, String id) {
        return of(drawing, id, FlowLayout.PlacedBox::x);
    }

    private static double y(Drawing drawing, String id) {
        return of(drawing, id, FlowLayout.PlacedBox::y);
    }

    private static double of(Drawing drawing, String id, ToDoubleFunction<FlowLayout.PlacedBox> what) {
        return drawing.boxes().stream()
                .filter(b -> b.box().id().equals(id))
                .mapToDouble(what)
                .findFirst()
                .orElseThrow();
    }
}
