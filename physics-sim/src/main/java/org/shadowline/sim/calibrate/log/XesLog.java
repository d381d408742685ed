package org.shadowline.sim.calibrate.log;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.shadowline.sim.calibrate.log.LogReader.Source;
import org.shadowline.sim.calibrate.log.Pairing.Transition;

/**
 * Reads an XES log (IEEE 1849) as a stream: starts and completes are paired within each trace. Document types and
 * external entities are off. Not thread-safe: one object reads one file.
 */
final class XesLog {
    private static final int DEEPEST = 90;
    private static final Pattern ENCODING = Pattern.compile("^[^<]*<\\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)[\"']");

    private final Source source;
    private final LogOptions options;
    private final Timestamps timestamps;
    private final RowCheck check;
    private final EventLogBuilder log;
    private final Charset charset;
    private final String caseKey;
    private final String activityKey;
    private final String resourceKey;
    private final String timeKey;
    private final String lifecycleKey;
    private final Pairing pairing = new Pairing();
    private final List<String> findings = new ArrayList<>();
    private final Map<String, String> ofTrace = new HashMap<>();
    private final Map<String, String> ofEvent = new HashMap<>();
    private long events;
    private long traces;
    private long starts;
    private long endsWithoutStart;
    private long startsWithoutEnd;
    private long otherTransitions;

    /** @param head the first bytes of the file, which say how its characters are written */
    XesLog(Source source, LogOptions options, byte[] head) {
        this.source = source;
        this.options = options;
        timestamps = new Timestamps(options.dateFormat(), options.zone());
        check = new RowCheck(source.file, options.strict());
        log = new EventLogBuilder(source.file.getFileName().toString(), options.limits());
        charset = charset(source.file, head);
        caseKey = orElse(options.caseColumn(), "concept:name");
        activityKey = orElse(options.activity(), "concept:name");
        resourceKey = orElse(options.resource(), "org:resource");
        timeKey = orElse(options.timestamp(), "time:timestamp");
        lifecycleKey = orElse(options.lifecycle(), "lifecycle:transition");
    }

    /** Read here and not by the parser, which would stop at the first broken character. */
    private static Charset charset(Path file, byte[] head) {
        if (head.length > 1 && (head[0] & 0xff) == 0xfe && (head[1] & 0xff) == 0xff) return StandardCharsets.UTF_16;
        if (head.length > 1 && (head[0] & 0xff) == 0xff && (head[1] & 0xff) == 0xfe) return StandardCharsets.UTF_16;
        var declared = ENCODING.matcher(new String(head, 0, Math.min(head.length, 200), StandardCharsets.ISO_8859_1));
        if (!declared.find()) return StandardCharsets.UTF_8;
        try {
            return Charset.forName(declared.group(1));
        } catch (IllegalArgumentException e) {
            throw new LogProblem(
                    file,
                    1,
                    "the characters are said to be written as " + declared.group(1) + ", which is not known.",
                    "the file can be exported as UTF-8.");
        }
    }

    EventLog read() throws IOException {
        try (var in = new ShortTags(source.open(), source.file, options.limits().line())) {
            readDocument(new Xml(in, charset, source.file));
        }
        source.finished(log.size());
        if (log.size() == 0) {
            throw new LogProblem(
                    source.file,
                    0,
                    "none of the " + events + " events in " + traces + " traces can be used"
                            + (check.lines().isEmpty()
                                    ? ""
                                    : "; the first: " + check.lines().getFirst()) + ".",
                    "the activity or the time has another key than " + activityKey + " and " + timeKey
                            + ": give it by the options activity and timestamp.");
        }
        sayHowEventsWereRead();
        return Artificial.removedFrom(
                log.zone(timestamps.zoneFound()), new ReadingReport(events, check.skipped(), check.lines(), findings));
    }

