package org.shadowline.app;

/** Input that cannot be used; the message is for the user and may have several lines. */
final class InputProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    InputProblem(String message) {
        super(message);
    }
}
