package org.shadowline.twin.fold;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.plant.event.MachineState;
import org.shadowline.plant.event.PersonState;
import org.shadowline.plant.event.PlantIndex;
import org.shadowline.plant.event.VehicleState;
import org.shadowline.plant.twin.Quality;
import org.shadowline.plant.twin.Reading;
import org.shadowline.plant.twin.Signal;
import org.shadowline.twin.store.Change;
import org.shadowline.twin.store.TwinStore;

/**
 * Keeps the twins of a plant in step with its events: one for each element, machine, vehicle and person, from the start,
 * and one for each part while it is in the plant. Ids are {@code plant:element}, {@code plant:part.17},
 * {@code plant:person.operators.1}. Reported are:
 *
 * <table>
 * <caption>Properties</caption>
 * <tr><td>element</td><td>{@code parts}: how many are in it; {@code finished}, {@code scrapped}: how many have left the
 * plant there; its settings and attributes as they change</td></tr>
 * <tr><td>machine</td><td>{@code state}, {@code part}, {@code wear}</td></tr>
 * <tr><td>vehicle</td><td>{@code state}, {@code at}, {@code to}, {@code part}</td></tr>
 * <tr><td>person</td><td>{@code state}, {@code at}</td></tr>
 * <tr><td>part</td><td>{@code product}, {@code place} (a lot's name while it is packed into
 * one), {@code step}, {@code order}, {@code due} (s after the start)</td></tr>
 * </table>
 *
 * <p>Changes are submitted in the order of the events. Not thread-safe.
 */
public final class PlantTwins implements EventSink {
    private static final int NOWHERE = -1;
    private static final JsonPointer FEATURES = JsonPointer.compile("/features");

    private final PlantIndex index;
    private final String namespace;
    private final TwinStore store;
    private Instant start;
    private final Quality quality;
    private final int[] count;
    private final long[] finished;
    private final long[] scrapped;
    /** What events that are folded again report, by twin and property; null when events are new. */
    private @Nullable Map<String, Map<String, Signal>> replayed;

    private int[] placeOfPart = new int[0];
    private long[] serialOfPart = new long[0];
    private CompletableFuture<TwinStore.Applied> last =
            CompletableFuture.completedFuture(new TwinStore.Applied(0, false));

    /**
     * Makes the twins of the plant that are not there yet.
     *
     * @param start when the time of the events begins
     * @param quality of what the events tell: good from a real plant, simulated otherwise
     */
    public PlantTwins(PlantIndex index, TwinStore store, Instant start, Quality quality) {
        this.index = index;
        this.namespace = index.plant().id();
        this.store = store;
        this.start = start;
        this.quality = quality;
        count = new int[index.placeCount()];
        finished = new long[index.placeCount()];
        scrapped = new long[index.placeCount()];
        for (int place = 0; place < index.placeCount(); place++) {
            var element = index.elements().get(index.elementOf(place));
            introduce(idOf(index.placeName(place)), kindOf(place, element), element);
        }
        for (int person = 0; person < index.peopleCount(); person++) {
            introduce(idOfPerson(person), "person", null);
        }
    }

    private String idOf(String name) {
        return namespace + ":" + name;
    }

    private String idOfPerson(int person) {
        return idOf("person." + index.personName(person));
    }

