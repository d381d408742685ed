package org.shadowline.validation.invariant;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.CheckedScenario;
import org.shadowline.dsl.check.FileAccess;

/**
 * A plant of random shape in Shadowline's language: several products on routes of their own over common stations, buffers
 * and conveyors between them, people, shifts, failures, set-ups, batches, assembly, division, scrap and rework. It need not
 * be a good plant: lines may be overloaded and may lock themselves up, and the laws of a plant hold all the same.
 */
final class RandomPlant {
    private final Random random;
    /** How people walk and work has draws of its own, so that all else of a plant stays as it is without. */
    private final Random people;
    /** Rules and what they count. */
    private final Random logic;

    /** Robots beside people, likewise. */
    private final Random robots;
    /** Shipments in place of buffers, likewise. */
    private final Random shipments;
    /** So have the vehicles. */
    private final Random vehicles;

    private final boolean markovian;
    private final List<String> statements = new ArrayList<>();
    private final int stations;
    private final int products;
    private final List<List<String>> ring = new ArrayList<>();
    private int fleets;

    private RandomPlant(long seed, boolean markovian) {
        random = new Random(seed);
        people = new Random(seed + 1_000_000);
        logic = new Random(seed + 4_000_000);
        robots = new Random(seed + 2_000_000);
        shipments = new Random(seed + 3_000_000);
        vehicles = new Random(seed + 4_000_000);
        this.markovian = markovian;
        stations = 2 + random.nextInt(5);
        products = 1 + random.nextInt(3);
        teams();
        statements.add("site far { }");
        statements.add("site near { }");
        for (int s = 0; s < stations; s++) station(s);
        if (chance(0.5)) fleets();
        for (int s = 0; s < stations; s++) serve("s" + s);
        for (int p = 0; p < products; p++) product(p);
        if (!markovian) assembly();
        ring();
        if (!markovian) rules();
    }

    /** The same seed gives the same plant. */
    static RandomPlant of(long seed) {
        return new RandomPlant(seed, false);
    }

    /**
     * A plant whose future depends on nothing that cannot be seen in it: no times between arrivals or failures with a
     * memory, no set-ups in progress, nothing that moves on a conveyor.
     */
    static RandomPlant markovian(long seed) {
        return new RandomPlant(seed, true);
    }

    /** The plant with its statements in their order. */
    String text() {
        return text(statements);
    }

    /** The same plant, declared in another order. */
    String shuffled(long seed) {
        var other = new ArrayList<>(statements);
        Collections.shuffle(other, new Random(seed));
        return text(other);
    }

    private static String text(List<String> statements) {
        return "plant random {\n  " + String.join("\n  ", statements) + "\n}\n"
                + "scenario \"Random\" on random {\n  starts 2026-01-05 00:00 UTC\n"
                + "  run 20 h after warmup 3 h, 3 replications\n  seed 7\n}\n";
    }

    /** The only scenario of a text that must be free of errors. */
    static CheckedScenario check(String text) {
        var checked = new ShadowLanguage().check("random.shadow", text, FileAccess.NONE);
        if (checked.hasErrors()) throw new AssertionError(checked.report() + "\n" + text);
        return checked.scenarios().getFirst();
    }

    private void teams() {
        statements.add("team crew " + (1 + random.nextInt(3)) + " people skills a, b" + shift() + walks() + pace());
        statements.add("team fitters 1 person skills c" + walks());
        statements.add("tool cutter * 2"
                + (people.nextBoolean() && !markovian ? " life 30 parts changed in exponential(3 min)" : ""));
        statements.add("spare bearing stock 2 reorders 1 after " + time(1500));
    }

    private String pace() {
        return (people.nextBoolean() ? " speed 85 %" : "")
                + (people.nextInt(3) == 0 ? " learns 95 % per doubling to 60 %" : "")
                + (people.nextInt(3) == 0 ? " tires 20 % slower over 2 h recovers over 20 min" : "");
    }

    private String priority() {
        return people.nextInt(3) == 0 ? " priority " + (1 + people.nextInt(2)) : "";
    }

