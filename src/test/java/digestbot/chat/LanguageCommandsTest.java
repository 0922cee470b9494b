package digestbot.chat;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.content.action.Action;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// “World Trade” comes in German (5 and 6 February) and English (4 and 5); it is noon of 6
/// February. Digest 1 is English of the fourth, 2 English and 3 German of the fifth, 4 German of
/// the sixth.
@InConversation(empty = true)
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
    @ParameterizedTest
    @CsvSource({
        "de, de, ''",
        "en, en, Shown in German; not available in English.",
        "es, en, Se muestra en alemán; no está disponible en inglés.",
        "zh, en, 显示的是德语版；没有英语版。"
    })
    void showsTheNewestInTheReadersLanguageOrSaysInWhich(String language, String yesterdays, String notice) {
        conversation.as(Platform.TELEGRAM, language);
        for (Action newest : List.of(
                new ReadAction.ShowToday(""),
                new ReadAction.ShowPerspective("us", "", ""),
                new ReadAction.ListSources("", ""))) {
            conversation.privately(newest);
            conversation.assertSays("World Trade · Zoll de\n" + notice);
        }
        conversation.privately(new ReadAction.Yesterday(""));
        conversation.assertSays("World Trade · Zoll " + yesterdays + "\nSide ");
        conversation.privately(new ReadAction.DigestOfDay("2026-02-04", ""));
        conversation.assertSays("World Trade · Zoll en\nSide ");
    }

    @Test
    void theMenuShowsTheSameInAnotherLanguageInPlaceOrForThePresserAlone() {
        for (DigestView view :
                List.of(new DigestView.Overview(), new DigestView.SideBySide(), new DigestView.Sources())) {
            menu(1, view);
            conversation.assertSaysNot("[Deutsch]");
            menu(2, view);
            conversation.assertSays("[Deutsch] Show[digest=3, view=" + view + ", page=0]");
            menu(3, view);
            conversation.assertSays("[English] Show[digest=2, view=" + view + ", page=0]");
        }
        menu(2, new DigestView.OnePerspective(0));
        conversation.assertSays("[Deutsch] Show[digest=3, view=OnePerspective[ordinal=1], page=0]");
        conversation.tap("Deutsch");
        conversation.assertSays("Replace, page 0: World Trade · Zoll de\nSide us\nde tells us");
        conversation.pressAsManager(new ReadAction.Show(3, new DigestView.OnePerspective(1), 0));
        conversation.assertSays("Aside Show[digest=3", "Zoll de\nSide us\nde tells us");
    }

    private void menu(long digest, DigestView shown) {
        conversation.press(new ReadAction.ShowMenu(digest, shown, 0));
    }

    @Test
    void aMistakeIsReportedWithTheLanguage() {
        conversation.press(new MistakeAction.ReportMistake(3, new DigestView.Overview()));
        conversation.assertSays("World Trade, Thu 5 February 2026, German: which part is wrong?");
        conversation.press(new MistakeAction.ReportMistake(1, new DigestView.Overview()));
        conversation.assertSays("World Trade, Wed 4 February 2026: which part is wrong?");
    }

    @Test
    void theButtonGoesWithTheDigest() {
        conversation.as(ConversationFixture.OWNER);
        conversation.press(new OperatorAction.WithdrawDigest(3));
        menu(2, new DigestView.Overview());
        conversation.assertSaysNot("[Deutsch]");
        conversation.press(new ReadAction.Show(3, new DigestView.Overview(), 0));
        conversation.assertSays("Toast: This digest was withdrawn.");
    }

    @Test
    void chineseIsToldApartByScriptWhereThereAreTwo() throws Exception {
        conversation.arriveIn("zh-Hans", 5, "us", "eu");
        menu(2, new DigestView.Overview());
        conversation.assertSays("[中文] Show[digest=5");
        conversation.arriveIn("zh-Hant", 5, "us", "eu");
        menu(2, new DigestView.Overview());
        conversation.assertSays("[中文 (简体)] Show[digest=5", "[中文 (繁體)] Show[digest=6");
        menu(6, new DigestView.Overview());
        conversation.assertSays("[中文 (简体)] Show[digest=5");
    }

    @Test
    void aSearchFindsAllLanguagesAndSaysWhichIsAnotherOne() {
        conversation.privately(new ReadAction.Search("zoll"));
        conversation.assertSays(
                "Zoll de\nFri 6 February 2026 · German\n",
                "Zoll en\nThu 5 February 2026\n",
                "Zoll de\nThu 5 February 2026 · German\n",
                "Zoll en\nWed 4 February 2026\n",
                "[World Trade · 6 Feb · German]");
        conversation.as(Platform.TELEGRAM, "de");
        conversation.privately(new ReadAction.Search("zoll"));
        conversation.assertSays(
                "Zoll de\nFr., 6. Februar 2026\n",
                "Zoll de\nDo., 5. Februar 2026\n",
                "Zoll en\nDo., 5. Februar 2026 · Englisch\n",
                "Zoll en\nMi., 4. Februar 2026\n");
    }

    @Test
    void theSettingsSayWhatIsMissingInTheLanguageHere() throws Exception {
        conversation.press(new SubscribeAction.SubscribeTopic(1));
        conversation.press(new SettingsAction.Open(1, Screen.TOPIC));
        conversation.assertSays(
                "Today's digest has been published in German, but not yet in English, the language used here.");
        conversation.as(Platform.TELEGRAM, "de");
        conversation.press(new SettingsAction.Open(1, Screen.TOPIC));
        conversation.assertSays(
                "Zuletzt verpasst: 6. Feb., weil die Sprache hier nach der Veröffentlichung gewechselt wurde.");
        conversation.as(Platform.TELEGRAM, "en");
        conversation.pass(Duration.ofMinutes(5));
        conversation.arriveIn("en", 6, "us", "eu");
        deliver(5);
        conversation.press(new SettingsAction.Open(1, Screen.TOPIC));
        conversation.assertSays("All perspectives · immediately\nWhat do you want to change?");
        conversation.as(Platform.TELEGRAM, "de");
        conversation.press(new SettingsAction.Open(1, Screen.TOPIC));
        conversation.assertSays("Alle Perspektiven · sofort\nWas möchtest du ändern?");
        conversation.execute("DELETE FROM delivery_item");
        conversation.execute("UPDATE subscription SET created_at = 0");
        conversation.press(new SettingsAction.Open(1, Screen.TOPIC));
        conversation.assertSays("Zuletzt verpasst: 6. Feb., weil die Sprache");
    }

    @Test
    void missedIsWhatTheReaderWouldHaveGot() {
        conversation.press(new SubscribeAction.SubscribeTopic(1));
        conversation.execute("UPDATE subscription SET created_at = 0");
        conversation.privately(new ReadAction.ShowMissed(0));
        conversation.assertSays(
                "2 digests from the last 14 days",
                "Zoll en",
                "Zoll en",
                "[World Trade · 5 Feb]",
                "[World Trade · 4 Feb]");
        conversation.as(Platform.TELEGRAM, "de");
        conversation.privately(new ReadAction.ShowMissed(0));
        conversation.assertSays(
                "3 Überblicke der letzten 14 Tage",
                "Zoll de",
                "Zoll de",
                "Zoll en",
                "[World Trade · 6. Feb.]",
                "[World Trade · 5. Feb.]",
                "[World Trade · 4. Feb.]");
        deliver(2);
        conversation.privately(new ReadAction.ShowMissed(0));
        conversation.assertSays(
                "2 Überblicke der letzten 14 Tage",
                "Zoll de",
                "Zoll en",
                "[World Trade · 6. Feb.]",
                "[World Trade · 4. Feb.]");
    }

    @Test
    void whatWasOpenedInAnotherLanguageIsNotMissed() {
        conversation.press(new SubscribeAction.SubscribeTopic(1));
        conversation.execute("UPDATE subscription SET created_at = 0");
        conversation.press(new ReadAction.Show(3, new DigestView.Overview(), 0));
        conversation.privately(new ReadAction.ShowMissed(0));
        conversation.assertSays(
                "1 digest from the last 14 days was not delivered here.",
                "• World Trade · Zoll en",
                "    [World Trade · 4 Feb]");
    }

    @Test
    void aGroupReadsItsOwnLanguageWhoeverAsks() {
        conversation.pressAsManager(new SubscribeAction.SubscribeTopic(1));
        conversation.as(new Person(Platform.TELEGRAM, 502, "de"));
        conversation.asMember(new ReadAction.Yesterday(""));
        conversation.assertSays("Say: World Trade · Zoll en");
    }

    private void deliver(long digest) {
        conversation.owe("trade", digest, 0);
        conversation.execute("UPDATE delivery SET state = 'sent', settled_at = 0");
        conversation.execute("UPDATE delivery_item SET revision = 1");
    }
}
