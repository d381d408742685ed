package org.shadowline.app;

import org.shadowline.twin.mqtt.BrokerAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The option {@code --broker}. */
final class BrokerOption {
    /** Where the password of the user in the address is. */
    static final String PASSWORD = "SHADOWLINE_BROKER_PASSWORD";

    private BrokerOption() {}

    static BrokerAddress address(CommandSpec spec, String url) {
        try {
            return BrokerAddress.of(url, System.getenv(PASSWORD));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--broker: " + e.getMessage()
                            + (String.valueOf(e.getMessage()).contains("password")
                                    ? "; it is read from " + PASSWORD
                                    : ""));
        }
    }
}