    private String walks() {
        return people.nextBoolean() ? " walks 1.2 m/s" + (people.nextBoolean() ? " at (6 m, 30 m)" : "") : "";
    }

    private String shift() {
        return !markovian && chance(0.3)
                ? " shift 00:00-12:00 on weekdays break 04:00-04:30"
                        + (chance(0.5) ? " at shift end pauses" : " at shift end finishes")
                        + (people.nextBoolean() ? " absent 20 %" : "")
                : "";
    }

    private void station(int s) {
        var text = new StringBuilder("station s" + s);
        if (chance(0.4)) text.append(" * ").append(2 + random.nextInt(2));
        text.append(" takes ").append(time(40 + random.nextInt(60)));
        if (chance(0.6))
            text.append(" queue ").append(chance(0.5) ? "unlimited" : Integer.toString(1 + random.nextInt(4)));
        if (chance(0.4)) {
            text.append(" fails every exponential(1 h) of ")
                    .append(chance(0.5) ? "operation" : "calendar time")
                    .append(" for ")
                    .append(time(300));
            if (chance(0.3)) text.append(" using 1 bearing");
            if (chance(0.3)) text.append(" repaired by 1 of fitters");
        }
        if (chance(0.2)) text.append(" scraps 5 %");
        if (text.indexOf(" fails ") > 0 && people.nextInt(3) == 0) {
            text.append(
                    " defects 1 % plus 20 % for 3 parts after repair plus 1 % every 100 parts plus 3 % during 03:00-09:00");
        }
        if (s > 0 && chance(0.2)) {
            text.append(" waits at most 8 min after s" + random.nextInt(s)).append(chance(0.5) ? " else back" : "");
        }
        if (chance(0.2)) {
            text.append(" degrades uniform(0 %, 5 %) maintained when wear reaches 80 % for 3 min")
                    .append(chance(0.5) ? " as new" : "")
                    .append(" fails when wear reaches 83 % for 8 min");
        }
        if (chance(0.35))
            text.append(" needs 1 with ").append(chance(0.5) ? "a" : "b").append(priority());
        if (people.nextInt(4) == 0) text.append(" uses cutter");
        if (!markovian) seldom(text);
        if (chance(0.3)) energy(text);
        if (people.nextInt(5) > 0) {
            int y = people.nextInt(20);
            text.append(" at (").append(12 * s).append(" m, ").append(y).append(" m)");
            if (robots.nextInt(3) == 0) robot(text);
        }
        statements.add(text.toString());
    }

    private void robot(StringBuilder text) {
        text.append(" robot reaches ")
                .append(1 + robots.nextInt(3))
                .append(" m at 1.5 m/s stops in 0.5 s over 0.4 m reacts in 0.1 s intrusion ")
                .append(1 + robots.nextInt(6))
                .append(" m")
                .append(robots.nextBoolean() ? " slows to 50 %, 20 %" : "");
    }

    private void energy(StringBuilder text) {
        text.append(" draws 5 kW busy, 1 kW idle");
        if (chance(0.5))
            text.append(", 3 kW warming stands by after 40 s warms up ").append(time(15));
        if (chance(0.5)) text.append(" switches off after 2 min warms up ").append(time(80));
    }

    private void seldom(StringBuilder text) {
        if (chance(0.2)) text.append(" fails every 60 parts for 4 min");
        if (chance(0.2)) text.append(" maintained every 90 parts for 6 min");
        if (chance(0.3)) text.append(" sets up ").append(time(90)).append(" when product changes");
        if (chance(0.15)) text.append(" shift 00:00-16:00 on weekdays");
        if (chance(0.2)) {
            text.append(text.indexOf(" defects ") > 0 ? "" : " defects 6 %")
                    .append(" inspects missing 10 % alarms 5 %");
        }
        if (chance(0.15)) text.append(" batch 2..4 within 5 min");
        if (chance(0.3)) {
            var rules = List.of("shortest processing", "earliest due date", "priority", "critical ratio");
            text.append(" dispatch ").append(rules.get(random.nextInt(rules.size())));
        }
    }

