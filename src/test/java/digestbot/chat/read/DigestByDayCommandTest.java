package digestbot.chat.read;

import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.chat.api.Command;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which days are offered. Of “US vs China” there are the 5th and the 6th, of “World Trade” the 3rd and the 6th.
class DigestByDayCommandTest {

    @TempDir
    Path folder;

    private ConversationFixture talk;

    @BeforeEach
    void open() throws Exception {
        talk = ConversationFixture.ofTwoTopics(folder);
        talk.arrive("trade", "World Trade", "2026-02-03", "us: United States", "eu: European Union");
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void withoutADayThoseOfAllTopicsAreOffered() {
        assertThat(buttons(digest("", "")))
                .containsExactly(
                        "Fri 6 February 2026 1:q:d:20260206",
                        "Thu 5 February 2026 1:q:d:20260205",
                        "Tue 3 February 2026 1:q:d:20260203",
                        "Help 1:h");
        assertThat(buttons(digest("trade", "")))
                .containsExactly("Fri 6 February 2026 1:v:2:o", "Tue 3 February 2026 1:v:4:o", "Help 1:h");
    }

    @Test
    void aDayThatNoTopicHasIsAnsweredWithTheNearestOfAll() {
        assertThat(buttons(digest("", "2026-02-04")))
                .containsExactly(
                        "Tue 3 February 2026 1:q:d:20260203", "Thu 5 February 2026 1:q:d:20260205", "Help 1:h");
        assertThat(buttons(digest("", "2026-02-01"))).containsExactly("Tue 3 February 2026 1:q:d:20260203", "Help 1:h");
        assertThat(buttons(digest("us-china", "2026-02-04")))
                .containsExactly("Thu 5 February 2026 1:v:1:o", "Help 1:h");
    }

    @Test
    void ofTwoDaysThoseOfAllTopicsAreOffered() {
        assertThat(buttons(digest("", "2/3")))
                .as("2 March 2025 or 3 February 2026")
                .containsExactly("Tue 3 February 2026 1:q:d:20260203", "Help 1:h");
    }

    @Test
    void anOfferedDayOpensAsIfItHadBeenTyped() {
        Reply typed = digest("", "2026-02-06");
        Reply pressed = talk.press("1:q:d:20260206");
        assertThat(told(pressed).replace("Replace, page 0", "Say")).isEqualTo(told(typed));
        assertThat(buttons(pressed)).isEqualTo(buttons(typed)).endsWith("World Trade 1:v:2:o");
        assertThat(told(talk.press("1:q:d:20260203"))).startsWith("Replace, page 0: World Trade · Tue 3");
        assertThat(told(talk.pressAsManager("1:q:d:20260203")))
                .startsWith("Aside 1-q-d-20260203, page 0: World Trade · Tue 3");
        assertThat(told(talk.press("1:q:d:20260204"))).isEqualTo("Toast: This digest is no longer available.");
    }

    private Reply digest(String topic, String date) {
        return talk.privately(new Command.Asking.Digest(topic, date));
    }
}
