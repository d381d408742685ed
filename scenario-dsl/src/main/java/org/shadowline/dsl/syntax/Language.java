package org.shadowline.dsl.syntax;

import static org.shadowline.dsl.syntax.Statement.Kind.AREA;
import static org.shadowline.dsl.syntax.Statement.Kind.BUFFER;
import static org.shadowline.dsl.syntax.Statement.Kind.CONVEYOR;
import static org.shadowline.dsl.syntax.Statement.Kind.CUSTOM;
import static org.shadowline.dsl.syntax.Statement.Kind.DELAY;
import static org.shadowline.dsl.syntax.Statement.Kind.FLEET;
import static org.shadowline.dsl.syntax.Statement.Kind.LOOP;
import static org.shadowline.dsl.syntax.Statement.Kind.NODE;
import static org.shadowline.dsl.syntax.Statement.Kind.PATH;
import static org.shadowline.dsl.syntax.Statement.Kind.PRODUCT;
import static org.shadowline.dsl.syntax.Statement.Kind.RACK;
import static org.shadowline.dsl.syntax.Statement.Kind.SHIPMENT;
import static org.shadowline.dsl.syntax.Statement.Kind.SINK;
import static org.shadowline.dsl.syntax.Statement.Kind.SITE;
import static org.shadowline.dsl.syntax.Statement.Kind.SOURCE;
import static org.shadowline.dsl.syntax.Statement.Kind.SPARE;
import static org.shadowline.dsl.syntax.Statement.Kind.STATION;
import static org.shadowline.dsl.syntax.Statement.Kind.TEAM;
import static org.shadowline.dsl.syntax.Statement.Kind.TOOL;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.syntax.Keyword.Place;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.units.Dimension;

/**
 * The language in one table: parser, checker, completion, hover, formatter and reference all read it here.
 */
public final class Language {
    private static final Set<Kind> PLACED = Set.of(SOURCE, SINK, STATION, BUFFER, CONVEYOR, RACK, CUSTOM, DELAY);

