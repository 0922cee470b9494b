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
import org.junit.jupiter.api.Test;

/// Shows that the audit finds faults.
class DeliveryAuditTest {

    private static final SimulatedPlatform TELEGRAM = SimulatedPlatform.TELEGRAM;
    private static final SimulatedPlatform DISCORD = SimulatedPlatform.DISCORD;
    private static final long CHAT = 10;
    private static final long THREAD = 20;
    private static final long ELSEWHERE = 30;
    private static final String A1 = "Qah00Q";
    private static final String A2 = "Qah01Q";
    private static final String B = "Qbh00Q";
    private static final String C = "Qch00Q";
    private static final List<MarkedDigests> DIGESTS = List.of(
            new MarkedDigests("trade", "a", 1), new MarkedDigests("tech", "b", 1), new MarkedDigests("arts", "c", 1));
    private static final Map<SimulatedPlatform, List<String>> OWED =
            Map.of(TELEGRAM, List.of(A1, A2, B, C), DISCORD, List.of(A1, A2, B, C));
    private static final Entry A_SENT = new Entry("trade", "sent", 2);
    private static final Entry B_SENT = new Entry("tech", "sent", 1);
    private static final Entry C_SENT = new Entry("arts", "sent", 1);
    private static final Entry A_BLOCKED = new Entry("trade", "failed:blocked", 1);
    private static final Entry B_PAUSED = new Entry("tech", "paused", 0);

    @Test
    void findsWhatIsLostOutOfOrderOrNotOwed() {
        Account account = chat(TELEGRAM, Outcome.CHAT_LIMIT, 0);
        assertThat(problems(account, page(account, A_SENT, B_SENT), List.of(A1, A2, B), List.of()))
                .isEmpty();
        assertThat(problems(account, page(account, A_SENT, B_SENT), List.of(A1, B, "Qxh00Q"), List.of()))
                .contains("lost=[1: " + A2 + "]", "disorder=[1: " + B + "]", "unexpected=[1: Qxh00Q]");
        assertThat(problems(account, page(account, A_SENT, B_SENT), List.of(A1, A1, A2, B), List.of()))
                .contains("got 1 again, not 0");
    }

    @Test
    void findsEndsThatThePolicyDoesNotHave() {
        Account server = chat(TELEGRAM, Outcome.SERVER_ERROR, 0);
        Page failed = page(server, new Entry("trade", "failed:refused", 2), B_SENT);
        assertThat(problems(server, failed, List.of(A1, A2, B), List.of())).contains("ended as failed:refused sent");

        Account blocked = chat(TELEGRAM, Outcome.BLOCKED, 1);
        assertThat(problems(blocked, paused(blocked, A_BLOCKED, B_PAUSED), List.of(A1), List.of()))
                .isEmpty();
        assertThat(problems(blocked, paused(blocked, A_BLOCKED), List.of(A1), List.of()))
                .isEmpty();
        Page kicked = paused(blocked, new Entry("trade", "failed:kicked", 1), B_PAUSED);
        assertThat(problems(blocked, kicked, List.of(A1), List.of())).contains("ended as failed:kicked paused");
        assertThat(problems(blocked, page(blocked, A_BLOCKED, B_PAUSED), List.of(A1), List.of()))
                .contains("is not paused");
    }

    @Test
    void allowsWhatAKillLeavesOpenOnlyAfterKills() {
        Account account = chat(TELEGRAM, Outcome.BLOCKED, 2);
        Page page = paused(account, A_BLOCKED);
        assertThat(problems(account, page, List.of(A1), List.of())).contains("got 1 messages before");
        assertThat(problems(account, page, List.of(A1, A2), List.of())).contains("unexpected=[1: " + A2 + "]");
        assertThat(audit(true, account, page, List.of(A1, A2), List.of()).complaints())
                .isEmpty();
    }

    @Test
    void countsRepeatsThatNothingLeftOpen() {
        var open = new FaultScript(List.of(new NetworkFault.CutAfter()), Optional.empty());
        Account limited = chat(TELEGRAM, Outcome.CHAT_LIMIT, 0);
        List<String> twice = List.of(A1, A1, A2, B);
        assertThat(audit(true, limited, page(limited, A_SENT, B_SENT), twice, List.of())
                        .excess())
                .isEqualTo(1);
        Account cut = account(place(TELEGRAM, 0), Outcome.UNANSWERED, ELSEWHERE, open);
        assertThat(audit(true, cut, page(cut, A_SENT, B_SENT), twice, List.of()).excess())
                .isZero();
        Account onDiscord = account(place(DISCORD, 0), Outcome.UNANSWERED, ELSEWHERE, open);
        assertThat(audit(true, onDiscord, page(onDiscord, A_SENT, B_SENT), twice, List.of())
                        .complaints())
                .singleElement()
                .asString()
                .contains("saw 1 twice");
    }

