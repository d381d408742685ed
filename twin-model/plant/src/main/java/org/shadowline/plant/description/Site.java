package org.shadowline.plant.description;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place of an enterprise with elements and people of its own (ISA-95); shipments go between sites.
 *
 * @param zone by whose clocks hours of the site are meant; null for that in which a scenario starts
 * @param partner whether it is another enterprise's, a supplier's or a customer's
 * @param elements ids of its elements, ascending
 * @param teams ids of its teams, ascending
 */
public record Site(
        String id,
        @Nullable String label,
        @Nullable ZoneId zone,
        boolean partner,
        List<String> elements,
        List<String> teams) {
    public Site {
        elements = elements.stream().sorted().toList();
        teams = teams.stream().sorted().toList();
    }

    public String displayName() {
        return label == null ? id : label;
    }
}
