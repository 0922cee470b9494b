package digestbot.cli.webhook;

import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.cli.common.CountedNoun;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.webhook.WebhookStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `digestbot webhook retry`: queues the failed events again, with the ids that they had.
@Command(
        name = "retry",
        description = "Send the events again that receivers refused or did not take in three days.",
        mixinStandardHelpOptions = true)
final class WebhookRetryCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final WebhookStore queue = new WebhookStore();
    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        Config config = configuration.load();
        try (Database database = configuration.openExisting(config, "There are no events.")) {
            Instant now = clock.instant();
            int retried = database.write(transaction -> {
                int queued = config.webhooks().stream()
                        .mapToInt(webhook -> queue.retryFailed(transaction, webhook, now))
                        .sum();
                if (queued > 0) {
                    new AuditLog(clock)
                            .record(
                                    transaction,
                                    new Actor.CommandLineUser(),
                                    AuditAction.DELIVERIES_RETRIED,
                                    new AuditSubject.FailureReason("webhooks"));
                }
                return queued;
            });
            CommandOutput.printSuccess(
                    spec.commandLine(), "%s queued again.".formatted(CountedNoun.of(retried, "event")));
            return 0;
        }
    }
}
