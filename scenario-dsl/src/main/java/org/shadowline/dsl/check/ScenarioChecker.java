package org.shadowline.dsl.check;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shadowline.dsl.check.Expansion.Named;
import org.shadowline.dsl.check.Overrides.Given;
import org.shadowline.dsl.diagnostics.Code;
import org.shadowline.dsl.diagnostics.Diagnostic;
import org.shadowline.dsl.diagnostics.Span;
import org.shadowline.dsl.syntax.ActExpr;
import org.shadowline.dsl.syntax.Expr;
import org.shadowline.dsl.syntax.MomentExpr;
import org.shadowline.dsl.syntax.Name;
import org.shadowline.dsl.syntax.ParsedFile.ScenarioDecl;
import org.shadowline.dsl.syntax.Ref;
import org.shadowline.dsl.syntax.ScenarioItem;
import org.shadowline.dsl.syntax.ScenarioItem.ActionExpr;
import org.shadowline.dsl.syntax.ScenarioItem.KpiExpr;
import org.shadowline.dsl.syntax.Statement.Kind;
import org.shadowline.plant.description.Action;
import org.shadowline.plant.description.Condition;
import org.shadowline.plant.description.Conveyor;
import org.shadowline.plant.description.Element;
import org.shadowline.plant.description.Fleet;
import org.shadowline.plant.description.Moment;
import org.shadowline.plant.description.Pace;
import org.shadowline.plant.description.Setting;
import org.shadowline.plant.description.Shipment;
import org.shadowline.plant.description.Source;
import org.shadowline.plant.description.Spare;
import org.shadowline.plant.description.Station;
import org.shadowline.plant.description.Team;
import org.shadowline.plant.description.Tool;
import org.shadowline.plant.kpi.KpiCatalogue;
import org.shadowline.plant.scenario.Expectation;
import org.shadowline.plant.scenario.Goal;
import org.shadowline.plant.scenario.Measure;
import org.shadowline.plant.scenario.Scenario;
import org.shadowline.plant.units.Dimension;
import org.shadowline.plant.units.Quantity;
import org.shadowline.plant.units.Unit;
import org.shadowline.plant.units.Units;

/** Makes the value of a scenario of its text. */
final class ScenarioChecker {
    private static final double USUAL_CONFIDENCE = 0.95;
    private static final int USUAL_MOST_REPLICATIONS = 200;
    private static final int MOST_VALUES = 10_000;
    /** Steps of a range of quantities that names none. */
    private static final int STEPS = 20;

    private final PlantModel model;
    private final Evaluator evaluator;
    private final Reports reports;
    private final Settings settings;
    private final Scope scope;
    private final MachineNames machines;
    private final Formulas formulas;
    private final Releases releases;
    private final LogicChecker rules;
    private final List<List<Given>> varied = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();
    private final List<Expectation> limits = new ArrayList<>();

    ScenarioChecker(PlantModel model, Evaluator evaluator, Reports reports) {
        this.model = model;
        this.evaluator = evaluator;
        this.reports = reports;
        this.settings = new Settings(evaluator, reports);
        this.scope = new Scope(model.scope(), "", null);
        machines = new MachineNames(model.names(), model::element, this::mostVaried, reports);
        formulas = new Formulas(model.names(), model.products(), model.attributes(), evaluator, reports, machines);
        rules = model.rules();
        releases = new Releases(model.names(), model.products(), model.elements(), reports);
    }

    Scope scope() {
        return scope;
    }

    /** The values of each thing that varies. */
    List<List<Given>> varied() {
        return varied;
    }

    List<Goal> goals() {
        return goals;
    }

    List<Expectation> limits() {
        return limits;
    }