    private void readDocument(Xml xml) throws IOException {
        if (!xml.advance() || !xml.name().equals("log")) {
            throw new LogProblem(
                    source.file,
                    xml.line(),
                    "the document is <" + Text.shortened(xml.name()) + ">; XES begins with <log>.",
                    "another file was meant, or the log can be exported as XES or CSV.");
        }
        while (xml.advance()) {
            if (xml.opened() && xml.depth() == 2 && xml.name().equals("trace")) readTrace(xml);
        }
    }

    private void readTrace(Xml xml) throws IOException {
        traces++;
        ofTrace.clear();
        while (xml.advance() && xml.depth() >= 2) {
            if (!xml.opened() || xml.depth() != 3) continue;
            if (xml.name().equals("event")) {
                readEvent(xml);
            } else {
                xml.keepAttribute(ofTrace, caseKey, orElse(options.product(), caseKey), "", "", "");
            }
        }
        var product = options.product() == null ? null : ofTrace.get(options.product());
        if (product != null) log.product(caseName(), product);
        startsWithoutEnd += pairing.clear();
    }

    private void readEvent(Xml xml) throws IOException {
        long line = xml.line();
        ofEvent.clear();
        while (xml.advance() && xml.depth() >= 3) {
            if (xml.opened() && xml.depth() == 4) {
                xml.keepAttribute(ofEvent, activityKey, resourceKey, timeKey, lifecycleKey, "concept:instance");
            }
        }
        events++;
        take(line);
        source.progressed(log.size());
    }

    private void take(long line) {
        var activity = Text.tidy(ofEvent.get(activityKey));
        var time = Text.tidy(ofEvent.get(timeKey));
        if (activity == null || time == null) {
            check.skip(line, "the event has no " + (activity == null ? activityKey : timeKey));
            return;
        }
        long at = timestamps.parse(time);
        if (at == Timestamps.UNKNOWN) {
            check.skip(line, "\"" + Text.shortened(time) + "\" is not a date and time that is known");
            return;
        }
        var resource = Text.tidy(ofEvent.get(resourceKey));
        var instance = Text.tidy(ofEvent.get("concept:instance"));
        switch (Transition.of(ofEvent.get(lifecycleKey))) {
            case START -> {
                starts++;
                pairing.start(activity, instance, resource, at, line);
            }
            case COMPLETE -> complete(activity, instance, resource, at, line);
            case OTHER -> otherTransitions++;
        }
    }

    private void complete(String activity, @Nullable String instance, @Nullable String resource, long at, long line) {
        var open = pairing.complete(activity, instance, resource);
        if (open != null && open.time() > at) {
            check.skip(line, "the end is before the start in line " + open.line());
            return;
        }
        if (open == null) endsWithoutStart++;
        var who = resource != null ? resource : open == null ? null : open.resource();
        log.add(caseName(), activity, who, open == null ? at : open.time(), at);
    }

    private String caseName() {
        var name = Text.tidy(ofTrace.get(caseKey));
        return name != null ? name : "case " + traces;
    }

    private void sayHowEventsWereRead() {
        if (starts == 0) {
            log.endsOnly(true);
            findings.add("The log records ends only; when an activity began has to be guessed.");
        } else if (endsWithoutStart > 0) {
            findings.add(endsWithoutStart + " ends have no start before them: taken as activities without length.");
        }
        if (startsWithoutEnd > 0) findings.add(startsWithoutEnd + " starts have no end in their trace: left out.");
        if (otherTransitions > 0) {
            findings.add(
                    otherTransitions + " events are neither start nor complete (such as schedule, suspend): left out.");
        }
        sayZone(timestamps, options, findings);
    }

    static void sayZone(Timestamps timestamps, LogOptions options, List<String> findings) {
        if (options.zone() != null) return;
        var offsets = timestamps.offsets();
        if (offsets.size() > 1) {
            var shown = offsets.keySet().stream()
                    .limit(4)
                    .map(m -> ZoneOffset.ofTotalSeconds(m * 60).getId())
                    .toList();
            findings.add("Times have several offsets from UTC (" + String.join(", ", shown)
                    + "), as where summer time begins: the local clock was kept.");
        }
        if (timestamps.instants() > 0) {
            findings.add("Times are in UTC: hours of the day are those of UTC unless the plant's time zone is given.");
        }
    }

