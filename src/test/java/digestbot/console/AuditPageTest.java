package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.audience.audit.Actor;
import digestbot.audience.audit.Actor.BotItself;
import digestbot.audience.audit.Actor.ChatUser;
import digestbot.audience.audit.Actor.CommandLineUser;
import digestbot.audience.audit.Actor.ConsoleUser;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.audience.audit.AuditStore.AuditSubject.BroadcastSubject;
import digestbot.audience.audit.AuditStore.AuditSubject.DigestSubject;
import digestbot.audience.audit.AuditStore.AuditSubject.NoSubject;
import digestbot.audience.audit.AuditStore.AuditSubject.PersonSubject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditPageTest {

    private static final Instant NOW = Instant.parse("2026-02-06T12:00:00Z");
    private static final long PERSON = 70_012_345;

    private final AuditStore auditLog = new AuditStore(InstantSource.fixed(NOW));

    @AutoClose
    private final ConsoleFixture console;

    AuditPageTest(@TempDir Path folder) {
        console = new ConsoleFixture(folder, InstantSource.fixed(NOW));
    }

    private void editor(long id, String name) {
        var editor = new RoleStore.RoleAssignment(Platform.TELEGRAM, id, Role.EDITOR, name, NOW);
        console.database.writeWithoutResult(tx -> new RoleStore().give(tx, editor));
    }

    private void note(Actor by, AuditAction action, AuditSubject subject) {
        console.database.writeWithoutResult(tx -> auditLog.record(tx, by, action, subject));
    }

    @Test
    void namesWhoDidWhatButNoPrivateChat() throws Exception {
        editor(PERSON, "<script>ed</script>");
        note(new ChatUser(Platform.TELEGRAM, PERSON), AuditAction.BROADCAST_SENT, new BroadcastSubject(3));
        note(
                new ChatUser(Platform.DISCORD, PERSON + 1),
                AuditAction.ROLE_TAKEN,
                new PersonSubject(Platform.TELEGRAM, PERSON + 2));
        note(new CommandLineUser(), AuditAction.DIGEST_WITHDRAWN, new DigestSubject(9));
        note(new ConsoleUser(Optional.of("<b>Mo</b>")), AuditAction.DIGEST_RELEASED, new DigestSubject(9));
        note(new BotItself(), AuditAction.DIGEST_RELEASED, new DigestSubject(8));
        note(new ConsoleUser(Optional.empty()), AuditAction.SIGNED_IN, new NoSubject());
        assertThat(console.page("/audit"))
                .contains(
                        "Signed in",
                        "&lt;script&gt;ed&lt;/script&gt;, Telegram …345",
                        "href=\"/broadcasts/3\">Broadcast sent: #3<",
                        "Discord …%d".formatted((PERSON + 1) % 1_000),
                        "Role removed: Telegram …%d".formatted((PERSON + 2) % 1_000),
                        ">command line<",
                        "&lt;b&gt;Mo&lt;/b&gt; (console)",
                        ">console<",
                        ">automatic<",
                        "href=\"/digests/9\">Digest withdrawn: #9<")
                .doesNotContain("700123", "<script>ed");
    }

    @Test
    void aHeldDigestThatIsNotPublishedIsNotCalledWithdrawn() throws Exception {
        console.sql("INSERT INTO topic (id, name) VALUES ('trade', 'Trade')");
        console.hold("trade", "2026-02-06", NOW, NOW.plusSeconds(7_200));
        console.post("/digests/1/dont-publish");
        assertThat(console.page("/audit"))
                .contains("Digest not published: trade, Fri 6 Feb")
                .doesNotContain("withdrawn");
    }

    @Test
    void tellsTwoOfOneNameApart() throws Exception {
        // The last three digits are the same.
        long other = PERSON + 1_000;
        for (long id : List.of(PERSON, other)) {
            editor(id, "Bea");
            note(new ChatUser(Platform.TELEGRAM, id), AuditAction.BROADCAST_SENT, new BroadcastSubject(3));
        }
        assertThat(console.page("/audit"))
                .contains("Bea, Telegram …2345", "Bea, Telegram …3345")
                .doesNotContain("7001");
    }

    @Test
    void goesBackPageByPage() throws Exception {
        for (int i = 1; i <= 51; i++) {
            note(new ConsoleUser(Optional.empty()), AuditAction.BROADCAST_PAUSED, new BroadcastSubject(i));
        }
        assertThat(console.page("/audit"))
                .contains("#51<", "#2<", "?page=1\">Older")
                .doesNotContain("#1<");
        assertThat(console.page("/audit?page=1")).contains("#1<", "Newer").doesNotContain("#2<");
        assertThat(console.page("/audit?page=-1")).contains("#51<");
    }
}
