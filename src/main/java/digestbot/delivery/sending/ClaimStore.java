package digestbot.delivery.sending;

import digestbot.audience.Platform;
import digestbot.content.Reader;
import digestbot.database.BatchStatement;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.DueDelivery;
import digestbot.delivery.outbox.DueDelivery.Matter;
import digestbot.delivery.outbox.RequeueStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Claims deliveries, and takes claims back.
final class ClaimStore {

    /// A delivery that shall be claimed.
    ///
    /// @param first whether its parts and what they show are fixed by this claim
    /// @param views what each of its parts shows, as a press that shows it
    record Wanted(DueDelivery due, boolean first, List<String> views) {}

    private final Platform platform;
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
        var update = new BatchStatement(transaction, """
                UPDATE delivery SET state = 'in_flight', claim = claim + 1, attempts = attempts + 1, lease_until = ?,
                                    view = ?, language = ?, today = ?, renderer = ?
                WHERE number = ? AND state = 'queued' AND claim = ? AND subscriber = ? AND thread = ?
                """);
        for (Wanted each : wanted) {
            DueDelivery due = each.due();
            Optional<Reader> reader = due.matter().madeFor();
            update.add(
                    leaseUntil.toEpochMilli(),
                    view(due).orElse(null),
                    reader.map(Reader::language).orElse(null),
                    reader.map(made -> made.today().toString()).orElse(null),
                    renderer,
                    due.number(),
                    due.claims(),
                    due.subscriber(),
                    due.to().thread());
        }
        int[] counts = update.execute();
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
    void finish(Transaction transaction, List<DueDelivery> idle, Instant now) {
        var fresh = new DigestFreshnessStore(transaction);
        idle.stream()
                .filter(fresh::asRead)
                .forEach(due -> transaction
                        .handle()
                        .execute(
                                "UPDATE delivery SET state = 'sent', reason = 'nothing had to change', settled_at = ?"
                                        + " WHERE number = ? AND state = 'queued' AND claim = ?",
                                now.toEpochMilli(),
                                due.number(),
                                due.claims()));
    }

    /// These can never be sent.
    void fail(Transaction transaction, DueDelivery due, Outcome outcome, String why, Instant now) {
        transaction
                .handle()
                .execute(
                        "UPDATE delivery SET state = 'failed', failure = ?, reason = ?, settled_at = ?"
                                + " WHERE number = ? AND state = 'queued' AND claim = ?",
                        outcome.id(),
                        why,
                        now.toEpochMilli(),
                        due.number(),
                        due.claims());
    }

    /// All that is claimed.
    List<Long> claimed(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT number FROM delivery WHERE platform = ? AND state = 'in_flight'")
                .bind(0, platform.id())
                .mapTo(Long.class)
                .list();
    }

    /// What is claimed of these lanes.
    List<Long> claimed(Transaction transaction, List<Integer> lanes) {
        return transaction
                .handle()
                .createQuery("SELECT number FROM delivery WHERE platform = ? AND state = 'in_flight'"
                        + " AND priority IN (SELECT value FROM json_each(?))")
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
        List<Long> released = transaction
                .handle()
                .createQuery("UPDATE delivery SET state = " + RequeueStore.OWED_OR_HELD + ", lease_until = NULL,"
                        + " attempts = max(0, attempts - 1),"
                        + " reason = coalesce((SELECT paused_why FROM subscriber"
                        + " WHERE number = delivery.subscriber), reason)"
                        + " WHERE state = 'in_flight' AND number IN (SELECT value FROM json_each(?)) RETURNING number")
                .bind(0, lost.toString())
                .mapTo(Long.class)
                .list();
        released.forEach(number -> returns.cancelWithdrawn(transaction, number, now));
        return released.size();
    }

    private static Optional<String> view(DueDelivery due) {
        return due.matter() instanceof Matter.Edition edition ? Optional.of(edition.view()) : Optional.empty();
    }
}
