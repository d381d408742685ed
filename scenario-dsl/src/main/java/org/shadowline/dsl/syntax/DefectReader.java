package org.shadowline.dsl.syntax;

import java.util.ArrayList;
import org.shadowline.plant.description.DefectCause.After;

/** Reads what adds to the defects of a station, as in {@code defects 2 % plus 5 % when wear above 80 %}. */
final class DefectReader {
    private static final String FORM =
            "as in `plus 5 % when wear above 80 %`, `plus 5 % when pace below 90 %`, `plus 1 % every 100 parts`,"
                    + " `plus 3 % for 5 parts after setup` or `plus 2 % during 22:00-06:00`";

    private final Cursor in;
    private final ExpressionReader expressions;
    private final CalendarReader calendar;

    DefectReader(Cursor in, ExpressionReader expressions, CalendarReader calendar) {
        this.in = in;
        this.expressions = expressions;
        this.calendar = calendar;
    }

    /** The causes after a share that has been read from {@code from} on. */
    Property.Defects causes(int from, Expr share) {
        var causes = new ArrayList<Property.Plus>();
        while (in.is("plus")) {
            int at = in.p;
            in.next();
            var more = expressions.sum();
            causes.add(new Property.Plus(in.since(at), more, when()));
        }
        return new Property.Defects(in.since(from), share, causes);
    }

    private Property.When when() {
        if (in.accept("every")) {
            var parts = expressions.sum();
            return new Property.When.Every(parts);
        }
        if (in.accept("during")) {
            return new Property.When.During(calendar.hours());
        }
        if (in.accept("for")) {
            var parts = expressions.sum();
            in.requireWord("after", "expected `after`, " + FORM);
            return new Property.When.First(parts, after());
        }
        in.requireWord("when", "expected when this is added, " + FORM);
        if (in.accept("wear")) {
            in.requireWord("above", "expected `above` and a level of wear, " + FORM);
            return new Property.When.Wear(expressions.sum());
        }
        in.requireWord("pace", "expected `wear` or `pace`, " + FORM);
        in.requireWord("below", "expected `below` and a pace, " + FORM);
        return new Property.When.Pace(expressions.sum());
    }

    private After after() {
        if (in.accept("warming")) {
            in.requireWord("up", "expected `warming up`");
            return After.WARMING_UP;
        }
        for (var after : After.values()) {
            if (in.accept(after.words())) {
                return after;
            }
        }
        throw in.expected("`setup`, `repair`, `maintenance` or `warming up`");
    }
}
