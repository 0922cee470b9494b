package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.Outcome;
import digestbot.faults.Accounts.Account;
import digestbot.faults.FaultScripts.FaultScript;
import digestbot.faults.SettledDeliveries.Entry;
import digestbot.faults.SettledDeliveries.Page;
import digestbot.outside.NetworkFault;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Shows that the audit finds faults.
class DeliveryAuditTest {

    private static final long CHAT = 10;
    private static final long THREAD = 20;
    private static final long ELSEWHERE = 30;
    private static final String A1 = "Qah00Q";
    private static final String A2 = "Qah01Q";
    private static final String B = "Qbh00Q";
    private static final String C = "Qch00Q";
    private static final List<MarkedDigests> DIGESTS = List.of(
            new MarkedDigests("trade", "a", 1), new MarkedDigests("tech", "b", 1), new MarkedDigests("arts", "c", 1));
    private static final List<String> PARTS = List.of(A1, A2, B, C);
    private static final Map<SimulatedPlatform, List<String>> OWED =
            Map.of(SimulatedPlatform.TELEGRAM, PARTS, SimulatedPlatform.DISCORD, PARTS);

    private static final Entry A_SENT = new Entry("trade", "sent", 2);
    private static final Entry B_SENT = new Entry("tech", "sent", 1);
    private static final Entry C_SENT = new Entry("arts", "sent", 1);

    private final DeliveryAudit audit = new DeliveryAudit(DIGESTS, OWED, false);
    private final DeliveryAudit afterKills = new DeliveryAudit(DIGESTS, OWED, true);

    @Test
    void isContentWhenAllIsSent() {
        Account account = chat(SimulatedPlatform.TELEGRAM, Optional.empty());
        audit.scripted(1, account, sent(account), here(account, A1, A2, B));
        assertThat(problems(audit)).isEmpty();
        assertThat(audit.ledger().expected()).isEqualTo(3);
    }

    @Test
    void findsWhatIsLostOutOfOrderOrNotOwed() {
        Account account = chat(SimulatedPlatform.TELEGRAM, Optional.of(Outcome.CHAT_LIMIT));
        audit.scripted(1, account, sent(account), here(account, A1, B, "Qxh00Q"));
        assertThat(audit.ledger().lost()).containsExactly("1: " + A2);
        assertThat(audit.ledger().disorder()).containsExactly("1: " + B);
        assertThat(audit.ledger().unexpected()).containsExactly("1: Qxh00Q");
    }

    @Test
    void findsWhatFailedThatShouldHaveBeenTriedAgain() {
        Account account = chat(SimulatedPlatform.TELEGRAM, Optional.of(Outcome.SERVER_ERROR));
        audit.scripted(
                1, account, page(account, entry("trade", "failed:refused", 2), B_SENT), here(account, A1, A2, B));
        assertThat(problems(audit)).contains("ended as failed:refused sent");
    }

    @Test
    void acceptsAPauseWithItsNameOnly() {
        Account account = chat(SimulatedPlatform.TELEGRAM, Optional.of(Outcome.BLOCKED), 1);
        ReceivedDigests receipts = here(account, A1);
        Page good = paused(account, entry("trade", "failed:blocked", 1), entry("tech", "paused", 0));
        audit.scripted(1, account, good, receipts);
        audit.scripted(2, account, paused(account, entry("trade", "failed:blocked", 1)), receipts);
        assertThat(problems(audit)).isEmpty();
        Page wrong = paused(account, entry("trade", "failed:kicked", 1), entry("tech", "paused", 0));
        audit.scripted(1, account, wrong, receipts);
        assertThat(problems(audit)).contains("ended as failed:kicked paused");
    }

    @Test
    void findsAChatThatIsNotPaused() {
        Account account = chat(SimulatedPlatform.DISCORD, Optional.of(Outcome.CANNOT_DM), 1);
        Page page = page(account, entry("trade", "failed:cannot-dm", 1), entry("tech", "paused", 0));
        audit.scripted(1, account, page, here(account, A1));
        assertThat(problems(audit)).contains("is not paused");
    }

