package digestbot.chat;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.content.action.Action;
import digestbot.content.action.ChatAction;
import digestbot.content.action.MistakeAction;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Open;
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

    private ConversationFixture chat;

    @BeforeEach
    void prepare() throws Exception {
        chat.arriveIn("en", 4, "us", "eu");
        chat.arriveIn("en", 5, "us", "eu");
        chat.arriveIn("de", 5, "eu", "us");
        chat.arriveIn("de", 6, "eu", "us");
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
        chat.as(Platform.TELEGRAM, language);
        for (Action newest : List.of(
                new ReadAction.ShowToday(""),
                new ReadAction.ShowPerspective("us", "", ""),
                new ReadAction.ListSources("", ""))) {
            chat.assertAnswers(newest, "World Trade · Zoll de\n" + notice);
        }
        chat.assertAnswers(new ReadAction.Yesterday(""), " · Zoll " + yesterdays + "\nSide ");
        chat.assertAnswers(new ReadAction.DigestOfDay("2026-02-04", ""), " · Zoll en\nSide ");
    }

    @Test
    void theMenuShowsTheSameInAnotherLanguageInPlaceOrForThePresserAlone() {
        for (DigestView view :
                List.of(new DigestView.Overview(), new DigestView.SideBySide(), new DigestView.Sources())) {
            menu(1, view);
            chat.assertSaysNot("[Deutsch]");
            menu(2, view);
            chat.assertSays("[Deutsch] Show[digest=3, view=" + view + ", page=0]");
            menu(3, view);
            chat.assertSays("[English] Show[digest=2, view=" + view + ", page=0]");
        }
        menu(2, new DigestView.OnePerspective(0));
        chat.assertSays("[Deutsch] Show[digest=3, view=OnePerspective[ordinal=1], page=0]");
        chat.tap("Deutsch");
        chat.assertSays("Replace, page 0: World Trade, 5 Feb · Zoll de\nSide us\nde tells us");
        chat.pressAsManager(new ReadAction.Show(3, new DigestView.OnePerspective(1), 0));
        chat.assertSays("Aside Show[digest=3", "Zoll de\nSide us\nde tells us");
    }

    private void menu(long digest, DigestView shown) {
        chat.press(new ReadAction.ShowMenu(digest, shown, 0));
    }

    @Test
    void aMistakeIsReportedWithTheLanguage() {
        chat.press(new MistakeAction.ReportMistake(3, new DigestView.Overview()));
        chat.assertSays("World Trade, Thu 5 February 2026, German: which part is wrong?");
        chat.press(new MistakeAction.ReportMistake(1, new DigestView.Overview()));
        chat.assertSays("World Trade, Wed 4 February 2026: which part is wrong?");
    }

    @Test
    void theButtonGoesWithTheDigest() {
        chat.as(ConversationFixture.OWNER);
        chat.press(new OperatorAction.WithdrawDigest(3));
        menu(2, new DigestView.Overview());
        chat.assertSaysNot("[Deutsch]");
        chat.assertPress(new ReadAction.Show(3, new DigestView.Overview(), 0), "Toast: This digest was withdrawn.");
    }

    @Test
    void chineseIsToldApartByScriptWhereThereAreTwo() throws Exception {
        chat.arriveIn("zh-Hans", 5, "us", "eu");
        menu(2, new DigestView.Overview());
        chat.assertSays("[中文] Show[digest=5");
        chat.arriveIn("zh-Hant", 5, "us", "eu");
        menu(2, new DigestView.Overview());
        chat.assertSays("[中文 (简体)] Show[digest=5", "[中文 (繁體)] Show[digest=6");
        menu(6, new DigestView.Overview());
        chat.assertSays("[中文 (简体)] Show[digest=5");
    }

    @Test
    void aSearchFindsAllLanguagesAndSaysWhichIsAnotherOne() {
        chat.privately(new ReadAction.Search("zoll"));
        chat.assertSays(
                "Zoll de\nFri 6 February 2026 · German\n",
                "Zoll en\nThu 5 February 2026\n",
                "Zoll de\nThu 5 February 2026 · German\n",
                "Zoll en\nWed 4 February 2026\n",
                "[World Trade · 6 Feb · German]");
        chat.as(Platform.TELEGRAM, "de");
        chat.privately(new ReadAction.Search("zoll"));
        chat.assertSays(
                "Zoll de\nFr., 6. Februar 2026\n",
                "Zoll de\nDo., 5. Februar 2026\n",
                "Zoll en\nDo., 5. Februar 2026 · Englisch\n",
                "Zoll en\nMi., 4. Februar 2026\n");
    }

    @Test
    void theSettingsSayWhatIsMissingInTheLanguageHere() throws Exception {
        chat.press(new SubscribeAction.SubscribeTopic(1));
        chat.press(new Open(1, Screen.TOPIC));
        chat.assertSays("Today's digest has been published in German, but not yet in English, the language used here.");
        chat.as(Platform.TELEGRAM, "de");
        chat.press(new Open(1, Screen.TOPIC));
        chat.assertSays("Zuletzt verpasst: 6. Feb., weil die Sprache hier nach der Veröffentlichung gewechselt wurde.");
        chat.as(Platform.TELEGRAM, "en");
        chat.pass(Duration.ofMinutes(5));
        chat.arriveIn("en", 6, "us", "eu");
        deliver(5);
        chat.assertPress(new Open(1, Screen.TOPIC), "All perspectives · immediately\nWhat do you want to change?");
        chat.as(Platform.TELEGRAM, "de");
        chat.assertPress(new Open(1, Screen.TOPIC), "Alle Perspektiven · sofort\nWas möchtest du ändern?");
        chat.execute("DELETE FROM delivery_item");
        chat.execute("UPDATE subscription SET created_at = 0");
        chat.assertPress(new Open(1, Screen.TOPIC), "Zuletzt verpasst: 6. Feb., weil die Sprache");
    }

    @Test
    void missedIsWhatTheReaderWouldHaveGot() {
        chat.press(new SubscribeAction.SubscribeTopic(1));
        chat.execute("UPDATE subscription SET created_at = 0");
        chat.privately(new ReadAction.ShowMissed(0));
        chat.assertSays(
                "2 digests from the last 14 days",
                "Zoll en",
                "Zoll en",
                "[World Trade · 5 Feb]",
                "[World Trade · 4 Feb]");
        chat.as(Platform.TELEGRAM, "de");
        chat.privately(new ReadAction.ShowMissed(0));
        chat.assertSays(
                "3 Überblicke der letzten 14 Tage",
                "Zoll de",
                "Zoll de",
                "Zoll en",
                "[World Trade · 6. Feb.]",
                "[World Trade · 5. Feb.]",
                "[World Trade · 4. Feb.]");
        deliver(2);
        chat.privately(new ReadAction.ShowMissed(0));
        chat.assertSays(
                "2 Überblicke der letzten 14 Tage",
                "Zoll de",
                "Zoll en",
                "[World Trade · 6. Feb.]",
                "[World Trade · 4. Feb.]");
    }

    @Test
    void whatWasOpenedInAnotherLanguageIsNotMissed() {
        chat.press(new SubscribeAction.SubscribeTopic(1));
        chat.execute("UPDATE subscription SET created_at = 0");
        chat.press(new ReadAction.Show(3, new DigestView.Overview(), 0));
        chat.privately(new ReadAction.ShowMissed(0));
        chat.assertSays(
                "1 digest from the last 14 days was not delivered here.",
                "• World Trade · Zoll en",
                "    [World Trade · 4 Feb]");
    }

    @Test
    void theLanguageIsChosenByItsCommandToo() {
        chat.assertAnswers(new SettingsAction.TypedLanguage(), "Whisper: Language\n", "[Deutsch] Choose[topic=0, ");
        chat.assertAnswers(new ChatAction.Unknown("langauge"), "Did you mean /language?");
    }

    @Test
    void aGroupReadsItsOwnLanguageWhoeverAsks() {
        chat.pressAsManager(new SubscribeAction.SubscribeTopic(1));
        chat.as(new Person(Platform.TELEGRAM, 502, "de"));
        chat.asMember(new ReadAction.Yesterday(""));
        chat.assertSays("Say: World Trade, 5 Feb · Zoll en");
        chat.asMember(new ChatAction.Start(""));
        chat.assertSays("Say: Daily news digests");
    }

    private void deliver(long digest) {
        chat.owe("trade", digest, 0);
        chat.execute("UPDATE delivery SET state = 'sent', settled_at = 0");
        chat.execute("UPDATE delivery_item SET revision = 1");
    }
}
