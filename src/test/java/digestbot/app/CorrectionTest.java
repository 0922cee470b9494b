package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.cli.CommandLineResult;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole bot, whose digests are corrected and withdrawn after they went out.
@Tag("full")
class CorrectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern CORRECTED = Pattern.compile("Corrected \\d\\d:\\d\\d\\u200b?: ([^\n]+)");

    @TempDir
    Path folder;

    private final LocalDate day = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
    private BotFixture fixture;
    private Bot bot;
    private SandboxPerson ada;
    private SandboxPlace chat;
    private SandboxPlace direct;

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        ada = fixture.person();
        chat = fixture.privateChat(ada);
        direct = fixture.discord.directMessages(ada);
        fixture.drop("first.md", BotFixture.digest("trade", day.minusDays(30).toString(), "An old one"));
        bot = Bot.start(fixture.config(), InstantSource.system());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
        fixture.telegram.write(ada, chat, "/subscribe trade");
        fixture.discord.write(ada, direct, "/subscribe trade");
        until(() ->
                telegram().contains("Subscribed to Topic trade") && discord().contains("Subscribed to Topic trade"));
        drop(digest());
        until(() -> telegram().contains("Wrong") && discord().contains("Wrong"));
        // The messages are there before the bot has recorded them.
        until(() -> bot.deliveries(DeliveryCause.DIGEST).equals(Map.of(DeliveryState.SENT, 2L)));
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
    }

    @Test
    void theMessageThatWasSentIsEditedInPlace() throws Exception {
        List<Long> before = ids();
        drop(digest().replace("Wrong", "Right"));
        until(() -> telegram().contains("Right") && discord().contains("Right"));
        assertThat(telegram()).doesNotContain("Wrong");
        assertThat(discord()).doesNotContain("Wrong");
        assertThat(ids()).isEqualTo(before);
        for (String screen : List.of(telegram(), discord())) {
            assertThat(CORRECTED.matcher(screen).results().map(found -> found.group(1)))
                    .containsExactly("highlights");
        }
    }

    @Test
    void theViewThatTheReaderTurnedToIsCorrected() throws Exception {
        List<Long> before = ids();
        fixture.telegram.press(ada, chat, before.getFirst(), 5, 0);
        fixture.discord.press(ada, direct, before.getLast(), 5, 0);
        until(() -> telegram().contains("One article") && discord().contains("One article"));
        drop(digest().replace("[One article]", "[A better article]"));
        until(() -> telegram().contains("A better article") && discord().contains("A better article"));
        assertThat(telegram() + discord()).doesNotContain("Wrong");
        assertThat(ids()).isEqualTo(before);
    }

    @Test
    void twoSidesSideBySideAreCorrected() throws Exception {
        drop(paired());
        until(() -> telegram().contains("Paired") && discord().contains("Paired"));
        List<Long> before = ids();
        fixture.telegram.press(ada, chat, before.getFirst(), 4, 0);
        fixture.discord.press(ada, direct, before.getLast(), 4, 0);
        until(() -> telegram().contains("🔴 China")
                && telegram().contains(" ⇄ ")
                && discord().contains(" ⇄ "));
        drop(paired().replace("The second side says", "The second side now says"));
        until(() -> telegram().contains("🔴 The second side now says")
                && discord().contains("🔴 The second side now says"));
        assertThat(ids()).isEqualTo(before);
    }

    private String paired() {
        return digest().replace("Wrong", "Paired").replace("at some length.", "at some length. {pair: part}");
    }

    @Test
    void aHiddenOutletStaysHiddenWhereTheSourcesAreCorrected() throws Exception {
        long message = ids().getFirst();
        press(message, 5, "One article");
        press(message, 11, "[1 ✓ Example Wire]");
        press(message, 1, "[1 Example Wire]");
        press(message, 2, "1 article from hidden outlets is not shown.");
        drop(digest().replace("[One article]", "[A better article]")
                + "2. [en] [Another one](https://example.org/2) - Other Wire (2/5/2026)\n");
        until(() -> telegram().contains("Another one"));
        assertThat(telegram())
                .contains("1 article from hidden outlets is not shown.")
                .doesNotContain("A better article");
    }

    private void press(long message, int number, String shown) {
        fixture.telegram.press(ada, chat, message, number, 0);
        until(() -> telegram().contains(shown));
    }

    @Test
    void aFurtherMessageIsAddedAndTakenAwayAgain() throws Exception {
        int telegrams = fixture.telegram.screen(chat).size();
        int discords = fixture.discord.screen(direct).size();
        drop(digest().replace("Wrong", "Longer").replace("at some length.", "at some length. ".repeat(200)));
        until(() -> fixture.telegram.screen(chat).size() > telegrams
                && fixture.discord.screen(direct).size() > discords);
        drop(digest().replace("Wrong", "Short"));
        until(() -> telegram().contains("Short") && discord().contains("Short"));
        until(() -> fixture.telegram.screen(chat).size() == telegrams
                && fixture.discord.screen(direct).size() == discords);
    }

    @Test
    void aWithdrawnDigestDisappearsAndComesAgain() throws Exception {
        drop(digest().replace("topic: trade", "topic: trade\ndraft: true"));
        until(() -> !telegram().contains("Wrong") && !discord().contains("Wrong"));
        drop(digest().replace("Wrong", "Right"));
        until(() -> telegram().contains("Right") && discord().contains("Right"));
        assertThat(telegram() + discord()).doesNotContain("Corrected");
    }

    @Test
    void aCommandTakesADigestBackThatTheRunningBotThenRemoves() throws Exception {
        String act = "withdraw trade %s (en) and remove 2 messages".formatted(day);
        assertThat(withdraw())
                .isEqualTo(new CommandLineResult(
                        2,
                        "",
                        "This would %s. There is no terminal to confirm that: add --yes, or --dry-run to change nothing.\n"
                                .formatted(act)));
        assertThat(withdraw("--dry-run"))
                .isEqualTo(new CommandLineResult(0, "Dry run: would %s. Nothing was changed.\n".formatted(act), ""));
        assertThat(telegram()).contains("Wrong");
        assertThat(withdraw("--yes").out()).startsWith("Withdrawn: trade %s (en). Removing 2 messages.".formatted(day));
        assertThat(withdraw("--yes").err()).isEqualTo("trade %s is not published.\n".formatted(day));
        until(() -> !telegram().contains("Wrong") && !discord().contains("Wrong"));
    }

    private CommandLineResult withdraw(String... options) throws Exception {
        Object[] arguments = Stream.concat(
                        Stream.of("withdraw", "--config", fixture.configFile(""), "trade", day), Stream.of(options))
                .toArray();
        return CommandLineResult.of(arguments);
    }

    private String digest() {
        return BotFixture.digest("trade", day.toString(), "Wrong");
    }

    private void drop(String text) throws Exception {
        fixture.drop("new.md", text);
    }

    private List<Long> ids() {
        return List.of(newest(() -> fixture.telegram.screen(chat)), newest(() -> fixture.discord.screen(direct)));
    }

    private static long newest(Supplier<List<ShownMessage>> screen) {
        return screen.get().stream()
                .filter(message -> message.author().isEmpty())
                .reduce((_, later) -> later)
                .orElseThrow()
                .id();
    }

    private static void until(BooleanSupplier fact) {
        await().atMost(PATIENCE).until(fact::getAsBoolean);
    }

    private String telegram() {
        return BotFixture.text(fixture.telegram.screen(chat));
    }

    private String discord() {
        return BotFixture.text(fixture.discord.screen(direct));
    }
}
