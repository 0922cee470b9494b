package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.config.Config;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Texts;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole conversations on both platforms and in every language, as people see them: `golden/conversations`.
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class ConversationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long OWNER = 900;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"en, en, en-US", "de, de, de", "es, es, es-ES", "zh, zh-hans, zh-CN"})
    void areAsWritten(String language, String onTelegram, String onDiscord) throws Exception {
        try (BotFixture stage = new BotFixture(folder)) {
            stage.drop("before.md", BotFixture.digest("trade", "2026-01-05", "An old one"));
            try (Bot bot = Bot.start(config(stage), NoonClock.clock())) {
                assertThat(bot.awaitReady(PATIENCE)).isTrue();
                var telegram = new TelegramConversations(stage, onTelegram);
                var discord = new DiscordConversations(stage, onDiscord);
                assertAll(
                        () -> telegram.first(language),
                        () -> telegram.settings(language),
                        () -> telegram.refusals(language),
                        () -> telegram.broadcast(language),
                        () -> telegram.own(language),
                        () -> discord.first(language),
                        () -> discord.settings(language),
                        () -> discord.refusals(language),
                        () -> discord.broadcast(language),
                        () -> telegram.views(language),
                        () -> discord.views(language),
                        () -> discord.when(language),
                        () -> telegram.when(language),
                        () -> discord.own(language),
                        () -> telegram.picture(language),
                        () -> discord.picture(language),
                        () -> telegram.asking(language),
                        () -> discord.asking(language));
                stage.record("conversations-" + language);
            }
        }
    }

    private static Config config(BotFixture stage) throws Exception {
        return stage.config("""
                owners: {telegram: [%1$d], discord: [%1$d]}
                topics:
                  trade:
                    perspectives:
                      us: {emoji: 🇺🇸, short: US}
                      china: {emoji: 🇨🇳, short: China}
                outlets: {Example Wire: us}
                """.formatted(OWNER));
    }

    /// The last line of an announcement's report.
    private static String sent(String language, long number) {
        return Texts.of(language).say(BroadcastPhrase.SENT, number);
    }

    /// China first, short, side by side, at eight on weekdays, in Berlin, in another language.
    private static void choose(Transcript talk, SandboxPerson person, String language) {
        int other = language.equals("es") ? 1 : 3;
        for (int number :
                new int[] {1, 5, 2, 8, 1, 1, 4, 7, 9, 3, 2, 14, 8, 11, 7, 16, 11, 3, 4, 2, 4, 5, other, 6, 6, 7}) {
            talk.press(person, number);
        }
    }

    /// The zone by name, misspelt, as an offset and with several places; quiet hours; and a time within them.
    private static void chooseWhen(Transcript talk, SandboxPerson person, SandboxPlace chat) {
        talk.write(person, chat, "/subscribe trade");
        talk.write(person, chat, "/zone berln");
        talk.press(person, 1);
        talk.write(person, chat, "/zone +02:00");
        talk.write(person, chat, "/zone lon");
        talk.write(person, chat, "/zone atlantis");
        talk.write(person, chat, "/zone");
        talk.write(person, chat, "/zone zürich");
        talk.write(person, chat, "/settings");
        for (int number : new int[] {4, 2, 9, 16, 15, 18, 1, 9, 8, 4, 15, 1, 11, 16, 11}) {
            talk.press(person, number);
        }
    }

    /// Asks for digests of other days, for words, and about what came and did not.
    private static void ask(Transcript talk, SandboxPerson person, SandboxPlace chat) {
        talk.write(person, chat, "/missed");
        talk.write(person, chat, "/subscribe trade");
        talk.write(person, chat, "/why");
        talk.write(person, chat, "/yesterday");
        talk.write(person, chat, "/digest 2/3");
        talk.write(person, chat, "/digest 1999-12-31");
        talk.write(person, chat, "/digest soonish");
        talk.write(person, chat, "/search freight");
        talk.press(person, 2);
        talk.write(person, chat, "/search harbour perspective:china from:2026-02-01");
        talk.write(person, chat, "/search ports from:2026-02-06 until:2026-02-05");
        talk.write(person, chat, "/changes");
        talk.write(person, chat, "/sources");
        talk.write(person, chat, "/missed");
        talk.write(person, chat, "/card trade");
    }

    /// Looks at a digest from all sides, hides an outlet, and gets the next one side by side.
    ///
    /// @param days of the two digests
    private static void look(BotFixture stage, Transcript talk, SandboxPerson person, SandboxPlace chat, String... days)
            throws Exception {
        talk.write(person, chat, "/subscribe trade");
        for (int number : new int[] {2, 5, 2}) {
            talk.press(person, number);
        }
        stage.drop(days[0] + ".md", digest(days[0]));
        talk.happens("a digest is put into the folder", 1);
        for (int number : new int[] {4, 5, 7, 2, 4, 8, 5}) {
            talk.press(person, number);
        }
        talk.write(person, chat, "/settings");
        for (int number : new int[] {1, 7}) {
            talk.press(person, number);
        }
        stage.drop(days[1] + ".md", digest(days[1]));
        talk.happens("another digest is put into the folder", 1);
    }

    /// Four points of one side and three of the other, four sources of three outlets.
    private static String digest(String day) {
        return BotFixture.digest("trade", day, "What happened on " + day)
                        .replace(
                                "- The first side says its part about it, at some length.",
                                "- The ports reopen.\n- Freight costs fall.\n- Critics doubt it.\n- More is to come.")
                        .replace(
                                "- The second side says its part about it, at some length.",
                                "- The first ship sails.\n- The route is described as the first of three.\n- Talks go on.")
                        .stripTrailing()
                + """

                2. [en] [Two ports reopen](https://example.org/2) - Harbour Post (2/4/2026)
                3. [zh-CN] [首船启航](https://example.org/3) - 样例日报 (2026-02-04)
                4. [en] [What it costs](https://example.org/4) - Example Wire (2/3/2026)
                """;
    }

    /// The conversations on Telegram, each of other people.
    private record TelegramConversations(BotFixture stage, String language) {

        private SandboxPerson someone(long id, String name) {
            return new SandboxPerson(id, name, language);
        }

        void first(String name) throws Exception {
            SandboxPerson ada = someone(501, "Ada");
            SandboxPlace chat = stage.privateChat(ada);
            var talk = new Transcript(stage.telegram, chat);
            talk.write(ada, chat, "/start");
            talk.press(ada, 1);
            stage.drop("t.md", BotFixture.digest("trade", "2026-02-05", "What happened on Thursday"));
            talk.happens("a digest is put into the folder", 1);
            talk.press(ada, 3);
            talk.press(ada, 5);
            talk.write(ada, chat, "/today");
            talk.write(ada, chat, "/perspective china");
            talk.write(ada, chat, "/topics");
            talk.write(ada, chat, "/setings");
            talk.write(ada, chat, "/help");
            talk.write(ada, chat, "/stop");
            talk.press(ada, 1);
            talk.isAsWritten("telegram/" + name + "/first.txt");
        }

        void settings(String name) {
            SandboxPerson ben = someone(502, "Ben");
            SandboxPlace chat = stage.privateChat(ben);
            var talk = new Transcript(stage.telegram, chat);
            talk.write(ben, chat, "/settings");
            talk.write(ben, chat, "/subscribe trade");
            talk.write(ben, chat, "/settings");
            choose(talk, ben, name);
            talk.isAsWritten("telegram/" + name + "/settings.txt");
        }

        void refusals(String name) {
            SandboxPerson max = someone(503, "Max");
            SandboxPerson ida = someone(504, "Ida");
            SandboxPlace chat = stage.privateChat(max);
            var group = new SandboxPlace(-1_001_000_000_505L, SandboxPlace.Kind.GROUP, "Readers");
            stage.telegram.promote(group, ida);
            var talk = new Transcript(stage.telegram, chat, group);
            talk.write(max, chat, "/broadcast Hello everybody");
            talk.write(max, chat, "/subscribe sport");
            talk.write(max, chat, "/perspective mars");
            talk.write(max, chat, "/perspective us 2020-02-30");
            talk.write(max, group, "/settings");
            talk.write(ida, group, "/topics");
            talk.press(max, 1);
            talk.press(ida, 1);
            talk.isAsWritten("telegram/" + name + "/refusals.txt");
        }

        void views(String name) throws Exception {
            SandboxPerson eve = someone(506, "Eve");
            SandboxPlace chat = stage.privateChat(eve);
            var talk = new Transcript(stage.telegram, chat);
            look(stage, talk, eve, chat, "2026-02-04", "2026-02-03");
            talk.isAsWritten("telegram/" + name + "/views.txt");
        }

        void when(String name) {
            SandboxPerson zoe = someone(506, "Zoe");
            SandboxPlace chat = stage.privateChat(zoe);
            var talk = new Transcript(stage.telegram, chat);
            chooseWhen(talk, zoe, chat);
            talk.isAsWritten("telegram/" + name + "/when.txt");
        }

        void broadcast(String name) {
            SandboxPerson olga = someone(OWNER, "Olga");
            SandboxPlace chat = stage.privateChat(olga);
            var talk = new Transcript(stage.telegram, chat);
            talk.write(olga, chat, "/broadcast");
            talk.write(
                    olga,
                    chat,
                    "/broadcast **Maintenance** on Sunday:\n- from 6 to 7\n- [more](https://example.org/plan)");
            talk.press(olga, 4);
            talk.press(olga, 2);
            talk.press(olga, 2);
            talk.press(olga, 7);
            talk.press(olga, 3);
            talk.press(olga, 3);
            talk.press(olga, 1, 2);
            talk.until(sent(name, 3));
            talk.isAsWritten("telegram/" + name + "/broadcast.txt");
        }

        void own(String name) {
            SandboxPerson mia = someone(510, "Mia");
            SandboxPlace chat = stage.privateChat(mia);
            var talk = new Transcript(stage.telegram, chat);
            talk.write(mia, chat, "/privacy");
            talk.press(mia, 1);
            talk.write(mia, chat, "/today");
            talk.press(mia, 5);
            talk.press(mia, 2);
            talk.write(mia, chat, "/mistake the figure is too high");
            talk.write(mia, chat, "/mistake");
            talk.write(mia, chat, "/forget");
            talk.press(mia, 1);
            talk.isAsWritten("telegram/" + name + "/own.txt");
        }

        void asking(String name) {
            SandboxPerson lea = someone(512, "Lea");
            SandboxPlace chat = stage.privateChat(lea);
            var talk = new Transcript(stage.telegram, chat);
            ask(talk, lea, chat);
            talk.write(lea, chat, "/perspective china 5 feb");
            talk.write(lea, chat, "/search topic:trade from:2026-02-05");
            talk.isAsWritten("telegram/" + name + "/asking.txt");
        }

        void picture(String name) {
            SandboxPerson max = someone(511, "Max");
            SandboxPlace chat = stage.privateChat(max);
            var talk = new Transcript(stage.telegram, chat);
            talk.write(max, chat, "/card trade");
            talk.write(max, chat, "/card 2026-01-05");
            talk.write(max, chat, "/card 2026-01-06");
            talk.isAsWritten("telegram/" + name + "/picture.txt");
        }
    }

    /// The conversations on Discord, each of other people.
    private record DiscordConversations(BotFixture stage, String language) {

        private SandboxPerson someone(long id, String name) {
            return new SandboxPerson(id, name, language);
        }

        void first(String name) throws Exception {
            SandboxPerson ada = someone(501, "Ada");
            SandboxPlace chat = stage.discord.directMessages(ada);
            var talk = new Transcript(stage.discord, chat);
            talk.write(ada, chat, "/topics");
            talk.press(ada, 1);
            stage.drop("d.md", BotFixture.digest("trade", "2026-02-06", "What happened on Friday"));
            talk.happens("a digest is put into the folder", 1);
            talk.press(ada, 3);
            talk.press(ada, 5);
            talk.write(ada, chat, "/today");
            talk.write(ada, chat, "/perspective china");
            talk.write(ada, chat, "/help");
            talk.isAsWritten("discord/" + name + "/first.txt");
        }

        void settings(String name) {
            SandboxPerson ben = someone(502, "Ben");
            SandboxPlace chat = stage.discord.directMessages(ben);
            var talk = new Transcript(stage.discord, chat);
            talk.write(ben, chat, "/settings");
            talk.write(ben, chat, "/subscribe trade");
            talk.write(ben, chat, "/settings");
            choose(talk, ben, name);
            talk.isAsWritten("discord/" + name + "/settings.txt");
        }

        void refusals(String name) {
            SandboxPerson max = someone(503, "Max");
            SandboxPerson ida = someone(504, "Ida");
            SandboxPlace channel = stage.discord.channel("news");
            stage.discord.promote(channel, ida);
            var talk = new Transcript(stage.discord, channel, stage.discord.directMessages(max));
            talk.write(max, stage.discord.directMessages(max), "/broadcast");
            talk.write(max, channel, "/settings");
            talk.write(max, channel, "/subscribe trade to:here");
            talk.write(max, channel, "/today sport");
            talk.write(ida, channel, "/settings");
            talk.isAsWritten("discord/" + name + "/refusals.txt");
        }

        void views(String name) throws Exception {
            SandboxPerson eve = someone(506, "Eve");
            SandboxPlace chat = stage.discord.directMessages(eve);
            var talk = new Transcript(stage.discord, chat);
            look(stage, talk, eve, chat, "2026-02-02", "2026-02-01");
            talk.isAsWritten("discord/" + name + "/views.txt");
        }

        void when(String name) {
            SandboxPerson zoe = someone(506, "Zoe");
            SandboxPlace chat = stage.discord.directMessages(zoe);
            var talk = new Transcript(stage.discord, chat);
            chooseWhen(talk, zoe, chat);
            talk.isAsWritten("discord/" + name + "/when.txt");
        }

        void broadcast(String name) {
            SandboxPerson olga = someone(OWNER, "Olga");
            SandboxPlace chat = stage.discord.directMessages(olga);
            var talk = new Transcript(stage.discord, chat);
            talk.write(olga, chat, "/broadcast");
            talk.write(olga, chat, "**Maintenance** on Sunday");
            talk.press(olga, 1, 2);
            talk.until(sent(name, 5));
            talk.isAsWritten("discord/" + name + "/broadcast.txt");
        }

        void own(String name) {
            SandboxPerson mia = someone(510, "Mia");
            SandboxPlace channel = stage.discord.channel("own");
            stage.discord.promote(channel, mia);
            var talk = new Transcript(stage.discord, channel);
            talk.write(mia, channel, "/privacy");
            talk.press(mia, 1);
            talk.write(mia, channel, "/today");
            talk.press(mia, 5);
            talk.write(mia, channel, "/forget");
            talk.press(mia, 1);
            talk.isAsWritten("discord/" + name + "/own.txt");
        }

        void asking(String name) {
            SandboxPerson lea = someone(512, "Lea");
            SandboxPlace chat = stage.discord.directMessages(lea);
            var talk = new Transcript(stage.discord, chat);
            ask(talk, lea, chat);
            talk.isAsWritten("discord/" + name + "/asking.txt");
        }

        void picture(String name) {
            SandboxPerson max = someone(511, "Max");
            SandboxPlace chat = stage.discord.directMessages(max);
            var talk = new Transcript(stage.discord, chat);
            talk.write(max, chat, "/card trade");
            talk.write(max, chat, "/card date: 2026-01-05");
            talk.write(max, chat, "/card date: 2026-01-06");
            talk.isAsWritten("discord/" + name + "/picture.txt");
        }
    }
}