    private static final List<Keyword> TABLE = List.of(
            // files
            word(
                    Place.FILE,
                    "import",
                    "\"FILE\" [as NAME]",
                    "Makes the names of another file usable, under a prefix with `as`.",
                    "import \"cells.shadow\" as cells"),
            word(
                    Place.FILE,
                    "pattern",
                    "NAME(PARAMETER = VALUE, …) { … }",
                    "A part of a plant to be used several times, with parameters.",
                    "pattern packing(lanes = 1) { station sealer * lanes takes 25 s }"),
            word(
                    Place.FILE,
                    "plant",
                    "NAME [\"TEXT\"] { … }",
                    "A plant: its elements, people, products and routes.",
                    "plant brackets \"Bracket line\" { electricity 0.22 EUR/kWh }"),
            word(
                    Place.FILE,
                    "scenario",
                    "\"TEXT\" [as NAME] [on PLANT | extends SCENARIO] { … }",
                    "A rehearsal of a plant: how long, what happens meanwhile, what is measured; or another scenario, of this or an imported file, with some of it replaced or added.",
                    "scenario \"Rush order\" as rush on brackets { run 5 days }"),
            // statements of plants; `let` and `hours` in files as well
            word(Place.PLANT, "let", "NAME = EXPRESSION", "A name for a value.", "let pace = 42 s"),
            word(
                    Place.PLANT,
                    "parameter",
                    "NAME = EXPRESSION [in FROM..TO | in VALUE, …] [\"TEXT\"]",
                    "A value that may be given from outside (`--set pace=35s`), the values that it may have, and what it is.",
                    "parameter pace = 42 s in 30 s..60 s \"time of one bracket at the saw\""),
            word(
                    Place.PLANT,
                    "hours",
                    "NAME HOURS",
                    "A name for hours of work, by the clock of the scenario's start or of a time zone.",
                    "hours early 06:00-14:00 on weekdays break 09:00-09:15 in Asia/Tokyo"),
            word(
                    Place.PLANT,
                    "area",
                    "NAME [\"TEXT\"] LENGTH x LENGTH [at (X, Y)] [{ … }]",
                    "A part of the floor.",
                    "area machining 60 m x 24 m"),
            word(
                    Place.PLANT,
                    "source",
                    "NAME [\"TEXT\"] PROPERTIES",
                    "Where parts enter the plant.",
                    "source orders makes bracket every exponential(65 s)"),
            word(Place.PLANT, "sink", "NAME [\"TEXT\"] PROPERTIES", "Where parts leave the plant.", "sink shipping"),
            word(
                    Place.PLANT,
                    "station",
                    "NAME [* COUNT] [\"TEXT\"] PROPERTIES",
                    "One or several like machines that work on parts.",
                    "station mill * 2 takes 75 s"),
            word(Place.PLANT, "buffer", "NAME [\"TEXT\"] PROPERTIES", "A place where parts wait.", "buffer b1 holds 8"),
            word(
                    Place.PLANT,
                    "conveyor",
                    "NAME [\"TEXT\"] PROPERTIES",
                    "Carries parts in order; they queue at its end.",
                    "conveyor c1 from mill to wash length 8 m speed 0.3 m/s"),
            word(
                    Place.PLANT,
                    "rack",
                    "NAME [\"TEXT\"] PROPERTIES",
                    "Stores parts in places by a crane of its own, and retrieves them one by one by a rule.",
                    "rack store places 20 x 8 pitch 0.6 m x 0.5 m speed 2 m/s lifts 0.8 m/s loads 4 s unloads 4 s"),
            word(
                    Place.PLANT,
                    "fleet",
                    "NAME [* COUNT] [\"TEXT\"] PROPERTIES",
                    "Vehicles or people that carry parts one at a time; a route says where: `saw -> mill by agvs`.",
                    "fleet agvs * 3 speed 1.2 m/s acceleration 0.5 m/s2 loads 10 s unloads 10 s"),
            word(
                    Place.PLANT,
                    "path",
                    "NAME PROPERTIES",
                    "A way of vehicles between two nodes or elements, which they reserve before they come onto it.",
                    "path aisle from saw to mill length 12 m one way"),
            word(
                    Place.PLANT,
                    "node",
                    "NAME PROPERTIES",
                    "A point where paths meet and vehicles wait for the next one.",
                    "node crossing at (10 m, 4 m) holds 1"),
            word(
                    Place.PLANT,
                    "spare",
                    "NAME [\"TEXT\"] PROPERTIES",
                    "A stock of spare parts, which repairs and maintenance take: `fails … using 1 spindle`.",
                    "spare spindle stock 2 reorders 1 after normal(10 days, 2 days) costs 800 EUR"),
            word(
                    Place.PLANT,
                    "delay",
                    "NAME [\"TEXT\"] PROPERTIES",
                    "Where each part stays for a time of its own beside any number of others: ageing, curing, cooling.",
                    "delay ageing takes normal(7 days, 12 h)"),
            word(
                    Place.PLANT,
                    "custom",
                    "NAME [\"TEXT\"] PROPERTIES",
                    "An element of one's own, written in Java.",
                    "custom table type \"indexing table\" with positions 8, cycle 30 s"),
            word(
                    Place.PLANT,
                    "site",
                    "NAME [\"TEXT\"] [in ZONE] [partner] { … }",
                    "A place of the enterprise, with elements and people of its own, or a partner's; its hours are by the clocks of its zone.",
                    "site shenzhen \"Shenzhen\" in Asia/Shanghai { station press takes 40 s }"),
            word(
                    Place.PLANT,
                    "shipment",
                    "NAME [\"TEXT\"] PROPERTIES",
                    "Carries parts in loads from one site to another: `mill -> assemble by ferry`.",
                    "shipment ferry from munich to shenzhen departs every 7 days holds 400 takes normal(32 days, 4 days)"),
            word(
                    Place.PLANT,
                    "tool",
                    "NAME [* NUMBER] [\"TEXT\"] PROPERTIES",
                    "A pool of like tools that stations share (`uses cutter`): an operation needs one and waits for it. Of the free ones that with the most use is taken.",
                    "tool cutter * 4 life 200 parts changed in 5 min and 12 EUR"),
            word(
                    Place.PLANT,
                    "team",
                    "NAME [\"TEXT\"] PROPERTIES",
                    "People with the same skills and hours.",
                    "team operators 3 people skills milling"),
            word(
                    Place.PLANT,
                    "product",
                    "NAME [\"TEXT\"] PROPERTIES",
                    "A kind of part.",
                    "product bracket material 4 EUR price 19 EUR"),
            word(
                    Place.PLANT,
                    "loop",
                    "NAME [\"TEXT\"] PROPERTIES",
                    "Limits the parts between two elements (CONWIP; kanban around one station): each needs a card to come in.",
                    "loop conwip from saw to wash holds 12"),
            word(
                    Place.PLANT,
                    "flow",
                    "STEP -> STEP -> …",
                    "The way that every product takes here.",
                    "flow pack -> label"),
            word(
                    Place.PLANT,
                    "route",
                    "PRODUCT, … { STEP -> STEP … }",
                    "The way of products through the plant; `*` for all without one of their own.",
                    "route bracket { orders -> mill -> shipping }"),
            word(
                    Place.PLANT,
                    "dispatch",
                    "STATION, … by RULE",
                    "Which waiting part stations take next.",
                    "dispatch mill, saw by earliest due date"),
            word(
                    Place.PLANT,
                    "use",
                    "PATTERN(PARAMETER = VALUE, …) [as NAME] [at (X, Y)]",
                    "Puts a pattern into the plant; its elements are called `NAME.element`.",
                    "use cells.packing(lanes = 2) as pack at (40 m, 6 m)"),
            word(
                    Place.PLANT,
                    "for",
                    "NAME in FROM..TO { … }",
                    "Repeats statements.",
                    "for i in 1..4 { station press[i] takes 30 s }"),
            word(
                    Place.PLANT,
                    "when",
                    "EVENT | CONDITION [for TIME] … STATEMENT | { … } [because \"TEXT\"]",
                    "A rule: does something each time that something happens, or that a condition becomes true.",
                    "when mill finishes part set mill.cycles to mill.cycles + 1"),
            word(
                    Place.PLANT,
                    "repeat",
                    "every TIME { … }",
                    "Does something again and again.",
                    "repeat every 8 h mill stops for 20 min"),
            word(
                    Place.PLANT,
                    "procedure",
                    "NAME(PARAMETER [in UNIT], …) { … }",
                    "Statements under a name, which rules and other procedures call.",
                    "procedure clean(time in min) { mill stops for time }"),
            new Keyword(
                    "electricity",
                    Place.PLANT,
                    Set.of(),
                    "PRICE [demand PRICE every TIME]",
                    Dimension.ENERGY_PRICE,
                    "0 EUR/kWh",
                    "The price of electric energy, and what a tariff charges for the peak load of each billing period (demand charge).",
                    "electricity 0.22 EUR/kWh demand 9 EUR/kW every 30 days"),
            // properties
            property(
                    "at",
                    PLACED,
                    "(X, Y [, Z])",
                    null,
                    null,
                    "Where the element stands, in the plant or relative to its pattern, and how high above the floor.",
                    "at (12 m, 6 m)",
                    AREA,
                    NODE,
                    SPARE,
                    TOOL),
            property(
                    "size",
                    Set.of(STATION, AREA),
                    "LENGTH x LENGTH",
                    Dimension.LENGTH,
                    "1 m x 1 m",
                    "Width and depth on the floor.",
                    "size 2 m x 1.5 m"),
            property(
                    "facing",
                    PLACED,
                    "ANGLE",
                    Dimension.ANGLE,
                    "0 deg",
                    "The direction of the element's front.",
                    "facing 90 deg"),
            property(
                    "in",
                    PLACED,
                    "AREA",
                    null,
                    "the area around the statement or the position",
                    "The area that the element belongs to.",
                    "in machining"),
            property(
                    "makes",
                    Set.of(SOURCE),
                    "PRODUCT [SHARE], …",
                    null,
                    null,
                    "The products that enter here, with their shares.",
                    "makes bracket 70 %, hinge 30 %"),
            property(
                    "every",
                    Set.of(SOURCE),
                    "TIME [during HOURS], …",
                    Dimension.TIME,
                    null,
                    "Time between arrivals; several streams add up; only time inside the hours counts.",
                    "every exponential(65 s) during 06:00-14:00 on weekdays"),
            property("unlimited", Set.of(SOURCE), "", null, null, "A part is always ready to enter.", "unlimited"),
            property(
                    "from",
                    Set.of(SOURCE),
                    "\"FILE\"",
                    null,
                    null,
                    "Orders from a table with the columns release, product, quantity, due, priority; any other column is an attribute. A table is a text (`.csv`) or the first or a named sheet of a spreadsheet: `\"orders.xlsx#July\"`.",
                    "from \"orders.csv\""),
            property(
                    "lots",
                    Set.of(SOURCE),
                    "in lots of NUMBER",
                    Dimension.NONE,
                    "1",
                    "Parts that enter together at each arrival.",
                    "in lots of 5"),
            property(
                    "limit",
                    Set.of(SOURCE),
                    "NUMBER",
                    Dimension.NONE,
                    "no limit",
                    "Arrivals after which no more come.",
                    "limit 100"),
            property(
                    "first",
                    Set.of(SOURCE),
                    "after TIME",
                    Dimension.TIME,
                    "drawn as any other",
                    "When the first part arrives.",
                    "first after 10 min"),
            property(
                    "due",
                    Set.of(SOURCE),
                    "TIME",
                    Dimension.TIME,
                    "no due date",
                    "Time from release to the due date.",
                    "due 3 days"),
            property(
                    "priority",
                    Set.of(SOURCE),
                    "NUMBER",
                    Dimension.NONE,
                    "0",
                    "Priority of the parts; higher goes first where stations take parts by priority.",
                    "priority 2"),
            property(
                    "loses",
                    Set.of(SOURCE),
                    "arrivals when full",
                    null,
                    "waits",
                    "An arrival that finds no room is lost.",
                    "loses arrivals when full"),
            property(
                    "holds",
                    Set.of(SOURCE, BUFFER, CONVEYOR, LOOP, PATH, NODE, DELAY),
                    "NUMBER | unlimited",
                    Dimension.PIECE,
                    "unlimited; conveyor: length / spacing; path: 1",
                    "How many parts have room; of a loop, how many cards it has; of a path or node, how many vehicles have room.",
                    "holds 8"),
            property(
                    "keeps",
                    Set.of(BUFFER),
                    "TIME",
                    Dimension.TIME,
                    "for ever",
                    "Shelf life: a part that waits here for longer is scrapped.",
                    "keeps 4 h"),
            property(
                    "reorders",
                    Set.of(SOURCE),
                    "[up to] NUMBER when BUFFER below NUMBER after TIME",
                    null,
                    null,
                    "Orders from a supplier when the inventory position falls below a number, with a lead time: a number of parts, or as many as bring it `up to` a number. The position is the parts in the buffer, on order and on their way to it, less those that are waited for by stations to which they go from it to be joined. With `first after`, the first ones come then.",
                    "reorders 100 when b1 below 40 after normal(3 days, 1 day)"),
            property(
                    "reorders",
                    Set.of(SPARE),
                    "NUMBER [below NUMBER] after TIME",
                    null,
                    "nothing is ordered",
                    "Orders from a supplier when the parts in stock and on order, less those that repairs wait for, are too few, with a lead time; without `below` when there are fewer than at the start (base stock).",
                    "reorders 2 below 3 after normal(10 days, 2 days)"),
            property("stock", Set.of(SPARE), "NUMBER", Dimension.PIECE, "0", "Spare parts at the start.", "stock 2"),
            property(
                    "scraps",
                    Set.of(SINK, STATION),
                    "[SHARE]",
                    Dimension.NONE,
                    "0 %",
                    "Of a station: the share of parts that an operation spoils. Of a sink: what arrives is scrap.",
                    "scraps 2 %"),
            property(
                    "takes",
                    Set.of(STATION, DELAY),
                    "TIME [for PRODUCT] [at STEP], …",
                    Dimension.TIME,
                    null,
                    "Time of an operation; the most specific one holds.",
                    "takes 42 s for bracket, 60 s for hinge, 50 s"),
            property(
                    "queue",
                    Set.of(STATION),
                    "NUMBER | unlimited",
                    Dimension.PIECE,
                    "0",
                    "Room for parts that wait at the station itself.",
                    "queue 5"),
            property(
                    "sets up",
                    Set.of(STATION),
                    "TIME [from VALUE to VALUE], … | from \"FILE\" [when product | ATTRIBUTE changes]",
                    Dimension.TIME,
                    "no set-up",
                    "Time to set a machine up for another product, or another value of an attribute. In a file the rows are what it was set up for, the columns what comes.",
                    "sets up 10 min when product changes"),
            property(
                    "fails",
                    Set.of(STATION),
                    "[\"TEXT\"] every TIME [of operation | of calendar time] | every NUMBER parts | when wear reaches SHARE for TIME [and MONEY] [using NUMBER SPARE, …] [repaired by NEED] [as new]",
                    Dimension.TIME,
                    "never",
                    "Failures: after how much working time (or calendar time, or after how many parts), or at a level of wear), the time of repair, what it costs, and the spare parts that it takes. After a repair `as new` the clocks of the machine's other failures and maintenance begin anew, and its wear ends.",
                    "fails every exponential(6 h) for lognormal(20 min, 8 min)"),
            property(
                    "fails",
                    Set.of(FLEET),
                    "[\"TEXT\"] every TIME [of operation | of calendar time] | every NUMBER parts for TIME [and MONEY] [using NUMBER SPARE, …] [repaired by NEED] [as new]",
                    Dimension.TIME,
                    "never",
                    "Failures: after how much time driven (or calendar time, or after how many parts brought). A vehicle that fails stands where it is and keeps what it has reserved; a part that it was on the way to is called again.",
                    "fails every exponential(40 h) for lognormal(20 min, 8 min) repaired by 1 of operators"),
            property(
                    "maintained",
                    Set.of(STATION),
                    "[\"TEXT\"] every TIME [of operation | of calendar time] | every NUMBER parts | when wear reaches SHARE for TIME [and MONEY] [using NUMBER SPARE, …] [by NEED] [as new]",
                    Dimension.TIME,
                    "never",
                    "Planned maintenance, or the change of a tool with a life: begins when the operation in hand is finished and its spare parts are there, and ends the wear. `as new` as for failures.",
                    "maintained \"tool\" every 500 parts for 5 min by 1 of operators"),
            property(
                    "wears",
                    Set.of(STATION),
                    "[SHARE slower] [, SHARE scrap] every NUMBER parts",
                    null,
                    "no wear",
                    "What wear adds to the time and to the scrap, until maintenance.",
                    "wears 5 % slower, 1 % scrap every 100 parts"),
            property(
                    "degrades",
                    Set.of(STATION),
                    "SHARE",
                    Dimension.NONE,
                    "the level of wear is not known",
                    "What each operation adds to the level of wear, at which `fails when wear reaches` and `maintained when wear reaches` look; it ends with that repair and with maintenance.",
                    "degrades exponential(2 %)"),
            property(
                    "batch",
                    Set.of(STATION),
                    "NUMBER[..NUMBER] [within TIME] [alike]",
                    null,
                    "one by one",
                    "Parts that a machine works on together: at least and at most so many; fewer when one has waited for the time; `alike` of one product only.",
                    "batch 4..10 within 30 min alike"),
            property(
                    "waits at most",
                    Set.of(STATION),
                    "TIME after STATION [else back]",
                    Dimension.TIME,
                    "no limit",
                    "A part whose operation at the other station ended longer ago is not worked on: it is scrapped, or goes `back` there.",
                    "waits at most 30 min after saw else back"),
            property(
                    "joins",
                    Set.of(STATION),
                    "NUMBER PRODUCT, …",
                    null,
                    "nothing",
                    "Assembly: parts of other products that become part of the one that is worked on. Their route ends here.",
                    "joins 2 hinge"),
            property(
                    "splits",
                    Set.of(STATION),
                    "into NUMBER PRODUCT, …",
                    null,
                    "nothing",
                    "Disassembly, or a lot that is divided: the part ends and others come into being. Their route begins here.",
                    "splits into 12 hinge"),
            property(
                    "uses",
                    Set.of(STATION),
                    "TOOL",
                    null,
                    "no tool out of a pool",
                    "The tool that each operation needs from its beginning to its end.",
                    "uses cutter"),
            property(
                    "life",
                    Set.of(TOOL),
                    "NUMBER",
                    Dimension.PIECE,
                    "unlimited",
                    "Operations after which a tool is changed.",
                    "life 200 parts"),
            property(
                    "changed",
                    Set.of(TOOL),
                    "in TIME [and MONEY]",
                    Dimension.TIME,
                    "in no time",
                    "How long a tool is missing when its life is over, until it is changed or reground, and what that costs.",
                    "changed in lognormal(5 min, 1 min) and 12 EUR"),
            property(
                    "packs",
                    Set.of(STATION),
                    "into PRODUCT",
                    null,
                    "not packed",
                    "Each batch becomes a lot: a part of the product, whose route begins here, with the parts in it. Their own route goes on at the station that `unpacks` it. A lot has the earliest due date and the highest priority of its parts; its defect, its scrap and its end are theirs.",
                    "batch 12 alike packs into hinge"),
            property(
                    "unpacks",
                    Set.of(STATION),
                    "PRODUCT",
                    null,
                    "nothing",
                    "The lot ends, and the parts in it go on from here.",
                    "unpacks hinge"),
            property(
                    "defects",
                    Set.of(STATION),
                    "SHARE [plus SHARE CAUSE] …",
                    Dimension.NONE,
                    "0 %",
                    "The share of parts to which an operation gives a defect that only an inspection finds. Causes add to it while they apply: `when wear above SHARE`, `when pace below SHARE` (of the slowest who works there), `every NUMBER parts` (in proportion to the operations since maintenance), `for NUMBER parts after setup | repair | maintenance | warming up`, `during HOURS`.",
                    "defects 3 % plus 2 % every 100 parts"),
            property(
                    "defects",
                    Set.of(SOURCE),
                    "SHARE",
                    Dimension.NONE,
                    "0 %",
                    "The share of parts that come with a defect, drawn for each lot: each arrival, order of a list or delivery.",
                    "defects discrete(1 % 90 %, 30 % 10 %)"),
            property(
                    "inspects",
                    Set.of(STATION),
                    "[missing SHARE] [alarms SHARE]",
                    null,
                    "no inspection",
                    "Gives each part the attribute verdict, good or bad. It misses a share of the defective parts, and is alarmed by a share of the sound ones.",
                    "inspects missing 5 % alarms 2 %"),
            property(
                    "mends",
                    Set.of(STATION),
                    "SHARE",
                    Dimension.NONE,
                    "0 %",
                    "The share of defective parts that are sound after an operation.",
                    "mends 90 %"),
            property(
                    "needs",
                    Set.of(STATION),
                    "NUMBER [of TEAM] [with SKILL] [priority NUMBER] [for work | for setup], …",
                    null,
                    "nobody",
                    "People that a machine needs to work. A higher priority takes them away from work, set-ups and repairs of a lower one; 0 is the lowest.",
                    "needs 1 of operators with milling"),
            property(
                    "in",
                    Set.of(SITE),
                    "ZONE",
                    null,
                    "the zone in which a scenario starts",
                    "By whose clocks the hours of the site are meant.",
                    "in Asia/Shanghai"),
            property(
                    "partner",
                    Set.of(SITE),
                    "",
                    null,
                    "of the enterprise itself",
                    "The site is another enterprise's, so that the model is one of an ecosystem.",
                    "partner"),
            property(
                    "from",
                    Set.of(SHIPMENT),
                    "SITE to SITE",
                    null,
                    null,
                    "Between which sites parts are shipped.",
                    "from munich to shenzhen"),
            property(
                    "departs",
                    Set.of(SHIPMENT),
                    "every TIME [first after TIME] | at CLOCK, … [on DAYS] [in ZONE] | when full [or after TIME]",
                    null,
                    null,
                    "When loads leave: at equal intervals, by the clock of the first site, or as soon as a load is full, or the first part has waited for some time.",
                    "departs at 18:00 on friday"),
            property(
                    "takes",
                    Set.of(SHIPMENT),
                    "TIME",
                    Dimension.TIME,
                    null,
                    "Time from departure to arrival.",
                    "takes normal(32 days, 4 days)"),
            property(
                    "holds",
                    Set.of(SHIPMENT),
                    "NUMBER [at least NUMBER]",
                    Dimension.PIECE,
                    "unlimited",
                    "Parts that a load holds, and the least with which it departs; fewer wait for the next departure.",
                    "holds 400 at least 50"),
            property(
                    "customs",
                    Set.of(SHIPMENT),
                    "TIME",
                    Dimension.TIME,
                    "none",
                    "Time after the arrival until the parts are free.",
                    "customs uniform(1 day, 4 days)"),
            property(
                    "costs",
                    Set.of(SHIPMENT),
                    "MONEY",
                    Dimension.MONEY,
                    "0 EUR",
                    "Price of each departure.",
                    "costs 2400 EUR"),
            property(
                    "freight",
                    Set.of(SHIPMENT),
                    "MONEY",
                    Dimension.MONEY,
                    "0 EUR",
                    "Price of each part that is shipped.",
                    "freight 1.50 EUR"),
            property(
                    "robot",
                    Set.of(STATION),
                    "reaches LENGTH at SPEED stops in TIME [over LENGTH] [reacts in TIME] [intrusion LENGTH] [uncertainty LENGTH] [approach SPEED] [slows to SHARE, …]",
                    null,
                    "nobody must keep away",
                    "A robot beside people: it slows to what the protective separation distance of ISO/TS 15066 allows, or to one of some shares of its speed, and stands still when somebody is too near.",
                    "robot reaches 1.3 m at 1.5 m/s stops in 0.4 s reacts in 0.1 s intrusion 0.2 m at (0 m, 0 m)"),
            property(
                    "draws",
                    Set.of(STATION, FLEET),
                    "POWER [busy | idle | setup | blocked | down | off | standby | warming | driving | standing], …",
                    Dimension.POWER,
                    "0 W; setup, blocked, warming: as idle",
                    "Electric power by state; of a vehicle when driving and standing, from its battery or, where it has none, from the mains.",
                    "draws 15 kW busy, 3 kW idle"),
            property(
                    "stands by",
                    Set.of(STATION),
                    "after TIME [warms up TIME]",
                    Dimension.TIME,
                    "never",
                    "After how long without a part a machine goes to standby, and the time from there until it can work on the next one.",
                    "stands by after 10 min warms up 30 s"),
            property(
                    "switches off",
                    Set.of(STATION),
                    "after TIME [warms up TIME]",
                    Dimension.TIME,
                    "never",
                    "After how long without a part a machine is switched off, and the time to warm up from there; outside its shift it is off as well.",
                    "switches off after 2 h warms up 15 min"),
            property(
                    "shift",
                    Set.of(STATION, TEAM, FLEET),
                    "HOURS",
                    null,
                    "always",
                    "Hours of work. At their end vehicles finish what they have been sent for and go where they park.",
                    "shift 06:00-14:00 on weekdays"),
            property(
                    "speed",
                    Set.of(STATION, CONVEYOR, RACK, FLEET, PATH, TEAM),
                    "SHARE | SPEED",
                    null,
                    "100 %",
                    "Of a conveyor, a fleet or the crane of a rack: its speed. Of a path: the greatest speed there. Of a station: its pace against the declared times; of a team: that of its people, where a skill has no level.",
                    "speed 0.3 m/s"),
            property(
                    "costs",
                    Set.of(STATION),
                    "MONEY/TIME",
                    Dimension.WAGE,
                    "0 EUR/h",
                    "Cost of each machine.",
                    "costs 60 EUR/h"),
            property("costs", Set.of(SPARE), "MONEY", Dimension.MONEY, "0 EUR", "Price of each part.", "costs 800 EUR"),
            property(
                    "dispatch",
                    Set.of(STATION, FLEET),
                    "RULE",
                    null,
                    "first in; fleet: nearest",
                    "Which waiting part is taken next: first in, shortest processing, earliest due date, priority, critical ratio. Of a fleet: nearest, oldest call, look ahead.",
                    "dispatch earliest due date"),
            property(
                    "from",
                    Set.of(CONVEYOR, LOOP, PATH),
                    "ELEMENT [to ELEMENT]",
                    null,
                    null,
                    "Between which elements it lies.",
                    "from mill to wash"),
            property(
                    "length",
                    Set.of(CONVEYOR, PATH),
                    "LENGTH",
                    Dimension.LENGTH,
                    "path: straight from position to position",
                    "Length of the way.",
                    "length 8 m"),
            property(
                    "one way",
                    Set.of(PATH),
                    "",
                    null,
                    "a lane for each direction",
                    "Vehicles drive from its beginning to its end only.",
                    "one way"),
            property(
                    "single track",
                    Set.of(PATH),
                    "",
                    null,
                    "a lane for each direction",
                    "Vehicles drive in both directions on one lane. Single tracks one behind the other are reserved as a whole.",
                    "single track"),
            property(
                    "serves",
                    Set.of(NODE),
                    "ELEMENT, …",
                    null,
                    "an element is a node itself",
                    "Elements for which vehicles stop at this node, where they are in the way of others.",
                    "serves mill"),
            property(
                    "moves",
                    Set.of(FLEET),
                    "on paths | freely | overhead",
                    null,
                    "on paths where there are any",
                    "How vehicles get from place to place: freely is straight ahead, overhead along x, y and z at the same time as a bridge crane or a lift.",
                    "moves freely"),
            property(
                    "acceleration",
                    Set.of(FLEET),
                    "ACCELERATION",
                    Dimension.ACCELERATION,
                    "at full speed at once",
                    "How fast vehicles gain and lose speed.",
                    "acceleration 0.5 m/s2"),
            property(
                    "carries",
                    Set.of(FLEET),
                    "up to NUMBER",
                    Dimension.PIECE,
                    "1",
                    "How many parts a vehicle has room for. It loads those that wait for it where it has come for the first, until it is full or no more wait there, and unloads wherever it comes all that are to go there, in the order in which it loaded them.",
                    "carries up to 4"),
            property("loads", Set.of(FLEET, RACK), "TIME", Dimension.TIME, "0 s", "Time to take a part.", "loads 10 s"),
            property(
                    "unloads",
                    Set.of(FLEET, RACK),
                    "TIME",
                    Dimension.TIME,
                    "0 s",
                    "Time to give a part.",
                    "unloads normal(10 s, 2 s)"),
            property(
                    "places",
                    Set.of(RACK),
                    "NUMBER x NUMBER",
                    null,
                    null,
                    "Places along the rack, and one above the other.",
                    "places 20 x 8"),
            property(
                    "pitch",
                    Set.of(RACK),
                    "LENGTH x LENGTH",
                    Dimension.LENGTH,
                    "1 m x 1 m",
                    "From place to place, along the rack and upwards.",
                    "pitch 0.6 m x 0.5 m"),
            property(
                    "lifts",
                    Set.of(RACK),
                    "SPEED",
                    Dimension.SPEED,
                    "as fast as it drives",
                    "Speed of the crane upwards; it drives and lifts at the same time.",
                    "lifts 0.8 m/s"),
            property(
                    "stores",
                    Set.of(RACK),
                    "nearest | random",
                    null,
                    "nearest",
                    "In which of the free places a part is put.",
                    "stores random"),
            property(
                    "retrieves",
                    Set.of(RACK),
                    "first in | last in | nearest | earliest due date | priority | least ATTRIBUTE | greatest ATTRIBUTE",
                    null,
                    "first in",
                    "Which part is brought to the output next, when that is empty.",
                    "retrieves earliest due date"),
            property(
                    "parks at",
                    Set.of(FLEET),
                    "NODE | ELEMENT",
                    null,
                    "stays where it is",
                    "Where vehicles begin, and go when they have nothing to do.",
                    "parks at depot"),
            property(
                    "battery",
                    Set.of(FLEET),
                    "ENERGY",
                    Dimension.ENERGY,
                    "needs no energy",
                    "Energy of a full battery, as at the start.",
                    "battery 2 kWh"),
            property(
                    "charges",
                    Set.of(FLEET),
                    "at NODE with POWER below SHARE [to SHARE] [when idle]",
                    null,
                    null,
                    "Where the battery is charged: before the next job when less is left, and with `when idle` also while there is nothing to do.",
                    "charges at charger with 3 kW below 20 % to 80 %"),
            property(
                    "swaps",
                    Set.of(FLEET),
                    "at NODE in TIME below SHARE",
                    null,
                    null,
                    "Where the battery is changed for a full one, before the next job when less is left.",
                    "swaps at depot in 3 min below 20 %"),
            property(
                    "spacing",
                    Set.of(CONVEYOR),
                    "LENGTH",
                    Dimension.LENGTH,
                    "0.5 m",
                    "Distance from part to part when they queue.",
                    "spacing 0.5 m"),
            property(
                    "then",
                    Set.of(CONVEYOR),
                    "LENGTH [at SPEED] | curve ANGLE radius LENGTH [at SPEED]",
                    null,
                    "one straight section",
                    "A further section, straight or a curve, with a speed of its own. Parts come on at the pace of the slowest one, so that they keep their spacing everywhere.",
                    "then curve 90 deg radius 1 m at 0.2 m/s"),
            property(
                    "merges",
                    Set.of(CONVEYOR),
                    "alternately | first from ELEMENT, …",
                    null,
                    "who comes first goes first",
                    "Which of the parts that wait to come on does so first: of those elements whose turn was longest ago, or of the ones named.",
                    "merges alternately"),
            property(
                    "sensor",
                    Set.of(CONVEYOR),
                    "NAME at LENGTH",
                    Dimension.LENGTH,
                    "none",
                    "A light barrier at a distance from the beginning: counts parts, and tells as long as one is before it. `when belt.eye is blocked for 10 s` acts on it.",
                    "sensor eye at 1 m"),
            property(
                    "parts",
                    Set.of(CONVEYOR),
                    "LENGTH long",
                    Dimension.LENGTH,
                    "the spacing",
                    "How long parts are: so long does one that moves block a sensor.",
                    "parts 0.4 m long"),
            property(
                    "not accumulating",
                    Set.of(CONVEYOR),
                    "",
                    null,
                    "parts queue at its end",
                    "The belt stands still, with all that is on it, as long as the first part cannot leave.",
                    "not accumulating"),
            property(
                    "people",
                    Set.of(TEAM),
                    "NUMBER people",
                    Dimension.PIECE,
                    "1",
                    "How many people there are at a time.",
                    "3 people"),
            property(
                    "skills",
                    Set.of(TEAM),
                    "NAME [level SHARE], …",
                    null,
                    "none",
                    "What they can do, and how fast against the declared times.",
                    "skills milling level 80 %, inspection"),
            property(
                    "learns",
                    Set.of(TEAM),
                    "SHARE per doubling [to SHARE]",
                    Dimension.NONE,
                    "practice makes no difference",
                    "With each doubling of the tasks that a person has done with a skill they take this share of the time that practice can save (Wright 1936), down to a rest that it cannot (De Jong 1957).",
                    "learns 80 % per doubling to 40 %"),
            property(
                    "tires",
                    Set.of(TEAM),
                    "SHARE slower over TIME recovers over TIME",
                    Dimension.NONE,
                    "nobody tires",
                    "Fatigue grows over work to 1 and falls over rest to 0, with these time constants (Jaber, Givi and Neumann 2013); at 1 a task takes so much longer.",
                    "tires 25 % slower over 4 h recovers over 30 min"),
            property(
                    "paid",
                    Set.of(TEAM),
                    "MONEY/TIME",
                    Dimension.WAGE,
                    "0 EUR/h",
                    "Pay of each person.",
                    "paid 35 EUR/h"),
            property(
                    "absent",
                    Set.of(TEAM),
                    "SHARE",
                    Dimension.NONE,
                    "0 %",
                    "The probability that a person does not come to a shift, drawn for each person and shift.",
                    "absent 4 % shift 06:00-14:00 on weekdays"),
            property(
                    "walks",
                    Set.of(TEAM),
                    "SPEED [on paths]",
                    Dimension.SPEED,
                    "at once where needed",
                    "How fast they go from where they were last to the station where they are needed: straight ahead, or along the paths of the plant.",
                    "walks 1.2 m/s"),
            property(
                    "at",
                    Set.of(TEAM),
                    "(X, Y [, Z])",
                    null,
                    "where their first work is",
                    "Where the people of a team that walks are when a shift begins.",
                    "at (0 m, 0 m)"),
            property(
                    "at shift end",
                    Set.of(TEAM),
                    "finishes | pauses",
                    null,
                    "finishes",
                    "What happens to the operation in hand when the shift ends.",
                    "at shift end pauses"),
            property(
                    "material",
                    Set.of(PRODUCT),
                    "MONEY",
                    Dimension.MONEY,
                    "0 EUR",
                    "Cost of material of a part.",
                    "material 4 EUR"),
            property(
                    "price",
                    Set.of(PRODUCT),
                    "MONEY",
                    Dimension.MONEY,
                    "0 EUR",
                    "What a finished part brings.",
                    "price 19 EUR"),
            property(
                    "holding",
                    Set.of(PRODUCT, SPARE),
                    "MONEY/TIME",
                    Dimension.WAGE,
                    "0 EUR/h",
                    "Cost of a part for the time that it is in the plant; of a spare part for the time in stock.",
                    "holding 0.02 EUR/h"),
            property("mass", Set.of(PRODUCT), "MASS", Dimension.MASS, "0 kg", "Mass of a part.", "mass 1.2 kg"),
            property(
                    "has",
                    Set.of(PRODUCT),
                    "NAME VALUE | NAME CHOICE SHARE, …",
                    null,
                    null,
                    "An attribute, drawn when a part is released.",
                    "has colour red 60 %, blue 40 %"),
            property(
                    "has",
                    PLACED,
                    "NAME VALUE | NAME CHOICE, …",
                    null,
                    null,
                    "A value that rules read and set; of a choice the first word holds at the start.",
                    "has cycles 0",
                    FLEET),
            property(
                    "type",
                    Set.of(CUSTOM),
                    "\"TEXT\"",
                    null,
                    null,
                    "The kind of an element of one's own, which a jar brings (see elements.md).",
                    "type \"indexing table\""),
            property(
                    "with",
                    Set.of(CUSTOM),
                    "NAME VALUE, …",
                    null,
                    null,
                    "The parameters of an element of one's own.",
                    "with positions 8, cycle 30 s"),
            // scenarios
            word(
                    Place.SCENARIO,
                    "cube",
                    "TECHNOLOGY x ORGANISATION x VALUE",
                    "The cell in the cube of human-cyber-physical systems.",
                    "cube networked x enterprise x manufacture"),
            word(
                    Place.SCENARIO,
                    "starts",
                    "DATE TIME [ZONE]",
                    "Local date and time of the start; default 2026-01-05 00:00, a Monday.",
                    "starts 2026-01-05 06:00 Europe/Berlin"),
            word(
                    Place.SCENARIO,
                    "run",
                    "TIME [after warmup TIME | after warmup found] [, NUMBER replications]",
                    "How long and how often.",
                    "run 5 days after warmup 1 day, 30 replications"),
            word(Place.SCENARIO, "seed", "NUMBER", "The beginning of all random numbers; default 1.", "seed 42"),
            word(
                    Place.SCENARIO,
                    "begins",
                    "with \"FILE\"",
                    "The state of the plant at the start.",
                    "begins with \"monday.json\""),
            word(
                    Place.SCENARIO,
                    "at",
                    "MOMENT ACTION [because \"TEXT\"]",
                    "Something happens at a time.",
                    "at day 2 10:00 mill.1 fails for 45 min"),
            word(
                    Place.SCENARIO,
                    "when",
                    "CONDITION [for TIME] ACTION [because \"TEXT\"]",
                    "Something happens each time a condition becomes true.",
                    "when b1 is full for 5 min set saw.speed to 80 %"),
            word(
                    Place.SCENARIO,
                    "vary",
                    "NAME in VALUE, … | NAME in FROM..TO [step VALUE]",
                    "Runs the scenario with each of the values.",
                    "vary b1.holds in 4, 8, 16"),
            word(
                    Place.SCENARIO,
                    "measure",
                    "MEASURE, …",
                    "What is read off.",
                    "measure throughput, lead time p95, oee of mill"),
            word(
                    Place.SCENARIO,
                    "expect",
                    "MEASURE COMPARISON VALUE [with SHARE confidence]",
                    "What must hold.",
                    "expect mean throughput >= 400 per day with 95 % confidence"),
            word(
                    Place.SCENARIO,
                    "goal",
                    "maximise MEASURE | minimise MEASURE",
                    "What `search` looks for among the values that vary; several goals make a front.",
                    "goal maximise throughput"),
            word(
                    Place.SCENARIO,
                    "subject",
                    "to MEASURE COMPARISON VALUE",
                    "A limit that `search` keeps.",
                    "subject to lead time p95 <= 2 h"),
            word(Place.SCENARIO, "let", "NAME = EXPRESSION", "A name for a value.", "let target = 400"),
            // functions
            function("constant(x)", "Always the same value.", "constant(42 s)"),
            function("uniform(min, max)", "Any value between two equally likely.", "uniform(30 s, 50 s)"),
            function(
                    "triangular(min, mode, max)",
                    "Between two values, most often a third.",
                    "triangular(60 s, 75 s, 110 s)"),
            function(
                    "normal(mean, sd)",
                    "Normal distribution, drawn again below zero where the value cannot be negative.",
                    "normal(42 s, 5 s)"),
            function(
                    "lognormal(mean, sd)",
                    "Lognormal distribution by the mean and standard deviation of the value itself.",
                    "lognormal(20 min, 8 min)"),
            function(
                    "exponential(mean)",
                    "Times between events that come independently of each other.",
                    "exponential(65 s)"),
            function("erlang(k, mean)", "Sum of k like exponential phases.", "erlang(3, 60 s)"),
            function("gamma(shape, scale)", "Gamma distribution.", "gamma(2, 30 s)"),
            function(
                    "weibull(shape, scale)",
                    "Life times: a shape above 1 for wear, below 1 for early failures.",
                    "weibull(1.5, 200 h)"),
            function("beta(alpha, beta, min, max)", "Beta distribution between two values.", "beta(2, 3, 30 s, 60 s)"),
            function("discrete(value share, …)", "One of several values.", "discrete(10 s 20 %, 20 s 80 %)"),
            function("empirical(value, …)", "Drawn from observations, with interpolation.", "empirical(3 s, 4 s, 7 s)"),
            function(
                    "fit(value, …)",
                    "The family that fits observations best.",
                    "fit from \"wash.csv\" column \"seconds\" in s"),
            function("min(a, b)", "The smaller value.", "min(4, lanes)"),
            function("max(a, b)", "The larger value.", "max(1, lanes - 1)"),
            function("round(x)", "The nearest whole number.", "round(lanes / 2)"),
            function("floor(x)", "The whole number below.", "floor(7 / 2)"),
            function("abs(x)", "The value without its sign.", "abs(3 s - 5 s)"),
            function("sqrt(x)", "The square root of a plain number.", "sqrt(2)"),
            function("exp(x)", "The exponential function of a plain number.", "exp(-1)"),
            function("ln(x)", "The natural logarithm of a plain number.", "ln(10)"),
            // actions
            word(
                    Place.ACTION,
                    "fails",
                    "MACHINE | VEHICLE fails for TIME",
                    "A machine or vehicle, or all of a station or fleet, fail.",
                    "mill.1 fails for 45 min"),
            word(Place.ACTION, "stops", "MACHINE stops for TIME", "A planned stop.", "mill stops for 2 h"),
            word(
                    Place.ACTION,
                    "set",
                    "set PROPERTY to VALUE",
                    "Changes a property while the plant runs.",
                    "set saw.speed to 80 %"),
            word(
                    Place.ACTION,
                    "release",
                    "release NUMBER PRODUCT [from SOURCE] [due TIME] [priority NUMBER]",
                    "Releases parts.",
                    "release 10 bracket due 2 days"),
            // statements of rules and procedures, which have the actions as well
            word(Place.RULE, "let", "NAME = EXPRESSION", "A name for a value.", "let left = 50 - mill.cycles"),
            word(
                    Place.RULE,
                    "set",
                    "NAME to EXPRESSION",
                    "Gives a value, an attribute of the part or of an element, or a setting a new value.",
                    "set mill.cycles to mill.cycles + 1"),
            word(
                    Place.RULE,
                    "if",
                    "CONDITION { … } [else if CONDITION { … }] [else { … }]",
                    "Does one thing or another.",
                    "if mill.cycles >= 50 { clean(20 min) }"),
            word(
                    Place.RULE,
                    "while",
                    "CONDITION { … }",
                    "Repeats statements.",
                    "while mill.cycles > 0 { set mill.cycles to mill.cycles - 10 }"),
            word(Place.RULE, "wait", "TIME | until CONDITION", "Goes on later.", "wait until mill is idle"),
            word(Place.RULE, "note", "\"TEXT\"", "Tells a person something.", "note \"the mill was cleaned\""),
            word(
                    Place.RULE,
                    "call",
                    "PROCEDURE(VALUE, …)",
                    "Does what a procedure says; the word itself is not written.",
                    "clean(20 min)"));

