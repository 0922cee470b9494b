package digestbot.chat.settings;

import static digestbot.chat.ConversationFixture.GROUP;
import static digestbot.chat.ConversationFixture.PRIVATE;
import static digestbot.chat.ConversationFixture.pressed;
import static digestbot.chat.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.PerspectiveChoice;
import digestbot.audience.Platform;
import digestbot.audience.Subscription;
import digestbot.chat.ConversationFixture;
import digestbot.chat.GoldenTest;
import digestbot.chat.InConversation;
import digestbot.chat.Reply;
import digestbot.content.action.ChatAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.Target;
import digestbot.digest.DigestView;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InConversation
class SettingsCommandTest {

    private ConversationFixture chat;

    private void subscribe() {
        chat.privately(new SubscribeAction.Subscribe("all", Target.DEFAULT));
        chat.press(new SettingsAction.SetZone(ZoneId.of("UTC"), new SettingsAction.Open(0, Screen.OVERVIEW)));
    }

    @Test
    void theTimeZoneIsAskedBeforeTheFirstTime() {
        chat.privately(new SubscribeAction.Subscribe("us-china", Target.DEFAULT));
        chat.press(new SettingsAction.Open(1, Screen.TIME));
        chat.assertSays(
                "What time is it where you are?",
                "[13:00 Berlin] SetZone[zone=Europe/Berlin, after=Open[topic=1, screen=TIME]]");
        chat.assertPress(new SettingsAction.Choose(1, "time", "0800"), "What time is it where you are?");
        chat.assertPress(new SettingsAction.Open(1, Screen.DAYS), "What time is it where you are?");
        chat.assertPress(new SettingsAction.Choose(1, "days", "1234567"), "What time is it where you are?");
        chat.assertPress(new SettingsAction.Choose(1, "roundup", "SUNDAY"), "What time is it where you are?");
        chat.assertStored(PRIVATE, "zone=Z", "us-china: all, FULL, STACKED, Immediately[]");
        chat.press(new SettingsAction.SetZone(ZoneId.of("Europe/Berlin"), new SettingsAction.Open(1, Screen.TIME)));
        chat.assertSays("Time zone: Berlin (now 13:00)", "When should digests arrive?");
        chat.assertPress(new SettingsAction.Choose(1, "time", "0745"), "Every day 07:45 · next: Sat 7 Feb 07:45");
        chat.assertStored(PRIVATE, "zone=Europe/Berlin", "us-china: all, FULL, STACKED, At[time=07:45, days=[MONDAY, ");
    }

    @Test
    void aChineseReaderSeesTheCitiesOfTheEastFirst() {
        chat.as(Platform.TELEGRAM, "zh-hans");
        chat.privately(new SubscribeAction.Subscribe("us-china", Target.DEFAULT));
        chat.press(new SettingsAction.Open(1, Screen.TIME));
        chat.assertSays(
                "你那里现在几点？", "    [20:00 上海] SetZone[zone=Asia/Shanghai", "[20:00 台北]", "[17:00 卡拉奇]", "[更多城市 ›]");
    }

    @Test
    void noButtonMovesWhenATimeIsTapped() {
        subscribe();
        Reply before = chat.press(new SettingsAction.Open(1, Screen.TIME));
        for (String time : List.of("0800", "0745", "0000")) {
            Reply after = chat.press(new SettingsAction.Choose(1, "time", time));
            assertThat(rowSizes(after)).isEqualTo(rowSizes(before));
        }
        assertThat(rowSizes(chat.press(new SettingsAction.Choose(1, "time", "none"))))
                .isEqualTo(rowSizes(chat.press(new SettingsAction.Open(1, Screen.SCHEDULE))));
    }

