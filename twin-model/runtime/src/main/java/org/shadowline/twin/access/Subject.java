package org.shadowline.twin.access;

/** Someone who is signed in: a person or a program. */
public record Subject(String name, Role role) {}
