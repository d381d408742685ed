package org.shadowline.dsl.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.diagnostics.Spelling;
import org.shadowline.dsl.syntax.ActExpr;
import org.shadowline.dsl.syntax.ActExpr.TriggerExpr;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.Statement;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.Action;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Formula;
import org.shadowline.plant.description.Logic;
import org.shadowline.plant.description.Logic.Act;
import org.shadowline.plant.description.Logic.Trigger;
import org.shadowline.plant.description.Product;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.units.Dimension;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/** Makes the rules and procedures of a plant of their text. */
final class LogicChecker {
    private static final Set<Kind> PLACES = Set.of(
            Kind.SOURCE,
            Kind.SINK,
            Kind.STATION,
            Kind.BUFFER,
            Kind.CONVEYOR,
            Kind.RACK,
            Kind.CUSTOM,
            Kind.DELAY,
            Kind.SHIPMENT,
            Kind.FLEET);
    private static final String GONE =
            "after a `wait` the part may have left; keep what you need of it with `let` before";

    private final Expansion expansion;
    private final Names names;
    private final Products products;
    private final ElementAttributes attributes;
    private final Formulas formulas;
    private final MachineNames machines;
    private final Releases releases;
    private final Map<String, Element> elements;
    private final Settings settings;
    private final Evaluator evaluator;
    private final Mentions mentions;
    private final Reports reports;
    private final Map<String, Signature> procedures = new LinkedHashMap<>();

    /** What is known of a procedure before anything calls it. */
    private record Signature(
            String id, Expansion.ProcedureEntry entry, List<Unit> units, Set<String> calls, boolean[] waits) {}

    LogicChecker(
            Expansion expansion,
            Names names,
            Products products,
            ElementAttributes attributes,
            Formulas formulas,
            MachineNames machines,
            Map<String, Element> elements,
            Settings settings,
            Evaluator evaluator,
            Mentions mentions,
            Reports reports) {
        this.expansion = expansion;
        this.names = names;
        this.products = products;
        this.attributes = attributes;
        this.formulas = formulas;
        this.machines = machines;
        this.elements = elements;
        this.settings = settings;
        this.evaluator = evaluator;
        this.mentions = mentions;
        this.reports = reports;
        releases = new Releases(names, products, elements, reports);
    }

    Logic check() {
        for (var entry : expansion.procedures) {
            var before = reports.move(entry.use());
            declare(entry);
            reports.move(before);
        }
        procedures.values().forEach(this::findWaits);
        var made = new ArrayList<Logic.Procedure>();
        for (var signature : procedures.values()) {
            var before = reports.move(signature.entry().use());
            made.add(procedure(signature));
            reports.move(before);
        }
        refuseCircles();
        var rules = new ArrayList<Logic.Rule>();
        for (var entry : expansion.rules) {
            var before = reports.move(entry.use());
            Logic.@Nullable Rule rule = rule(entry.rule(), entry.scope());
            if (rule != null) {
                rules.add(rule);
            }
            reports.move(before);
        }
        return new Logic(attributes.all(), made, rules);
    }

    /** What a scenario does by a statement of rules: it calls a procedure, tells something, or sets an attribute. */
    @Nullable Action act(ActExpr act, Scope scope) {
        @Nullable Act made = new Body(scope, null, "an action of a scenario is about the plant").act(act);
        return made == null ? null : new Action.Does(made, act.span().text());
    }

    // procedures

    private void declare(Expansion.ProcedureEntry entry) {
        var procedure = entry.procedure();
        var name = procedure.name();
        var id = entry.scope().prefix() + name.text();
        mentions.declare(name.span(), name.text(), "a procedure");
        var fault = Naming.fault(name.text(), name.span());
        if (fault != null) {
            reports.add(fault);
        }
        @Nullable Signature earlier = procedures.get(id);
        if (earlier != null) {
            reports.add(Naming.declaredTwice(
                    name.text(), name.span(), earlier.entry().procedure().name().span()));
            return;
        }
        if (Formulas.isFunction(name.text())) {
            reports.error(Code.DECLARED_TWICE, name.span(), "`" + name.text() + "` is a function of the language");
        }
        var units = new ArrayList<Unit>();
        for (var parameter : procedure.parameters()) {
            @Nullable Unit unit = parameter.unit() == null
                    ? Unit.ONE
                    : Units.find(parameter.unit().text());
            units.add(unit == null ? Unit.ONE : unit);
        }
        procedures.put(id, new Signature(id, entry, units, new HashSet<>(), new boolean[1]));
    }