    /// A client would show a moment in the zone of its device.
    @Test
    void theTimeThatWasChosenAndTheNextDeliveryAreInTheSameZone() {
        subscribe();
        chat.press(new SettingsAction.SetZone(ZoneId.of("Europe/Berlin"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        Reply screen = chat.press(new SettingsAction.Choose(1, "time", "0800"));
        assertThat(told(screen)).contains("Every day 08:00 · next: Sat 7 Feb 08:00");
        for (Reply each : List.of(screen, chat.privately(new SettingsAction.ShowSettings()))) {
            assertThat(ConversationFixture.content(each).toString()).doesNotContain("Moment[");
        }
    }

    private static List<Integer> rowSizes(Reply reply) {
        return ConversationFixture.content(reply).buttons().stream()
                .map(List::size)
                .toList();
    }

    @Test
    void aChatThatHasNothingIsOfferedTheTopicsAndKeepsItsZone() {
        chat.privately(new SettingsAction.ShowSettings());
        chat.assertSays("No subscriptions yet.", "Time zone: not chosen yet (UTC, now 12:00)", "[Topics] ShowTopics");
        chat.press(new SettingsAction.SetZone(ZoneId.of("Asia/Shanghai"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        chat.privately(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        chat.assertStored(PRIVATE, "zone=Asia/Shanghai", "trade: all, FULL, STACKED, Immediately[]");
    }

    @Test
    void theOverviewTellsEverythingThatIsChosen() {
        subscribe();
        chat.press(new SettingsAction.SetPerspective(3, 1, true));
        chat.press(new SettingsAction.SetPerspective(3, 0, true));
        chat.press(new SettingsAction.Choose(1, "length", "SHORT"));
        chat.press(new SettingsAction.Choose(1, "time", "0800"));
        chat.press(new SettingsAction.SetZone(ZoneId.of("Europe/Berlin"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        chat.privately(new SettingsAction.ShowSettings());
        chat.assertSays(
                "US vs China: 🇨🇳 PRC, then 🇺🇸 United States, short · every day 08:00 · next: Sat 7 Feb 08:00",
                "World Trade: all perspectives · immediately",
                "New topics are added automatically.",
                "Time zone: Berlin (now 13:00) · English");
        chat.assertPress(new SettingsAction.Choose(0, "bundles", "false"), "    [Combine digests due together]");
        chat.assertPress(new SettingsAction.Choose(0, "bundles", "true"), "[✓ Combine digests due together]");
        chat.assertStored(
                PRIVATE, "zone=Europe/Berlin", "bundles=true", "us-china: china,us, SHORT, STACKED, At[time=08:00");
    }

    @Test
    void theTopicsScreenOffersEverythingAboutIt() throws IOException {
        subscribe();
        chat.press(new SettingsAction.Choose(2, "length", "HEADLINES"));
        chat.assertSays("All perspectives, headlines · immediately", "([Headlines]");
        chat.assertStored(PRIVATE, "us-china: all, FULL, STACKED", "trade: all, HEADLINES, STACKED");
        chat.press(new SettingsAction.Choose(1, "layout", "SIDE_BY_SIDE"));
        chat.arrive(
                "us-china",
                "US vs China",
                "2026-02-06",
                "us: United States: Ports open. {pair: ports}",
                "china: China: Ships sail. {pair: ports}");
        chat.assertAnswers(new ReadAction.ShowToday("us-china"), "🇺🇸 United States ⇄ 🇨🇳 PRC");
        chat.press(new SettingsAction.Choose(1, "layout", "STACKED"));
        chat.assertStored(PRIVATE, "us-china: all, FULL, STACKED");
        chat.press(new SettingsAction.Close());
        chat.assertSays(
                "Your digests",
                "World Trade: all perspectives, headlines · immediately",
                "    [Settings] ShowSettings");
    }

    @GoldenTest
    void eachGroupOfATopicKeepsItsPlace() {
        subscribe();
        chat.privately(new SettingsAction.ShowSettings());
        chat.tap("Topics");
        chat.tap("US vs China");
        chat.tap("Which side first");
        chat.tap("🇨🇳 PRC first");
        chat.assertSays("🇨🇳 PRC first, then all others · immediately", "([🇨🇳 PRC first]");
        chat.tap("‹ Back");
        chat.tap("How much");
        chat.tap("Short");
        chat.tap("‹ Back");
        chat.tap("When");
        chat.tap("At a time…");
        chat.assertStored(PRIVATE, "us-china: china,us,*, SHORT, STACKED, Immediately[]");
    }

    @Test
    void aNewReaderChoosesHowMuchAndThenWhen() {
        chat.press(new SubscribeAction.SubscribeTopic(1));
        chat.assertSays("How much would you like to read?", "[Headlines] ", "[Short] ", "[Full] ");
        chat.tap("Headlines");
        chat.assertSays("When should digests arrive?", "([Immediately]");
        chat.tap("At a time…");
        chat.assertSays("What time is it where you are?");
        chat.assertStored(PRIVATE, "us-china: all, HEADLINES, STACKED, Immediately[]");
    }

    @GoldenTest
    void theTimesOfAllTopicsAndAllElseAreOnePressAway() {
        subscribe();
        chat.privately(new SettingsAction.ShowSettings());
        chat.tap("When");
        chat.tap("All topics");
        chat.tap("At a time…");
        chat.tap("08:00");
        chat.assertSays("All topics\nEvery day 08:00 for both topics · next: Sat 7 Feb 08:00");
        chat.tap("‹ Back");
        chat.tap("‹ Back");
        chat.tap("One topic…");
        chat.tap("World Trade");
        chat.tap("When");
        chat.tap("Weekly round-up");
        chat.assertSays("World Trade\nWeekly round-up: Sun 08:00 · next: Sun 8 Feb 08:00");
        chat.assertStored(PRIVATE, "us-china: all, FULL, STACKED, At[time=08:00");
        chat.press(new SettingsAction.Open(0, Screen.WHEN));
        chat.tap("World Trade");
        chat.tap("Like all topics");
        chat.assertSays("World Trade\nEvery day 08:00");
        chat.privately(new SettingsAction.ShowSettings());
        chat.tap("More");
        chat.tap("✓ Announcements");
        chat.assertStored(PRIVATE, "announcements=false");
        chat.tap("Muted words");
    }

    @ParameterizedTest(name = "{0}, then {1} first: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ''         | 1 | china,us,*
            ''         | 0 | us,china,*
            china,us,* | 0 | us,china,*
            CHINA,*    | 0 | us,CHINA,*
            china,us   | 0 | us,china
            china      | 1 | china
            china      | 0 | us,china
            CHINA,us   | 1 | china,us
            """)
    void aPerspectiveComesFirstAndTheOthersStayAsTheyWere(String before, int ordinal, String after) {
        subscribe();
        Subscription made = chat.subscription(PRIVATE, "us-china");
        chat.database.writeWithoutResult(tx -> chat.subscriptions.change(
                tx, made.withReading(made.reading().withPerspectives(PerspectiveChoice.of(before)))));
        chat.press(new SettingsAction.PerspectiveFirst(3, ordinal));
        chat.press(new SettingsAction.PerspectiveFirst(3, ordinal));
        assertThat(chat.subscription(PRIVATE, "us-china")
                        .reading()
                        .perspectives()
                        .column())
                .isEqualTo(after);
    }

    @Test
    void aPerspectiveThatATopicGetsLaterIsTheLastForWhoChoseOnlyTheFirst() throws IOException {
        subscribe();
        chat.press(new SettingsAction.PerspectiveFirst(3, 1));
        chat.arrive("us-china", "US vs China", "2026-02-07", "us: United States", "japan: Japan", "china: China");
        chat.assertAnswers(new ReadAction.ShowToday("us-china"), "China\n", "United States\n", "Japan\n");
        chat.press(new SettingsAction.Open(1, Screen.PERSPECTIVES));
        chat.assertSays(
                "🇨🇳 PRC first, then all others", "[✓ 2. 🇺🇸 United States]", "[✓ 🇯🇵 Japan]", "[✓ 1. 🇨🇳 PRC]");
        chat.press(new SettingsAction.SetPerspective(4, 0, false));
        // Leaving one out makes a list of the others.
        chat.assertStored(PRIVATE, "us-china: china,japan, FULL");
    }

    @Test
    void ofOnePerspectiveThereIsNoOrderAndOfManyItIsChosenOnAScreenOfItsOwn() throws IOException {
        chat.arrive("solo", "Solo", "2026-02-06", "us: United States");
        chat.press(new SubscribeAction.SubscribeTopic(4));
        chat.assertPress(new SettingsAction.Open(4, Screen.TOPIC), "    [How much] ", "[When] ");
        chat.press(new SettingsAction.Open(4, Screen.LENGTH));
        chat.assertSaysNot("Stacked");
        chat.arrive("five", "Five", "2026-02-06", "a: Aa", "b: Bb", "c: Cc", "d: Dd", "e: Ee");
        chat.press(new SubscribeAction.SubscribeTopic(5));
        chat.press(new SettingsAction.Open(5, Screen.FIRST));
        chat.assertSays(
                "Rotating: a different perspective comes first each day.\n    ([All, rotating]", "[Perspectives…]");
    }

    @Test
    void aSecondPressOfTheSamePerspectiveDoesNoHarm() {
        subscribe();
        chat.press(new SettingsAction.SetPerspective(3, 1, true));
        chat.press(new SettingsAction.SetPerspective(3, 0, true));
        chat.press(new SettingsAction.SetPerspective(3, 1, true));
        chat.assertStored(PRIVATE, "us-china: china,us, FULL");
        chat.press(new SettingsAction.SetPerspective(3, 1, false));
        chat.press(new SettingsAction.SetPerspective(3, 1, false));
        chat.assertStored(PRIVATE, "us-china: us, FULL");
        chat.press(new SettingsAction.SetPerspective(3, 0, false));
        chat.assertSays("Toast: Keep at least one perspective, or choose all of them.");
        chat.assertStored(PRIVATE, "us-china: us, FULL");
        chat.press(new SettingsAction.Choose(1, "perspectives", "true"));
        chat.assertStored(PRIVATE, "us-china: all, FULL");
    }

    @Test
    void theTimeIsChosenByStepsThatCarryTheTimeTheyLeadTo() {
        subscribe();
        chat.press(new SettingsAction.Open(1, Screen.TIME));
        chat.assertSays(
                "[−1 h] Choose[topic=1, setting=time, value=0700]",
                "[+15 min] Choose[topic=1, setting=time, value=0815]");
        chat.press(new SettingsAction.Choose(1, "time", "2330"));
        chat.assertSays(
                "Every day 23:30",
                "[−1 h] Choose[topic=1, setting=time, value=2230]",
                "[+1 h] Choose[topic=1, setting=time, value=0030]");
        chat.assertPress(new SettingsAction.Choose(1, "time", "0800"), "([08:00] Choose");
        chat.assertStored(
                PRIVATE,
                "us-china: all, FULL, STACKED, At[time=08:00, days=[MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY,"
                        + " SATURDAY, SUNDAY]]");
        chat.press(new SettingsAction.Choose(1, "time", "none"));
        chat.assertStored(PRIVATE, "us-china: all, FULL, STACKED, Immediately[]");
    }

    @Test
    void theNextTimeIsOneAtWhichSomethingCanCome() {
        subscribe();
        // Today's digest is published.
        chat.assertPress(new SettingsAction.Choose(1, "time", "2000"), "next: Sat 7 Feb 20:00");
        chat.assertPress(new SettingsAction.Choose(1, "time", "0800"), "next: Sat 7 Feb 08:00");
        chat.press(new SettingsAction.SetZone(
                ZoneId.of("Pacific/Kiritimati"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        // It was published on the 7th at 02:00 local time, so it is the digest of that day.
        chat.press(new SettingsAction.Choose(1, "time", "0800"));
        chat.assertSays("next: Sun 8 Feb 08:00", "Time zone: Kiritimati (now 02:00)");
        chat.press(
                new SettingsAction.SetZone(ZoneId.of("America/New_York"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        chat.assertSays("next: Sat 7 Feb 08:00");
        chat.pass(Duration.ofHours(20));
        // The digest of the 7th is not published yet.
        chat.press(new SettingsAction.Choose(1, "time", "2000"));
        chat.assertSays("next: Sat 7 Feb 20:00", "Time zone: New York (now 03:00)");
    }

    @Test
    void severalTopicsInOneMessageCanBeChosenOnEveryPage() throws Exception {
        chat.arriveMany(9);
        chat.privately(new SubscribeAction.Subscribe("all", SubscribeAction.Target.DEFAULT));
        chat.privately(pressed(new SettingsAction.ShowSettings(2)));
        chat.assertSays(
                "Topics\nWorld Trade: all perspectives · immediately\nWhat",
                "[World Trade]",
                "[‹ 1/2] ShowSettings[page=1]");
    }

    @Test
    void whatIsOwedComesNext() {
        subscribe();
        chat.press(new SettingsAction.Choose(1, "time", "2000"));
        chat.owe("us-china", 3, 1_770_408_000);
        chat.privately(new SettingsAction.ShowSettings());
        chat.assertSays("US vs China: all perspectives · every day 20:00 · next: Fri 6 Feb 20:00");
    }

    @Test
    void daysAreSwitchedOneByOneAndTheLastOneStays() {
        subscribe();
        chat.press(new SettingsAction.Choose(1, "time", "0800"));
        chat.press(new SettingsAction.Open(1, Screen.DAYS));
        chat.assertSays("On which days?", "[✓ Mon]", "[✓ Sun]", "([Every day]");
        chat.press(new SettingsAction.Choose(1, "days", "12345"));
        chat.assertSays("Mon–Fri 08:00 · next: Mon 9 Feb 08:00", "    [✓ Fri] ", "[Sat]", "([Mon–Fri]");
        chat.assertPress(new SettingsAction.Choose(1, "days", "17"), "Mon, Sun 08:00 · next: Sun 8 Feb 08:00");
        chat.press(new SettingsAction.Choose(1, "days", "7"));
        chat.tap("✓ Sun");
        chat.assertSays("Toast: Keep at least one day, or unsubscribe instead.");
        chat.assertStored(PRIVATE, "us-china: all, FULL, STACKED, At[time=08:00, days=[SUNDAY]]");
        chat.press(new SettingsAction.Choose(1, "time", "0815"));
        // Another time on the same days.
        chat.assertStored(PRIVATE, "us-china: all, FULL, STACKED, At[time=08:15, days=[SUNDAY]]");
    }

    @Test
    void aWeekCanComeAsOneRoundUpOnAChosenDay() {
        subscribe();
        chat.press(new SettingsAction.Choose(1, "roundup", "SUNDAY"));
        chat.press(new SettingsAction.Choose(1, "roundup", "MONDAY"));
        chat.assertSays(
                "Weekly round-up: Mon 18:00 · next: Mon 9 Feb 18:00",
                "On which day should the weekly round-up arrive?",
                "([Mon]");
        chat.press(new SettingsAction.Choose(1, "time", "1830"));
        chat.assertSays("Weekly round-up: Mon 18:30 · next: Mon 9 Feb 18:30");
        chat.press(new SettingsAction.Choose(1, "days", "12345"));
        // Each digest is delivered by itself again.
        chat.assertStored(
                PRIVATE,
                "us-china: all, FULL, STACKED, At[time=18:30, days=[MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY]]");
    }

    @Test
    void daysOfWhatComesAtOnceAskForATimeFirst() {
        subscribe();
        chat.press(new SettingsAction.Open(1, Screen.DAYS));
        chat.assertSays("Choose a time first. Days apply to scheduled delivery only.");
        chat.assertPress(new SettingsAction.Choose(1, "days", "12345"), "Choose a time first.");
        chat.assertStored(PRIVATE, "us-china: all, FULL, STACKED, Immediately[]");
    }

    @Test
    void aChangedTimeMovesWhatIsOwedAlready() {
        subscribe();
        chat.owe("us-china", 3, 0);
        chat.press(new SettingsAction.Choose(1, "time", "1800"));
        assertThat(dueTime()).containsExactly("2026-02-06 18:00:00");
        chat.press(new SettingsAction.SetZone(ZoneId.of("Europe/Berlin"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        assertThat(dueTime()).containsExactly("2026-02-06 17:00:00");
    }

    private List<String> dueTime() {
        return chat.rows("SELECT datetime(due_at / 1000, 'unixepoch') FROM delivery WHERE state = 'queued'");
    }

    @Test
    void aPersonsLanguageIsSpokenToThemWhereverTheyAloneListen() {
        subscribe();
        chat.assertPress(new SettingsAction.Open(0, Screen.LANGUAGE), "[Deutsch]", "([English]", "[简体中文]");
        chat.assertPress(new SettingsAction.Choose(0, "language", "de"), "Deine Überblicke");
        chat.assertStored(PRIVATE, "language=de");
        // A toast in a group.
        chat.asMember(pressed(new SettingsAction.ShowSettings()));
        chat.assertSays("Toast: Das können nur Admins dieses Chats ändern.");
        // Everybody there sees it.
        chat.asMember(new ReadAction.ShowToday("nix"));
        chat.assertSays("Whisper: Kein Thema heißt „nix“.");
        // The bot has no texts in that language.
        chat.assertPress(new SettingsAction.Choose(0, "language", "tlh"), "Deine Überblicke");
    }

    @Test
    void theLanguageOfAGroupIsItsOwn() {
        chat.asManager(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        chat.pressAsManager(new SettingsAction.Choose(0, "language", "es"));
        chat.asManager(new ChatAction.ShowHelp());
        chat.assertSays("Cada resumen");
        chat.assertAnswers(new ChatAction.ShowHelp(), "Each digest");
    }

    @Test
    void aServersChannelIsSpokenToInItsLanguageAndAPersonThereInTheirs() {
        chat.onDiscord(true, new SubscribeAction.Subscribe("trade", Target.HERE));
        chat.onDiscord(true, pressed(new SettingsAction.Choose(0, "language", "de")));
        chat.assertSays("Digests delivered here");
        chat.onDiscord(false, new ReadAction.ShowToday(""));
        chat.assertSays("Say: World Trade", "Fr., 6. Feb. · ", "[Quellen 1]");
        chat.onDiscord(false, pressed(new ReadAction.Show(3, new DigestView.Overview(), 0)));
        chat.assertSays("Aside Show[digest=3", "Fri 6 Feb · ", "[Sources 1]");
        chat.onDiscord(false, new ChatAction.ShowHelp());
        chat.assertSays("Each digest");
    }

    @Test
    void whatIsAboutNoSubscriptionShowsTheTopicsAndWhatIsGoneSaysSo() {
        chat.press(new SubscribeAction.SubscribeTopic(2));
        for (SettingsAction press : List.of(
                new SettingsAction.Open(1, Screen.TOPIC),
                new SettingsAction.Choose(1, "time", "0800"),
                new SettingsAction.SetPerspective(3, 1, true))) {
            chat.press(press);
            chat.assertSays("Choose your topics. Tap to subscribe, tap again to unsubscribe.\n    [US vs China]");
        }
        chat.assertStored(PRIVATE, "true]\ntrade: all, FULL");
        chat.assertPress(new SettingsAction.Open(99, Screen.TOPIC), "Toast: This topic no longer exists.");
        chat.assertPress(new SettingsAction.SetPerspective(99, 0, true), "Toast: This digest is no longer available.");
        chat.assertPress(new SettingsAction.SetPerspective(3, 9, true), "Toast: This digest is no longer available.");
    }

    @Test
    void settingsOfAGroupAreItsOwn() {
        chat.asManager(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        chat.pressAsManager(new SettingsAction.SetZone(ZoneId.of("UTC"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        chat.pressAsManager(new SettingsAction.Choose(2, "time", "0800"));
        chat.asManager(new SettingsAction.ShowSettings());
        chat.assertSays(
                "Digests delivered here\nWorld Trade: all perspectives · every day 08:00 · next: Sat 7 Feb 08:00");
        chat.assertStored(GROUP, "trade in 9: all, FULL, STACKED, At[time=08:00");
        chat.assertAnswers(new SettingsAction.ShowSettings(), "Your digests\nNo subscriptions yet.");
    }

    @Test
    void manyTopicsAndPerspectivesFitIntoOneMessage() throws Exception {
        chat.arriveMany(23);
        String[] perspectives =
                IntStream.range(0, 20).mapToObj(i -> "s" + i + ": Side " + i).toArray(String[]::new);
        chat.arrive("crowd", "A crowd", "2026-02-06", perspectives);
        subscribe();
        chat.assertFitsOnDiscord(new SettingsAction.Open(0, Screen.WHEN));
        for (int page = 0; page < 4; page++) {
            chat.assertFitsOnDiscord(new SettingsAction.ShowSettings(page));
        }
        chat.assertFitsOnDiscord(new SettingsAction.Open(27, Screen.PERSPECTIVES));
    }
}
