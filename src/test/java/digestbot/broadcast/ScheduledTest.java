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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScheduledTest {

    private static final Duration SOON = Duration.ofHours(2);

    @TempDir
    Path folder;

    private BroadcastFixture desk;
    private DeliveryFixture fixture;

    @BeforeEach
    void open() {
        desk = new BroadcastFixture(folder.resolve("d.sqlite"), new ScriptedMessenger(), Platform.TELEGRAM);
        fixture = desk.fixture;
        fixture.subscribeAll(3);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void itGoesOutAtItsTimeAndIsReportedToItsWriter() {
        long number = desk.drafted("News");
        schedule(number, soon());
        fixture.dispatch();
        fixture.clock.pass(SOON.minusSeconds(1));
        desk.rounds.runRound();
        assertThat(desk.find(number).state()).isEqualTo(BroadcastState.SCHEDULED);
        fixture.clock.pass(Duration.ofSeconds(1));
        desk.tendUntilOver(number);
        await().until(() -> desk.reports().getLast().equals("edit: Sent: 3"));
        assertThat(desk.find(number).sendAt()).isEmpty();
        isNoted(AuditAction.BROADCAST_SENT, number);
    }

    @Test
    void itsTimeCanBeChangedOrTakenAway() {
        long number = desk.drafted("News");
        schedule(number, soon());
        Instant later = soon().plus(SOON);
        schedule(number, later);
        assertThat(desk.find(number).sendAt()).contains(later);
        fixture.write(tx -> desk.broadcasts.unschedule(tx, number, BroadcastFixture.BY));
        assertThat(desk.find(number).state()).isEqualTo(BroadcastState.DRAFT);
        assertThat(desk.find(number).sendAt()).isEmpty();
        fixture.clock.pass(Duration.ofHours(5));
        desk.rounds.runRound();
        assertThat(desk.find(number).state()).isEqualTo(BroadcastState.DRAFT);
    }

    @Test
    void aTimeThatIsOverIsRefused() {
        long number = desk.drafted("News");
        assertThat(scheduling(number, fixture.clock.instant())).isInstanceOf(ScheduleResult.TimePassed.class);
        desk.send(number, Optional.empty());
        assertThat(scheduling(number, soon())).isInstanceOf(ScheduleResult.AlreadyDecided.class);
    }

    @Test
    void oneThatWasScheduledCanBeSentAtOnceAndIsNotSentAgain() {
        long number = desk.drafted("News");
        schedule(number, soon());
        fixture.dispatch();
        assertThat(desk.send(number, Optional.empty())).isInstanceOf(StartResult.Started.class);
        fixture.clock.pass(SOON);
        desk.tendUntilOver(number);
        assertThat(fixture.messenger.texts(1)).containsExactly("News");
    }

    @Test
    void aTimeMissedByLessThanThreeHoursIsMadeUpFor() {
        long number = desk.drafted("News");
        schedule(number, soon());
        fixture.dispatch();
        fixture.clock.pass(SOON.plus(ScheduledBroadcasts.MAX_LATENESS));
        desk.tendUntilOver(number);
        assertThat(fixture.messenger.texts(1)).containsExactly("News");
    }

    @Test
    void aTimeMissedByMoreMakesItADraftAgainOfWhichItsWriterIsTold() {
        long number = desk.drafted("News");
        schedule(number, soon());
        fixture.dispatch();
        fixture.clock.pass(SOON.plus(ScheduledBroadcasts.MAX_LATENESS).plusSeconds(1));
        desk.rounds.runRound();
        assertThat(desk.find(number).state()).isEqualTo(BroadcastState.DRAFT);
        await().until(() -> !desk.reports().isEmpty());
        assertThat(desk.reports()).singleElement().asString().startsWith("Broadcast 1 was not sent");
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
        fixture.write(tx -> desk.notices.registerOwner(
                tx, new OperatorNotices.OperatorChat(Platform.TELEGRAM, 77, DeliveryFixture.chat(77))));
        long number = fixture.database.write(
                tx -> ((DraftResult.Drafted) desk.broadcasts.draft(tx, Optional.empty(), "News")).number());
        schedule(number, soon());
        fixture.dispatch();
        fixture.clock.pass(Duration.ofHours(6));
        desk.rounds.runRound();
        await().until(() -> !fixture.messenger.texts(77).isEmpty());
        assertThat(fixture.messenger.texts(77)).singleElement().asString().startsWith("Broadcast 1 was not sent");
    }

    @Test
    void oneForNobodyIsADraftAgain() {
        long number = desk.drafted("News");
        fixture.write(tx -> desk.broadcasts.setRecipients(
                tx, number, RecipientFilter.EVERYONE.withLanguage(Optional.of("zh")), BroadcastFixture.BY));
        schedule(number, soon());
        fixture.dispatch();
        fixture.clock.pass(SOON);
        desk.rounds.runRound();
        assertThat(desk.find(number).state()).isEqualTo(BroadcastState.DRAFT);
        await().until(() -> !desk.reports().isEmpty());
        assertThat(desk.reports().getFirst()).contains("no recipients matched");
    }

    @Test
    void theNewestComeFirstAndPageByPage() {
        List<Long> numbers = List.of(desk.drafted("One"), desk.drafted("Two"), desk.drafted("Three"));
        List<Broadcast> first = fixture.database.read(tx -> desk.broadcasts.newest(tx, Long.MAX_VALUE, 2));
        assertThat(first).extracting(Broadcast::number).containsExactly(numbers.get(2), numbers.get(1));
        List<Broadcast> next = fixture.database.read(tx -> desk.broadcasts.newest(tx, numbers.get(1), 2));
        assertThat(next).extracting(Broadcast::number).containsExactly(numbers.getFirst());
    }

    private Instant soon() {
        return fixture.clock.instant().plus(SOON);
    }

    private void schedule(long number, Instant at) {
        assertThat(scheduling(number, at)).isInstanceOf(ScheduleResult.Scheduled.class);
    }

    private ScheduleResult scheduling(long number, Instant at) {
        return fixture.database.write(tx -> desk.sender.schedule(tx, number, desk.confirmation(tx, number), at));
    }
}
