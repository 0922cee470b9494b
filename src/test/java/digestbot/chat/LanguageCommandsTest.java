package digestbot.chat;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.content.action.MistakeAction;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
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
            conversation.privately(new ReadAction.ShowToday(""));
            conversation.privately(new ReadAction.Yesterday(""));
            conversation.privately(new ReadAction.DigestOfDay("2026-02-04", ""));
            conversation.privately(new ReadAction.ShowPerspective("us", "", ""));
            conversation.privately(new ReadAction.Changes("", ""));
            conversation.privately(new ReadAction.ListSources("", "", ""));
        }
    }

    @Test
    void aButtonShowsTheSameInAnotherLanguageInPlaceOrForThePresserAlone() {
        for (long digest = 1; digest <= 3; digest++) {
            conversation.press(new ReadAction.Show(digest, new DigestView.Overview(), 0));
            conversation.press(new ReadAction.Show(digest, new DigestView.OnePerspective(0), 0));
            conversation.press(new ReadAction.Show(digest, new DigestView.SideBySide(), 0));
            conversation.press(new ReadAction.Show(digest, new DigestView.Sources(), 0));
        }
        conversation.press(new ReadAction.Show(3, new DigestView.OnePerspective(1), 0));
        conversation.pressAsManager(new ReadAction.Show(3, new DigestView.OnePerspective(1), 0));
    }

    @Test
    void aMistakeIsReportedWithTheLanguage() {
        conversation.press(new MistakeAction.ReportMistake(3, new DigestView.Overview()));
        conversation.press(new MistakeAction.ReportMistake(1, new DigestView.Overview()));
    }

    @Test
    void theButtonGoesWithTheDigest() {
        conversation.as(ConversationFixture.OWNER);
        conversation.press(new OperatorAction.WithdrawDigest(3));
        conversation.press(new ReadAction.Show(2, new DigestView.Overview(), 0));
        conversation.press(new ReadAction.Show(3, new DigestView.Overview(), 0));
    }

    @Test
    void chineseIsToldApartByScriptWhereThereAreTwo() throws Exception {
        conversation.arriveIn("zh-Hans", 5, "us", "eu");
        conversation.press(new ReadAction.Show(2, new DigestView.Overview(), 0));
        conversation.arriveIn("zh-Hant", 5, "us", "eu");
        conversation.press(new ReadAction.Show(2, new DigestView.Overview(), 0));
        conversation.press(new ReadAction.Show(6, new DigestView.Overview(), 0));
    }

    @Test
    void aSearchFindsAllLanguagesAndSaysWhichIsAnotherOne() {
        conversation.privately(new ReadAction.Search("zoll"));
        conversation.as(Platform.TELEGRAM, "de");
        conversation.privately(new ReadAction.Search("zoll"));
    }

    @Test
    void theSettingsSayWhatIsMissingInTheLanguageHere() throws Exception {
        conversation.press(new SubscribeAction.SubscribeTopic(1));
        conversation.press(new SettingsAction.Open(1, Screen.TOPIC));
        conversation.as(Platform.TELEGRAM, "de");
        conversation.press(new SettingsAction.Open(1, Screen.TOPIC));
        conversation.as(Platform.TELEGRAM, "en");
        conversation.pass(Duration.ofMinutes(5));
        conversation.arriveIn("en", 6, "us", "eu");
        deliver(5);
        conversation.press(new SettingsAction.Open(1, Screen.TOPIC));
        conversation.as(Platform.TELEGRAM, "de");
        conversation.press(new SettingsAction.Open(1, Screen.TOPIC));
        conversation.execute("DELETE FROM delivery_item");
        conversation.execute("UPDATE subscription SET created_at = 0");
        conversation.press(new SettingsAction.Open(1, Screen.TOPIC));
    }

    @Test
    void missedIsWhatTheReaderWouldHaveGot() {
        conversation.press(new SubscribeAction.SubscribeTopic(1));
        conversation.execute("UPDATE subscription SET created_at = 0");
        conversation.privately(new ReadAction.ShowMissed(0));
        conversation.as(Platform.TELEGRAM, "de");
        conversation.privately(new ReadAction.ShowMissed(0));
        deliver(2);
        conversation.privately(new ReadAction.ShowMissed(0));
    }

    @Test
    void whatWasOpenedInAnotherLanguageIsNotMissed() {
        conversation.press(new SubscribeAction.SubscribeTopic(1));
        conversation.execute("UPDATE subscription SET created_at = 0");
        conversation.press(new ReadAction.Show(3, new DigestView.Overview(), 0));
        conversation.privately(new ReadAction.ShowMissed(0));
    }

    @Test
    void aGroupReadsItsOwnLanguageWhoeverAsks() {
        conversation.pressAsManager(new SubscribeAction.SubscribeTopic(1));
        conversation.as(new Person(Platform.TELEGRAM, 502, "de"));
        conversation.asMember(new ReadAction.Yesterday(""));
    }

    private void deliver(long digest) {
        conversation.owe("trade", digest, 0);
        conversation.execute("UPDATE delivery SET state = 'sent', settled_at = 0");
        conversation.execute("UPDATE delivery_item SET revision = 1");
    }
}
