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

@InConversation(golden = true)
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
        conversation.press(new SettingsAction.Choose(1, "time", "0800"));
        conversation.press(new SettingsAction.Open(1, Screen.DAYS));
        conversation.press(new SettingsAction.Choose(1, "days", "1234567"));
        conversation.press(new SettingsAction.Choose(1, "roundup", "SUNDAY"));
        conversation.stored(PRIVATE);
        conversation.press(
                new SettingsAction.SetZone(ZoneId.of("Europe/Berlin"), new SettingsAction.Open(1, Screen.TIME)));
        conversation.press(new SettingsAction.Choose(1, "time", "0745"));
        conversation.press(new SettingsAction.Open(1, Screen.TIME));
    }

    @Test
    void aChineseReaderSeesTheCitiesOfTheEastFirst() {
        conversation.as(Platform.TELEGRAM, "zh-hans");
        conversation.privately(new SubscribeAction.Subscribe("us-china", Target.DEFAULT));
        conversation.press(new SettingsAction.Open(1, Screen.TIME));
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
        conversation.press(
                new SettingsAction.SetZone(ZoneId.of("Asia/Shanghai"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        conversation.privately(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.stored(PRIVATE);
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
        conversation.press(new SettingsAction.Choose(0, "bundles", "false"));
        conversation.press(new SettingsAction.Choose(0, "bundles", "true"));
        conversation.press(new SettingsAction.ShowSettings());
    }

    @Test
    void theTopicsScreenOffersEverythingAboutIt() {
        subscribe();
        conversation.press(new SettingsAction.Choose(2, "length", "HEADLINES"));
        conversation.stored(PRIVATE);
        conversation.press(new SettingsAction.Choose(1, "layout", "SIDE_BY_SIDE"));
        conversation.privately(new ReadAction.ShowToday("us-china"));
        conversation.press(new SettingsAction.Choose(1, "layout", "STACKED"));
        conversation.press(new SettingsAction.Close());
    }

    @Test
    void eachGroupOfATopicKeepsItsPlace() {
        subscribe();
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.tap("Topics");
        conversation.tap("US vs China");
        conversation.tap("Which side first");
        conversation.tap("🔴 PRC first");
        conversation.tap("‹ Back");
        conversation.tap("How much");
        conversation.tap("Short");
        conversation.tap("‹ Back");
        conversation.tap("When");
        conversation.tap("At a time…");
        conversation.stored(PRIVATE);
    }

    @Test
    void aNewReaderChoosesHowMuchAndThenWhen() {
        conversation.press(new SubscribeAction.SubscribeTopic(1));
        conversation.tap("Headlines");
        conversation.tap("At a time…");
        conversation.stored(PRIVATE);
    }

    @Test
    void theTimesOfAllTopicsAndAllElseAreOnePressAway() {
        subscribe();
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.tap("When");
        conversation.tap("World Trade");
        conversation.tap("Weekly round-up");
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.tap("More");
        conversation.tap("✓ Announcements");
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
        conversation.press(new SettingsAction.Open(1, Screen.PERSPECTIVES));
        conversation.press(new SettingsAction.SetPerspective(4, 0, false));
        // Leaving one out makes a list of the others.
        conversation.stored(PRIVATE);
    }

    @Test
    void ofOnePerspectiveThereIsNoOrderAndOfManyItIsChosenOnAScreenOfItsOwn() throws IOException {
        conversation.arrive("solo", "Solo", "2026-02-06", "us: United States");
        conversation.press(new SubscribeAction.SubscribeTopic(4));
        conversation.press(new SettingsAction.Open(4, Screen.TOPIC));
        conversation.press(new SettingsAction.Open(4, Screen.LENGTH));
        conversation.arrive("five", "Five", "2026-02-06", "a: Aa", "b: Bb", "c: Cc", "d: Dd", "e: Ee");
        conversation.press(new SubscribeAction.SubscribeTopic(5));
        conversation.press(new SettingsAction.Open(5, Screen.FIRST));
    }

    @Test
    void aSecondPressOfTheSamePerspectiveDoesNoHarm() {
        subscribe();
        conversation.press(new SettingsAction.SetPerspective(3, 1, true));
        conversation.press(new SettingsAction.SetPerspective(3, 0, true));
        conversation.press(new SettingsAction.SetPerspective(3, 1, true));
        conversation.stored(PRIVATE);
        conversation.press(new SettingsAction.SetPerspective(3, 1, false));
        conversation.press(new SettingsAction.SetPerspective(3, 1, false));
        conversation.stored(PRIVATE);
        conversation.press(new SettingsAction.SetPerspective(3, 0, false));
        conversation.stored(PRIVATE);
        conversation.press(new SettingsAction.Choose(1, "perspectives", "true"));
        conversation.stored(PRIVATE);
    }

    @Test
    void theTimeIsChosenByStepsThatCarryTheTimeTheyLeadTo() {
        subscribe();
        conversation.press(new SettingsAction.Open(1, Screen.TIME));
        conversation.press(new SettingsAction.Choose(1, "time", "2330"));
        conversation.press(new SettingsAction.Choose(1, "time", "0800"));
        conversation.stored(PRIVATE);
        conversation.press(new SettingsAction.Choose(1, "time", "none"));
        conversation.stored(PRIVATE);
    }

    @Test
    void theNextTimeIsOneAtWhichSomethingCanCome() {
        subscribe();
        // Today's digest is published.
        conversation.press(new SettingsAction.Choose(1, "time", "2000"));
        conversation.press(new SettingsAction.Choose(1, "time", "0800"));
        conversation.press(new SettingsAction.SetZone(
                ZoneId.of("Pacific/Kiritimati"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        // It was published on the 7th at 02:00 local time, so it is the digest of that day.
        conversation.press(new SettingsAction.Choose(1, "time", "0800"));
        conversation.press(
                new SettingsAction.SetZone(ZoneId.of("America/New_York"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        conversation.pass(Duration.ofHours(20));
        // The digest of the 7th is not published yet.
        conversation.press(new SettingsAction.Choose(1, "time", "2000"));
    }

    @Test
    void severalTopicsInOneMessageCanBeChosenOnEveryPage() throws Exception {
        conversation.arriveMany(9);
        conversation.privately(new SubscribeAction.Subscribe("all", SubscribeAction.Target.DEFAULT));
        conversation.privately(pressed(new SettingsAction.ShowSettings(2)));
    }

    @Test
    void whatIsOwedComesNext() {
        subscribe();
        conversation.press(new SettingsAction.Choose(1, "time", "2000"));
        conversation.owe("us-china", 3, 1_770_408_000);
        conversation.privately(new SettingsAction.ShowSettings());
    }

    @Test
    void daysAreSwitchedOneByOneAndTheLastOneStays() {
        subscribe();
        conversation.press(new SettingsAction.Choose(1, "time", "0800"));
        conversation.press(new SettingsAction.Open(1, Screen.DAYS));
        conversation.press(new SettingsAction.Choose(1, "days", "12345"));
        conversation.press(new SettingsAction.Choose(1, "days", "17"));
        conversation.press(new SettingsAction.Choose(1, "days", "7"));
        conversation.tap("✓ Sun");
        conversation.stored(PRIVATE);
        conversation.press(new SettingsAction.Choose(1, "time", "0815"));
        // Another time on the same days.
        conversation.stored(PRIVATE);
    }

    @Test
    void aWeekCanComeAsOneRoundUpOnAChosenDay() {
        subscribe();
        conversation.press(new SettingsAction.Choose(1, "roundup", "SUNDAY"));
        conversation.press(new SettingsAction.Choose(1, "roundup", "MONDAY"));
        conversation.press(new SettingsAction.Choose(1, "time", "1830"));
        conversation.press(new SettingsAction.Open(1, Screen.DAYS));
        conversation.press(new SettingsAction.Choose(1, "days", "12345"));
        // Each digest is delivered by itself again.
        conversation.stored(PRIVATE);
    }

    @Test
    void daysOfWhatComesAtOnceAskForATimeFirst() {
        subscribe();
        conversation.press(new SettingsAction.Open(1, Screen.DAYS));
        conversation.press(new SettingsAction.Choose(1, "days", "12345"));
        conversation.stored(PRIVATE);
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
        conversation.press(new SettingsAction.Choose(0, "language", "de"));
        conversation.stored(PRIVATE);
        // A toast in a group.
        conversation.asMember(pressed(new SettingsAction.ShowSettings()));
        // Everybody there sees it.
        conversation.asMember(new ReadAction.ShowToday("nix"));
        // The bot has no texts in that language.
        conversation.press(new SettingsAction.Choose(0, "language", "tlh"));
    }

    @Test
    void theLanguageOfAGroupIsItsOwn() {
        conversation.asManager(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.pressAsManager(new SettingsAction.Choose(0, "language", "es"));
        conversation.asManager(new ChatAction.ShowHelp());
        conversation.privately(new ChatAction.ShowHelp());
    }

    @Test
    void aServersChannelIsSpokenToInItsLanguageAndAPersonThereInTheirs() {
        conversation.onDiscord(true, new SubscribeAction.Subscribe("trade", Target.HERE));
        conversation.onDiscord(true, pressed(new SettingsAction.Choose(0, "language", "de")));
        conversation.onDiscord(false, new ReadAction.ShowToday(""));
        conversation.onDiscord(false, pressed(new ReadAction.Show(3, new DigestView.Overview(), 0)));
        conversation.onDiscord(false, new ChatAction.ShowHelp());
    }

    @Test
    void whatIsAboutNoSubscriptionShowsTheTopicsAndWhatIsGoneSaysSo() {
        conversation.press(new SubscribeAction.SubscribeTopic(2));
        for (SettingsAction press : List.of(
                new SettingsAction.Open(1, Screen.TOPIC),
                new SettingsAction.Choose(1, "time", "0800"),
                new SettingsAction.SetPerspective(3, 1, true))) {
            conversation.press(press);
        }
        conversation.stored(PRIVATE);
        conversation.press(new SettingsAction.Open(99, Screen.TOPIC));
        conversation.press(new SettingsAction.SetPerspective(99, 0, true));
        conversation.press(new SettingsAction.SetPerspective(3, 9, true));
    }

    @Test
    void settingsOfAGroupAreItsOwn() {
        conversation.asManager(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.pressAsManager(
                new SettingsAction.SetZone(ZoneId.of("UTC"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        conversation.pressAsManager(new SettingsAction.Choose(2, "time", "0800"));
        conversation.asManager(new SettingsAction.ShowSettings());
        conversation.stored(GROUP);
        conversation.privately(new SettingsAction.ShowSettings());
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
