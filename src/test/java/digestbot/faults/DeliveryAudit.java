package digestbot.faults;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.faults.Accounts.Account;
import digestbot.faults.FaultScripts.FaultScript;
import digestbot.faults.SettledDeliveries.Entry;
import digestbot.faults.SettledDeliveries.Page;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Compares the ends of the accounts' deliveries, and the messages that the platforms' simulators
/// received, with each outcome's policy and with the planned deliveries.
final class DeliveryAudit {

    private final Map<SimulatedPlatform, List<String>> parts;
    private final Map<String, MarkedDigests> digests = new HashMap<>();
    private final boolean killed;
    private final List<String> complaints = new ArrayList<>();
    private final Map<Long, List<String>> expected = new HashMap<>();
    private final Map<Long, List<String>> received = new HashMap<>();
    private int excess;

    /// @param parts of all digests, by platform
    /// @param killed true if the bot was killed meanwhile, so that some messages in flight came
    ///     twice
    DeliveryAudit(List<MarkedDigests> digests, Map<SimulatedPlatform, List<String>> parts, boolean killed) {
        this.parts = parts;
        this.killed = killed;
        digests.forEach(digest -> this.digests.put(digest.topic(), digest));
    }

    /// Adds the messages that came while the account's script ran.
    void scripted(long number, Account account, Page page, ReceivedDigests receipts) {
        require(account, hasWholeDigest(account, page), "has only" + page.endings());
        endings(account, page, false);
        List<String> there = receipts.in(account.at(), account.place());
        List<String> elsewhere = receipts.in(account.at(), account.elsewhere());
        where(account, there, elsewhere);
        List<String> all = Stream.concat(there.stream(), elsewhere.stream()).toList();
        expected.put(number, expected(account, page, all));
        received.put(number, all);
        repeats(account, all, account.script().open());
    }

    /// Adds the messages that came after the faults had ended and paused subscribers had resumed.
    ///
    /// @param before the page as it was then
    void later(long number, Account account, Page page, Page before, ReceivedDigests receipts) {
        require(account, page.entries().size() == before.entries().size() + 1, "has" + page.endings());
        endings(account, page, true);
        boolean left = account.policy()
                .filter(policy -> policy == Policy.FOLLOW || policy == Policy.MOVE)
                .isPresent();
        long place = left ? account.elsewhere() : account.place();
        long other = left ? account.place() : account.elsewhere();
        require(account, receipts.in(account.at(), other).isEmpty(), "got something in the wrong place");
        List<String> due = IntStream.range(0, page.entries().size())
                .filter(i -> i >= before.entries().size()
                        || before.entries().get(i).ending().equals("paused"))
                .mapToObj(i -> messages(account, page.entries().get(i)))
                .flatMap(List::stream)
                .toList();
        List<String> all = receipts.in(account.at(), place);
        expected.put(number, due);
        received.put(number, all);
        repeats(account, all, 0);
    }

    /// Returns true if the whole digest is due to the account. Nothing of a digest is planned for a
    /// subscriber that was paused then.
    private static boolean hasWholeDigest(Account account, Page page) {
        boolean pauses = account.policy().filter(Policy.PAUSE::equals).isPresent();
        return page.entries().size() == 2 || (pauses && page.entries().size() == 1);
    }

    /// Only the responses to messages are scripted here: at each login Discord names the server, so
    /// the bot is in it.
    private static boolean comesBackAtLogin(Account account) {
        return account.destination().at() == SimulatedPlatform.DISCORD
                && account.outcome().filter(Outcome.KICKED::equals).isPresent();
    }

