package digestbot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.Platform;
import digestbot.audience.audit.Actor;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore.AuditEntry;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.audience.vote.TestVotes;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.BroadcastRunner.SendPermission;
import digestbot.broadcast.BroadcastService.Decision;
import digestbot.delivery.api.ScriptedMessenger.Hanging;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.chats.ChatErasure;
import digestbot.delivery.fanout.RecipientFilter;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.ops.notice.OperatorChat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Broadcasts with a time, and those whose sender may not send them any more.
class ScheduledBroadcastsTest {

    private static final Duration SOON = Duration.ofHours(2);
    private static final long CHIEF = 77;
    private static final SendPermission NOT_THE_AUTHOR = (_, _, user) -> user != BroadcastFixture.OWNER;

    @RegisterExtension
    private final BroadcastFixture broadcasts = new BroadcastFixture(Platform.TELEGRAM);

    private final DeliveryFixture fixture = broadcasts.fixture;

    @BeforeEach
    void open() {
        fixture.subscribeAll(3);
        fixture.write(tx -> broadcasts.notices.registerOwner(
                tx, new OperatorChat(Platform.TELEGRAM, CHIEF, DeliveryFixture.chat(CHIEF))));
        fixture.dispatch();
    }

    private Instant soon() {
        return fixture.clock.instant().plus(SOON);
    }

    private long scheduled(String text) {
        long number = broadcasts.drafted(text);
        assertThat(broadcasts.schedule(number, soon())).isEqualTo(Decision.SCHEDULED);
        return number;
    }

    private void becomesADraftAgain(long number) {
        broadcasts.tend();
        assertThat(broadcasts.state(number)).isEqualTo(BroadcastState.DRAFT);
    }

    private void tells(long chat, String what) {
        await().untilAsserted(() -> assertThat(fixture.messenger.texts(chat))
                .singleElement()
                .asString()
                .contains(what));
    }

    private void isNoted(AuditAction action, long number) {
        assertThat(broadcasts.audit())
                .first()
                .extracting(AuditEntry::by, AuditEntry::action, AuditEntry::subject)
                .containsExactly(new Actor.BotItself(), action, new AuditSubject.BroadcastSubject(number));
    }

    @Test
    void itGoesOutAtItsTimeAndIsReportedToItsWriter() {
        long number = scheduled("News");
        fixture.clock.pass(SOON.minusSeconds(1));
        broadcasts.tend();
        assertThat(broadcasts.state(number)).isEqualTo(BroadcastState.SCHEDULED);
        fixture.clock.pass(Duration.ofSeconds(1));
        broadcasts.tendUntilOver(number);
        broadcasts.awaitLastReport("edit: Sent: 3");
        assertThat(broadcasts.find(number).sendAt()).isEmpty();
        isNoted(AuditAction.BROADCAST_SENT, number);
    }

    @Test
    void itsTimeCanBeChangedOrTakenAway() {
        long number = scheduled("News");
        Instant later = soon().plus(SOON);
        broadcasts.schedule(number, later);
        assertThat(broadcasts.find(number).sendAt()).contains(later);
        fixture.write(tx -> broadcasts.service.unschedule(tx, number, BroadcastFixture.BY));
        assertThat(broadcasts.find(number).sendAt()).isEmpty();
        fixture.clock.pass(Duration.ofHours(5));
        becomesADraftAgain(number);
    }

    @Test
    void aTimeThatIsOverIsRefused() {
        long number = broadcasts.drafted("News");
        assertThat(broadcasts.schedule(number, fixture.clock.instant())).isEqualTo(Decision.TIME_PASSED);
        broadcasts.send(number, Optional.empty());
        assertThat(broadcasts.schedule(number, soon())).isEqualTo(Decision.ALREADY_DECIDED);
    }

    @Test
    void oneThatWasScheduledCanBeSentAtOnceAndIsNotSentAgain() {
        long number = scheduled("News");
        assertThat(broadcasts.send(number, Optional.empty())).isEqualTo(Decision.STARTED);
        fixture.clock.pass(SOON);
        broadcasts.tendUntilOver(number);
        fixture.assertTexts(1, "News");
    }

    @Test
    void aTimeMissedByLessThanThreeHoursIsMadeUpFor() {
        long number = scheduled("News");
        fixture.clock.pass(SOON.plus(BroadcastRunner.MAX_LATENESS));
        broadcasts.tendUntilOver(number);
        fixture.assertTexts(1, "News");
    }

    @Test
    void aTimeMissedByMoreMakesItADraftAgainOfWhichItsWriterIsTold() {
        long number = scheduled("News");
        fixture.clock.pass(SOON.plus(BroadcastRunner.MAX_LATENESS).plusSeconds(1));
        becomesADraftAgain(number);
        tells(BroadcastFixture.OWNER, "Broadcast 1 was not sent");
        isNoted(AuditAction.BROADCAST_UNSCHEDULED, number);
    }

