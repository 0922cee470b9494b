package digestbot.app;

import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.chat.common.OutletKindWords;
import digestbot.digest.OutletKind;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Texts;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/// What most people do, from the first message to the last.
class ConversationsTest extends GoldenConversations {

    private static final long OWNER = 900;

    @Override
    void prepare(BotFixture fixture) throws IOException {
        fixture.drop("before.md", BotFixture.digest("trade", "2026-01-05", "An old one"));
    }

    @Override
    void converse(BotFixture fixture, Bot bot, Language language) {
        var telegram = new TelegramConversations(fixture, language);
        var discord = new DiscordConversations(fixture, language);
        // The order counts: a digest goes to all who have subscribed so far.
        assertAll(
                telegram::first,
                telegram::settings,
                telegram::refusals,
                telegram::broadcast,
                telegram::own,
                discord::first,
                discord::settings,
                discord::refusals,
                discord::broadcast,
                telegram::views,
                discord::views,
                discord::when,
                telegram::when,
                discord::own,
                telegram::picture,
                discord::picture,
                telegram::asking,
                discord::asking,
                telegram::group,
                telegram::sharing,
                discord::sharing);
    }

    @Override
    String config() {
        return """
                owners: {telegram: [%1$d], discord: [%1$d]}
                topics:
                  trade:
                    perspectives:
                      us: {emoji: 🇺🇸, short: US}
                      china: {emoji: 🇨🇳, short: China}
                outlets:
                  Example Wire: {perspective: us}
                  样例日报: {perspective: china, country: CN, kind: state}
                """.formatted(OWNER);
    }

    /// The last line of an announcement's report.
    private static String sent(Language language, long number) {
        return Texts.of(language.toString()).format(BroadcastPhrase.SENT, number);
    }

    /// Chooses China first, short, side by side, at eight on weekdays, in Berlin and then in Paris, in another
    /// language. The time zone is asked before the time.
    ///
    /// @param placeButtons the number of buttons about delivery places in the settings
    private static void choose(Transcript transcript, SandboxPerson person, Language language, int placeButtons) {
        int other = language == Language.ES ? 1 : 3;
        // Chinese readers see the second page of cities first.
        int otherPlaces = language == Language.ZH ? 20 : 21;
        int onOverview = placeButtons + 5;
        transcript.press(
                person,
                1,
                5,
                2,
                8,
                1,
                1,
                4,
                7,
                9,
                otherPlaces,
                4,
                2,
                4,
                3,
                11,
                15,
                8,
                11,
                3,
                17,
                11,
                3,
                15,
                onOverview,
                other,
                onOverview + 1,
                onOverview + 1,
                onOverview + 2);
    }

    /// Enters the zone by name, misspelt, as an offset and with several places; quiet hours; and a
    /// time within them.
    private static void chooseWhen(Transcript transcript, SandboxPerson person, SandboxPlace chat) {
        transcript.write(person, chat, "/subscribe trade", "/zone berln");
        transcript.press(person, 1);
        transcript.write(
                person, chat, "/zone +02:00", "/zone lon", "/zone atlantis", "/zone", "/zone zürich", "/settings");
        transcript.press(
                person, 4, 2, 5, 11, 12, 14, 6, 12, 14, 8, 9, 2, 6, 12, 14, 11, 1, 9, 9, 13, 16, 1, 11, 17, 11);
    }

    /// Asks for digests of other days, for words, and about what came and did not.
    private static void ask(Transcript transcript, SandboxPerson person, SandboxPlace chat) {
        transcript.write(
                person,
                chat,
                "/missed",
                "/subscribe trade",
                "/why",
                "/yesterday",
                "/digest 2/3",
                "/digest 1999-12-31",
                "/digest soonish",
                "/search freight");
        transcript.press(person, 2);
        transcript.write(
                person,
                chat,
                "/search harbour perspective:china from:2026-02-01",
                "/search ports from:2026-02-06 until:2026-02-05",
                "/changes",
                "/sources",
                "/missed",
                "/card trade");
    }

    /// Looks at a digest in all views and at the articles of state outlets alone, by a button and by words, hides an
    /// outlet, and gets the next one side by side.
    ///
    /// @param shareButtons the number of buttons that share a digest
    /// @param days of the two digests
    private static void look(
            BotFixture fixture,
            Transcript transcript,
            SandboxPerson person,
            SandboxPlace chat,
            int shareButtons,
            String... days)
            throws Exception {
        transcript.write(person, chat, "/subscribe trade");
        transcript.press(person, 2, 5, 2);
        fixture.drop(days[0] + ".md", digest(days[0]));
        transcript.happens("a digest is put into the folder", 1);
        transcript.press(person, 4, 5, 10 + shareButtons, 11 + shareButtons, 2, 4, 12 + shareButtons, 5);
        String state = OutletKindWords.label(Texts.of(person.language()), OutletKind.STATE);
        transcript.write(person, chat, "/sources trade " + days[0] + " " + state.toLowerCase(Locale.ROOT));
        transcript.write(person, chat, "/sources privte");
        transcript.press(person, 2);
        transcript.write(person, chat, "/settings");
        transcript.press(person, 1, 7);
        fixture.drop(days[1] + ".md", digest(days[1]));
        transcript.happens("another digest is put into the folder", 1);
    }

