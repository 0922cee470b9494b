package digestbot.cli.deliveries;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.app.ConfiguredDatabase;
import digestbot.app.FileAccessCheck;
import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.database.ReadOnlyDatabase;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.retries.FailedRetries;
import digestbot.delivery.status.FailureStore;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `digestbot deliveries`: the queue, the failures, and retries.
@Command(
        name = "deliveries",
        description = "Show the delivery queue and failures, or retry failed deliveries.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot deliveries --retry platform-error"})
public final class DeliveriesCommand implements Callable<Integer> {

    private static final int NEWEST = 20;

    @Mixin
    private ConfigOption configuration = new ConfigOption();

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

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final FailureStore store = new FailureStore();
    private final Clock clock;

    DeliveriesCommand() {
        this(Clock.system(ZoneId.systemDefault()));
    }

    /// @param clock the clock; times are printed in its zone
    DeliveriesCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Config config = configuration.load();
        if (ConfiguredDatabase.isMissing(config.database())) {
            return refuse(ConfigOption.noDatabase(config));
        }
        try {
            return retry.isPresent() ? retry(config, retry.get()) : look(config);
        } catch (IllegalStateException e) {
            return refuse(
                    FileAccessCheck.ofDatabase(config.database()).orElseGet(() -> String.valueOf(e.getMessage())));
        }
    }

    private int look(Config config) {
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(config.database())) {
            if (failed) {
                List<FailureStore.FailureCount> counts = database.read(store::counts);
                List<FailureStore.FailedDelivery> newest = database.read(tx -> store.newest(tx, NEWEST));
                print(DeliveriesJson.failed(counts, newest), DeliveriesText.failed(counts, newest, clock.getZone()));
            } else {
                List<FailureStore.OpenDeliveries> open = database.read(store::open);
                print(DeliveriesJson.open(open), DeliveriesText.open(open, clock.getZone()));
            }
            return 0;
        }
    }

    private int retry(Config config, String reason) {
        try (Database database = ConfiguredDatabase.open(config)) {
            Optional<String> wanted = Optional.of(reason).filter(name -> !name.isEmpty());
            List<String> known = database.read(store::counts).stream()
                    .map(FailureStore.FailureCount::failure)
                    .toList();
            if (wanted.filter(name -> !known.contains(name)).isPresent()) {
                return refuse("No failures with the reason “%s”. %s".formatted(reason, reasons(known)));
            }
            FailedRetries.RetryCounts retried = new FailedRetries(database, clock)
                    .retry(
                            wanted,
                            transaction -> new AuditLog(clock)
                                    .record(
                                            transaction,
                                            new Actor.CommandLineUser(),
                                            AuditAction.DELIVERIES_RETRIED,
                                            new AuditSubject.FailureReason(reason)));
            ObjectNode object = JsonNodeFactory.instance
                    .objectNode()
                    .put(DeliveryState.QUEUED.id(), retried.queued())
                    .put(DeliveryState.PAUSED.id(), retried.paused())
                    .put("skipped", retried.skipped());
            print(object, DeliveriesText.retried(retried));
            return 0;
        }
    }

    private static String reasons(List<String> known) {
        return known.isEmpty() ? "Nothing failed." : known.stream().collect(Collectors.joining(", ", "Reasons: ", "."));
    }

    private void print(ObjectNode object, List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        (json ? List.of(object.toPrettyString()) : lines).forEach(out::println);
        out.flush();
    }

    private int refuse(String reason) {
        return CommandOutput.printError(spec.commandLine(), reason);
    }

    /// The output of `deliveries` as JSON.
    private static final class DeliveriesJson {

        private DeliveriesJson() {}

        static ObjectNode open(List<FailureStore.OpenDeliveries> open) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            var array = object.putArray("deliveries");
            open.forEach(each -> array.addObject()
                    .put("platform", each.platform().id())
                    .put("cause", each.cause().id())
                    .put("state", each.state().id())
                    .put("oldest", each.oldest().toString())
                    .put("deliveries", each.deliveries()));
            return object;
        }

        static ObjectNode failed(List<FailureStore.FailureCount> counts, List<FailureStore.FailedDelivery> newest) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            var failures = object.putArray("failures");
            counts.forEach(
                    each -> failures.addObject().put("reason", each.failure()).put("deliveries", each.deliveries()));
            var array = object.putArray("newest");
            newest.forEach(each -> array.addObject()
                    .put("number", each.number())
                    .put("at", each.at().toString())
                    .put("platform", each.platform().id())
                    .put("chat", each.chat())
                    .put("about", each.about())
                    .put("reason", each.failure())
                    .put("detail", each.reason()));
            return object;
        }
    }
}
