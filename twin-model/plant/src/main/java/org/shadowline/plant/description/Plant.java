package org.shadowline.plant.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The description of a plant, complete and without dangling names: every id that is used is declared.
 *
 * @param currency ISO 4217 code of all money in the plant
 * @param electricityPrice money per joule
 * @param logic rules and procedures of the user's own
 * @param demandCharge what the peak load costs
 * @param sites empty when all is at one
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
        Logic logic,
        DemandCharge demandCharge,
        List<Site> sites) {
    public Plant {
        areas = List.copyOf(areas);
        elements = List.copyOf(elements);
        teams = List.copyOf(teams);
        products = List.copyOf(products);
        routes = List.copyOf(routes);
        loops = List.copyOf(loops);
        symbols = List.copyOf(symbols);
        sites = List.copyOf(sites);
    }

    /** A plant on one site, without paths, demand charge and logic of its own. */
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
                Logic.NONE,
                DemandCharge.NONE,
                List.of());
    }

    /** The plant with other elements and teams of the same names. */
    public Plant with(List<Element> otherElements, List<Team> otherTeams) {
        return new Plant(
                id,
                label,
                currency,
                electricityPrice,
                areas,
                otherElements,
                otherTeams,
                products,
                routes,
                loops,
                symbols,
                network,
                logic,
                demandCharge,
                sites);
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

    /**
     * What the plant spans of an organisation, as in the cube of a scenario: {@code unit} for what is at one site,
     * {@code enterprise} for several, {@code ecosystem} where partners have some of them.
     */
    public String organisation() {
        if (sites.stream().anyMatch(Site::partner)) return "ecosystem";
        return sites.size() > 1 ? "enterprise" : "unit";
    }

    public @Nullable Site site(String id) {
        for (var site : sites) if (site.id().equals(id)) return site;
        return null;
    }

    /** The site of an element; null when it belongs to none. */
    public @Nullable Site siteOf(String element) {
        for (var site : sites) if (site.elements().contains(element)) return site;
        return null;
    }

    public @Nullable Element element(String id) {
        for (var element : elements) {
            if (element.id().equals(id)) return element;
        }
        return null;
    }
}
