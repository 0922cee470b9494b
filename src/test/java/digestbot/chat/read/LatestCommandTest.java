package digestbot.chat.read;

import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.digest.DigestView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InConversation
class LatestCommandTest {

    private static final DigestView OVERVIEW = new DigestView.Overview();

    @TempDir
    Path folder;

    private ConversationFixture conversation;

    @Test
    void listsTheNewestDigestOfEveryTopicWithAButtonForEach() {
        Reply list = conversation.privately(new LookupCommand.Latest());
        assertThat(told(list)).isEqualTo("""
                Whisper: Latest digests
                • US vs China · Fri 6 February 2026
                What us-china is about on 2026-02-06
                • World Trade · Fri 6 February 2026
                What trade is about on 2026-02-06""");
        assertThat(buttons(list))
                .containsExactly(
                        button("US vs China · 6 Feb", new Press.ShowSeparately(3, OVERVIEW)),
                        button("World Trade · 6 Feb", new Press.ShowSeparately(2, OVERVIEW)));
    }

    @Test
    void theChatsOwnTopicsComeFirst() {
        conversation.privately(new Command.Subscribe("trade", Command.Target.HERE));
        assertThat(buttons(conversation.privately(new LookupCommand.Latest())))
                .first()
                .asString()
                .startsWith("World Trade");
    }

    @Test
    void saysInWhichLanguageADigestIsThatThereIsNotInTheReaders() throws IOException {
        conversation.arriveIn("de", 7, "us", "eu");
        assertThat(told(conversation.privately(new LookupCommand.Latest())))
                .contains("• World Trade · Sat 7 February 2026 · German\nZoll de");
    }

    @Test
    void manyTopicsHavePages() throws IOException {
        conversation.arriveMany(19);
        Reply first = conversation.privately(new LookupCommand.Latest());
        assertThat(buttons(first)).hasSize(11).last().isEqualTo(button("2/3 ›", new LookupPress.ShowLatest(1)));
        Reply last = conversation.press(new LookupPress.ShowLatest(2));
        assertThat(told(last)).startsWith("Replace, page 0: Latest digests");
        assertThat(buttons(last)).hasSize(2).last().isEqualTo(button("‹ 2/3", new LookupPress.ShowLatest(1)));
        assertThat(buttons(conversation.press(new LookupPress.ShowLatest(9_999))))
                .isEqualTo(buttons(last));
        assertThat(ConversationFixture.buttonsOnDiscord(first))
                .isEqualTo(buttons(first).size());
    }

    @Test
    void aButtonShowsItsDigestBelowTheList() {
        assertThat(told(conversation.press(new Press.ShowSeparately(2, OVERVIEW))))
                .startsWith("Say: World Trade · Fri 6 February 2026");
    }

    @Test
    void isShownBesideTheMessageOfAGroup() {
        assertThat(told(conversation.asMember(new Command.Pressed(Optional.of(new LookupPress.ShowLatest(0))))))
                .startsWith("Aside ShowLatest[page=0], page 0: Latest digests");
        assertThat(told(conversation.privately(new Command.Start(new LookupPress.ShowLatest(0).payload()))))
                .startsWith("Say: Latest digests");
    }

    @Test
    void todayOffersTheListWhereThereIsMoreThanOneTopic() {
        String latest = button("Latest digests", new LookupPress.ShowLatest(0));
        conversation.press(new Press.SubscribeTopic(1));
        assertThat(buttons(conversation.privately(new Command.Today("")))).endsWith(latest);
        assertThat(buttons(conversation.press(new Press.ShowToday()))).endsWith(latest);
        assertThat(buttons(conversation.privately(new Command.Today("trade")))).doesNotContain(latest);
    }

    @Test
    void saysThatThereIsNothingBeforeThereAreDigests() throws IOException {
        try (var empty = new ConversationFixture(folder.resolve("empty"))) {
            assertThat(told(empty.privately(new LookupCommand.Latest())))
                    .isEqualTo(told(empty.privately(new Command.ListTopics())));
        }
    }
}
