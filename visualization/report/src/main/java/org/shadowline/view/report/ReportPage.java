package org.shadowline.view.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.shadowline.plant.rehearsal.RehearsalResult;

/**
 * Puts the page together: template, style, scripts and the data of a result. The page's own policy lets it run only
 * these scripts (by their hashes) and load nothing.
 */
final class ReportPage {
    private final String template = Resources.template();
    private final String style = Resources.style();
    private final String charts = withoutScriptEnds(Resources.charts());

    String of(RehearsalResult result) {
        var sections = Arrays.stream(Section.values())
                .filter(section -> section.isIn(result))
                .map(section -> new Frame(section.id(), section.title(), section.lead()))
                .toList();
        return page(result.scenario().name(), sections, Resources.script(), ReportData.of(result));
    }

    String of(ExperimentReport report) {
        var sections = report.sections().stream()
                .map(section -> new Frame(section.id(), section.title(), section.lead()))
                .toList();
        return page(report.title(), sections, Resources.experimentScript(), report.data());
    }

    private String page(String title, List<Frame> sections, String script, String data) {
        return fill(new Parts(
                escaped(title),
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; script-src "
                        + hash(charts) + " " + hash(script),
                sections.stream().map(ReportPage::link).collect(Collectors.joining("\n")),
                sections.stream().map(ReportPage::frame).collect(Collectors.joining("\n")),
                data,
                script));
    }

    /** A section before it is filled. */
    private record Frame(String id, String title, String lead) {}

    private record Parts(String title, String policy, String links, String sections, String data, String script) {}

    /** In one pass over the template, so that nothing in what is filled in is taken for a marker. */
    private String fill(Parts parts) {
        var page = new StringBuilder(
                charts.length() + parts.script().length() + parts.data().length() + 100_000);
        int from = 0;
        for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", from)) {
            int close = template.indexOf("}}", open);
            page.append(template, from, open);
            page.append(
                    switch (template.substring(open + 2, close)) {
                        case "title" -> parts.title();
                        case "policy" -> parts.policy();
                        case "links" -> parts.links();
                        case "sections" -> parts.sections();
                        case "data" -> parts.data();
                        case "style" -> style;
                        case "charts" -> charts;
                        case "script" -> parts.script();
                        default ->
                            throw new IllegalStateException(
                                    "unknown marker in report.html: " + template.substring(open, close + 2));
                    });
            from = close + 2;
        }
        return page.append(template, from, template.length()).toString();
    }

    private static String link(Frame section) {
        return "<li><a href=\"#" + section.id() + "\">" + section.title() + "</a></li>";
    }

    private static String frame(Frame section) {
        return """
                <section id="%1$s" class="card" aria-labelledby="%1$s-title" hidden>
                <div class="card-head"><div><h2 id="%1$s-title">%2$s</h2><p class="lead">%3$s</p></div><div class="tools"></div></div>
                <div class="body"></div>
                </section>""".formatted(section.id(), section.title(), section.lead());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A library may hold the end tag in a string, where a backslash changes nothing. */
    private static String withoutScriptEnds(String script) {
        return script.replace("</script", "<\\/script");
    }

    private static String hash(String script) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
