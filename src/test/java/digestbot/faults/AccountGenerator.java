package digestbot.faults;

import digestbot.delivery.api.Outcome;
import digestbot.faults.Accounts.Account;
import digestbot.outside.SandboxProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Makes accounts of all kinds, and assigns outcomes to them: each outcome that a platform has at
/// least once, the rest at random.
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

    List<Account> accounts(SimulatedPlatform at, int count) {
        List<Outcome> outcomes = FaultScripts.outcomes(at);
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<Outcome> outcome = i < outcomes.size() ? Optional.of(outcomes.get(i)) : any(outcomes);
            accounts.add(account(at, outcome, kind(outcome)));
        }
        Collections.shuffle(accounts, random);
        return accounts;
    }

    private Optional<Outcome> any(List<Outcome> outcomes) {
        return random.nextDouble() < UNHARMED
                ? Optional.empty()
                : Optional.of(outcomes.get(random.nextInt(outcomes.size())));
    }

    private Kind kind(Optional<Outcome> outcome) {
        if (outcome.filter(OF_PEOPLE::contains).isPresent()) {
            return Kind.PRIVATE;
        }
        if (outcome.filter(OF_GROUPS::contains).isPresent()) {
            return Kind.GROUP;
        }
        return outcome.filter(OF_THREADS::contains).isPresent()
                ? Kind.THREAD
                : Kind.values()[random.nextInt(Kind.values().length)];
    }

    private Account account(SimulatedPlatform at, Optional<Outcome> outcome, Kind kind) {
        long person = next++;
        boolean onTelegram = at == SimulatedPlatform.TELEGRAM;
        SandboxPlace home = kind == Kind.PRIVATE
                ? onTelegram ? privateChat(person) : sandbox.directMessages(person)
                : onTelegram ? sandbox.group(-person) : sandbox.channel("news-" + person);
        long thread = kind == Kind.THREAD ? thread(onTelegram, home, person) : 0;
        long elsewhere = switch (kind) {
            case PRIVATE -> 0;
            case GROUP -> onTelegram ? sandbox.group(-SUPERGROUPS - person).id() : 0;
            case THREAD -> home.id();
        };
        var destination =
                new SeededSubscribers.Destination(at, kind == Kind.PRIVATE ? "private" : "group", home.id(), thread);
        return new Account(outcome, destination, elsewhere, home, person, scripts.script(at, outcome, elsewhere));
    }

    private SandboxPlace privateChat(long person) {
        sandbox.join(person, 1);
        return new SandboxPlace(person, SandboxPlace.Kind.PRIVATE, "");
    }

    private long thread(boolean onTelegram, SandboxPlace home, long person) {
        if (!onTelegram) {
            return sandbox.thread(home, "thread-" + person).id();
        }
        sandbox.topic(home.id(), TOPICS + person);
        return TOPICS + person;
    }
}
