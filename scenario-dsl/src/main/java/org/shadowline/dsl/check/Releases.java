package org.shadowline.dsl.check;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.syntax.ScenarioItem.ActionExpr;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Source;

/** Finds which product is released at which source, where only one of the two is said or neither. */
final class Releases {
    private final Names names;
    private final Products products;
    private final Map<String, Element> elements;
    private final Reports reports;

    record Target(String product, String source) {}

    Releases(Names names, Products products, Map<String, Element> elements, Reports reports) {
        this.names = names;
        this.products = products;
        this.elements = elements;
        this.reports = reports;
    }

    /** Null when it is not plain, which has been reported. */
    @Nullable Target target(ActionExpr.Release release, Scope scope) {
        @Nullable Named source = release.source() == null
                ? null
                : names.require(release.source(), scope, Set.of(Kind.SOURCE), "a source");
        @Nullable String product = null;
        if (release.product() != null) {
            product = products.require(release.product(), scope);
            if (product == null) {
                return null;
            }
        }
        if (release.source() != null && source == null) {
            return null;
        }
        @Nullable Source from = sourceOf(source, product);
        if (from == null) {
            reports.error(
                    Code.INCOMPLETE,
                    release.span(),
                    product == null
                            ? "it is not plain what is released, and where"
                            : "no single source makes `" + product + "`",
                    "write `release 10 bracket from orders`");
            return null;
        }
        if (product == null) {
            var made = PlantChecker.productsOf(from);
            if (made.size() != 1) {
                reports.error(
                        Code.INCOMPLETE,
                        release.span(),
                        "`" + from.id() + "` makes several products; which one is released?",
                        "write e.g. `release 10 " + String.join(" or ", made) + "`");
                return null;
            }
            product = made.iterator().next();
        }
        return new Target(product, from.id());
    }

    private @Nullable Source sourceOf(@Nullable Named named, @Nullable String product) {
        @Nullable Source found = null;
        for (var element : elements.values()) {
            if (element instanceof Source source) {
                boolean fits = named != null
                        ? source.id().equals(named.id())
                        : product == null || PlantChecker.productsOf(source).contains(product);
                if (fits && found != null) {
                    return null;
                }
                found = fits ? source : found;
            }
        }
        return found;
    }
}