    private static final Map<Kind, Set<String>> HEADS_BY_KIND = headsByKind();
    private static final Set<String> PROPERTY_HEADS = new HashSet<>();
    /** No map of enums: the first one in a process finds its keys by reflection, which has to be linked. */
    private static final Map<Place, Set<String>> WORDS = new HashMap<>();

    private static final Map<String, Keyword> FUNCTIONS = new HashMap<>();
    private static final Map<String, List<String>> PARAMETERS = new HashMap<>();

    static {
        for (var keyword : TABLE) {
            if (keyword.place() == Place.PROPERTY) {
                PROPERTY_HEADS.add(keyword.head());
            } else if (keyword.place() == Place.FUNCTION) {
                FUNCTIONS.put(functionName(keyword.word()), keyword);
                PARAMETERS.put(functionName(keyword.word()), parametersOf(keyword));
            }
            WORDS.computeIfAbsent(keyword.place(), _ -> new LinkedHashSet<>()).add(functionName(keyword.word()));
        }
    }

    private Language() {}

    /** Every keyword, in the order of the reference. */
    public static List<Keyword> all() {
        return TABLE;
    }

    /** The words that may begin something at a place; functions without their parameters. */
    public static Set<String> words(Place place) {
        return WORDS.getOrDefault(place, Set.of());
    }

