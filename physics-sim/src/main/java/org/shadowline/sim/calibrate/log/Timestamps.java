package org.shadowline.sim.calibrate.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and times in the forms that logs hold, to milliseconds of the local clock: ISO 8601 with or without zone;
 * year, month, day with {@code - / .}; day, month, year or month, day, year, where the order is set for the whole log;
 * month names in English; 12 hour clock; fractions of a second; compact digits; seconds, milliseconds, microseconds or
 * nanoseconds since 1970; days of a spreadsheet. One that is not understood gives {@link #UNKNOWN}.
 *
 * <p>A time with an offset keeps its local clock unless a zone is given. Not thread-safe.
 */
final class Timestamps {
    static final long UNKNOWN = Long.MIN_VALUE;
    private static final int NO_OFFSET = Integer.MIN_VALUE;
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    /** Days from 1899-12-30, day 0 of spreadsheets, to 1970-01-01. */
    private static final double SPREADSHEET_EPOCH = 25_569;

    private final @Nullable DateTimeFormatter pattern;
    private final @Nullable ZoneId zone;
    private final Map<Integer, Long> offsets = new TreeMap<>();
    private boolean monthFirst;
    private long dayFirstEvidence;
    private long monthFirstEvidence;
    private long undecided;
    private long instants;

    private String text = "";
    private int at;

    Timestamps(@Nullable String pattern, @Nullable ZoneId zone) {
        this.pattern = pattern == null ? null : formatter(pattern);
        this.zone = zone;
    }

    private static DateTimeFormatter formatter(String pattern) {
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            throw new LogProblem("The date format \"" + pattern + "\" is not a pattern: " + e.getMessage()
                    + ".\nMaybe \"dd.MM.yyyy HH:mm\" or \"yyyy-MM-dd'T'HH:mm:ss\".");
        }
    }

    void setMonthFirst(boolean monthFirst) {
        this.monthFirst = monthFirst;
    }

    /** Dates of which the first number can only be a day. */
    long dayFirstEvidence() {
        return dayFirstEvidence;
    }

    /** Dates of which the second number can only be a day. */
    long monthFirstEvidence() {
        return monthFirstEvidence;
    }

    /** Dates that read either way. */
    long undecided() {
        return undecided;
    }

    /** Times that were points on the world's clock: seconds since 1970, or marked with Z. */
    long instants() {
        return instants;
    }

    /** Offsets from UTC in minutes, with how often each was seen. */
    Map<Integer, Long> offsets() {
        return offsets;
    }

    /** The zone of the log: as given, otherwise the most frequent offset; null when there is neither. */
    @Nullable ZoneId zoneFound() {
        if (zone != null) return zone;
        var most = offsets.entrySet().stream().max(Map.Entry.comparingByValue());
        return most.map(e -> (ZoneId) ZoneOffset.ofTotalSeconds(e.getKey() * 60))
                .orElse(null);
    }

    long parse(String value) {
        if (pattern != null) return parseByPattern(value.strip());
        text = value.strip();
        at = 0;
        if (text.isEmpty() || text.length() > 64) return UNKNOWN;
        try {
            int digits = digitsAt(0);
            if (digits == text.length() || isDecimal(digits)) return number(digits);
            return dateAndTime();
        } catch (DateTimeException | NumberFormatException e) {
            return UNKNOWN;
        }
    }

    private long parseByPattern(String value) {
        var formatter = java.util.Objects.requireNonNull(pattern);
        try {
            TemporalAccessor parsed = formatter.parse(value);
            if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
                var offset = parsed.isSupported(ChronoField.OFFSET_SECONDS)
                        ? parsed.get(ChronoField.OFFSET_SECONDS) / 60
                        : 0;
                var instant = Instant.from(parsed);
                return localised(instant.toEpochMilli() + offset * 60_000L, offset);
            }
            var date = LocalDate.from(parsed);
            var dateTime =
                    parsed.isSupported(ChronoField.HOUR_OF_DAY) ? LocalDateTime.from(parsed) : date.atStartOfDay();
            return dateTime.toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return UNKNOWN;
        }
    }

    private boolean isDecimal(int digits) {
        return digits > 0
                && digits < text.length()
                && text.charAt(digits) == '.'
                && digits + 1 + digitsAt(digits + 1) == text.length()
                && (digits == 5 || digits >= 9);
    }

    private long number(int digits) {
        if (digits == text.length()) {
            if (digits == 8) return midnight(digits(0, 4), digits(4, 2), digits(6, 2));
            if (digits == 14) {
                return midnight(digits(0, 4), digits(4, 2), digits(6, 2))
                        + timeOfDay(digits(8, 2), digits(10, 2), digits(12, 2), 0);
            }
        }
        double value = Double.parseDouble(text);
        if (digits == 5) return Math.round((value - SPREADSHEET_EPOCH) * 86_400_000.0 / 1000) * 1000;
        if (digits < 9 || digits > 19) return UNKNOWN;
        double millis = digits <= 11 ? value * 1e3 : digits <= 14 ? value : digits <= 17 ? value / 1e3 : value / 1e6;
        instants++;
        return localised((long) millis, 0);
    }

    private long dateAndTime() {
        long date = date();
        if (date == UNKNOWN) return UNKNOWN;
        if (at == text.length()) return date;
        if (peek() == 'T' || peek() == 't' || peek() == '_' || peek() == ',') at++;
        while (peek() == ' ' || peek() == '\t') at++;
        long time = time();
        if (time == UNKNOWN) return UNKNOWN;
        while (peek() == ' ') at++;
        int offset = offset();
        if (at != text.length()) return UNKNOWN;
        return offset == NO_OFFSET ? date + time : localised(date + time, offset);
    }

    /** Year first, or day and month in the order that holds for the log, or with the name of a month. */
    private long date() {
        int leading = digitsAt(0);
        if (leading == 0) return namedMonthFirst();
        int first = digits(0, leading);
        at = leading;
        if (leading == 8) return midnight(digits(0, 4), digits(4, 2), digits(6, 2));
        char separator = peek();
        if (separator != '-' && separator != '/' && separator != '.' && separator != ' ') return UNKNOWN;
        at++;
        if (Character.isLetter(peek())) {
            int month = monthName();
            while (!Character.isDigit(peek()) && at < text.length()) at++;
            return leading == 4 ? midnight(first, month, nextNumber(2)) : midnight(year(), month, first);
        }
        int second = nextNumber(2);
        if (peek() != separator) return UNKNOWN;
        at++;
        if (leading == 4) return midnight(first, second, nextNumber(2));
        if (leading > 2) return UNKNOWN;
        int year = year();
        if (separator == '.') return midnight(year, second, first);
        return orderOfDayAndMonth(year, first, second);
    }

    private long orderOfDayAndMonth(int year, int first, int second) {
        if (first > 12 && second <= 12) dayFirstEvidence++;
        else if (second > 12 && first <= 12) monthFirstEvidence++;
        else if (first != second) undecided++;
        return monthFirst ? midnight(year, first, second) : midnight(year, second, first);
    }

    private long namedMonthFirst() {
        int month = monthName();
        while (peek() == ' ' || peek() == '-' || peek() == '.') at++;
        int day = nextNumber(2);
        while (peek() == ' ' || peek() == '-' || peek() == ',') at++;
        return midnight(year(), month, day);
    }

    private int monthName() {
        int from = at;
        while (Character.isLetter(peek())) at++;
        if (at - from < 3) throw new DateTimeException("month");
        int month = MONTHS.indexOf(text.substring(from, from + 3).toLowerCase(Locale.ROOT));
        if (month < 0 || month % 3 != 0) throw new DateTimeException("month");
        if (peek() == '.') at++;
        return month / 3 + 1;
    }

    private int year() {
        int length = digitsAt(at);
        int year = nextNumber(4);
        return length == 2 ? 2000 + year : year;
    }

    private long time() {
        int hour = nextNumber(2);
        if (peek() != ':') {
            if (digitsAt(at) == 0 && at - 2 >= 0) return UNKNOWN;
            int minute = digits(at, 2);
            at += 2;
            int second = digitsAt(at) >= 2 ? nextNumber(2) : 0;
            return timeOfDay(hour, minute, second, fraction());
        }
        at++;
        int minute = nextNumber(2);
        int second = 0;
        if (peek() == ':') {
            at++;
            second = nextNumber(2);
        }
        int millis = fraction();
        while (peek() == ' ') at++;
        return timeOfDay(clock(hour), minute, second, millis);
    }

    /** The hour on a clock of 24 hours, when am or pm follows. */
    private int clock(int hour) {
        if (at + 1 >= text.length() || Character.toLowerCase(text.charAt(at + 1)) != 'm') return hour;
        char half = Character.toLowerCase(peek());
        if (half != 'a' && half != 'p') return hour;
        if (hour < 1 || hour > 12) throw new DateTimeException("hour");
        at += 2;
        return hour % 12 + (half == 'p' ? 12 : 0);
    }

    private int fraction() {
        if (peek() != '.' && peek() != ',') return 0;
        at++;
        int length = digitsAt(at);
        int millis = 0;
        for (int i = 0; i < 3; i++) millis = millis * 10 + (i < length ? text.charAt(at + i) - '0' : 0);
        at += length;
        return millis;
    }

    private int offset() {
        if (at == text.length()) return NO_OFFSET;
        char sign = peek();
        if (sign == 'Z' || sign == 'z') {
            at++;
            instants++;
            return 0;
        }
        if (text.startsWith("UTC", at) || text.startsWith("GMT", at)) {
            at += 3;
            if (at == text.length()) instants++;
            return at == text.length() ? 0 : offset();
        }
        if (sign != '+' && sign != '-') return NO_OFFSET;
        at++;
        int hours = nextNumber(2);
        if (peek() == ':') at++;
        int minutes = digitsAt(at) > 0 ? nextNumber(2) : 0;
        if (peek() == '[') at = text.indexOf(']', at) + 1;
        if (hours > 18 || minutes > 59) throw new DateTimeException("offset");
        return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
    }

    private long localised(long local, int offsetMinutes) {
        offsets.merge(offsetMinutes, 1L, Long::sum);
        if (zone == null) return local;
        long instant = local - offsetMinutes * 60_000L;
        return instant
                + zone.getRules().getOffset(Instant.ofEpochMilli(instant)).getTotalSeconds() * 1000L;
    }

    private static long midnight(int year, int month, int day) {
        if (year < 1900 || year > 2200 || month < 1 || month > 12) throw new DateTimeException("date");
        if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) throw new DateTimeException("date");
        return LocalDate.of(year, month, day).toEpochDay() * 86_400_000L;
    }

    private static long timeOfDay(int hour, int minute, int second, int millis) {
        boolean endOfDay = hour == 24 && minute == 0 && second == 0;
        if ((hour > 23 && !endOfDay) || minute > 59 || second > 60) throw new DateTimeException("time");
        return ((hour * 60L + minute) * 60 + second) * 1000 + millis;
    }

    private int nextNumber(int atMost) {
        int length = Math.min(digitsAt(at), atMost);
        int value = digits(at, length);
        at += length;
        return value;
    }

    private int digits(int from, int length) {
        if (length == 0 || from + length > text.length()) throw new DateTimeException("number");
        int value = 0;
        for (int i = from; i < from + length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) throw new DateTimeException("number");
            value = value * 10 + digit;
        }
        return value;
    }

    private int digitsAt(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') i++;
        return i - from;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }
}
