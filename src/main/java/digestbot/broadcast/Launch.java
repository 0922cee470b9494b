package digestbot.broadcast;

import digestbot.database.Transaction;
import digestbot.delivery.Destination;
import digestbot.delivery.FanOuts;
import digestbot.delivery.Outbox;
import digestbot.delivery.PrivateChats;
import digestbot.subscription.Person;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Confirms announcements: now, at a time, or to those alone who want to see them first.
public final class Launch {

    private final BroadcastStore store = new BroadcastStore();
    private final PrivateChats chats = new PrivateChats();
    private final Broadcasts broadcasts;
    private final Reporting reporting;
    private final FanOuts fanOuts;
    private final Outbox outbox;
    private final InstantSource clock;

    public Launch(Broadcasts broadcasts, Reporting reporting, FanOuts fanOuts, Outbox outbox, InstantSource clock) {
        this.broadcasts = broadcasts;
        this.reporting = reporting;
        this.fanOuts = fanOuts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Confirms it now, whether it was scheduled or not. It cannot be confirmed again.
    ///
    /// @param expected how many recipients there are, as counted before this transaction
    /// @param reportTo where a message is to tell how far it is
    /// @throws IllegalArgumentException if there is no such broadcast
    public Sending send(Transaction transaction, long number, long expected, Optional<Destination> reportTo) {
        Broadcast open = find(transaction, number);
        if (!open.isOpen()) {
            return new Sending.NotOpen(open);
        }
        if (expected == 0) {
            return new Sending.Nobody();
        }
        long shared = fanOuts.share(transaction, broadcasts.content(open));
        store.start(transaction, number, shared, expected, clock.instant());
        reportTo.ifPresent(to -> reporting.begin(transaction, find(transaction, number), to));
        return new Sending.Started(expected);
    }

    /// Has it go out at a time, which can be changed until then.
    ///
    /// @throws IllegalArgumentException if there is no such broadcast
    public Scheduling schedule(Transaction transaction, long number, Instant at) {
        Broadcast open = find(transaction, number);
        if (!open.isOpen()) {
            return new Scheduling.NotOpen(open);
        }
        if (!at.isAfter(clock.instant())) {
            return new Scheduling.Past();
        }
        store.schedule(transaction, number, at);
        return new Scheduling.Scheduled(find(transaction, number));
    }

    /// Makes a draft again of one that was scheduled; without effect on others.
    ///
    /// @return whether it was
    public boolean unschedule(Transaction transaction, long number) {
        return store.unschedule(transaction, number);
    }

    /// Sends it there as its recipients get it, whatever becomes of it.
    public void show(Transaction transaction, Broadcast broadcast, Destination to) {
        outbox.notice(transaction, to, broadcasts.content(broadcast));
    }

    /// Sends it to those persons who can be written to, as its recipients get it.
    ///
    /// @return how many these are
    public int show(Transaction transaction, Broadcast broadcast, List<Person> persons) {
        List<Destination> known = persons.stream()
                .flatMap(person -> chats.of(transaction, person).stream())
                .toList();
        known.forEach(chat -> show(transaction, broadcast, chat));
        return known.size();
    }

    private Broadcast find(Transaction transaction, long number) {
        return store.find(transaction, number)
                .orElseThrow(() -> new IllegalArgumentException("there is no broadcast " + number));
    }
}
