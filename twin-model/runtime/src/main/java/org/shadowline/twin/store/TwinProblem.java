package org.shadowline.twin.store;

/** A change that cannot be made to a twin, in words for whoever asked for it. */
public final class TwinProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What stands against it. */
    public enum Kind {
        NOT_FOUND,
        EXISTS,
        INVALID,
        TOO_LARGE,
        PRECONDITION_FAILED,
        /** The condition says that nothing is to be done, e.g. since the value is there already. */
        NOT_MODIFIED,
        /** It could not be made durable, or the store is closed: what was asked for may be tried again. */
        UNAVAILABLE
    }

    private final Kind kind;

    public TwinProblem(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