    private void product(int p) {
        statements.add("product p" + p + " material 2 EUR price 9 EUR");
        statements.add(source(p));
        serve("src" + p);
        var route = new StringBuilder("route p" + p + " {\n    src" + p);
        var path = new ArrayList<Integer>();
        for (int s = 0; s < stations; s++) if (chance(0.75)) path.add(s);
        if (path.isEmpty()) path.add(0);
        for (int i = 0; i < path.size(); i++) {
            String between = between(p, i, i == 0 ? "src" + p : "s" + path.get(i - 1), "s" + path.get(i));
            route.append(between).append(" -> s").append(path.get(i));
            boolean last = i == path.size() - 1;
            if (last || !chance(0.35)) continue;
            // a branch: rework over a buffer without limit, or scrap
            String next = between(p, 100 + i, "s" + path.get(i), "s" + path.get(i + 1));
            String first = next.isEmpty() ? "s" + path.get(i + 1) : next.substring(" -> ".length());
            if (chance(0.5)) {
                String rework = "rework" + p + "x" + i;
                statements.add("buffer " + rework);
                route.append("\n    s" + path.get(i) + " -> " + first + " 85 % | " + rework + " 10 % | scrap");
                route.append("\n    " + rework + " -> s" + path.get(random.nextInt(i + 1)));
            } else {
                route.append("\n    s" + path.get(i) + " -> " + first + " 90 % | scrap");
            }
            if (next.isEmpty()) {
                route.append("\n    s" + path.get(i + 1));
            } else {
                route.append("\n    " + first.split(" ", 2)[0] + " -> s" + path.get(i + 1));
            }
            i++;
        }
        statements.add(route + "\n  }");
    }

    private String between(int product, int place, String from, String to) {
        double kind = random.nextDouble();
        String name = "b" + product + "x" + place;
        if (!markovian && logic.nextInt(12) == 0) {
            statements.add("custom " + name + " type \"indexing table\" with positions " + (1 + logic.nextInt(5))
                    + ", cycle 25 s");
            return " -> " + name;
        }
        if (logic.nextInt(8) == 0) {
            statements.add("delay " + name + " takes exponential(2 min)" + (logic.nextBoolean() ? " holds 3" : ""));
            return " -> " + name;
        }
        if (kind < 0.4 && shipments.nextInt(4) == 0) {
            statements.add("shipment " + name + " from far to near " + departures());
            return " -> " + name;
        }
        if (kind < 0.4) {
            statements.add("buffer " + name + (chance(0.5) ? " holds " + (1 + random.nextInt(6)) : ""));
            return " -> " + name;
        }
        if (kind > 0.7 && fleets > 0) {
            statements.add("buffer " + name);
            serve(name);
            return " -> " + name + " by fleet" + random.nextInt(fleets);
        }
        if (kind > 0.62 && kind < 0.7 && !markovian) {
            statements.add("rack " + name + " places " + (1 + random.nextInt(4)) + " x 2 speed 1 m/s"
                    + (chance(0.5) ? " lifts 0.3 m/s" : "")
                    + (chance(0.5) ? " loads " + time(6) + " unloads 3 s" : "")
                    + (chance(0.5) ? " stores random" : "")
                    + List.of("", " retrieves last in", " retrieves earliest due date", " retrieves nearest")
                            .get(random.nextInt(4)));
            return " -> " + name;
        }
        if (kind < 0.55 && !markovian) {
            statements.add("conveyor " + name + " from " + from + " to " + to + " length " + (2 + random.nextInt(8))
                    + " m speed 0.3 m/s" + bends());
            return " -> " + name;
        }
        return "";
    }

    /** One whose future depends on nothing but what waits and what is under way leaves when full. */
    private String departures() {
        int kind = markovian ? 2 : shipments.nextInt(4);
        String holds = " takes exponential(5 min) holds " + (1 + shipments.nextInt(5));
        return switch (kind) {
            case 0 -> "departs every 10 min" + holds + " at least 1 customs uniform(1 min, 3 min)";
            case 1 -> "departs at 01:00, 02:30, 05:00, 09:00 on monday-saturday" + holds;
            case 2 -> "departs when full" + holds;
            default -> "departs when full or after 7 min" + holds;
        };
    }

