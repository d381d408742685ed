package org.shadowline.plant.event;

/**
 * The schema of events: for each kind what its subject and object are, and the meaning of its two integers and two
 * doubles. Fields that a kind does not use are null in {@link Schema} and 0 in the flat form.
 */
public enum EventKind {
    RUN_STARTED(Schema.of(Ref.NONE, Ref.NONE)),
    /** A part comes into being at a source; {@code due} in seconds since the start, NaN for none. */
    PART_RELEASED(Schema.of(Ref.PLACE, Ref.PART)
            .ints("product", Ref.PRODUCT, "priority", Ref.NONE)
            .doubles("due", "serial")),
    /** A part belongs to an order of its source. */
    PART_ORDERED(Schema.of(Ref.PLACE, Ref.PART).ints("order", Ref.ORDER, null, Ref.NONE)),
    /** A part belongs to a lot: the number of an arrival or delivery of its source. */
    PART_OF_LOT(Schema.of(Ref.PLACE, Ref.PART).ints("lot", Ref.NONE, null, Ref.NONE)),
    /** An arrival finds no room and is lost. */
    PART_LOST(Schema.of(Ref.PLACE, Ref.NONE).ints("product", Ref.PRODUCT, null, Ref.NONE)),
    /** A part goes from one place to another to do a step of its route there. */
    PART_MOVED(Schema.of(Ref.PLACE, Ref.PART).ints("from", Ref.PLACE, "step", Ref.STEP)),
    /**
     * Work on a part begins or, after an interruption, does not: it is emitted once for each operation, and for each part
     * where several are worked on together; {@code share} is the part's share of the operation.
     */
    OPERATION_STARTED(Schema.of(Ref.PLACE, Ref.PART)
            .ints("step", Ref.STEP, null, Ref.NONE)
            .doubles("share", null)),
    /** Work on a part is complete; {@code good} is 0 when the operation spoiled it. */
    OPERATION_FINISHED(Schema.of(Ref.PLACE, Ref.PART)
            .ints("step", Ref.STEP, "good", Ref.NONE)
            .doubles("share", null)),
    /** An operation has given a part a defect, or it has come with one, which nobody sees until an inspection does. */
    DEFECT_MADE(Schema.of(Ref.PLACE, Ref.PART)),
    /** An operation has taken the defects of a part away. */
    DEFECT_MENDED(Schema.of(Ref.PLACE, Ref.PART)),
    /** An inspection has judged a part; {@code good} is 0 when it was found to be defective. */
    PART_INSPECTED(Schema.of(Ref.PLACE, Ref.PART).ints("good", Ref.NONE, null, Ref.NONE)),
    /** The level of wear of a machine after an operation. */
    MACHINE_WORN(Schema.of(Ref.PLACE, Ref.NONE).doubles("wear", null)),
    /** The wear of a machine has ended, by maintenance or by a repair after which it is as new. */
    WEAR_ENDED(Schema.of(Ref.PLACE, Ref.NONE)),
    /** A part becomes a component of another one, and is no part of its own any more. */
    PART_JOINED(Schema.of(Ref.PLACE, Ref.PART).ints("into", Ref.PART, null, Ref.NONE)),
    /** A part that has just been released was made of another one. */
    PART_MADE_OF(Schema.of(Ref.PLACE, Ref.PART).ints("of", Ref.PART, null, Ref.NONE)),
    /** A part has been packed into a lot, is in no place of its own until it is unpacked, and goes where the lot goes. */
    PART_PACKED(Schema.of(Ref.PLACE, Ref.PART).ints("into", Ref.PART, null, Ref.NONE)),
    /** A part has come out of a lot. */
    PART_UNPACKED(Schema.of(Ref.PLACE, Ref.PART).ints("of", Ref.PART, null, Ref.NONE)),
    /** A part ends because others were made of it. */
    PART_DIVIDED(Schema.of(Ref.PLACE, Ref.PART)),
    /** A machine changes its state; the object is the part on it, if any. */
    MACHINE_STATE(Schema.of(Ref.PLACE, Ref.PART).ints("state", Ref.MACHINE_STATE, "failure", Ref.NONE)),
    /** The repair of a failure, or maintenance, begins; {@code failure} is its number in the order of declaration. */
    REPAIR_STARTED(Schema.of(Ref.PLACE, Ref.NONE).ints("failure", Ref.NONE, null, Ref.NONE)),
    /** Spare parts have been taken for a machine, {@code waited} seconds after it has asked for them. */
    SPARES_TAKEN(Schema.of(Ref.PLACE, Ref.NONE)
            .ints("machine", Ref.PLACE, "count", Ref.NONE)
            .doubles("waited", null)),
    /** A part needs others out of a stock; {@code short} of them are not there and not already promised to others. */
    STOCK_ASKED(Schema.of(Ref.PLACE, Ref.PART).ints("count", Ref.NONE, "short", Ref.NONE)),
    /** How many parts of a stock are waited for, and how many are on order and on the way to it now. */
    BACK_ORDERS(Schema.of(Ref.PLACE, Ref.NONE).ints("back_orders", Ref.NONE, "ordered", Ref.NONE)),
    /** A machine has taken a tool for its operation, by the number of the tool in its pool; {@code uses} are those before. */
    TOOL_TAKEN(Schema.of(Ref.PLACE, Ref.PART)
            .ints("pool", Ref.PLACE, "tool", Ref.NONE)
            .doubles("uses", null)),
    /** How many tools of a pool are in use, and how many are being changed. */
    TOOL_USE(Schema.of(Ref.PLACE, Ref.NONE).ints("in_use", Ref.NONE, "changing", Ref.NONE)),
    /** How many spare parts are in stock and on order now. */
    SPARE_STOCK(Schema.of(Ref.PLACE, Ref.NONE).ints("stock", Ref.NONE, "ordered", Ref.NONE)),
    /**
     * A person begins or ends something; {@code at} is the machine, if any, {@code pace} how fast he works against the
     * declared time, NaN when he does not work or always works as declared.
     */
    PERSON_STATE(Schema.of(Ref.PERSON, Ref.NONE)
            .ints("state", Ref.PERSON_STATE, "at", Ref.PLACE)
            .doubles("pace", null)),
    /**
     * A robot that works on a part goes on at a share of its speed, since the nearest {@code person}, -1 for nobody, is
     * {@code metres} away from what it can reach; NaN while the share varies with a walk. It is 1 when the robot stops
     * working.
     */
    ROBOT_SPEED(Schema.of(Ref.PLACE, Ref.NONE)
            .ints("person", Ref.PERSON, null, Ref.NONE)
            .doubles("share", "metres")),
    /** Seconds that a robot has lost while its share of speed varied. */
    ROBOT_SLOWED(Schema.of(Ref.PLACE, Ref.NONE).doubles("lost", null)),
    /** A shipment departs with some parts; they will be free at the other site {@code seconds} later. */
    SHIPMENT_DEPARTED(Schema.of(Ref.PLACE, Ref.NONE)
            .ints("parts", Ref.NONE, null, Ref.NONE)
            .doubles("seconds", null)),
    /** The parts of a load are free; {@code seconds} is how long they took from when they came, all added up. */
    SHIPMENT_ARRIVED(Schema.of(Ref.PLACE, Ref.NONE)
            .ints("parts", Ref.NONE, null, Ref.NONE)
            .doubles("seconds", null)),
    /** A vehicle changes its state at a node; the object is its part, or the one it goes for. */
    VEHICLE_STATE(Schema.of(Ref.PLACE, Ref.PART).ints("state", Ref.VEHICLE_STATE, "at", Ref.NODE)),
    /**
     * A vehicle leaves a node for the next one, which it reaches after {@code seconds}, or sooner when the way ahead
     * becomes free; the object is the part that it carries. One that has stood on the way goes on: {@code metres} are 0.
     */
    VEHICLE_MOVED(Schema.of(Ref.PLACE, Ref.PART)
            .ints("from", Ref.NODE, "to", Ref.NODE)
            .doubles("seconds", "metres")),
    /** A part comes before a sensor of a conveyor, which {@code counts} it, or the last one there has passed it. */
    SENSOR_STATE(Schema.of(Ref.PLACE, Ref.NONE)
            .ints("sensor", Ref.SENSOR, "blocked", Ref.NONE)
            .doubles("counts", null)),
    /**
     * A part leaves the plant finished; the subject is the place it leaves from; {@code defective} is 1 when it has a
     * defect that was not found.
     */
    PART_FINISHED(Schema.of(Ref.PLACE, Ref.PART).ints("defective", Ref.NONE, null, Ref.NONE)),
    /** A station does not take a part that has waited too long for it; the part is scrapped or goes back. */
    PART_TURNED_AWAY(Schema.of(Ref.PLACE, Ref.PART)),
    /** A part leaves the plant as scrap; the subject is the place it leaves from. */
    PART_SCRAPPED(Schema.of(Ref.PLACE, Ref.PART)),
    /** A setting changes; the subject is an element, or a team where the property is of one. */
    SETTING_CHANGED(Schema.of(Ref.PLACE, Ref.NONE)
            .ints("property", Ref.PROPERTY, "team", Ref.NONE)
            .doubles("value", null)),
    /** A rule has given an attribute of an element a new value, in SI units. */
    ATTRIBUTE_SET(Schema.of(Ref.PLACE, Ref.NONE)
            .ints("attribute", Ref.ATTRIBUTE, null, Ref.NONE)
            .doubles("value", null)),
    /** Something to tell a person, in words. */
    NOTE(Schema.of(Ref.PLACE, Ref.NONE).text("text")),
    /** The warm-up is over: statistics begin anew. */
    WARM_UP_ENDED(Schema.of(Ref.NONE, Ref.NONE)),
    RUN_ENDED(Schema.of(Ref.NONE, Ref.NONE));

    private final Schema schema;

    EventKind(Schema schema) {
        this.schema = schema;
    }

    public Schema schema() {
        return schema;
    }

    /** Whether the part of the event is no longer in the plant after it. */
    public boolean endsPart() {
        return switch (this) {
            case PART_FINISHED, PART_SCRAPPED, PART_JOINED, PART_DIVIDED -> true;
            default -> false;
        };
    }

    /** What a number of the flat form refers to, through {@link PlantIndex} where it names something of the plant. */
    public enum Ref {
        NONE,
        PLACE,
        PART,
        PRODUCT,
        STEP,
        PERSON,
        ORDER,
        MACHINE_STATE,
        PERSON_STATE,
        PROPERTY,
        ATTRIBUTE,
        VEHICLE_STATE,
        NODE,
        SENSOR
    }
}
