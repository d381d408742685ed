package org.shadowline.dsl.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.shadowline.dsl.diagnostics.Diagnostics;
import org.shadowline.dsl.diagnostics.SourceText;
import org.shadowline.dsl.syntax.Parser;
import org.shadowline.dsl.syntax.Tokens;

class FormatterTest {
    @Test
    void formatting_again_changes_nothing_and_the_meaning_stays() throws IOException {
        int formatted = 0;
        for (var file : Samples.all()) {
            if (checkOne(Files.readString(file), file.toString())) formatted++;
        }
        assertTrue(formatted >= 5, "files formatted: " + formatted);
    }

    @Test
    void what_the_parser_accepts_of_a_file_with_a_token_less_is_formatted_as_well() throws IOException {
        var text = Samples.resource("format/untidy.shadow");
        var tokens = parse(text).tokens();
        int accepted = 0;
        for (int i = 0; i < tokens.count() - 1; i++) {
            var mutant = text.substring(0, tokens.start(i)) + text.substring(tokens.end(i));
            if (checkOne(mutant, "without token " + i)) accepted++;
        }
        assertTrue(accepted > 0);
    }

    /** Whether it is laid out; what has faults must be refused. */
    private static boolean checkOne(String text, String name) {
        if (!(Formatter.format(text) instanceof Formatting.Done(String once))) return false;
        var twice = assertInstanceOf(Formatting.Done.class, Formatter.format(once), name + "\n" + once);
        assertEquals(once, twice.text(), name);
        assertTrue(Tree.same(parse(once).declarations(), parse(text).declarations()), name + "\n" + once);
        return true;
    }

    private static org.shadowline.dsl.syntax.ParsedFile parse(String text) {
        return Parser.parse(new SourceText("sample", text), new Diagnostics());
    }

    @Test
    void no_comment_is_lost_wherever_it_stands() throws IOException {
        var text = Samples.resource("format/untidy.shadow");
        var tokens = parse(text).tokens();
        var random = new Random(3);
        for (int round = 0; round < 300; round++) {
            var places = new ArrayList<Integer>();
            for (int i = 0; i < 5; i++) {
                int token = random.nextInt(tokens.count() - 1);
                if (tokens.kind(token) != Tokens.DOC) places.add(tokens.start(token));
            }
            places.sort(null);
            var commented = new StringBuilder(text);
            for (int i = places.size() - 1; i >= 0; i--) commented.insert(places.get(i), "// remark " + i + "\n");
            if (!(Formatter.format(commented.toString()) instanceof Formatting.Done(String done))) continue;
            for (int i = 0; i < places.size(); i++) assertTrue(done.contains("// remark " + i), done);
        }
    }

    @Test
    void a_faulty_file_is_refused_with_its_messages() {
        var refused = assertInstanceOf(Formatting.Refused.class, Formatter.format("plant p {\n  station\n"));

        assertTrue(refused.diagnostics().size() >= 1);
    }
}
