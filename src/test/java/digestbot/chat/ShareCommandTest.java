package digestbot.chat;

import static digestbot.chat.ConversationFixture.PRIVATE;
import static digestbot.chat.ConversationFixture.SERVER;
import static digestbot.chat.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.content.action.Action;
import digestbot.content.action.ChatAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SubscribeAction;
import digestbot.delivery.api.Destination;
import digestbot.digest.DigestView;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InConversation
class ShareCommandTest {

    private static final ChatFeatures SHARING = ChatFeatures.PLAIN.withSharing(true);
    private static final Action SHOW = new ReadAction.Show(3, new DigestView.OnePerspective(1), 0);
    private static final Action SHARE = new ReadAction.ShareHere(3, new DigestView.OnePerspective(1), 0);

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws IOException {
        conversation.as(Platform.DISCORD, "en");
    }

    @Test
    void onlyAViewThatOnePersonSeesHasTheButtonWhereTheyMayShareIt() {
        press(SERVER, SHOW, SHARING);
        conversation.assertSays(
                "Aside Show", "[Share here] ShareHere[digest=3, view=OnePerspective[ordinal=1], page=0]");
        press(SERVER, SHOW, ChatFeatures.PLAIN);
        conversation.assertSaysNot("Share here");
        press(PRIVATE, SHOW, ChatFeatures.PLAIN);
        conversation.assertSaysNot("Share here");
        conversation.in(SERVER, new ReadAction.ShowToday("us-china"), SHARING);
        conversation.assertSaysNot("Share here");
        press(SERVER, new ChatAction.ShowHelp(), SHARING);
        conversation.assertSaysNot("Share here");
    }

    @Test
    void theSharedViewIsInTheLanguageOfTheChat() {
        conversation.in(SERVER, new SubscribeAction.Subscribe("us-china", SubscribeAction.Target.HERE), SHARING);
        conversation.as(Platform.DISCORD, "de");
        press(SERVER, SHARE, SHARING);
        conversation.assertSays(
                "Share in en, page 0: US vs China", "China\nAs China tells us-china", "Fri 6 February 2026");
    }

    @Test
    void isCountedAsAShare() {
        press(SERVER, SHOW, SHARING);
        press(SERVER, SHARE, SHARING);
        assertThat(conversation.rows("SELECT button FROM view_count ORDER BY button"))
                .containsExactly("share", "view");
    }

    @Test
    void whoMayNotSendThereIsRefusedAndNothingThatIsGoneIsShared() {
        press(SERVER, SHARE, ChatFeatures.PLAIN);
        conversation.assertSays("Toast: Only people who can send messages in this channel can share a digest here.");
        press(SERVER, new ReadAction.ShareHere(99, new DigestView.Overview(), 0), SHARING);
        conversation.assertSays("Toast: This digest is no longer available.");
    }

    @Test
    void sharingIsLimitedAsCommandsAre() {
        conversation.hurry();
        IntStream.range(0, 20)
                .forEach(_ -> assertThat(press(SERVER, SHARE, SHARING)).isInstanceOf(Reply.SharedView.class));
        assertThat(press(SERVER, SHARE, SHARING)).isNotInstanceOf(Reply.SharedView.class);
        conversation.assertSays("Toast: Too many taps. Please wait a minute.");
        assertThat(press(SERVER, SHOW, SHARING)).isInstanceOf(Reply.EphemeralView.class);
    }

    private Reply press(Destination chat, Action press, ChatFeatures features) {
        return conversation.in(chat, pressed(press), features);
    }
}
