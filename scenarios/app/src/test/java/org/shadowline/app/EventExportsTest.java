package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Exported events keep to the published forms: XES and OCEL 2.0. */
class EventExportsTest {
    /** Two orders of three parts in all, a set-up between products, people who come and go, a failure and scrap. */
    private static final String SHOP = """
            plant shop {
              product bracket
              product hinge
              source orders makes bracket, hinge from "orders.csv"
              buffer b1 holds 2
              station mill takes 10 min for bracket, 20 min for hinge  sets up 5 min when product changes
                needs 1 of crew with milling
                draws 15 kW busy, 3 kW idle
              conveyor belt  length 6 m  speed 0.1 m/s
              station inspect * 2  takes 90 s
              team crew 2 people  skills milling  shift 06:00-14:00 on weekdays
              route * {
                orders -> b1 -> mill -> belt -> inspect
                inspect -> done 99.999999 % | scrap
              }
            }
            scenario "Monday" on shop {
              starts 2026-01-05 06:00 Europe/Berlin
              run 4 h, 1 replications
              at day 1 06:20  inspect.1 fails for 7 min
            }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void aShop() throws IOException {
        Files.writeString(folder.resolve("orders.csv"), """
                id,release,product,quantity,due
                A1,2026-01-05 06:00,bracket,2,2026-01-05 06:55
                A2,2026-01-05 06:05,hinge,1,2026-01-05 06:50
                """);
        Files.writeString(folder.resolve("shop.shadow"), SHOP);
    }

    private Path export(String name) {
        var target = folder.resolve(name);
        var result = Result.of(List.of(
                "rehearse", folder.resolve("shop.shadow").toString(), "--no-report", "--events", target.toString()));
        assertEquals(0, result.code(), result::err);
        return target;
    }

    @Test
    void a_xes_file_is_valid_and_has_the_operations_of_each_part() throws Exception {
        var file = export("shop.xes");

        var schema = EventExportsTest.class.getResource("xes.xsd");
        assertNotNull(schema);
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(schema)
                .newValidator()
                .validate(new StreamSource(file.toFile()));
        var log = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        var traces = log.getElementsByTagName("trace");
        assertEquals(3, traces.getLength());
        for (int i = 0; i < traces.getLength(); i++) {
            var trace = (Element) traces.item(i);
            // start and completion of milling and inspection
            assertEquals(4, trace.getElementsByTagName("event").getLength());
        }
    }

    @Test
    void what_is_global_in_a_xes_file_is_in_every_event_and_the_classifier_uses_it() throws Exception {
        var log = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(export("shop.xes").toFile());
        var globals = log.getElementsByTagName("global");
        for (int g = 0; g < globals.getLength(); g++) {
            var global = (Element) globals.item(g);
            var holders = log.getElementsByTagName(global.getAttribute("scope"));
            for (int i = 0; i < holders.getLength(); i++) {
                assertTrue(keys((Element) holders.item(i)).containsAll(keys(global)));
            }
            if (global.getAttribute("scope").equals("event")) {
                var classifier =
                        (Element) log.getElementsByTagName("classifier").item(0);
                assertTrue(keys(global)
                        .containsAll(Set.of(classifier.getAttribute("keys").split(" "))));
            }
        }
        assertEquals(2, globals.getLength());
    }

    private static Set<String> keys(Element of) {
        var keys = new HashSet<String>();
        for (var child = of.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.hasAttribute("key")) keys.add(element.getAttribute("key"));
        }
        return keys;
    }

    /** OCEL 2.0 specification (Berti et al. 2023), section 5 on JSON: members, types and references. */
    @Test
    void an_ocel_file_has_the_members_and_types_of_the_standard_and_all_its_references_lead_somewhere()
            throws Exception {
        var ocel = new ObjectMapper().readTree(export("shop.ocel.json").toFile());

        assertEquals(Set.of("objectTypes", "eventTypes", "objects", "events"), names(ocel));
        var objectTypes = types(ocel.get("objectTypes"));
        var eventTypes = types(ocel.get("eventTypes"));
        var objects = new HashMap<String, String>();
        for (var object : ocel.get("objects")) {
            assertEquals(null, objects.put(text(object, "id"), text(object, "type")), "twice: " + object.get("id"));
        }
        for (var object : ocel.get("objects")) {
            var declared = objectTypes.get(text(object, "type"));
            assertNotNull(declared, object::toString);
            for (var attribute : object.get("attributes")) {
                OffsetDateTime.parse(text(attribute, "time"));
                assertValue(declared, attribute);
            }
            assertRelated(object, objects);
        }
        var ids = new HashSet<String>();
        var before = OffsetDateTime.MIN;
        for (var event : ocel.get("events")) {
            assertTrue(ids.add(text(event, "id")), event::toString);
            var declared = eventTypes.get(text(event, "type"));
            assertNotNull(declared, event::toString);
            var time = OffsetDateTime.parse(text(event, "time"));
            assertTrue(!time.isBefore(before), event::toString);
            before = time;
            for (var attribute : event.get("attributes")) assertValue(declared, attribute);
            assertRelated(event, objects);
        }
        assertEquals(3, objects.values().stream().filter("part"::equals).count());
        assertEquals(2, objects.values().stream().filter("order"::equals).count());
        assertEquals(2, objects.values().stream().filter("person"::equals).count());
        assertEquals(3, objects.values().stream().filter("machine"::equals).count());
        assertEquals(3, count(ocel.get("events"), "part finished"), "all parts leave the plant");
    }

    private static long count(JsonNode events, String type) {
        long n = 0;
        for (var event : events) if (text(event, "type").equals(type)) n++;
        return n;
    }

    private static Set<String> names(JsonNode object) {
        var names = new HashSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Names of types with their attributes and the types of these. */
    private static Map<String, Map<String, String>> types(JsonNode declared) {
        var types = new HashMap<String, Map<String, String>>();
        for (var type : declared) {
            var attributes = new HashMap<String, String>();
            for (var attribute : type.get("attributes")) {
                assertTrue(
                        Set.of("string", "time", "integer", "float", "boolean").contains(text(attribute, "type")),
                        attribute::toString);
                assertEquals(null, attributes.put(text(attribute, "name"), text(attribute, "type")));
            }
            assertEquals(null, types.put(text(type, "name"), attributes), "twice: " + type.get("name"));
        }
        return types;
    }

    private static void assertValue(Map<String, String> declared, JsonNode attribute) {
        var type = declared.get(text(attribute, "name"));
        assertNotNull(type, () -> "not declared: " + attribute);
        var value = text(attribute, "value");
        switch (type) {
            case "integer" -> Long.parseLong(value);
            case "float" -> assertTrue(Double.isFinite(Double.parseDouble(value)), value);
            case "time" -> OffsetDateTime.parse(value);
            case "boolean" -> assertTrue(value.equals("true") || value.equals("false"), value);
            default -> {}
        }
    }

    private static void assertRelated(JsonNode from, Map<String, String> objects) {
        for (var relation : from.get("relationships")) {
            text(relation, "qualifier");
            assertTrue(objects.containsKey(text(relation, "objectId")), () -> "leads nowhere: " + from);
        }
    }

    private static String text(JsonNode of, String name) {
        var value = of.get(name);
        assertTrue(value != null && value.isTextual(), () -> name + " must be a text: " + of);
        return value.asText();
    }
}
