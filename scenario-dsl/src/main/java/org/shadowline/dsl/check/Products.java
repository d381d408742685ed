package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Entry;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Name;
import org.shadowline.dsl.syntax.Property;
import org.shadowline.dsl.syntax.Ref;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.Distribution;
import org.shadowline.plant.description.Process;
import org.shadowline.plant.description.Product;
import org.shadowline.plant.description.Values;
import org.shadowline.plant.units.Dimension;
import org.shadowline.plant.units.Unit;

/**
 * The products of a plant and their attributes. Where no product is declared, the products are those that sources make.
 */
final class Products {
    private static final double SUM_TOLERANCE = 1e-6;

    /** @param choices the values of a choice; null for a quantity */
    record Attribute(@Nullable Set<String> choices, Unit unit, Span span) {}

    private final Expansion expansion;
    private final Names names;
    private final Evaluator evaluator;
    private final Reports reports;
    private final boolean declared;
    private final List<Product> products = new ArrayList<>();
    private final Map<String, Map<String, Attribute>> attributes = new LinkedHashMap<>();
    private final Map<String, Integer> symbols = new LinkedHashMap<>();

    Products(Expansion expansion, Names names, Evaluator evaluator, Reports reports, Mentions mentions) {
        this.expansion = expansion;
        this.names = names;
        this.evaluator = evaluator;
        this.reports = reports;
        declared = !expansion.of(Kind.PRODUCT).isEmpty();
        if (!declared) {
            mentionedBySources(mentions);
        }
    }

    private void mentionedBySources(Mentions mentions) {
        for (var source : expansion.of(Kind.SOURCE)) {
            for (var property : source.element().properties()) {
                if (property instanceof Property.Makes makes) {
                    for (var share : makes.products()) {
                        @Nullable String word = share.product().word();
                        if (word != null && !expansion.names.containsKey(word)) {
                            expansion.names.put(
                                    word,
                                    new Named(
                                            word, Kind.PRODUCT, share.product().span(), null, null));
                            mentions.declare(share.product().span(), word, Kind.PRODUCT.withArticle());
                            products.add(Product.named(word));
                        }
                    }
                }
            }
        }
    }

    List<Product> all() {
        return products;
    }

    List<String> symbols() {
        return List.copyOf(symbols.keySet());
    }

    int symbol(String text) {
        return symbols.computeIfAbsent(text, _ -> symbols.size());
    }

    /** The id of a product; null when there is none, which has been reported. */
    @Nullable String require(Ref ref, Scope scope) {
        @Nullable Named found = names.require(ref, scope, Set.of(Kind.PRODUCT), "a product");
        return found == null ? null : found.id();
    }

    boolean exists(String id) {
        @Nullable Named named = expansion.names.get(id);
        return named != null && named.kind() == Kind.PRODUCT;
    }

    Map<String, Attribute> attributesOf(String product) {
        return attributes.getOrDefault(product, Map.of());
    }