    /// Checks the ends of the deliveries and the state of the subscriber.
    private void endings(Account account, Page page, boolean calm) {
        boolean returns = comesBackAtLogin(account);
        String failed =
                account.outcome().map(Outcome::id).map(" failed:"::concat).orElse("");
        String expected = switch (account.policy().orElse(Policy.RETRY)) {
            case PAUSE -> "( sent)*(" + failed + (returns ? ")+" : ")") + (calm ? "( sent)+" : "( paused)*");
            case FAIL -> "( sent)*(" + failed + ")+" + (calm ? " sent" : "");
            case FOLLOW, FALL_BACK, MOVE, PLAIN, WAIT, PAUSE_PLATFORM, RETRY -> "( sent)*";
            case DONE, BLANK, DEFER -> throw new IllegalArgumentException(account + " cannot be");
        };
        require(account, page.endings().matches(expected), "ended as" + page.endings());
        boolean pauses = account.policy().filter(Policy.PAUSE::equals).isPresent();
        boolean either = returns && !calm;
        require(account, either || page.paused() == (pauses && !calm), page.paused() ? "is paused" : "is not paused");
        boolean follows = account.policy().filter(Policy.FOLLOW::equals).isPresent();
        long chat = follows ? account.elsewhere() : account.destination().chat();
        require(account, page.chat() == chat, "is the chat " + page.chat());
        boolean leaves = account.policy().filter(Policy.MOVE::equals).isPresent();
        require(account, page.thread() == (leaves ? 0 : account.destination().thread()), "is in " + page.thread());
    }

    /// Returns true if errors for good occurred where they were to, and nothing went elsewhere
    /// without need.
    private void where(Account account, List<String> there, List<String> elsewhere) {
        boolean moves = account.policy()
                .filter(policy -> policy == Policy.FOLLOW || policy == Policy.FALL_BACK || policy == Policy.MOVE)
                .isPresent();
        require(account, moves || elsewhere.isEmpty(), "got something elsewhere");
        boolean stops = moves
                || account.policy()
                        .filter(policy -> policy == Policy.PAUSE || policy == Policy.FAIL)
                        .isPresent();
        int different = new HashSet<>(there).size();
        FaultScript script = account.script();
        require(
                account,
                !stops || (killed ? different <= script.answered() + script.open() : different == script.answered()),
                "got %d messages before %s struck".formatted(different, script));
    }

    /// The messages that must have come: all, or those that had arrived, to the bot's knowledge,
    /// before the delivery failed. A message that was in flight when the bot was killed may have
    /// come too.
    private List<String> expected(Account account, Page page, List<String> all) {
        List<String> due = new ArrayList<>();
        for (Entry entry : page.entries()) {
            List<String> messages = messages(account, entry);
            boolean sent = entry.ending().equals("sent");
            require(account, !sent || entry.settled() == messages.size(), "is sent without all its parts");
            due.addAll(messages.subList(0, entry.settled()));
            boolean more = entry.settled() < messages.size();
            if (killed && more && all.contains(messages.get(entry.settled()))) {
                due.add(messages.get(entry.settled()));
            }
        }
        return due;
    }

    private List<String> messages(Account account, Entry entry) {
        return digests.get(entry.topic()).of(parts.get(account.at()));
    }

    /// @param open the number of messages whose arrival the bot could not know
    private void repeats(Account account, List<String> all, int open) {
        int repeated = all.size() - new HashSet<>(all).size();
        switch (account.at()) {
            case TELEGRAM -> {
                require(account, killed || repeated == open, "got %d again, not %d".formatted(repeated, open));
                excess += Math.max(0, repeated - open);
            }
            case DISCORD -> require(account, repeated == 0, "saw %d twice".formatted(repeated));
        }
    }

    private void require(Account account, boolean holds, String what) {
        if (!holds) {
            complaints.add(account + ": " + what);
        }
    }

    /// The complaints, except those that [#ledger] finds.
    List<String> complaints() {
        return complaints;
    }

    DeliveryLedger ledger() {
        return DeliveryLedger.of(expected, received);
    }

    /// The audit in one line.
    String line() {
        return "%s; %d of the repeats because of kills alone; %d complaints"
                .formatted(ledger().line(), excess, complaints.size());
    }

    /// The number of messages that came again although no outcome left their arrival open; only a
    /// kill causes them.
    int excess() {
        return excess;
    }
}
