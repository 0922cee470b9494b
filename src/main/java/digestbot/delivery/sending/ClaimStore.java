package digestbot.delivery.sending;

import digestbot.audience.Platform;
import digestbot.database.BatchStatement;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.Delivery.Matter;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.RequeueStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Claims deliveries, and takes claims back.
final class ClaimStore {

    /// A delivery that shall be claimed.
    ///
    /// @param first whether its parts and what they show are fixed by this claim
    /// @param views what each of its parts shows, as a press that shows it
    record Wanted(Delivery due, boolean first, List<String> views) {}

    private final Platform platform;
    private final DeliveryStore deliveries = new DeliveryStore();
    private final RequeueStore returns = new RequeueStore();

    ClaimStore(Platform platform) {
        this.platform = platform;
    }

    /// Claims those that are still owed as they were read, whose digests are as they were read, and makes their
    /// parts.
    ///
    /// @param leaseUntil when the claim ends, as far as the clock goes on evenly
    /// @return the numbers of those that were claimed
    Set<Long> claim(Transaction transaction, List<Wanted> asked, int renderer, Instant leaseUntil) {
        var fresh = new DigestFreshnessStore(transaction);
        List<Wanted> wanted =
                asked.stream().filter(each -> fresh.asRead(each.due())).toList();
        int[] counts = deliveries.claim(
                transaction,
                wanted.stream()
                        .map(each -> new DeliveryStore.Claiming(each.due(), renderer, leaseUntil))
                        .toList());
        List<Wanted> claimed = new ArrayList<>(counts.length);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                claimed.add(wanted.get(i));
            }
        }
        fix(transaction, claimed.stream().filter(Wanted::first).toList());
        return claimed.stream().map(each -> each.due().number()).collect(Collectors.toSet());
    }

    private static void fix(Transaction transaction, List<Wanted> claimed) {
        if (claimed.isEmpty()) {
            return;
        }
        var again = claimed.stream().filter(each -> each.due().claims() > 0).toList();
        again.forEach(each -> transaction
                .handle()
                .execute("DELETE FROM part WHERE delivery = ?", each.due().number()));
        var items = new BatchStatement(
                transaction,
                "UPDATE delivery_item SET revision = ?, perspectives = ?, length = ?, layout = ? WHERE delivery = ? AND digest = ?");
        var parts =
                new BatchStatement(transaction, "INSERT INTO part (delivery, ordinal, item, view) VALUES (?, ?, 0, ?)");
        for (Wanted each : claimed) {
            Matter matter = each.due().matter();
            matter.shown()
                    .forEach(shown -> matter.reading(shown.digest())
                            .ifPresent(reading -> items.add(
                                    shown.revision(),
                                    reading.perspectives().column(),
                                    reading.length().id(),
                                    reading.layout().id(),
                                    each.due().number(),
                                    shown.digest())));
            for (int ordinal = 0; ordinal < each.views().size(); ordinal++) {
                parts.add(each.due().number(), ordinal, each.views().get(ordinal));
            }
        }
        items.execute();
        parts.execute();
    }

    /// These have nothing to do, unless their digests have changed since they were read.
    void finish(Transaction transaction, List<Delivery> idle, Instant now) {
        var fresh = new DigestFreshnessStore(transaction);
        idle.stream().filter(fresh::asRead).forEach(due -> deliveries.settleUnchanged(transaction, due, now));
    }

    /// These can never be sent.
    void fail(Transaction transaction, Delivery due, Outcome outcome, String why, Instant now) {
        deliveries.fail(transaction, due, outcome, why, now);
    }

    /// All that is claimed.
    List<Long> claimed(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(DeliverySql.of("SELECT number FROM delivery WHERE platform = ? AND state = {in_flight}"))
                .bind(0, platform.id())
                .mapTo(Long.class)
                .list();
    }

    /// The claimed deliveries of these lanes.
    List<Long> claimed(Transaction transaction, List<Integer> lanes) {
        return transaction
                .handle()
                .createQuery(DeliverySql.of("SELECT number FROM delivery WHERE platform = ? AND state = {in_flight}"
                        + " AND priority IN (SELECT value FROM json_each(?))"))
                .bind(0, platform.id())
                .bind(1, lanes.toString())
                .mapTo(Long.class)
                .list();
    }

    /// Takes back the claims of these deliveries, which nobody holds any more. The chat may have been paused meanwhile;
    /// answers are given all the same.
    ///
    /// That is no failed attempt: most of them had not even been requested, and after some interruptions the first
    /// real failure would be followed by minutes of waiting.
    ///
    /// @return how many
    int release(Transaction transaction, List<Long> lost, Instant now) {
        List<Long> released = deliveries.release(transaction, lost);
        released.forEach(number -> returns.cancelWithdrawn(transaction, number, now));
        return released.size();
    }
}
