package org.shadowline.app;

import java.util.List;
import java.util.concurrent.Callable;
import org.shadowline.view.report.SettableJson;
import org.shadowline.view.report.SettableText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code shadowline parameters}. */
@Command(
        name = "parameters",
        mixinStandardHelpOptions = true,
        description = "Lists what --set can change in the plant of a scenario: its parameters with the values that they"
                + " may have, other values, and the settings of its elements.")
final class ParametersCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ScenarioOptions scenario;

    @Option(names = "--json", description = "Print them as JSON instead of tables.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var loaded = scenario.load(List.of(), spec.commandLine().getErr());
        var name = loaded.scenario().name();
        var plant = loaded.plant().displayName();
        var out = spec.commandLine().getOut();
        out.print(
                json
                        ? SettableJson.of(name, plant, loaded.settables())
                        : SettableText.of(name, plant, loaded.settables()));
        out.flush();
        return 0;
    }
}
