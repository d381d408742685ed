package org.shadowline.view.report;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.rehearsal.RehearsalResult.Verdict;
import org.shadowline.plant.rehearsal.TestResult;
import org.shadowline.plant.rehearsal.TestResult.Tested;
import org.shadowline.plant.rehearsal.TestResult.TestedFile;
import org.shadowline.plant.rehearsal.TestResult.TestedScenario;

/**
 * A test of scenarios in the XML form of JUnit, which servers for continuous integration show (the schema of Jenkins'
 * xUnit plugin): a suite for each file, a case for each expectation. An expectation that is not met or undecided is a
 * failure, a scenario without any is skipped, and what cannot be used is an error. Thread-safe: no state.
 */
public final class JUnitXml {
    private JUnitXml() {}

    public static String of(TestResult result) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            attribute("name", "shadowline", xml);
            counts(result, xml);
            seconds(result.wallSeconds(), xml);
            xml.writeCharacters("\n");
            for (var file : result.files()) suite(file, xml);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private static void suite(TestedFile file, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute("name", file.name(), xml);
        double seconds = file.scenarios().stream()
                .mapToDouble(TestedScenario::wallSeconds)
                .sum();
        counts(new TestResult(List.of(file), seconds), xml);
        seconds(seconds, xml);
        xml.writeCharacters("\n");
        if (file.fault() != null) {
            begin(file.name(), "the file can be used", 0, xml);
            outcome("error", "faulty", firstLine(file.fault()), file.fault(), xml);
            end(xml);
        }
        for (var scenario : file.scenarios()) scenario(scenario, xml);
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private static void scenario(TestedScenario scenario, XMLStreamWriter xml) throws XMLStreamException {
        if (scenario.fault() != null) {
            begin(scenario.id(), scenario.name(), scenario.wallSeconds(), xml);
            outcome("error", "faulty", firstLine(scenario.fault()), scenario.fault(), xml);
            end(xml);
        } else if (scenario.expectsNothing()) {
            begin(scenario.id(), scenario.name(), 0, xml);
            outcome("skipped", null, "the scenario expects nothing", "", xml);
            end(xml);
        }
        double each =
                scenario.wallSeconds() / Math.max(1, scenario.expectations().size());
        for (var tested : scenario.expectations()) expectation(scenario, tested, each, xml);
    }

    private static void expectation(TestedScenario scenario, Tested tested, double seconds, XMLStreamWriter xml)
            throws XMLStreamException {
        var variant = tested.variant().isEmpty() ? "" : " [" + tested.variant() + "]";
        begin(scenario.id(), TestText.expected(tested.result()) + variant, seconds, xml);
        var verdict = tested.result().verdict();
        if (verdict != Verdict.MET) {
            var word = verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            var found = "found " + TestText.found(tested);
            outcome(
                    "failure",
                    word,
                    word + ": " + found,
                    tested.result().expectation().text() + "\n" + found,
                    xml);
        }
        end(xml);
    }

    private static void begin(String of, String name, double seconds, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("  ");
        xml.writeStartElement("testcase");
        attribute("classname", of, xml);
        attribute("name", name, xml);
        seconds(seconds, xml);
    }

    private static void end(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private static void outcome(
            String element, @Nullable String type, String message, String content, XMLStreamWriter xml)
            throws XMLStreamException {
        xml.writeStartElement(element);
        attribute("message", message, xml);
        if (type != null) attribute("type", type, xml);
        xml.writeCharacters(legal(content));
        xml.writeEndElement();
    }

    private static void counts(TestResult result, XMLStreamWriter xml) throws XMLStreamException {
        int failures = result.count(Verdict.NOT_MET) + result.count(Verdict.UNDECIDED);
        int skipped = result.withoutExpectation();
        int errors = result.faults();
        attribute("tests", Integer.toString(result.count(Verdict.MET) + failures + skipped + errors), xml);
        attribute("failures", Integer.toString(failures), xml);
        attribute("errors", Integer.toString(errors), xml);
        attribute("skipped", Integer.toString(skipped), xml);
    }

    private static void seconds(double seconds, XMLStreamWriter xml) throws XMLStreamException {
        attribute("time", String.format(Locale.ROOT, "%.3f", seconds), xml);
    }

    private static void attribute(String name, String value, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeAttribute(name, legal(value));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** Characters that XML 1.0 cannot hold (section 2.2) become the replacement character. */
    private static String legal(String text) {
        return text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || c >= 0x20 && c <= 0xD7FF
                                || c >= 0xE000 && c <= 0xFFFD
                                || c >= 0x10000
                        ? c
                        : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
