package digestbot.chat.api;

import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.button.Press;
import digestbot.chat.api.Command.SearchFilters;
import digestbot.digest.DigestView;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// “World Trade” comes in German (5 and 6 February) and English (4 and 5); it is noon of 6 February. Digest 1 is
/// English of the fourth, 2 English and 3 German of the fifth, 4 German of the sixth.
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
    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(delimiter = '|', textBlock = """
            today     | de | Zoll de
            today     | en | Shown in German; not available in English. Zoll de
            today     | es | Se muestra en alemán; no está disponible en inglés. Zoll de
            yesterday | de | Zoll de
            yesterday | en | Zoll en
            yesterday | es | Zoll en
            yesterday | zh | Zoll en
            fourth    | de | Zoll en
            fourth    | en | Zoll en
            fourth    | zh | Zoll en
            side      | de | Side us de tells us
            side      | en | Shown in German; not available in English. Side us de tells us
            changes   | en | Shown in German; not available in English.
            sources   | zh | 显示的是德语版；没有英语版。
            """)
    void showsTheNewestInTheReadersLanguageOrSaysInWhich(String command, String language, String says) {
        conversation.as(Platform.TELEGRAM, language);
        Command asked = switch (command) {
            case "today" -> new Command.Today("");
            case "yesterday" -> new LookupCommand.Yesterday("");
            case "fourth" -> new LookupCommand.DigestOfDay("", "2026-02-04");
            case "side" -> new Command.ShowPerspective("us", "", "");
            case "changes" -> new LookupCommand.Changes("", "");
            default -> new LookupCommand.ListSources("", "", "");
        };
        String told = told(conversation.privately(asked))
                .lines()
                .skip(1)
                .reduce("", (one, next) -> (one + " " + next).strip());
        assertThat(told).startsWith(says);
    }

    static Stream<Arguments> viewsInBothLanguages() {
        return Stream.of(
                arguments(2, new DigestView.Overview(), "Deutsch", 3, new DigestView.Overview()),
                arguments(2, new DigestView.OnePerspective(0), "Deutsch", 3, new DigestView.OnePerspective(1)),
                arguments(2, new DigestView.SideBySide(), "Deutsch", 3, new DigestView.SideBySide()),
                arguments(2, new DigestView.Sources(), "Deutsch", 3, new DigestView.Sources()),
                arguments(3, new DigestView.OnePerspective(0), "English", 2, new DigestView.OnePerspective(1)),
                arguments(3, new DigestView.Overview(), "English", 2, new DigestView.Overview()));
    }

    @ParameterizedTest
    @MethodSource("viewsInBothLanguages")
    void aButtonShowsTheSameInAnotherLanguage(
            long digest, DigestView view, String language, long other, DigestView same) {
        assertThat(buttons(conversation.press(new Press.Show(digest, view, 0))))
                .contains(button(language, new Press.Show(other, same, 0)));
        assertThat(buttons(conversation.press(new Press.Show(1, new DigestView.Overview(), 0))))
                .noneMatch(each -> each.matches("(Deutsch|English) .*"));
    }

    @Test
    void aPressSwitchesInPlaceInPrivateAndForThePresserAloneInAGroup() {
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
    void whySaysInWhichLanguageItComes() throws Exception {
        conversation.press(new Press.SubscribeTopic(1));
        why();
        conversation.as(Platform.TELEGRAM, "de");
        why();
        conversation.as(Platform.TELEGRAM, "en");
        conversation.pass(Duration.ofMinutes(5));
        conversation.arriveIn("en", 6, "us", "eu");
        deliver(5);
        why();
        conversation.as(Platform.TELEGRAM, "de");
        why();
        conversation.database.writeWithoutResult(tx -> {
            tx.handle().execute("DELETE FROM delivery_item");
            tx.handle().execute("UPDATE subscription SET created_at = 0");
        });
        why();
    }

    @Test
    void missedIsWhatTheReaderWouldHaveGot() {
        conversation.press(new Press.SubscribeTopic(1));
        conversation.database.writeWithoutResult(tx -> tx.handle().execute("UPDATE subscription SET created_at = 0"));
        missed();
        conversation.as(Platform.TELEGRAM, "de");
        missed();
        deliver(2);
        missed();
    }

    @Test
    void whatWasOpenedInAnotherLanguageIsNotMissed() {
        conversation.press(new Press.SubscribeTopic(1));
        conversation.database.writeWithoutResult(tx -> tx.handle().execute("UPDATE subscription SET created_at = 0"));
        conversation.press(new Press.Show(3, new DigestView.Overview(), 0));
        missed();
    }

    @Test
    void aGroupReadsItsOwnLanguageWhoeverAsks() {
        conversation.pressAsManager(new Press.SubscribeTopic(1));
        conversation.as(new Person(Platform.TELEGRAM, 502, "de"));
        conversation.asMember(new LookupCommand.Yesterday(""));
    }

    private void why() {
        conversation.privately(new LookupCommand.Why());
    }

    private void missed() {
        conversation.privately(new LookupCommand.Missed());
    }

    /// The digest came to the chat at noon.
    private void deliver(long digest) {
        conversation.database.writeWithoutResult(tx -> {
            tx.handle().execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, created_at, settled_at)
                    VALUES (1, 'telegram', 'digest', 1, 0, 0, 'sent', 0, 0)""");
            tx.handle()
                    .execute(
                            "INSERT INTO delivery_item (delivery, ordinal, digest, subscription, revision)"
                                    + " SELECT max(d.number), 0, ?, (SELECT max(number) FROM subscription), 1 FROM delivery d",
                            digest);
        });
    }
}
