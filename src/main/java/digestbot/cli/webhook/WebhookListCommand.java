package digestbot.cli.webhook;

import digestbot.app.ConfiguredDatabase;
import digestbot.cli.common.ConfigOption;
import digestbot.cli.common.TextTable;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.webhook.EventType;
import digestbot.webhook.WebhookSettings;
import digestbot.webhook.WebhookStore;
import digestbot.webhook.WebhookStore.WebhookState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `digestbot webhook list`: the configured webhooks and how they are. It shows no secret, and of each
/// address only the host.
@Command(
        name = "list",
        description = "List the configured webhooks with the number of events that wait and what is wrong.",
        mixinStandardHelpOptions = true)
final class WebhookListCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Config config = configuration.load();
        if (config.webhooks().isEmpty()) {
            spec.commandLine().getOut().println("No webhooks. Add one to the configuration, below “webhooks”.");
            return 0;
        }
        Map<String, WebhookState> states =
                states(config).stream().collect(Collectors.toMap(WebhookState::key, Function.identity()));
        var table = new TextTable(5, List.of("webhook", "host", "format", "events", "state", "waiting"));
        config.webhooks().forEach(webhook -> {
            Optional<WebhookState> state = Optional.ofNullable(states.get(webhook.key()));
            table.row(
                    List.of(
                            webhook.name(),
                            webhook.host(),
                            webhook.format().id(),
                            events(webhook),
                            state.map(WebhookListCommand::text).orElse("new")),
                    state.map(WebhookState::waiting).orElse(0L));
        });
        table.lines().forEach(spec.commandLine().getOut()::println);
        return 0;
    }

    /// The states in the database, if it exists.
    private List<WebhookState> states(Config config) {
        if (ConfiguredDatabase.isMissing(config.database())) {
            return List.of();
        }
        try (Database database = configuration.open(config)) {
            return database.read(new WebhookStore()::all);
        }
    }

    private static String events(WebhookSettings webhook) {
        return webhook.events().containsAll(EventType.configurable())
                ? "all"
                : webhook.events().stream().sorted().map(EventType::id).collect(Collectors.joining(", "));
    }

    private static String text(WebhookState state) {
        return state.off()
                .map(off -> "off: " + off.why())
                .or(() -> state.latestFailure().map(why -> "failing: " + why))
                .orElse("on");
    }
}