    /**
     * Vehicles on a ring of paths with spurs of which some are single tracks, which serve every station and buffer; they may
     * bring themselves to a standstill.
     */
    private void fleets() {
        fleets = 1 + random.nextInt(2);
        int nodes = 3 + random.nextInt(3);
        boolean oneWay = chance(0.5);
        for (int n = 0; n < nodes; n++) {
            ring.add(new ArrayList<>());
            statements.add("path ring" + n + " from n" + n + " to n" + (n + 1) % nodes + " length "
                    + (4 + random.nextInt(20)) + " m" + (oneWay ? " one way" : chance(0.3) ? " single track" : "")
                    + (chance(0.3) ? " holds 2" : "") + (chance(0.2) ? " speed 0.5 m/s" : ""));
            statements.add("path spur" + n + " from n" + n + " to depot" + n + " length " + (1 + random.nextInt(6))
                    + " m" + (chance(0.5) ? " single track" : ""));
            statements.add("node depot" + n);
        }
        for (int f = 0; f < fleets; f++) {
            statements.add("fleet fleet" + f + " * " + (1 + random.nextInt(3)) + " speed 1.5 m/s"
                    + (chance(0.6) ? " acceleration 0.4 m/s2" : "")
                    + (chance(0.6) ? " loads " + time(8) : "")
                    + (chance(0.6) ? " unloads " + time(8) : "")
                    + (chance(0.5) ? " parks at depot" + random.nextInt(nodes) : "")
                    + List.of("", " dispatch oldest call", " dispatch look ahead")
                            .get(random.nextInt(3))
                    + (vehicles.nextInt(3) == 0 ? " carries up to " + (2 + vehicles.nextInt(3)) : "")
                    + (vehicles.nextInt(5) == 0 && !markovian ? " shift 00:00-14:00 on weekdays break 03:00-03:20" : "")
                    + breakdowns()
                    + (chance(0.4) ? energy(nodes) : ""));
        }
    }

    private String bends() {
        return (vehicles.nextBoolean() ? " then curve 90 deg radius 0.8 m at 0.2 m/s then 1 m at 0.4 m/s" : "")
                + (vehicles.nextInt(3) == 0 ? " not accumulating" : "")
                + (vehicles.nextInt(3) == 0 ? " merges alternately" : "")
                + (vehicles.nextBoolean() ? " parts 0.3 m long sensor eye at 1 m sensor last at 1.9 m" : "");
    }

    private String breakdowns() {
        return (vehicles.nextInt(3) == 0
                        ? " fails every exponential(10 min) for exponential(2 min)"
                                + (vehicles.nextBoolean() ? " using 1 bearing" : "")
                                + (vehicles.nextBoolean() ? " repaired by 1 of fitters" : "")
                        : "")
                + (vehicles.nextInt(5) == 0 ? " fails every exponential(2 h) of calendar time for 5 min" : "")
                + (vehicles.nextInt(5) == 0 && !markovian ? " fails every 40 parts for 3 min" : "");
    }

    private String energy(int nodes) {
        return " battery 100 Wh draws 300 W driving, 20 W standing"
                + (chance(0.3)
                        ? " swaps at depot" + random.nextInt(nodes) + " in " + time(60) + " below 40 %"
                        : " charges at depot" + random.nextInt(nodes) + " with 500 W below 40 % to 90 %"
                                + (chance(0.5) ? " when idle" : ""));
    }

    /** The nodes of the ring, when it is known what they serve. */
    private void ring() {
        for (int n = 0; n < ring.size(); n++) {
            statements.add("node n" + n
                    + (ring.get(n).isEmpty() ? "" : " serves " + String.join(", ", ring.get(n)))
                    + (chance(0.3) ? " holds " + (1 + random.nextInt(3)) : ""));
        }
    }

    private void serve(String element) {
        if (fleets > 0) ring.get(random.nextInt(ring.size())).add(element);
    }

