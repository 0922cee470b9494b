package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// An owner makes somebody an editor, who looks at a suspicious digest and releases it, on both
/// platforms. Two readers, one on each platform, get
/// it then and not before.
class StaffConversationsTest extends GoldenConversations {

    private static final long OWNER = 900;

    /// The operators on one platform, and what they see.
    private record Staff(
            SandboxPerson owner,
            SandboxPlace owners,
            Transcript ownersTranscript,
            SandboxPerson editor,
            SandboxPlace editors,
            Transcript editorsTranscript) {

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
            ownersTranscript.write(owner, owners, line);
        }

        void editor(String line) {
            editorsTranscript.write(editor, editors, line);
        }
    }

    @Override
    String config() {
        return "owners: {telegram: [%1$d], discord: [%1$d]}\ndelivery: {hold: on-warning}\n".formatted(OWNER);
    }

    @Override
    void prepare(BotFixture fixture) throws IOException {
        fixture.drop("before.md", BotFixture.digest("trade", "2026-01-05", "An old one"));
    }

    @Override
    void converse(BotFixture fixture, Bot bot, Language language) throws Exception {
        Staff telegram = onTelegram(fixture, language);
        Staff discord = onDiscord(fixture, language);
        subscribe(fixture);
        appoint(telegram, "/role editor 501");
        appoint(discord, "/role <@601> editor");
        held(fixture, bot, telegram, discord);
        released(bot, telegram, discord);
        retired(telegram, "/role none 501");
        retired(discord, "/role <@601> none");
        assertAll(
                () -> telegram.ownersTranscript().isAsWritten("telegram/" + language + "/owner.txt"),
                () -> telegram.editorsTranscript().isAsWritten("telegram/" + language + "/editor.txt"),
                () -> discord.ownersTranscript().isAsWritten("discord/" + language + "/owner.txt"),
                () -> discord.editorsTranscript().isAsWritten("discord/" + language + "/editor.txt"));
    }

    private static Staff onTelegram(BotFixture fixture, Language language) {
        SandboxPerson olga = language.onTelegram(OWNER, "Olga");
        SandboxPerson ada = language.onTelegram(501, "Ada");
        fixture.telegram.join(olga, fixture.privateChat(olga));
        return Staff.of(fixture.telegram, olga, fixture.privateChat(olga), ada, fixture.privateChat(ada));
    }

    private static Staff onDiscord(BotFixture fixture, Language language) {
        SandboxPerson olga = language.onDiscord(OWNER, "Olga");
        SandboxPerson ada = language.onDiscord(601, "Ada");
        SandboxPlace owners = fixture.discord.directMessages(olga);
        return Staff.of(fixture.discord, olga, owners, ada, fixture.discord.directMessages(ada));
    }

    private static void subscribe(BotFixture fixture) {
        var bob = new SandboxPerson(502, "Bob", "en");
        var chat = fixture.privateChat(bob);
        fixture.telegram.write(bob, chat, "/subscribe trade");
        SandboxPlace direct = fixture.discord.directMessages(bob);
        fixture.discord.write(bob, direct, "/subscribe trade");
        await().until(() -> fixture.telegram.screen(chat).size() == 2
                && fixture.discord.screen(direct).size() == 2);
    }

    private static void appoint(Staff staff, String line) {
        staff.editor("/release");
        staff.owner("/roles");
        staff.owner(line);
        staff.editorsTranscript().happens("an owner makes Ada an editor", 1);
        staff.owner(line);
        staff.owner("/roles");
        staff.editor("/release");
    }

    private static void held(BotFixture fixture, Bot bot, Staff... all) throws Exception {
        String doubtful = BotFixture.digest("trade", "2026-02-06", "What happened on Friday")
                .replace("- The second side says its part about it, at some length.\n", "");
        fixture.drop("doubtful.md", doubtful);
        for (Staff staff : all) {
            staff.ownersTranscript().happens("a doubtful digest is put into the folder", 1);
            staff.editorsTranscript().happens("a doubtful digest is put into the folder", 1);
            staff.editor("/today");
            staff.editor("/release");
        }
        assertThat(bot.deliveries(DeliveryCause.DIGEST)).isEmpty();
    }

    private static void released(Bot bot, Staff telegram, Staff discord) {
        telegram.editorsTranscript().press(telegram.editor(), 2);
        telegram.editorsTranscript().press(telegram.editor(), 3);
        discord.editorsTranscript().press(discord.editor(), 2);
        telegram.editorsTranscript().press(telegram.editor(), 6);
        await().until(() -> bot.deliveries(DeliveryCause.DIGEST).equals(Map.of(DeliveryState.SENT, 2L)));
        for (Staff staff : List.of(telegram, discord)) {
            staff.ownersTranscript().happens("the notice shows the decision", 1);
            staff.editorsTranscript().happens("the notice shows the decision", 1);
        }
        discord.ownersTranscript().press(discord.owner(), 1);
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
