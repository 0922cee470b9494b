package digestbot.delivery.sending;

import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.PoisonGuard;
import digestbot.delivery.sending.MessageBuilder.Prepared.NothingToSend;
import digestbot.delivery.sending.MessageBuilder.Prepared.Ready;
import digestbot.delivery.sending.MessageBuilder.Prepared.Unsendable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Reads the deliveries that may be sent and builds their messages, before anything is claimed.
///
/// @param <M> the platform's form of one message
final class BatchPreparation<M> {

    /// The maximum number of combined deliveries per batch.
    private static final int MAX_COMBINED = 250;

    private final Database database;
    private final DueDeliveryStore dueDeliveries;
    private final ChatQueueStore chatQueues = new ChatQueueStore();
    private final MessageBuilder<M> messageBuilder;
    private final PoisonGuard poisonGuard;

    BatchPreparation(
            Database database,
            DueDeliveryStore dueDeliveries,
            MessageBuilder<M> messageBuilder,
            PoisonGuard poisonGuard) {
        this.database = database;
        this.dueDeliveries = dueDeliveries;
        this.messageBuilder = messageBuilder;
        this.poisonGuard = poisonGuard;
    }

    /// The deliveries that may be sent, and the plans of those that may be combined with others, by
    /// number.
    private record Due(List<Delivery> deliveries, Map<Long, DeliveryPlan> plans) {}

    /// Prepares due deliveries of the priority, up to the given number.
    DeliveryBatch<M> prepare(int priority, Instant now, int most) {
        var batch = new DeliveryBatch<M>();
        if (poisonGuard.isSuspicious()) {
            Due due = database.read(transaction -> due(transaction, priority, now, most));
            due.deliveries().forEach(each -> prepareGuarded(each, due.plans(), batch));
        } else {
            database.read(transaction -> {
                Due due = due(transaction, priority, now, most);
                due.deliveries().forEach(each -> prepare(transaction, each, due.plans(), batch));
                return due;
            });
        }
        return batch;
    }

    private Due due(Transaction transaction, int priority, Instant now, int most) {
        List<Delivery> due = dueDeliveries.due(transaction, priority, now, most);
        List<Long> chats = due.stream()
                .filter(each -> each.combinable() && !each.waitsForQuietHours())
                .map(Delivery::subscriber)
                .toList();
        return new Due(due, chatQueues.plans(transaction, chats, now));
    }

    private void prepareGuarded(Delivery due, Map<Long, DeliveryPlan> plans, DeliveryBatch<M> batch) {
        poisonGuard.prepareGuarded(
                due,
                () -> database.read(transaction -> {
                    prepare(transaction, due, plans, batch);
                    return due;
                }));
    }

    private void prepare(Transaction transaction, Delivery due, Map<Long, DeliveryPlan> plans, DeliveryBatch<M> batch) {
        if (due.waitsForQuietHours()) {
            batch.postponed().add(due);
        } else if (poisonGuard.isPoisonous(transaction, due)) {
            batch.unsendable().add(new Unsendable<>(due, Outcome.POISON, Outcome.POISON.sentence()));
        } else if (!(plans.get(due.number()) instanceof DeliveryPlan.Combined)) {
            switch (messageBuilder.prepare(transaction, due)) {
                case Ready<M> found -> batch.ready().add(found);
                case Unsendable<M> found -> batch.unsendable().add(found);
                case NothingToSend<M> found -> batch.unchanged().add(found.due());
            }
        } else if (batch.combined().size() < MAX_COMBINED) {
            batch.combined().add(due);
        }
    }
}