    private void findWaits(Signature signature) {
        collect(signature.entry().procedure().acts(), signature);
    }

    private void collect(List<ActExpr> acts, Signature signature) {
        for (var act : acts) {
            switch (act) {
                case ActExpr.Wait _, ActExpr.WaitUntil _ -> signature.waits()[0] = true;
                case ActExpr.Call call -> {
                    @Nullable Signature called =
                            find(call.procedure().text(), signature.entry().scope());
                    if (called != null) {
                        signature.calls().add(called.id());
                    }
                }
                case ActExpr.If choice -> {
                    collect(choice.then(), signature);
                    collect(choice.otherwise(), signature);
                }
                case ActExpr.While loop -> collect(loop.acts(), signature);
                default -> {}
            }
        }
    }

    private @Nullable Signature find(String name, Scope scope) {
        var prefix = scope.prefix();
        while (true) {
            @Nullable Signature found = procedures.get(prefix + name);
            if (found != null || prefix.isEmpty()) {
                return found;
            }
            int dot = prefix.lastIndexOf('.', prefix.length() - 2);
            prefix = dot < 0 ? "" : prefix.substring(0, dot + 1);
        }
    }

    /** Whether a procedure, or one that it calls, waits. */
    private boolean waits(Signature signature, Set<String> seen) {
        if (signature.waits()[0]) {
            return true;
        }
        for (var called : signature.calls()) {
            @Nullable Signature next = procedures.get(called);
            if (seen.add(called) && next != null && waits(next, seen)) {
                return true;
            }
        }
        return false;
    }

    private void refuseCircles() {
        for (var signature : procedures.values()) {
            if (reaches(signature, signature.id(), new HashSet<>())) {
                var name = signature.entry().procedure().name();
                reports.error(
                        Code.CIRCULAR,
                        name.span(),
                        "the procedure `" + name.text() + "` calls itself",
                        "repeat with `while` instead");
                return;
            }
        }
    }

    private boolean reaches(Signature from, String target, Set<String> seen) {
        for (var called : from.calls()) {
            if (called.equals(target)) {
                return true;
            }
            @Nullable Signature next = procedures.get(called);
            if (seen.add(called) && next != null && reaches(next, target, seen)) {
                return true;
            }
        }
        return false;
    }

    private Logic.Procedure procedure(Signature signature) {
        var procedure = signature.entry().procedure();
        var body = new Body(
                signature.entry().scope(),
                null,
                "a procedure is given what it needs of a part: write `"
                        + signature.entry().procedure().name().text() + "(part.size)`");
        var parameters = new ArrayList<Logic.Parameter>();
        for (int i = 0; i < procedure.parameters().size(); i++) {
            var parameter = procedure.parameters().get(i).name();
            body.declare(parameter.text(), parameter.span(), signature.units().get(i), "a parameter");
            parameters.add(new Logic.Parameter(
                    parameter.text(), signature.units().get(i).symbol()));
        }
        return new Logic.Procedure(signature.id(), parameters, body.acts(procedure.acts()));
    }

    // rules

    private Logic.@Nullable Rule rule(Statement.Rule rule, Scope scope) {
        @Nullable List<String> partOf = null;
        var noPart = "only `when part enters …` and the like are about a part";
        @Nullable Trigger trigger =
                switch (rule.trigger()) {
                    case TriggerExpr.PartAt at -> partAt(at, scope);
                    case TriggerExpr.MachineAt at -> {
                        @Nullable Named station = names.require(at.station(), scope, Set.of(Kind.STATION), "a station");
                        yield station == null
                                ? null
                                : new Trigger.MachineAt(
                                        station.id(),
                                        Logic.Change.valueOf(at.event().text().toUpperCase(Locale.ROOT)));
                    }
                    case TriggerExpr.Holds holds -> holds(holds, scope);
                    case TriggerExpr.Every every -> {
                        var interval = evaluator.random(every.interval(), scope, Dimension.TIME, "the time between");
                        if (interval != null && Distributions.mean(interval) == 0) {
                            reports.error(Code.OUT_OF_RANGE, every.span(), "the time between must be above zero");
                        }
                        yield interval == null ? null : new Trigger.Every(interval);
                    }
                    case TriggerExpr.Starts _ -> new Trigger.Starts();
                };
        if (trigger instanceof Trigger.PartAt at) {
            partOf = at.product() == null ? products.ids() : List.of(at.product());
        } else if (rule.trigger() instanceof TriggerExpr.PartAt) {
            // which part it is about has been asked already
            partOf = List.of();
        }
        var acts = new Body(scope, partOf, noPart).acts(rule.acts());
        return trigger == null
                ? null
                : new Logic.Rule(
                        trigger,
                        acts,
                        rule.because() == null ? null : rule.because().text());
    }

