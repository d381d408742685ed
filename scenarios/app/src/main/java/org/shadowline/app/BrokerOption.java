package org.shadowline.app;

import org.shadowline.twin.mqtt.BrokerAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The option {@code --broker}. */
final class BrokerOption {
    private BrokerOption() {}

    static BrokerAddress address(CommandSpec spec, String url) {
        try {
            return BrokerAddress.of(url);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--broker: " + e.getMessage());
        }
    }
}
