package digestbot.chat.settings;

import static digestbot.chat.api.ConversationFixture.GROUP;
import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.Platform;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Region;
import digestbot.audience.Subscription;
import digestbot.button.AfterZoneChoice;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.Command.Target;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.Reply;
import digestbot.chat.common.SubscriptionText;
import digestbot.content.Button;
import digestbot.digest.DigestView;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@InConversation
class SettingsCommandTest {

    private static final AfterZoneChoice SETTINGS = new AfterZoneChoice.Settings();

    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);

    private ConversationFixture conversation;

    private void subscribe() {
        conversation.privately(new Command.Subscribe("all", Target.DEFAULT));
        conversation.press(new SettingsPress.SetZone(ZoneId.of("UTC")));
    }

    static List<SettingsPress> pressesAboutATime() {
        return List.of(
                new SettingsPress.Time(1),
                new SettingsPress.SetTime(1, 480),
                new SettingsPress.Days(1),
                new SettingsPress.SetDays(1, EVERY_DAY),
                new SettingsPress.DeliverWeekly(1, DayOfWeek.SUNDAY));
    }

    @ParameterizedTest
    @MethodSource("pressesAboutATime")
    void theTimeZoneIsAskedBeforeTheFirstTime(SettingsPress press) {
        conversation.privately(new Command.Subscribe("us-china", Target.DEFAULT));
        Reply asked = conversation.press(press);
        assertThat(told(asked)).isEqualTo("""
                Replace, page 0: Time zone
                Time zone: not chosen yet (UTC, now 12:00)
                What time is it where you are?
                Or type /zone followed by a city.""");
        assertThat(conversation.subscription(PRIVATE, "us-china").schedule())
                .isEqualTo(new DeliverySchedule.Immediately());
        var then = new AfterZoneChoice.TopicTime(1);
        assertThat(buttons(asked))
                .startsWith(button("02:00 Honolulu", new SettingsPress.SetZone(ZoneId.of("Pacific/Honolulu"), then)))
                .endsWith(
                        button("2/2 ›", new SettingsPress.ShowCities(1, then)),
                        button("‹ Back", new SettingsPress.ShowSubscription(1)),
                        button("Other places…", new SettingsPress.ChooseRegion(then)));
        Reply time = conversation.press(new SettingsPress.SetZone(ZoneId.of("Europe/Berlin"), then));
        assertThat(told(time)).contains("Time zone: Europe/Berlin (now 13:00)").endsWith("When should it arrive?");
        assertThat(told(conversation.press(new SettingsPress.SetTime(1, 465))))
                .contains("Every day 07:45 · next: Sat 7 Feb 07:45");
        assertThat(told(conversation.press(new SettingsPress.Time(1))))
                .as("asked once")
                .endsWith("When should it arrive?");
    }

    @Test
    void theWayThroughOtherPlacesLeadsToTheTimeAsWell() {
        conversation.privately(new Command.Subscribe("us-china", Target.DEFAULT));
        Taps taps = new Taps(conversation.press(new SettingsPress.Time(1)));
        taps.on("Other places…");
        taps.on("Europe");
        taps.on("Fri 13:00");
        taps.on("Oslo");
        assertThat(told(taps.screen)).contains("Europe/Oslo").endsWith("When should it arrive?");
    }

    @Test
    void aChineseReaderSeesTheCitiesOfTheEastFirst() {
        conversation.as(Platform.TELEGRAM, "zh-hans");
        conversation.privately(new Command.Subscribe("us-china", Target.DEFAULT));
        assertThat(buttons(conversation.press(new SettingsPress.Time(1)))).anyMatch(key -> key.contains("Shanghai"));
    }

    @Test
    void noButtonMovesWhenATimeIsTapped() {
        subscribe();
        Reply before = conversation.press(new SettingsPress.Time(1));
        for (int minute : new int[] {480, 465, 0}) {
            Reply after = conversation.press(new SettingsPress.SetTime(1, minute));
            assertThat(rowSizes(after)).isEqualTo(rowSizes(before));
        }
        assertThat(rowSizes(conversation.press(new SettingsPress.DeliverImmediately(1))))
                .isEqualTo(rowSizes(before));
    }

    private static List<Integer> rowSizes(Reply reply) {
        return ConversationFixture.content(reply).buttons().stream()
                .map(List::size)
                .toList();
    }

    @Test
    void aChatThatHasNothingIsOfferedTheTopics() {
        Reply reply = conversation.privately(new Command.Settings());
        assertThat(told(reply)).isEqualTo("""
                Whisper: Your digests
                No subscriptions yet.
                Time zone: not chosen yet (UTC, now 12:00) · English""");
        assertThat(buttons(reply))
                .containsExactly(
                        button("+ Topic", new Press.ShowTopics(0)),
                        button("Time zone", new SettingsPress.ShowCities(0, SETTINGS)),
                        button("Quiet hours", new SettingsPress.ShowQuietHours()),
                        button("Language", new SettingsPress.Languages()),
                        button("Done", new SettingsPress.Close()));
    }

    @Test
    void theOverviewTellsEverythingThatIsChosen() {
        subscribe();
        conversation.press(new SettingsPress.SetPerspective(3, 1, true));
        conversation.press(new SettingsPress.SetPerspective(3, 0, true));
        conversation.press(new SettingsPress.SetLength(1, Length.SHORT));
        conversation.press(new SettingsPress.SetTime(1, 480));
        conversation.press(new SettingsPress.SetZone(ZoneId.of("Europe/Berlin")));
        Reply reply = conversation.privately(new Command.Settings());
        assertThat(told(reply)).isEqualTo("""
                Whisper: Your digests
                US vs China: 🔴 PRC, then 🔵 United States, short · every day 08:00 · next: Sat 7 Feb 08:00
                World Trade: all perspectives · immediately
                New topics are added automatically.
                Time zone: Europe/Berlin (now 13:00) · English""");
        assertThat(buttons(reply))
                .containsExactly(
                        button("US vs China", new SettingsPress.ShowSubscription(1)),
                        button("World Trade", new SettingsPress.ShowSubscription(2)),
                        button("+ Topic", new Press.ShowTopics(0)),
                        button("Time zone", new SettingsPress.ShowCities(0, SETTINGS)),
                        button("Quiet hours", new SettingsPress.ShowQuietHours()),
                        button("✓ Combine digests due together", new SettingsPress.SetBundles(false)),
                        button("Language", new SettingsPress.Languages()),
                        button("✓ Announcements", new SettingsPress.SetBroadcasts(false)),
                        button("Done", new SettingsPress.Close()),
                        button("Pause all", new Press.StopDeliveries()));
        assertThat(buttons(conversation.press(new SettingsPress.SetBundles(false))))
                .contains(button("Combine digests due together", new SettingsPress.SetBundles(true)));
        assertThat(buttons(conversation.press(new SettingsPress.SetBundles(true))))
                .contains(button("✓ Combine digests due together", new SettingsPress.SetBundles(false)));
        assertThat(told(conversation.press(new SettingsPress.ShowSettings())))
                .isEqualTo(told(reply).replace("Whisper", "Replace, page 0"));
    }

    @Test
    void doneLeavesOneWayBack() {
        subscribe();
        Reply reply = conversation.press(new SettingsPress.Close());
        assertThat(told(reply)).startsWith("Replace, page 0: Your digests\nUS vs China: all perspectives");
        assertThat(buttons(reply)).containsExactly(button("Settings", new SettingsPress.ShowSettings()));
    }

    @Test
    void theTopicsScreenOffersEverythingAboutItWithTheLengthMarked() {
        subscribe();
        Reply reply = conversation.press(new SettingsPress.SetLength(2, Length.HEADLINES));
        assertThat(told(reply)).isEqualTo("""
                Replace, page 0: World Trade
                All perspectives, headlines · immediately
                What do you want to change?""");
        assertThat(buttons(reply))
                .containsExactly(
                        button("Headlines", new SettingsPress.SetLength(2, Length.HEADLINES)),
                        button("Short", new SettingsPress.SetLength(2, Length.SHORT)),
                        button("In full", new SettingsPress.SetLength(2, Length.FULL)),
                        button("🔵 United States first", new SettingsPress.PerspectiveFirst(2, 0)),
                        button("🟢 European Union first", new SettingsPress.PerspectiveFirst(2, 1)),
                        button("One after the other", new SettingsPress.SetLayout(2, Layout.STACKED)),
                        button("Side by side", new SettingsPress.SetLayout(2, Layout.SIDE_BY_SIDE)),
                        button("Perspectives", new SettingsPress.Perspectives(2)),
                        button("Time", new SettingsPress.Time(2)),
                        button("Days", new SettingsPress.Days(2)),
                        button("‹ Back", new SettingsPress.ShowSettings()),
                        button("Unsubscribe", new Press.UnsubscribeTopic(2)));
        assertThat(marked(reply)).containsExactly("Headlines", "One after the other");
        assertThat(conversation.subscription(PRIVATE, "trade").reading().length())
                .isEqualTo(Length.HEADLINES);
    }

    @Test
    void chinaFirstAndShortIsThreeTapsFromTheSettings() {
        subscribe();
        Taps taps = new Taps(conversation.privately(new Command.Settings()));
        taps.on("US vs China");
        taps.on("🔴 PRC first");
        taps.on("Short");
        assertThat(taps.count).isEqualTo(3);
        assertThat(conversation.subscription(PRIVATE, "us-china").reading())
                .isEqualTo(new ReadingOptions(PerspectiveChoice.of("china,us,*"), Length.SHORT, Layout.STACKED));
        assertThat(marked(taps.screen)).containsExactly("Short", "🔴 PRC first", "One after the other");
        assertThat(told(taps.screen)).contains("🔴 PRC first, then all others, short · immediately");
    }

    /// Presses the buttons of a reply, and counts.
    private final class Taps {
        private Reply screen;
        private int count;

        Taps(Reply screen) {
            this.screen = screen;
        }

        void on(String label) {
            count++;
            screen = ConversationFixture.content(screen).buttons().stream()
                    .flatMap(List::stream)
                    .filter(button -> button.label().equals(label))
                    .map(button -> (Button.Action.Callback) button.action())
                    .map(ask -> conversation.press(ask.press()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no button “" + label + "”: " + buttons(screen)));
        }
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
        conversation.press(new SettingsPress.PerspectiveFirst(3, ordinal));
        conversation.press(new SettingsPress.PerspectiveFirst(3, ordinal));
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
        conversation.press(new SettingsPress.PerspectiveFirst(3, 1));
        conversation.arrive(
                "us-china", "US vs China", "2026-02-07", "us: United States", "japan: Japan", "china: China");
        assertThat(told(conversation.privately(new Command.Today("us-china")))).endsWith("""
                China
                As China tells us-china
                United States
                As United States tells us-china
                Japan
                As Japan tells us-china""");
        long digest = conversation
                .database
                .read(tx -> conversation.library.newest(tx, "us-china", "en"))
                .orElseThrow()
                .number();
        Reply perspectives = conversation.press(new SettingsPress.Perspectives(1));
        assertThat(buttons(perspectives))
                .startsWith(
                        button("✓ 2. 🔵 United States", new SettingsPress.SetPerspective(digest, 0, false)),
                        button("✓ 🟡 Japan", new SettingsPress.SetPerspective(digest, 1, false)),
                        button("✓ 1. 🔴 PRC", new SettingsPress.SetPerspective(digest, 2, false)));
        conversation.press(new SettingsPress.SetPerspective(digest, 0, false));
        assertThat(conversation
                        .subscription(PRIVATE, "us-china")
                        .reading()
                        .perspectives()
                        .column())
                .as("leaving one out makes a list of the others")
                .isEqualTo("china,japan");
    }

    @Test
    void theLayoutIsChosenOnTheTopicsScreenAndTold() {
        subscribe();
        Reply reply = conversation.press(new SettingsPress.SetLayout(1, Layout.SIDE_BY_SIDE));
        assertThat(told(reply))
                .startsWith("Replace, page 0: US vs China\nAll perspectives, side by side · immediately\n");
        assertThat(marked(reply)).containsExactly("In full", "Side by side");
        assertThat(told(conversation.privately(new Command.Today("us-china")))).isEqualTo("""
                Say: US vs China · Fri 6 February 2026
                What us-china is about on 2026-02-06
                🔵 United States ⇄ 🔴 PRC
                This digest does not say which points belong together, so the lists are shown one after the other.
                United States
                As United States tells us-china
                China
                As China tells us-china""");
        assertThat(told(conversation.press(new SettingsPress.SetLayout(1, Layout.STACKED))))
                .contains("\nAll perspectives · immediately\n");
    }

    @Test
    void aTopicOfOnePerspectiveHasNeitherAnOrderNorALayout() throws IOException {
        conversation.arrive("solo", "Solo", "2026-02-06", "us: United States");
        assertThat(buttons(screenOf("solo")))
                .noneMatch(button -> button.contains("PerspectiveFirst[") || button.contains("SetLayout["));
    }

    @Test
    void ofManyPerspectivesTheOrderIsChosenOnAScreenOfItsOwn() throws IOException {
        conversation.arrive("five", "Five", "2026-02-06", "a: Aa", "b: Bb", "c: Cc", "d: Dd", "e: Ee");
        assertThat(buttons(screenOf("five")))
                .noneMatch(button -> button.contains("PerspectiveFirst["))
                .anyMatch(button -> button.startsWith("Side by side SetLayout["))
                .anyMatch(button -> button.startsWith("Perspectives Perspectives["));
    }

    /// The screen of a topic, subscribed to first.
    private Reply screenOf(String topic) {
        long number = conversation
                .database
                .read(tx -> conversation.library.topic(tx, topic))
                .orElseThrow()
                .number();
        conversation.press(new Press.SubscribeTopic(number));
        return conversation.press(new SettingsPress.ShowSubscription(number));
    }

    @Test
    void twoTapsPutChinaFirst() {
        subscribe();
        Reply all = conversation.press(new SettingsPress.Perspectives(1));
        assertThat(buttons(all))
                .containsExactly(
                        button("🔵 United States", new SettingsPress.SetPerspective(3, 0, true)),
                        button("🔴 PRC", new SettingsPress.SetPerspective(3, 1, true)),
                        button("All, in rotating order", new SettingsPress.AllPerspectives(1)),
                        button("‹ Back", new SettingsPress.ShowSubscription(1)));
        assertThat(marked(all)).containsExactly("All, in rotating order");
        conversation.press(new SettingsPress.SetPerspective(3, 1, true));
        Reply both = conversation.press(new SettingsPress.SetPerspective(3, 0, true));
        assertThat(conversation
                        .subscription(PRIVATE, "us-china")
                        .reading()
                        .perspectives()
                        .column())
                .isEqualTo("china,us");
        assertThat(buttons(both))
                .startsWith(
                        button("✓ 2. 🔵 United States", new SettingsPress.SetPerspective(3, 0, false)),
                        button("✓ 1. 🔴 PRC", new SettingsPress.SetPerspective(3, 1, false)));
        assertThat(told(both)).contains("🔴 PRC, then 🔵 United States");
    }

    @Test
    void aSecondPressOfTheSamePerspectiveDoesNoHarm() {
        subscribe();
        conversation.press(new SettingsPress.SetPerspective(3, 1, true));
        conversation.press(new SettingsPress.SetPerspective(3, 0, true));
        conversation.press(new SettingsPress.SetPerspective(3, 1, true));
        assertThat(conversation
                        .subscription(PRIVATE, "us-china")
                        .reading()
                        .perspectives()
                        .column())
                .isEqualTo("china,us");
        conversation.press(new SettingsPress.SetPerspective(3, 1, false));
        conversation.press(new SettingsPress.SetPerspective(3, 1, false));
        assertThat(conversation
                        .subscription(PRIVATE, "us-china")
                        .reading()
                        .perspectives()
                        .column())
                .isEqualTo("us");
        assertThat(told(conversation.press(new SettingsPress.SetPerspective(3, 0, false))))
                .isEqualTo("Toast: Keep at least one perspective, or choose all of them.");
        assertThat(conversation
                        .subscription(PRIVATE, "us-china")
                        .reading()
                        .perspectives()
                        .column())
                .isEqualTo("us");
        conversation.press(new SettingsPress.AllPerspectives(1));
        assertThat(conversation
                        .subscription(PRIVATE, "us-china")
                        .reading()
                        .perspectives()
                        .isAll())
                .isTrue();
    }

    @Test
    void theTimeIsChosenByStepsThatCarryTheTimeTheyLeadTo() {
        subscribe();
        Reply atOnce = conversation.press(new SettingsPress.Time(1));
        assertThat(buttons(atOnce))
                .startsWith(button("06:00", new SettingsPress.SetTime(1, 360)))
                .endsWith(
                        button("Immediately", new SettingsPress.DeliverImmediately(1)),
                        button("Days", new SettingsPress.Days(1)),
                        button("Weekly round-up", new SettingsPress.DeliverWeekly(1, DayOfWeek.SUNDAY)),
                        button("‹ Back", new SettingsPress.ShowSubscription(1)),
                        button("Time zone", new SettingsPress.ShowCities(0, new AfterZoneChoice.TopicTime(1))));
        assertThat(marked(atOnce)).containsExactly("Immediately");
        Reply evening = conversation.press(new SettingsPress.SetTime(1, 1410));
        assertThat(told(evening)).isEqualTo("""
                Replace, page 0: US vs China
                Every day 23:30 · next: Sat 7 Feb 23:30
                Time zone: UTC (now 12:00)
                When should it arrive?""");
        assertThat(buttons(evening))
                .as("the hours stay where they were")
                .startsWith(button("06:00", new SettingsPress.SetTime(1, 360)))
                .containsSequence(
                        button("22:00", new SettingsPress.SetTime(1, 1320)),
                        button("−1 h", new SettingsPress.SetTime(1, 1350)),
                        button("−15 min", new SettingsPress.SetTime(1, 1395)),
                        button("+15 min", new SettingsPress.SetTime(1, 1425)),
                        button("+1 h", new SettingsPress.SetTime(1, 30)));
        assertThat(marked(evening)).isEmpty();
        assertThat(marked(conversation.press(new SettingsPress.SetTime(1, 480))))
                .containsExactly("08:00");
        assertThat(conversation.subscription(PRIVATE, "us-china").schedule())
                .isEqualTo(new DeliverySchedule.At(LocalTime.of(8, 0), EVERY_DAY));
        conversation.press(new SettingsPress.DeliverImmediately(1));
        assertThat(conversation.subscription(PRIVATE, "us-china").schedule())
                .isEqualTo(new DeliverySchedule.Immediately());
    }

    @Test
    void theNextTimeIsOneAtWhichSomethingCanCome() {
        subscribe();
        assertThat(told(conversation.press(new SettingsPress.SetTime(1, 1200))))
                .as("today's is out")
                .contains("next: Sat 7 Feb 20:00");
        assertThat(told(conversation.press(new SettingsPress.SetTime(1, 480)))).contains("next: Sat 7 Feb 08:00");
        conversation.press(new SettingsPress.SetZone(ZoneId.of("Pacific/Kiritimati")));
        assertThat(told(conversation.press(new SettingsPress.SetTime(1, 480))))
                .as("it came on the 7th at 02:00, so that day's is the one of the 6th")
                .contains("next: Sun 8 Feb 08:00");
        conversation.press(new SettingsPress.SetZone(ZoneId.of("America/New_York")));
        conversation.pass(Duration.ofHours(20));
        assertThat(told(conversation.press(new SettingsPress.SetTime(1, 1200))))
                .as("the digest of the 7th is to come")
                .contains("next: Sat 7 Feb 20:00");
    }

    @Test
    void severalTopicsInOneMessageCanBeChosenOnEveryPage() throws Exception {
        conversation.arriveMany(9);
        conversation.privately(new Command.Subscribe("all", Command.Target.DEFAULT));
        Reply second = conversation.privately(new Command.Pressed(Optional.of(new SettingsPress.ShowSettings(1))));
        assertThat(buttons(second)).anyMatch(button -> button.contains("Bundles["));
    }

    @Test
    void whatIsOwedComesNext() {
        subscribe();
        conversation.press(new SettingsPress.SetTime(1, 1200));
        conversation.database.writeWithoutResult(tx -> {
            tx.handle().execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at)
                    SELECT number, platform, 'digest', 1, 1770408000000, 1770408000000, 0 FROM subscriber""");
            tx.handle().execute("""
                    INSERT INTO delivery_item (delivery, ordinal, digest, subscription)
                    SELECT d.number, 0, 3, s.number FROM delivery d, subscription s WHERE s.topic = 'us-china'""");
        });
        assertThat(told(conversation.privately(new Command.Settings()))).contains("next: Fri 6 Feb 20:00");
    }

    @Test
    void daysAreSwitchedOneByOneAndTheLastOneStays() {
        subscribe();
        conversation.press(new SettingsPress.SetTime(1, 480));
        Reply all = conversation.press(new SettingsPress.Days(1));
        assertThat(buttons(all))
                .startsWith(
                        button(
                                "✓ Mon",
                                new SettingsPress.SetDays(1, EnumSet.range(DayOfWeek.TUESDAY, DayOfWeek.SUNDAY))),
                        button(
                                "✓ Tue",
                                new SettingsPress.SetDays(
                                        1,
                                        Set.of(
                                                DayOfWeek.MONDAY,
                                                DayOfWeek.WEDNESDAY,
                                                DayOfWeek.THURSDAY,
                                                DayOfWeek.FRIDAY,
                                                DayOfWeek.SATURDAY,
                                                DayOfWeek.SUNDAY))))
                .endsWith(
                        button(
                                "Mon–Fri",
                                new SettingsPress.SetDays(1, EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY))),
                        button("Every day", new SettingsPress.SetDays(1, EnumSet.allOf(DayOfWeek.class))),
                        button("Weekly round-up", new SettingsPress.DeliverWeekly(1, DayOfWeek.SUNDAY)),
                        button("‹ Back", new SettingsPress.Time(1)));
        assertThat(marked(all)).containsExactly("Every day");
        Reply workdays =
                conversation.press(new SettingsPress.SetDays(1, EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)));
        assertThat(told(workdays)).contains("Mon–Fri 08:00 · next: Mon 9 Feb 08:00");
        assertThat(marked(workdays)).containsExactly("Mon–Fri");
        Reply two = conversation.press(new SettingsPress.SetDays(1, Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY)));
        assertThat(told(two)).contains("Mon, Sun 08:00");
        Reply one = conversation.press(new SettingsPress.SetDays(1, Set.of(DayOfWeek.SUNDAY)));
        assertThat(buttons(one))
                .contains(
                        button("✓ Sun", new SettingsPress.SetDays(1, Set.of(DayOfWeek.SUNDAY))),
                        button("Mon", new SettingsPress.SetDays(1, Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY))));
        assertThat(told(conversation.press(new SettingsPress.SetDays(1, Set.of(DayOfWeek.SUNDAY)))))
                .isEqualTo("Toast: Keep at least one day, or unsubscribe instead.");
        assertThat(conversation.subscription(PRIVATE, "us-china").schedule())
                .isEqualTo(new DeliverySchedule.At(LocalTime.of(8, 0), Set.of(DayOfWeek.SUNDAY)));
        conversation.press(new SettingsPress.SetTime(1, 495));
        assertThat(conversation.subscription(PRIVATE, "us-china").schedule())
                .as("another time on the same days")
                .isEqualTo(new DeliverySchedule.At(LocalTime.of(8, 15), Set.of(DayOfWeek.SUNDAY)));
    }

    @Test
    void aWeekCanComeAsOneRoundUpOnAChosenDay() {
        subscribe();
        Reply sunday = conversation.press(new SettingsPress.DeliverWeekly(1, DayOfWeek.SUNDAY));
        assertThat(told(sunday)).isEqualTo("""
                Replace, page 0: US vs China
                Weekly round-up, Sun 18:00 · next: Sun 8 Feb 18:00
                Time zone: UTC (now 12:00)
                On which day should the weekly round-up arrive?""");
        assertThat(marked(sunday)).containsExactly("Sun", "Weekly round-up");
        assertThat(told(conversation.press(new SettingsPress.DeliverWeekly(1, DayOfWeek.MONDAY))))
                .contains("Weekly round-up, Mon 18:00 · next: Mon 9 Feb 18:00");
        Reply later = conversation.press(new SettingsPress.SetTime(1, 1110));
        assertThat(told(later)).contains("Weekly round-up, Mon 18:30");
        assertThat(marked(later)).containsExactly("Weekly round-up");
        assertThat(told(conversation.press(new SettingsPress.Days(1)))).contains("On which day should the week");
        conversation.press(new SettingsPress.SetDays(1, EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)));
        assertThat(conversation.subscription(PRIVATE, "us-china").schedule())
                .as("each digest again")
                .isEqualTo(new DeliverySchedule.At(LocalTime.of(18, 30), SubscriptionText.WORKDAYS));
    }

    static List<SettingsPress> daysOfOneTopic() {
        return List.of(
                new SettingsPress.Days(1),
                new SettingsPress.SetDays(1, EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)));
    }

    @ParameterizedTest
    @MethodSource("daysOfOneTopic")
    void daysOfWhatComesAtOnceAskForATimeFirst(SettingsPress press) {
        subscribe();
        Reply reply = conversation.press(press);
        assertThat(told(reply)).endsWith("Choose a time first. Days apply to scheduled delivery only.");
        assertThat(buttons(reply)).startsWith(button("06:00", new SettingsPress.SetTime(1, 360)));
        assertThat(conversation.subscription(PRIVATE, "us-china").schedule())
                .isEqualTo(new DeliverySchedule.Immediately());
    }

    @Test
    void aChangedTimeMovesWhatIsOwedAlready() {
        subscribe();
        conversation.database.writeWithoutResult(tx -> {
            tx.handle().execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at)
                    SELECT number, platform, 'digest', 1, 0, 0, 0 FROM subscriber""");
            tx.handle().execute("""
                    INSERT INTO delivery_item (delivery, ordinal, digest, subscription)
                    SELECT d.number, 0, 3, s.number FROM delivery d, subscription s WHERE s.topic = 'us-china'""");
        });
        conversation.press(new SettingsPress.SetTime(1, 1080));
        assertThat(dueTime()).isEqualTo("2026-02-06 18:00:00");
        conversation.press(new SettingsPress.SetZone(ZoneId.of("Europe/Berlin")));
        assertThat(dueTime()).isEqualTo("2026-02-06 17:00:00");
    }

    private String dueTime() {
        return conversation.database.read(tx -> tx.handle()
                .createQuery("SELECT datetime(due_at / 1000, 'unixepoch') FROM delivery WHERE state = 'queued'")
                .mapTo(String.class)
                .one());
    }

    @Test
    void theZoneIsFoundByWhatTimeItIsThere() {
        conversation.press(new SettingsPress.SetZone(ZoneId.of("UTC")));
        Reply regions = conversation.press(new SettingsPress.ChooseRegion(SETTINGS));
        assertThat(buttons(regions))
                .contains(
                        button("Europe", new SettingsPress.ChooseClock(Region.EUROPE, SETTINGS)),
                        button("Other islands, poles", new SettingsPress.ChooseClock(Region.ISLANDS, SETTINGS)))
                .endsWith(button("‹ Back", new SettingsPress.ShowCities(0, SETTINGS)));
        assertThat(marked(regions)).containsExactly("UTC");
        Reply times = conversation.press(new SettingsPress.ChooseClock(Region.EUROPE, SETTINGS));
        assertThat(told(times)).endsWith("What time is it where you are?");
        assertThat(buttons(times))
                .startsWith(
                        button("Fri 12:00", new SettingsPress.ChooseZone(Region.EUROPE, 0, 0, SETTINGS)),
                        button("Fri 13:00", new SettingsPress.ChooseZone(Region.EUROPE, 60, 0, SETTINGS)));
        Reply places = conversation.press(new SettingsPress.ChooseZone(Region.EUROPE, 60, 0, SETTINGS));
        assertThat(told(places)).endsWith("Which place? It's 13:00 there now.");
        assertThat(buttons(places))
                .hasSize(16 + 2)
                .startsWith(
                        button("Amsterdam", new SettingsPress.SetZone(ZoneId.of("Europe/Amsterdam"))),
                        button("Andorra", new SettingsPress.SetZone(ZoneId.of("Europe/Andorra"))))
                .contains(
                        button("Berlin", new SettingsPress.SetZone(ZoneId.of("Europe/Berlin"))),
                        button("2/2 ›", new SettingsPress.ChooseZone(Region.EUROPE, 60, 1, SETTINGS)),
                        button("‹ Back", new SettingsPress.ChooseClock(Region.EUROPE, SETTINGS)));
        Reply chosen = conversation.press(new SettingsPress.SetZone(ZoneId.of("Europe/Berlin")));
        assertThat(told(chosen))
                .startsWith("Replace, page 0: Your digests")
                .contains("Time zone: Europe/Berlin (now 13:00)");
        assertThat(buttons(conversation.press(new SettingsPress.ChooseRegion(SETTINGS))))
                .contains(button("✓ Europe", new SettingsPress.ChooseClock(Region.EUROPE, SETTINGS)));
        assertThat(buttons(conversation.press(new SettingsPress.ChooseClock(Region.EUROPE, SETTINGS))))
                .contains(button("✓ Fri 13:00", new SettingsPress.ChooseZone(Region.EUROPE, 60, 0, SETTINGS)));
        assertThat(marked(conversation.press(new SettingsPress.ChooseZone(Region.EUROPE, 60, 0, SETTINGS))))
                .containsExactly("Berlin");
    }

    @Test
    void clocksADayApartAreToldApartAndPlacesNamedOnce() {
        assertThat(buttons(conversation.press(new SettingsPress.ChooseClock(Region.OCEANIA, SETTINGS))))
                .contains(
                        button("Fri 01:00", new SettingsPress.ChooseZone(Region.OCEANIA, -660, 0, SETTINGS)),
                        button("Sat 01:00", new SettingsPress.ChooseZone(Region.OCEANIA, 780, 0, SETTINGS)));
        List<String> central =
                buttons(conversation.press(new SettingsPress.ChooseZone(Region.AMERICA, -360, 1, SETTINGS)));
        assertThat(central)
                .contains(button(
                        "Tell City, Indiana", new SettingsPress.SetZone(ZoneId.of("America/Indiana/Tell_City"))));
        assertThat(buttons(conversation.press(new SettingsPress.ChooseZone(Region.AMERICA, -180, 0, SETTINGS))))
                .contains(button("Buenos Aires", new SettingsPress.SetZone(ZoneId.of("America/Buenos_Aires"))));
    }

    @Test
    void aClockThatNobodyHasAnyMoreShowsTheClocksAgain() {
        assertThat(told(conversation.press(new SettingsPress.ChooseZone(Region.EUROPE, -1073, 0, SETTINGS))))
                .endsWith("What time is it where you are?");
    }

    @Test
    void aPersonsLanguageIsSpokenToThemWhereverTheyAloneListen() {
        subscribe();
        Reply languages = conversation.press(new SettingsPress.Languages());
        assertThat(buttons(languages))
                .containsExactly(
                        button("Deutsch", new SettingsPress.SetLanguage("de")),
                        button("English", new SettingsPress.SetLanguage("en")),
                        button("Español", new SettingsPress.SetLanguage("es")),
                        button("简体中文", new SettingsPress.SetLanguage("zh")),
                        button("‹ Back", new SettingsPress.ShowSettings()));
        assertThat(marked(languages)).containsExactly("English");
        assertThat(told(conversation.press(new SettingsPress.SetLanguage("de"))))
                .startsWith("Replace, page 0: Deine")
                .endsWith(" · Deutsch");
        assertThat(conversation.subscriber(PRIVATE).preferences().language()).isEqualTo("de");
        assertThat(told(conversation.asMember(press(new SettingsPress.ShowSettings()))))
                .as("a toast in a group")
                .startsWith("Toast: Das können nur");
        assertThat(told(conversation.asMember(new Command.Today("nix"))))
                .as("everybody there sees it")
                .contains("nix“");
        assertThat(told(conversation.press(new SettingsPress.SetLanguage("tlh"))))
                .as("no words in that")
                .contains("Sprache");
    }

    @Test
    void theLanguageOfAGroupIsItsOwn() {
        conversation.asManager(new Command.Subscribe("trade", Target.DEFAULT));
        assertThat(told(conversation.pressAsManager(new SettingsPress.SetLanguage("es"))))
                .startsWith("Replace, page 0: Resúmenes que llegan aquí");
        assertThat(told(conversation.asManager(new Command.Help()))).startsWith("Whisper: Cada resumen");
        assertThat(told(conversation.privately(new Command.Help()))).startsWith("Whisper: Each digest");
    }

    @Test
    void aServersChannelIsSpokenToInItsLanguageAndAPersonThereInTheirs() {
        conversation.onDiscord(true, new Command.Subscribe("trade", Target.HERE));
        Reply overview = conversation.onDiscord(true, press(new SettingsPress.SetLanguage("de")));
        assertThat(told(overview))
                .startsWith("Replace, page 0: Digests delivered here")
                .endsWith(" · Deutsch");
        assertThat(told(conversation.onDiscord(false, new Command.Today(""))))
                .startsWith("Say: World Trade · Fr 6. Februar");
        assertThat(told(conversation.onDiscord(false, press(new Press.Show(3, new DigestView.Overview(), 0)))))
                .contains("· Fri 6 February");
        assertThat(told(conversation.onDiscord(false, new Command.Help()))).startsWith("Whisper: Each digest");
    }

    @Test
    void whatIsAboutNoSubscriptionShowsTheTopicsAndWhatIsGoneSaysSo() {
        conversation.press(new Press.SubscribeTopic(2));
        for (SettingsPress press : List.of(
                new SettingsPress.ShowSubscription(1),
                new SettingsPress.SetTime(1, 480),
                new SettingsPress.SetPerspective(3, 1, true))) {
            assertThat(told(conversation.press(press))).startsWith("Replace, page 0: Choose your topics");
        }
        assertThat(conversation.topicsOf(PRIVATE)).containsExactly("trade");
        assertThat(told(conversation.press(new SettingsPress.ShowSubscription(99))))
                .isEqualTo("Toast: This topic no longer exists.");
        assertThat(told(conversation.press(new SettingsPress.SetPerspective(99, 0, true))))
                .isEqualTo("Toast: This digest is no longer available.");
        assertThat(told(conversation.press(new SettingsPress.SetPerspective(3, 9, true))))
                .isEqualTo("Toast: This digest is no longer available.");
    }

    @Test
    void settingsOfAGroupAreItsOwn() {
        conversation.asManager(new Command.Subscribe("trade", Target.DEFAULT));
        conversation.pressAsManager(new SettingsPress.SetZone(ZoneId.of("UTC")));
        conversation.pressAsManager(new SettingsPress.SetTime(2, 480));
        assertThat(told(conversation.asManager(new Command.Settings())))
                .startsWith("Whisper: Digests delivered here\nWorld Trade: all perspectives · every day 08:00");
        assertThat(conversation.subscription(GROUP, "trade").thread()).isEqualTo(9);
        assertThat(told(conversation.privately(new Command.Settings()))).contains("No subscriptions yet.");
    }

    @Test
    void manyTopicsAndPerspectivesFitIntoOneMessage() throws Exception {
        conversation.arriveMany(23);
        String[] perspectives = new String[20];
        for (int i = 0; i < perspectives.length; i++) {
            perspectives[i] = "s" + i + ": Side " + i;
        }
        conversation.arrive("crowd", "A crowd", "2026-02-06", perspectives);
        subscribe();
        Reply first = conversation.press(new SettingsPress.ShowSettings());
        assertThat(buttons(first)).hasSize(10 + 1 + 1 + 7).contains(button("2/3 ›", new SettingsPress.ShowSettings(1)));
        assertThat(buttons(conversation.press(new SettingsPress.ShowSettings(1))))
                .contains(
                        button("‹ 1/3", new SettingsPress.ShowSettings()),
                        button("3/3 ›", new SettingsPress.ShowSettings(2)));
        long crowd = conversation
                .database
                .read(tx -> conversation.library.topic(tx, "crowd"))
                .orElseThrow()
                .number();
        for (SettingsPress press : List.of(
                new SettingsPress.ShowSettings(),
                new SettingsPress.ShowSettings(1),
                new SettingsPress.ShowSettings(2),
                new SettingsPress.Perspectives(crowd),
                new SettingsPress.ChooseClock(Region.AMERICA, SETTINGS),
                new SettingsPress.ChooseZone(Region.AMERICA, -360, 1, SETTINGS))) {
            Reply reply = conversation.press(press);
            assertThat(ConversationFixture.buttonsOnDiscord(reply))
                    .as(press.toString())
                    .isEqualTo(buttons(reply).size());
            assertThat(ConversationFixture.content(reply).buttons())
                    .allSatisfy(row -> assertThat(row).hasSizeBetween(1, 5));
        }
    }

    private static List<String> marked(Reply reply) {
        return ConversationFixture.content(reply).buttons().stream()
                .flatMap(List::stream)
                .filter(Button::current)
                .map(Button::label)
                .toList();
    }

    private static Command press(Press press) {
        return new Command.Pressed(Optional.of(press));
    }

    @Test
    void theZoneOfAChatThatHasNothingYetIsKept() {
        conversation.press(new SettingsPress.SetZone(ZoneId.of("Asia/Shanghai")));
        conversation.privately(new Command.Subscribe("trade", Target.DEFAULT));
        assertThat(conversation.subscriber(PRIVATE).preferences().zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    }
}
