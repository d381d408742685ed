package org.shadowline.dsl.check;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Plant;

/** A plant together with the text that it was made of. */
record PlantModel(
        Plant plant,
        Span span,
        FileUnit file,
        Scope scope,
        Expansion expansion,
        Names names,
        Products products,
        List<Routes.Made> routes,
        Map<String, Element> elements) {

    @Nullable Element element(String id) {
        return elements.get(id);
    }
}
