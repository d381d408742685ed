package org.shadowline.plant.description;

import org.jspecify.annotations.Nullable;

/**
 * A limit on the work in process of a part of the plant (CONWIP; a kanban loop when it spans one station). A part needs one
 * of {@code cards} to enter {@code from} and gives it back when it leaves {@code to}, is joined to another or is scrapped;
 * without a card it waits where it is.
 *
 * @param from id of the first element
 * @param to id of the last element
 */
public record Loop(String id, @Nullable String label, int cards, String from, String to) {}
