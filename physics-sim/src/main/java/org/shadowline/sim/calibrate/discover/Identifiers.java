package org.shadowline.sim.calibrate.discover;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.shadowline.plant.units.Units;

/** Legal, unique names of elements made from names that people gave. Not thread-safe. */
final class Identifiers {
    private static final int LONGEST = 40;

    private final Set<String> taken = new HashSet<>();

    /** Starts with names that nothing may get, such as the built-in ends of routes; units are among them anyway. */
    Identifiers(List<String> reserved) {
        taken.addAll(reserved);
        taken.addAll(Units.names());
    }

    /** Letters, digits and underscores in lower case; {@code otherwise} where the name has none of them. */
    String of(String name, String otherwise) {
        var plain = Normalizer.normalize(name.replace("ß", "ss").replace("&", " and "), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        if (plain.length() > LONGEST) plain = plain.substring(0, LONGEST).replaceAll("_+$", "");
        if (plain.isEmpty()) plain = otherwise;
        if (Character.isDigit(plain.charAt(0))) plain = otherwise + "_" + plain;
        var unique = plain;
        for (int n = 2; !taken.add(unique); n++) unique = plain + "_" + n;
        return unique;
    }
}
