package org.shadowline.plant.scenario;

import org.jspecify.annotations.Nullable;

/**
 * A number to read off a run.
 *
 * @param of id of the element, team or product; null for the whole plant
 * @param perPart whether a total is divided by the finished parts
 * @param text as written, for tables
 */
public record Measure(
        Kpi kpi, Statistic statistic, @Nullable String of, boolean perPart, String text) {

    /** Over parts (lead time, tardiness); a mean for everything else. */
    public enum Statistic {
        MEAN,
        P5,
        P50,
        P95,
        MAX
    }

    /** What an {@code of} may name. */
    public enum Subject {
        PLANT,
        PRODUCT,
        STATION,
        TEAM,
        BUFFER,
        FLEET,
        SPARE,
        ATTRIBUTE,
        SHIPMENT,
        SITE,
        TOOL
    }

    /** Key performance indicators with the names of ISO 22400-2 where it has one. */
    public enum Kpi {
        THROUGHPUT("throughput", Kind.RATE),
        LEAD_TIME("lead time", Kind.TIME),
        WORK_IN_PROCESS("work in process", Kind.PIECES),
        UTILISATION("utilisation", Kind.SHARE),
        AVAILABILITY("availability", Kind.SHARE),
        EFFECTIVENESS("effectiveness", Kind.SHARE),
        QUALITY_RATIO("quality ratio", Kind.SHARE),
        OEE("oee", Kind.SHARE),
        BLOCKED_TIME("blocked time", Kind.SHARE),
        STARVED_TIME("starved time", Kind.SHARE),
        DOWN_TIME("down time", Kind.SHARE),
        SETUP_TIME("set-up time", Kind.SHARE),
        /** Without a part, on standby or switched off. */
        STANDBY_TIME("standby time", Kind.SHARE),
        WARMING_TIME("warming time", Kind.SHARE),
        /** Of the down time, what machines wait for spare parts. */
        SPARE_WAITING("spare waiting", Kind.SHARE),
        /** Of the planned busy time, what machines with a part wait for a tool. */
        TOOL_WAITING("tool waiting", Kind.SHARE),
        LEVEL("level", Kind.PIECES),
        /** Of a spare part or a stock: the share of demands that are met from stock at once. */
        FILL_RATE("fill rate", Kind.SHARE),
        /** Of a stock: parts that are waited for. */
        BACK_ORDERS("back orders", Kind.PIECES),
        ON_TIME_SHARE("on-time share", Kind.SHARE),
        TARDINESS("tardiness", Kind.TIME),
        SCRAP_RATIO("scrap ratio", Kind.SHARE),
        DEFECT_RATIO("defect ratio", Kind.SHARE),
        LOST_ARRIVALS("lost arrivals", Kind.PIECES),
        /** Parts that a station has not taken because they had waited too long for it. */
        WAITED_TOO_LONG("waited too long", Kind.PIECES),
        EMPTY_TRAVEL("empty travel", Kind.SHARE),
        LOADED_TIME("loaded time", Kind.SHARE),
        EMPTY_TIME("empty time", Kind.SHARE),
        HANDLING_TIME("handling time", Kind.SHARE),
        PATH_WAITING("path waiting", Kind.SHARE),
        CHARGING_TIME("charging time", Kind.SHARE),
        DISTANCE("distance", Kind.LENGTH),
        /** Mean number of parts on a vehicle over the metres that it drives with any. */
        PARTS_CARRIED("parts carried", Kind.PIECES),
        /** Parts on the way between sites. */
        IN_TRANSIT("in transit", Kind.PIECES),
        /** From when a part comes to a shipment until it is free at the other site. */
        LEG_TIME("leg time", Kind.TIME),
        LOAD_FACTOR("load factor", Kind.SHARE),
        TRANSPORT_COST("transport cost", Kind.MONEY),
        WALKING_TIME("walking time", Kind.SHARE),
        /** Of the people of a team while they work, against the declared times. */
        PACE("pace", Kind.SHARE),
        /** Of the people of a team, share of the time of their shifts. */
        ABSENCE("absence", Kind.SHARE),
        ENERGY("energy", Kind.ENERGY),
        /** What a robot loses of its time because people are near, and what it stands still of it. */
        SEPARATION_LOSS("separation loss", Kind.SHARE),
        PROTECTIVE_STOP("protective stop", Kind.SHARE),
        /** Of people from what a robot that works can reach. */
        SMALLEST_DISTANCE("smallest distance", Kind.LENGTH),
        /** The highest mean power over a quarter of an hour. */
        PEAK_LOAD("peak load", Kind.POWER),
        /** What the tariff charges for the peak loads. */
        DEMAND_CHARGE("demand charge", Kind.MONEY),
        COST("cost", Kind.MONEY),
        /** Repairs, maintenance and spare parts. */
        MAINTENANCE_COST("maintenance cost", Kind.MONEY),
        /** All cost by the orders of lists whose last part has left. */
        ORDER_COST("order cost", Kind.MONEY),
        /** Of an attribute that rules change: its time mean. */
        VALUE("value", Kind.QUANTITY);

        private final String words;
        private final Kind kind;

        Kpi(String words, Kind kind) {
            this.words = words;
            this.kind = kind;
        }

        public String words() {
            return words;
        }

        public Kind kind() {
            return kind;
        }
    }

    /** What kind of quantity a KPI is; SI units, throughput in parts per second. */
    public enum Kind {
        RATE,
        TIME,
        PIECES,
        SHARE,
        ENERGY,
        POWER,
        MONEY,
        LENGTH,
        /** In the unit in which an attribute is declared. */
        QUANTITY
    }
}
