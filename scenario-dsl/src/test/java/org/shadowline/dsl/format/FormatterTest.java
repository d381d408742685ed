package org.shadowline.dsl.format;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FormatterTest {
    @Test
    void givesAnUntidyFileItsLayout() throws IOException {
        System.out.println(((Formatting.Done) Formatter.format(Samples.resource("format/untidy.shadow"))).text());
    }
}