    private @Nullable Trigger holds(TriggerExpr.Holds holds, Scope scope) {
        var condition = formulas.condition(
                holds.condition(),
                Formulas.Context.withoutPart(scope, "a condition is about the plant, not about a part"));
        double seconds = holds.lasting() == null
                ? 0
                : evaluator.positive(holds.lasting(), scope, Dimension.TIME, "the time that the condition lasts", true);
        return condition == null || Double.isNaN(seconds) ? null : new Trigger.Holds(condition, seconds);
    }

    private @Nullable Trigger partAt(TriggerExpr.PartAt at, Scope scope) {
        var moment = Logic.Moment.valueOf(at.event().text().toUpperCase(Locale.ROOT));
        boolean ofStation = moment == Logic.Moment.BEGINS || moment == Logic.Moment.FINISHES;
        @Nullable Named element = names.require(
                at.element(),
                scope,
                ofStation ? Set.of(Kind.STATION) : PLACES,
                ofStation ? "a station" : "an element that parts come to");
        @Nullable String product = null;
        if (!"part".equals(at.part().word())) {
            product = products.require(at.part(), scope);
            if (product == null) {
                return null;
            }
        }
        return element == null ? null : new Trigger.PartAt(element.id(), moment, product);
    }

    // statements

    /** The statements of one rule or procedure, with the values that they name. */
    private final class Body {
        private final Scope scope;
        private @Nullable List<String> partOf;
        private String noPart;
        private final Map<String, Unit> values = new HashMap<>();
        private final Map<String, Span> declared = new HashMap<>();

        Body(Scope scope, @Nullable List<String> partOf, String noPart) {
            this.scope = scope;
            this.partOf = partOf;
            this.noPart = noPart;
        }

        void declare(String name, Span span, Unit unit, String what) {
            mentions.declare(span, name, what);
            var fault = Naming.fault(name, span);
            if (fault != null) {
                reports.add(fault);
            }
            @Nullable Span earlier = declared.putIfAbsent(name, span);
            if (earlier != null) {
                reports.add(Naming.declaredTwice(name, span, earlier));
            }
            values.put(name, unit);
        }

        private Formulas.Context context() {
            return new Formulas.Context(scope, partOf, noPart, values);
        }

        private void partMayLeave() {
            if (partOf != null) {
                partOf = null;
                noPart = GONE;
            }
        }

        List<Act> acts(List<ActExpr> acts) {
            var made = new ArrayList<Act>();
            for (var act : acts) {
                @Nullable Act one = act(act);
                if (one != null) {
                    made.add(one);
                }
            }
            return made;
        }

        private @Nullable Act act(ActExpr act) {
            return switch (act) {
                case ActExpr.Let let -> let(let);
                case ActExpr.Set set -> set(set);
                case ActExpr.If choice -> {
                    var condition = formulas.condition(choice.condition(), context());
                    var before = partOf;
                    var then = acts(choice.then());
                    boolean waited = before != null && partOf == null;
                    partOf = before;
                    var otherwise = acts(choice.otherwise());
                    if (waited) {
                        partMayLeave();
                    }
                    yield condition == null ? null : new Act.If(condition, then, otherwise);
                }
                case ActExpr.While loop -> {
                    if (waits(loop.acts())) {
                        partMayLeave();
                    }
                    var condition = formulas.condition(loop.condition(), context());
                    var body = acts(loop.acts());
                    yield condition == null ? null : new Act.While(condition, body);
                }
                case ActExpr.Call call -> call(call);
                case ActExpr.Wait wait -> {
                    @Nullable Formula time = time(wait.time(), "the time of the wait");
                    partMayLeave();
                    yield time == null ? null : new Act.Wait(time);
                }
                case ActExpr.WaitUntil until -> {
                    // it is looked at again and again, when the part may be gone
                    partMayLeave();
                    var condition = formulas.condition(until.condition(), context());
                    yield condition == null ? null : new Act.WaitUntil(condition);
                }
                case ActExpr.Note note -> new Act.Note(note.text().text());
                case ActExpr.Halt halt -> {
                    @Nullable String target = halt.fails()
                            ? machines.failing(halt.target(), scope)
                            : machines.machine(halt.target(), scope);
                    @Nullable Formula time = time(halt.time(), halt.fails() ? "the time of repair" : "the length of the stop");
                    if (target == null || time == null) {
                        yield null;
                    }
                    yield halt.fails() ? new Act.Fail(target, time) : new Act.Stop(target, time);
                }
                case ActExpr.Release release -> release(release);
            };
        }