    private static String orElse(@Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }

    /** The elements of a document, one after the other; a document that is not well formed ends in a problem. */
    private static final class Xml {
        private final Path file;
        private final ShortTags in;
        private final XMLStreamReader reader;
        private boolean opened;
        private int depth;

        Xml(ShortTags in, Charset charset, Path file) throws IOException {
            this.file = file;
            this.in = in;
            var factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_COALESCING, false);
            try {
                reader = factory.createXMLStreamReader(new InputStreamReader(in, charset));
            } catch (XMLStreamException | RuntimeException e) {
                throw problem(e, 1);
            }
        }

        /** Goes to the next start or end of an element; an end has the depth that is left after it. */
        boolean advance() throws IOException {
            try {
                while (reader.hasNext()) {
                    int event = reader.next();
                    if (event == XMLStreamConstants.DTD) {
                        throw new LogProblem(
                                file,
                                line(),
                                "the file declares a document type, which XES does not have.",
                                "the line that begins with <!DOCTYPE can be removed.");
                    }
                    if (event == XMLStreamConstants.START_ELEMENT) {
                        opened = true;
                        if (++depth > DEEPEST) {
                            throw new LogProblem(
                                    file,
                                    line(),
                                    "elements are nested more than " + DEEPEST + " deep.",
                                    "the file is damaged, or is not XES.");
                        }
                        return true;
                    }
                    if (event == XMLStreamConstants.END_ELEMENT) {
                        opened = false;
                        depth--;
                        return true;
                    }
                }
                return false;
            } catch (XMLStreamException | RuntimeException e) {
                // The JDK's parser throws unchecked exceptions of many kinds on damaged input.
                throw problem(e, line());
            }
        }

        boolean opened() {
            return opened;
        }

        int depth() {
            return depth;
        }

        String name() {
            var name = reader.getLocalName();
            return name == null ? "" : name;
        }

        long line() {
            long line = reader.getLocation().getLineNumber();
            // After some errors the parser has forgotten where it was.
            return line > 0 ? line : in.line;
        }

        /** Keeps the attribute at hand when it has one of the keys. */
        void keepAttribute(Map<String, String> into, String a, String b, String c, String d, String e) {
            var key = reader.getAttributeValue(null, "key");
            if (key == null) return;
            if (!key.equals(a) && !key.equals(b) && !key.equals(c) && !key.equals(d) && !key.equals(e)) return;
            var value = reader.getAttributeValue(null, "value");
            if (value != null) into.put(key, value);
        }

        private LogProblem problem(Exception e, long line) throws IOException {
            if (e instanceof LogProblem already) return already;
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException damage && !(cause instanceof java.io.CharConversionException)) {
                    throw damage;
                }
                if (cause instanceof XMLStreamException stream && stream.getNestedException() instanceof LogProblem p) {
                    return p;
                }
            }
            var what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            int message = what.indexOf("Message: ");
            var said = Text.shortened((message < 0 ? what : what.substring(message + 9)).strip());
            return new LogProblem(
                    file,
                    line,
                    "the XML is broken here (" + said + ").",
                    "the file was cut off or damaged: export or fetch it again.");
        }
    }

    /** Refuses a piece without a tag's end that is so long that the parser would fill the memory with it. */
    private static final class ShortTags extends FilterInputStream {
        private final Path file;
        private final int limit;
        private int sinceTag;
        private long line = 1;

        ShortTags(InputStream in, Path file, int limit) {
            super(in);
            this.file = file;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) count(b);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, Math.min(length, 1 << 13));
            for (int i = offset; i < offset + n; i++) count(buffer[i]);
            return n;
        }

        private void count(int b) {
            if (b == '>') sinceTag = 0;
            else if (++sinceTag > limit) {
                throw new LogProblem(
                        file,
                        line,
                        "more than " + limit + " bytes without the end of a tag.",
                        "the file is damaged, or is not XES.");
            }
            if (b == '\n') line++;
        }
    }
}