    /// Four points of one perspective and three of the other, two of them about the same; four sources of three
    /// outlets.
    private static String digest(String day) {
        return BotFixture.digest("trade", day, "What happened on " + day)
                        .replace(
                                "- The first side says its part about it, at some length.",
                                "- The ports reopen. {pair: ports}\n- Freight costs fall. {only}\n- Critics doubt it. {pair: talks}\n- More is to come.")
                        .replace(
                                "- The second side says its part about it, at some length.",
                                "- The first ship sails. {pair: ports}\n- The route is described as the first of three.\n- Talks go on. {pair: talks}")
                        .stripTrailing()
                + """

                2. [en] [Two ports reopen](https://example.org/2) - Harbour Post (2/4/2026)
                3. [zh-CN] [首船启航](https://example.org/3) - 样例日报 (2026-02-04)
                4. [en] [What it costs](https://example.org/4) - Example Wire (2/3/2026)
                """;
    }

    /// The conversations on Telegram, each with other people.
    private record TelegramConversations(BotFixture fixture, Language language) {

        private SandboxPerson someone(long id, String name) {
            return language.onTelegram(id, name);
        }

        void first() throws Exception {
            SandboxPerson ada = someone(501, "Ada");
            SandboxPlace chat = fixture.privateChat(ada);
            var transcript = new Transcript(fixture.telegram, chat);
            transcript.write(ada, chat, "/start");
            transcript.press(ada, 1, 3);
            transcript.write(ada, chat, "hello there");
            transcript.press(ada, 2);
            fixture.drop("t.md", BotFixture.digest("trade", "2026-02-05", "What happened on Thursday"));
            transcript.happens("a digest is put into the folder", 1);
            transcript.press(ada, 3, 5);
            transcript.write(ada, chat, "/today", "/perspective china", "/topics", "/setings");
            transcript.press(ada, 1);
            transcript.write(ada, chat, "/today trad");
            transcript.press(ada, 1);
            transcript.write(ada, chat, "/help", "/stop");
            transcript.press(ada, 1);
            transcript.isAsWritten("telegram/" + language + "/first.txt");
        }

        void settings() {
            SandboxPerson ben = someone(502, "Ben");
            SandboxPlace chat = fixture.privateChat(ben);
            var transcript = new Transcript(fixture.telegram, chat);
            transcript.write(ben, chat, "/settings", "/subscribe trade", "/settings");
            choose(transcript, ben, language, 1);
            transcript.isAsWritten("telegram/" + language + "/settings.txt");
        }

        void refusals() {
            SandboxPerson max = someone(503, "Max");
            SandboxPerson ida = someone(504, "Ida");
            SandboxPlace chat = fixture.privateChat(max);
            var group = new SandboxPlace(-1_001_000_000_505L, SandboxPlace.Kind.GROUP, "Readers");
            fixture.telegram.promote(group, ida);
            var transcript = new Transcript(fixture.telegram, chat, group);
            transcript.write(
                    max,
                    chat,
                    "/broadcast Hello everybody",
                    "/subscribe sport",
                    "/subscribe trad",
                    "/perspective mars",
                    "/perspective us 2020-02-30");
            transcript.write(max, group, "/settings");
            transcript.write(ida, group, "/topics");
            transcript.press(max, 1);
            transcript.press(ida, 1);
            transcript.isAsWritten("telegram/" + language + "/refusals.txt");
        }

        /// Each member sees their own answers, until the bot may no longer write to one alone.
        void group() {
            SandboxPerson ida = someone(514, "Ida");
            SandboxPerson max = someone(515, "Max");
            var group = new SandboxPlace(-1_001_000_000_514L, SandboxPlace.Kind.GROUP, "Readers");
            fixture.telegram.promote(group, ida);
            fixture.telegram.promoteBot(ida, group);
            var transcript = new Transcript(fixture.telegram, group);
            transcript.write(ida, group, "/subscribe trade");
            transcript.write(max, group, "/today");
            transcript.press(max, 2);
            transcript.press(ida, 3);
            transcript.press(max, 1);
            transcript.write(ida, group, "/settings");
            transcript.press(ida, 1);
            transcript.write(max, group, "/settings", "/why", "/search freight", "/mistake");
            transcript.write(ida, group, "/export");
            transcript.write(max, group, "/yesterday");
            fixture.telegram.demoteBot(ida, group);
            transcript.write(max, group, "/why");
            transcript.isAsWritten("telegram/" + language + "/group.txt");
        }

