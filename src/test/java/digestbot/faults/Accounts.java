package digestbot.faults;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.faults.Accounts.Account;
import digestbot.faults.FaultScripts.FaultScript;
import digestbot.outside.FaultyNetwork;
import digestbot.outside.SandboxProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// The accounts of a run, by their subscribers' numbers.
final class Accounts {

    private final FaultFixture fixture;
    private final Map<Long, Account> byNumber = new LinkedHashMap<>();

    /// A subscriber, and the script of its requests.
    ///
    /// @param outcome the outcome of its requests; empty for an account without a fault
    /// @param destination the place of its deliveries
    /// @param elsewhere the id that its chat moves to, or the chat around its thread; 0 for none
    /// @param home the place where its person writes in order to come back
    /// @param person the person
    record Account(
            Optional<Outcome> outcome,
            SeededSubscribers.Destination destination,
            long elsewhere,
            SandboxPlace home,
            long person,
            FaultScript script) {

        SimulatedPlatform at() {
            return destination.at();
        }

        Optional<Policy> policy() {
            return outcome.map(Outcome::policy);
        }

        /// The place of its deliveries: its thread, or else its chat.
        long place() {
            return destination.thread() == 0 ? destination.chat() : destination.thread();
        }

        /// Scripts the results of its requests.
        void plan(SandboxProcess sandbox) {
            FaultyNetwork network = sandbox.network(at());
            script.steps().forEach(step -> network.inject(place(), step, 1));
            script.forGood().ifPresent(fault -> network.injectForGood(place(), fault));
        }

        @Override
        public String toString() {
            return "%s %s %d, %s"
                    .formatted(
                            at(),
                            destination.kind(),
                            place(),
                            outcome.map(Outcome::id).orElse("unharmed"));
        }
    }

    Accounts(FaultFixture fixture) {
        this.fixture = fixture;
    }

    /// Makes them subscribers of all topics, and scripts their requests.
    void settle(List<Account> made, List<String> topics) {
        SeededSubscribers.of(fixture.botHome.location())
                .topics(topics)
                .destinations(made.stream().map(Account::destination).toList());
        SettledDeliveries settledDeliveries = settledDeliveries();
        made.forEach(account -> byNumber.put(settledDeliveries.number(account.destination()), account));
        made.forEach(account -> account.plan(fixture.sandbox));
    }

    void forEach(BiConsumer<Long, Account> action) {
        byNumber.forEach(action);
    }

    /// A person writes to the bot in each chat that it can't reach.
    void writeWherePaused(SettledDeliveries settledDeliveries) {
        byNumber.forEach((number, account) -> {
            if (settledDeliveries.page(number).paused()) {
                fixture.sandbox.write(account.at(), account.person(), account.home(), "/help");
            }
        });
    }

    /// Prepares for the start of a process of the bot.
    ProcessRun life() {
        return new ProcessRun(this::received, this::settled);
    }

    private Map<Long, List<String>> received() {
        ReceivedDigests receipts = ReceivedDigests.read(fixture.sandbox);
        Map<Long, List<String>> received = new HashMap<>();
        byNumber.forEach((number, account) -> received.put(
                number,
                Stream.of(account.place(), account.elsewhere())
                        .flatMap(place -> receipts.in(account.at(), place).stream())
                        .toList()));
        return received;
    }

    private Map<Long, Long> settled() {
        SettledDeliveries settledDeliveries = settledDeliveries();
        Map<Long, Long> settled = new HashMap<>();
        byNumber.keySet()
                .forEach(number -> settled.put(
                        number, (long) settledDeliveries.page(number).settled()));
        return settled;
    }

    private SettledDeliveries settledDeliveries() {
        return SettledDeliveries.read(fixture);
    }

    /// Makes accounts of all kinds, and assigns outcomes to them: each outcome that a platform has at
    /// least once, the rest at random.
    static final class AccountGenerator {

        private static final double UNHARMED = 0.2;

        private static final Set<Outcome> OF_PEOPLE = EnumSet.of(Outcome.BLOCKED, Outcome.CANNOT_DM);
        private static final Set<Outcome> OF_GROUPS =
                EnumSet.of(Outcome.KICKED, Outcome.MIGRATED, Outcome.UNKNOWN_CHANNEL);
        private static final Set<Outcome> OF_THREADS = EnumSet.of(
                Outcome.TOPIC_CLOSED, Outcome.TOPIC_DELETED, Outcome.THREAD_ARCHIVED, Outcome.THREAD_DELETED);

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
            var destination = new SeededSubscribers.Destination(
                    at, kind == Kind.PRIVATE ? "private" : "group", home.id(), thread);
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
}
