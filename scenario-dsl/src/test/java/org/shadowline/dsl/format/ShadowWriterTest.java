package org.shadowline.dsl.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Route;

class ShadowWriterTest {
    private static final String ALL = """
            plant all "With \\"quotes\\"" {
              electricity 0.22 EUR/kWh demand 9 EUR/kW every 30 days
              area hall "Hall" 60 m x 24 m at (1 m, 2 m)
              product bracket material 4 EUR holding 0.02 EUR/h has colour red 60 %, blue 40 % has size uniform(1 cm, 5 cm)
              product hinge
              source orders makes bracket 70 %, hinge 30 %
                every exponential(65 s) during 06:00-14:00 on weekdays, gamma(2, 3 min) during 22:00-06:00 on saturday
                in lots of 2 limit 500 first after 10 min due 3 days priority 2 holds 10 loses arrivals when full
              sink waste scraps
              station saw * 2 "Saw" at (4 m, 6 m) in hall
                takes 42 s for bracket, triangular(60 s, 75 s, 110 s) for hinge
                queue 5
                sets up 10 min from bracket to hinge, 5 min
                fails "blade" every exponential(6 h) of calendar time for lognormal(20 min, 8 min) repaired by 1 of fitters
                fails every 500 parts for 10 min and 150 EUR using 1 spindle, 2 belt
                needs 1 of operators with milling
                robot reaches 1.3 m at 1.5 m/s stops in 0.4 s over 0.3 m reacts in 0.1 s intrusion 0.2 m uncertainty 0.05 m
                  approach 2 m/s slows to 50 %, 20 %
                draws 15 kW busy, 3 kW idle, 1 kW off
                stands by after 10 min warms up 30 s
                switches off after 2 h warms up normal(15 min, 2 min)
                shift 06:00-14:00 on weekdays break 09:00-09:15
                speed 80 %
                costs 60 EUR/h
                scraps 2 %
                dispatch earliest due date
              station mill
                takes 30 s at rough, 2 min + exponential(3 min) at finish
                queue unlimited
                sets up 3 min when colour changes
              buffer b1 at (8 m, 6 m) holds 8
              conveyor c1 length 8 m speed 0.3 m/s merges alternately
              conveyor c2 length 8 m speed 0.3 m/s not accumulating then curve 90 deg radius 1 m at 0.2 m/s then 3 m merges first from c1 parts 0.4 m long sensor eye at 8 m sensor last at 9 m
              rack store at (1 m, 2 m, 3 m) places 20 x 8 pitch 0.6 m x 0.5 m speed 2 m/s lifts 0.8 m/s loads 4 s unloads 5 s
                stores random retrieves least size
              node crossing at (10 m, 4 m) holds 2 serves saw, mill
              node depot at (2 m, 1 m)
              delay ageing "Ageing" at (1 m, 2 m) takes 7 days for bracket, normal(3 days, 2 h) holds 40
              delay cooling takes 1 h + 2 min/cm * size for bracket, 30 min
              path aisle from crossing to depot length 12 m speed 1 m/s holds 3 one way
              path spur from depot to crossing length 9 m single track
              path ring from crossing to b1 length 5 m
              fleet agvs * 3 "AGVs" moves on paths speed 1.2 m/s acceleration 0.5 m/s2 loads 10 s unloads normal(10 s, 2 s)
                parks at depot dispatch look ahead battery 2 kWh draws 800 W driving, 50 W standing
                charges at depot with 3 kW below 20 % to 80 % when idle
              fleet tugs moves on paths speed 1.5 m/s battery 1 kWh draws 500 W driving swaps at depot in 3 min below 25 %
              fleet crane moves overhead speed 0.5 m/s draws 4 kW driving shift 06:00-14:00 on weekdays carries up to 3 dispatch oldest call fails every 40 h for exponential(30 min) fails "belt" every 500 parts for 10 min
              site munich "Munich" in Europe/Berlin {
                buffer dock holds 100
                station sorter takes 5 s shift 06:00-14:00 on weekdays
                team sorters 1 person shift 06:00-14:00 on weekdays in Europe/London
              }
              site shenzhen in Asia/Shanghai partner {
                buffer quay
              }
              shipment ferry "Sea" from munich to shenzhen
                departs at 18:00, 20:00 on friday and 06:00 on monday, tuesday
                takes normal(32 days, 4 days) holds 400 at least 50 customs uniform(1 day, 4 days) costs 2400 EUR freight 1.5 EUR
              shipment air from munich to shenzhen departs every 7 days first after 2 days takes 1 day
              shipment van from shenzhen to munich departs when full or after 3 days takes 7 days holds 20
              source coils makes coil reorders 20 when stock below 30 after normal(3 days, sd 8 h) first after 0 s defects uniform(0 %, 8 %)
              source coils2 makes coil reorders up to 8 when stock2 below 4 after exponential(450 s)
              buffer stock2
              buffer stock keeps 10 days
              product coil
              product blank
              station slit takes 5 min splits into 4 blank
                maintained "knife" every 200 parts for 5 min by 1 of fitters priority 2
                maintained every 2 days of calendar time for 1 h and 80 EUR using 1 belt by 1 of fitters
                wears 5 % slower, 1 % scrap every 100 parts
                degrades gamma(2, 0.5 %)
                defects 1 % plus 4 % when wear above 70 % plus 1 % every 50 parts plus 3 % for 5 parts after maintenance
                  plus 2 % during 22:00-06:00 on weekdays plus 5 % for 2 parts after repair
                maintained "edge" when wear reaches 80 % for 10 min and 5 EUR by 1 of fitters as new
                fails when wear reaches 100 % for 2 h as new
              station oven takes 1 h queue unlimited batch 4..10 within 30 min alike defects 3 %
              station check takes 10 s queue unlimited inspects missing 5 % alarms 2 %
              station fix takes 2 min queue unlimited mends 90 % waits at most 2 h after check
              station coat takes 3 min queue 2 waits at most 10 min after saw else back
              station bolt takes 10 s queue 3 joins 2 blank
              station box takes 10 s queue 3 batch 6 packs into crate
              station unbox takes 10 s queue 3 unpacks crate
              product crate
              loop pull "Pull" from saw to mill holds 12
              team operators 3 people skills milling, inspection shift 06:00-14:00 on monday, wednesday-friday paid 35 EUR/h
                at shift end pauses
              team packers 2 people shift 06:00-14:00 on weekdays break 10:00-10:30 in Asia/Tokyo absent 4 %
              team fitters 1 person skills b, a level 85 % speed 95 % learns 80 % per doubling to 40 %
                tires 25 % slower over 4 h recovers over 30 min walks 1.2 m/s on paths at (1 m, 2 m)
              spare spindle "Spindle" at (1 m, 2 m) stock 3 reorders 2 below 4 after normal(10 days, sd 1 day) costs 800 EUR
                holding 0.5 EUR/h
              tool cutter * 4 "Cutter" at (1 m, 1 m) life 200 parts changed in exponential(5 min) and 12 EUR
              tool gauge
              spare belt stock 1 reorders 1 after 5 days
              station a takes discrete(10 s 20 %, 20 s 80 %)
              station b takes empirical(3 s, 4 s, 7 s)
              station c takes weibull(1.5, 200 s) uses cutter
              station f takes beta(2, 3, 30 s, 60 s)
              station e takes erlang(3, 60 s)
              route bracket {
                orders -> saw -> b1 -> mill:rough -> c1 -> mill:finish
                mill:finish -> shortest of a, b
                a -> c when size > 3 cm and colour = red | f when kiln.heats > 3 * size / 1 cm and saw is busy | f
                b -> e 90 % | waste 7.5 % | scrap
                c -> done
              }
              route hinge {
                orders -> saw -> check
                check -> bolt when verdict = good | fix when visits(fix) < 3 | scrap
                fix -> check
              }
              station kiln takes 4 min + 3 min/cm * size for bracket, 5 min + exponential(10 s) * visits(kiln) for hinge
                queue unlimited has heats 0 has glow 20 degC has mode cold, warm
              procedure clean(time in min, times) {
                let n = times * (1 - 0.5)
                while n > 0 {
                  kiln stops for time / 2
                  wait time + uniform(1 s, 2 s)
                  set n to n - 1
                }
                note "clean"
              }
              when bracket enters kiln {
                if part is bracket and part.colour = red { set part.size to max(part.size, 2 cm) }
                else if part.age > 2 h or not (kiln.mode = warm) { set kiln.mode to warm } else { clean(5 min, 2) }
              }
              when kiln finishes part set kiln.heats to kiln.heats + 1
              when bracket leaves kiln set part.colour to blue
              when hinge enters saw release 2 * saw.level hinge from orders due 3 h priority 2
              when kiln fails set c1.speed to 0.1 m/s * sqrt(1 + kiln.heats)
              when kiln recovers set c1.speed to 50 %
              when kiln.heats >= 5 and kiln is idle for 5 min set b1.holds to round(kiln.heats / 2) because "room"
              repeat every exponential(1 h) { wait until saw.level = 0 saw.1 fails for 5 min set operators.people to 2 }
              when run starts set orders.rate to abs(-1.5)
              route coil {
                coils -> stock -> slit
                coils2 -> stock2 -> slit
              }
              route blank { slit -> oven -> box -> unbox -> bolt }
              route crate { box -> unbox }
            }
            """;