        private boolean waits(List<ActExpr> acts) {
            for (var act : acts) {
                boolean waits =
                        switch (act) {
                            case ActExpr.Wait _, ActExpr.WaitUntil _ -> true;
                            case ActExpr.If choice -> waits(choice.then()) || waits(choice.otherwise());
                            case ActExpr.While loop -> waits(loop.acts());
                            case ActExpr.Call call -> {
                                @Nullable Signature called = find(call.procedure().text(), scope);
                                yield called != null && LogicChecker.this.waits(called, new HashSet<>());
                            }
                            default -> false;
                        };
                if (waits) {
                    return true;
                }
            }
            return false;
        }

        private @Nullable Formula time(Expr expr, String what) {
            return formulas.number(expr, context(), Dimension.TIME, what);
        }

        private @Nullable Act let(ActExpr.Let let) {
            Formulas.@Nullable Typed value = formulas.typed(let.value(), context());
            if (value != null && value.choice() != null) {
                reports.error(Code.NOT_A_NUMBER, let.value().span(), "a word cannot be kept with `let`, only numbers");
                value = null;
            }
            declare(let.name().text(), let.name().span(), value == null ? Unit.ONE : value.unit(), "a value");
            return value == null ? null : new Act.Let(let.name().text(), value.formula(), true);
        }

        private @Nullable Act set(ActExpr.Set set) {
            var ref = set.target();
            @Nullable String word = ref.parts().size() == 1 ? ref.last().text() : null;
            if (word != null) {
                @Nullable Unit own = values.get(word);
                if (own != null) {
                    @Nullable Formula value = formulas.number(set.value(), context(), own.dimension(), "`" + word + "`");
                    return value == null ? null : new Act.Let(word, value, false);
                }
                boolean attribute = products.attribute(word) != null;
                reports.error(
                        Code.NOT_SETTABLE,
                        ref.span(),
                        "`" + word + "` cannot be set",
                        attribute
                                ? "write `set part." + word + " to …`"
                                : "declare it with `let " + word
                                        + " = …` before, or name a property such as `saw.speed`");
                return null;
            }
            if (ref.parts().size() == 2 && "part".equals(ref.parts().getFirst().text())) {
                Formulas.@Nullable Typed target =
                        formulas.partAttribute(ref.last().text(), ref.span(), context());
                @Nullable Formula value = target == null ? null : value(target, set);
                return value == null ? null : new Act.SetPart(ref.last().text(), value);
            }
            @Nullable Named named = names.find(ref.owner(), scope);
            if (named == null || named.kind() == null) {
                names.unknown(ref.owner(), scope, Set.of(Kind.values()), "an element");
                return null;
            }
            var name = ref.last().text();
            Products.@Nullable Attribute attribute = attributes.of(named.id(), name);
            if (attribute != null) {
                var target = new Formulas.Typed(
                        new Formula.ElementAttribute(named.id(), name),
                        attribute.unit(),
                        attribute.choices() == null ? null : attribute);
                @Nullable Formula value = value(target, set);
                return value == null ? null : new Act.SetElement(named.id(), name, value);
            }
            boolean isSetting = Settings.running(named.kind()).contains(name);
            if (!isSetting && formulas.isKnownToLack(named.id(), name, scope)) {
                return null;
            }
            var legal = new ArrayList<>(Settings.running(named.kind()));
            legal.addAll(attributes.namesOf(named.id()));
            if (!settings.isLegal(name, ref.last().span(), named, legal, "set while the plant runs")) {
                return null;
            }
            return setting(named, named.kind(), name, set);
        }

        private @Nullable Formula value(Formulas.Typed target, ActExpr.Set set) {
            var shown = "`" + set.target().span().text() + "`";
            return target.choice() != null
                    ? formulas.symbol(target, set.value(), shown)
                    : formulas.number(set.value(), context(), target.dimension(), shown);
        }