    /** The words that may begin a property of a kind of element. */
    public static Set<String> properties(Kind kind) {
        return HEADS_BY_KIND.getOrDefault(kind, Set.of());
    }

    public static boolean isPropertyOf(Kind kind, String word) {
        return properties(kind).contains(word);
    }

    /** The properties of a kind of element in full. */
    public static List<String> propertyWords(Kind kind) {
        var words = new ArrayList<String>();
        for (var keyword : TABLE) {
            if (keyword.fits().contains(kind)) {
                words.add(keyword.word());
            }
        }
        return words;
    }

    /** Whether any kind of element has a property that begins with the word. */
    public static boolean isProperty(String word) {
        return PROPERTY_HEADS.contains(word);
    }

    /** The keyword of a property by its first word or in full. */
    public static @Nullable Keyword property(Kind kind, String word) {
        for (var keyword : TABLE) {
            if (keyword.place() == Place.PROPERTY
                    && keyword.fits().contains(kind)
                    && (keyword.word().equals(word) || keyword.head().equals(word))) {
                return keyword;
            }
        }
        return null;
    }

    /** The keyword of a distribution or function by its name. */
    public static @Nullable Keyword function(String name) {
        return FUNCTIONS.get(name);
    }

    /** The parameters of a distribution or function, as the table writes them. */
    public static List<String> parameters(String function) {
        return PARAMETERS.getOrDefault(function, List.of());
    }

