package org.shadowline.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class GalleryPageTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/gallery.md");
    private static final long MOST_BYTES = 200_000;

    /** With {@code -Ddocs.update} the page is written anew. */
    @Test
    void the_page_shows_what_is_shipped() throws IOException {
        var text = GalleryPage.text(ROOT);
        if (System.getProperty("docs.update") != null) Files.writeString(PAGE, text);
        assertEquals(text, Files.readString(PAGE), "run the tests of scenarios/app with -Ddocs.update");
    }

    @Test
    void every_scenario_has_a_picture_that_is_not_large() throws IOException {
        for (var entry : ScenarioCatalogue.of(ROOT.resolve("scenarios"))) {
            var picture = PAGE.resolveSibling(GalleryPage.picture(entry));
            assertTrue(
                    Files.exists(picture),
                    () -> "no picture " + picture + "; make one of the report: " + entry.command());
            assertTrue(Files.size(picture) <= MOST_BYTES, () -> picture + " has more than " + MOST_BYTES + " bytes");
            assertNotNull(ImageIO.read(picture.toFile()), () -> picture + " is no picture");
        }
    }

    @Test
    void every_scenario_states_its_cell_of_the_cube_and_says_what_it_shows() throws IOException {
        for (var entry : ScenarioCatalogue.of(ROOT.resolve("scenarios"))) {
            assertNotNull(entry.scenario().cube(), () -> entry.file() + " has no `cube`");
            assertTrue(entry.shows().matches("[^(].*[.?]"), () -> entry.file() + ": " + entry.shows());
        }
    }
}