    private static Plant plant(String text) {
        var checked = new ShadowLanguage().check("all.shadow", text, FileAccess.NONE);
        assertTrue(!checked.hasErrors(), checked::report);
        return checked.plants().getFirst();
    }

    @Test
    void what_is_written_reads_back_as_an_equal_plant() {
        var plant = plant(ALL);

        var again = plant(ShadowWriter.write(plant, List.of(), Map.of(), List.of("A comment.")));

        assertSame(plant, again);
    }

    /** Equal but for the order of the steps in a route, which is that of their first mention. */
    private static void assertSame(Plant expected, Plant actual) {
        assertEquals(byId(expected), byId(actual));
        assertEquals(expected.sites(), actual.sites());
        assertEquals(Set.copyOf(expected.teams()), Set.copyOf(actual.teams()));
        assertEquals(expected.products(), actual.products());
        assertEquals(expected.areas(), actual.areas());
        assertEquals(expected.symbols(), actual.symbols());
        assertEquals(expected.logic(), actual.logic());
        assertEquals(expected.electricityPrice(), actual.electricityPrice());
        assertEquals(expected.demandCharge(), actual.demandCharge());
        for (int i = 0; i < expected.routes().size(); i++) {
            assertEquals(ways(expected.routes().get(i)), ways(actual.routes().get(i)));
        }
    }

