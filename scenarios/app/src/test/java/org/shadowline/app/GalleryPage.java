package org.shadowline.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The page of docs that shows what is shipped, made from the scenarios themselves. */
final class GalleryPage {
    private static final List<String> TECHNOLOGIES = List.of("digital", "networked", "intelligent");
    private static final List<String> ORGANISATIONS = List.of("unit", "enterprise", "ecosystem");
    private static final List<String> VALUES = List.of("product", "manufacture", "service");

    private final List<ScenarioCatalogue.Entry> entries;
    private final StringBuilder page = new StringBuilder();

    private GalleryPage(List<ScenarioCatalogue.Entry> entries) {
        this.entries = entries;
    }

    /** @param root of the project */
    static String text(Path root) throws IOException {
        return new GalleryPage(ScenarioCatalogue.of(root.resolve("scenarios"))).text();
    }

    /** Where the picture of a scenario is, from the folder of the page. */
    static String picture(ScenarioCatalogue.Entry entry) {
        return "images/" + folder(entry) + "-" + entry.scenario().id() + ".png";
    }

    private String text() {
        page.append("""
                # Gallery

                What is shipped, made from the scenarios themselves; a test tells when it is out of date. `./shadowline scenarios` prints
                the same list. Each rehearsal takes seconds with the few replications that its scenario asks for; `--replications 30` has more.

                ## The cube

                Where the scenarios stand in the cube of human-cyber-physical systems: technology × organisation × value. What is empty is
                not shown by any scenario yet.

                | technology | organisation | product | manufacture | service |
                | --- | --- | --- | --- | --- |
                """);
        for (var technology : TECHNOLOGIES) {
            for (var organisation : ORGANISATIONS) {
                page.append("| ").append(technology).append(" | ").append(organisation);
                for (var value : VALUES) {
                    page.append(" | ").append(cell(technology + " x " + organisation + " x " + value));
                }
                page.append(" |\n");
            }
        }
        for (var entry : entries) section(entry);
        return page.toString();
    }

    private String cell(String name) {
        return String.join(
                "; ",
                entries.stream()
                        .filter(entry -> entry.cell().equals(name))
                        .map(entry -> "[" + entry.scenario().name() + "](#" + anchor(entry) + ")")
                        .toList());
    }

    private void section(ScenarioCatalogue.Entry entry) {
        page.append("\n## ").append(heading(entry)).append("\n\n");
        page.append(entry.shows()).append("\n\n");
        page.append(entry.cell().replace(" x ", " × ")).append(" · ");
        page.append(entry.elements()).append(" elements and teams · [").append(folder(entry));
        page.append("](../scenarios/").append(folder(entry)).append(")\n\n```sh\n");
        page.append("./shadowline rehearse scenarios/").append(folder(entry));
        if (!entry.alone()) page.append(' ').append(entry.scenario().id());
        page.append("\n```\n\n![The report of “")
                .append(entry.scenario().name())
                .append("”](");
        page.append(picture(entry)).append(")\n");
    }

    private static String heading(ScenarioCatalogue.Entry entry) {
        return entry.plant() + ": " + entry.scenario().name();
    }

    /** The anchor that a heading gets where the page is shown: small letters, hyphens for blanks, no other signs. */
    private static String anchor(ScenarioCatalogue.Entry entry) {
        return heading(entry)
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} -]", "")
                .replace(' ', '-');
    }

    private static String folder(ScenarioCatalogue.Entry entry) {
        return String.valueOf(entry.folder().getFileName());
    }
}
