package org.shadowline.dsl.syntax;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.diagnostics.Spelling;

/** Reads times, dates, days and hours of work. */
final class CalendarReader {
    private static final int DAY = 86_400;
    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final List<String> DAY_WORDS = List.of(
            "weekdays",
            "weekends",
            "every",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday");

    private static final int MINUTE = 60;

    private final Cursor in;
    private final ExpressionReader expressions;

    CalendarReader(Cursor in, ExpressionReader expressions) {
        this.in = in;
        this.expressions = expressions;
    }

    HoursExpr hours() {
        int from = in.p;
        var terms = new ArrayList<HoursExpr.Term>(1);
        do {
            terms.add(term());
        } while (in.accept("and"));
        return new HoursExpr(in.since(from), terms);
    }

    private HoursExpr.Term term() {
        if (in.kind() == Tokens.TIME) {
            return group();
        }
        if (in.isWord() && !in.isLineStart()) {
            var name = expressions.ref("hours");
            return new HoursExpr.Named(name.span(), name);
        }
        throw in.expected("hours such as `06:00-14:00 on weekdays`, or their name");
    }

    /** Times of the clock, each as the minute that begins with it: {@code 18:00 on friday and 06:00 on monday}. */
    HoursExpr departures() {
        int from = in.p;
        var terms = new ArrayList<HoursExpr.Term>(1);
        do {
            int at = in.p;
            var minutes = new ArrayList<HoursExpr.Range>(2);
            do {
                int begin = in.p;
                int second = time("a time such as `18:00`").toSecondOfDay();
                minutes.add(new HoursExpr.Range(in.since(begin), second, second + MINUTE));
            } while (in.is(",") && in.kind(1) == Tokens.TIME && passComma());
            int days = in.accept("on") ? days() : HoursExpr.EVERY_DAY;
            terms.add(new HoursExpr.Group(in.since(at), minutes, days, List.of(), optionalZone()));
        } while (in.is("and") && in.kind(1) == Tokens.TIME && passComma());
        return new HoursExpr(in.since(from), terms);
    }

    private HoursExpr.Group group() {
        int from = in.p;
        var open = ranges();
        int days = HoursExpr.EVERY_DAY;
        List<HoursExpr.Range> breaks = List.of();
        if (in.accept("on")) {
            days = days();
        }
        if (in.accept("break")) {
            breaks = ranges();
        }
        return new HoursExpr.Group(in.since(from), open, days, breaks, optionalZone());
    }

    private @Nullable Name optionalZone() {
        if (in.is("in") && in.kind(1) == Tokens.WORD && (in.is(2, "/") || in.is(1, "UTC"))) {
            in.next();
            return zone();
        }
        return null;
    }

    /** A time zone, which begins here. */
    Name zone() {
        int at = in.p;
        in.next();
        while (in.isAdjacent(0)
                && (in.isWord()
                        || in.is("/")
                        || in.is("-")
                        || in.is("+")
                        || in.kind() == Tokens.NUMBER
                        || in.kind() == Tokens.TIME)) {
            in.next();
        }
        return new Name(in.since(at), in.source(at));
    }

    private List<HoursExpr.Range> ranges() {
        var ranges = new ArrayList<HoursExpr.Range>(2);
        do {
            int from = in.p;
            int start = secondOfDay("a time such as `06:00`");
            if (!in.accept("-")) {
                in.accept("to");
                in.require("-", "between the times");
            }
            int end = secondOfDay("the time of the end, such as `14:00`");
            ranges.add(new HoursExpr.Range(in.since(from), start, end));
        } while (in.is(",") && in.kind(1) == Tokens.TIME && passComma());
        return ranges;
    }

    private boolean passComma() {
        in.next();
        return true;
    }

    private int days() {
        int days = 0;
        do {
            days |= dayOrDays();
        } while (in.is(",") && in.kind(1) == Tokens.WORD && DAY_WORDS.contains(in.text(1)) && passComma());
        return days;
    }

    private int dayOrDays() {
        if (!in.isWord()) {
            throw in.expected("days such as `weekdays`, `every day` or `monday-friday`");
        }
        if (in.accept("weekdays")) {
            return HoursExpr.WEEKDAYS;
        }
        if (in.accept("weekends")) {
            return HoursExpr.WEEKENDS;
        }
        if (in.accept("every")) {
            in.requireWord("day", "expected `day` after `every`");
            return HoursExpr.EVERY_DAY;
        }
        int first = day();
        int last = first;
        if (in.is("-") && in.kind(1) == Tokens.WORD) {
            in.next();
            last = day();
        }
        int days = 0;
        for (int day = first; ; day = (day + 1) % 7) {
            days |= 1 << day;
            if (day == last) {
                return days;
            }
        }
    }

    private int day() {
        int day = in.isWord() ? DAYS.indexOf(in.text()) : -1;
        if (day < 0) {
            @Nullable String near = in.isWord() ? Spelling.nearest(in.text(), DAY_WORDS) : null;
            if (near == null) {
                throw in.expected("a day such as `monday`, `weekdays` or `weekends`");
            }
            in.misspelled(near, "there is no day `" + in.text() + "`");
            day = Math.max(0, DAYS.indexOf(near));
        }
        in.next();
        return day;
    }

    /** From 0 to 86400; a time of the clock. */
    private int secondOfDay(String what) {
        if (in.kind() != Tokens.TIME) {
            throw in.expected(what);
        }
        var span = in.here();
        int[] parts = parts(in.text());
        in.next();
        int seconds = parts[0] * 3600 + parts[1] * 60 + parts[2];
        if (parts[1] > 59 || parts[2] > 59 || seconds > DAY) {
            badTime(span);
            return 0;
        }
        return seconds;
    }

    private void badTime(Span span) {
        in.diagnostics.add(Diagnostic.of(Code.BAD_TIME, span, "there is no time `" + span.text() + "` in a day")
                .help("times are written from `00:00` to `24:00`"));
    }

    LocalTime time(String what) {
        var span = in.here();
        int second = secondOfDay(what);
        if (second == DAY) {
            badTime(span);
            return LocalTime.MIDNIGHT;
        }
        return LocalTime.ofSecondOfDay(second);
    }

    LocalDate date() {
        if (in.kind() != Tokens.DATE) {
            throw in.expected("a date such as `2026-01-05`");
        }
        var span = in.here();
        in.next();
        try {
            return LocalDate.of(digits(span, 0, 4), digits(span, 5, 2), digits(span, 8, 2));
        } catch (DateTimeException noSuchDay) {
            in.diagnostics.add(Diagnostic.of(Code.BAD_TIME, span, "there is no date `" + span.text() + "`")
                    .help("dates are written year-month-day"));
            return LocalDate.of(2026, 1, 5);
        }
    }

    private static int digits(Span span, int from, int count) {
        int start = span.start() + from;
        return Integer.parseInt(span.source().text(), start, start + count, 10);
    }

    MomentExpr moment() {
        int from = in.p;
        if (in.is("day") && in.kind(1) == Tokens.NUMBER) {
            in.next();
            var written = in.text();
            int day = written.length() <= 6 && written.indexOf('.') < 0 ? (int) Double.parseDouble(written) : 0;
            if (day < 1) {
                in.report(Diagnostic.of(Code.BAD_TIME, in.here(), "there is no day `" + written + "`")
                        .help("the day of the start is `day 1`"));
            }
            in.next();
            var time = time("a time such as `10:00` after the day");
            return new MomentExpr.OnDay(in.since(from), Math.max(1, day), time);
        }
        if (in.isWord() && DAYS.contains(in.text()) && in.kind(1) == Tokens.TIME) {
            var day = DayOfWeek.of(DAYS.indexOf(in.text()) + 1);
            in.next();
            return new MomentExpr.OnWeekday(in.since(from), day, time("a time"));
        }
        if (in.kind() == Tokens.DATE) {
            var date = date();
            var time = time("a time such as `10:00` after the date");
            return new MomentExpr.OnDate(in.since(from), date, time);
        }
        if (in.kind() == Tokens.TIME) {
            throw in.fail(Diagnostic.of(Code.INCOMPLETE, in.here(), "the time `" + in.text() + "` has no day")
                    .fix(in.tokens.source().span(in.tokens.start[in.p], in.tokens.start[in.p]), "day 1 "));
        }
        if (in.kind() != Tokens.NUMBER && !in.isWord()) {
            throw in.expected("a moment such as `day 2 10:00`, `monday 10:00`, `2026-01-06 10:00` or `26 h`");
        }
        var after = expressions.sum();
        return new MomentExpr.After(in.since(from), after);
    }

    private static int[] parts(String time) {
        var parts = new int[3];
        int part = 0;
        for (int i = 0; i < time.length(); i++) {
            char c = time.charAt(i);
            if (c == ':') {
                part++;
            } else {
                parts[part] = parts[part] * 10 + (c - '0');
            }
        }
        return parts;
    }
}
