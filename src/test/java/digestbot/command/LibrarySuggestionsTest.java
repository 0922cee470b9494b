package digestbot.command;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.command.Suggestions.Suggestion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrarySuggestionsTest {

    @TempDir
    Path folder;

    private Talk talk;
    private Suggestions suggestions;

    @BeforeEach
    void open() throws Exception {
        talk = Talk.ofTwoTopics(folder);
        suggestions = new LibrarySuggestions(talk.database, talk.library);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void topicsAreOfferedByNameWithTheirIds() {
        assertThat(suggestions.topics(""))
                .containsExactly(new Suggestion("US vs China", "us-china"), new Suggestion("World Trade", "trade"));
    }

    @Test
    void whatBeginsAsTypedComesBeforeWhatContainsIt() throws Exception {
        talk.arrive("arts", "Arts", "2026-02-06", "us: United States", "eu: European Union");
        talk.arrive("chips", "Chips", "2026-02-06", "us: United States", "eu: European Union");
        assertThat(values(suggestions.topics(" CH"))).containsExactly("chips", "us-china");
        assertThat(values(suggestions.topics("trade"))).containsExactly("trade");
        assertThat(values(suggestions.topics("zz"))).isEmpty();
    }

    @Test
    void sidesAreOfTheTopicThatIsTypedOrOfAll() {
        assertThat(suggestions.sides("World trade", ""))
                .containsExactly(new Suggestion("United States", "us"), new Suggestion("European Union", "eu"));
        assertThat(values(suggestions.sides("", ""))).containsExactly("us", "china", "eu");
        assertThat(values(suggestions.sides(" ", "eu"))).containsExactly("eu");
        assertThat(values(suggestions.sides("us-china", "eu"))).isEmpty();
        assertThat(values(suggestions.sides("nowhere", ""))).isEmpty();
    }

    @Test
    void datesAreTheTopicsNewestFirst() {
        assertThat(values(suggestions.dates("us-china", ""))).containsExactly("2026-02-06", "2026-02-05");
        assertThat(values(suggestions.dates("trade", ""))).containsExactly("2026-02-06");
        assertThat(values(suggestions.dates("", "05"))).containsExactly("2026-02-05");
        assertThat(values(suggestions.dates("", ""))).containsExactly("2026-02-06", "2026-02-05");
        assertThat(values(suggestions.dates("nowhere", ""))).isEmpty();
    }

    private static List<String> values(List<Suggestion> found) {
        return found.stream().map(Suggestion::value).toList();
    }
}
