package digestbot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.content.ContentDump;
import digestbot.content.action.ReadAction;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The sentences above the hits of a search, and the targets of its buttons.
@InConversation
class SearchCommandTest {

    private ConversationFixture chat;

    @BeforeEach
    void prepare() throws IOException {
        chat.arriveText("harbour.md", """
                ---
                date: 2026-02-06
                topic: harbour
                topicName: Harbour
                perspectives:
                  - {id: us, name: United States}
                  - {id: china, name: China}
                ---
                ## Highlights

                - Ferries are late

                ## United States

                - Tariffs on steel rise, ferries wait

                ## China

                - Talks on steel go on

                ## Sources

                1. [en] [Cranes stand still](https://example.org/1) - Harbour Post (2/5/2026)
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        cranes                  | Sources: Cranes stand still ·                         | Sources[perspective=
        talks                   | 🇨🇳 China: Talks on steel go on ·                      | OnePerspective[ordinal=1]
        tariffs                 | 🇺🇸 United States: Tariffs on steel rise, ferries wait · | OnePerspective[ordinal=0]
        steel                   | 🇺🇸 United States: Tariffs on steel rise, ferries wait · | Overview[]
        ferries                 | ''                                                    | Overview[]
        tariffs steel           | 🇺🇸 United States: Tariffs on steel rise, ferries wait · | OnePerspective[ordinal=0]
        cranes ferries          | ''                                                    | Overview[]
        late                    | ''                                                    | Overview[]
        """)
    void theButtonLeadsToWhereItSaysWhatWasLookedForAndAPerspectivesWordsAreNotSaidAsTheDigestsOwn(
            String typed, String passage, String view) {
        search(typed);
        chat.assertSays(
                "• Harbour · Ferries are late\n" + (passage.isEmpty() ? "" : passage + " ") + "Fri 6 February 2026",
                "[Harbour · 6 Feb] ShowSeparately[digest=4, view=" + view);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "\"", "\"\"", "…"})
    void whereNoWordIsTypedItIsAskedFor(String typed) {
        search(typed);
        chat.assertSays("Compose Search all digests / Words to look for: Add the words to look for");
    }

    @Test
    void aKeyNarrowsSeveralPagesToATopicAndAnotherWidensThemAgain() throws IOException {
        chat.arriveDaily(7);
        chat.arriveText("tells.md", """
                ---
                date: 2026-02-28
                topic: harbour
                topicName: Harbour
                perspectives: [{id: us, name: United States}]
                ---
                ## United States

                - As it tells the harbour's day
                """);
        var harbour = (ReadAction.SearchResults) ConversationFixture.pressOf(search("tells"), "Only Harbour");
        Reply narrowed = chat.privately(harbour);
        assertThat(ContentDump.of(ConversationFixture.content(narrowed)).lines())
                .contains("1 digest about tells", "Harbour");
        assertThat(ConversationFixture.pressOf(narrowed, "All topics")).isEqualTo(harbour.ofTopic(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        en | what did China say about the talks? | 1 digest about China talks
        de | Was ist mit Ferries?                | 1 Überblick zu Ferries
        en | is it about US and China?           | 2 digests about US China
        en | who is it?                          | No digest has all of “who is it?”. Try fewer words.
        en | cranes on mars                      | No digest has all of “cranes mars”. Try fewer words.
        """)
    void aQuestionIsSearchedForWithoutItsStopWords(String language, String asked, String answer) {
        chat.as(Platform.TELEGRAM, language);
        search(asked);
        chat.assertSays(answer, "] ShowToday", "] ShowHelp");
    }

    @Test
    void aTypingErrorOffersTheWordOfARecentDigestAndItsKeySearchesForIt() {
        Reply asked = search("feries");
        chat.assertSays("No digest has “feries”. Did you mean “Ferries”?");
        chat.press((ReadAction.SearchResults) ConversationFixture.pressOf(asked, "Ferries"));
        chat.assertSays("1 digest about Ferries");
        search("stel");
        chat.assertSays("No digest has “stel”.\n    [Search all digests]");
    }

    @Test
    void aPageThatIsNoMoreIsTheLastOne() throws IOException {
        chat.arriveDaily(7);
        var next = (ReadAction.SearchResults) ConversationFixture.pressOf(search("tells"), "2/2");
        Reply beyond = chat.press(next.atPage(9));
        assertThat(ConversationFixture.buttons(beyond).toString())
                .contains("1/2")
                .doesNotContain("2/2");
    }

    private Reply search(String typed) {
        return chat.privately(new ReadAction.Search(typed));
    }
}
