package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditEntry;
import digestbot.audit.AuditStore;
import digestbot.cli.CommandLineResult;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.library.git.GitServer;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.ShownMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The life of a digest with a reader on each platform: it is held, corrected, withdrawn, missed,
/// or part of a week.
@Tag("full")
class DigestLifeTest extends BotStory {

    private static final String HOLD = OWNER + "delivery: {hold: always, hold-hours: 1}\n";
    private static final Pattern CORRECTED = Pattern.compile("Corrected \\d\\d:\\d\\d\\u200b?: ([^\n]+)");

    /// A reader on each platform waits for a digest that is held.
    private void hold() throws Exception {
        drop("2026-01-05", "An old one");
        now();
        start(HOLD);
        subscribe();
        drop(TODAY, "Waits");
        until(() ->
                !column("SELECT day FROM digest WHERE held_until IS NOT NULL").isEmpty());
        assertThat(bot().deliveries(DeliveryCause.DIGEST))
                .as("while it is held")
                .isEmpty();
    }

    private void isReleasedBy(Actor actor) {
        bothShow("Waits");
        sent(DeliveryCause.DIGEST, 2);
        List<AuditEntry> audit = bot().database().read(tx -> new AuditStore().page(tx, 10, 0));
        assertThat(audit)
                .singleElement()
                .extracting(AuditEntry::by, AuditEntry::action)
                .containsExactly(actor, AuditAction.DIGEST_RELEASED);
    }

    @Test
    void whatNobodyReleasesIsPublishedWhenItsTimeIsUpAlsoAfterARestart() throws Exception {
        hold();
        clock.pass(Duration.ofMinutes(61));
        start(HOLD);
        isReleasedBy(new Actor.BotItself());
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
        return CommandLineResult.of(
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
    void aCorrectionChangesTheMessageInPlaceInTheViewThatItsReaderTurnedTo() throws Exception {
        deliver("Wrong");
        long message = telegram.newest().id();
        telegram.tap("Sources", "One article");
        fixture.drop(TODAY + ".md", digest(TODAY, "Right").replace("[One article]", "[A better article]"));
        telegram.shows("A better article");
        discord.shows("Right");
        noneShows("Wrong");
        assertThat(telegram.newest().id()).as("the message").isEqualTo(message);
        assertThat(CORRECTED.matcher(discord.text()).results().map(found -> found.group(1)))
                .as("the note in the overview")
                .containsExactly("highlights, sources");
    }

    @Test
    void aFurtherMessageIsAddedAndTakenAwayAgain() throws Exception {
        deliver("Wrong");
        long onTelegram = telegram.messages().count();
        long onDiscord = discord.messages().count();
        fixture.drop(TODAY + ".md", digest(TODAY, "Longer").replace("at some length.", "at some length. ".repeat(200)));
        until(() ->
                telegram.messages().count() > onTelegram && discord.messages().count() > onDiscord);
        drop(TODAY, "Short");
        bothShow("Short");
        until(() ->
                telegram.messages().count() == onTelegram && discord.messages().count() == onDiscord);
    }

    @Test
    void aCommandTakesADigestBackThatTheRunningBotThenRemoves() throws Exception {
        now();
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
    void whatNeverCameIsFoundAsMissedUntilItIsOpened() throws Exception {
        deliver("About Friday");
        List<ChatDriver> readers = List.of(telegram, discord);
        for (ChatDriver reader : readers) {
            reader.write("/missed", "You haven't missed anything");
            reader.platform().fault(reader.place(), new SandboxFault.Blocked());
        }
        drop(YESTERDAY, "About Thursday");
        until(() -> bot().deliveries(DeliveryCause.DIGEST)
                .equals(Map.of(DeliveryState.SENT, 2L, DeliveryState.FAILED, 2L)));
        // An operator retries them while the chats are paused, and the chats do not want them any
        // more when they come back.
        bot().database().writeWithoutResult(tx -> {
            tx.handle().execute("UPDATE delivery SET state = 'paused', failure = NULL WHERE state = 'failed'");
            tx.handle().execute("UPDATE delivery SET state = 'cancelled' WHERE state = 'paused'");
        });
        for (ChatDriver reader : readers) {
            reader.platform().fault(reader.place(), new SandboxFault.None());
            reader.write("/missed", "1 digest from the last 14 days was not delivered here.");
            reader.tap("5 Feb", "About Thursday");
            reader.write("/missed", "");
            await().untilAsserted(() -> assertThat(reader.text().split("You haven't missed anything", -1))
                    .as(reader.name())
                    .hasSize(3));
        }
    }

    @Test
    void aWeekIsOneMessageThatLeadsToItsDays() throws Exception {
        drop("2026-01-05", "An old one");
        start("");
        subscribe();
        for (ChatDriver reader : List.of(telegram, discord)) {
            reader.events().clear();
            ShownMessage topic = reader.press(reader.ask("/zone utc"), "Topic trade");
            reader.press(reader.press(topic, "Time"), "Weekly round-up");
            reader.shows("Weekly round-up, Sun 18:00 · next: Sun 8 Feb 18:00");
        }
        drop(TODAY, "News of Friday");
        drop("2026-02-07", "News of Saturday");
        until(() -> bot().deliveries(DeliveryCause.DIGEST).equals(Map.of(DeliveryState.QUEUED, 4L)));
        // A delivery in flight would lose its claim when hours pass at once.
        until(() -> !bot().deliveries(DeliveryCause.REPLY).containsKey(DeliveryState.IN_FLIGHT));
        clock.pass(Duration.ofHours(2 * 24 + 6));
        bot().wakeAll();
        for (ChatDriver reader : List.of(telegram, discord)) {
            reader.shows("The week at a glance: each perspective's top point on 2 days", "Fri 6 February 2026");
            ShownMessage week = reader.newest();
            assertThat(BotFixture.text(List.of(week)))
                    .as(reader.name())
                    .contains("Sat 7 February 2026", "The second side says its part about it, at some length.")
                    .doesNotContain("News of Friday");
            reader.tap("6 Feb", "News of Friday");
        }
    }

    @Test
    void aRepositorysOldDigestsAreArchivedAndItsLaterOnesPublished() throws Exception {
        try (GitServer repository = GitServer.in(folder)) {
            repository.commit("README.md", "# About");
            repository.commit("out/old.md", digest("2024-02-06", "Years ago"));
            repository.commit("out/today.md", digest(TODAY, "Today"));
            start("sources: {git: {url: \"" + repository.address() + "\", repository-folder: out}}\n");
            String states = "SELECT day || ' ' || state FROM digest ORDER BY day";
            until(() -> column(states).equals(List.of("2024-02-06 archived", TODAY + " published")));
            assertThat(bot().invalidFiles()).as("invalid files").isZero();
            // An old day that arrives later is published, as it is in a folder.
            repository.commit("out/late.md", digest("2024-02-07", "Late"));
            bot().runJobNow("git");
            until(() -> column(states).contains("2024-02-07 published"));
        }
    }
}
