package digestbot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditEntry;
import digestbot.audit.AuditStore;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.ScriptedMessenger.Hanging;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.chats.ChatErasure;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.notice.OperatorNotices;
import digestbot.vote.TestVotes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Broadcasts that were approved by somebody who may not send them any more.
class BroadcastApprovalsTest {

    private static final Duration SOON = Duration.ofHours(2);
    private static final long CHIEF = 77;
    private static final SendPermission NOT_THE_AUTHOR = (_, _, user) -> user != BroadcastFixture.OWNER;

    @TempDir
    Path folder;

    private BroadcastFixture broadcastFixture;
    private DeliveryFixture fixture;

    @BeforeEach
    void open() {
        broadcastFixture = new BroadcastFixture(folder.resolve("d.sqlite"), new ScriptedMessenger(), Platform.TELEGRAM);
        fixture = broadcastFixture.fixture;
        fixture.subscribeAll(3);
        fixture.write(tx -> broadcastFixture.notices.registerOwner(
                tx, new OperatorNotices.OperatorChat(Platform.TELEGRAM, CHIEF, DeliveryFixture.chat(CHIEF))));
        fixture.dispatch();
    }

    @AfterEach
    void close() {
        broadcastFixture.close();
    }

    @Test
    void whatIsScheduledIsADraftAgainWhenTheRoleIsTaken() {
        long number = scheduled("**Big** news");
        broadcastFixture.rounds.runRound();
        assertThat(broadcastFixture.find(number).state()).isEqualTo(BroadcastState.SCHEDULED);
        broadcastFixture.rights = NOT_THE_AUTHOR;
        broadcastFixture.rounds.runRound();
        assertThat(broadcastFixture.find(number).state()).isEqualTo(BroadcastState.DRAFT);
        isTold(
                "Broadcast 1 (“**Big** news”) was not sent and is a draft again: Telegram 900000, who scheduled it, may no"
                        + " longer send broadcasts. If the broadcast is still wanted, open it and send it yourself.");
        assertThat(deeds()).first().isEqualTo(tuple(new Actor.BotItself(), AuditAction.BROADCAST_UNSCHEDULED));
        fixture.clock.pass(SOON);
        broadcastFixture.rounds.runRound();
        assertThat(fixture.messenger.texts(1)).isEmpty();
        assertThat(fixture.messenger.texts(CHIEF)).hasSize(1);
    }

    @Test
    void theRightIsAskedInTheTransactionThatSends() {
        long number = scheduled("News");
        var asked = new AtomicInteger();
        broadcastFixture.rights = (_, _, _) -> asked.getAndIncrement() == 0;
        fixture.clock.pass(SOON);
        broadcastFixture.rounds.runRound();
        assertThat(broadcastFixture.find(number).state()).isEqualTo(BroadcastState.DRAFT);
        isTold("Broadcast 1 (“News”) was not sent");
    }

    @Test
    void itGoesOutOnTheWordOfWhoeverScheduledItWhateverBecomesOfItsAuthor() {
        long number = broadcastFixture.drafted("News");
        broadcastFixture.rights = NOT_THE_AUTHOR;
        fixture.write(tx -> assertThat(broadcastFixture.sender.schedule(
                        tx,
                        number,
                        new BroadcastConfirmation(
                                new Actor.ChatUser(Platform.TELEGRAM, CHIEF),
                                broadcastFixture.confirmation(tx, number).previewed()),
                        fixture.clock.instant().plus(SOON)))
                .isInstanceOf(ScheduleResult.Scheduled.class));
        fixture.clock.pass(SOON);
        broadcastFixture.tendUntilOver(number);
        assertThat(fixture.messenger.texts(1)).containsExactly("News");
    }

    @Test
    void whatRunsIsPausedUntilSomebodyElseResumesIt() {
        long number = broadcastFixture.drafted("News");
        broadcastFixture.send(number, Optional.empty());
        broadcastFixture.rights = NOT_THE_AUTHOR;
        broadcastFixture.rounds.runRound();
        assertThat(broadcastFixture.find(number).state()).isEqualTo(BroadcastState.PAUSED);
        isTold("Broadcast 1 (“News”) is paused: Telegram 900000, who sent it, may no longer send broadcasts.");
        assertThat(deeds()).first().isEqualTo(tuple(new Actor.BotItself(), AuditAction.BROADCAST_PAUSED));
        Hanging unsent = fixture.messenger.hang(1); // or everything could be sent before the next round
        fixture.write(tx -> broadcastFixture.control.resume(tx, number, Actor.of(BroadcastFixture.AUTHOR)));
        broadcastFixture.rounds.runRound();
        assertThat(broadcastFixture.find(number).state()).isEqualTo(BroadcastState.PAUSED);
        fixture.write(tx -> broadcastFixture.control.resume(tx, number, new Actor.ChatUser(Platform.TELEGRAM, CHIEF)));
        unsent.answer(new Sent("m"));
        broadcastFixture.tendUntilOver(number);
        assertThat(fixture.messenger.texts(1)).containsExactly("News");
    }

    @Test
    void nothingGoesOutOnTheWordOfSomebodyForgotten() {
        long number = fixture.database.write(
                tx -> ((DraftResult.Drafted) broadcastFixture.broadcasts.draft(tx, Optional.empty(), "News")).number());
        fixture.write(tx -> broadcastFixture.sender.schedule(
                tx,
                number,
                broadcastFixture.confirmation(tx, number),
                fixture.clock.instant().plus(SOON)));
        fixture.write(tx -> new ChatErasure(TestVotes.SERVICE, fixture.clock).forget(tx, BroadcastFixture.AUTHOR));
        fixture.clock.pass(SOON);
        broadcastFixture.rounds.runRound();
        assertThat(broadcastFixture.find(number).state()).isEqualTo(BroadcastState.DRAFT);
        isTold("a person whose data was deleted, who scheduled it,");
    }

    @Test
    void theCommandLineAndTheConsoleNeedNoRole() {
        broadcastFixture.rights = (_, _, _) -> false;
        for (Actor by : List.of(new Actor.CommandLineUser(), new Actor.ConsoleUser(Optional.of("proxy")))) {
            long number = broadcastFixture.drafted("News");
            broadcastFixture.recipientCounter.count(RecipientFilter.EVERYONE);
            fixture.write(tx -> broadcastFixture.sender.schedule(
                    tx,
                    number,
                    new BroadcastConfirmation(
                            by, broadcastFixture.confirmation(tx, number).previewed()),
                    fixture.clock.instant().plus(SOON)));
            fixture.clock.pass(SOON);
            broadcastFixture.tendUntilOver(number);
        }
        assertThat(fixture.messenger.texts(1)).containsExactly("News", "News");
    }

    private long scheduled(String text) {
        long number = broadcastFixture.drafted(text);
        fixture.write(tx -> assertThat(broadcastFixture.sender.schedule(
                        tx,
                        number,
                        broadcastFixture.confirmation(tx, number),
                        fixture.clock.instant().plus(SOON)))
                .isInstanceOf(ScheduleResult.Scheduled.class));
        return number;
    }

    private void isTold(String what) {
        await().until(() -> !fixture.messenger.texts(CHIEF).isEmpty());
        assertThat(fixture.messenger.texts(CHIEF)).singleElement().asString().contains(what);
    }

    private List<org.assertj.core.groups.Tuple> deeds() {
        List<AuditEntry> audit = fixture.database.read(tx -> new AuditStore().page(tx, 10, 0));
        return audit.stream().map(entry -> tuple(entry.by(), entry.action())).toList();
    }
}
