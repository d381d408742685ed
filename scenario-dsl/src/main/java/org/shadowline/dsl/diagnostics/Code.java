package org.shadowline.dsl.diagnostics;

import org.jspecify.annotations.Nullable;

/** The kinds of messages, with codes that stay the same for ever: SH01 form, SH02 names, SH03 values, SH04 sense. */
public enum Code {
    STRANGE_CHARACTER("SH0101", "a character that the language does not use"),
    TEXT_NOT_CLOSED("SH0102", "a text without its closing quotation mark"),
    UNKNOWN_STATEMENT("SH0103", "a line that begins with no statement"),
    UNKNOWN_PROPERTY("SH0104", "a property that this element does not have"),
    NOT_EXPECTED("SH0105", "something else is expected here"),
    NOT_CLOSED("SH0106", "a bracket that is never closed"),
    NOT_OPENED("SH0107", "a closing bracket without an opening one"),
    PUNCTUATION("SH0108", "a missing comma, brace or sign"),
    INCOMPLETE("SH0109", "a statement that lacks a part"),
    OWN_LINE("SH0110", "a statement that must begin on a line of its own"),
    BAD_NUMBER("SH0111", "a number that cannot be read"),
    BAD_TIME("SH0112", "a time or date that does not exist"),
    UNKNOWN_WORD("SH0113", "a word that is none of those possible here"),
    REPEATED_PROPERTY("SH0114", "a property given twice"),
    TOO_LARGE("SH0190", "a file, nesting or result beyond the limits"),
    TOO_MANY_MESSAGES("SH0191", "more faults than are shown"),

    UNKNOWN_NAME("SH0201", "a name that is declared nowhere"),
    WRONG_KIND("SH0202", "a name of something of another kind"),
    DECLARED_TWICE("SH0203", "two things with the same name"),
    NAME_IS_UNIT("SH0204", "an element called like a unit"),
    NAME_FORM("SH0205", "a name with letters that names cannot have"),
    CIRCULAR("SH0206", "a definition that uses itself"),
    FILE_UNREADABLE("SH0207", "a file that cannot be read"),
    IMPORT_CYCLE("SH0208", "files that import each other"),
    PARAMETER("SH0209", "parameters that do not fit"),
    NO_PLANT("SH0210", "a scenario without its plant"),
    NO_ROUTE("SH0211", "a product that has no way through the plant"),
    OTHER_PLANT("SH0212", "a scenario that extends one of another plant"),

    UNIT_MISSING("SH0301", "a number without its unit"),
    WRONG_DIMENSION("SH0302", "a quantity of another kind than is wanted"),
    UNITS_DO_NOT_MATCH("SH0303", "an operation on quantities of different kinds"),
    OUT_OF_RANGE("SH0304", "a value beyond what is possible"),
    NOT_A_NUMBER("SH0305", "a distribution or text where a single value is wanted"),
    SHARES("SH0306", "shares that do not add up to 100 %"),
    DISTRIBUTION("SH0307", "parameters that a distribution cannot have"),
    DATA("SH0308", "a data file with a fault in it"),
    CURRENCIES("SH0309", "more than one currency in one plant"),
    UNKNOWN_UNIT("SH0310", "a unit that does not exist"),

    TWO_WAYS("SH0401", "a step with two ways on"),
    NOBODY_HAS_SKILL("SH0402", "a skill that nobody has"),
    NOT_SETTABLE("SH0403", "a property that cannot be set or varied"),
    NOT_VISITED("SH0451", Severity.WARNING, "an element that no route visits"),
    OVERLOADED("SH0452", Severity.WARNING, "more work than can be done"),
    DEADLOCK("SH0453", Severity.WARNING, "a loop that can block itself"),
    SHIFT_MISSES("SH0454", Severity.WARNING, "hours in which nobody needed is there"),
    NOTHING_TO_MEASURE("SH0455", Severity.WARNING, "a measure that nothing in the plant produces"),
    UNUSED("SH0456", Severity.WARNING, "a name that is never used"),
    BELOW_ZERO("SH0457", Severity.WARNING, "a distribution with a share below zero"),
    NO_PEOPLE("SH0458", Severity.WARNING, "a team with no people"),
    NOTHING_LEAVES("SH0459", Severity.WARNING, "parts that go round for ever"),
    ENDLESS_SUPPLY("SH0460", Severity.WARNING, "a source without limit before room without limit"),
    NO_PLACE_TO_GO("SH0461", Severity.WARNING, "a team that walks and has nowhere to go"),
    WRONG_ORGANISATION("SH0470", Severity.WARNING, "a cell of the cube that is smaller than the plant");

    private final String id;
    private final Severity severity;
    private final String title;

    Code(String id, String title) {
        this(id, Severity.ERROR, title);
    }

    Code(String id, Severity severity, String title) {
        this.id = id;
        this.severity = severity;
        this.title = title;
    }

    public String id() {
        return id;
    }

    public Severity severity() {
        return severity;
    }

    /** What the code is about, for the index of messages. */
    public String title() {
        return title;
    }

    public static @Nullable Code of(String id) {
        for (var code : values()) {
            if (code.id.equalsIgnoreCase(id)) {
                return code;
            }
        }
        return null;
    }
}
