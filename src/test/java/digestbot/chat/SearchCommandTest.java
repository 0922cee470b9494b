package digestbot.chat;

import static org.assertj.core.api.Assertions.assertThat;

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

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws IOException {
        conversation.arriveText("harbour.md", """
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
        cranes                  | Sources: Cranes stand still ·                         | Sources[all=false,
        talks                   | 🇨🇳 China: Talks on steel go on ·                      | OnePerspective[ordinal=1]
        tariffs                 | 🇺🇸 United States: Tariffs on steel rise, ferries wait · | OnePerspective[ordinal=0]
        steel                   | 🇺🇸 United States: Tariffs on steel rise, ferries wait · | Overview[]
        ferries                 | ''                                                    | Overview[]
        tariffs steel           | 🇺🇸 United States: Tariffs on steel rise, ferries wait · | OnePerspective[ordinal=0]
        cranes ferries          | ''                                                    | Overview[]
        late                    | ''                                                    | Overview[]
        steel perspective:china | 🇨🇳 China: Talks on steel go on ·                      | OnePerspective[ordinal=1]
        """)
    void theButtonLeadsToWhereItSaysWhatWasLookedForAndAPerspectivesWordsAreNotSaidAsTheDigestsOwn(
            String typed, String passage, String view) {
        search(typed);
        conversation.assertSays(
                "• Harbour · Ferries are late\n" + (passage.isEmpty() ? "" : passage + " ") + "Fri 6 February 2026",
                "[Harbour · 6 Feb] ShowSeparately[digest=4, view=" + view);
    }

    @Test
    void withoutWordsItIsAboutAllDigestsAndNoPerspectivesWordsComeBeforeAnothers() {
        search("topic:harbour");
        conversation.assertSays(
                "All digests\n• Harbour · Ferries are late\nFri 6 February 2026\n    [Harbour · 6 Feb]");
        search("perspective:china");
        conversation.assertSays(
                "All digests\n• Harbour · Ferries are late\n🇨🇳 China: Talks on steel go on",
                "• US vs China · What us-china is about on 2026-02-06\n🇨🇳 PRC: As China tells us-china");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "on:today", "*", "\"", "\"\"", "* topic:harbour", "… perspective:us"})
    void whereNoWordIsTypedItIsAskedFor(String typed) {
        search(typed);
        conversation.assertSays("Compose Search all digests / Words to look for: Add the words to look for");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        steel perspective:us perspective:china | Use “perspective:” only once: us or china.
        steel on:today on:yesterday            | Use “on:” only once: today or yesterday.
        steel perspective:us perspective:US    | Search: steel
        steel from:tomorrow to:yesterday       | “from” (Sat 7 February 2026) is later than “to” (Thu 5 February 2026).
        steel from:today to:today              | Search: steel
        on:tomorrow steel                      | Sat 7 February 2026 is in the future.
        steel from:tomorrow                    | Sat 7 February 2026 is in the future.
        steel on:2026-02-07 perspective:us     | Sat 7 February 2026 is in the future.
        """)
    void whatCannotBeSearchedForIsSaidToBeSo(String typed, String answer) {
        search(typed);
        conversation.assertSays("Whisper: " + answer);
    }

    @Test
    void aDayThatIsStillToComeButHasADigestIsSearched() throws IOException {
        conversation.arriveIn("en", 7, "us");
        search("on:tomorrow zoll");
        conversation.assertSays("• World Trade · Zoll en\nSat 7 February 2026");
    }

    @ParameterizedTest
    @CsvSource({
        "steel perspective:china, 1 digest · China",
        "steel perspective:US topic:harbour, 1 digest · Harbour · United States"
    })
    void thePerspectiveIsCalledByItsName(String typed, String found) {
        assertThat(ContentDump.of(ConversationFixture.content(search(typed))).lines())
                .contains(found);
    }

    @Test
    void aPageThatIsNoMoreIsTheLastOne() throws IOException {
        conversation.arriveDaily(7);
        var next = (ReadAction.SearchResults) ConversationFixture.pressOf(search("tells"), "2/2");
        Reply beyond = conversation.press(new ReadAction.SearchResults(next.search(), 9));
        assertThat(ConversationFixture.buttons(beyond).toString())
                .contains("1/2")
                .doesNotContain("2/2");
    }

    private Reply search(String typed) {
        return conversation.privately(new ReadAction.Search(typed));
    }
}
