package org.shadowline.dsl.check;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Entry;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.syntax.Name;
import org.shadowline.plant.description.Moment;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.units.Dimension;
import org.shadowline.plant.units.Quantity;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/** Reads lists of orders. */
final class Orders {
    private static final List<String> COLUMNS =
            List.of("release", "product", "quantity", "due", "priority", "id", "order");

    private final Tables tables;
    private final Products products;
    private final Reports reports;

    Orders(Tables tables, Products products, Reports reports) {
        this.tables = tables;
        this.products = products;
        this.reports = reports;
    }

    /** A cell that cannot be read. */
    @SuppressWarnings("serial")
    private static final class BadCell extends Exception {
        /** What is missing may stand in text that could not be read. */
        static final int SILENT = -1;

        final int column;
        final String why;

        BadCell(int column, String why) {
            super(why, null, false, false);
            this.column = column;
            this.why = why;
        }
    }

    Source.Arrivals read(Name file, Entry entry) {
        @Nullable Table table = tables.open(file, reports);
        if (table == null) {
            return new Source.Arrivals.Orders(List.of(), file.text());
        }
        for (var needed : List.of("release", "product")) {
            if (table.column(needed) < 0) {
                Tables.noColumn(table, needed, file.span(), reports);
                return new Source.Arrivals.Orders(List.of(), file.text());
            }
        }
        var orders = new ArrayList<Source.Order>();
        for (int row = 1; row < table.rows().size(); row++) {
            try {
                orders.add(order(table, row, entry));
            } catch (BadCell bad) {
                if (bad.column != BadCell.SILENT) {
                    reports.error(Code.DATA, file.span(), table.place(row, bad.column) + ": " + bad.why);
                }
                break;
            }
        }
        sort(orders);
        return new Source.Arrivals.Orders(orders, file.text());
    }

    private static void sort(List<Source.Order> orders) {
        if (orders.stream().allMatch(order -> order.release() instanceof Moment.AfterStart)) {
            orders.sort(Comparator.comparingDouble(
                    order -> order.release() instanceof Moment.AfterStart at ? at.seconds() : 0));
        } else if (orders.stream().allMatch(order -> order.release() instanceof Moment.At)) {
            orders.sort(Comparator.comparing(
                    order -> order.release() instanceof Moment.At at ? at.dateTime() : LocalDateTime.MIN));
        }
    }

    private Source.Order order(Table table, int row, Entry entry) throws BadCell {
        int release = table.column("release");
        int product = table.column("product");
        int due = table.column("due");
        int id = Math.max(table.column("id"), table.column("order"));
        var productId = table.cell(row, product);
        if (!products.exists(productId)) {
            if (entry.scope().file().parsed().mayHaveLost(productId)) {
                throw new BadCell(BadCell.SILENT, productId);
            }
            throw new BadCell(product, "there is no product `" + productId + "`");
        }
        var name = id < 0 || table.cell(row, id).isEmpty() ? entry.id() + "-" + row : table.cell(row, id);
        return new Source.Order(
                name,
                moment(table, row, release),
                productId,
                whole(table, row, table.column("quantity"), 1, 1),
                table.cell(row, due).isEmpty() ? null : moment(table, row, due),
                whole(table, row, table.column("priority"), 0, Integer.MIN_VALUE),
                attributes(table, row, productId, entry));
    }

    private static int whole(Table table, int row, int column, int preset, int least) throws BadCell {
        var cell = table.cell(row, column);
        if (cell.isEmpty()) {
            return preset;
        }
        try {
            int value = Integer.parseInt(cell);
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException text) {
            // said below
        }
        throw new BadCell(column, "`" + cell + "` is not a whole number" + (least > 0 ? " of at least " + least : ""));
    }

    /** A date and time, or a duration after the start. */
    private static Moment moment(Table table, int row, int column) throws BadCell {
        var cell = table.cell(row, column);
        try {
            if (cell.length() >= 10 && cell.charAt(4) == '-' && cell.charAt(7) == '-') {
                return new Moment.At(
                        cell.length() == 10
                                ? LocalDate.parse(cell).atStartOfDay()
                                : LocalDateTime.parse(cell.replace(' ', 'T')));
            }
            var unit = Table.unit(table.cell(0, column));
            var quantity = Quantity.parse(Table.isNumber(cell) && !unit.isEmpty() ? cell + " " + unit : cell);
            if (quantity.dimension().equals(Dimension.TIME) && quantity.si() >= 0) {
                return new Moment.AfterStart(quantity.si());
            }
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            // said below
        }
        throw new BadCell(
                column, "`" + cell + "` is neither a date and time such as 2026-01-05 06:00 nor a time such as 2 h");
    }

    private Map<String, Double> attributes(Table table, int row, String product, Entry entry) throws BadCell {
        var values = new HashMap<String, Double>();
        var headings = table.rows().getFirst();
        for (int column = 0; column < headings.size(); column++) {
            var name = Table.heading(headings.get(column));
            var cell = table.cell(row, column);
            if (COLUMNS.contains(name) || cell.isEmpty()) {
                continue;
            }
            @Nullable Unit unit = Units.find(Table.unit(headings.get(column)));
            if (unit == null) {
                if (!Table.unit(headings.get(column)).isEmpty()) {
                    throw new BadCell(column, "`" + Table.unit(headings.get(column)) + "` is not a unit");
                }
                unit = Unit.ONE;
            }
            boolean number = Table.isNumber(cell);
            values.put(name, number ? unit.toSi(Double.parseDouble(cell)) : (double) products.symbol(cell));
            var choices = number ? null : Set.of(cell);
            products.addFromOrders(
                    product,
                    name,
                    new Products.Attribute(choices, unit, entry.element().name().span()));
        }
        return values;
    }
}