        /// A reader copies a digest's link, and sends the digest into a group, where somebody opens it who
        /// does not know the bot yet.
        void sharing() {
            SandboxPerson lou = someone(516, "Lou");
            SandboxPerson kim = someone(517, "Kim");
            SandboxPlace chat = fixture.privateChat(lou);
            var friends = new SandboxPlace(-1_001_000_000_516L, SandboxPlace.Kind.GROUP, "Friends");
            var transcript = new Transcript(fixture.telegram, chat, friends, fixture.privateChat(kim));
            transcript.write(lou, chat, "/today");
            transcript.press(lou, 9, 8);
            transcript.share(fixture.telegram, lou, friends, "@stage_bot trade 2026-02-05", 2);
            transcript.pressExpecting(2, kim, 1);
            transcript.share(fixture.telegram, lou, friends, "@stage_bot freight", 1);
            transcript.isAsWritten("telegram/" + language + "/sharing.txt");
        }

        void views() throws Exception {
            SandboxPerson eve = someone(506, "Eve");
            SandboxPlace chat = fixture.privateChat(eve);
            var transcript = new Transcript(fixture.telegram, chat);
            look(fixture, transcript, eve, chat, 2, "2026-02-04", "2026-02-03");
            transcript.isAsWritten("telegram/" + language + "/views.txt");
        }

        void when() {
            SandboxPerson zoe = someone(506, "Zoe");
            SandboxPlace chat = fixture.privateChat(zoe);
            var transcript = new Transcript(fixture.telegram, chat);
            chooseWhen(transcript, zoe, chat);
            transcript.isAsWritten("telegram/" + language + "/when.txt");
        }

        void broadcast() {
            SandboxPerson olga = someone(OWNER, "Olga");
            SandboxPlace chat = fixture.privateChat(olga);
            var transcript = new Transcript(fixture.telegram, chat);
            transcript.write(
                    olga,
                    chat,
                    "/broadcast",
                    "/broadcast **Maintenance** on Sunday:\n- from 6 to 7\n- [more](https://example.org/plan)");
            transcript.press(olga, 5);
            transcript.write(
                    olga, chat, "**Maintenance** on Sunday:\n- from 6 to 8\n- [more](https://example.org/plan)");
            transcript.press(olga, 4, 2, 2, 7, 3, 3);
            transcript.pressExpecting(2, olga, 1);
            transcript.until(sent(language, 3));
            transcript.isAsWritten("telegram/" + language + "/broadcast.txt");
        }

        void own() {
            SandboxPerson mia = someone(510, "Mia");
            SandboxPlace chat = fixture.privateChat(mia);
            var transcript = new Transcript(fixture.telegram, chat);
            transcript.write(mia, chat, "/privacy");
            transcript.press(mia, 1);
            transcript.write(mia, chat, "/today");
            transcript.press(mia, 5, 2, 10, 2);
            transcript.write(mia, chat, "the figure is too high", "/mistake the date is wrong", "/mistake", "/forget");
            transcript.press(mia, 1);
            transcript.isAsWritten("telegram/" + language + "/own.txt");
        }

        void asking() {
            SandboxPerson lea = someone(520, "Lea");
            SandboxPlace chat = fixture.privateChat(lea);
            var transcript = new Transcript(fixture.telegram, chat);
            ask(transcript, lea, chat);
            transcript.write(
                    lea,
                    chat,
                    "/perspective china 5 feb",
                    "/search topic:trade from:2026-02-05",
                    "/search",
                    "freight",
                    "/search nothingness");
            transcript.press(lea, 2);
            transcript.isAsWritten("telegram/" + language + "/asking.txt");
        }

        void picture() {
            SandboxPerson max = someone(511, "Max");
            SandboxPlace chat = fixture.privateChat(max);
            var transcript = new Transcript(fixture.telegram, chat);
            transcript.write(max, chat, "/card trade", "/card 2026-01-05", "/card 2026-01-06");
            transcript.isAsWritten("telegram/" + language + "/picture.txt");
        }
    }

    /// The conversations on Discord, each with other people.
    private record DiscordConversations(BotFixture fixture, Language language) {

        private SandboxPerson someone(long id, String name) {
            return language.onDiscord(id, name);
        }

        /// A member shares a view that they alone see, which is impossible where they may not write.
        void sharing() {
            SandboxPerson lou = someone(516, "Lou");
            SandboxPlace friends = fixture.discord.channel("friends");
            SandboxPlace rules = fixture.discord.readOnlyChannel("rules");
            var transcript = new Transcript(fixture.discord, friends, rules);
            transcript.write(lou, friends, "/today");
            transcript.press(lou, 2, 9);
            transcript.write(lou, rules, "/today");
            transcript.press(lou, 2);
            transcript.isAsWritten("discord/" + language + "/sharing.txt");
        }

