package org.shadowline.dsl.check;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Plant;
import org.shadowline.plant.description.Route;

/** A plant together with the text that it was made of. */
record PlantModel(
        Plant plant,
        Span span,
        FileUnit file,
        Scope scope,
        Expansion expansion,
        Names names,
        Products products,
        ElementAttributes attributes,
        LogicChecker rules,
        List<Routes.Made> routes,
        Map<String, Element> elements,
        Map<Route, Reach> reaches) {

    /** Worked out once for each route. */
    Reach reach(Route route) {
        @Nullable Reach known = reaches.get(route);
        if (known == null) {
            known = new Reach(route);
            reaches.put(route, known);
        }
        return known;
    }

    @Nullable Element element(String id) {
        return elements.get(id);
    }
}