    private String source(int p) {
        var text = new StringBuilder("source src" + p + " makes p" + p);
        if (!markovian && chance(0.2)) return text + " unlimited limit 300";
        text.append(" every exponential(").append(70 + random.nextInt(120)).append(" s)");
        if (!markovian) {
            if (chance(0.2)) text.append(" during 00:00-15:00 on weekdays");
            if (chance(0.3)) text.append(" in lots of 3");
            if (chance(0.4)) text.append(" due uniform(1 h, 3 h) priority ").append(random.nextInt(3));
        }
        if (people.nextInt(4) == 0) text.append(" defects discrete(0 % 80 %, 20 % 20 %)");
        if (chance(0.3)) text.append(" holds ").append(2 + random.nextInt(5)).append(" loses arrivals when full");
        return text.toString();
    }

    /** Apart from the rest: boxes are joined with lids that a saw cuts from sheets. */
    private void assembly() {
        if (!chance(0.5)) return;
        statements.addAll(List.of(
                "product box",
                "product sheet",
                "product lid",
                "source boxes makes box every exponential(100 s)",
                "source sheets makes sheet every exponential(" + (150 + random.nextInt(300)) + " s)",
                "station cut takes " + time(60) + " splits into 3 lid queue unlimited",
                "buffer lids holds " + (4 + random.nextInt(10)),
                "station joining takes " + time(50) + " queue 5 joins 2 lid" + screws(),
                "route box { boxes -> joining" + crates() + " }",
                "route sheet { sheets -> cut }",
                "route lid { cut -> lids -> joining }"));
        if (chance(0.5)) {
            statements.add("loop pull from cut to cut holds 3");
        }
    }

    /** Rules on events, on conditions, and programs that wait; each has an attribute of its own, so that no order counts. */
    private void rules() {
        if (logic.nextInt(3) == 0) return;
        String station = "s" + logic.nextInt(stations);
        statements.add("sink counter has enters 0 has cycles 0 has rounds 0 has delay 30 s");
        statements.add("procedure pause(time in s) { " + station + " stops for time }");
        statements.add("when part enters " + station + " set counter.enters to counter.enters + 1");
        statements.add("when " + station + " finishes part { set counter.cycles to counter.cycles + 1"
                + " if counter.cycles / 40 = floor(counter.cycles / 40) { pause(uniform(10 s, 60 s)) } }");
        statements.add("when work in process > " + (5 + logic.nextInt(10)) + " for 5 min set " + station
                + ".speed to min(1.5, 1 + work in process / 50)");
        statements.add("when " + station + " is idle set " + station + ".speed to 100 %");
        statements.add("repeat every exponential(40 min) { let n = counter.rounds + 1 wait counter.delay"
                + " wait until " + station + " is idle set counter.rounds to n }");
    }

    /** Boxes leave in crates, or come out of them again. */
    private String crates() {
        if (markovian || people.nextInt(2) == 0) return "";
        boolean opened = people.nextBoolean();
        statements.addAll(List.of(
                "product crate",
                "station crating takes 40 s queue 6 batch 2..4 within 10 min packs into crate defects 3 %",
                "station carting takes exponential(90 s) queue unlimited",
                "station opening takes 20 s queue 3 " + (opened ? "unpacks crate" : ""),
                "station storing takes 25 s queue 2",
                "route crate {\n    crating -> carting\n    carting -> opening 95 % | scrap\n  }"));
        return " -> crating" + (opened ? " -> opening -> storing" : "");
    }

    /** Screws of a supplier for boxes. */
    private String screws() {
        if (markovian || people.nextInt(2) == 0) return "";
        statements.addAll(List.of(
                "product screw",
                "source supplier makes screw reorders " + (people.nextBoolean() ? "up to 12" : "5")
                        + " when screws below 6 after exponential(6 min)",
                "buffer screws",
                "route screw { supplier -> screws -> joining }"));
        return ", 3 screw";
    }

    private String time(int mean) {
        return switch (random.nextInt(5)) {
            case 0 -> "exponential(" + mean + " s)";
            case 1 -> "triangular(" + mean / 2 + " s, " + mean + " s, " + 2 * mean + " s)";
            case 2 -> "lognormal(" + mean + " s, " + mean / 2 + " s)";
            case 3 -> "erlang(3, " + mean + " s)";
            default -> String.format(Locale.ROOT, "uniform(%d s, %d s)", mean / 2, 3 * mean / 2);
        };
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }
}
