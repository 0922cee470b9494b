package digestbot.console.statistics;

import digestbot.database.Transaction;
import digestbot.webhook.WebhookStore;
import digestbot.webhook.WebhookStore.WebhookState;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The metrics of webhooks. All nodes report the same.
final class WebhookMetrics implements MetricSource {

    private final WebhookStore states = new WebhookStore();
    private @Nullable MultiGauge waiting;
    private @Nullable MultiGauge failing;

    @Override
    public void bind(PrometheusMeterRegistry registry) {
        waiting = MultiGauge.builder("digestbot.webhook.events.waiting")
                .description("Events that the receiver has not taken yet")
                .register(registry);
        failing = MultiGauge.builder("digestbot.webhook.failing")
                .description("1 while the receiver is gone or does not take events")
                .register(registry);
    }

    @Override
    public void read(Transaction transaction, Instant now) {
        List<WebhookState> all = states.all(transaction);
        register(waiting, all, WebhookState::waiting);
        register(
                failing,
                all,
                state -> state.off().isPresent() || state.latestFailure().isPresent() ? 1 : 0);
    }

    private static void register(
            @Nullable MultiGauge gauge, List<WebhookState> all, ToDoubleFunction<WebhookState> value) {
        if (gauge != null) {
            gauge.register(
                    all.stream()
                            .<MultiGauge.Row<?>>map(state ->
                                    MultiGauge.Row.of(Tags.of("webhook", state.key()), value.applyAsDouble(state)))
                            .toList(),
                    true);
        }
    }
}
