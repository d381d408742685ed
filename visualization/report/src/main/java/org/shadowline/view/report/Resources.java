package org.shadowline.view.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parts of the page that are the same in every report, read from the class path. */
final class Resources {
    private static final String ECHARTS = "org.webjars.npm/echarts";

    /** In the order in which they are run; all share one scope. */
    private static final List<String> SCRIPTS = List.of(
            "data",
            "quantities",
            "clock",
            "elements",
            "theme",
            "charts",
            "header",
            "expectations",
            "indicators",
            "variants",
            "trends",
            "vehicles",
            "states",
            "bottleneck",
            "gantt",
            "lead-time",
            "flow",
            "late-orders",
            "cost",
            "catalogue",
            "page");

    private static final List<String> EXPERIMENT_SCRIPTS = List.of("elements", "theme", "charts", "experiment");

    private Resources() {}

    static String template() {
        return own("report.html");
    }

    static String style() {
        return own("report.css");
    }

    static String script() {
        return inOneScope(SCRIPTS);
    }

    /** The script of the report of an experiment. */
    static String experimentScript() {
        return inOneScope(EXPERIMENT_SCRIPTS);
    }

    private static String inOneScope(List<String> scripts) {
        return scripts.stream()
                .map(name -> own("script/" + name + ".js"))
                .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "\n})();\n"));
    }

    /** Apache ECharts, complete, with its notice, under the Apache License 2.0 that its first lines state. */
    static String charts() {
        var root = "/META-INF/resources/webjars/echarts/" + echartsVersion() + "/";
        return "/*\n" + text(root + "NOTICE") + "*/\n" + text(root + "dist/echarts.min.js");
    }

    static String echartsVersion() {
        var properties = new Properties();
        try (var in = open("/META-INF/maven/" + ECHARTS + "/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "");
    }

    /** Version of the engine; null when it does not run from a packaged release. */
    static @Nullable String engineVersion() {
        return Resources.class.getPackage().getImplementationVersion();
    }

    private static String own(String name) {
        return text("/org/shadowline/view/report/" + name);
    }

    private static String text(String path) {
        try (var in = open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String path) {
        var in = Resources.class.getResourceAsStream(path);
        if (in == null) throw new IllegalStateException("the report's resource is missing on the class path: " + path);
        return in;
    }
}
