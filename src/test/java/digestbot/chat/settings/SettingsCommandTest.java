package digestbot.chat.settings;

import static digestbot.chat.api.ConversationFixture.GROUP;
import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscription;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.Command.Target;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.Reply;
import digestbot.chat.common.SubscriptionText;
import digestbot.content.Button;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCommandTest {

    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);

    @TempDir
    Path folder;

    private ConversationFixture talk;

    @BeforeEach
    void open() throws Exception {
        talk = ConversationFixture.ofTwoTopics(folder);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private void subscribe() {
        talk.privately(new Command.Subscribe("all", Target.DEFAULT));
    }

    @Test
    void aChatThatHasNothingIsOfferedTheTopics() {
        Reply reply = talk.privately(new Command.Settings());
        assertThat(told(reply)).isEqualTo("""
                Whisper: Your digests
                No subscriptions yet.
                Time zone: UTC (now 12:00) · English""");
        assertThat(buttons(reply))
                .containsExactly("+ Topic 1:t", "Time zone 1:g:z", "Quiet hours 1:g:q", "Language 1:g:a", "Done 1:g:x");
    }

    @Test
    void theOverviewTellsEverythingThatIsChosen() {
        subscribe();
        talk.press("1:g:i:3:1");
        talk.press("1:g:i:3:0");
        talk.press("1:g:l:1:s");
        talk.press("1:g:w:1:480");
        talk.press("1:g:c:Europe/Berlin");
        Reply reply = talk.privately(new Command.Settings());
        assertThat(told(reply)).isEqualTo("""
                Whisper: Your digests
                US vs China: 🔴 PRC, then 🔵 United States, short · every day 08:00 · next: Sat 7 Feb 08:00
                World Trade: all perspectives · immediately
                New topics are added automatically.
                Time zone: Europe/Berlin (now 13:00) · English""");
        assertThat(buttons(reply))
                .containsExactly(
                        "US vs China 1:g:k:1",
                        "World Trade 1:g:k:2",
                        "+ Topic 1:t",
                        "Time zone 1:g:z",
                        "Quiet hours 1:g:q",
                        "Language 1:g:a",
                        "✓ Combine digests due together 1:g:b:0",
                        "✓ Announcements 1:g:m:0",
                        "Done 1:g:x",
                        "Pause all 1:x");
        assertThat(buttons(talk.press("1:g:b:0"))).contains("Combine digests due together 1:g:b:1");
        assertThat(buttons(talk.press("1:g:b:1"))).contains("✓ Combine digests due together 1:g:b:0");
        assertThat(told(talk.press("1:g"))).isEqualTo(told(reply).replace("Whisper", "Replace, page 0"));
    }

    @Test
    void doneLeavesOneWayBack() {
        subscribe();
        Reply reply = talk.press("1:g:x");
        assertThat(told(reply)).startsWith("Replace, page 0: Your digests\nUS vs China: all perspectives");
        assertThat(buttons(reply)).containsExactly("Settings 1:g");
    }

    @Test
    void theTopicsScreenOffersEverythingAboutItWithTheLengthMarked() {
        subscribe();
        Reply reply = talk.press("1:g:l:2:h");
        assertThat(told(reply)).isEqualTo("""
                Replace, page 0: World Trade
                All perspectives, headlines · immediately
                What do you want to change?""");
        assertThat(buttons(reply))
                .containsExactly(
                        "Headlines 1:g:l:2:h",
                        "Short 1:g:l:2:s",
                        "In full 1:g:l:2:f",
                        "🔵 United States first 1:g:j:2:0",
                        "🔴 European Union first 1:g:j:2:1",
                        "One after the other 1:g:y:2:st",
                        "Side by side 1:g:y:2:si",
                        "Perspectives 1:g:p:2",
                        "Time 1:g:w:2",
                        "Days 1:g:d:2",
                        "‹ Back 1:g",
                        "Unsubscribe 1:u:2");
        assertThat(marked(reply)).containsExactly("Headlines", "One after the other");
        assertThat(talk.subscription(PRIVATE, "trade").reading().length()).isEqualTo(Length.HEADLINES);
    }

    @Test
    void chinaFirstAndShortIsThreeTapsFromTheSettings() {
        subscribe();
        Taps taps = new Taps(talk.privately(new Command.Settings()));
        taps.on("US vs China");
        taps.on("🔴 PRC first");
        taps.on("Short");
        assertThat(taps.count).isEqualTo(3);
        assertThat(talk.subscription(PRIVATE, "us-china").reading())
                .isEqualTo(new ReadingOptions(PerspectiveChoice.of("china,us,*"), Length.SHORT, Layout.STACKED));
        assertThat(marked(taps.screen)).containsExactly("Short", "🔴 PRC first", "One after the other");
        assertThat(told(taps.screen)).contains("🔴 PRC first, then all others, short · immediately");
    }

    /// Presses the buttons that are there, and counts.
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
                    .map(button -> (Button.Action.Ask) button.action())
                    .map(ask -> talk.press(ask.press().encode()))
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
        Subscription made = talk.subscription(PRIVATE, "us-china");
        talk.database.run(tx -> talk.subscriptions.change(
                tx, made.withReading(made.reading().withPerspectives(PerspectiveChoice.of(before)))));
        talk.press("1:g:j:3:" + ordinal);
        talk.press("1:g:j:3:" + ordinal);
        assertThat(talk.subscription(PRIVATE, "us-china")
                        .reading()
                        .perspectives()
                        .column())
                .isEqualTo(after);
    }

    @Test
    void aPerspectiveThatATopicGetsLaterIsTheLastForWhoChoseOnlyTheFirst() throws IOException {
        subscribe();
        talk.press("1:g:j:3:1");
        talk.arrive("us-china", "US vs China", "2026-02-07", "us: United States", "japan: Japan", "china: China");
        assertThat(told(talk.privately(new Command.Today("us-china")))).endsWith("""
                China
                As China tells us-china
                United States
                As United States tells us-china
                Japan
                As Japan tells us-china""");
        long digest = talk.database
                .read(tx -> talk.library.newest(tx, "us-china", "en"))
                .orElseThrow()
                .number();
        Reply perspectives = talk.press("1:g:p:1");
        assertThat(buttons(perspectives))
                .startsWith(
                        "✓ 2. 🔵 United States 1:g:f:" + digest + ":0",
                        "✓ 🔴 Japan 1:g:f:" + digest + ":1",
                        "✓ 1. 🟢 PRC 1:g:f:" + digest + ":2");
        talk.press("1:g:f:" + digest + ":0");
        assertThat(talk.subscription(PRIVATE, "us-china")
                        .reading()
                        .perspectives()
                        .column())
                .as("leaving one out makes a list of the others")
                .isEqualTo("china,japan");
    }

    @Test
    void theLayoutIsChosenOnTheTopicsScreenAndTold() {
        subscribe();
        Reply reply = talk.press("1:g:y:1:si");
        assertThat(told(reply))
                .startsWith("Replace, page 0: US vs China\nAll perspectives, side by side · immediately\n");
        assertThat(marked(reply)).containsExactly("In full", "Side by side");
        assertThat(told(talk.privately(new Command.Today("us-china")))).isEqualTo("""
                Say: US vs China · Fri 6 February 2026
                What us-china is about on 2026-02-06
                🔵 United States ⇄ 🔴 PRC
                🔵 As United States tells us-china
                🔴 As China tells us-china""");
        assertThat(told(talk.press("1:g:y:1:st"))).contains("\nAll perspectives · immediately\n");
    }

    @Test
    void aTopicOfOnePerspectiveHasNeitherAnOrderNorALayout() throws IOException {
        talk.arrive("solo", "Solo", "2026-02-06", "us: United States");
        assertThat(buttons(screenOf("solo")))
                .noneMatch(button -> button.contains("1:g:j:") || button.contains("1:g:y:"));
    }

    @Test
    void ofManyPerspectivesTheOrderIsChosenOnAScreenOfItsOwn() throws IOException {
        talk.arrive("five", "Five", "2026-02-06", "a: Aa", "b: Bb", "c: Cc", "d: Dd", "e: Ee");
        assertThat(buttons(screenOf("five")))
                .noneMatch(button -> button.contains("1:g:j:"))
                .anyMatch(button -> button.startsWith("Side by side 1:g:y:"))
                .anyMatch(button -> button.startsWith("Perspectives 1:g:p:"));
    }

    /// The screen of a topic, subscribed to first.
    private Reply screenOf(String topic) {
        long number = talk.database
                .read(tx -> talk.library.topic(tx, topic))
                .orElseThrow()
                .number();
        talk.press("1:s:" + number);
        return talk.press("1:g:k:" + number);
    }

    @Test
    void twoTapsPutChinaFirst() {
        subscribe();
        Reply all = talk.press("1:g:p:1");
        assertThat(buttons(all))
                .containsExactly(
                        "🔵 United States 1:g:i:3:0",
                        "🔴 PRC 1:g:i:3:1",
                        "All, in rotating order 1:g:e:1",
                        "‹ Back 1:g:k:1");
        assertThat(marked(all)).containsExactly("All, in rotating order");
        talk.press("1:g:i:3:1");
        Reply both = talk.press("1:g:i:3:0");
        assertThat(talk.subscription(PRIVATE, "us-china")
                        .reading()
                        .perspectives()
                        .column())
                .isEqualTo("china,us");
        assertThat(buttons(both)).startsWith("✓ 2. 🔵 United States 1:g:f:3:0", "✓ 1. 🔴 PRC 1:g:f:3:1");
        assertThat(told(both)).contains("🔴 PRC, then 🔵 United States");
    }

    @Test
    void aSecondPressOfTheSamePerspectiveDoesNoHarm() {
        subscribe();
        talk.press("1:g:i:3:1");
        talk.press("1:g:i:3:0");
        talk.press("1:g:i:3:1");
        assertThat(talk.subscription(PRIVATE, "us-china")
                        .reading()
                        .perspectives()
                        .column())
                .isEqualTo("china,us");
        talk.press("1:g:f:3:1");
        talk.press("1:g:f:3:1");
        assertThat(talk.subscription(PRIVATE, "us-china")
                        .reading()
                        .perspectives()
                        .column())
                .isEqualTo("us");
        talk.press("1:g:e:1");
        assertThat(talk.subscription(PRIVATE, "us-china")
                        .reading()
                        .perspectives()
                        .isAll())
                .isTrue();
    }

    @Test
    void theTimeIsChosenByStepsThatCarryTheTimeTheyLeadTo() {
        subscribe();
        Reply atOnce = talk.press("1:g:w:1");
        assertThat(buttons(atOnce))
                .startsWith("06:00 1:g:w:1:360")
                .endsWith("Immediately 1:g:o:1", "Days 1:g:d:1", "Weekly round-up 1:g:r:1:7", "‹ Back 1:g:k:1");
        assertThat(marked(atOnce)).containsExactly("Immediately");
        Reply evening = talk.press("1:g:w:1:1410");
        assertThat(told(evening)).isEqualTo("""
                Replace, page 0: US vs China
                Every day 23:30 · next: Sat 7 Feb 23:30
                Time zone: UTC (now 12:00)
                When should it arrive?""");
        assertThat(buttons(evening))
                .startsWith("−1 h 1:g:w:1:1350", "−15 min 1:g:w:1:1395", "+15 min 1:g:w:1:1425", "+1 h 1:g:w:1:30");
        assertThat(marked(evening)).isEmpty();
        assertThat(marked(talk.press("1:g:w:1:480"))).containsExactly("08:00");
        assertThat(talk.subscription(PRIVATE, "us-china").when())
                .isEqualTo(new DeliverySchedule.At(LocalTime.of(8, 0), EVERY_DAY));
        talk.press("1:g:o:1");
        assertThat(talk.subscription(PRIVATE, "us-china").when()).isEqualTo(new DeliverySchedule.AtOnce());
    }

    @Test
    void theNextTimeIsOneAtWhichSomethingCanCome() {
        subscribe();
        assertThat(told(talk.press("1:g:w:1:1200"))).as("today's is out").contains("next: Sat 7 Feb 20:00");
        assertThat(told(talk.press("1:g:w:1:480"))).contains("next: Sat 7 Feb 08:00");
        talk.press("1:g:c:Pacific/Kiritimati");
        assertThat(told(talk.press("1:g:w:1:480")))
                .as("it came on the 7th at 02:00, so that day's is the one of the 6th")
                .contains("next: Sun 8 Feb 08:00");
        talk.press("1:g:c:America/New_York");
        talk.pass(Duration.ofHours(20));
        assertThat(told(talk.press("1:g:w:1:1200")))
                .as("the digest of the 7th is to come")
                .contains("next: Sat 7 Feb 20:00");
    }

    @Test
    void severalTopicsInOneMessageCanBeChosenOnEveryPage() throws Exception {
        talk.arriveMany(9);
        talk.privately(new Command.Subscribe("all", Command.Target.DEFAULT));
        Reply second = talk.privately(new Command.Pressed(Optional.of(new SettingsPress.Overview(1))));
        assertThat(buttons(second)).anyMatch(button -> button.contains("1:g:b:"));
    }

    @Test
    void whatIsOwedComesNext() {
        subscribe();
        talk.press("1:g:w:1:1200");
        talk.database.run(tx -> {
            tx.handle().execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at)
                    SELECT number, platform, 'digest', 1, 1770408000000, 1770408000000, 0 FROM subscriber""");
            tx.handle().execute("""
                    INSERT INTO delivery_item (delivery, ordinal, digest, subscription)
                    SELECT d.number, 0, 3, s.number FROM delivery d, subscription s WHERE s.topic = 'us-china'""");
        });
        assertThat(told(talk.privately(new Command.Settings()))).contains("next: Fri 6 Feb 20:00");
    }

    @Test
    void daysAreSwitchedOneByOneAndTheLastOneStays() {
        subscribe();
        talk.press("1:g:w:1:480");
        Reply all = talk.press("1:g:d:1");
        assertThat(buttons(all))
                .startsWith("✓ Mon 1:g:d:1:126", "✓ Tue 1:g:d:1:125")
                .endsWith("Mon–Fri 1:g:d:1:31", "Every day 1:g:d:1:127", "Weekly round-up 1:g:r:1:7", "‹ Back 1:g:w:1");
        assertThat(marked(all)).containsExactly("Every day");
        Reply workdays = talk.press("1:g:d:1:31");
        assertThat(told(workdays)).contains("Mon–Fri 08:00 · next: Mon 9 Feb 08:00");
        assertThat(marked(workdays)).containsExactly("Mon–Fri");
        Reply two = talk.press("1:g:d:1:65");
        assertThat(told(two)).contains("Mon, Sun 08:00");
        Reply one = talk.press("1:g:d:1:64");
        assertThat(buttons(one)).contains("✓ Sun 1:g:d:1:64", "Mon 1:g:d:1:65");
        assertThat(told(talk.press("1:g:d:1:64"))).isEqualTo("Toast: Keep at least one day, or unsubscribe instead.");
        assertThat(talk.subscription(PRIVATE, "us-china").when())
                .isEqualTo(new DeliverySchedule.At(LocalTime.of(8, 0), Set.of(DayOfWeek.SUNDAY)));
        talk.press("1:g:w:1:495");
        assertThat(talk.subscription(PRIVATE, "us-china").when())
                .as("another time on the same days")
                .isEqualTo(new DeliverySchedule.At(LocalTime.of(8, 15), Set.of(DayOfWeek.SUNDAY)));
    }

    @Test
    void aWeekCanComeAsOneRoundUpOnAChosenDay() {
        subscribe();
        Reply sunday = talk.press("1:g:r:1:7");
        assertThat(told(sunday)).isEqualTo("""
                Replace, page 0: US vs China
                Weekly round-up, Sun 18:00 · next: Sun 8 Feb 18:00
                Time zone: UTC (now 12:00)
                On which day should the weekly round-up arrive?""");
        assertThat(marked(sunday)).containsExactly("Sun", "Weekly round-up");
        assertThat(told(talk.press("1:g:r:1:1"))).contains("Weekly round-up, Mon 18:00 · next: Mon 9 Feb 18:00");
        Reply later = talk.press("1:g:w:1:1110");
        assertThat(told(later)).contains("Weekly round-up, Mon 18:30");
        assertThat(marked(later)).containsExactly("Weekly round-up");
        assertThat(told(talk.press("1:g:d:1"))).contains("On which day should the week");
        talk.press("1:g:d:1:31");
        assertThat(talk.subscription(PRIVATE, "us-china").when())
                .as("each digest again")
                .isEqualTo(new DeliverySchedule.At(LocalTime.of(18, 30), SubscriptionText.WORKDAYS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1:g:d:1", "1:g:d:1:31"})
    void daysOfWhatComesAtOnceAskForATimeFirst(String press) {
        subscribe();
        Reply reply = talk.press(press);
        assertThat(told(reply)).endsWith("Choose a time first. Days apply to scheduled delivery only.");
        assertThat(buttons(reply)).startsWith("06:00 1:g:w:1:360");
        assertThat(talk.subscription(PRIVATE, "us-china").when()).isEqualTo(new DeliverySchedule.AtOnce());
    }

    @Test
    void aChangedTimeMovesWhatIsOwedAlready() {
        subscribe();
        talk.database.run(tx -> {
            tx.handle().execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at)
                    SELECT number, platform, 'digest', 1, 0, 0, 0 FROM subscriber""");
            tx.handle().execute("""
                    INSERT INTO delivery_item (delivery, ordinal, digest, subscription)
                    SELECT d.number, 0, 3, s.number FROM delivery d, subscription s WHERE s.topic = 'us-china'""");
        });
        talk.press("1:g:w:1:1080");
        assertThat(owedAt()).isEqualTo("2026-02-06 18:00:00");
        talk.press("1:g:c:Europe/Berlin");
        assertThat(owedAt()).isEqualTo("2026-02-06 17:00:00");
    }

    private String owedAt() {
        return talk.database.read(tx -> tx.handle()
                .createQuery("SELECT datetime(due_at / 1000, 'unixepoch') FROM delivery WHERE state = 'queued'")
                .mapTo(String.class)
                .one());
    }

    @Test
    void theZoneIsFoundByWhatTimeItIsThere() {
        Reply regions = talk.press("1:g:z");
        assertThat(buttons(regions))
                .contains("Europe 1:g:z:3", "Other islands, poles 1:g:z:5")
                .endsWith("‹ Back 1:g");
        assertThat(marked(regions)).containsExactly("UTC");
        Reply times = talk.press("1:g:z:3");
        assertThat(told(times)).endsWith("What time is it where you are?");
        assertThat(buttons(times)).startsWith("Fri 12:00 1:g:z:3:1080:0", "Fri 13:00 1:g:z:3:1140:0");
        Reply places = talk.press("1:g:z:3:1140:0");
        assertThat(told(places)).endsWith("Which place? It's 13:00 there now.");
        assertThat(buttons(places))
                .hasSize(16 + 2)
                .startsWith("Amsterdam 1:g:c:Europe/Amsterdam", "Andorra 1:g:c:Europe/Andorra")
                .contains("Berlin 1:g:c:Europe/Berlin", "2/2 › 1:g:z:3:1140:1", "‹ Back 1:g:z:3");
        Reply chosen = talk.press("1:g:c:Europe/Berlin");
        assertThat(told(chosen))
                .startsWith("Replace, page 0: Your digests")
                .contains("Time zone: Europe/Berlin (now 13:00)");
        assertThat(buttons(talk.press("1:g:z"))).contains("✓ Europe 1:g:z:3");
        assertThat(buttons(talk.press("1:g:z:3"))).contains("✓ Fri 13:00 1:g:z:3:1140:0");
        assertThat(marked(talk.press("1:g:z:3:1140:0"))).containsExactly("Berlin");
    }

    @Test
    void clocksADayApartAreToldApartAndPlacesNamedOnce() {
        assertThat(buttons(talk.press("1:g:z:4"))).contains("Fri 01:00 1:g:z:4:420:0", "Sat 01:00 1:g:z:4:1860:0");
        List<String> central = buttons(talk.press("1:g:z:1:720:1"));
        assertThat(central).contains("Tell City, Indiana 1:g:c:America/Indiana/Tell_City");
        assertThat(buttons(talk.press("1:g:z:1:900:0"))).contains("Buenos Aires 1:g:c:America/Buenos_Aires");
    }

    @Test
    void aClockThatNobodyHasAnyMoreShowsTheClocksAgain() {
        assertThat(told(talk.press("1:g:z:3:7:0"))).endsWith("What time is it where you are?");
    }

    @Test
    void aPersonsLanguageIsSpokenToThemWhereverTheyAloneListen() {
        subscribe();
        Reply languages = talk.press("1:g:a");
        assertThat(buttons(languages))
                .containsExactly(
                        "Deutsch 1:g:a:de", "English 1:g:a:en", "Español 1:g:a:es", "简体中文 1:g:a:zh", "‹ Back 1:g");
        assertThat(marked(languages)).containsExactly("English");
        assertThat(told(talk.press("1:g:a:de")))
                .startsWith("Replace, page 0: Deine")
                .endsWith(" · Deutsch");
        assertThat(talk.subscriber(PRIVATE).preferences().language()).isEqualTo("de");
        assertThat(told(talk.asMember(press("1:g")))).as("a toast in a group").startsWith("Toast: Das können nur");
        assertThat(told(talk.asMember(new Command.Today("nix"))))
                .as("everybody there sees it")
                .contains("nix“");
        assertThat(told(talk.press("1:g:a:tlh"))).as("no words in that").contains("Sprache");
    }

    @Test
    void theLanguageOfAGroupIsItsOwn() {
        talk.asManager(new Command.Subscribe("trade", Target.DEFAULT));
        assertThat(told(talk.pressAsManager("1:g:a:es"))).startsWith("Replace, page 0: Resúmenes que llegan aquí");
        assertThat(told(talk.asManager(new Command.Help()))).startsWith("Whisper: Cada resumen");
        assertThat(told(talk.privately(new Command.Help()))).startsWith("Whisper: Each digest");
    }

    @Test
    void aServersChannelIsSpokenToInItsLanguageAndAPersonThereInTheirs() {
        talk.onDiscord(true, new Command.Subscribe("trade", Target.HERE));
        Reply overview = talk.onDiscord(true, press("1:g:a:de"));
        assertThat(told(overview))
                .startsWith("Replace, page 0: Digests delivered here")
                .endsWith(" · Deutsch");
        assertThat(told(talk.onDiscord(false, new Command.Today("")))).startsWith("Say: World Trade · Fr 6. Februar");
        assertThat(told(talk.onDiscord(false, press("1:v:3:o")))).contains("· Fri 6 February");
        assertThat(told(talk.onDiscord(false, new Command.Help()))).startsWith("Whisper: Each digest");
    }

    @Test
    void whatIsAboutNoSubscriptionShowsTheTopicsAndWhatIsGoneSaysSo() {
        talk.press("1:s:2");
        for (String press : List.of("1:g:k:1", "1:g:w:1:480", "1:g:i:3:1")) {
            assertThat(told(talk.press(press))).startsWith("Replace, page 0: Choose your topics");
        }
        assertThat(talk.topicsOf(PRIVATE)).containsExactly("trade");
        assertThat(told(talk.press("1:g:k:99"))).isEqualTo("Toast: This topic no longer exists.");
        assertThat(told(talk.press("1:g:i:99:0"))).isEqualTo("Toast: This digest is no longer available.");
        assertThat(told(talk.press("1:g:i:3:9"))).isEqualTo("Toast: This digest is no longer available.");
    }

    @Test
    void settingsOfAGroupAreItsOwn() {
        talk.asManager(new Command.Subscribe("trade", Target.DEFAULT));
        talk.pressAsManager("1:g:w:2:480");
        assertThat(told(talk.asManager(new Command.Settings())))
                .startsWith("Whisper: Digests delivered here\nWorld Trade: all perspectives · every day 08:00");
        assertThat(talk.subscription(GROUP, "trade").thread()).isEqualTo(9);
        assertThat(told(talk.privately(new Command.Settings()))).contains("No subscriptions yet.");
    }

    @Test
    void manyTopicsAndPerspectivesFitIntoOneMessage() throws Exception {
        talk.arriveMany(23);
        String[] perspectives = new String[20];
        for (int i = 0; i < perspectives.length; i++) {
            perspectives[i] = "s" + i + ": Side " + i;
        }
        talk.arrive("crowd", "A crowd", "2026-02-06", perspectives);
        subscribe();
        Reply first = talk.press("1:g");
        assertThat(buttons(first)).hasSize(10 + 1 + 1 + 7).contains("2/3 › 1:g:v:1");
        assertThat(buttons(talk.press("1:g:v:1"))).contains("‹ 1/3 1:g", "3/3 › 1:g:v:2");
        long crowd = talk.database
                .read(tx -> talk.library.topic(tx, "crowd"))
                .orElseThrow()
                .number();
        for (String press : List.of("1:g", "1:g:v:1", "1:g:v:2", "1:g:p:" + crowd, "1:g:z:1", "1:g:z:1:720:1")) {
            Reply reply = talk.press(press);
            assertThat(ConversationFixture.buttonsOnDiscord(reply))
                    .as(press)
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

    private static Command press(String code) {
        return new Command.Pressed(Press.decode(code));
    }

    @Test
    void theZoneOfAChatThatHasNothingYetIsKept() {
        talk.press("1:g:c:Asia/Shanghai");
        talk.privately(new Command.Subscribe("trade", Target.DEFAULT));
        assertThat(talk.subscriber(PRIVATE).preferences().zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    }
}
