package digestbot.app;

import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.i18n.Texts;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.Channel;
import java.util.Map;

/// The usual conversations of readers and operators, from the first message to the last.
class ConversationsTest extends GoldenConversations {

    private static final long OWNER = 900;

    /// The last line of a broadcast's report.
    private String sent(long number) {
        return Texts.of(language.toString()).format("broadcast-sent", number);
    }

    @Override
    void converse() {
        // The order counts: a digest goes to all who have subscribed so far.
        assertAll(
                () -> firstOnTelegram(onTelegram(501, "Ada")),
                () -> settings(onTelegram(502, "Ben")),
                this::refusalsOnTelegram,
                () -> broadcastOnTelegram(onTelegram(OWNER, "Olga")),
                () -> ownOnTelegram(onTelegram(510, "Mia")),
                () -> firstOnDiscord(onDiscord(501, "Ada")),
                () -> settings(onDiscord(502, "Ben")),
                this::refusalsOnDiscord,
                () -> broadcastOnDiscord(onDiscord(OWNER, "Olga")),
                () -> views(onTelegram(506, "Eve"), "2026-02-04", "2026-02-03"),
                () -> views(onDiscord(506, "Eve"), "2026-02-02", "2026-02-01"),
                () -> when(onDiscord(506, "Zoe")),
                () -> when(onTelegram(506, "Zoe")),
                this::ownOnDiscord,
                () -> picture(onTelegram(511, "Max"), ""),
                () -> picture(onDiscord(511, "Max"), "date: "),
                () -> askingOnTelegram(onTelegram(520, "Lea")),
                () -> askingOnDiscord(onDiscord(520, "Lea")),
                this::groupOnTelegram,
                this::sharingOnTelegram,
                this::sharingOnDiscord);
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
                  样例日报: {country: CN, kind: state}
                """.formatted(OWNER);
    }

    private void firstOnTelegram(Dialogue ada) throws Exception {
        ada.write("/start");
        ada.press(1, 3);
        ada.write("What was the old one?", "What about the ports in China?", "artcile");
        ada.press(1);
        fixture.drop("t.md", BotFixture.paired("trade", "2026-02-05", "What happened on Thursday"));
        ada.happens("a digest is put into the folder", 1);
        ada.press(2, 4);
        ada.press("⋯", "‹");
        ada.write("/today", "/perspective china", "/topics", "/setings");
        ada.press(1);
        ada.write("/today trad");
        ada.press(1);
        ada.write("/help", "/stop");
        ada.press(1);
        ada.isAsWritten("first");
    }

    private void firstOnDiscord(Dialogue ada) throws Exception {
        ada.write("/start");
        ada.press(1, 3);
        fixture.drop("d.md", BotFixture.paired("trade", "2026-02-06", "What happened on Friday"));
        ada.happens("a digest is put into the folder", 1);
        ada.press(2, 4);
        ada.write("/language", "/today", "/perspective china", "/help", "hello", "What happened on Friday?");
        ada.isAsWritten("first");
    }

    /// Chooses China first, short, side by side, at eight on weekdays, in one city and then in
    /// another, and another language. The bot asks for the time zone before the time.
    private void settings(Dialogue ben) {
        ben.write("/settings", "/subscribe trade", "/settings");
        int other = language == Language.ES ? 1 : 3;
        ben.press(1, 1, 2, 2, 4, 1, 1, 3, 5, 1, 2, 5, 6);
        ben.press(3, 2, 14, 13, 1, 3, 14, 4, 8, 10, 6, 2, 3, 1, 8, 10, 5, 4, 2);
        ben.press(4, other, 5, 2, 2, 5, 6);
        ben.isAsWritten("settings");
    }

    private void refusalsOnTelegram() {
        SandboxPerson ida = language.onTelegram(504, "Ida");
        SandboxPlace group = group(505, "Readers");
        fixture.telegram.promote(group, ida);
        SandboxPerson person = language.onTelegram(503, "Max");
        Dialogue max = onTelegram(person, fixture.privateChat(person), group);
        max.write(
                "/broadcast Hello everybody",
                "/subscribe sport",
                "/subscribe trad",
                "/perspective mars",
                "/perspective us 2020-02-30");
        max.transcript().write(person, group, "/settings");
        max.transcript().write(ida, group, "/topics");
        max.press(1);
        max.transcript().press(ida, 1);
        max.isAsWritten("refusals");
    }

    private void refusalsOnDiscord() {
        SandboxPerson ida = language.onDiscord(504, "Ida");
        SandboxPlace channel = fixture.discord.channel("news");
        fixture.discord.promote(channel, ida);
        SandboxPerson person = language.onDiscord(503, "Max");
        Dialogue max = onDiscord(person, fixture.discord.directMessages(person), channel);
        max.write("/broadcast");
        max.transcript()
                .write(
                        person,
                        channel,
                        "/settings",
                        "/subscribe trade to:here",
                        "/today sport",
                        "/subscribe trade to:me");
        max.transcript().write(ida, channel, "/settings");
        max.isAsWritten("refusals");
    }

    /// Each member sees their own answers, until the bot may no longer write to one alone.
    private void groupOnTelegram() {
        SandboxPlace group = group(514, "Readers");
        Dialogue ida = onTelegram(language.onTelegram(514, "Ida"), group);
        var max = new Dialogue(ida.transcript(), language.onTelegram(515, "Max"), group, ida.folder());
        fixture.telegram.promote(group, ida.person());
        fixture.telegram.promoteBot(ida.person(), group, true);
        ida.write("/subscribe trade");
        max.write("/today");
        max.press(2);
        ida.press(3);
        max.press(1);
        ida.write("/settings");
        ida.press(1);
        max.write("/settings", "/missed", "/search freight", "/mistake");
        ida.write("/export");
        max.write("/yesterday");
        fixture.telegram.promoteBot(ida.person(), group, false);
        max.write("/missed");
        ida.isAsWritten("group");
    }

    /// A reader sends a link to a digest, and somebody opens it who does not know the bot yet.
    private void sharingOnTelegram() {
        SandboxPerson kim = language.onTelegram(517, "Kim");
        SandboxPerson person = language.onTelegram(516, "Lou");
        Dialogue lou = onTelegram(person, fixture.privateChat(person), fixture.privateChat(kim));
        lou.write("/today");
        lou.press(5);
        lou.transcript().write(kim, fixture.privateChat(kim), "/start 1-v-3-o");
        lou.isAsWritten("sharing");
    }

    /// A member shares a view that they alone see, which is impossible where they may not write.
    private void sharingOnDiscord() {
        SandboxPlace rules = fixture.discord.channel(Channel.Kind.READ_ONLY, "rules");
        Dialogue lou = onDiscord(language.onDiscord(516, "Lou"), fixture.discord.channel("friends"), rules);
        lou.write("/today");
        lou.press("🇺🇸");
        lou.pressText("share-here-button");
        lou.transcript().write(lou.person(), rules, "/today");
        lou.press("🇺🇸");
        lou.isAsWritten("sharing");
    }

    /// Looks at a digest in all views and at the articles of state outlets alone, by a button and
    /// by words, hides an outlet, and gets the next digest side by side.
    private void views(Dialogue eve, String... days) throws Exception {
        eve.write("/subscribe trade");
        eve.press(6, 2, 2, 5, 1, 2);
        fixture.drop(days[0] + ".md", digest(days[0]));
        eve.happens("a digest is put into the folder", 1);
        eve.press("⇄");
        eve.pressText("sources-button", 4);
        eve.write("/sources trade " + days[0], "/settings");
        eve.press(1, 1, 1, 5);
        fixture.drop(days[1] + ".md", digest(days[1]));
        eve.happens("another digest is put into the folder", 1);
        eve.isAsWritten("views");
    }

    /// Four points of one perspective and three of the other, two of them about the same; four
    /// sources of three outlets.
    private static String digest(String day) {
        return BotFixture.digest("trade", day, "What happened on " + day)
                        .replace(
                                "- The first side says its part about it, at some length.",
                                "- The ports reopen. [1][2] {pair: ports \"Two ports\"}\n- Freight costs fall. {only}\n- Critics doubt it. {pair: talks}\n- More is to come.")
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

    /// Enters the zone by name, misspelt and with several places; quiet hours; and a time within them.
    private static void when(Dialogue zoe) {
        zoe.write("/subscribe trade", "/zone berln");
        zoe.press(1);
        zoe.write("/zone lon", "/zone atlantis", "/zone", "/zone zürich", "/settings");
        zoe.press(3, 2, 5, 11, 12, 14, 6, 12, 14, 7, 2, 6, 12, 14, 9);
        zoe.press(1, 1, 3, 2, 9, 13);
        zoe.press(14, 3, 1, 9, 10, 5, 4, 2);
        zoe.isAsWritten("when");
    }

    private void broadcastOnTelegram(Dialogue olga) {
        olga.write("/broadcast", "**Maintenance** on Sunday:\n- from 6 to 7\n- [more](https://example.org/plan)");
        olga.transcript().pressExpecting(2, olga.person(), 1);
        olga.transcript().until(sent(3));
        olga.transcript()
                .write(
                        2,
                        olga.person(),
                        olga.place(),
                        "/broadcast (in reply to a picture)",
                        () -> fixture.replyToPicture(olga.person(), "The port reopens", "/broadcast"));
        olga.press(2);
        olga.isAsWritten("broadcast");
    }

    private void broadcastOnDiscord(Dialogue olga) {
        olga.write("/broadcast", "**Maintenance** on Sunday");
        olga.transcript().pressExpecting(2, olga.person(), 1);
        olga.transcript().until(sent(6));
        olga.write("/broadcast");
        olga.transcript()
                .write(
                        2,
                        olga.person(),
                        olga.place(),
                        "The port reopens (with a picture)",
                        () -> fixture.discord.submit(
                                olga.person(), olga.place(), Map.of("text", "The port reopens"), BotFixture.PICTURE));
        olga.press(2);
        olga.isAsWritten("broadcast");
    }

    private static void ownOnTelegram(Dialogue mia) {
        mia.write("/privacy");
        mia.press(1);
        mia.write("/today");
        mia.press(4);
        mia.press("🇨🇳", "⋯");
        mia.pressText("mistake-button");
        mia.press(2);
        mia.write("the figure is too high", "/mistake the date is wrong", "/mistake", "/forget");
        mia.press(1);
        mia.isAsWritten("own");
    }

    private void ownOnDiscord() {
        Dialogue mia = onDiscord(language.onDiscord(510, "Mia"), fixture.discord.channel("own"));
        fixture.discord.promote(mia.place(), mia.person());
        mia.write("/privacy");
        mia.press(1, 1);
        mia.write("/today");
        mia.press(4);
        mia.write("/mistake", "the figure is too high", "/forget");
        mia.press(1);
        mia.isAsWritten("own");
    }

    /// Asks for digests of other days, for words, and about missed digests.
    private static void ask(Dialogue lea) {
        lea.write(
                "/missed",
                "/subscribe trade",
                "/yesterday",
                "/digest 1999-12-31",
                "/digest soonish",
                "/search freight");
        lea.press(2);
        lea.write("/sources", "/missed", "/card trade");
    }

    private static void askingOnTelegram(Dialogue lea) {
        ask(lea);
        lea.write("/perspective china 2026-02-05", "/search", "freight", "/search nothingness");
        lea.press(1);
        lea.isAsWritten("asking");
    }

    private void askingOnDiscord(Dialogue lea) {
        ask(lea);
        lea.write("/search");
        lea.transcript()
                .fill(
                        lea.person(),
                        "freight",
                        () -> fixture.discord.submit(lea.person(), lea.place(), Map.of("text", "freight")));
        lea.isAsWritten("asking");
    }

    private static void picture(Dialogue max, String option) {
        max.write("/card trade", "/card " + option + "2026-01-05", "/card " + option + "2026-01-06");
        max.isAsWritten("picture");
    }
}
