package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An owner makes somebody an editor, who looks at a doubtful digest and releases it, on both platforms and in
/// every language: `golden/conversations`. Two readers, one on each platform, get it then and not before.
@Timeout(180)
class StaffConversationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long OWNER = 900;

    @TempDir
    Path folder;

    /// Those who run the bot on one platform, and what they see.
    private record Staff(
            SandboxPerson owner,
            SandboxPlace owners,
            Transcript ownersTalk,
            SandboxPerson editor,
            SandboxPlace editors,
            Transcript editorsTalk) {

        static Staff of(
                PlatformSandbox platform,
                SandboxPerson owner,
                SandboxPlace owners,
                SandboxPerson editor,
                SandboxPlace editors) {
            return new Staff(
                    owner,
                    owners,
                    new Transcript(platform, owners),
                    editor,
                    editors,
                    new Transcript(platform, editors));
        }

        void owner(String line) {
            ownersTalk.write(owner, owners, line);
        }

        void editor(String line) {
            editorsTalk.write(editor, editors, line);
        }
    }

    @ParameterizedTest
    @CsvSource({"en, en, en-US", "de, de, de", "es, es, es-ES", "zh, zh-hans, zh-CN"})
    void areAsWritten(String language, String onTelegram, String onDiscord) throws Exception {
        try (BotFixture stage = new BotFixture(folder)) {
            Staff telegram = onTelegram(stage, onTelegram);
            Staff discord = onDiscord(stage, onDiscord);
            stage.drop("before.md", BotFixture.digest("trade", "2026-01-05", "An old one"));
            try (Bot bot = Bot.start(
                    stage.config("owners: {telegram: [%1$d], discord: [%1$d]}\ndelivery: {hold: on-warning}\n"
                            .formatted(OWNER)),
                    NoonClock.clock())) {
                assertThat(bot.awaitReady(PATIENCE)).isTrue();
                subscribe(stage);
                appoint(telegram, "/role editor 501");
                appoint(discord, "/role <@601> editor");
                held(stage, bot, telegram, discord);
                released(bot, telegram, discord);
                retired(telegram, "/role none 501");
                retired(discord, "/role <@601> none");
            }
            assertAll(
                    () -> telegram.ownersTalk().isAsWritten("telegram/" + language + "/owner.txt"),
                    () -> telegram.editorsTalk().isAsWritten("telegram/" + language + "/editor.txt"),
                    () -> discord.ownersTalk().isAsWritten("discord/" + language + "/owner.txt"),
                    () -> discord.editorsTalk().isAsWritten("discord/" + language + "/editor.txt"));
            stage.record("staff-" + language);
        }
    }

    private static Staff onTelegram(BotFixture stage, String language) {
        var olga = new SandboxPerson(OWNER, "Olga", language);
        var ada = new SandboxPerson(501, "Ada", language);
        stage.telegram.join(olga, stage.privateChat(olga));
        return Staff.of(stage.telegram, olga, stage.privateChat(olga), ada, stage.privateChat(ada));
    }

    private static Staff onDiscord(BotFixture stage, String language) {
        var olga = new SandboxPerson(OWNER, "Olga", language);
        var ada = new SandboxPerson(601, "Ada", language);
        SandboxPlace owners = stage.discord.directMessages(olga);
        return Staff.of(stage.discord, olga, owners, ada, stage.discord.directMessages(ada));
    }

    private static void subscribe(BotFixture stage) {
        var bob = new SandboxPerson(502, "Bob", "en");
        var chat = stage.privateChat(bob);
        stage.telegram.write(bob, chat, "/subscribe trade");
        SandboxPlace direct = stage.discord.directMessages(bob);
        stage.discord.write(bob, direct, "/subscribe trade");
        await().atMost(PATIENCE)
                .until(() -> stage.telegram.screen(chat).size() == 2
                        && stage.discord.screen(direct).size() == 2);
    }

    private static void appoint(Staff staff, String line) {
        staff.editor("/release");
        staff.owner("/roles");
        staff.owner(line);
        staff.editorsTalk().happens("an owner makes Ada an editor", 1);
        staff.owner(line);
        staff.owner("/roles");
        staff.editor("/release");
    }

    private static void held(BotFixture stage, Bot bot, Staff... all) throws Exception {
        String doubtful = BotFixture.digest("trade", "2026-02-06", "What happened on Friday")
                .replace("- The second side says its part about it, at some length.\n", "");
        stage.drop("doubtful.md", doubtful);
        for (Staff staff : all) {
            staff.ownersTalk().happens("a doubtful digest is put into the folder", 1);
            staff.editorsTalk().happens("a doubtful digest is put into the folder", 1);
            staff.editor("/today");
            staff.editor("/release");
        }
        assertThat(bot.deliveries(DeliveryCause.DIGEST)).isEmpty();
    }

    private static void released(Bot bot, Staff telegram, Staff discord) {
        telegram.editorsTalk().press(telegram.editor(), 2);
        telegram.editorsTalk().press(telegram.editor(), 3);
        discord.editorsTalk().press(discord.editor(), 2);
        telegram.editorsTalk().press(telegram.editor(), 6);
        await().atMost(PATIENCE)
                .until(() -> bot.deliveries(DeliveryCause.DIGEST).equals(Map.of(DeliveryState.SENT, 2L)));
        // Somebody was faster.
        discord.ownersTalk().press(discord.owner(), 1);
        telegram.editor("/release trade 2026-02-06");
        telegram.editor("/today");
    }

    private static void retired(Staff staff, String line) {
        staff.owner("/audit");
        staff.owner(line);
        staff.editor("/release");
        staff.owner("/roles");
    }
}
