package digestbot.chat.read;

import digestbot.button.LookupPress;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import java.io.IOException;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The days that are offered. Of “US vs China” there are the 5th and the 6th, of “World Trade” the
/// 3rd and the 6th.
@InConversation(golden = true)
class DigestByDayCommandTest {

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws IOException {
        conversation.arrive("trade", "World Trade", "2026-02-03", "us: United States", "eu: European Union");
    }

    @Test
    void withoutADayThoseOfAllTopicsAreOffered() {
        digest("", "");
        digest("trade", "");
    }

    @Test
    void aDayThatNoTopicHasIsAnsweredWithTheNearestOfAll() {
        digest("", "2026-02-04");
        digest("", "2026-02-01");
        digest("us-china", "2026-02-04");
    }

    @Test
    void ofTwoDaysThoseOfAllTopicsAreOffered() {
        // 2 March 2025 or 3 February 2026.
        digest("", "2/3");
    }

    @Test
    void anOfferedDayOpensAsIfItHadBeenTyped() {
        digest("", "2026-02-06");
        conversation.press(new LookupPress.ShowDay(LocalDate.of(2026, 2, 6)));
        conversation.press(new LookupPress.ShowDay(LocalDate.of(2026, 2, 3)));
        conversation.pressAsManager(new LookupPress.ShowDay(LocalDate.of(2026, 2, 3)));
        conversation.press(new LookupPress.ShowDay(LocalDate.of(2026, 2, 4)));
    }

    private Reply digest(String topic, String date) {
        return conversation.privately(new LookupCommand.DigestOfDay(topic, date));
    }
}
