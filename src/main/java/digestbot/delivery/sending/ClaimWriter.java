package digestbot.delivery.sending;

import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.QueuedDeliveryStore;
import digestbot.delivery.sending.MessageBuilder.Prepared.Ready;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Writes the results of preparing a batch in one transaction: claims of the deliveries that can
/// be sent, and the new states of the others.
///
/// @param <M> the platform's form of one message
final class ClaimWriter<M> {

    private final Database database;
    private final Messenger<M> messenger;
    private final ClaimStore claims;
    private final Leases leases;
    private final Clocks clocks;
    private final QueuedDeliveryStore queuedDeliveries = new QueuedDeliveryStore();
    private final ChatQueueStore chatQueues = new ChatQueueStore();

    ClaimWriter(Database database, Messenger<M> messenger, ClaimStore claims, Leases leases, Clocks clocks) {
        this.database = database;
        this.messenger = messenger;
        this.claims = claims;
        this.leases = leases;
        this.clocks = clocks;
    }

    /// Writes the results of a batch.
    ///
    /// @return the claims that hold
    List<Claim<M>> write(int priority, DeliveryBatch<M> batch, Instant now) {
        List<Claim.ClaimKey> keys =
                batch.ready().stream().map(each -> key(priority, each)).toList();
        long leaseEnd = leases.begin(keys);
        Set<Claim.ClaimKey> claimed = Set.of();
        try {
            List<Claim<M>> written = database.write(transaction -> {
                batch.postponed().forEach(each -> queuedDeliveries.postponeToQuietHoursEnd(transaction, each));
                chatQueues.combine(transaction, batch.combined(), now);
                batch.unsendable()
                        .forEach(each -> claims.fail(transaction, each.due(), each.outcome(), each.why(), now));
                claims.settleUnchanged(transaction, batch.unchanged(), now);
                return claim(transaction, priority, batch.ready(), leaseEnd);
            });
            claimed = written.stream().map(Claim::key).collect(Collectors.toSet());
            return written;
        } finally {
            // Ends the leases of deliveries that were not claimed or whose claim is unknown.
            keys.stream().filter(Predicate.not(claimed::contains)).forEach(leases::end);
        }
    }

    /// @param leaseEnd the end of the lease, in nanoseconds of the monotonic clock
    private List<Claim<M>> claim(Transaction transaction, int priority, List<Ready<M>> ready, long leaseEnd) {
        Set<Long> claimed = claims.claim(
                transaction,
                ready.stream().map(Ready::candidate).toList(),
                messenger.rendererVersion(),
                clocks.now().plus(Leases.LENGTH));
        return ready.stream()
                .filter(each -> claimed.contains(each.candidate().due().number()))
                .map(each -> claim(priority, each, leaseEnd))
                .toList();
    }

    private static Claim.ClaimKey key(int priority, Ready<?> ready) {
        Delivery due = ready.candidate().due();
        return new Claim.ClaimKey(due.number(), due.claims() + 1, priority);
    }

    private static <M> Claim<M> claim(int priority, Ready<M> ready, long leaseEnd) {
        Delivery due = ready.candidate().due();
        return new Claim<>(
                key(priority, ready),
                due.attempts() + 1,
                leaseEnd,
                due.to(),
                ready.steps(),
                ready.changes(),
                due.sent());
    }
}
