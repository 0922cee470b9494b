package digestbot.delivery.planning;

import digestbot.audience.DueTime;
import digestbot.database.Transaction;
import digestbot.delivery.planning.PlanningStore.DeliverySlot;
import digestbot.delivery.planning.PlanningStore.PlanningTask;
import digestbot.digest.words.DigestWords;
import digestbot.library.archive.Library;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Plans the deliveries of digests to chats that follow a word in them and do not subscribe to their
/// topics.
final class FollowerPlanner {

    private final Library library;
    private final PlanningStore planning = new PlanningStore();
    private final FollowerPlanningStore store = new FollowerPlanningStore();
    private Optional<FollowedWords> known = Optional.empty();

    FollowerPlanner(Library library) {
        this.library = library;
    }

    /// The words of a digest that somebody follows. Words that somebody follows later are not for
    /// this digest.
    private record FollowedWords(long digest, int revision, List<String> words) {}

    void add(Transaction transaction, long digest) {
        store.add(transaction, digest);
    }

    /// Plans one range of followers.
    ///
    /// @return true if there was something to plan
    boolean planRange(Transaction transaction, int size, Instant now) {
        Optional<PlanningTask> next = store.next(transaction, planning);
        next.ifPresent(task -> planRange(transaction, task, size, now));
        return next.isPresent();
    }

    private void planRange(Transaction transaction, PlanningTask task, int size, Instant now) {
        List<String> words = words(transaction, task);
        if (words.isEmpty()) {
            store.advance(transaction, task, new SubscriptionRange(task.after(), Long.MAX_VALUE));
            return;
        }
        SubscriptionRange range = store.range(transaction, task, size);
        Map<DeliverySlot, Instant> due = store.slots(transaction, task, range, words).stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        slot -> DueTime.of(slot.when(), slot.zoneId(), slot.quietHours(), task.publishedAt())));
        store.plan(transaction, task, range, words, due, now);
        store.advance(transaction, task, range);
    }

    private List<String> words(Transaction transaction, PlanningTask task) {
        return known.filter(each -> each.digest() == task.digest() && each.revision() == task.revision())
                .orElseGet(() -> {
                    DigestWords words =
                            DigestWords.of(library.all().content(transaction, task.digest(), task.revision()));
                    var found = new FollowedWords(
                            task.digest(),
                            task.revision(),
                            store.followed(transaction, words.text().phrases()));
                    known = Optional.of(found);
                    return found;
                })
                .words();
    }
}