    @Test
    void findsWhatStruckElsewhereThanPlanned() {
        Account account = chat(SimulatedPlatform.TELEGRAM, Optional.of(Outcome.BLOCKED), 2);
        audit.scripted(1, account, paused(account, entry("trade", "failed:blocked", 1)), here(account, A1));
        assertThat(problems(audit)).contains("got 1 messages before");
    }

    @Test
    void allowsWhatAKillLeavesOpenOnlyAfterKills() {
        Account account = chat(SimulatedPlatform.TELEGRAM, Optional.of(Outcome.BLOCKED), 2);
        Page page = paused(account, entry("trade", "failed:blocked", 1));
        ReceivedDigests receipts = here(account, A1, A2);
        afterKills.scripted(1, account, page, receipts);
        assertThat(problems(afterKills)).isEmpty();
        audit.scripted(1, account, page, receipts);
        assertThat(audit.ledger().unexpected()).containsExactly("1: " + A2);
    }

    @Test
    void findsRepeatsThatNothingLeftOpen() {
        Account account = chat(SimulatedPlatform.TELEGRAM, Optional.of(Outcome.CHAT_LIMIT));
        audit.scripted(1, account, sent(account), here(account, A1, A1, A2, B));
        assertThat(problems(audit)).contains("got 1 again, not 0");
        assertThat(audit.excess()).isEqualTo(1);
        Account open = scripted(account, new FaultScript(List.of(new NetworkFault.CutAfter()), Optional.empty()));
        afterKills.scripted(1, open, sent(open), here(open, A1, A1, A2, B));
        assertThat(afterKills.excess()).isZero();
    }

    @Test
    void findsAnyDoubleOnDiscord() {
        Account account = scripted(
                chat(SimulatedPlatform.DISCORD, Optional.of(Outcome.UNANSWERED)),
                new FaultScript(List.of(new NetworkFault.CutAfter()), Optional.empty()));
        afterKills.scripted(1, account, sent(account), here(account, A1, A1, A2, B));
        assertThat(problems(afterKills)).contains("saw 1 twice");
    }

    @Test
    void followsAChatThatMoved() {
        Account account = chat(SimulatedPlatform.TELEGRAM, Optional.of(Outcome.MIGRATED), 1);
        ReceivedDigests receipts = split(account, List.of(A1), List.of(A2, B));
        audit.scripted(
                1,
                account,
                new Page(SimulatedPlatform.TELEGRAM, ELSEWHERE, false, 0, List.of(A_SENT, B_SENT)),
                receipts);
        assertThat(problems(audit)).isEmpty();
        audit.scripted(1, account, sent(account), receipts);
        assertThat(problems(audit)).contains("is the chat " + CHAT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"TOPIC_CLOSED", "TOPIC_DELETED"})
    void knowsWhoStaysWithAThread(Outcome outcome) {
        Account account = topic(outcome, 1);
        ReceivedDigests receipts = split(account, List.of(A1), List.of(A2, B));
        long right = outcome == Outcome.TOPIC_CLOSED ? THREAD : 0;
        audit.scripted(1, account, thread(right), receipts);
        assertThat(problems(audit)).isEmpty();
        audit.scripted(1, account, thread(THREAD - right), receipts);
        assertThat(problems(audit)).contains("is in " + (THREAD - right));
    }

    @Test
    void findsWhatWentElsewhereWithoutNeed() {
        Account account = chat(SimulatedPlatform.TELEGRAM, Optional.of(Outcome.REFUSED), 1);
        Page page = page(account, entry("trade", "failed:refused", 1), entry("tech", "failed:refused", 0));
        audit.scripted(1, account, page, split(account, List.of(A1), List.of(A2)));
        assertThat(problems(audit)).contains("got something elsewhere");
    }

