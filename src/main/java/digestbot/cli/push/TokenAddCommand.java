package digestbot.cli.push;

import digestbot.api.push.PushSecret;
import digestbot.api.push.PushToken;
import digestbot.api.push.PushTokens;
import digestbot.audit.Actor;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.config.Config;
import digestbot.database.Database;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `digestbot token add`: makes a token and prints it, once.
@Command(
        name = "add",
        description = "Add a token and print it. It cannot be shown again.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot token add pipeline --topics us-china,energy"})
final class TokenAddCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Option(
            names = "--topics",
            split = ",",
            paramLabel = "TOPIC",
            description = "The topics that it may push, separated by commas (default: all).")
    private List<String> topics = new ArrayList<>();

    @Parameters(paramLabel = "NAME", description = "A name for the token, such as that of the pipeline.")
    private String name = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Set<String> allowed = topics.stream()
                .map(topic -> topic.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        if (!PushToken.isName(name)) {
            throw wrong(
                    "NAME may have at most 64 letters (A to Z), digits, “-”, “_” and “.”, a letter or digit first.");
        }
        for (String topic : allowed) {
            if (!PushToken.isName(topic)) {
                throw wrong("“%s” is not the ID of a topic, such as us-china.".formatted(topic));
            }
        }
        Config config = configuration.load();
        Optional<PushSecret> secret;
        try (Database database = configuration.openExisting(config, TokenCommand.NO_DATABASE)) {
            secret = new PushTokens(database, InstantSource.system()).add(new Actor.CommandLineUser(), name, allowed);
        }
        if (secret.isEmpty()) {
            return CommandOutput.printError(
                    spec.commandLine(),
                    "There is a token %s already. Choose another name, or remove it.".formatted(name));
        }
        spec.commandLine().getOut().println(secret.get().reveal());
        spec.commandLine().getOut().flush();
        explain(config);
        return 0;
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /// What is no part of the token goes to the other stream, so that the output can be stored.
    private void explain(Config config) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("Store this token now; it cannot be shown again.");
        if (!config.site().isServed()) {
            err.println("Nothing can be pushed yet: set site.port, then restart the bot.");
        }
        err.flush();
    }
}
