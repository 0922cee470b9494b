package digestbot.chat.read;

import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.digest.DigestView;
import java.io.IOException;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The days that are offered. Of “US vs China” there are the 5th and the 6th, of “World Trade” the
/// 3rd and the 6th.
@InConversation
class DigestByDayCommandTest {

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws IOException {
        conversation.arrive("trade", "World Trade", "2026-02-03", "us: United States", "eu: European Union");
    }

    @Test
    void withoutADayThoseOfAllTopicsAreOffered() {
        assertThat(buttons(digest("", "")))
                .containsExactly(
                        button("Fri 6 February 2026", new LookupPress.ShowDay(LocalDate.of(2026, 2, 6))),
                        button("Thu 5 February 2026", new LookupPress.ShowDay(LocalDate.of(2026, 2, 5))),
                        button("Tue 3 February 2026", new LookupPress.ShowDay(LocalDate.of(2026, 2, 3))),
                        button("Help", new Press.ShowHelp()));
        assertThat(buttons(digest("trade", "")))
                .containsExactly(
                        button("Fri 6 February 2026", new Press.Show(2, new DigestView.Overview(), 0)),
                        button("Tue 3 February 2026", new Press.Show(4, new DigestView.Overview(), 0)),
                        button("Help", new Press.ShowHelp()));
    }

    @Test
    void aDayThatNoTopicHasIsAnsweredWithTheNearestOfAll() {
        assertThat(buttons(digest("", "2026-02-04")))
                .containsExactly(
                        button("Tue 3 February 2026", new LookupPress.ShowDay(LocalDate.of(2026, 2, 3))),
                        button("Thu 5 February 2026", new LookupPress.ShowDay(LocalDate.of(2026, 2, 5))),
                        button("Help", new Press.ShowHelp()));
        assertThat(buttons(digest("", "2026-02-01")))
                .containsExactly(
                        button("Tue 3 February 2026", new LookupPress.ShowDay(LocalDate.of(2026, 2, 3))),
                        button("Help", new Press.ShowHelp()));
        assertThat(buttons(digest("us-china", "2026-02-04")))
                .containsExactly(
                        button("Thu 5 February 2026", new Press.Show(1, new DigestView.Overview(), 0)),
                        button("Help", new Press.ShowHelp()));
    }

    @Test
    void ofTwoDaysThoseOfAllTopicsAreOffered() {
        assertThat(buttons(digest("", "2/3")))
                .as("2 March 2025 or 3 February 2026")
                .containsExactly(
                        button("Tue 3 February 2026", new LookupPress.ShowDay(LocalDate.of(2026, 2, 3))),
                        button("Help", new Press.ShowHelp()));
    }

    @Test
    void anOfferedDayOpensAsIfItHadBeenTyped() {
        Reply typed = digest("", "2026-02-06");
        Reply pressed = conversation.press(new LookupPress.ShowDay(LocalDate.of(2026, 2, 6)));
        assertThat(told(pressed).replace("Replace, page 0", "Say")).isEqualTo(told(typed));
        assertThat(buttons(pressed))
                .isEqualTo(buttons(typed))
                .endsWith(button("Topic: World Trade", new Press.Show(2, new DigestView.Overview(), 0)));
        assertThat(told(conversation.press(new LookupPress.ShowDay(LocalDate.of(2026, 2, 3)))))
                .startsWith("Replace, page 0: World Trade · Tue 3");
        assertThat(told(conversation.pressAsManager(new LookupPress.ShowDay(LocalDate.of(2026, 2, 3)))))
                .startsWith("Aside ShowDay[day=2026-02-03], page 0: World Trade · Tue 3");
        assertThat(told(conversation.press(new LookupPress.ShowDay(LocalDate.of(2026, 2, 4)))))
                .isEqualTo("Toast: This digest is no longer available.");
    }

    private Reply digest(String topic, String date) {
        return conversation.privately(new LookupCommand.DigestOfDay(topic, date));
    }
}