    @Test
    void ofOneThatNobodysNameIsOnAllAdminsAreTold() {
        broadcasts.schedule(anonymous(), soon());
        fixture.clock.pass(Duration.ofHours(6));
        broadcasts.tend();
        tells(CHIEF, "Broadcast 1 was not sent");
    }

    private long anonymous() {
        return fixture.database.write(tx -> broadcasts.service.draft(tx, Optional.empty(), "News", Optional.empty()));
    }

    @Test
    void oneForNobodyIsADraftAgain() {
        long number = broadcasts.drafted("News");
        fixture.write(tx -> broadcasts.service.setRecipients(
                tx, number, new RecipientFilter(Optional.of(Platform.DISCORD), Optional.empty()), BroadcastFixture.BY));
        broadcasts.schedule(number, soon());
        fixture.clock.pass(SOON);
        becomesADraftAgain(number);
        tells(BroadcastFixture.OWNER, "no recipients matched");
    }

    @Test
    void whatIsScheduledIsADraftAgainWhenTheRoleIsTaken() {
        long number = scheduled("**Big** news");
        broadcasts.tend();
        assertThat(broadcasts.state(number)).isEqualTo(BroadcastState.SCHEDULED);
        broadcasts.rights = NOT_THE_AUTHOR;
        becomesADraftAgain(number);
        tells(
                CHIEF,
                "Broadcast 1 (“**Big** news”) was not sent and is a draft again: Telegram 900000, who scheduled it, may no"
                        + " longer send broadcasts. If it is still wanted, open it in the console and send it yourself.");
        isNoted(AuditAction.BROADCAST_UNSCHEDULED, number);
        fixture.clock.pass(SOON);
        broadcasts.tend();
        fixture.assertTexts(1);
        assertThat(fixture.messenger.texts(CHIEF)).hasSize(1);
    }

    @Test
    void theRightIsAskedInTheTransactionThatSends() {
        long number = scheduled("News");
        var asked = new AtomicInteger();
        broadcasts.rights = (_, _, _) -> asked.getAndIncrement() == 0;
        fixture.clock.pass(SOON);
        becomesADraftAgain(number);
        tells(CHIEF, "Broadcast 1 (“News”) was not sent");
    }

    @Test
    void itGoesOutOnTheWordOfWhoeverScheduledItWhateverBecomesOfItsAuthor() {
        long number = broadcasts.drafted("News");
        broadcasts.rights = NOT_THE_AUTHOR;
        assertThat(broadcasts.schedule(number, soon(), new Actor.ChatUser(Platform.TELEGRAM, CHIEF)))
                .isEqualTo(Decision.SCHEDULED);
        fixture.clock.pass(SOON);
        broadcasts.tendUntilOver(number);
        fixture.assertTexts(1, "News");
    }

    @Test
    void whatRunsIsPausedUntilSomebodyElseResumesIt() {
        long number = broadcasts.drafted("News");
        broadcasts.send(number, Optional.empty());
        broadcasts.rights = NOT_THE_AUTHOR;
        broadcasts.tend();
        assertThat(broadcasts.state(number)).isEqualTo(BroadcastState.PAUSED);
        tells(CHIEF, "Broadcast 1 (“News”) is paused: Telegram 900000, who sent it, may no longer send broadcasts.");
        isNoted(AuditAction.BROADCAST_PAUSED, number);
        Hanging unsent = fixture.messenger.hang(1); // or everything could be sent before the next round
        broadcasts.resume(number, Actor.of(BroadcastFixture.AUTHOR));
        broadcasts.tend();
        assertThat(broadcasts.state(number)).isEqualTo(BroadcastState.PAUSED);
        broadcasts.resume(number, new Actor.ChatUser(Platform.TELEGRAM, CHIEF));
        unsent.answer(new Sent("m"));
        broadcasts.tendUntilOver(number);
        fixture.assertTexts(1, "News");
    }

    @Test
    void nothingGoesOutOnTheWordOfSomebodyForgotten() {
        long number = anonymous();
        broadcasts.schedule(number, soon());
        fixture.write(tx -> new ChatErasure(TestVotes.SERVICE, fixture.clock).forget(tx, BroadcastFixture.AUTHOR));
        fixture.clock.pass(SOON);
        becomesADraftAgain(number);
        tells(CHIEF, "a person whose data was deleted, who scheduled it,");
    }

    @Test
    void theCommandLineAndTheConsoleNeedNoRole() {
        broadcasts.rights = (_, _, _) -> false;
        for (Actor by : List.of(new Actor.CommandLineUser(), new Actor.ConsoleUser(Optional.of("proxy")))) {
            long number = broadcasts.drafted("News");
            broadcasts.service.count(RecipientFilter.EVERYONE);
            broadcasts.schedule(number, soon(), by);
            fixture.clock.pass(SOON);
            broadcasts.tendUntilOver(number);
        }
        fixture.assertTexts(1, "News", "News");
    }
}
