package digestbot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditEntry;
import digestbot.audit.AuditStore;
import digestbot.audit.AuditSubject;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.notice.OperatorNotices;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduledTest {

    private static final Duration SOON = Duration.ofHours(2);

    @TempDir
    Path folder;

    private BroadcastFixture broadcastFixture;
    private DeliveryFixture fixture;

    @BeforeEach
    void open() {
        broadcastFixture = new BroadcastFixture(folder.resolve("d.sqlite"), new ScriptedMessenger(), Platform.TELEGRAM);
        fixture = broadcastFixture.fixture;
        fixture.subscribeAll(3);
    }

    @AfterEach
    void close() {
        broadcastFixture.close();
    }

    @Test
    void itGoesOutAtItsTimeAndIsReportedToItsWriter() {
        long number = broadcastFixture.drafted("News");
        schedule(number, soon());
        fixture.dispatch();
        fixture.clock.pass(SOON.minusSeconds(1));
        broadcastFixture.rounds.runRound();
        assertThat(broadcastFixture.find(number).state()).isEqualTo(BroadcastState.SCHEDULED);
        fixture.clock.pass(Duration.ofSeconds(1));
        broadcastFixture.tendUntilOver(number);
        await().untilAsserted(
                        () -> assertThat(broadcastFixture.reports()).last().isEqualTo("edit: Sent: 3"));
        assertThat(broadcastFixture.find(number).sendAt()).isEmpty();
        isNoted(AuditAction.BROADCAST_SENT, number);
    }

    @Test
    void itsTimeCanBeChangedOrTakenAway() {
        long number = broadcastFixture.drafted("News");
        schedule(number, soon());
        Instant later = soon().plus(SOON);
        schedule(number, later);
        assertThat(broadcastFixture.find(number).sendAt()).contains(later);
        fixture.write(tx -> broadcastFixture.broadcasts.unschedule(tx, number, BroadcastFixture.BY));
        assertThat(broadcastFixture.find(number).state()).isEqualTo(BroadcastState.DRAFT);
        assertThat(broadcastFixture.find(number).sendAt()).isEmpty();
        fixture.clock.pass(Duration.ofHours(5));
        broadcastFixture.rounds.runRound();
        assertThat(broadcastFixture.find(number).state()).isEqualTo(BroadcastState.DRAFT);
    }

    @Test
    void aTimeThatIsOverIsRefused() {
        long number = broadcastFixture.drafted("News");
        assertThat(scheduling(number, fixture.clock.instant())).isInstanceOf(ScheduleResult.TimePassed.class);
        broadcastFixture.send(number, Optional.empty());
        assertThat(scheduling(number, soon())).isInstanceOf(ScheduleResult.AlreadyDecided.class);
    }

    @Test
    void oneThatWasScheduledCanBeSentAtOnceAndIsNotSentAgain() {
        long number = broadcastFixture.drafted("News");
        schedule(number, soon());
        fixture.dispatch();
        assertThat(broadcastFixture.send(number, Optional.empty())).isInstanceOf(StartResult.Started.class);
        fixture.clock.pass(SOON);
        broadcastFixture.tendUntilOver(number);
        assertThat(fixture.messenger.texts(1)).containsExactly("News");
    }

    @Test
    void aTimeMissedByLessThanThreeHoursIsMadeUpFor() {
        long number = broadcastFixture.drafted("News");
        schedule(number, soon());
        fixture.dispatch();
        fixture.clock.pass(SOON.plus(ScheduledBroadcasts.MAX_LATENESS));
        broadcastFixture.tendUntilOver(number);
        assertThat(fixture.messenger.texts(1)).containsExactly("News");
    }

    @Test
    void aTimeMissedByMoreMakesItADraftAgainOfWhichItsWriterIsTold() {
        long number = broadcastFixture.drafted("News");
        schedule(number, soon());
        fixture.dispatch();
        fixture.clock.pass(SOON.plus(ScheduledBroadcasts.MAX_LATENESS).plusSeconds(1));
        broadcastFixture.rounds.runRound();
        assertThat(broadcastFixture.find(number).state()).isEqualTo(BroadcastState.DRAFT);
        await().until(() -> !broadcastFixture.reports().isEmpty());
        assertThat(broadcastFixture.reports()).singleElement().asString().startsWith("Broadcast 1 was not sent");
        isNoted(AuditAction.BROADCAST_UNSCHEDULED, number);
    }

    private void isNoted(AuditAction action, long number) {
        List<AuditEntry> audit = fixture.database.read(tx -> new AuditStore().page(tx, 10, 0));
        assertThat(audit)
                .first()
                .extracting(AuditEntry::by, AuditEntry::action, AuditEntry::subject)
                .containsExactly(new Actor.BotItself(), action, new AuditSubject.BroadcastSubject(number));
    }

    @Test
    void ofOneThatNobodysNameIsOnAllAdminsAreTold() {
        fixture.write(tx -> broadcastFixture.notices.registerOwner(
                tx, new OperatorNotices.OperatorChat(Platform.TELEGRAM, 77, DeliveryFixture.chat(77))));
        long number = fixture.database.write(
                tx -> ((DraftResult.Drafted) broadcastFixture.broadcasts.draft(tx, Optional.empty(), "News")).number());
        schedule(number, soon());
        fixture.dispatch();
        fixture.clock.pass(Duration.ofHours(6));
        broadcastFixture.rounds.runRound();
        await().until(() -> !fixture.messenger.texts(77).isEmpty());
        assertThat(fixture.messenger.texts(77)).singleElement().asString().startsWith("Broadcast 1 was not sent");
    }

    @Test
    void oneForNobodyIsADraftAgain() {
        long number = broadcastFixture.drafted("News");
        fixture.write(tx -> broadcastFixture.broadcasts.setRecipients(
                tx, number, RecipientFilter.EVERYONE.withLanguage(Optional.of("zh")), BroadcastFixture.BY));
        schedule(number, soon());
        fixture.dispatch();
        fixture.clock.pass(SOON);
        broadcastFixture.rounds.runRound();
        assertThat(broadcastFixture.find(number).state()).isEqualTo(BroadcastState.DRAFT);
        await().until(() -> !broadcastFixture.reports().isEmpty());
        assertThat(broadcastFixture.reports().getFirst()).contains("no recipients matched");
    }

    @Test
    void theNewestComeFirstAndPageByPage() {
        List<Long> numbers = List.of(
                broadcastFixture.drafted("One"), broadcastFixture.drafted("Two"), broadcastFixture.drafted("Three"));
        List<Broadcast> first = fixture.database.read(tx -> broadcastFixture.broadcasts.newest(tx, Long.MAX_VALUE, 2));
        assertThat(first).extracting(Broadcast::number).containsExactly(numbers.get(2), numbers.get(1));
        List<Broadcast> next = fixture.database.read(tx -> broadcastFixture.broadcasts.newest(tx, numbers.get(1), 2));
        assertThat(next).extracting(Broadcast::number).containsExactly(numbers.getFirst());
    }

    private Instant soon() {
        return fixture.clock.instant().plus(SOON);
    }

    private void schedule(long number, Instant at) {
        assertThat(scheduling(number, at)).isInstanceOf(ScheduleResult.Scheduled.class);
    }

    private ScheduleResult scheduling(long number, Instant at) {
        return fixture.database.write(
                tx -> broadcastFixture.sender.schedule(tx, number, broadcastFixture.confirmation(tx, number), at));
    }
}
