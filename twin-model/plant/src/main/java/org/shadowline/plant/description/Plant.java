package org.shadowline.plant.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The description of a plant, complete and without dangling names: every id that is used is declared.
 *
 * @param currency ISO 4217 code of all money in the plant
 * @param electricityPrice money per joule
 * @param logic rules and procedures of the user's own
 * @param symbols texts that attribute values stand for: value {@code i} of a choice is {@code symbols.get(i)}
 */
public record Plant(
        String id,
        @Nullable String label,
        String currency,
        double electricityPrice,
        List<Area> areas,
        List<Element> elements,
        List<Team> teams,
        List<Product> products,
        List<Route> routes,
        List<Loop> loops,
        List<String> symbols,
        Network network,
        Logic logic) {
    public Plant {
        areas = List.copyOf(areas);
        elements = List.copyOf(elements);
        teams = List.copyOf(teams);
        products = List.copyOf(products);
        routes = List.copyOf(routes);
        loops = List.copyOf(loops);
        symbols = List.copyOf(symbols);
    }

    /** A plant without paths and without logic of its own. */
    public Plant(
            String id,
            @Nullable String label,
            String currency,
            double electricityPrice,
            List<Area> areas,
            List<Element> elements,
            List<Team> teams,
            List<Product> products,
            List<Route> routes,
            List<Loop> loops,
            List<String> symbols) {
        this(
                id,
                label,
                currency,
                electricityPrice,
                areas,
                elements,
                teams,
                products,
                routes,
                loops,
                symbols,
                Network.NONE,
                Logic.NONE);
    }

    /** The same plant with other people. */
    public Plant withTeams(List<Team> teams) {
        return with(elements, teams);
    }

    /** The same plant with other elements of the same names. */
    public Plant withElements(List<Element> elements) {
        return with(elements, teams);
    }

    private Plant with(List<Element> elements, List<Team> teams) {
        return new Plant(
                id,
                label,
                currency,
                electricityPrice,
                areas,
                elements,
                teams,
                products,
                routes,
                loops,
                symbols,
                network,
                logic);
    }

    public String displayName() {
        return label == null ? id : label;
    }

    /** The route of a product: its own, or the one for all others; null when there is none. */
    public @Nullable Route routeOf(String product) {
        Route common = null;
        for (var route : routes) {
            if (route.products().contains(product)) return route;
            if (route.products().isEmpty()) common = route;
        }
        return common;
    }

    public @Nullable Element element(String id) {
        for (var element : elements) {
            if (element.id().equals(id)) return element;
        }
        return null;
    }
}
