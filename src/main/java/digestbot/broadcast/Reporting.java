package digestbot.broadcast;

import digestbot.broadcast.Broadcast.Run;
import digestbot.broadcast.Broadcast.State;
import digestbot.broadcast.Progress.Speed;
import digestbot.database.Transaction;
import digestbot.delivery.Destination;
import digestbot.delivery.FanOutProgress;
import digestbot.delivery.FanOuts;
import digestbot.delivery.Outbox;
import digestbot.edition.Content;
import digestbot.subscription.Person;
import digestbot.subscription.PersonStore;
import digestbot.text.Words;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongFunction;

/// Tells how far announcements are that were confirmed.
public final class Reporting {

    /// A rate is said as what is over in so long.
    private static final Duration LONG = Duration.ofSeconds(1_000);

    private final PersonStore persons = new PersonStore();
    private final RunStore runs = new RunStore();
    private final FanOuts fanOuts;
    private final Outbox outbox;

    public Reporting(FanOuts fanOuts, Outbox outbox) {
        this.fanOuts = fanOuts;
        this.outbox = outbox;
    }

    /// How far it is, on a line. Takes the longer the more it goes to.
    public String line(Transaction transaction, Broadcast broadcast, Words words) {
        return new ProgressText(words).of(progress(transaction, broadcast, Optional.empty()));
    }

    /// The same with how fast it is, and so when it will be over.
    ///
    /// @param perSecond how many are over a second of late, given how many are; empty where nobody knows
    public String line(
            Transaction transaction, Broadcast broadcast, Words words, LongFunction<Optional<Double>> perSecond) {
        Progress progress = progress(transaction, broadcast, Optional.empty());
        return new ProgressText(words)
                .of(perSecond
                        .apply(progress.parts().over())
                        .map(rate -> progress.at(new Speed(Math.round(rate * LONG.toSeconds()), LONG)))
                        .orElse(progress));
    }

    /// How many it failed for that would get it if it was sent again.
    public long failures(Transaction transaction, Broadcast broadcast) {
        return progress(transaction, broadcast, Optional.empty()).parts().failures();
    }

    /// The same as a message, with buttons for what can be done now.
    public Content report(Transaction transaction, Broadcast broadcast, Words words) {
        Progress progress = progress(transaction, broadcast, Optional.empty());
        return Reports.of(broadcast, new ProgressText(words).of(progress), progress, words);
    }

    /// How many got it, as far as is known.
    public long reached(Transaction transaction, Broadcast broadcast) {
        return broadcast
                .run()
                .map(run -> fanOuts.progress(transaction, run.shared()).sent())
                .orElse(0L);
    }

    /// Queues a message that tells how far it is; [Rounds] keeps it up to date.
    void begin(Transaction transaction, Broadcast started, Destination to) {
        Words words = words(transaction, started);
        Progress progress = progress(transaction, started, Optional.empty());
        String line = new ProgressText(words).of(progress);
        long delivery = outbox.notice(transaction, to, Reports.of(started, line, progress, words));
        runs.setReport(transaction, started.number(), new RunStore.Report(delivery, line));
    }

    /// @param speed how fast it was lately
    Progress progress(Transaction transaction, Broadcast broadcast, Optional<Speed> speed) {
        Run run = broadcast.run().orElseThrow();
        boolean withdrawn = broadcast.state() == State.WITHDRAWN;
        long shared = withdrawn ? run.withdrawal().orElseThrow() : run.shared();
        FanOutProgress parts = fanOuts.progress(transaction, shared);
        return Progress.of(broadcast, parts, speed);
    }

    /// The words of who wrote it.
    Words words(Transaction transaction, Broadcast broadcast) {
        return Words.of(broadcast
                .author()
                .flatMap(author -> persons.find(transaction, author.platform(), author.userId()))
                .map(Person::language)
                .orElse(""));
    }
}
