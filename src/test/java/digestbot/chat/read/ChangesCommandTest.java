package digestbot.chat.read;

import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.LookupCommand;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InConversation(empty = true, golden = true)
class ChangesCommandTest {

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws IOException {
        arrive("2026-02-05", "The ports are closed.", "Talks begin.");
    }

    private void arrive(String day, String first, String second) throws IOException {
        conversation.arrive(
                "trade", "World Trade", day, "us: United States: " + first, "eu: European Union: " + second);
    }

    @Test
    void saysThatEverythingIsNewInsteadOfRepeatingIt() throws IOException {
        arrive("2026-02-06", "The ports reopen.", "Talks end.");
        conversation.privately(new LookupCommand.Changes("", ""));
    }

    @Test
    void listsWhatIsNewWhereNotEverythingIs() throws IOException {
        arrive("2026-02-06", "The ports reopen.", "Talks begin.");
        conversation.privately(new LookupCommand.Changes("", ""));
    }
}
