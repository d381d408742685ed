package org.shadowline.sim.calibrate.discover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Hours;
import org.shadowline.sim.calibrate.log.EventLog;

/**
 * The people behind the resources of a log: who is kept, what each can do, when each works.
 *
 * @param groups a person each; people with the same skills together when there are more than {@value #MOST_TEAMS}
 * @param hoursOf hours of each resource; always open for those left out
 * @param byResource the instances of each resource
 */
record People(List<Group> groups, List<OpenTime> hoursOf, List<int[]> byResource, List<String> findings) {
    static final int MOST_TEAMS = 300;

    /** @param members resource numbers */
    record Group(String name, List<Integer> members, Hours hours, SortedSet<Integer> skills, double support) {}

    static People of(EventLog log, DiscoveryOptions options) {
        return new Finding(log, options).people();
    }

    /** The resources that can do each of so many activities. */
    List<int[]> able(int activities) {
        return IntStream.range(0, activities)
                .mapToObj(a -> groups.stream()
                        .filter(g -> g.skills().contains(a))
                        .flatMapToInt(g -> g.members().stream().mapToInt(Integer::intValue))
                        .toArray())
                .toList();
    }

    private static final class Finding {
        private final EventLog log;
        private final DiscoveryOptions options;
        private final int[][] byResource;
        private final int[][] counts;
        private final boolean[] kept;
        private final List<String> findings = new ArrayList<>();

        Finding(EventLog log, DiscoveryOptions options) {
            this.log = log;
            this.options = options;
            byResource = grouped(log);
            counts = new int[log.resources().size()][];
            for (int r = 0; r < counts.length; r++) {
                counts[r] = new int[log.activities().size()];
                for (int i : byResource[r]) counts[r][log.activityOf(i)]++;
            }
            kept = new boolean[counts.length];
        }

        People people() {
            choose();
            var groups = withHours(grouped(skills()));
            var hours = new OpenTime[kept.length];
            Arrays.fill(hours, new OpenTime(Hours.ALWAYS));
            for (var group : groups) {
                for (int member : group.members) hours[member] = new OpenTime(group.hours);
            }
            return new People(groups, List.of(hours), List.of(byResource), findings);
        }

        private static int[][] grouped(EventLog log) {
            var sizes = new int[log.resources().size()];
            for (int i = 0; i < log.size(); i++) if (log.resourceOf(i) != EventLog.NONE) sizes[log.resourceOf(i)]++;
            var grouped = new int[sizes.length][];
            for (int r = 0; r < sizes.length; r++) grouped[r] = new int[sizes[r]];
            Arrays.fill(sizes, 0);
            for (int i = 0; i < log.size(); i++) {
                int r = log.resourceOf(i);
                if (r != EventLog.NONE) grouped[r][sizes[r]++] = i;
            }
            return grouped;
        }

        /** Leaves out those seen seldom, unless they are the only ones for some work or many together. */
        private void choose() {
            long seldom = 0;
            long all = 0;
            for (int r = 0; r < kept.length; r++) {
                kept[r] = byResource[r].length >= options.fewestInstances();
                all += byResource[r].length;
                if (!kept[r]) seldom += byResource[r].length;
            }
            if (seldom > 0.05 * all) {
                Arrays.fill(kept, true);
                return;
            }
            for (int a = 0; a < log.activities().size(); a++) {
                if (keptCan(a)) continue;
                int most = mostOften(a);
                if (most >= 0) kept[most] = true;
            }
            int out = 0;
            int instances = 0;
            for (int r = 0; r < kept.length; r++) {
                if (kept[r]) continue;
                out++;
                instances += byResource[r].length;
            }
            if (out > 0) {
                findings.add(out + " of " + kept.length + " people did fewer than " + options.fewestInstances()
                        + " activities each and nothing that others do not do: left out, their "
                        + Words.percent(instances, all) + " of the work falls to the others.");
            }
        }

        private boolean keptCan(int activity) {
            for (int r = 0; r < kept.length; r++) if (kept[r] && counts[r][activity] > 0) return true;
            return false;
        }

        private int mostOften(int activity) {
            int most = -1;
            for (int r = 0; r < counts.length; r++) {
                if (counts[r][activity] > (most < 0 ? 0 : counts[most][activity])) most = r;
            }
            return most;
        }

