package digestbot.chat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.chat.ConversationFixture;
import digestbot.chat.InConversation;
import digestbot.chat.SuggestionProvider.Suggestion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InConversation
class DigestSuggestionsTest {

    private ConversationFixture chat;
    private DigestSuggestions suggestions;

    @BeforeEach
    void prepare() {
        suggestions = chat.suggestions();
    }

    @Test
    void topicsAndTheirDatesAreOffered() {
        assertThat(suggestions.topics(""))
                .containsExactly(new Suggestion("US vs China", "us-china"), new Suggestion("World Trade", "trade"));
        assertThat(values(suggestions.dates("us-china", ""))).containsExactly("2026-02-06", "2026-02-05");
        assertThat(values(suggestions.dates("trade", ""))).containsExactly("2026-02-06");
        assertThat(values(suggestions.dates("", "05"))).containsExactly("2026-02-05");
        assertThat(values(suggestions.dates("", ""))).containsExactly("2026-02-06", "2026-02-05");
        assertThat(values(suggestions.dates("nowhere", ""))).isEmpty();
    }

    @Test
    void whatBeginsAsTypedComesBeforeWhatContainsIt() throws Exception {
        chat.arrive("arts", "Arts", "2026-02-06", "us: United States", "eu: European Union");
        chat.arrive("chips", "Chips", "2026-02-06", "us: United States", "eu: European Union");
        assertThat(values(suggestions.topics(" CH"))).containsExactly("chips", "us-china");
        assertThat(values(suggestions.topics("trade"))).containsExactly("trade");
        assertThat(values(suggestions.topics("zz"))).isEmpty();
    }

    @Test
    void perspectivesAreOfTheTopicThatIsTypedOrOfAll() {
        assertThat(suggestions.perspectives("World trade", "", "en"))
                .containsExactly(new Suggestion("United States", "us"), new Suggestion("European Union", "eu"));
        assertThat(values(suggestions.perspectives("", "", "en"))).containsExactly("us", "china", "eu");
        assertThat(values(suggestions.perspectives(" ", "eu", "en"))).containsExactly("eu");
        assertThat(values(suggestions.perspectives("us-china", "eu", "en"))).isEmpty();
        assertThat(values(suggestions.perspectives("nowhere", "", "en"))).isEmpty();
    }

    @Test
    void perspectivesAreNamedInTheReadersLanguageAndFoundUnderEitherName() throws Exception {
        chat.arriveText("trade.zh.md", """
                ---
                date: 2026-02-06
                topic: trade
                topicName: "World Trade"
                language: zh
                perspectives:
                  - {id: us, name: 美国}
                ---
                ## Highlights

                - 一句话

                ## 美国

                - 另一句话
                """);
        chat.arrive("chips", "Chips", "2026-02-06", "us: United States", "eu: European Union");
        assertThat(suggestions.perspectives("trade", "", "zh-CN")).containsExactly(new Suggestion("美国", "us"));
        assertThat(suggestions.perspectives("trade", "us", "zh-CN")).containsExactly(new Suggestion("美国", "us"));
        assertThat(suggestions.perspectives("trade", "美", "zh-CN")).containsExactly(new Suggestion("美国", "us"));
        assertThat(values(suggestions.perspectives("trade", "", "en"))).containsExactly("us", "eu");
    }

    @Test
    void nothingIsOfferedBeforeTheFirstDigest(@TempDir Path folder) throws Exception {
        try (ConversationFixture silent = new ConversationFixture(folder)) {
            var none = new DigestSuggestions(silent.database, silent.library, silent.heldDigests, silent.permissions);
            assertThat(none.topics("")).isEmpty();
            assertThat(none.perspectives("", "", "en")).isEmpty();
            assertThat(none.dates("", "")).isEmpty();
        }
    }

    private static List<String> values(List<Suggestion> found) {
        return found.stream().map(Suggestion::value).toList();
    }
}
