package digestbot.chat.read;

import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.SERVER;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.api.ChatFeatures;
import digestbot.chat.api.Command;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.Reply;
import digestbot.delivery.api.Destination;
import digestbot.digest.DigestView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InConversation
class ShareCommandTest {

    private static final ChatFeatures SHARING = ChatFeatures.PLAIN.withSharing(true);
    private static final Press SHOW = new Press.Show(3, new DigestView.OnePerspective(1), 0);
    private static final Press SHARE = new Press.ShareHere(3, new DigestView.OnePerspective(1), 0);

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws IOException {
        conversation.as(Platform.DISCORD, "en");
    }

    @Test
    void onlyAViewThatOnePersonSeesHasTheButtonWhereTheyMayShareIt() {
        String button = ConversationFixture.button("Share here", SHARE);
        assertThat(buttons(press(SERVER, SHOW, SHARING))).contains(button);
        assertThat(buttons(press(SERVER, SHOW, ChatFeatures.PLAIN))).doesNotContain(button);
        assertThat(buttons(press(PRIVATE, SHOW, ChatFeatures.PLAIN))).doesNotContain(button);
        assertThat(buttons(conversation.in(SERVER, new Command.Today("us-china"), SHARING)))
                .noneMatch(label -> label.startsWith("Share here"));
        assertThat(buttons(press(SERVER, new Press.ShowHelp(), SHARING)))
                .noneMatch(label -> label.startsWith("Share here"));
    }

    @Test
    void theSharedViewIsInTheLanguageOfTheChat() {
        conversation.in(SERVER, new Command.Subscribe("us-china", Command.Target.HERE), SHARING);
        conversation.as(Platform.DISCORD, "de");
        Reply shared = press(SERVER, SHARE, SHARING);
        assertThat(told(shared))
                .startsWith("Share in en, page 0: US vs China")
                .contains("As China tells us-china")
                .doesNotContain("As United States");
        assertThat(buttons(shared)).noneMatch(label -> label.startsWith("Share here"));
    }

    @Test
    void isCountedAsAShare() {
        press(SERVER, SHOW, SHARING);
        press(SERVER, SHARE, SHARING);
        List<String> used = conversation.database.read(tx -> tx.select("SELECT button FROM view_count ORDER BY button")
                .mapTo(String.class)
                .list());
        assertThat(used).containsExactly("share", "view");
    }

    @Test
    void whoMayNotSendMessagesThereIsRefused() {
        assertThat(told(press(SERVER, SHARE, ChatFeatures.PLAIN)))
                .isEqualTo("Toast: Only people who can send messages in this channel can share a digest here.");
    }

    @Test
    void aDigestThatIsGoneIsNotShared() {
        assertThat(told(press(SERVER, new Press.ShareHere(99, new DigestView.Overview(), 0), SHARING)))
                .isEqualTo("Toast: This digest is no longer available.");
    }

    @Test
    void articlesOfHiddenOutletsAreNotShared() {
        conversation.in(SERVER, new Command.Subscribe("us-china", Command.Target.HERE), SHARING);
        conversation.in(
                SERVER, new Command.Pressed(Optional.of(new SettingsPress.SetOutletHidden(3, 0, true))), SHARING);
        String hidden = "1 article from hidden outlets is not shown.";
        assertThat(told(press(SERVER, new Press.ShareHere(3, new DigestView.Sources(), 0), SHARING)))
                .contains(hidden);
        assertThat(told(press(SERVER, new Press.ShareHere(3, new DigestView.Sources(true), 0), SHARING)))
                .contains(hidden);
    }

    @Test
    void sharingIsLimitedAsCommandsAre() {
        conversation.hurry();
        IntStream.range(0, 20)
                .forEach(_ -> assertThat(press(SERVER, SHARE, SHARING)).isInstanceOf(Reply.SharedView.class));
        assertThat(press(SERVER, SHARE, SHARING)).isNotInstanceOf(Reply.SharedView.class);
        assertThat(press(SERVER, SHOW, SHARING)).isInstanceOf(Reply.EphemeralView.class);
    }

    private Reply press(Destination chat, Press press, ChatFeatures features) {
        return conversation.in(chat, new Command.Pressed(Optional.of(press)), features);
    }
}
