package digestbot.chat.read;

import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.button.Press;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.digest.DigestView;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InConversation(empty = true)
class ChangesCommandTest {

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws IOException {
        arrive("2026-02-05", "The ports are closed.", "Talks begin.");
    }

    private void arrive(String day, String first, String second) throws IOException {
        conversation.arriveText(day + ".md", """
                ---
                date: %s
                topic: trade
                topicName: World Trade
                perspectives:
                  - {id: us, name: United States}
                  - {id: eu, name: European Union}
                ---
                ## Highlights

                - What it is about

                ## United States

                - %s

                ## European Union

                - %s
                """.formatted(day, first, second));
    }

    @Test
    void saysThatEverythingIsNewInsteadOfRepeatingIt() throws IOException {
        arrive("2026-02-06", "The ports reopen.", "Talks end.");
        Reply reply = conversation.privately(new LookupCommand.Changes("", ""));
        assertThat(told(reply)).isEqualTo("""
                Say: World Trade · Fri 6 February 2026
                Everything is new.""");
        assertThat(buttons(reply))
                .containsExactly(button("Full digest", new Press.Show(2, new DigestView.Overview(), 0)));
    }

    @Test
    void listsWhatIsNewWhereNotEverythingIs() throws IOException {
        arrive("2026-02-06", "The ports reopen.", "Talks begin.");
        assertThat(told(conversation.privately(new LookupCommand.Changes("", ""))))
                .contains("The ports reopen.", "nothing new")
                .doesNotContain("Everything is new.");
    }
}
