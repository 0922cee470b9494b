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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// “World Trade” comes in German (5 and 6 February) and English (4 and 5); it is noon of 6 February. Digest 1 is
/// English of the fourth, 2 English and 3 German of the fifth, 4 German of the sixth.
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
        assertThat(told(conversation.press(new Press.Show(3, new DigestView.OnePerspective(1), 0))))
                .startsWith("Replace, page 0: World Trade")
                .contains("de tells us");
        assertThat(told(conversation.pressAsManager(new Press.Show(3, new DigestView.OnePerspective(1), 0))))
                .startsWith("Aside Show[digest=3, view=OnePerspective[ordinal=1], page=0], page 0: World Trade");
    }

    @Test
    void aMistakeIsReportedWithTheLanguage() {
        assertThat(told(conversation.press(new Press.ReportMistake(3, new DigestView.Overview()))))
                .contains("World Trade, Thu 5 February 2026, German: which part");
        assertThat(told(conversation.press(new Press.ReportMistake(1, new DigestView.Overview()))))
                .contains("World Trade, Wed 4 February 2026: which part");
    }

    @Test
    void theButtonGoesWithTheDigest() {
        conversation.as(ConversationFixture.OWNER);
        conversation.press(new Press.WithdrawDigest(3));
        assertThat(buttons(conversation.press(new Press.Show(2, new DigestView.Overview(), 0))))
                .noneMatch(each -> each.startsWith("Deutsch"));
        assertThat(told(conversation.press(new Press.Show(3, new DigestView.Overview(), 0))))
                .isEqualTo("Toast: This digest was withdrawn.");
    }

    @Test
    void chineseIsToldApartByScriptWhereThereAreTwo() throws Exception {
        conversation.arriveIn("zh-Hans", 5, "us", "eu");
        assertThat(buttons(conversation.press(new Press.Show(2, new DigestView.Overview(), 0))))
                .contains(
                        button("Deutsch", new Press.Show(3, new DigestView.Overview(), 0)),
                        button("中文", new Press.Show(5, new DigestView.Overview(), 0)));
        conversation.arriveIn("zh-Hant", 5, "us", "eu");
        assertThat(buttons(conversation.press(new Press.Show(2, new DigestView.Overview(), 0))))
                .contains(
                        button("中文 (简体)", new Press.Show(5, new DigestView.Overview(), 0)),
                        button("中文 (繁體)", new Press.Show(6, new DigestView.Overview(), 0)));
        assertThat(buttons(conversation.press(new Press.Show(6, new DigestView.Overview(), 0))))
                .contains(
                        button("中文 (简体)", new Press.Show(5, new DigestView.Overview(), 0)),
                        button("English", new Press.Show(2, new DigestView.Overview(), 0)));
    }

    @Test
    void aSearchFindsAllLanguagesAndSaysWhichIsAnotherOne() {
        Reply english = conversation.privately(new LookupCommand.Search("zoll", SearchFilters.NONE));
        assertThat(told(english).lines().filter(each -> each.startsWith("•")))
                .containsExactly(
                        "• World Trade · Fri 6 February 2026 · German",
                        "• World Trade · Thu 5 February 2026 · German",
                        "• World Trade · Thu 5 February 2026",
                        "• World Trade · Wed 4 February 2026");
        assertThat(buttons(english))
                .contains(
                        button("World Trade · 5 Feb · German", new Press.ShowSeparately(3, new DigestView.Overview())),
                        button("World Trade · 5 Feb", new Press.ShowSeparately(2, new DigestView.Overview())));
        conversation.as(Platform.TELEGRAM, "de");
        assertThat(told(conversation.privately(new LookupCommand.Search("zoll", SearchFilters.NONE)))
                        .lines()
                        .filter(each -> each.contains("Englisch")))
                .hasSize(1);
    }

    @Test
    void whySaysInWhichLanguageItComes() throws Exception {
        conversation.press(new Press.SubscribeTopic(1));
        assertThat(why()).endsWith("""
                immediately
                Language: English (also in German)
                Today's digest has been published in German, but not yet in English, the language used here.""");
        conversation.as(Platform.TELEGRAM, "de");
        assertThat(why()).contains("Sprache: Deutsch (auch auf Englisch)").contains("bevor du abonniert hast");
        conversation.as(Platform.TELEGRAM, "en");
        conversation.pass(Duration.ofMinutes(5));
        conversation.arriveIn("en", 6, "us", "eu");
        deliver(5);
        assertThat(why()).contains("Today's digest was delivered at");
        conversation.as(Platform.TELEGRAM, "de");
        assertThat(why()).endsWith("Das war der Überblick auf Englisch.");
        conversation.database.writeWithoutResult(tx -> {
            tx.handle().execute("DELETE FROM delivery_item");
            tx.handle().execute("UPDATE subscription SET created_at = 0");
        });
        assertThat(why())
                .endsWith("Der heutige Überblick auf Deutsch wurde veröffentlicht, bevor hier die Sprache gewechselt"
                        + " wurde, und darum nicht gesendet.");
    }

    @Test
    void missedIsWhatTheReaderWouldHaveGot() {
        conversation.press(new Press.SubscribeTopic(1));
        conversation.database.writeWithoutResult(tx -> tx.handle().execute("UPDATE subscription SET created_at = 0"));
        assertThat(missed())
                .containsExactly(
                        button("World Trade · 5 Feb", new Press.ShowSeparately(2, new DigestView.Overview())),
                        button("World Trade · 4 Feb", new Press.ShowSeparately(1, new DigestView.Overview())));
        conversation.as(Platform.TELEGRAM, "de");
        assertThat(missed())
                .containsExactly(
                        button("World Trade · 6. Feb.", new Press.ShowSeparately(4, new DigestView.Overview())),
                        button("World Trade · 5. Feb.", new Press.ShowSeparately(3, new DigestView.Overview())),
                        button("World Trade · 4. Feb.", new Press.ShowSeparately(1, new DigestView.Overview())));
        deliver(2);
        assertThat(missed())
                .containsExactly(
                        button("World Trade · 6. Feb.", new Press.ShowSeparately(4, new DigestView.Overview())),
                        button("World Trade · 4. Feb.", new Press.ShowSeparately(1, new DigestView.Overview())));
    }

    @Test
    void whatWasOpenedInAnotherLanguageIsNotMissed() {
        conversation.press(new Press.SubscribeTopic(1));
        conversation.database.writeWithoutResult(tx -> tx.handle().execute("UPDATE subscription SET created_at = 0"));
        conversation.press(new Press.Show(3, new DigestView.Overview(), 0));
        assertThat(missed())
                .containsExactly(button("World Trade · 4 Feb", new Press.ShowSeparately(1, new DigestView.Overview())));
    }

    @Test
    void aGroupReadsItsOwnLanguageWhoeverAsks() {
        conversation.pressAsManager(new Press.SubscribeTopic(1));
        conversation.as(new Person(Platform.TELEGRAM, 502, "de"));
        assertThat(told(conversation.asMember(new LookupCommand.Yesterday("")))).contains("Zoll en");
    }

    private String why() {
        return told(conversation.privately(new LookupCommand.Why()));
    }

    private List<String> missed() {
        return buttons(conversation.privately(new LookupCommand.Missed())).stream()
                .filter(each -> each.startsWith("World Trade"))
                .toList();
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
