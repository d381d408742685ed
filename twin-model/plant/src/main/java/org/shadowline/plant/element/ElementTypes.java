package org.shadowline.plant.element;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The kinds of elements of one's own that are on the class path. */
public final class ElementTypes {
    private final Map<String, ElementType> types = new TreeMap<>();

    private ElementTypes() {}

    /**
     * Those that {@link ServiceLoader} finds.
     *
     * @throws IllegalStateException when one cannot be loaded, or two have the same name
     */
    public static ElementTypes installed() {
        var found = new ElementTypes();
        try {
            for (var type : ServiceLoader.load(ElementType.class)) {
                var other = found.types.put(type.name(), type);
                if (other != null) {
                    throw new IllegalStateException("two kinds of elements are called \"" + type.name() + "\": "
                            + other.getClass().getName() + " and "
                            + type.getClass().getName());
                }
            }
        } catch (ServiceConfigurationError broken) {
            throw new IllegalStateException("a kind of element cannot be loaded: " + broken.getMessage(), broken);
        }
        return found;
    }

    public @Nullable ElementType find(String name) {
        return types.get(name);
    }

    public List<String> names() {
        return new ArrayList<>(types.keySet());
    }
}
