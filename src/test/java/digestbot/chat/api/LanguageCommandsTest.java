package digestbot.chat.api;

import digestbot.action.Press;
import digestbot.action.SettingsPress;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.chat.api.Command.SearchFilters;
import digestbot.digest.DigestView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// “World Trade” comes in German (5 and 6 February) and English (4 and 5); it is noon of 6
/// February. Digest 1 is English of the fourth, 2 English and 3 German of the fifth, 4 German of
/// the sixth.
@InConversation(empty = true, golden = true)
class LanguageCommandsTest {

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws Exception {
        conversation.arriveIn("en", 4, "us", "eu");
        conversation.arriveIn("en", 5, "us", "eu");
        conversation.arriveIn("de", 5, "eu", "us");
        conversation.arriveIn("de", 6, "eu", "us");
    }

    /// On the fourth, the topic came in English alone, for all readers.
    @Test
    void showsTheNewestInTheReadersLanguageOrSaysInWhich() {
        for (String language : List.of("de", "en", "es", "zh")) {
            conversation.as(Platform.TELEGRAM, language);
            conversation.privately(new Command.Today(""));
            conversation.privately(new LookupCommand.Yesterday(""));
            conversation.privately(new LookupCommand.DigestOfDay("", "2026-02-04"));
            conversation.privately(new Command.ShowPerspective("us", "", ""));
            conversation.privately(new LookupCommand.Changes("", ""));
            conversation.privately(new LookupCommand.ListSources("", "", ""));
        }
    }

    @Test
    void aButtonShowsTheSameInAnotherLanguageInPlaceOrForThePresserAlone() {
        for (long digest = 1; digest <= 3; digest++) {
            conversation.press(new Press.Show(digest, new DigestView.Overview(), 0));
            conversation.press(new Press.Show(digest, new DigestView.OnePerspective(0), 0));
            conversation.press(new Press.Show(digest, new DigestView.SideBySide(), 0));
            conversation.press(new Press.Show(digest, new DigestView.Sources(), 0));
        }
        conversation.press(new Press.Show(3, new DigestView.OnePerspective(1), 0));
        conversation.pressAsManager(new Press.Show(3, new DigestView.OnePerspective(1), 0));
    }

    @Test
    void aMistakeIsReportedWithTheLanguage() {
        conversation.press(new Press.ReportMistake(3, new DigestView.Overview()));
        conversation.press(new Press.ReportMistake(1, new DigestView.Overview()));
    }

    @Test
    void theButtonGoesWithTheDigest() {
        conversation.as(ConversationFixture.OWNER);
        conversation.press(new Press.WithdrawDigest(3));
        conversation.press(new Press.Show(2, new DigestView.Overview(), 0));
        conversation.press(new Press.Show(3, new DigestView.Overview(), 0));
    }

    @Test
    void chineseIsToldApartByScriptWhereThereAreTwo() throws Exception {
        conversation.arriveIn("zh-Hans", 5, "us", "eu");
        conversation.press(new Press.Show(2, new DigestView.Overview(), 0));
        conversation.arriveIn("zh-Hant", 5, "us", "eu");
        conversation.press(new Press.Show(2, new DigestView.Overview(), 0));
        conversation.press(new Press.Show(6, new DigestView.Overview(), 0));
    }

    @Test
    void aSearchFindsAllLanguagesAndSaysWhichIsAnotherOne() {
        conversation.privately(new LookupCommand.Search("zoll", SearchFilters.NONE));
        conversation.as(Platform.TELEGRAM, "de");
        conversation.privately(new LookupCommand.Search("zoll", SearchFilters.NONE));
    }

    @Test
    void theSettingsSayWhatIsMissingInTheLanguageHere() throws Exception {
        conversation.press(new Press.SubscribeTopic(1));
        conversation.press(new SettingsPress.ShowSubscription(1));
        conversation.as(Platform.TELEGRAM, "de");
        conversation.press(new SettingsPress.ShowSubscription(1));
        conversation.as(Platform.TELEGRAM, "en");
        conversation.pass(Duration.ofMinutes(5));
        conversation.arriveIn("en", 6, "us", "eu");
        deliver(5);
        conversation.press(new SettingsPress.ShowSubscription(1));
        conversation.as(Platform.TELEGRAM, "de");
        conversation.press(new SettingsPress.ShowSubscription(1));
        conversation.execute("DELETE FROM delivery_item");
        conversation.execute("UPDATE subscription SET created_at = 0");
        conversation.press(new SettingsPress.ShowSubscription(1));
    }

    @Test
    void missedIsWhatTheReaderWouldHaveGot() {
        conversation.press(new Press.SubscribeTopic(1));
        conversation.execute("UPDATE subscription SET created_at = 0");
        conversation.privately(new LookupCommand.Missed());
        conversation.as(Platform.TELEGRAM, "de");
        conversation.privately(new LookupCommand.Missed());
        deliver(2);
        conversation.privately(new LookupCommand.Missed());
    }

    @Test
    void whatWasOpenedInAnotherLanguageIsNotMissed() {
        conversation.press(new Press.SubscribeTopic(1));
        conversation.execute("UPDATE subscription SET created_at = 0");
        conversation.press(new Press.Show(3, new DigestView.Overview(), 0));
        conversation.privately(new LookupCommand.Missed());
    }

    @Test
    void aGroupReadsItsOwnLanguageWhoeverAsks() {
        conversation.pressAsManager(new Press.SubscribeTopic(1));
        conversation.as(new Person(Platform.TELEGRAM, 502, "de"));
        conversation.asMember(new LookupCommand.Yesterday(""));
    }

    private void deliver(long digest) {
        conversation.owe("trade", digest, 0);
        conversation.execute("UPDATE delivery SET state = 'sent', settled_at = 0");
        conversation.execute("UPDATE delivery_item SET revision = 1");
    }
}
