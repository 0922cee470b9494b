package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.Waiting;
import digestbot.audience.audit.Actor;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditEntry;
import digestbot.cli.CommandLineResult;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.library.git.GitServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Digests with a reader on each platform, which commands release and withdraw while the bot runs,
/// and digests of a repository.
@Tag("full")
class DigestLifeTest extends BotStory {

    private static final String HOLD = OWNER + "delivery: {hold: always, hold-hours: 1}\n";

    /// A reader on each platform waits for a digest that is held.
    private void hold() throws Exception {
        drop("2026-01-05", "An old one");
        start(HOLD);
        subscribe();
        drop(TODAY, "Waits");
        Waiting.exactly(1, () -> column("SELECT day FROM digest WHERE held_until IS NOT NULL"));
        assertThat(BotFixture.deliveries(bot(), DeliveryCause.DIGEST))
                .as("while it is held")
                .isEmpty();
    }

    private void isReleasedBy(Actor actor) {
        bothShow("Waits");
        sent(DeliveryCause.DIGEST, 2);
        List<AuditEntry> audit = bot().database().read(tx -> AuditStore.page(tx, 10, 0));
        assertThat(audit)
                .singleElement()
                .extracting(AuditEntry::by, AuditEntry::action)
                .containsExactly(actor, AuditAction.DIGEST_RELEASED);
    }

    @Test
    void aCommandReleasesADigestThatTheRunningBotThenSends() throws Exception {
        hold();
        assertThat(command("release", TODAY).out())
                .startsWith("Released trade %1$s (en): trade - %1$s.".formatted(TODAY));
        isReleasedBy(new Actor.CommandLineUser());
        assertThat(command("release", TODAY))
                .isEqualTo(new CommandLineResult(
                        2, "", "trade %s is already published; nothing to release.\n".formatted(TODAY)));
    }

    private CommandLineResult command(String name, String day, String... options) throws Exception {
        return command(
                Stream.concat(Stream.of(name, "--config", fixture.configFile(""), "trade", day), Stream.of(options))
                        .toArray());
    }

    /// A reader on each platform has received a digest.
    private void deliver(String highlight) throws Exception {
        drop("2026-01-05", "An old one");
        start("");
        subscribe();
        drop(TODAY, highlight);
        bothShow(highlight);
        // The messages are there before the bot has recorded them.
        sent(DeliveryCause.DIGEST, 2);
    }

    @Test
    void aCommandTakesADigestBackThatTheRunningBotThenRemoves() throws Exception {
        deliver("Wrong");
        String act = "withdraw trade %s (en) and remove 2 messages".formatted(TODAY);
        assertThat(command("withdraw", TODAY))
                .isEqualTo(new CommandLineResult(2, "Nothing was changed. Add --yes to %s.\n".formatted(act), ""));
        bothShow("Wrong");
        assertThat(command("withdraw", TODAY, "--yes").out())
                .startsWith("Withdrawn: trade %s (en). Removing 2 messages.\n".formatted(TODAY));
        noneShows("Wrong");
        assertThat(command("withdraw", TODAY, "--yes").err())
                .isEqualTo("trade %s is already withdrawn.\n".formatted(TODAY));
        drop(TODAY, "Right");
        bothShow("Right");
        assertThat(telegram.text() + discord.text()).as("it is a new one").doesNotContain("Corrected");
    }

    @Test
    void aRepositorysOldDigestsAreArchivedAndItsLaterOnesPublished() throws Exception {
        try (GitServer repository = GitServer.in(folder)) {
            repository.commit("README.md", "# About");
            repository.commit("out/old.md", digest("2024-02-06", "Years ago"));
            repository.commit("out/today.md", digest(TODAY, "Today"));
            start("sources: {git: {url: \"" + repository.address() + "\", repository-folder: out}}\n");
            String states = "SELECT day || ' ' || state FROM digest ORDER BY day";
            assertThat(Waiting.exactly(2, () -> column(states)))
                    .containsExactly("2024-02-06 archived", TODAY + " published");
            assertThat(column("SELECT path FROM file WHERE problem IS NOT NULL"))
                    .as("invalid files")
                    .isEmpty();
            // An old day that arrives later is published, as it is in a folder.
            repository.commit("out/late.md", digest("2024-02-07", "Late"));
            bot().runJobNow("git");
            assertThat(Waiting.exactly(3, () -> column(states))).contains("2024-02-07 published");
        }
    }
}
