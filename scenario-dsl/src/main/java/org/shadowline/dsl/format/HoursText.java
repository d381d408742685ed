package org.shadowline.dsl.format;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.shadowline.plant.description.Hours;

/** Weekly hours as text: days with the same hours together, {@code 06:00-14:00 on monday-friday and 08:00-12:00 on saturday}. */
final class HoursText {
    private HoursText() {}

    static String of(Hours hours) {
        if (hours.isAlways()) return "always";
        var days = new LinkedHashMap<String, List<Integer>>();
        for (int day = 0; day < 7; day++) {
            var ranges = ranges(hours, day);
            if (!ranges.isEmpty())
                days.computeIfAbsent(ranges, r -> new ArrayList<>()).add(day);
        }
        var groups = new ArrayList<String>();
        days.forEach((ranges, of) -> groups.add(ranges + on(of) + (hours.zone() == null ? "" : " in " + hours.zone())));
        return String.join(" and ", groups);
    }

    /** When the intervals begin: {@code 18:00 on friday and 06:00 on monday}. */
    static String beginnings(Hours hours) {
        var days = new LinkedHashMap<String, List<Integer>>();
        for (int day = 0; day < 7; day++) {
            int midnight = day * Hours.DAY;
            var times = hours.intervals().stream()
                    .filter(open -> open.start() >= midnight && open.start() < midnight + Hours.DAY)
                    .map(open -> time(open.start() - midnight))
                    .toList();
            if (!times.isEmpty())
                days.computeIfAbsent(String.join(", ", times), t -> new ArrayList<>())
                        .add(day);
        }
        var groups = new ArrayList<String>();
        days.forEach((times, of) -> groups.add(times + on(of) + (hours.zone() == null ? "" : " in " + hours.zone())));
        return String.join(" and ", groups);
    }

    private static String ranges(Hours hours, int day) {
        var ranges = new ArrayList<String>();
        int midnight = day * Hours.DAY;
        for (var interval : hours.intervals()) {
            int start = Math.max(interval.start(), midnight) - midnight;
            int end = Math.min(interval.end(), midnight + Hours.DAY) - midnight;
            if (start < end) ranges.add(time(start) + "-" + time(end));
        }
        return String.join(", ", ranges);
    }

    private static String time(int second) {
        var text = String.format(Locale.ROOT, "%02d:%02d", second / 3600, second / 60 % 60);
        return second % 60 == 0 ? text : text + String.format(Locale.ROOT, ":%02d", second % 60);
    }

    private static String on(List<Integer> days) {
        if (days.size() == 7) return "";
        if (days.equals(List.of(0, 1, 2, 3, 4))) return " on weekdays";
        if (days.equals(List.of(5, 6))) return " on weekends";
        var parts = new ArrayList<String>();
        for (int i = 0; i < days.size(); ) {
            int j = i;
            while (j + 1 < days.size() && days.get(j + 1) == days.get(j) + 1) j++;
            parts.add(j == i ? name(days.get(i)) : name(days.get(i)) + (j == i + 1 ? ", " : "-") + name(days.get(j)));
            i = j + 1;
        }
        return " on " + String.join(", ", parts);
    }

    private static String name(int day) {
        return DayOfWeek.of(day + 1).name().toLowerCase(Locale.ROOT);
    }
}