    /** The attribute of any product. */
    @Nullable Attribute attribute(String name) {
        for (var own : attributes.values()) {
            @Nullable Attribute found = own.get(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    List<String> ids() {
        return products.stream().map(Product::id).toList();
    }

    /**
     * The attribute, which every one of some products must have; null when it is not so, which has been reported.
     *
     * @param concerned ids of products; empty for any
     */
    @Nullable Attribute require(String name, Span span, List<String> concerned, Scope scope) {
        @Nullable Attribute found = null;
        @Nullable String without = null;
        for (var product : concerned) {
            @Nullable Attribute own = attributesOf(product).get(name);
            if (own == null) {
                without = product;
            } else {
                found = own;
            }
        }
        if (found == null) {
            found = attribute(name);
            without = concerned.isEmpty() ? null : concerned.getFirst();
        }
        if (scope.file().parsed().mayHaveLost(name)) {
            return null;
        }
        if (found == null) {
            @Nullable String near = Spelling.nearest(name, attributeNames());
            var fault = Diagnostic.of(
                    Code.UNKNOWN_NAME,
                    span,
                    "no product has an attribute `" + name + "`"
                            + (near == null ? "" : "; did you mean `" + near + "`?"));
            reports.add(
                    near != null
                            ? fault.fix(span, near)
                            : fault.help("declare it, e.g. `product bracket has " + name + " uniform(1 cm, 5 cm)`"));
            return null;
        }
        if (without != null) {
            reports.add(Diagnostic.of(Code.UNKNOWN_NAME, span, "`" + without + "` has no attribute `" + name + "`")
                    .note(found.span(), "others have it")
                    .help("declare it: `product " + without + " has " + name + " …`"));
            return null;
        }
        return found;
    }

    /** Every product has the attribute that an inspection sets. */
    void addVerdict() {
        var span = expansion.of(Kind.STATION).getFirst().element().span();
        var verdict = new Attribute(Set.of(Process.GOOD, Process.BAD), Unit.ONE, span);
        symbol(Process.GOOD);
        symbol(Process.BAD);
        for (var product : products) {
            var own = attributes.computeIfAbsent(product.id(), _ -> new LinkedHashMap<>());
            @Nullable Attribute other = own.putIfAbsent(Process.VERDICT, verdict);
            if (other != null) {
                reports.error(
                        Code.DECLARED_TWICE,
                        other.span(),
                        "`" + product.id() + "` has an attribute `verdict`, which inspections set as well",
                        "give it another name");
            }
        }
    }

    /** An attribute that orders bring from a table. */
    void addFromOrders(String product, String name, Attribute attribute) {
        attributes.computeIfAbsent(product, _ -> new LinkedHashMap<>()).putIfAbsent(name, attribute);
    }

    List<String> attributeNames() {
        var all = new ArrayList<String>();
        attributes.values().forEach(own -> own.keySet().forEach(name -> {
            if (!all.contains(name)) {
                all.add(name);
            }
        }));
        return all;
    }

    // lowering

    void lower(Entry entry, Properties given) {
        double material = given.positive("material", Dimension.MONEY, 0);
        double price = given.positive("price", Dimension.MONEY, 0);
        double holding = given.positive("holding", Dimension.WAGE, 0);
        double mass = given.positive("mass", Dimension.MASS, 0);
        var own = new LinkedHashMap<String, Attribute>();
        var drawn = new ArrayList<Product.Attribute>();
        for (var property : entry.element().properties()) {
            if (property instanceof Property.Has has) {
                @Nullable Distribution value = attribute(has, entry, own);
                if (value != null) {
                    drawn.add(new Product.Attribute(
                            has.attribute().text(),
                            value,
                            unitOf(own, has.attribute().text())));
                }
            }
        }
        attributes.put(entry.id(), own);
        products.add(new Product(entry.id(), given.label(), material, price, holding, mass, drawn));
    }

    private static String unitOf(Map<String, Attribute> own, String name) {
        @Nullable Attribute attribute = own.get(name);
        return attribute == null ? "" : attribute.unit().symbol();
    }

    private @Nullable Distribution attribute(Property.Has has, Entry entry, Map<String, Attribute> own) {
        var name = has.attribute();
        if (own.containsKey(name.text())) {
            reports.add(Naming.declaredTwice(
                    name.text(), name.span(), own.get(name.text()).span()));
            return null;
        }
        var fault = Naming.fault(name.text(), name.span());
        if (fault != null) {
            reports.add(fault);
        }
        if (!has.choices().isEmpty()) {
            return choice(has, has.choices(), entry, own);
        }
        var expr = has.value();
        if (expr == null) {
            return null;
        }
        boolean singleChoice = expr instanceof Expr.Variable variable
                && variable.ref().word() != null
                && entry.scope().find(variable.ref().last().text()) == null;
        if (singleChoice) {
            var only = new Property.Choice(
                    expr.span(), new Name(expr.span(), expr.span().text()), null);
            return choice(has, List.of(only), entry, own);
        }
        return switch (evaluator.value(expr, entry.scope())) {
            case Value.Number number -> {
                own.put(name.text(), new Attribute(null, number.quantity().shown(), name.span()));
                yield new Distribution.Constant(number.si());
            }
            case Value.Random random -> {
                own.put(name.text(), new Attribute(null, random.shown(), name.span()));
                yield random.distribution();
            }
            case Value.Unlimited _, Value.Broken _ -> {
                reports.lose(name.text());
                own.put(name.text(), new Attribute(null, Unit.ONE, name.span()));
                yield null;
            }
        };
    }

    private @Nullable Distribution choice(
            Property.Has has, List<Property.Choice> choices, Entry entry, Map<String, Attribute> own) {
        var values = new double[choices.size()];
        var texts = new LinkedHashSet<String>();
        for (int i = 0; i < values.length; i++) {
            values[i] = symbol(choices.get(i).value().text());
            texts.add(choices.get(i).value().text());
        }
        own.put(
                has.attribute().text(),
                new Attribute(texts, Unit.ONE, has.attribute().span()));
        var given = new ArrayList<@Nullable Expr>();
        choices.forEach(choice -> given.add(choice.share()));
        double @Nullable [] shares = shares(
                given,
                entry.scope(),
                has.span(),
                "the shares of `" + has.attribute().text() + "`");
        if (shares == null) {
            return null;
        }
        return values.length == 1
                ? new Distribution.Constant(values[0])
                : new Distribution.Discrete(Values.of(values), Values.of(shares));
    }

    /** Shares that add up to one; the last may be left out and takes the rest. Null when they do not, and reported. */
    double @Nullable [] shares(List<@Nullable Expr> given, Scope scope, Span span, String what) {
        var shares = new double[given.size()];
        double sum = 0;
        int open = -1;
        for (int i = 0; i < shares.length; i++) {
            @Nullable Expr expr = given.get(i);
            if (expr == null) {
                if (i < shares.length - 1) {
                    if (!reports.hasErrorIn(span)) {
                        reports.error(
                                Code.SHARES,
                                span,
                                what + " are not complete: only the last may be left out",
                                "give each a share, e.g. `70 %`");
                    }
                    return null;
                }
                open = i;
            } else {
                shares[i] = evaluator.share(expr, scope, "a share");
                if (Double.isNaN(shares[i])) {
                    return null;
                }
                sum += shares[i];
            }
        }
        if (open >= 0 && sum <= 1 + SUM_TOLERANCE) {
            shares[open] = Math.max(0, Math.rint((1 - sum) * 1e12) / 1e12);
            return shares;
        }
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
            if (!reports.hasErrorIn(span)) {
                reports.error(
                        Code.SHARES,
                        span,
                        what + " add up to " + RandomValues.percent(sum) + ", not to 100 %",
                        "change one of them, or leave the last one out to take the rest");
            }
            return null;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    boolean areDeclared() {
        return declared;
    }
}
