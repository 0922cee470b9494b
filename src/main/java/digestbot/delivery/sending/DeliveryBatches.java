package digestbot.delivery.sending;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Subscription;
import digestbot.cluster.SeatTerm;
import digestbot.content.views.CombinedKind;
import digestbot.database.AdaptiveBatchSize;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.NullableColumns;
import digestbot.database.SqlResource;
import digestbot.database.Transaction;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.PoisonGuard;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.outbox.QueuedDeliveryStore;
import digestbot.delivery.sending.DeliveryBatches.DeliveryPlan.Combined;
import digestbot.delivery.sending.DeliveryBatches.DeliveryPlan.DueDigest;
import digestbot.delivery.sending.DeliveryPoller.Leases;
import digestbot.delivery.sending.MessageBuilder.Prepared.NothingToSend;
import digestbot.delivery.sending.MessageBuilder.Prepared.Ready;
import digestbot.delivery.sending.MessageBuilder.Prepared.Unsendable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Takes due deliveries in batches: [#prepare] reads them and builds their messages, [#claim]
/// writes the results.
final class DeliveryBatches<M> {

    private static final int MAX_COMBINED = 250;

    static final int INITIAL_SIZE = 250;

    private static final int MIN_SIZE = 20;

    private final Database database;
    private final Messenger<M> messenger;
    private final MessageBuilder<M> messageBuilder;
    private final PoisonGuard poisonGuard;
    private final Leases leases;
    private final Clocks clocks;
    private final DueDeliveryStore dueDeliveries;
    private final ClaimStore claims;
    private final DeliveryStore deliveries = new DeliveryStore();
    private final QueuedDeliveryStore queuedDeliveries = new QueuedDeliveryStore();
    private final ChatQueueStore chatQueues = new ChatQueueStore();
    private final AdaptiveBatchSize size = new AdaptiveBatchSize(INITIAL_SIZE, MIN_SIZE);

    DeliveryBatches(
            Database database,
            MessageBuilder<M> messageBuilder,
            PoisonGuard poisonGuard,
            Leases leases,
            SeatTerm term,
            Clocks clocks) {
        this.database = database;
        this.messageBuilder = messageBuilder;
        this.poisonGuard = poisonGuard;
        this.leases = leases;
        this.clocks = clocks;
        messenger = messageBuilder.messenger();
        dueDeliveries = new DueDeliveryStore(messenger.platform());
        claims = new ClaimStore(messenger.platform(), term);
    }

    /// Due deliveries, sorted by what has to be done with them.
    ///
    /// @param combined the first ones of those that become one delivery with others
    record Batch<M>(
            List<Delivery> postponed,
            List<Delivery> combined,
            List<Ready<M>> ready,
            List<Unsendable<M>> unsendable,
            List<Delivery> unchanged) {

        Batch() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        boolean isReadyAlone() {
            return postponed.isEmpty() && combined.isEmpty() && unsendable.isEmpty() && unchanged.isEmpty();
        }

        boolean isEmpty() {
            return isReadyAlone() && ready.isEmpty();
        }
    }

    /// Deliveries that may go, and by number the plans of those that may be combined.
    private record Due(List<Delivery> deliveries, Map<Long, DeliveryPlan> plans) {}

    /// The number of deliveries that one transaction can claim without holding up other writers.
    int size() {
        return size.rows();
    }

    Batch<M> prepare(int priority, Instant now, int most) {
        var batch = new Batch<M>();
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

    private void prepareGuarded(Delivery due, Map<Long, DeliveryPlan> plans, Batch<M> batch) {
        poisonGuard.prepareGuarded(
                due,
                () -> database.read(transaction -> {
                    prepare(transaction, due, plans, batch);
                    return due;
                }));
    }

    private void prepare(Transaction transaction, Delivery due, Map<Long, DeliveryPlan> plans, Batch<M> batch) {
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

    /// Writes the results of preparing a batch in one transaction: claims of the deliveries that
    /// can be sent, and the new states of the others.
    List<Claim<M>> claim(int priority, Batch<M> batch, Instant now) {
        List<Claim.ClaimKey> keys =
                batch.ready().stream().map(each -> key(priority, each)).toList();
        long leaseEnd = leases.begin(keys);
        Set<Claim.ClaimKey> claimed = Set.of();
        try {
            var startNanos = new AtomicLong();
            List<Claim<M>> written = database.write(transaction -> {
                startNanos.set(System.nanoTime());
                batch.postponed().forEach(each -> queuedDeliveries.postponeToQuietHoursEnd(transaction, each));
                chatQueues.combine(transaction, batch.combined(), now);
                batch.unsendable()
                        .forEach(each -> deliveries.fail(transaction, each.due(), each.outcome(), each.why(), now));
                claims.settleUnchanged(transaction, batch.unchanged(), now);
                return claim(transaction, priority, batch.ready(), leaseEnd);
            });
            if (written.size() >= size.rows() / 2) { // a small one says little about a large one
                size.adjust(Duration.ofNanos(System.nanoTime() - startNanos.get()));
            }
            claimed = written.stream().map(Claim::key).collect(Collectors.toSet());
            return written;
        } finally {
            // Ends the leases of deliveries that were not claimed or whose claim is unknown.
            keys.stream().filter(Predicate.not(claimed::contains)).forEach(leases::end);
        }
    }

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

    /// Plans the next message of a chat from all digests that are due to it.
    static final class ChatQueueStore {

        /// If more digests are due to a chat, the others are planned later.
        private static final int MAX_PER_CHAT = 1_000;

        /// The limit on the chats whose digests are in memory at a time.
        private static final int MAX_CHATS = 250;

        private static final String DUE = DeliverySql.of(SqlResource.load("due-digests-of-chats"));

        private record ChatQueue(boolean bundles, List<DueDigest> due) {}

        private final DeliveryStore deliveries = new DeliveryStore();
        private final int maxPerChat;

        ChatQueueStore() {
            this(MAX_PER_CHAT);
        }

        ChatQueueStore(int maxPerChat) {
            this.maxPerChat = maxPerChat;
        }

        /// The plan of the next message of each chat, by the number of its first delivery.
        Map<Long, DeliveryPlan> plans(Transaction transaction, List<Long> subscribers, Instant now) {
            Map<Long, DeliveryPlan> plans = new HashMap<>();
            for (int from = 0; from < subscribers.size(); from += MAX_CHATS) {
                List<Long> some = subscribers.subList(from, Math.min(subscribers.size(), from + MAX_CHATS));
                for (ChatQueue queue : queues(transaction, some, now)) {
                    DeliveryPlan plan = DeliveryPlan.next(queue.due(), queue.bundles());
                    plans.put(plan.deliveries().getFirst(), plan);
                }
            }
            return plans;
        }

        private Collection<ChatQueue> queues(Transaction transaction, List<Long> subscribers, Instant now) {
            Map<Long, ChatQueue> queues = new LinkedHashMap<>();
            transaction
                    .select(DUE)
                    .bind("subscribers", subscribers.toString())
                    .bind("priority", Priority.DIGESTS)
                    .bind("now", now.toEpochMilli())
                    .bind("most", maxPerChat)
                    .map((row, _) -> {
                        boolean bundles = row.getBoolean("bundles");
                        return queues.computeIfAbsent(
                                        row.getLong("subscriber"), _ -> new ChatQueue(bundles, new ArrayList<>()))
                                .due()
                                .add(digest(row));
                    })
                    .list();
            return queues.values();
        }

        private static DueDigest digest(ResultSet row) throws SQLException {
            return new DueDigest(
                    row.getLong("number"),
                    row.getLong("subscription"),
                    LocalDate.parse(row.getString("day")),
                    DeliverySchedule.when(row.getString("at"), row.getInt("days")),
                    Instant.ofEpochMilli(row.getLong("due_at")),
                    row.getLong("thread"),
                    NullableColumns.instant(row, "published_at"));
        }

        /// Combines each of these deliveries with the others of its plan: it then shows the digests
        /// of all, and the others are cancelled. The plans are computed again, because the
        /// deliveries may have changed since they were read.
        void combine(Transaction transaction, List<Delivery> firsts, Instant now) {
            List<Long> chats = firsts.stream().map(Delivery::subscriber).toList();
            Map<Long, DeliveryPlan> plans = plans(transaction, chats, now);
            for (Delivery first : firsts) {
                if (plans.get(first.number()) instanceof Combined plan) {
                    combine(transaction, plan, now);
                }
            }
        }

        private void combine(Transaction transaction, Combined plan, Instant now) {
            long first = plan.deliveries().getFirst();
            deliveries.combine(transaction, first, plan.kind());
            for (int i = 1; i < plan.deliveries().size(); i++) {
                long other = plan.deliveries().get(i);
                transaction.execute(
                        "UPDATE delivery_item SET delivery = ?, ordinal = ? WHERE delivery = ?", first, i, other);
                deliveries.cancel(transaction, other, "merged into delivery " + first, now);
            }
        }
    }

    /// The message that a due delivery becomes: a message of its own, or one for several deliveries
    /// that are due to its chat.
    ///
    /// Digests of more than two days of a topic are combined into a bundle, and so are digests of
    /// several topics that are due at the same time, if the chat wants that: nobody receives many
    /// messages in a row. A round-up has its own form even with a single digest.
    sealed interface DeliveryPlan {

        List<Long> deliveries();

        record Single(long delivery) implements DeliveryPlan {
            @Override
            public List<Long> deliveries() {
                return List.of(delivery);
            }
        }

        record Combined(CombinedKind kind, List<Long> deliveries) implements DeliveryPlan {
            public Combined {
                deliveries = List.copyOf(deliveries);
            }
        }

        /// A due delivery of one digest that was never claimed.
        ///
        /// @param publishedAt empty if the digest has been withdrawn
        record DueDigest(
                long delivery,
                long subscription,
                LocalDate day,
                DeliverySchedule schedule,
                Instant dueAt,
                long thread,
                Optional<Instant> publishedAt) {

            /// A thread that is not open yet is another one for each subscription.
            boolean sharesThread(DueDigest other) {
                return thread == other.thread && thread != Subscription.OWN_THREAD;
            }

            /// Tells whether it is due at a time that the reader expects: a chosen time, or the end
            /// of the quiet hours that delayed it. Digests with immediate delivery are due together
            /// only by chance.
            boolean isTimed() {
                return switch (schedule) {
                    case DeliverySchedule.At _ -> true;
                    case DeliverySchedule.Weekly _ -> false;
                    case DeliverySchedule.Immediately() ->
                        publishedAt.filter(dueAt::isAfter).isPresent();
                };
            }
        }

        /// Plans the next message of a chat: the first of its due deliveries, of which there is at
        /// least one, and those that are combined with it. The others are planned after it has been
        /// sent, because more may be due by then.
        static DeliveryPlan next(List<DueDigest> due, boolean bundles) {
            DueDigest first = due.getFirst();
            List<DueDigest> sameTopic = due.stream()
                    .filter(each -> each.subscription() == first.subscription())
                    .toList();
            if (first.schedule() instanceof DeliverySchedule.Weekly) {
                return combined(CombinedKind.ROUND_UP, sameTopic);
            }
            if (sameTopic.stream().map(DueDigest::day).distinct().count() > 2) {
                return combined(CombinedKind.BUNDLE, sameTopic);
            }
            if (bundles && first.isTimed()) {
                List<DueDigest> sameTime = due.stream()
                        .filter(each ->
                                each.isTimed() && each.dueAt().equals(first.dueAt()) && each.sharesThread(first))
                        .toList();
                if (sameTime.stream().anyMatch(each -> each.subscription() != first.subscription())) {
                    return combined(CombinedKind.BUNDLE, sameTime);
                }
            }
            return new Single(first.delivery());
        }

        private static Combined combined(CombinedKind kind, List<DueDigest> digests) {
            return new Combined(kind, digests.stream().map(DueDigest::delivery).toList());
        }
    }
}
