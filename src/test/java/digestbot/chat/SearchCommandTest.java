package digestbot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.ContentDump;
import digestbot.content.action.ReadAction;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The sentences above the hits of a search, and the targets of its buttons.
@InConversation(golden = true)
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

    @Test
    void theButtonLeadsToWhereItSaysWhatWasLookedForAndAPerspectivesWordsAreNotSaidAsTheDigestsOwn() {
        search(
                "cranes",
                "talks",
                "tariffs",
                "steel",
                "ferries",
                "tariffs steel",
                "cranes ferries",
                "late",
                "steel perspective:china");
    }

    @Test
    void withoutWordsItIsAboutAllDigestsAndNoPerspectivesWordsComeBeforeAnothers() {
        search("topic:harbour", "perspective:china");
    }

    @Test
    void whatCannotBeSearchedForIsSaidToBeSo() {
        search("", "on:today", "*", "\"", "\"\"", "* topic:harbour", "… perspective:us");
        search(
                "steel perspective:us perspective:china",
                "steel on:today on:yesterday",
                "steel perspective:us perspective:US");
        search("steel from:tomorrow to:yesterday", "steel from:today to:today");
    }

    @Test
    void aDayThatIsStillToComeIsSaidToBeSoUnlessItHasADigest() throws IOException {
        search("on:tomorrow steel", "steel from:tomorrow", "steel on:2026-02-07 perspective:us");
        conversation.arriveIn("en", 7, "us");
        search("on:tomorrow zoll");
    }

    @Test
    void thePerspectiveIsCalledByItsName() {
        for (String typed : List.of("steel perspective:china", "steel perspective:US topic:harbour")) {
            conversation.note(ContentDump.of(ConversationFixture.content(search(typed)))
                    .lines()
                    .skip(2)
                    .findFirst());
        }
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

    private void search(String... typed) {
        Stream.of(typed).forEach(this::search);
    }

    private Reply search(String typed) {
        return conversation.privately(new ReadAction.Search(typed));
    }
}
