package digestbot.ops.notice;

import static digestbot.delivery.sending.DeliveryFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.audience.audit.Actor;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.library.intake.FileProblemListener.QualityReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An owner is told that a digest of 5 February is held until 14:00 UTC.
class HeldNoticeUpdaterTest {

    private static final long OWNER = 7;

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private OperatorNotices notices;
    private HeldNoticeUpdater heldNotices;
    private long digest;

    @BeforeEach
    void open() {
        notices = new OperatorNotices(fixture.outbox, Set.of(), fixture.clock.both());
        heldNotices = new HeldNoticeUpdater(fixture.library, fixture.outbox);
        fixture.dispatch();
        fixture.write(tx -> notices.registerOwner(tx, new OperatorChat(Platform.TELEGRAM, OWNER, chat(OWNER))));
        digest = fixture.publishOnly(DeliveryFixture.TOPIC, "Monday");
        fixture.execute(
                "UPDATE digest SET state = 'draft', published_at = NULL, held_until = ? WHERE number = ?",
                fixture.clock.millis() + Duration.ofHours(2).toMillis(),
                digest);
    }

    @Test
    void saysInTheOwnersZoneWhenItIsPublished() {
        fixture.subscribe(OWNER);
        fixture.execute("UPDATE subscriber SET zone = 'Europe/Berlin'");
        told();
        assertThat(texts())
                .singleElement()
                .asString()
                .endsWith("The digest of Thu 5 February 2026 is held for review. It will be published automatically"
                        + " at Thu 5 Feb 15:00 Europe/Berlin.");
    }

    @Test
    void whatIsDecidedElsewhereIsShownInTheNotice() {
        told();
        heldNotices.update(fixture.database);
        fixture.pass(Duration.ofMinutes(57));
        decided("published", new Actor.CommandLineUser(), AuditAction.DIGEST_RELEASED);
        heldNotices.update(fixture.database);
        fixture.await("sent", 2);
        heldNotices.update(fixture.database);
        assertThat(texts()).hasSize(2).last().asString().contains("Digest released: us-china, Thu 5 February 2026");
        assertThat(texts().getLast()).contains("Thu 5 Feb 12:57 UTC · command line");
        assertThat(fixture.messenger.requests().getLast().edits()).isPresent();
        fixture.assertRows("SELECT delivery FROM held_notice");
    }

    @Test
    void aNoticeThatWaitsIsChangedBeforeItIsSent() {
        fixture.messenger.otherwise(_ -> new SendResult.Unreachable("chat not found"));
        tell();
        fixture.await("paused", 1);
        decided("draft", new Actor.ConsoleUser(Optional.of("olga")), AuditAction.DIGEST_REJECTED);
        heldNotices.update(fixture.database);
        assertThat(fixture.rows("SELECT content FROM delivery"))
                .singleElement()
                .asString()
                .contains("Digest not published: us-china", "olga, console")
                .doesNotContain("held for review");
    }

    @Test
    void aCorrectedFileEndsTheHoldWithoutADecision() {
        told();
        fixture.execute("UPDATE digest SET held_until = NULL, state = 'published'");
        heldNotices.update(fixture.database);
        fixture.await("sent", 2);
        assertThat(texts().getLast()).contains("This digest is no longer held for review.");
    }

    @Test
    void aDecisionFromBeforeTheNoticeIsNotShown() {
        decided("draft", new Actor.CommandLineUser(), AuditAction.DIGEST_REJECTED);
        fixture.pass(Duration.ofMinutes(1));
        told();
        heldNotices.update(fixture.database);
        fixture.await("sent", 2);
        assertThat(texts().getLast()).doesNotContain("command line");
    }

    @Test
    void theNoticeInWhichTheOwnerDecidedIsLeftAsItIs() {
        told();
        String message = fixture.rows("SELECT message_id FROM part").getFirst();
        fixture.write(tx -> notices.replaced(tx, chat(OWNER).chat(), message));
        decided("published", new Actor.ChatUser(Platform.TELEGRAM, OWNER), AuditAction.DIGEST_RELEASED);
        heldNotices.update(fixture.database);
        fixture.assertRows("SELECT state FROM delivery WHERE cause = 'notice'", "sent");
    }

    private void tell() {
        fixture.write(tx -> notices.onWarnings(
                tx,
                new QualityReport(
                        digest,
                        Optional.empty(),
                        fixture.library.all().digest(tx, digest).orElseThrow().digest(),
                        "monday.md",
                        List.of(),
                        Optional.of(fixture.clock.instant().plus(Duration.ofHours(2))))));
    }

    private void told() {
        tell();
        fixture.await("sent", 1);
    }

    private void decided(String state, Actor by, AuditAction action) {
        fixture.write(tx -> {
            tx.handle().execute("UPDATE digest SET held_until = NULL, state = ? WHERE number = ?", state, digest);
            new AuditStore(fixture.clock).record(tx, by, action, new AuditSubject.DigestSubject(digest));
        });
    }

    private List<String> texts() {
        return fixture.messenger.requests().stream()
                .filter(request -> request.chat() == OWNER)
                .map(ScriptedMessenger.Request::text)
                .toList();
    }
}
