package digestbot.chat.search;

import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.chat.api.Command;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.markdown.Inline;
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
    @CsvSource({
        "cranes, 'Sources[all=false, kind=Optional.empty]'",
        "talks, OnePerspective[ordinal=1]",
        "tariffs, OnePerspective[ordinal=0]",
        "steel, Overview[]",
        "ferries, Overview[]",
        "tariffs steel, OnePerspective[ordinal=0]",
        "cranes ferries, Overview[]",
        "steel perspective:china, OnePerspective[ordinal=1]"
    })
    void theButtonLeadsToWhereItSaysWhatWasLookedFor(String typed, String view) {
        assertThat(buttons(search(typed)))
                .filteredOn(button -> !button.contains("FollowSearched"))
                .singleElement()
                .asString()
                .endsWith("view=" + view + "]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            talks             | 🔴 China: Talks on steel go on
            tariffs steel     | 🔵 United States: Tariffs on steel rise, ferries wait
            steel perspective:china  | 🔴 China: Talks on steel go on
            cranes            | Sources: Cranes stand still
            late              | Ferries are late
            """)
    void aPerspectivesWordsAreNotSaidAsTheDigestsOwn(String typed, String said) {
        assertThat(told(search(typed))).endsWith("\n• Harbour · Fri 6 February 2026\n" + said);
    }

    @Test
    void withoutWordsItIsAboutAllDigests() {
        assertThat(told(search("topic:harbour")))
                .startsWith("Whisper: All digests\n")
                .as("no side's words before another's")
                .endsWith("\nFerries are late");
        assertThat(told(search("perspective:china"))).startsWith("Whisper: All digests\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "on:today", "*", "\"", "\"\"", "* topic:harbour", "… perspective:us"})
    void whereNoWordIsToBeFoundItSaysHowToSearch(String typed) {
        assertThat(told(search(typed)))
                .startsWith(
                        "Compose Search all digests / Words to look for: Add the words to look for after the command");
    }

    @ParameterizedTest
    @ValueSource(strings = {"on:tomorrow steel", "steel from:tomorrow", "steel on:2026-02-07 perspective:us"})
    void aDayThatIsStillToComeIsSaidToBeSo(String typed) {
        assertThat(told(search(typed))).isEqualTo("Whisper: Sat 7 February 2026 is in the future.");
    }

    @Test
    void whatIsFoundOfADayToComeIsShown() throws Exception {
        conversation.arriveIn("en", 7, "us");
        assertThat(told(search("on:tomorrow zoll"))).startsWith("Whisper: Search: zoll\n");
    }

    @Test
    void oneOfEachKindNarrowsASearch() {
        assertThat(told(search("steel perspective:us perspective:china")))
                .isEqualTo("Whisper: Use “perspective:” only once: us or china.");
        assertThat(told(search("steel on:today on:yesterday")))
                .isEqualTo("Whisper: Use “on:” only once: today or yesterday.");
        assertThat(told(search("steel perspective:us perspective:US"))).startsWith("Whisper: Search: steel");
    }

    @Test
    void thePerspectiveIsCalledByItsName() {
        assertThat(subtitle("steel perspective:china")).isEqualTo("1 digest · China");
        assertThat(subtitle("steel perspective:US topic:harbour")).isEqualTo("1 digest · Harbour · United States");
    }

    @Test
    void daysTheWrongWayRoundAreSaidToBeSo() {
        assertThat(told(search("steel from:tomorrow to:yesterday")))
                .isEqualTo("Whisper: “from” (Sat 7 February 2026) is later than “to” (Thu 5 February 2026).");
        assertThat(told(search("steel from:today to:today"))).startsWith("Whisper: Search: steel");
    }

    private String subtitle(String typed) {
        return ConversationFixture.content(search(typed)).panels().getFirst().subtitle().stream()
                .map(Inline.Text.class::cast)
                .map(Inline.Text::text)
                .reduce("", String::concat);
    }

    private Reply search(String typed) {
        return conversation.privately(new LookupCommand.Search(typed, Command.SearchFilters.NONE));
    }
}