        void first() throws Exception {
            SandboxPerson ada = someone(501, "Ada");
            SandboxPlace chat = fixture.discord.directMessages(ada);
            var transcript = new Transcript(fixture.discord, chat);
            transcript.write(ada, chat, "/topics");
            transcript.press(ada, 1, 3);
            fixture.drop("d.md", BotFixture.digest("trade", "2026-02-06", "What happened on Friday"));
            transcript.happens("a digest is put into the folder", 1);
            transcript.press(ada, 3, 5);
            transcript.write(ada, chat, "/today", "/perspective china", "/help");
            transcript.isAsWritten("discord/" + language + "/first.txt");
        }

        void settings() {
            SandboxPerson ben = someone(502, "Ben");
            SandboxPlace chat = fixture.discord.directMessages(ben);
            var transcript = new Transcript(fixture.discord, chat);
            transcript.write(ben, chat, "/settings", "/subscribe trade", "/settings");
            choose(transcript, ben, language, 0);
            transcript.isAsWritten("discord/" + language + "/settings.txt");
        }

        void refusals() {
            SandboxPerson max = someone(503, "Max");
            SandboxPerson ida = someone(504, "Ida");
            SandboxPlace channel = fixture.discord.channel("news");
            fixture.discord.promote(channel, ida);
            var transcript = new Transcript(fixture.discord, channel, fixture.discord.directMessages(max));
            transcript.write(max, fixture.discord.directMessages(max), "/broadcast");
            transcript.write(
                    max, channel, "/settings", "/subscribe trade to:here", "/today sport", "/subscribe trade to:me");
            transcript.write(ida, channel, "/settings");
            transcript.isAsWritten("discord/" + language + "/refusals.txt");
        }

        void views() throws Exception {
            SandboxPerson eve = someone(506, "Eve");
            SandboxPlace chat = fixture.discord.directMessages(eve);
            var transcript = new Transcript(fixture.discord, chat);
            look(fixture, transcript, eve, chat, 0, "2026-02-02", "2026-02-01");
            transcript.isAsWritten("discord/" + language + "/views.txt");
        }

        void when() {
            SandboxPerson zoe = someone(506, "Zoe");
            SandboxPlace chat = fixture.discord.directMessages(zoe);
            var transcript = new Transcript(fixture.discord, chat);
            chooseWhen(transcript, zoe, chat);
            transcript.isAsWritten("discord/" + language + "/when.txt");
        }

        void broadcast() {
            SandboxPerson olga = someone(OWNER, "Olga");
            SandboxPlace chat = fixture.discord.directMessages(olga);
            var transcript = new Transcript(fixture.discord, chat);
            transcript.write(olga, chat, "/broadcast", "**Maintenance** on Sunday");
            transcript.press(olga, 5);
            transcript.write(olga, chat, "**Maintenance** on Monday");
            transcript.pressExpecting(2, olga, 1);
            transcript.until(sent(language, 6));
            transcript.isAsWritten("discord/" + language + "/broadcast.txt");
        }

        void own() {
            SandboxPerson mia = someone(510, "Mia");
            SandboxPlace channel = fixture.discord.channel("own");
            fixture.discord.promote(channel, mia);
            var transcript = new Transcript(fixture.discord, channel);
            transcript.write(mia, channel, "/privacy");
            transcript.press(mia, 1);
            transcript.write(mia, channel, "/today");
            transcript.press(mia, 5);
            transcript.write(mia, channel, "/mistake", "the figure is too high", "/forget");
            transcript.press(mia, 1);
            transcript.isAsWritten("discord/" + language + "/own.txt");
        }

        void asking() {
            SandboxPerson lea = someone(520, "Lea");
            SandboxPlace chat = fixture.discord.directMessages(lea);
            var transcript = new Transcript(fixture.discord, chat);
            ask(transcript, lea, chat);
            transcript.write(lea, chat, "/search");
            transcript.fill(lea, "freight", () -> fixture.discord.submit(lea, chat, Map.of("text", "freight")));
            transcript.isAsWritten("discord/" + language + "/asking.txt");
        }

        void picture() {
            SandboxPerson max = someone(511, "Max");
            SandboxPlace chat = fixture.discord.directMessages(max);
            var transcript = new Transcript(fixture.discord, chat);
            transcript.write(max, chat, "/card trade", "/card date: 2026-01-05", "/card date: 2026-01-06");
            transcript.isAsWritten("discord/" + language + "/picture.txt");
        }
    }
}
