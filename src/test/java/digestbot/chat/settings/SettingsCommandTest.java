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

    private ConversationFixture conversation;

    private void subscribe() {
        conversation.privately(new SubscribeAction.Subscribe("all", Target.DEFAULT));
        conversation.press(new SettingsAction.SetZone(ZoneId.of("UTC"), new SettingsAction.Open(0, Screen.OVERVIEW)));
    }

    @Test
    void theTimeZoneIsAskedBeforeTheFirstTime() {
        conversation.privately(new SubscribeAction.Subscribe("us-china", Target.DEFAULT));
        conversation.press(new SettingsAction.Open(1, Screen.TIME));
        conversation.assertSays(
                "What time is it where you are?",
                "[13:00 Berlin] SetZone[zone=Europe/Berlin, after=Open[topic=1, screen=TIME]]");
        conversation.press(new SettingsAction.Choose(1, "time", "0800"));
        conversation.assertSays("What time is it where you are?");
        conversation.press(new SettingsAction.Open(1, Screen.DAYS));
        conversation.assertSays("What time is it where you are?");
        conversation.press(new SettingsAction.Choose(1, "days", "1234567"));
        conversation.assertSays("What time is it where you are?");
        conversation.press(new SettingsAction.Choose(1, "roundup", "SUNDAY"));
        conversation.assertSays("What time is it where you are?");
        conversation.assertStored(PRIVATE, "zone=Z", "us-china: all, FULL, STACKED, Immediately[]");
        conversation.press(
                new SettingsAction.SetZone(ZoneId.of("Europe/Berlin"), new SettingsAction.Open(1, Screen.TIME)));
        conversation.assertSays("Time zone: Berlin (now 13:00)", "When should it arrive?");
        conversation.press(new SettingsAction.Choose(1, "time", "0745"));
        conversation.assertSays("Every day 07:45 · next: Sat 7 Feb 07:45");
        conversation.assertStored(
                PRIVATE, "zone=Europe/Berlin", "us-china: all, FULL, STACKED, At[time=07:45, days=[MONDAY, ");
    }

    @Test
    void aChineseReaderSeesTheCitiesOfTheEastFirst() {
        conversation.as(Platform.TELEGRAM, "zh-hans");
        conversation.privately(new SubscribeAction.Subscribe("us-china", Target.DEFAULT));
        conversation.press(new SettingsAction.Open(1, Screen.TIME));
        conversation.assertSays(
                "你那里现在几点？", "    [20:00 上海] SetZone[zone=Asia/Shanghai", "[20:00 台北]", "[17:00 卡拉奇]", "[更多城市 ›]");
    }

    @Test
    void noButtonMovesWhenATimeIsTapped() {
        subscribe();
        Reply before = conversation.press(new SettingsAction.Open(1, Screen.TIME));
        for (String time : List.of("0800", "0745", "0000")) {
            Reply after = conversation.press(new SettingsAction.Choose(1, "time", time));
            assertThat(rowSizes(after)).isEqualTo(rowSizes(before));
        }
        assertThat(rowSizes(conversation.press(new SettingsAction.Choose(1, "time", "none"))))
                .isEqualTo(rowSizes(conversation.press(new SettingsAction.Open(1, Screen.SCHEDULE))));
    }

    /// A client would show a moment in the zone of its device.
    @Test
    void theTimeThatWasChosenAndTheNextDeliveryAreInTheSameZone() {
        subscribe();
        conversation.press(
                new SettingsAction.SetZone(ZoneId.of("Europe/Berlin"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        Reply screen = conversation.press(new SettingsAction.Choose(1, "time", "0800"));
        assertThat(told(screen)).contains("Every day 08:00 · next: Sat 7 Feb 08:00");
        for (Reply each : List.of(screen, conversation.privately(new SettingsAction.ShowSettings()))) {
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
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.assertSays(
                "No subscriptions yet.", "Time zone: not chosen yet (UTC, now 12:00)", "[Topics] ShowTopics");
        conversation.press(
                new SettingsAction.SetZone(ZoneId.of("Asia/Shanghai"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        conversation.privately(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.assertStored(PRIVATE, "zone=Asia/Shanghai", "trade: all, FULL, STACKED, Immediately[]");
    }

    @Test
    void theOverviewTellsEverythingThatIsChosen() {
        subscribe();
        conversation.press(new SettingsAction.SetPerspective(3, 1, true));
        conversation.press(new SettingsAction.SetPerspective(3, 0, true));
        conversation.press(new SettingsAction.Choose(1, "length", "SHORT"));
        conversation.press(new SettingsAction.Choose(1, "time", "0800"));
        conversation.press(
                new SettingsAction.SetZone(ZoneId.of("Europe/Berlin"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.assertSays(
                "US vs China: 🇨🇳 PRC, then 🇺🇸 United States, short · every day 08:00 · next: Sat 7 Feb 08:00",
                "World Trade: all perspectives · immediately",
                "New topics are added automatically.",
                "Time zone: Berlin (now 13:00) · English");
        conversation.press(new SettingsAction.Choose(0, "bundles", "false"));
        conversation.assertSays("    [Combine digests due together]");
        conversation.press(new SettingsAction.Choose(0, "bundles", "true"));
        conversation.assertSays("[✓ Combine digests due together]");
        conversation.assertStored(
                PRIVATE, "zone=Europe/Berlin", "bundles=true", "us-china: china,us, SHORT, STACKED, At[time=08:00");
    }

    @Test
    void theTopicsScreenOffersEverythingAboutIt() throws IOException {
        subscribe();
        conversation.press(new SettingsAction.Choose(2, "length", "HEADLINES"));
        conversation.assertSays("All perspectives, headlines · immediately", "([Headlines]");
        conversation.assertStored(PRIVATE, "us-china: all, FULL, STACKED", "trade: all, HEADLINES, STACKED");
        conversation.press(new SettingsAction.Choose(1, "layout", "SIDE_BY_SIDE"));
        conversation.arrive(
                "us-china",
                "US vs China",
                "2026-02-06",
                "us: United States: Ports open. {pair: ports}",
                "china: China: Ships sail. {pair: ports}");
        conversation.privately(new ReadAction.ShowToday("us-china"));
        conversation.assertSays("🇺🇸 United States ⇄ 🇨🇳 PRC");
        conversation.press(new SettingsAction.Choose(1, "layout", "STACKED"));
        conversation.assertStored(PRIVATE, "us-china: all, FULL, STACKED");
        conversation.press(new SettingsAction.Close());
        conversation.assertSays(
                "Your digests",
                "World Trade: all perspectives, headlines · immediately",
                "    [Settings] ShowSettings");
    }

    @GoldenTest
    void eachGroupOfATopicKeepsItsPlace() {
        subscribe();
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.tap("Topics");
        conversation.tap("US vs China");
        conversation.tap("Which side first");
        conversation.tap("🇨🇳 PRC first");
        conversation.assertSays("🇨🇳 PRC first, then all others · immediately", "([🇨🇳 PRC first]");
        conversation.tap("‹ Back");
        conversation.tap("How much");
        conversation.tap("Short");
        conversation.tap("‹ Back");
        conversation.tap("When");
        conversation.tap("At a time…");
        conversation.assertStored(PRIVATE, "us-china: china,us,*, SHORT, STACKED, Immediately[]");
    }

    @Test
    void aNewReaderChoosesHowMuchAndThenWhen() {
        conversation.press(new SubscribeAction.SubscribeTopic(1));
        conversation.assertSays("How much would you like to read?", "[Headlines] ", "[Short] ", "[Full] ");
        conversation.tap("Headlines");
        conversation.assertSays("When should it arrive?", "([Immediately]");
        conversation.tap("At a time…");
        conversation.assertSays("What time is it where you are?");
        conversation.assertStored(PRIVATE, "us-china: all, HEADLINES, STACKED, Immediately[]");
    }

    @GoldenTest
    void theTimesOfAllTopicsAndAllElseAreOnePressAway() {
        subscribe();
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.tap("When");
        conversation.tap("World Trade");
        conversation.tap("Weekly round-up");
        conversation.assertSays("World Trade\nWeekly round-up: Sun 18:00 · next: Sun 8 Feb 18:00");
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.tap("More");
        conversation.tap("✓ Announcements");
        conversation.assertStored(PRIVATE, "announcements=false");
        conversation.tap("Muted words");
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
        Subscription made = conversation.subscription(PRIVATE, "us-china");
        conversation.database.writeWithoutResult(tx -> conversation.subscriptions.change(
                tx, made.withReading(made.reading().withPerspectives(PerspectiveChoice.of(before)))));
        conversation.press(new SettingsAction.PerspectiveFirst(3, ordinal));
        conversation.press(new SettingsAction.PerspectiveFirst(3, ordinal));
        assertThat(conversation
                        .subscription(PRIVATE, "us-china")
                        .reading()
                        .perspectives()
                        .column())
                .isEqualTo(after);
    }

    @Test
    void aPerspectiveThatATopicGetsLaterIsTheLastForWhoChoseOnlyTheFirst() throws IOException {
        subscribe();
        conversation.press(new SettingsAction.PerspectiveFirst(3, 1));
        conversation.arrive(
                "us-china", "US vs China", "2026-02-07", "us: United States", "japan: Japan", "china: China");
        conversation.privately(new ReadAction.ShowToday("us-china"));
        conversation.assertSays("China\n", "United States\n", "Japan\n");
        conversation.press(new SettingsAction.Open(1, Screen.PERSPECTIVES));
        conversation.assertSays(
                "🇨🇳 PRC first, then all others", "[✓ 2. 🇺🇸 United States]", "[✓ 🇯🇵 Japan]", "[✓ 1. 🇨🇳 PRC]");
        conversation.press(new SettingsAction.SetPerspective(4, 0, false));
        // Leaving one out makes a list of the others.
        conversation.assertStored(PRIVATE, "us-china: china,japan, FULL");
    }

    @Test
    void ofOnePerspectiveThereIsNoOrderAndOfManyItIsChosenOnAScreenOfItsOwn() throws IOException {
        conversation.arrive("solo", "Solo", "2026-02-06", "us: United States");
        conversation.press(new SubscribeAction.SubscribeTopic(4));
        conversation.press(new SettingsAction.Open(4, Screen.TOPIC));
        conversation.assertSays("    [How much] ", "[When] ");
        conversation.press(new SettingsAction.Open(4, Screen.LENGTH));
        conversation.assertSaysNot("Stacked");
        conversation.arrive("five", "Five", "2026-02-06", "a: Aa", "b: Bb", "c: Cc", "d: Dd", "e: Ee");
        conversation.press(new SubscribeAction.SubscribeTopic(5));
        conversation.press(new SettingsAction.Open(5, Screen.FIRST));
        conversation.assertSays(
                "Rotating: a different perspective comes first each day.\n    ([All, rotating]", "[Perspectives…]");
    }

    @Test
    void aSecondPressOfTheSamePerspectiveDoesNoHarm() {
        subscribe();
        conversation.press(new SettingsAction.SetPerspective(3, 1, true));
        conversation.press(new SettingsAction.SetPerspective(3, 0, true));
        conversation.press(new SettingsAction.SetPerspective(3, 1, true));
        conversation.assertStored(PRIVATE, "us-china: china,us, FULL");
        conversation.press(new SettingsAction.SetPerspective(3, 1, false));
        conversation.press(new SettingsAction.SetPerspective(3, 1, false));
        conversation.assertStored(PRIVATE, "us-china: us, FULL");
        conversation.press(new SettingsAction.SetPerspective(3, 0, false));
        conversation.assertSays("Toast: Keep at least one perspective, or choose all of them.");
        conversation.assertStored(PRIVATE, "us-china: us, FULL");
        conversation.press(new SettingsAction.Choose(1, "perspectives", "true"));
        conversation.assertStored(PRIVATE, "us-china: all, FULL");
    }

    @Test
    void theTimeIsChosenByStepsThatCarryTheTimeTheyLeadTo() {
        subscribe();
        conversation.press(new SettingsAction.Open(1, Screen.TIME));
        conversation.assertSays(
                "[−1 h] Choose[topic=1, setting=time, value=0700]",
                "[+15 min] Choose[topic=1, setting=time, value=0815]");
        conversation.press(new SettingsAction.Choose(1, "time", "2330"));
        conversation.assertSays(
                "Every day 23:30",
                "[−1 h] Choose[topic=1, setting=time, value=2230]",
                "[+1 h] Choose[topic=1, setting=time, value=0030]");
        conversation.press(new SettingsAction.Choose(1, "time", "0800"));
        conversation.assertSays("([08:00] Choose");
        conversation.assertStored(
                PRIVATE,
                "us-china: all, FULL, STACKED, At[time=08:00, days=[MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY,"
                        + " SATURDAY, SUNDAY]]");
        conversation.press(new SettingsAction.Choose(1, "time", "none"));
        conversation.assertStored(PRIVATE, "us-china: all, FULL, STACKED, Immediately[]");
    }

    @Test
    void theNextTimeIsOneAtWhichSomethingCanCome() {
        subscribe();
        // Today's digest is published.
        conversation.press(new SettingsAction.Choose(1, "time", "2000"));
        conversation.assertSays("next: Sat 7 Feb 20:00");
        conversation.press(new SettingsAction.Choose(1, "time", "0800"));
        conversation.assertSays("next: Sat 7 Feb 08:00");
        conversation.press(new SettingsAction.SetZone(
                ZoneId.of("Pacific/Kiritimati"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        // It was published on the 7th at 02:00 local time, so it is the digest of that day.
        conversation.press(new SettingsAction.Choose(1, "time", "0800"));
        conversation.assertSays("next: Sun 8 Feb 08:00", "Time zone: Kiritimati (now 02:00)");
        conversation.press(
                new SettingsAction.SetZone(ZoneId.of("America/New_York"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        conversation.assertSays("next: Sat 7 Feb 08:00");
        conversation.pass(Duration.ofHours(20));
        // The digest of the 7th is not published yet.
        conversation.press(new SettingsAction.Choose(1, "time", "2000"));
        conversation.assertSays("next: Sat 7 Feb 20:00", "Time zone: New York (now 03:00)");
    }

    @Test
    void severalTopicsInOneMessageCanBeChosenOnEveryPage() throws Exception {
        conversation.arriveMany(9);
        conversation.privately(new SubscribeAction.Subscribe("all", SubscribeAction.Target.DEFAULT));
        conversation.privately(pressed(new SettingsAction.ShowSettings(2)));
        conversation.assertSays(
                "Topics\nWorld Trade: all perspectives · immediately\nWhat",
                "[World Trade]",
                "[‹ 1/2] ShowSettings[page=1]");
    }

    @Test
    void whatIsOwedComesNext() {
        subscribe();
        conversation.press(new SettingsAction.Choose(1, "time", "2000"));
        conversation.owe("us-china", 3, 1_770_408_000);
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.assertSays("US vs China: all perspectives · every day 20:00 · next: Fri 6 Feb 20:00");
    }

    @Test
    void daysAreSwitchedOneByOneAndTheLastOneStays() {
        subscribe();
        conversation.press(new SettingsAction.Choose(1, "time", "0800"));
        conversation.press(new SettingsAction.Open(1, Screen.DAYS));
        conversation.assertSays("On which days?", "[✓ Mon]", "[✓ Sun]", "([Every day]");
        conversation.press(new SettingsAction.Choose(1, "days", "12345"));
        conversation.assertSays("Mon–Fri 08:00 · next: Mon 9 Feb 08:00", "    [✓ Fri] ", "[Sat]", "([Mon–Fri]");
        conversation.press(new SettingsAction.Choose(1, "days", "17"));
        conversation.assertSays("Mon, Sun 08:00 · next: Sun 8 Feb 08:00");
        conversation.press(new SettingsAction.Choose(1, "days", "7"));
        conversation.tap("✓ Sun");
        conversation.assertSays("Toast: Keep at least one day, or unsubscribe instead.");
        conversation.assertStored(PRIVATE, "us-china: all, FULL, STACKED, At[time=08:00, days=[SUNDAY]]");
        conversation.press(new SettingsAction.Choose(1, "time", "0815"));
        // Another time on the same days.
        conversation.assertStored(PRIVATE, "us-china: all, FULL, STACKED, At[time=08:15, days=[SUNDAY]]");
    }

    @Test
    void aWeekCanComeAsOneRoundUpOnAChosenDay() {
        subscribe();
        conversation.press(new SettingsAction.Choose(1, "roundup", "SUNDAY"));
        conversation.press(new SettingsAction.Choose(1, "roundup", "MONDAY"));
        conversation.assertSays(
                "Weekly round-up: Mon 18:00 · next: Mon 9 Feb 18:00",
                "On which day should the weekly round-up arrive?",
                "([Mon]");
        conversation.press(new SettingsAction.Choose(1, "time", "1830"));
        conversation.assertSays("Weekly round-up: Mon 18:30 · next: Mon 9 Feb 18:30");
        conversation.press(new SettingsAction.Choose(1, "days", "12345"));
        // Each digest is delivered by itself again.
        conversation.assertStored(
                PRIVATE,
                "us-china: all, FULL, STACKED, At[time=18:30, days=[MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY]]");
    }

    @Test
    void daysOfWhatComesAtOnceAskForATimeFirst() {
        subscribe();
        conversation.press(new SettingsAction.Open(1, Screen.DAYS));
        conversation.assertSays("Choose a time first. Days apply to scheduled delivery only.");
        conversation.press(new SettingsAction.Choose(1, "days", "12345"));
        conversation.assertSays("Choose a time first.");
        conversation.assertStored(PRIVATE, "us-china: all, FULL, STACKED, Immediately[]");
    }

    @Test
    void aChangedTimeMovesWhatIsOwedAlready() {
        subscribe();
        conversation.owe("us-china", 3, 0);
        conversation.press(new SettingsAction.Choose(1, "time", "1800"));
        assertThat(dueTime()).containsExactly("2026-02-06 18:00:00");
        conversation.press(
                new SettingsAction.SetZone(ZoneId.of("Europe/Berlin"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        assertThat(dueTime()).containsExactly("2026-02-06 17:00:00");
    }

    private List<String> dueTime() {
        return conversation.rows("SELECT datetime(due_at / 1000, 'unixepoch') FROM delivery WHERE state = 'queued'");
    }

    @Test
    void aPersonsLanguageIsSpokenToThemWhereverTheyAloneListen() {
        subscribe();
        conversation.press(new SettingsAction.Open(0, Screen.LANGUAGE));
        conversation.assertSays("[Deutsch]", "([English]", "[简体中文]");
        conversation.press(new SettingsAction.Choose(0, "language", "de"));
        conversation.assertSays("Deine Überblicke");
        conversation.assertStored(PRIVATE, "language=de");
        // A toast in a group.
        conversation.asMember(pressed(new SettingsAction.ShowSettings()));
        conversation.assertSays("Toast: Das können nur Admins dieses Chats ändern.");
        // Everybody there sees it.
        conversation.asMember(new ReadAction.ShowToday("nix"));
        conversation.assertSays("Whisper: Kein Thema heißt „nix“.");
        // The bot has no texts in that language.
        conversation.press(new SettingsAction.Choose(0, "language", "tlh"));
        conversation.assertSays("Deine Überblicke");
    }

    @Test
    void theLanguageOfAGroupIsItsOwn() {
        conversation.asManager(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.pressAsManager(new SettingsAction.Choose(0, "language", "es"));
        conversation.asManager(new ChatAction.ShowHelp());
        conversation.assertSays("Cada resumen");
        conversation.privately(new ChatAction.ShowHelp());
        conversation.assertSays("Each digest");
    }

    @Test
    void aServersChannelIsSpokenToInItsLanguageAndAPersonThereInTheirs() {
        conversation.onDiscord(true, new SubscribeAction.Subscribe("trade", Target.HERE));
        conversation.onDiscord(true, pressed(new SettingsAction.Choose(0, "language", "de")));
        conversation.assertSays("Digests delivered here");
        conversation.onDiscord(false, new ReadAction.ShowToday(""));
        conversation.assertSays("Say: World Trade", "Fr., 6. Februar 2026", "[Quellen 1]");
        conversation.onDiscord(false, pressed(new ReadAction.Show(3, new DigestView.Overview(), 0)));
        conversation.assertSays("Aside Show[digest=3", "Fri 6 February 2026", "[Sources 1]");
        conversation.onDiscord(false, new ChatAction.ShowHelp());
        conversation.assertSays("Each digest");
    }

    @Test
    void whatIsAboutNoSubscriptionShowsTheTopicsAndWhatIsGoneSaysSo() {
        conversation.press(new SubscribeAction.SubscribeTopic(2));
        for (SettingsAction press : List.of(
                new SettingsAction.Open(1, Screen.TOPIC),
                new SettingsAction.Choose(1, "time", "0800"),
                new SettingsAction.SetPerspective(3, 1, true))) {
            conversation.press(press);
            conversation.assertSays(
                    "Choose your topics. Tap to subscribe, tap again to unsubscribe.\n    [US vs China]");
        }
        conversation.assertStored(PRIVATE, "true]\ntrade: all, FULL");
        conversation.press(new SettingsAction.Open(99, Screen.TOPIC));
        conversation.assertSays("Toast: This topic no longer exists.");
        conversation.press(new SettingsAction.SetPerspective(99, 0, true));
        conversation.assertSays("Toast: This digest is no longer available.");
        conversation.press(new SettingsAction.SetPerspective(3, 9, true));
        conversation.assertSays("Toast: This digest is no longer available.");
    }

    @Test
    void settingsOfAGroupAreItsOwn() {
        conversation.asManager(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.pressAsManager(
                new SettingsAction.SetZone(ZoneId.of("UTC"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        conversation.pressAsManager(new SettingsAction.Choose(2, "time", "0800"));
        conversation.asManager(new SettingsAction.ShowSettings());
        conversation.assertSays(
                "Digests delivered here\nWorld Trade: all perspectives · every day 08:00 · next: Sat 7 Feb 08:00");
        conversation.assertStored(GROUP, "trade in 9: all, FULL, STACKED, At[time=08:00");
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.assertSays("Your digests\nNo subscriptions yet.");
    }

    @Test
    void manyTopicsAndPerspectivesFitIntoOneMessage() throws Exception {
        conversation.arriveMany(23);
        String[] perspectives =
                IntStream.range(0, 20).mapToObj(i -> "s" + i + ": Side " + i).toArray(String[]::new);
        conversation.arrive("crowd", "A crowd", "2026-02-06", perspectives);
        subscribe();
        conversation.assertFitsOnDiscord(new SettingsAction.Open(0, Screen.WHEN));
        for (int page = 0; page < 4; page++) {
            conversation.assertFitsOnDiscord(new SettingsAction.ShowSettings(page));
        }
        conversation.assertFitsOnDiscord(new SettingsAction.Open(27, Screen.PERSPECTIVES));
    }
}