    @Test
    void laterOwesWhatWasHeldAndTheNextDigest() {
        Account account = chat(SimulatedPlatform.TELEGRAM, Optional.of(Outcome.BLOCKED), 1);
        Entry failed = entry("trade", "failed:blocked", 1);
        Page before = paused(account, failed, entry("tech", "paused", 0));
        Page after = page(account, failed, B_SENT, C_SENT);
        audit.later(1, account, after, before, here(account, B, C));
        assertThat(problems(audit)).isEmpty();
        assertThat(audit.ledger().expected()).isEqualTo(2);
        audit.later(1, account, after, before, here(account, C));
        assertThat(audit.ledger().lost()).containsExactly("1: " + B);
        audit.later(1, account, paused(account, failed, entry("tech", "paused", 0)), before, here(account));
        assertThat(problems(audit)).contains("is paused");
    }

    @Test
    void laterFindsWhatWentToTheWrongPlace() {
        Account moved = topic(Outcome.TOPIC_DELETED, 1);
        audit.later(1, moved, thread(0, C_SENT), thread(0), split(moved, List.of(), List.of(C)));
        Account diverted = topic(Outcome.TOPIC_CLOSED, 1);
        audit.later(2, diverted, thread(THREAD, C_SENT), thread(THREAD), split(diverted, List.of(C), List.of()));
        assertThat(problems(audit)).isEmpty();
        audit.later(1, moved, thread(0, C_SENT), thread(0), split(moved, List.of(C), List.of()));
        assertThat(problems(audit)).contains("got something in the wrong place");
    }

    private static Entry entry(String topic, String ending, int settled) {
        return new Entry(topic, ending, settled);
    }

    private static Page sent(Account account) {
        return page(account, A_SENT, B_SENT);
    }

    private static Page page(Account account, Entry... entries) {
        return new Page(account.at(), CHAT, false, 0, List.of(entries));
    }

    private static Page paused(Account account, Entry... entries) {
        return new Page(account.at(), CHAT, true, 0, List.of(entries));
    }

    private static Page thread(long thread, Entry... more) {
        List<Entry> entries =
                Stream.concat(Stream.of(A_SENT, B_SENT), Stream.of(more)).toList();
        return new Page(SimulatedPlatform.TELEGRAM, CHAT, false, thread, entries);
    }

    private static Account chat(SimulatedPlatform at, Optional<Outcome> outcome) {
        return chat(at, outcome, 0);
    }

    /// @param before the number of messages that arrive before the fault
    private static Account chat(SimulatedPlatform at, Optional<Outcome> outcome, int before) {
        return account(new SeededSubscribers.Destination(at, "group", CHAT, 0), outcome, ELSEWHERE, before);
    }

    private static Account topic(Outcome outcome, int before) {
        return account(
                new SeededSubscribers.Destination(SimulatedPlatform.TELEGRAM, "group", CHAT, THREAD),
                Optional.of(outcome),
                CHAT,
                before);
    }

    private static Account account(
            SeededSubscribers.Destination destination, Optional<Outcome> outcome, long elsewhere, int before) {
        var script = new FaultScript(Collections.nCopies(before, new NetworkFault.None()), Optional.empty());
        return new Account(
                outcome, destination, elsewhere, new SandboxPlace(CHAT, SandboxPlace.Kind.GROUP, ""), 1, script);
    }

    private static Account scripted(Account account, FaultScript script) {
        return new Account(
                account.outcome(),
                account.destination(),
                account.elsewhere(),
                account.home(),
                account.person(),
                script);
    }

    private static ReceivedDigests here(Account account, String... messages) {
        return split(account, List.of(messages), List.of());
    }

    private static ReceivedDigests split(Account account, List<String> there, List<String> elsewhere) {
        return new ReceivedDigests(
                Map.of(account.at(), Map.of(account.place(), there, account.elsewhere(), elsewhere)));
    }

    private static String problems(DeliveryAudit audit) {
        DeliveryLedger ledger = audit.ledger();
        return String.join("\n", audit.complaints()) + (ledger.isSound() ? "" : ledger.toString());
    }
}