    private static List<String> parametersOf(Keyword keyword) {
        var inside = keyword.word()
                .substring(keyword.word().indexOf('(') + 1, keyword.word().length() - 1);
        var names = new ArrayList<String>();
        for (int from = 0; from <= inside.length(); ) {
            int comma = inside.indexOf(", ", from);
            names.add(inside.substring(from, comma < 0 ? inside.length() : comma));
            from = comma < 0 ? inside.length() + 1 : comma + 2;
        }
        return List.copyOf(names);
    }

    private static String functionName(String word) {
        int open = word.indexOf('(');
        return open < 0 ? word : word.substring(0, open);
    }

    private static Map<Kind, Set<String>> headsByKind() {
        var map = new HashMap<Kind, Set<String>>();
        for (var keyword : TABLE) {
            for (var kind : keyword.fits()) {
                map.computeIfAbsent(kind, _ -> new LinkedHashSet<>()).add(keyword.head());
            }
        }
        return map;
    }

    private static Keyword word(Place place, String word, String form, String doc, String example) {
        return new Keyword(word, place, Set.of(), form, null, null, doc, example);
    }

    private static Keyword function(String word, String doc, String example) {
        return new Keyword(word, Place.FUNCTION, Set.of(), "", null, null, doc, example);
    }

    private static Keyword property(
            String word,
            Set<Kind> fits,
            String form,
            @Nullable Dimension dimension,
            @Nullable String preset,
            String doc,
            String example,
            Kind... more) {
        var kinds = new HashSet<>(fits);
        kinds.addAll(List.of(more));
        return new Keyword(word, Place.PROPERTY, kinds, form, dimension, preset, doc, example);
    }
}
