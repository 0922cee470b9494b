package digestbot.cli.webhook;

import digestbot.cli.common.ConfigOption;
import digestbot.config.Config;
import digestbot.markdown.TextCleaner;
import digestbot.webhook.WebhookClient;
import digestbot.webhook.WebhookClient.WebhookAnswer;
import digestbot.webhook.WebhookEvent;
import digestbot.webhook.WebhookSettings;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `digestbot webhook test`: sends an event directly, whether the bot runs or not, and shows what came
/// back.
@Command(
        name = "test",
        description = "Send a signed test event to a webhook, or to all of them, and show the answers.",
        mixinStandardHelpOptions = true)
final class WebhookTestCommand implements Callable<Integer> {

    private static final int MAX_EXCERPT = 200;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The webhook's name (default: all webhooks).")
    private String name = "";

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        List<WebhookSettings> wanted = wanted(configuration.load());
        boolean allTaken = true;
        try (var client = new WebhookClient(clock)) {
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
            throw wrong("There is no webhook “%s”. There are: %s."
                    .formatted(
                            name,
                            config.webhooks().stream()
                                    .map(WebhookSettings::name)
                                    .collect(Collectors.joining(", "))));
        }
        return wanted;
    }

    private boolean test(WebhookClient client, WebhookSettings webhook) {
        PrintWriter out = spec.commandLine().getOut();
        WebhookEvent event = WebhookEvent.test(webhook, clock.instant());
        return switch (client.post(webhook, event)) {
            case WebhookAnswer.Answered answered -> {
                out.println("%s: %s, status %d"
                        .formatted(
                                webhook.name(),
                                answered.isSuccess() ? "the receiver took the event" : "the receiver refused the event",
                                answered.status()));
                String excerpt = TextCleaner.line(answered.excerpt());
                if (!excerpt.isBlank()) {
                    out.println("  " + excerpt.substring(0, Math.min(MAX_EXCERPT, excerpt.length())));
                }
                yield answered.isSuccess();
            }
            case WebhookAnswer.Unanswered unanswered -> {
                out.println("%s: no answer, %s".formatted(webhook.name(), unanswered.why()));
                yield false;
            }
        };
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }
}