    /** @param items the statements, with those that are taken over from other scenarios and those from outside */
    Scenario check(ScenarioDecl declaration, List<ScenarioItem> items, String id) {
        Scenario.@Nullable Cube cube = null;
        ZonedDateTime start = LocalDate.of(2026, 1, 5).atStartOfDay(ZoneOffset.UTC);
        ScenarioItem.@Nullable Run run = null;
        long seed = 1;
        @Nullable String begins = null;
        var timed = new ArrayList<Scenario.TimedAction>();
        var conditional = new ArrayList<Scenario.ConditionalAction>();
        var measures = new ArrayList<Measure>();
        var expectations = new ArrayList<Expectation>();
        refuseRepeated(declaration);
        for (var item : items) {
            if (item instanceof ScenarioItem.Cube it) {
                cube = new Scenario.Cube(
                        it.technology().text(),
                        it.organisation().text(),
                        it.value().text());
                warnOfOrganisation(it);
            } else if (item instanceof ScenarioItem.Starts it) {
                start = start(it);
            } else if (item instanceof ScenarioItem.Run it) {
                run = it;
            } else if (item instanceof ScenarioItem.Seed it) {
                seed = Math.round(zeroIfBroken(evaluator.number(it.value(), scope, Dimension.NONE, "the seed")));
            } else if (item instanceof ScenarioItem.Begins it) {
                begins = it.file().text();
            } else if (item instanceof ScenarioItem.At it) {
                timed.add(timed(it));
            } else if (item instanceof ScenarioItem.When it) {
                addIfGood(conditional, conditional(it));
            } else if (item instanceof ScenarioItem.Vary it) {
                it.items().forEach(this::vary);
            } else if (item instanceof ScenarioItem.Measures it) {
                it.kpis().forEach(kpi -> addIfGood(measures, measure(kpi)));
            } else if (item instanceof ScenarioItem.Expect it) {
                addIfGood(expectations, expectation(it));
            } else if (item instanceof ScenarioItem.Goal it) {
                addIfGood(goals, goal(it));
            } else if (item instanceof ScenarioItem.SubjectTo it) {
                addIfGood(limits, expectation(it.limit()));
            }
        }
        boolean broken = declaration.base() == null ? reports.hasErrorIn(declaration.span()) : reports.hasErrors();
        if (run == null && !broken) {
            reports.error(
                    Code.INCOMPLETE,
                    declaration.title().span(),
                    "scenario \"" + declaration.title().text() + "\" does not say how long it runs",
                    "add e.g. `run 5 days, 30 replications`");
        }
        return new Scenario(
                id,
                declaration.title().text(),
                model.plant().id(),
                cube,
                start,
                run == null ? 1 : length(run),
                run == null ? new Scenario.WarmUp.Given(0) : warmUp(run),
                run == null ? new Scenario.Replications.Fixed(1) : replications(run),
                seed,
                begins,
                timed,
                conditional,
                measures,
                expectations);
    }

    private static <T> void addIfGood(List<T> list, @Nullable T item) {
        if (item != null) {
            list.add(item);
        }
    }