        private Map<Integer, SortedSet<Integer>> skills() {
            Map<Integer, SortedSet<Integer>> skills = new LinkedHashMap<>();
            int dropped = 0;
            for (int r = 0; r < kept.length; r++) {
                if (!kept[r]) continue;
                double floor = Math.max(options.fewestOfSkill(), options.skillShare() * byResource[r].length);
                var own = new TreeSet<Integer>();
                for (int a = 0; a < counts[r].length; a++) {
                    if (counts[r][a] >= floor) own.add(a);
                    else if (counts[r][a] > 0) dropped++;
                }
                skills.put(r, own);
            }
            for (int a = 0; a < log.activities().size(); a++) {
                int activity = a;
                if (skills.values().stream().anyMatch(s -> s.contains(activity))) continue;
                int best = -1;
                for (int r : skills.keySet()) {
                    if (counts[r][a] > (best < 0 ? 0 : counts[best][a])) best = r;
                }
                if (best < 0) continue;
                skills.computeIfAbsent(best, r -> new TreeSet<>()).add(a);
                dropped--;
            }
            skills.forEach((r, own) -> {
                if (own.isEmpty()) own.add(mainActivity(r));
            });
            if (dropped > 0) {
                findings.add(dropped + " times someone did an activity fewer than " + options.fewestOfSkill()
                        + " times or for less than " + Words.percent(options.skillShare())
                        + " of the person's own work: not taken for a skill.");
            }
            return skills;
        }

        private int mainActivity(int resource) {
            int main = 0;
            for (int a = 1; a < counts[resource].length; a++) {
                if (counts[resource][a] > counts[resource][main]) main = a;
            }
            return main;
        }

        private Map<List<Integer>, SortedSet<Integer>> grouped(Map<Integer, SortedSet<Integer>> skills) {
            Map<List<Integer>, SortedSet<Integer>> groups = new LinkedHashMap<>();
            if (skills.size() <= MOST_TEAMS) {
                skills.forEach((r, own) -> groups.put(List.of(r), own));
                return groups;
            }
            Map<SortedSet<Integer>, List<Integer>> alike = new LinkedHashMap<>();
            skills.forEach((r, own) ->
                    alike.computeIfAbsent(own, s -> new ArrayList<>()).add(r));
            alike.forEach((own, members) -> groups.put(List.copyOf(members), own));
            findings.add(
                    "There are " + skills.size() + " people, more than are told apart: those with the same skills make "
                            + groups.size() + " teams with common hours.");
            return groups;
        }

        private List<Group> withHours(Map<List<Integer>, SortedSet<Integer>> drafts) {
            var found = new LinkedHashMap<List<Integer>, @Nullable WorkCalendar>();
            for (var members : drafts.keySet()) {
                var instances = members.stream().map(m -> byResource[m]).toList();
                found.put(members, WorkCalendar.of(log, instances, options.support()));
            }
            var groups = new ArrayList<Group>();
            var borrowed = new ArrayList<String>();
            for (var draft : drafts.entrySet()) {
                var members = draft.getKey();
                var calendar = found.get(members);
                var name =
                        members.size() == 1 ? log.resources().get(members.getFirst()) : "People " + (groups.size() + 1);
                if (calendar == null) {
                    borrowed.add(name);
                    calendar = ofColleague(members, found);
                }
                groups.add(new Group(name, members, calendar.hours(), draft.getValue(), calendar.support()));
            }
            if (!borrowed.isEmpty()) {
                findings.add("Seen too seldom to tell when they work: " + Words.list(borrowed)
                        + ". They have the hours of whoever does most of the same work, or all hours.");
            }
            return groups;
        }

        private WorkCalendar ofColleague(List<Integer> members, Map<List<Integer>, @Nullable WorkCalendar> found) {
            int activity = mainActivity(members.getFirst());
            var best = new WorkCalendar(Hours.ALWAYS, 1, 1);
            int most = 0;
            for (var entry : found.entrySet()) {
                var calendar = entry.getValue();
                int count = entry.getKey().stream()
                        .mapToInt(m -> counts[m][activity])
                        .sum();
                if (calendar != null && count > most && holdsWork(calendar, members)) {
                    most = count;
                    best = calendar;
                }
            }
            return best;
        }

        private boolean holdsWork(WorkCalendar calendar, List<Integer> members) {
            for (int member : members) {
                var instances = byResource[member];
                var first = Arrays.stream(instances).mapToLong(log::start).min().orElse(0);
                var last = Arrays.stream(instances).mapToLong(log::end).max().orElse(0);
                double weeks = OpenTime.weekOf(last) - OpenTime.weekOf(first) + 1.0;
                double busy = Presence.union(log, instances).length() / 1000.0;
                if (busy > weeks * calendar.hours().openSecondsPerWeek()) return false;
            }
            return true;
        }
    }
}
