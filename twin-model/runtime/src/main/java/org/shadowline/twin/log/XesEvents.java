package org.shadowline.twin.log;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.PersonState;
import org.shadowline.plant.event.PlantEvent;
import org.shadowline.plant.event.PlantIndex;

/**
 * XES 1.0 (Günther and Verbeek, XES Standard Definition 2.0, 2014; continued as IEEE 1849): a trace for each part with
 * the start and completion of each operation. The activity is the station's label, the resource is the person who works
 * at the machine, or the machine itself where nobody does; the machine and the step stand beside it.
 *
 * <p>A trace is written when its part leaves the plant, or at the end of the run. Until then its operations are kept; when more than {@value #MOST_KEPT} are kept, further parts are left out as a whole and counted.
 */
public final class XesEvents extends EventLogWriter {
    /** Parts and events of parts in the plant that are kept at one time. */
    public static final int MOST_KEPT = 8_000_000;

    private static final String EXTENSIONS = "http://www.xes-standard.org/";

    private final int mostKept;
    private final BufferedWriter text;
    private final XMLStreamWriter xml;
    private final Map<String, Trace> traces = new LinkedHashMap<>();
    /** Who works at a machine: the first who came and is still there. */
    private final Map<String, String> personAt = new HashMap<>();

    private final Map<String, String> placeOfPerson = new HashMap<>();
    private int kept;
    private long leftOut;

    public XesEvents(PlantIndex index, ZonedDateTime start, Path file) throws IOException {
        this(index, start, file, MOST_KEPT);
    }