    /** Elements of sites are written before the others. */
    private static Map<String, Element> byId(Plant plant) {
        var elements = new TreeMap<String, Element>();
        for (var element : plant.elements()) elements.put(element.id(), element);
        return elements;
    }

    /** Steps by name, with names in place of numbers of targets. */
    private static Map<String, String> ways(Route route) {
        var ways = new TreeMap<String, String>();
        for (var step : route.steps()) {
            var exit = step.exit().toString();
            for (int i = route.steps().size() - 1; i >= 0; i--) {
                exit = exit.replace(
                                "target=" + i + ",",
                                "target=" + route.steps().get(i).name() + ",")
                        .replace(
                                "target=" + i + "]",
                                "target=" + route.steps().get(i).name() + "]")
                        .replace(
                                "otherwise=" + i + "]",
                                "otherwise=" + route.steps().get(i).name() + "]");
            }
            if (step.exit() instanceof Route.Exit.ShortestQueue(var targets)) {
                exit = targets.stream()
                        .map(t -> route.steps().get(t).name())
                        .toList()
                        .toString();
            }
            ways.put(step.name(), exit);
        }
        return ways;
    }

    @Test
    void the_shipped_scenarios_read_back_as_equal() throws java.io.IOException {
        var checked = new ShadowLanguage().check(Path.of("../scenarios/job-shop/job_shop.shadow"));
        var plant = checked.plants().getFirst();
        var scenario = checked.scenarios().getFirst().scenario();

        var text = ShadowWriter.write(plant, List.of(scenario), Map.of(), List.of());
        var again = new ShadowLanguage().check("again.shadow", text, FileAccess.NONE);

        assertSame(plant, again.plants().getFirst());
        assertEquals(scenario, again.scenarios().getFirst().scenario());
    }

    @Property(tries = 300)
    void every_duration_reads_back_as_the_same_number(
            @ForAll @Scale(6) @DoubleRange(min = 1e-3, max = 1e8) double seconds) {
        var plant = plant("plant p {\n  source in makes a every " + Numbers.duration(seconds)
                + "\n  station work takes 1 s\n" + "  route a { in -> work }\n}\n");

        var again = plant(ShadowWriter.write(plant, List.of(), Map.of(), List.of()));

        assertSame(plant, again);
    }

    @Test
    void a_name_that_the_language_does_not_have_is_refused() {
        var plant = plant(ALL);
        var wrong = new Plant(
                "not a name",
                null,
                "EUR",
                0,
                List.of(),
                plant.elements(),
                plant.teams(),
                plant.products(),
                plant.routes(),
                plant.loops(),
                plant.symbols());

        assertThrows(IllegalArgumentException.class, () -> ShadowWriter.write(wrong, List.of(), Map.of(), List.of()));
    }
}