        private @Nullable Act setting(Named named, Kind kind, String name, ActExpr.Set set) {
            var what = "`" + name + "` of `" + named.id() + "`";
            var setting = new Setting(named.id(), Setting.Property.valueOf(name.toUpperCase(Locale.ROOT)));
            if (kind == Kind.CONVEYOR && elements.get(named.id()) instanceof Conveyor conveyor) {
                Formulas.@Nullable Typed value = formulas.typed(set.value(), context());
                if (value == null) {
                    return null;
                }
                boolean speed = value.dimension().equals(Dimension.SPEED);
                @Nullable Formula given = formulas.number(set.value(), context(), speed ? Dimension.SPEED : Dimension.NONE, what);
                if (given == null) {
                    return null;
                }
                var declaredSpeed = new Formula.Constant(conveyor.speed(), "m/s");
                return new Act.Change(
                        setting, speed ? new Formula.Arithmetic(Formula.Operator.DIVIDE, given, declaredSpeed) : given);
            }
            if (!formulas.changes(set.value(), context())) {
                double value = settings.runningValue(kind, named.id(), name, set.value(), scope);
                return Double.isNaN(value) ? null : new Act.Change(setting, new Formula.Constant(value, ""));
            }
            boolean counts = name.equals("holds") || name.equals("people");
            @Nullable Formula value = formulas.number(set.value(), context(), counts ? Dimension.PIECE : Dimension.NONE, what);
            return value == null ? null : new Act.Change(setting, value);
        }

        private @Nullable Act release(ActExpr.Release release) {
            var given = release.release();
            @Nullable Formula quantity = formulas.number(given.quantity(), context(), Dimension.PIECE, "the number of parts");
            Releases.@Nullable Target target = releases.target(given, scope);
            @Nullable Formula due = given.due() == null ? null : time(given.due(), "the time until it is due");
            if (quantity == null || target == null || given.due() != null && due == null) {
                return null;
            }
            @Nullable Integer priority = null;
            if (given.priority() != null) {
                double value = evaluator.number(given.priority(), scope, Dimension.NONE, "the priority");
                if (Double.isNaN(value)) {
                    return null;
                }
                priority = (int) value;
            }
            return new Act.Release(quantity, target.product(), target.source(), due, priority);
        }

        private @Nullable Act call(ActExpr.Call call) {
            var name = call.procedure();
            @Nullable Signature found = find(name.text(), scope);
            if (found == null) {
                unknownProcedure(call);
                return null;
            }
            mentions.mention(found.entry().procedure().name().span(), name.span());
            if (call.arguments().size() != found.units().size()) {
                reports.add(Diagnostic.of(
                                Code.PARAMETER,
                                call.span(),
                                "`" + name.text() + "` needs "
                                        + values(found.units().size()) + ", but is given "
                                        + values(call.arguments().size()))
                        .note(found.entry().procedure().name().span(), "declared here"));
                return null;
            }
            var arguments = new ArrayList<Formula>();
            boolean good = true;
            for (int i = 0; i < call.arguments().size(); i++) {
                var parameter = found.entry().procedure().parameters().get(i);
                @Nullable Formula value = formulas.number(
                        call.arguments().get(i).value(),
                        context(),
                        found.units().get(i).dimension(),
                        "`" + parameter.name().text() + "` of `" + name.text() + "`");
                good &= value != null;
                if (value != null) {
                    arguments.add(value);
                }
            }
            if (LogicChecker.this.waits(found, new HashSet<>())) {
                partMayLeave();
            }
            return good ? new Act.Call(found.id(), arguments) : null;
        }

        private static String values(int count) {
            return count == 0 ? "no value" : count == 1 ? "one value" : count + " values";
        }

        private void unknownProcedure(ActExpr.Call call) {
            var name = call.procedure();
            if (scope.file().parsed().mayHaveLost(name.text())) {
                return;
            }
            @Nullable String near = Spelling.nearest(name.text(), procedures.keySet());
            var fault = Diagnostic.of(
                    Code.UNKNOWN_NAME,
                    name.span(),
                    "there is no procedure `" + name.text() + "`"
                            + (near == null ? "" : "; did you mean `" + near + "`?"));
            reports.add(
                    near != null
                            ? fault.fix(name.span(), near)
                            : fault.help("declare it, e.g. `procedure " + name.text() + "() { … }`"));
        }
    }

    /** The means of the attributes of some products, for formulas that are estimated. */
    static Map<String, Double> means(List<Product> products, List<String> ids) {
        var sums = new HashMap<String, Double>();
        var counts = new HashMap<String, Integer>();
        for (var product : products) {
            if (!ids.contains(product.id())) {
                continue;
            }
            for (var attribute : product.attributes()) {
                sums.merge(attribute.name(), Distributions.mean(attribute.value()), Double::sum);
                counts.merge(attribute.name(), 1, Integer::sum);
            }
        }
        sums.replaceAll((name, sum) -> sum / counts.getOrDefault(name, 1));
        return sums;
    }
}
