package org.shadowline.view.report;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the reports of all fixtures into a folder, to be looked at. */
final class WriteFixtures {
    private WriteFixtures() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments.length == 0 ? "target/reports" : arguments[0]);
        var writer = new ReportWriter();
        writer.write(Fixtures.brackets(), folder.resolve("brackets.html"));
        writer.write(Fixtures.twoSettings(), folder.resolve("two.html"));
        writer.write(Fixtures.large(300), folder.resolve("large.html"));
        writer.write(Fixtures.large(1000), folder.resolve("huge.html"));
        writer.write(Fixtures.oneReplication(), folder.resolve("one.html"));
        writer.write(Fixtures.minimal("</script><img src=x onerror=alert(1)>"), folder.resolve("minimal.html"));
    }
}
