package digestbot.cli;

import digestbot.app.Config;
import digestbot.app.ConfiguredDatabase;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.database.Database;
import digestbot.markdown.TextCleaner;
import digestbot.webhook.EventType;
import digestbot.webhook.WebhookClient;
import digestbot.webhook.WebhookClient.WebhookAnswer;
import digestbot.webhook.WebhookEvent;
import digestbot.webhook.WebhookSettings;
import digestbot.webhook.WebhookStore;
import digestbot.webhook.WebhookStore.WebhookState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "webhook",
        description = "List the configured webhooks, test one, or send failed events again.",
        subcommands = {
            WebhookCommand.ListCommand.class,
            WebhookCommand.TestCommand.class,
            WebhookCommand.RetryCommand.class
        })
public final class WebhookCommand extends CliCommand.Group {

    /// Shows no secret, and of each address only the host.
    @Command(
            name = "list",
            description = "List the configured webhooks with the number of events that wait and what is wrong.")
    static final class ListCommand extends ConfiguredCommand {

        @Override
        public Integer call() {
            Config config = load();
            if (config.webhooks().isEmpty()) {
                println("No webhooks. Add one to the configuration, below “webhooks”.");
                return 0;
            }
            Map<String, WebhookState> states =
                    states(config).stream().collect(Collectors.toMap(WebhookState::key, Function.identity()));
            Function<WebhookSettings, Optional<WebhookState>> state =
                    webhook -> Optional.ofNullable(states.get(webhook.key()));
            new TextTable<WebhookSettings>()
                    .text("webhook", WebhookSettings::name)
                    .text("host", WebhookSettings::host)
                    .text("format", webhook -> webhook.format().id())
                    .text("events", ListCommand::events)
                    .text(
                            "state",
                            webhook ->
                                    state.apply(webhook).map(ListCommand::text).orElse("new"))
                    .number(
                            "waiting",
                            webhook -> state.apply(webhook)
                                    .map(WebhookState::waiting)
                                    .orElse(0L))
                    .lines(config.webhooks())
                    .forEach(this::println);
            return 0;
        }

        private List<WebhookState> states(Config config) {
            if (ConfiguredDatabase.isMissing(config.database())) {
                return List.of();
            }
            try (Database database = open(config)) {
                return database.read(new WebhookStore()::all);
            }
        }

        private static String events(WebhookSettings webhook) {
            return webhook.events().containsAll(EventType.CONFIGURABLE)
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

    /// Sends an event directly, whether the bot runs or not.
    @Command(
            name = "test",
            description = "Send a signed test event to a webhook, or to all of them, and show the answers.")
    static final class TestCommand extends ConfiguredCommand {

        private static final int MAX_EXCERPT = 200;

        @Parameters(arity = "0..1", paramLabel = "NAME", description = "The webhook's name (default: all webhooks).")
        private String name = "";

        @Override
        public Integer call() {
            List<WebhookSettings> wanted = wanted(load());
            boolean allTaken = true;
            try (var client = new WebhookClient(clock())) {
                for (WebhookSettings webhook : wanted) {
                    allTaken &= test(client, webhook);
                }
            }
            return allTaken ? 0 : 1;
        }

        private List<WebhookSettings> wanted(Config config) {
            if (config.webhooks().isEmpty()) {
                throw wrong("No webhooks. Add one to the configuration, below “webhooks”.");
            }
            List<WebhookSettings> wanted = config.webhooks().stream()
                    .filter(webhook -> name.isEmpty() || webhook.name().equalsIgnoreCase(name))
                    .toList();
            if (wanted.isEmpty()) {
                throw wrong("Webhook “%s” not found. Configured: %s."
                        .formatted(
                                name,
                                config.webhooks().stream()
                                        .map(WebhookSettings::name)
                                        .collect(Collectors.joining(", "))));
            }
            return wanted;
        }

        private boolean test(WebhookClient client, WebhookSettings webhook) {
            WebhookEvent event = WebhookEvent.test(webhook, clock().instant());
            return switch (client.post(webhook, event)) {
                case WebhookAnswer.Answered answered -> {
                    println("%s: %s, status %d"
                            .formatted(
                                    webhook.name(),
                                    answered.isSuccess()
                                            ? "the receiver took the event"
                                            : "the receiver refused the event",
                                    answered.status()));
                    String excerpt = TextCleaner.line(answered.excerpt());
                    if (!excerpt.isBlank()) {
                        println("  " + excerpt.substring(0, Math.min(MAX_EXCERPT, excerpt.length())));
                    }
                    yield answered.isSuccess();
                }
                case WebhookAnswer.Unanswered unanswered -> {
                    println("%s: no answer, %s".formatted(webhook.name(), unanswered.why()));
                    yield false;
                }
            };
        }
    }

    /// Queues the failed events with the ids that they had.
    @Command(
            name = "retry",
            description = "Send failed events again, and turn on webhooks whose receivers were gone (410).")
    static final class RetryCommand extends ConfiguredCommand {

        private final WebhookStore queue = new WebhookStore();

        @Override
        public Integer call() {
            Config config = load();
            try (Database database = openExisting(config)) {
                Instant now = clock().instant();
                int retried = database.write(transaction -> {
                    int queued = config.webhooks().stream()
                            .mapToInt(webhook -> queue.retry(transaction, webhook, now))
                            .sum();
                    if (queued > 0) {
                        audit(transaction, AuditAction.DELIVERIES_RETRIED, new AuditSubject.FailureReason("webhooks"));
                    }
                    return queued;
                });
                printSuccess("%s queued again.".formatted(counted(retried, "event")));
                return 0;
            }
        }
    }
}