    private String kindOf(int place, Element element) {
        if (index.isMachine(place)) return "machine";
        if (index.isVehicle(place)) return "vehicle";
        return element.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private void introduce(String id, String kind, @Nullable Element element) {
        if (store.twin(id) != null) return;
        ObjectNode thing = JsonNodeFactory.instance.objectNode();
        thing.put("definition", "shadowline:" + kind + ":1");
        var attributes = thing.putObject("attributes");
        attributes.put("kind", kind);
        if (element != null) {
            attributes.put("element", element.id());
            attributes.put("name", element.label() == null ? element.id() : element.label());
        }
        submit(new Change.Edit(id, Change.Action.CREATE, JsonPointer.empty(), thing, Change.Condition.NONE));
    }

    private void submit(Change... changes) {
        var again = replayed;
        if (again == null) {
            last = store.submit(List.of(changes), this);
            return;
        }
        for (var change : changes) {
            if (change instanceof Change.Report report) {
                again.computeIfAbsent(report.twin(), id -> new LinkedHashMap<>())
                        .put(report.signal().property(), report.signal());
            } else {
                again.remove(change.twin());
            }
        }
    }

    /**
     * From now on events are those that were folded before: they change no twin until {@link #endReplay}.
     *
     * @param from when the time of the events begins
     */
    public void beginReplay(Instant from) {
        start = from;
        replayed = new LinkedHashMap<>();
        empty();
    }

    /**
     * Another run begins.
     *
     * @param from when the time of its events begins
     */
    public void begin(Instant from) {
        start = from;
        begin();
    }

    /** Brings the twins where the events that were replayed lead, and changes those only that are not there. */
    public void endReplay() {
        var again = replayed;
        if (again == null) return;
        replayed = null;
        again.forEach((id, signals) -> {
            var twin = store.twin(id);
            signals.forEach((property, signal) -> {
                var there = twin == null ? null : twin.reported().get(property);
                if (there == null || !there.equals(signal.reading())) submit(corrected(there, signal));
            });
        });
        var parts = idOf("part.");
        for (var id : store.ids()) {
            if (id.startsWith(parts) && !again.containsKey(id)) submit(gone(id));
        }
    }

    /** A reading that is put right takes the place of a later one that was wrong. */
    private static Change corrected(@Nullable Reading there, Signal signal) {
        if (there == null || !there.time().isAfter(signal.reading().time())) return new Change.Report(signal);
        return new Change.Edit(
                signal.twin(),
                Change.Action.MODIFY,
                FEATURES.appendProperty(signal.property()).appendProperty("properties"),
                TwinStore.json(signal.reading()),
                Change.Condition.NONE);
    }

    private static Change gone(String id) {
        return new Change.Edit(id, Change.Action.DELETE, JsonPointer.empty(), null, Change.Condition.NONE);
    }

    /** Done when everything that the events so far meant is durable. */
    public CompletableFuture<TwinStore.Applied> durable() {
        return last;
    }

    private Change report(String twin, String property, Object value, double time) {
        var at = start.plus(Duration.ofNanos(Math.round(time * 1e6) * 1_000));
        return new Change.Report(new Signal(twin, property, new Reading(value, null, at, quality)));
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        switch (kind) {
            case RUN_STARTED -> begin();
            case PART_RELEASED -> released(time, subject, object, a, x, (long) y);
            case PART_ORDERED ->
                submit(report(idOfPart(object), "order", index.order(subject, a).id(), time));
            case PART_MOVED -> {
                arrives(time, object, subject);
                if (b >= 0)
                    submit(report(idOfPart(object), "step", index.steps().get(b).name(), time));
            }
            case PART_UNPACKED -> arrives(time, object, subject);
            case PART_PACKED -> packed(time, object, a);
            case PART_FINISHED -> {
                left(time, object);
                submit(report(twinOf(subject), "finished", ++finished[subject], time));
            }
            case PART_SCRAPPED -> {
                left(time, object);
                submit(report(twinOf(subject), "scrapped", ++scrapped[subject], time));
            }
            case PART_JOINED, PART_DIVIDED -> left(time, object);
            case MACHINE_STATE ->
                submit(
                        report(twinOf(subject), "state", MachineState.of(a).words(), time),
                        report(twinOf(subject), "part", nameOf(object), time));
            case MACHINE_WORN -> submit(report(twinOf(subject), "wear", x, time));
            case WEAR_ENDED -> submit(report(twinOf(subject), "wear", 0.0, time));
            case PERSON_STATE ->
                submit(
                        report(idOfPerson(subject), "state", PersonState.of(a).words(), time),
                        report(idOfPerson(subject), "at", b < 0 ? "" : index.placeName(b), time));
            case VEHICLE_STATE ->
                submit(
                        report(twinOf(subject), "state", VehicleState.of(a).words(), time),
                        report(twinOf(subject), "at", b < 0 ? "" : index.nodeName(b), time),
                        report(twinOf(subject), "part", nameOf(object), time));
            case VEHICLE_MOVED -> submit(report(twinOf(subject), "to", b < 0 ? "" : index.nodeName(b), time));
            case SETTING_CHANGED -> {
                if (subject >= 0) {
                    submit(report(twinOf(subject), Setting.Property.values()[a].word(), x, time));
                }
            }
            case ATTRIBUTE_SET ->
                submit(report(twinOf(subject), index.attributes().get(a).name(), x, time));
            default -> {
                // Tells nothing that a twin reports.
            }
        }
    }

    /** Another run begins: what was reported of the one before is not of this one, and its parts are gone. */
    private void begin() {
        empty();
        if (replayed != null) {
            replayed.clear();
            return;
        }
        durable().exceptionally(problem -> new TwinStore.Applied(0, false)).join();
        var parts = idOf("part.");
        for (var id : store.ids()) {
            if (!id.startsWith(namespace + ":")) continue;
            var path = id.startsWith(parts) ? JsonPointer.empty() : FEATURES;
            var thing = store.thing(id);
            if (thing == null || thing.json().at(path).isMissingNode()) continue;
            submit(new Change.Edit(id, Change.Action.DELETE, path, null, Change.Condition.NONE));
        }
    }

    private void empty() {
        Arrays.fill(count, 0);
        Arrays.fill(finished, 0);
        Arrays.fill(scrapped, 0);
        Arrays.fill(placeOfPart, NOWHERE);
    }

    private String twinOf(int place) {
        return idOf(index.placeName(place));
    }

    private String nameOf(int part) {
        return part < 0 || part >= serialOfPart.length ? "" : "part." + serialOfPart[part];
    }

    private String idOfPart(int part) {
        return idOf("part." + serialOfPart[part]);
    }

    private void released(double time, int place, int part, int product, double due, long serial) {
        if (part >= placeOfPart.length) {
            int before = placeOfPart.length;
            int size = Math.max(part + 1, 2 * before + 16);
            placeOfPart = Arrays.copyOf(placeOfPart, size);
            serialOfPart = Arrays.copyOf(serialOfPart, size);
            Arrays.fill(placeOfPart, before, size, NOWHERE);
        }
        serialOfPart[part] = serial;
        placeOfPart[part] = NOWHERE;
        var changes = new ArrayList<Change>();
        changes.add(
                report(idOfPart(part), "product", index.products().get(product).id(), time));
        if (!Double.isNaN(due)) changes.add(report(idOfPart(part), "due", due, time));
        submit(changes.toArray(Change[]::new));
        arrives(time, part, place);
    }

    private void arrives(double time, int part, int place) {
        takeAway(time, part);
        placeOfPart[part] = place;
        count[place]++;
        submit(
                report(idOfPart(part), "place", index.placeName(place), time),
                report(twinOf(place), "parts", (long) count[place], time));
    }

    private void packed(double time, int part, int lot) {
        takeAway(time, part);
        submit(report(idOfPart(part), "place", nameOf(lot), time));
    }

    private void takeAway(double time, int part) {
        int place = placeOfPart[part];
        if (place == NOWHERE) return;
        placeOfPart[part] = NOWHERE;
        submit(report(twinOf(place), "parts", (long) --count[place], time));
    }

    /** The part is no longer in the plant: its twin goes. */
    private void left(double time, int part) {
        takeAway(time, part);
        submit(gone(idOfPart(part)));
    }
}