    XesEvents(PlantIndex index, ZonedDateTime start, Path file, int mostKept) throws IOException {
        super(index, start, file);
        this.mostKept = mostKept;
        text = new BufferedWriter(new OutputStreamWriter(this.file.out(), StandardCharsets.UTF_8));
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            writeHead();
        } catch (XMLStreamException e) {
            close();
            throw new IOException(e);
        }
    }

    /** Parts that came while as much was kept as may be, and are not in the file. */
    public long leftOut() {
        return leftOut;
    }

    @Override
    void take(PlantEvent event) throws IOException {
        var part = event.object();
        switch (event.kind()) {
            case PART_RELEASED -> release(event);
            case PART_ORDERED -> {
                var trace = part == null ? null : traces.get(part);
                if (trace != null) trace.order = textOf(event, "order");
            }
            case OPERATION_STARTED, OPERATION_FINISHED -> operation(event);
            case PERSON_STATE -> person(event);
            case PART_FINISHED -> leave(part, "finished", event.time());
            case PART_SCRAPPED -> leave(part, "scrapped", event.time());
            case PART_JOINED -> leave(part, "joined", event.time());
            case PART_DIVIDED -> leave(part, "divided", event.time());
            default -> {}
        }
    }

    private void release(PlantEvent event) {
        var part = event.object();
        if (part == null) return;
        var trace = keep(part);
        if (trace == null) return;
        trace.released = event.time();
        trace.product = textOf(event, "product");
        if (event.values().get(EventFields.DUE) instanceof Double due) trace.due = due;
    }

    /** The trace of a part, begun if need be; null when too much is kept already. */
    private @Nullable Trace keep(String part) {
        var trace = traces.get(part);
        if (trace != null) return trace;
        if (kept >= mostKept) {
            leftOut++;
            return null;
        }
        kept++;
        var begun = new Trace();
        traces.put(part, begun);
        return begun;
    }

    private void operation(PlantEvent event) {
        var part = event.object();
        var machine = event.subject();
        if (part == null || machine == null) return;
        // A part that was in the plant before the events began, or is left out, has no trace.
        var trace = traces.get(part);
        if (trace == null) return;
        boolean start = event.kind() == EventKind.OPERATION_STARTED;
        boolean good = start || !Long.valueOf(0).equals(event.values().get("good"));
        trace.add(new Operation(event.time(), start, good, machine, personAt.get(machine), textOf(event, "step")));
        kept++;
    }

    private void person(PlantEvent event) {
        var person = event.subject();
        if (person == null) return;
        var left = placeOfPerson.remove(person);
        if (left != null) personAt.remove(left, person);
        var at = textOf(event, "at");
        if (at == null || !PersonState.WORKING.words().equals(event.values().get("state"))) return;
        placeOfPerson.put(person, at);
        personAt.putIfAbsent(at, person);
    }

    private static @Nullable String textOf(PlantEvent event, String field) {
        return event.values().get(field) instanceof String value ? value : null;
    }

    private void leave(@Nullable String part, String outcome, double time) throws IOException {
        var trace = part == null ? null : traces.remove(part);
        if (part == null || trace == null) return;
        kept -= 1 + trace.operations.size();
        write(part, trace, outcome, time);
    }

    @Override
    void end() throws IOException {
        for (var left : traces.entrySet()) write(left.getKey(), left.getValue(), "in process", Double.NaN);
        traces.clear();
        try {
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
            text.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void writeHead() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("log");
        xml.writeAttribute("xes.version", "1.0");
        xml.writeAttribute("xes.features", "nested-attributes");
        xml.writeAttribute("xmlns", EXTENSIONS);
        extension("Concept", "concept");
        extension("Lifecycle", "lifecycle");
        extension("Time", "time");
        extension("Organizational", "org");
        global("trace", "concept:name");
        global("event", "concept:name", "lifecycle:transition", "org:resource", "time:timestamp");
        xml.writeCharacters("\n  ");
        xml.writeEmptyElement("classifier");
        xml.writeAttribute("name", "Activity");
        xml.writeAttribute("keys", "concept:name");
    }

    /** Attributes that every trace or event has, each with a value that stands for unknown. */
    private void global(String scope, String... keys) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("global");
        xml.writeAttribute("scope", scope);
        for (var key : keys) {
            boolean date = key.equals("time:timestamp");
            attribute(date ? "date" : "string", key, date ? "1970-01-01T00:00:00.000+00:00" : "unknown", 4);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private void extension(String name, String prefix) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeEmptyElement("extension");
        xml.writeAttribute("name", name);
        xml.writeAttribute("prefix", prefix);
        xml.writeAttribute("uri", EXTENSIONS + prefix + ".xesext");
    }

    private void write(String part, Trace trace, String outcome, double left) throws IOException {
        try {
            xml.writeCharacters("\n  ");
            xml.writeStartElement("trace");
            attribute("string", "concept:name", part, 4);
            if (trace.product != null) attribute("string", "product", trace.product, 4);
            if (trace.order != null) attribute("string", "order", trace.order, 4);
            attribute("string", "outcome", outcome, 4);
            if (!Double.isNaN(trace.released)) attribute("date", "released", clock.at(trace.released), 4);
            if (!Double.isNaN(trace.due)) attribute("date", "due", clock.at(trace.due), 4);
            if (!Double.isNaN(left)) attribute("date", "left", clock.at(left), 4);
            for (var operation : trace.operations) write(operation);
            xml.writeCharacters("\n  ");
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void write(Operation operation) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("event");
        int station = index.elementOf(index.place(operation.machine));
        attribute("string", "concept:name", index.elements().get(station).displayName(), 6);
        attribute("string", "lifecycle:transition", operation.start ? "start" : "complete", 6);
        attribute("string", "org:resource", operation.person == null ? operation.machine : operation.person, 6);
        attribute("date", "time:timestamp", clock.at(operation.time), 6);
        attribute("string", "machine", operation.machine, 6);
        if (operation.step != null) attribute("string", "step", operation.step, 6);
        if (!operation.good) attribute("boolean", "good", "false", 6);
        xml.writeCharacters("\n    ");
        xml.writeEndElement();
    }

    private void attribute(String type, String key, String value, int indent) throws XMLStreamException {
        xml.writeCharacters("\n" + " ".repeat(indent));
        xml.writeEmptyElement(type);
        xml.writeAttribute("key", key);
        xml.writeAttribute("value", value);
    }

    private static final class Trace {
        private final List<Operation> operations = new ArrayList<>();
        private double released = Double.NaN;
        private double due = Double.NaN;
        private @Nullable String product;
        private @Nullable String order;

        void add(Operation operation) {
            operations.add(operation);
        }
    }

    private record Operation(
            double time,
            boolean start,
            boolean good,
            String machine,
            @Nullable String person,
            @Nullable String step) {}
}
