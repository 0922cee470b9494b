package digestbot.faults;

import digestbot.delivery.api.Outcome;
import digestbot.outside.SandboxProcess;
import digestbot.outside.SandboxProcess.At;
import digestbot.sandbox.SandboxPlace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Makes accounts of all kinds, and deals out what befalls them: each outcome that a platform has at least once, the
/// rest at random.
final class AccountGenerator {

    private static final double UNHARMED = 0.2;

    private static final Set<Outcome> OF_PEOPLE = EnumSet.of(Outcome.BLOCKED, Outcome.CANNOT_DM);
    private static final Set<Outcome> OF_GROUPS = EnumSet.of(Outcome.KICKED, Outcome.MIGRATED, Outcome.UNKNOWN_CHANNEL);
    private static final Set<Outcome> OF_THREADS =
            EnumSet.of(Outcome.TOPIC_CLOSED, Outcome.TOPIC_DELETED, Outcome.THREAD_ARCHIVED, Outcome.THREAD_DELETED);

    private static final long FIRST = 100_000;

    /// Added to make the ids of topics and of supergroups.
    private static final long TOPICS = 10_000_000;

    private static final long SUPERGROUPS = 1_000_000_000_000L;

    private final SandboxProcess sandbox;
    private final Random random;
    private final FaultScripts scripts;
    private long next = FIRST;

    private enum Kind {
        PRIVATE,
        GROUP,
        THREAD
    }

    AccountGenerator(SandboxProcess sandbox, Random random, FaultScripts scripts) {
        this.sandbox = sandbox;
        this.random = random;
        this.scripts = scripts;
    }

    List<Account> accounts(At at, int count) {
        List<Outcome> fates = FaultScripts.fates(at);
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<Outcome> fate = i < fates.size() ? Optional.of(fates.get(i)) : any(fates);
            accounts.add(account(at, fate, kind(fate)));
        }
        Collections.shuffle(accounts, random);
        return accounts;
    }

    private Optional<Outcome> any(List<Outcome> fates) {
        return random.nextDouble() < UNHARMED ? Optional.empty() : Optional.of(fates.get(random.nextInt(fates.size())));
    }

    private Kind kind(Optional<Outcome> fate) {
        if (fate.filter(OF_PEOPLE::contains).isPresent()) {
            return Kind.PRIVATE;
        }
        if (fate.filter(OF_GROUPS::contains).isPresent()) {
            return Kind.GROUP;
        }
        return fate.filter(OF_THREADS::contains).isPresent()
                ? Kind.THREAD
                : Kind.values()[random.nextInt(Kind.values().length)];
    }

    private Account account(At at, Optional<Outcome> fate, Kind kind) {
        long person = next++;
        return switch (at) {
            case TELEGRAM -> onTelegram(fate, kind, person);
            case DISCORD -> onDiscord(fate, kind, person);
        };
    }

    private Account onTelegram(Optional<Outcome> fate, Kind kind, long person) {
        return switch (kind) {
            case PRIVATE -> {
                sandbox.join(person, 1);
                var home = new SandboxPlace(person, SandboxPlace.Kind.PRIVATE, "");
                yield account(fate, SeededSubscribers.Seat.of(At.TELEGRAM, "private", person), 0, home, person);
            }
            case GROUP -> {
                SandboxPlace home = sandbox.group(-person);
                SandboxPlace later = sandbox.group(-SUPERGROUPS - person);
                yield account(
                        fate, SeededSubscribers.Seat.of(At.TELEGRAM, "group", home.id()), later.id(), home, person);
            }
            case THREAD -> {
                SandboxPlace home = sandbox.group(-person);
                sandbox.topic(home.id(), TOPICS + person);
                var seat = new SeededSubscribers.Seat(At.TELEGRAM, "group", home.id(), TOPICS + person);
                yield account(fate, seat, home.id(), home, person);
            }
        };
    }

    private Account onDiscord(Optional<Outcome> fate, Kind kind, long person) {
        return switch (kind) {
            case PRIVATE -> {
                SandboxPlace home = sandbox.directMessages(person);
                yield account(fate, SeededSubscribers.Seat.of(At.DISCORD, "private", home.id()), 0, home, person);
            }
            case GROUP -> {
                SandboxPlace home = sandbox.channel("news-" + person);
                yield account(fate, SeededSubscribers.Seat.of(At.DISCORD, "group", home.id()), 0, home, person);
            }
            case THREAD -> {
                SandboxPlace home = sandbox.channel("news-" + person);
                long thread = sandbox.thread(home, "thread-" + person).id();
                yield account(
                        fate,
                        new SeededSubscribers.Seat(At.DISCORD, "group", home.id(), thread),
                        home.id(),
                        home,
                        person);
            }
        };
    }

    private Account account(
            Optional<Outcome> fate, SeededSubscribers.Seat seat, long elsewhere, SandboxPlace home, long person) {
        return new Account(fate, seat, elsewhere, home, person, scripts.script(seat.at(), fate, elsewhere));
    }
}