    private static double zeroIfBroken(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private void refuseRepeated(ScenarioDecl declaration) {
        Map<Class<?>, Span> seen = new HashMap<>();
        for (var item : declaration.items()) {
            boolean once = item instanceof ScenarioItem.Run
                    || item instanceof ScenarioItem.Starts
                    || item instanceof ScenarioItem.Seed
                    || item instanceof ScenarioItem.Cube
                    || item instanceof ScenarioItem.Begins;
            if (once) {
                @Nullable Span earlier = seen.putIfAbsent(item.getClass(), item.span());
                if (earlier != null) {
                    var word = item.getClass().getSimpleName().toLowerCase(Locale.ROOT);
                    reports.add(Diagnostic.of(
                                    Code.REPEATED_PROPERTY,
                                    item.span(),
                                    "`" + word + "` is given twice in this scenario")
                            .note(earlier, "the first one")
                            .fix(item.span(), ""));
                }
            }
        }
    }

    // time

    private ZonedDateTime start(ScenarioItem.Starts starts) {
        ZoneId zone = ZoneOffset.UTC;
        @Nullable Name name = starts.zone();
        if (name != null) {
            @Nullable ZoneId known = Zones.zone(name, reports);
            zone = known == null ? zone : known;
        }
        return starts.date().atTime(starts.time()).atZone(zone);
    }

    private double length(ScenarioItem.Run run) {
        double length = evaluator.positive(run.length(), scope, Dimension.TIME, "the length of the run", false);
        return Double.isNaN(length) ? 1 : length;
    }

    private Scenario.WarmUp warmUp(ScenarioItem.Run run) {
        if (run.warmUpFound()) {
            return new Scenario.WarmUp.Found();
        }
        double seconds =
                run.warmUp() == null ? 0 : evaluator.positive(run.warmUp(), scope, Dimension.TIME, "the warm-up", true);
        return new Scenario.WarmUp.Given(zeroIfBroken(seconds));
    }

    private Scenario.Replications replications(ScenarioItem.Run run) {
        ScenarioItem.@Nullable Precision precision = run.precision();
        if (precision != null) {
            @Nullable Measure measure = measure(precision.kpi());
            double within = evaluator.positive(precision.within(), scope, Dimension.NONE, "the precision", false);
            int atMost = precision.atMost() == null
                    ? USUAL_MOST_REPLICATIONS
                    : evaluator.count(precision.atMost(), scope, "the number of replications", 2);
            double confidence = confidence(precision.confidence());
            if (measure != null && !Double.isNaN(within)) {
                return new Scenario.Replications.ToPrecision(measure, within, confidence, Math.max(2, atMost));
            }
            return new Scenario.Replications.Fixed(1);
        }
        int count = run.replications() == null
                ? 1
                : evaluator.count(run.replications(), scope, "the number of replications", 1);
        return new Scenario.Replications.Fixed(Math.max(1, count));
    }

    private double confidence(@Nullable Expr expr) {
        if (expr == null) {
            return USUAL_CONFIDENCE;
        }
        double value = evaluator.share(expr, scope, "the confidence");
        if (value <= 0 || value >= 1) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    expr.span(),
                    "the confidence must lie between 0 % and 100 %, but it is " + evaluator.shown(expr),
                    "usual are 90 %, 95 % and 99 %");
            return USUAL_CONFIDENCE;
        }
        return Double.isNaN(value) ? USUAL_CONFIDENCE : value;
    }

    // actions

    private Scenario.TimedAction timed(ScenarioItem.At at) {
        Moment moment =
                switch (at.moment()) {
                    case MomentExpr.OnDay day -> new Moment.OnDay(day.day(), day.time());
                    case MomentExpr.OnWeekday weekday -> new Moment.OnWeekday(weekday.day(), weekday.time());
                    case MomentExpr.OnDate date -> new Moment.At(date.date().atTime(date.time()));
                    case MomentExpr.After after ->
                        new Moment.AfterStart(zeroIfBroken(evaluator.positive(
                                after.duration(), scope, Dimension.TIME, "the time after the start", true)));
                };
        return new Scenario.TimedAction(
                moment,
                actions(at.actions()),
                at.because() == null ? null : at.because().text());
    }

    private Scenario.@Nullable ConditionalAction conditional(ScenarioItem.When when) {
        @Nullable Condition condition = formulas.condition(
                when.condition(),
                Formulas.Context.withoutPart(scope, "the condition of a scenario is about the plant"));
        double lasting = when.lasting() == null
                ? 0
                : zeroIfBroken(evaluator.positive(
                        when.lasting(), scope, Dimension.TIME, "the time that the condition lasts", true));
        var actions = actions(when.actions());
        return condition == null
                ? null
                : new Scenario.ConditionalAction(
                        condition,
                        lasting,
                        actions,
                        when.because() == null ? null : when.because().text(),
                        inWords(when));
    }

    /** Condition and actions as written, without the reason. */
    private static String inWords(ScenarioItem.When when) {
        var written = when.span().text().replaceAll("\\s+", " ");
        int because = when.because() == null ? -1 : written.lastIndexOf(" because ");
        var rule = because < 0 ? written : written.substring(0, because);
        return rule.startsWith("when ") ? rule.substring("when ".length()) : rule;
    }

    private List<Action> actions(List<ActionExpr> given) {
        var actions = new ArrayList<Action>();
        given.forEach(one -> addIfGood(actions, action(one)));
        return actions;
    }

    private @Nullable Action action(ActionExpr expr) {
        return switch (expr) {
            case ActionExpr.Fails fails -> {
                @Nullable String target = machines.failing(fails.target(), scope);
                var repair = evaluator.random(fails.repair(), scope, Dimension.TIME, "the time of repair");
                yield target == null || repair == null ? null : new Action.Fail(target, repair);
            }
            case ActionExpr.Stops stops -> {
                @Nullable String target = machines.machine(stops.target(), scope);
                var duration = evaluator.random(stops.duration(), scope, Dimension.TIME, "the length of the stop");
                yield target == null || duration == null ? null : new Action.Stop(target, duration);
            }
            case ActionExpr.Set set -> set(set);
            case ActionExpr.Release release -> release(release);
            case ActionExpr.Does does -> rules.act(does.act(), scope);
        };
    }

    /** The largest count that the scenario gives a station. */
    private int mostVaried(String station) {
        double most = 0;
        for (var values : varied) {
            for (var given : values) {
                if (given.target().equals(station + ".count") && given.value() instanceof Expr.Number number) {
                    most = Math.max(most, number.value().si());
                }
            }
        }
        return (int) most;
    }

    private @Nullable Action set(ActionExpr.Set set) {
        var ref = set.property();
        if (ref.parts().size() < 2) {
            reports.error(
                    Code.NOT_SETTABLE,
                    ref.span(),
                    "`" + ref.span().text() + "` cannot be set while the plant runs",
                    "write a property of an element, e.g. `" + ref.span().text() + ".speed`");
            return null;
        }
        @Nullable Named named = owner(ref);
        if (named == null) {
            return null;
        }
        var word = ref.last().text();
        if (model.attributes().of(named.id(), word) != null) {
            return rules.act(new ActExpr.Set(set.span(), ref, set.value()), scope);
        }
        @Nullable Kind kind = named.kind();
        if (!Settings.running(kind).contains(word) && formulas.isKnownToLack(named.id(), word, scope)) {
            return null;
        }
        if (kind == null
                || !settings.isLegal(
                        word, ref.last().span(), named, Settings.running(kind), "set while the plant runs")) {
            return null;
        }
        double value;
        if (kind == Kind.CONVEYOR) {
            value = conveyorSpeed(set.value(), named.id());
        } else {
            value = settings.runningValue(kind, named.id(), word, set.value(), scope);
        }
        if (Double.isNaN(value)) {
            return null;
        }
        return new Action.Set(new Setting(named.id(), Setting.Property.valueOf(word.toUpperCase(Locale.ROOT))), value);
    }

    /** As a share of the declared speed; a speed is turned into one. */
    private double conveyorSpeed(Expr expr, String id) {
        var value = evaluator.value(expr, scope);
        boolean speed =
                value instanceof Value.Number number && number.dimension().equals(Dimension.SPEED);
        double given = evaluator.positive(
                expr, scope, speed ? Dimension.SPEED : Dimension.NONE, "`speed` of `" + id + "`", true);
        return speed && model.element(id) instanceof Conveyor conveyor ? given / conveyor.speed() : given;
    }

    private @Nullable Named owner(Ref ref) {
        var owner = ref.owner();
        @Nullable Named named = model.names().find(owner, scope);
        if (named == null) {
            model.names().unknown(owner, scope, Set.of(Kind.values()), "element");
        }
        return named;
    }

    private @Nullable Action release(ActionExpr.Release release) {
        int quantity = evaluator.count(release.quantity(), scope, "the number of parts", 1);
        Releases.@Nullable Target target = releases.target(release, scope);
        if (quantity < 0 || target == null) {
            return null;
        }
        double due = release.due() == null
                ? Double.NaN
                : evaluator.positive(release.due(), scope, Dimension.TIME, "the time until it is due", true);
        @Nullable Integer priority = null;
        if (release.priority() != null) {
            priority = (int) zeroIfBroken(evaluator.number(release.priority(), scope, Dimension.NONE, "the priority"));
        }
        return new Action.Release(quantity, target.product(), target.source(), due, priority);
    }

    // variation

    private void vary(ScenarioItem.Varied item) {
        var values = new ArrayList<Expr>();
        if (item.to() == null) {
            values.addAll(item.values());
        } else {
            values.addAll(range(item));
        }
        if (values.isEmpty()) {
            if (!reports.hasErrorIn(item.span())) {
                reports.error(
                        Code.OUT_OF_RANGE,
                        item.span(),
                        "the range has no values",
                        "write the smaller number first: `1..3`");
            }
            return;
        }
        var ref = item.target();
        boolean path = ref.parts().size() > 1;
        boolean good = path ? variesProperty(ref, values) : variesLet(ref, values);
        if (!good) {
            return;
        }
        var target = path ? propertyTarget(ref) : ref.last().text();
        for (var earlier : varied) {
            if (earlier.getFirst().target().equals(target)) {
                reports.add(Naming.declaredTwice(
                        "vary " + target, ref.span(), earlier.getFirst().span()));
                return;
            }
        }
        varied.add(values.stream()
                .map(value -> new Given(target, ref.span(), value, scope))
                .toList());
    }

    /** Whole numbers one by one; anything else in steps as given, or in twenty of them. */
    private List<Expr> range(ScenarioItem.Varied item) {
        var span = item.values().getFirst().span();
        var from = evaluator.value(item.values().getFirst(), scope);
        var to = evaluator.value(Objects.requireNonNull(item.to()), scope);
        var step = item.step() == null ? null : evaluator.value(item.step(), scope);
        var values = new ArrayList<Expr>();
        if (step == null && isWhole(from) && isWhole(to)) {
            for (var value : evaluator.values(item.values(), item.to(), scope, item.span(), MOST_VALUES)) {
                if (value instanceof Value.Number number) {
                    values.add(new Expr.Number(span, number.quantity()));
                }
            }
            return values;
        }
        if (!(from instanceof Value.Number first) || !(to instanceof Value.Number last)) {
            evaluator.number(item.values().getFirst(), scope, Dimension.NONE, "the beginning of a range");
            return values;
        }
        if (Double.isNaN(evaluator.number(item.to(), scope, first.dimension(), "the end of the range"))) {
            return values;
        }
        double width = last.si() - first.si();
        double by = step == null
                ? width / STEPS
                : evaluator.number(Objects.requireNonNull(item.step()), scope, first.dimension(), "the step");
        if (Double.isNaN(by) || width < 0) {
            return values;
        }
        if (!(by > 0) && width > 0 || width / by > MOST_VALUES) {
            reports.error(
                    Code.OUT_OF_RANGE,
                    item.span(),
                    "the step must be above zero and make at most " + MOST_VALUES + " values",
                    "write e.g. `80 %..120 % step 5 %`");
            return values;
        }
        int count = width == 0 ? 0 : (int) Math.floor(width / by * (1 + 1e-12) + 1e-9);
        for (int i = 0; i <= count; i++) {
            values.add(new Expr.Number(
                    span, new Quantity(first.si() + i * by, first.quantity().shown())));
        }
        return values;
    }

    private static boolean isWhole(Value value) {
        return !(value instanceof Value.Number number)
                || number.quantity().shown().equals(Unit.ONE) && number.si() == Math.rint(number.si());
    }

    private String propertyTarget(Ref ref) {
        @Nullable Named named = model.names().find(ref.owner(), scope);
        return (named == null ? ref.owner().span().text() : named.id()) + "."
                + ref.last().text();
    }

    private boolean variesLet(Ref ref, List<Expr> values) {
        Scope.@Nullable Binding binding = model.scope().find(ref.last().text());
        if (binding == null || binding.hours != null) {
            @Nullable Named named = model.names().find(ref, scope);
            if (named != null) {
                var legal = Settings.varied(named.kind());
                reports.error(
                        Code.NOT_SETTABLE,
                        ref.span(),
                        "`" + ref.span().text() + "` is " + named.what() + "; which property of it varies?",
                        legal.isEmpty()
                                ? "nothing of it can"
                                : "write e.g. `" + ref.span().text() + "." + legal.getFirst() + "`");
                return false;
            }
        }
        var declared = evaluator.value(new Expr.Variable(ref.span(), ref), scope);
        boolean good = !(declared instanceof Value.Broken);
        for (var expr : values) {
            if (declared instanceof Value.Number number) {
                good = good
                        && !Double.isNaN(evaluator.number(
                                expr,
                                scope,
                                number.dimension(),
                                "`" + ref.span().text() + "`"))
                        && isWithin(binding, expr);
            } else {
                good &= !(evaluator.value(expr, scope) instanceof Value.Broken);
            }
        }
        return good;
    }

    /** Whether a value is one that a parameter may have; reported when not. */
    private boolean isWithin(Scope.@Nullable Binding binding, Expr expr) {
        return binding == null
                || binding.limits == null
                || evaluator.value(expr, scope) instanceof Value.Number number
                        && binding.limits.check(binding.name, number, expr, reports);
    }

    private boolean variesProperty(Ref ref, List<Expr> values) {
        @Nullable Named named = owner(ref);
        if (named == null) {
            return false;
        }
        @Nullable Kind kind = named.kind();
        var word = ref.last().text();
        if (kind == null || !settings.isLegal(word, ref.last().span(), named, Settings.varied(kind), "varied")) {
            return false;
        }
        boolean good = true;
        for (var expr : values) {
            good &= !Double.isNaN(settings.value(kind, named.id(), word, expr, scope));
        }
        return good;
    }

    // measures

    @Nullable Measure measure(KpiExpr kpi) {
        if (kpi.kpi() == Measure.Kpi.VALUE) {
            return value(kpi);
        }
        var subjects = subjects(kpi.kpi());
        @Nullable String of = null;
        if (kpi.of() == null) {
            if (!subjects.contains(Measure.Subject.PLANT)) {
                var what = subjects.contains(Measure.Subject.BUFFER) ? "buffer" : "station";
                reports.error(
                        Code.INCOMPLETE,
                        kpi.span(),
                        "`" + kpi.kpi().words() + "` of what?",
                        "write `" + kpi.kpi().words() + " of` and the name of a " + what);
                return null;
            }
        } else {
            of = subject(kpi, subjects);
            if (of == null) {
                return null;
            }
        }
        boolean overParts = kpi.kpi() == Measure.Kpi.LEAD_TIME || kpi.kpi() == Measure.Kpi.TARDINESS;
        if (!overParts && kpi.statistic() != Measure.Statistic.MEAN) {
            reports.error(
                    Code.NOT_EXPECTED,
                    kpi.span(),
                    "`" + kpi.kpi().words() + "` has one value per run, so it has a mean only",
                    "percentiles belong to `lead time` and `tardiness`");
            return null;
        }
        if (kpi.perPart() && kpi.kpi() != Measure.Kpi.ENERGY && kpi.kpi() != Measure.Kpi.COST) {
            reports.error(
                    Code.NOT_EXPECTED,
                    kpi.span(),
                    "`" + kpi.kpi().words() + "` cannot be divided by parts",
                    "only energy and cost are counted per part");
            return null;
        }
        warnOfNothing(kpi);
        return new Measure(kpi.kpi(), kpi.statistic(), of, kpi.perPart(), kpi.text());
    }

    /** {@code value of oven.heats}. */
    private @Nullable Measure value(KpiExpr kpi) {
        @Nullable Ref of = kpi.of();
        @Nullable Named named = of == null || of.parts().size() < 2 ? null : owner(of);
        if (of == null || named == null) {
            if (of == null || of.parts().size() < 2) {
                reports.error(
                        Code.INCOMPLETE,
                        kpi.span(),
                        "`value` of which attribute?",
                        "write e.g. `value of oven.heats`, where the oven `has heats 0`");
            }
            return null;
        }
        Products.@Nullable Attribute attribute =
                model.attributes().of(named.id(), of.last().text());
        if (attribute == null && formulas.isKnownToLack(named.id(), of.last().text(), scope)) {
            return null;
        }
        if (attribute == null || attribute.choices() != null) {
            reports.error(
                    attribute == null ? Code.UNKNOWN_NAME : Code.NOT_A_NUMBER,
                    of.span(),
                    attribute == null
                            ? "`" + named.id() + "` has no attribute `"
                                    + of.last().text() + "`"
                            : "`" + of.span().text() + "` is one of some words, which have no mean",
                    attribute == null
                            ? "declare it, e.g. `"
                                    + (named.kind() == null
                                            ? "station"
                                            : named.kind().word()) + " " + named.id() + " has "
                                    + of.last().text() + " 0`"
                            : null);
            return null;
        }
        var name = named.id() + "." + of.last().text();
        return new Measure(kpi.kpi(), Measure.Statistic.MEAN, name, false, kpi.text());
    }

    /** The id of what a measure is of; null when that cannot be. */
    private @Nullable String subject(KpiExpr kpi, Set<Measure.Subject> subjects) {
        var ref = Objects.requireNonNull(kpi.of());
        @Nullable Named named = model.names().find(ref, scope);
        boolean concernsSensors = kpi.kpi() == Measure.Kpi.THROUGHPUT || kpi.kpi() == Measure.Kpi.BLOCKED_TIME;
        @Nullable String sensor = named == null && concernsSensors ? machines.sensor(ref, scope) : null;
        if (sensor != null) {
            return sensor;
        }
        if (named == null && concernsSensors && machines.isUnknownSensor(ref, scope)) {
            return null;
        }
        var kinds = kinds(subjects);
        if (named == null || !kinds.contains(named.kind())) {
            if (kinds.isEmpty()) {
                reports.error(
                        Code.WRONG_KIND,
                        ref.span(),
                        "`" + kpi.kpi().words() + "` is a measure of the whole plant",
                        "leave `of …` out");
                return null;
            }
            named = model.names().require(ref, scope, kinds, described(kinds));
        }
        return named == null ? null : named.id();
    }

    private static String described(Set<Kind> kinds) {
        var words = new ArrayList<String>();
        for (var kind : Kind.values()) {
            if (kinds.contains(kind)) {
                words.add(kind.withArticle());
            }
        }
        return String.join(" or ", words);
    }

    private static Set<Measure.Subject> subjects(Measure.Kpi kpi) {
        return switch (kpi) {
            case THROUGHPUT ->
                EnumSet.of(
                        Measure.Subject.PLANT,
                        Measure.Subject.PRODUCT,
                        Measure.Subject.STATION,
                        Measure.Subject.FLEET,
                        Measure.Subject.SHIPMENT,
                        Measure.Subject.SITE);
            case LEAD_TIME, TARDINESS, ON_TIME_SHARE, SCRAP_RATIO, DEFECT_RATIO ->
                EnumSet.of(Measure.Subject.PLANT, Measure.Subject.PRODUCT);
            case WORK_IN_PROCESS, COST -> EnumSet.of(Measure.Subject.PLANT, Measure.Subject.SITE);
            case IN_TRANSIT, TRANSPORT_COST -> EnumSet.of(Measure.Subject.PLANT, Measure.Subject.SHIPMENT);
            case LEG_TIME, LOAD_FACTOR -> EnumSet.of(Measure.Subject.SHIPMENT);
            case LOST_ARRIVALS, ORDER_COST, PEAK_LOAD, DEMAND_CHARGE -> EnumSet.of(Measure.Subject.PLANT);
            case UTILISATION ->
                EnumSet.of(Measure.Subject.STATION, Measure.Subject.TEAM, Measure.Subject.FLEET, Measure.Subject.TOOL);
            case AVAILABILITY,
                    EFFECTIVENESS,
                    QUALITY_RATIO,
                    OEE,
                    STARVED_TIME,
                    SETUP_TIME,
                    STANDBY_TIME,
                    SPARE_WAITING,
                    SEPARATION_LOSS,
                    PROTECTIVE_STOP,
                    SMALLEST_DISTANCE,
                    TOOL_WAITING,
                    WARMING_TIME -> EnumSet.of(Measure.Subject.STATION);
            case BLOCKED_TIME, DOWN_TIME -> EnumSet.of(Measure.Subject.STATION, Measure.Subject.FLEET);
            case EMPTY_TRAVEL,
                    LOADED_TIME,
                    EMPTY_TIME,
                    HANDLING_TIME,
                    PATH_WAITING,
                    CHARGING_TIME,
                    PARTS_CARRIED,
                    DISTANCE -> EnumSet.of(Measure.Subject.FLEET);
            case WALKING_TIME, PACE, ABSENCE -> EnumSet.of(Measure.Subject.TEAM);
            case LEVEL ->
                EnumSet.of(
                        Measure.Subject.BUFFER,
                        Measure.Subject.STATION,
                        Measure.Subject.SPARE,
                        Measure.Subject.SHIPMENT);
            case FILL_RATE -> EnumSet.of(Measure.Subject.SPARE, Measure.Subject.BUFFER);
            case BACK_ORDERS -> EnumSet.of(Measure.Subject.BUFFER);
            case MAINTENANCE_COST ->
                EnumSet.of(
                        Measure.Subject.PLANT,
                        Measure.Subject.STATION,
                        Measure.Subject.FLEET,
                        Measure.Subject.SPARE,
                        Measure.Subject.TOOL);
            case WAITED_TOO_LONG -> EnumSet.of(Measure.Subject.PLANT, Measure.Subject.STATION);
            case ENERGY ->
                EnumSet.of(Measure.Subject.PLANT, Measure.Subject.STATION, Measure.Subject.FLEET, Measure.Subject.SITE);
            case VALUE -> EnumSet.of(Measure.Subject.ATTRIBUTE);
        };
    }

    private static Set<Kind> kinds(Set<Measure.Subject> subjects) {
        var kinds = EnumSet.noneOf(Kind.class);
        for (var subject : subjects) {
            switch (subject) {
                case PRODUCT -> kinds.add(Kind.PRODUCT);
                case STATION -> kinds.add(Kind.STATION);
                case TEAM -> kinds.add(Kind.TEAM);
                case FLEET -> {
                    kinds.add(Kind.FLEET);
                    kinds.add(Kind.RACK);
                }
                case BUFFER -> {
                    kinds.add(Kind.CUSTOM);
                    kinds.add(Kind.DELAY);
                    kinds.add(Kind.BUFFER);
                    kinds.add(Kind.CONVEYOR);
                    kinds.add(Kind.RACK);
                }
                case SPARE -> kinds.add(Kind.SPARE);
                case SHIPMENT -> kinds.add(Kind.SHIPMENT);
                case SITE -> kinds.add(Kind.SITE);
                case TOOL -> kinds.add(Kind.TOOL);
                case PLANT, ATTRIBUTE -> {}
            }
        }
        return kinds;
    }

    /** A plant on several sites is more than a unit, and one with partners more than an enterprise. */
    private void warnOfOrganisation(ScenarioItem.Cube cube) {
        var spans = model.plant().organisation();
        var said = cube.organisation().text();
        boolean smaller = spans.equals("enterprise") && said.equals("unit")
                || spans.equals("ecosystem") && !said.equals("ecosystem");
        if (smaller) {
            reports.add(Diagnostic.of(
                            Code.WRONG_ORGANISATION,
                            cube.organisation().span(),
                            "the scenario is of " + (said.equals("unit") ? "a unit" : "an enterprise")
                                    + ", but the plant has "
                                    + (spans.equals("enterprise") ? "several sites" : "sites of partners"))
                    .fix(cube.organisation().span(), spans));
        }
    }

    /** A measure that is the same whatever happens. */
    private void warnOfNothing(KpiExpr kpi) {
        var elements = model.plant().elements();
        @Nullable String lack =
                switch (kpi.kpi()) {
                    case TARDINESS, ON_TIME_SHARE ->
                        elements.stream().anyMatch(ScenarioChecker::hasDue)
                                ? null
                                : "no part has a due date; give a source `due 3 days`";
                    case LOST_ARRIVALS ->
                        elements.stream().anyMatch(e -> e instanceof Source s && s.losesWhenFull())
                                ? null
                                : "no source loses arrivals; write `loses arrivals when full`";
                    case WAITED_TOO_LONG ->
                        elements.stream()
                                        .anyMatch(e -> e instanceof Station s
                                                && s.process().limit() != null)
                                ? null
                                : "no station limits the wait; write `waits at most 2 h after wash`";
                    case MAINTENANCE_COST ->
                        elements.stream().anyMatch(ScenarioChecker::costsUpkeep)
                                ? null
                                : "repairs cost nothing; write `fails … for 2 h and 300 EUR`";
                    case SPARE_WAITING ->
                        elements.stream()
                                        .anyMatch(e -> e instanceof Station s
                                                && s.failures().stream().anyMatch(f -> !f.spares()
                                                        .isEmpty()))
                                ? null
                                : "no repair takes spare parts; write `fails … for 2 h using 1 spindle`";
                    case SEPARATION_LOSS, PROTECTIVE_STOP, SMALLEST_DISTANCE ->
                        elements.stream().anyMatch(e -> e instanceof Station s && s.robot() != null)
                                ? null
                                : "no station is a robot beside people; write `robot reaches 1.3 m at 1.5 m/s stops in 0.4 s`";
                    case TOOL_WAITING ->
                        elements.stream()
                                        .anyMatch(e -> e instanceof Station s
                                                && s.process().uses() != null)
                                ? null
                                : "no station needs a tool; write `uses cutter`";
                    case STANDBY_TIME, WARMING_TIME ->
                        elements.stream()
                                        .anyMatch(e -> e instanceof Station s
                                                && s.power().rests())
                                ? null
                                : "no machine rests; write `stands by after 10 min warms up 30 s`";
                    case ENERGY, PEAK_LOAD ->
                        elements.stream().anyMatch(KpiCatalogue::drawsPower)
                                ? null
                                : "no station draws power; write `draws 15 kW busy, 3 kW idle`";
                    case IN_TRANSIT, TRANSPORT_COST ->
                        elements.stream().anyMatch(Shipment.class::isInstance)
                                ? null
                                : "nothing is shipped; write `shipment ferry from munich to shenzhen …`";
                    case DEMAND_CHARGE ->
                        model.plant().demandCharge().pricePerWatt() > 0
                                ? null
                                : "the peak load costs nothing; write `electricity 0.22 EUR/kWh demand 9 EUR/kW every 30 days`";
                    case SETUP_TIME ->
                        elements.stream().anyMatch(e -> e instanceof Station s && s.setup() != null)
                                ? null
                                : "no station sets up";
                    case CHARGING_TIME ->
                        elements.stream().anyMatch(e -> e instanceof Fleet f && f.battery() != null)
                                ? null
                                : "no vehicle has a battery; write `battery 2 kWh charges at depot with 3 kW below 20 %`";
                    case WALKING_TIME ->
                        model.plant().teams().stream().anyMatch(Team::walks)
                                ? null
                                : "no team walks; write `walks 1.2 m/s`";
                    case PACE ->
                        model.plant().teams().stream()
                                        .anyMatch(team -> !team.pace().equals(Pace.DECLARED))
                                ? null
                                : "all work as declared; write `skills milling level 80 %`";
                    case ABSENCE ->
                        model.plant().teams().stream().anyMatch(team -> team.absentShare() > 0)
                                ? null
                                : "nobody is ever absent; write `absent 4 %`";
                    case ORDER_COST ->
                        elements.stream()
                                        .anyMatch(e ->
                                                e instanceof Source s && s.arrivals() instanceof Source.Arrivals.Orders)
                                ? null
                                : "no source has a list of orders; write `from \"orders.csv\"`";
                    case DEFECT_RATIO ->
                        elements.stream()
                                        .anyMatch(e -> e instanceof Station s
                                                        && s.process().makesDefects()
                                                || e instanceof Source source && source.defects() != null)
                                ? null
                                : "no station or source makes defects; write `defects 3 %`";
                    default -> null;
                };
        if (lack != null) {
            reports.add(Diagnostic.of(
                            Code.NOTHING_TO_MEASURE,
                            kpi.span(),
                            "`" + kpi.text() + "` has nothing to measure: " + lack.split("; ", -1)[0])
                    .help(lack.contains("; ") ? lack.substring(lack.indexOf("; ") + 2) : "leave it out"));
        }
    }

    private static boolean hasDue(Element element) {
        return element instanceof Source source
                && (source.due() != null
                        || source.arrivals() instanceof Source.Arrivals.Orders orders
                                && orders.orders().stream().anyMatch(order -> order.due() != null));
    }

    private @Nullable Goal goal(ScenarioItem.Goal goal) {
        @Nullable Measure measure = measure(goal.kpi());
        return measure == null
                ? null
                : new Goal(measure, goal.maximise(), (goal.maximise() ? "maximise " : "minimise ") + measure.text());
    }

    private @Nullable Expectation expectation(ScenarioItem.Expect expect) {
        @Nullable Measure measure = measure(expect.kpi());
        if (measure == null) {
            return null;
        }
        var what = "`" + expect.kpi().text() + "`";
        var wanted = dimension(measure);
        double value = evaluator.number(expect.value(), scope, wanted, what);
        if (measure.kpi() == Measure.Kpi.VALUE && !Double.isNaN(value)) {
            value = unitOf(measure).fromSi(value);
        }
        double confidence = confidence(expect.confidence());
        if (Double.isNaN(value)) {
            return null;
        }
        return new Expectation(
                measure,
                Routes.comparison(expect.comparison()),
                value,
                confidence,
                expect.span().text().replace('\n', ' '));
    }

    private static boolean costsUpkeep(Element element) {
        return element instanceof Spare
                || (element instanceof Tool tool && tool.changeCost() > 0)
                || element.failures().stream().anyMatch(f -> f.cost() > 0);
    }

    /** Of the attribute that is measured. */
    private Unit unitOf(Measure measure) {
        for (var attribute : model.attributes().all()) {
            if ((attribute.element() + "." + attribute.name()).equals(measure.of())) {
                @Nullable Unit unit = Units.find(attribute.unit());
                return unit == null ? Unit.ONE : unit;
            }
        }
        return Unit.ONE;
    }

    private Dimension dimension(Measure measure) {
        return switch (measure.kpi().kind()) {
            case RATE -> Dimension.RATE;
            case TIME -> Dimension.TIME;
            case PIECES -> Dimension.PIECE;
            case SHARE -> Dimension.NONE;
            case ENERGY -> Dimension.ENERGY;
            case POWER -> Dimension.POWER;
            case MONEY -> Dimension.MONEY;
            case LENGTH -> Dimension.LENGTH;
            case QUANTITY -> unitOf(measure).dimension();
        };
    }
}
