package digestbot.cli;

import digestbot.app.Config;
import digestbot.app.ConfiguredDatabase;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.database.Database;
import digestbot.database.ReadOnlyDatabase;
import digestbot.database.Transaction;
import digestbot.delivery.retries.FailedRetries;
import digestbot.delivery.status.DeliveryStatusStore;
import digestbot.delivery.status.DeliveryStatusStore.FailedDelivery;
import digestbot.delivery.status.DeliveryStatusStore.FailureCount;
import digestbot.i18n.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "deliveries",
        description = "Show the delivery queue and failures, or retry failed deliveries.",
        footer = {"", "Example:", "  digestbot deliveries --retry platform-error"})
public final class DeliveriesCommand extends ConfiguredCommand {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private static final int NEWEST = 20;

    @Option(names = "--failed", description = "List failures by reason, and the latest 20.")
    private boolean failed;

    @Option(
            names = "--retry",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "REASON",
            description = "Retry failed deliveries, all or those with one reason.")
    private Optional<String> retry = Optional.empty();

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    private final DeliveryStatusStore store = new DeliveryStatusStore();

    @Override
    public Integer call() {
        Config config = load();
        requireDatabase(config);
        try {
            return retry.isPresent() ? retry(config, retry.get()) : look(config);
        } catch (IllegalStateException e) {
            return fail(reason(config, e));
        }
    }

    private int look(Config config) {
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(config.database())) {
            if (failed) {
                List<FailureCount> counts = database.read(this::counts);
                List<FailedDelivery> newest = database.read(tx -> store.newest(tx, NEWEST));
                print(json, new Failures(counts, newest), failed(counts, newest, clock().getZone()));
            } else {
                List<DeliveryStatusStore.OpenDeliveries> open = database.read(store::open);
                print(json, new OpenDeliveries(open), open(open, clock().getZone()));
            }
            return 0;
        }
    }

    private int retry(Config config, String reason) {
        try (Database database = ConfiguredDatabase.open(config)) {
            Optional<String> wanted = Optional.of(reason).filter(name -> !name.isEmpty());
            List<String> known = database.read(this::counts).stream()
                    .map(FailureCount::failure)
                    .toList();
            if (wanted.filter(name -> !known.contains(name)).isPresent()) {
                return fail("No failures with the reason “%s”. %s".formatted(reason, reasons(known)));
            }
            FailedRetries.RetryCounts retried = new FailedRetries(database, clock())
                    .retry(
                            wanted,
                            transaction -> audit(
                                    transaction,
                                    AuditAction.DELIVERIES_RETRIED,
                                    new AuditSubject.FailureReason(reason)));
            print(json, retried, retriedText(retried));
            return 0;
        }
    }

    private List<FailureCount> counts(Transaction transaction) {
        return store.countsUpTo(transaction, Integer.MAX_VALUE);
    }

    private static String reasons(List<String> known) {
        return known.isEmpty() ? "Nothing failed." : known.stream().collect(Collectors.joining(", ", "Reasons: ", "."));
    }

    private record OpenDeliveries(List<DeliveryStatusStore.OpenDeliveries> deliveries) {}

    private record Failures(List<FailureCount> failures, List<FailedDelivery> newest) {}

    private static List<String> open(List<DeliveryStatusStore.OpenDeliveries> open, ZoneId zone) {
        return open.isEmpty()
                ? List.of("The queue is empty, and nothing failed.")
                : new TextTable<DeliveryStatusStore.OpenDeliveries>()
                        .text("platform", each -> each.platform().title())
                        .text("cause", each -> each.cause().id())
                        .text("state", each -> each.state().id())
                        .text("oldest due (" + Texts.zone(zone) + ")", each -> moment(each.oldest(), zone))
                        .number("deliveries", DeliveryStatusStore.OpenDeliveries::deliveries)
                        .lines(open);
    }

    private static List<String> failed(List<FailureCount> counts, List<FailedDelivery> newest, ZoneId zone) {
        if (counts.isEmpty()) {
            return List.of("Nothing failed.");
        }
        List<String> lines = new ArrayList<>(new TextTable<FailureCount>()
                .text("reason", FailureCount::failure)
                .number("deliveries", FailureCount::deliveries)
                .lines(counts));
        lines.add("");
        lines.addAll(new TextTable<FailedDelivery>()
                .text("number", each -> Long.toString(each.number()))
                .text("time (" + Texts.zone(zone) + ")", each -> moment(each.at(), zone))
                .text("platform", each -> each.platform().title())
                .text("chat", FailedDelivery::chat)
                .text("about", FailedDelivery::about)
                .text("reason", FailedDelivery::failure)
                .text("detail", FailedDelivery::reason)
                .lines(newest));
        return lines;
    }

    private static List<String> retriedText(FailedRetries.RetryCounts retriedText) {
        if (retriedText.queued() + retriedText.paused() + retriedText.skipped() == 0) {
            return List.of("Nothing failed.");
        }
        List<String> lines = new ArrayList<>();
        if (retriedText.queued() > 0) {
            lines.add("%s queued for retry. The running bot sends them within seconds."
                    .formatted(counted(retriedText.queued())));
        }
        if (retriedText.paused() > 0) {
            lines.add(("%s paused: their chats are still unreachable, or were stopped by their readers. They resume by"
                            + " themselves once the chats are back.")
                    .formatted(counted(retriedText.paused())));
        }
        if (retriedText.skipped() > 0) {
            lines.add(
                    "%s skipped: replies, and messages that nobody is waiting for any more (unsubscribed, withdrawn or stopped)."
                            .formatted(counted(retriedText.skipped())));
        }
        return lines;
    }

    private static String counted(long number) {
        return "%,d %s".formatted(number, number == 1 ? "delivery" : "deliveries");
    }

    private static String moment(Instant at, ZoneId zone) {
        return TIMESTAMP.format(at.atZone(zone));
    }
}