    @Test
    void knowsWhoMoves() {
        Account moved = chat(TELEGRAM, Outcome.MIGRATED, 1);
        Page there = new Page(TELEGRAM, ELSEWHERE, false, 0, List.of(A_SENT, B_SENT));
        assertThat(problems(moved, there, List.of(A1), List.of(A2, B))).isEmpty();
        assertThat(problems(moved, page(moved, A_SENT, B_SENT), List.of(A1), List.of(A2, B)))
                .contains("is the chat " + CHAT);
        for (Outcome outcome : List.of(Outcome.TOPIC_CLOSED, Outcome.TOPIC_DELETED)) {
            long right = outcome == Outcome.TOPIC_CLOSED ? THREAD : 0;
            assertThat(problems(topic(outcome), thread(right), List.of(A1), List.of(A2, B)))
                    .isEmpty();
            assertThat(problems(topic(outcome), thread(THREAD - right), List.of(A1), List.of(A2, B)))
                    .contains("is in " + (THREAD - right));
        }
        Account stays = chat(TELEGRAM, Outcome.REFUSED, 1);
        Page page = page(stays, new Entry("trade", "failed:refused", 1), new Entry("tech", "failed:refused", 0));
        assertThat(problems(stays, page, List.of(A1), List.of(A2))).contains("got something elsewhere");
    }

    @Test
    void laterOwesWhatWasHeldAndTheNextDigest() {
        Account account = chat(TELEGRAM, Outcome.BLOCKED, 1);
        Page before = paused(account, A_BLOCKED, B_PAUSED);
        Page after = page(account, A_BLOCKED, B_SENT, C_SENT);
        assertThat(later(account, after, before, List.of(B, C), List.of())).isEmpty();
        assertThat(later(account, after, before, List.of(C), List.of())).contains("lost=[1: " + B + "]");
        assertThat(later(account, before, before, List.of(), List.of())).contains("is paused");

        Account deleted = topic(Outcome.TOPIC_DELETED);
        assertThat(later(deleted, thread(0, C_SENT), thread(0), List.of(), List.of(C)))
                .isEmpty();
        assertThat(later(deleted, thread(0, C_SENT), thread(0), List.of(C), List.of()))
                .contains("got something in the wrong place");
        Account closed = topic(Outcome.TOPIC_CLOSED);
        assertThat(later(closed, thread(THREAD, C_SENT), thread(THREAD), List.of(C), List.of()))
                .isEmpty();
    }

    private static Page page(Account account, Entry... entries) {
        return new Page(account.at(), CHAT, false, 0, List.of(entries));
    }

    private static Page paused(Account account, Entry... entries) {
        return new Page(account.at(), CHAT, true, 0, List.of(entries));
    }

    private static Page thread(long thread, Entry... more) {
        return new Page(
                TELEGRAM,
                CHAT,
                false,
                thread,
                more.length == 0 ? List.of(A_SENT, B_SENT) : List.of(A_SENT, B_SENT, more[0]));
    }

    /// @param before the number of messages that arrive before the fault
    private static Account chat(SimulatedPlatform at, Outcome outcome, int before) {
        return account(place(at, 0), outcome, ELSEWHERE, arriving(before));
    }

    private static Account topic(Outcome outcome) {
        return account(place(TELEGRAM, THREAD), outcome, CHAT, arriving(1));
    }

    private static FaultScript arriving(int messages) {
        return new FaultScript(Collections.nCopies(messages, new NetworkFault.None()), Optional.empty());
    }

    private static SeededSubscribers.Destination place(SimulatedPlatform at, long thread) {
        return new SeededSubscribers.Destination(at, "group", CHAT, thread);
    }

    private static Account account(
            SeededSubscribers.Destination destination, Outcome outcome, long elsewhere, FaultScript script) {
        var home = new SandboxPlace(CHAT, SandboxPlace.Kind.GROUP, "");
        return new Account(Optional.of(outcome), destination, elsewhere, home, 1, script);
    }

    private static String problems(Account account, Page page, List<String> there, List<String> elsewhere) {
        return problems(audit(false, account, page, there, elsewhere));
    }

    private static String later(Account account, Page page, Page before, List<String> there, List<String> elsewhere) {
        var audit = new DeliveryAudit(DIGESTS, OWED, false);
        audit.later(1, account, page, before, receipts(account, there, elsewhere));
        return problems(audit);
    }

    private static DeliveryAudit audit(
            boolean killed, Account account, Page page, List<String> there, List<String> elsewhere) {
        var audit = new DeliveryAudit(DIGESTS, OWED, killed);
        audit.scripted(1, account, page, receipts(account, there, elsewhere));
        return audit;
    }

    private static ReceivedDigests receipts(Account account, List<String> there, List<String> elsewhere) {
        return new ReceivedDigests(
                Map.of(account.at(), Map.of(account.place(), there, account.elsewhere(), elsewhere)));
    }

    private static String problems(DeliveryAudit audit) {
        DeliveryLedger ledger = audit.ledger();
        return String.join("\n", audit.complaints()) + (ledger.isSound() ? "" : ledger.toString());
    }
}
