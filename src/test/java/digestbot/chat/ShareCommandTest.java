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

    private ConversationFixture chat;

    @BeforeEach
    void prepare() throws IOException {
        chat.as(Platform.DISCORD, "en");
    }

    @Test
    void onlyAViewThatOnePersonSeesHasTheButtonWhereTheyMayShareIt() {
        press(SERVER, SHOW, SHARING);
        chat.assertSays("Aside Show", "[Share here] ShareHere[digest=3, view=OnePerspective[ordinal=1], page=0]");
        press(SERVER, SHOW, ChatFeatures.PLAIN);
        chat.assertSaysNot("Share here");
        press(PRIVATE, SHOW, ChatFeatures.PLAIN);
        chat.assertSaysNot("Share here");
        chat.in(SERVER, new ReadAction.ShowToday("us-china"), SHARING);
        chat.assertSaysNot("Share here");
        press(SERVER, new ChatAction.ShowHelp(), SHARING);
        chat.assertSaysNot("Share here");
    }

    @Test
    void theSharedViewIsInTheLanguageOfTheChat() {
        chat.in(SERVER, new SubscribeAction.Subscribe("us-china", SubscribeAction.Target.HERE), SHARING);
        chat.as(Platform.DISCORD, "de");
        press(SERVER, SHARE, SHARING);
        chat.assertSays("Share in en, page 0: US vs China", "China\nAs China tells us-china", "Fri 6 Feb");
    }

    @Test
    void isCountedAsAShare() {
        press(SERVER, SHOW, SHARING);
        press(SERVER, SHARE, SHARING);
        assertThat(chat.rows("SELECT button FROM view_count ORDER BY button")).containsExactly("share", "view");
    }

    @Test
    void whoMayNotSendThereIsRefusedAndNothingThatIsGoneIsShared() {
        press(SERVER, SHARE, ChatFeatures.PLAIN);
        chat.assertSays("Toast: Only people who can send messages in this channel can share a digest here.");
        press(SERVER, new ReadAction.ShareHere(99, new DigestView.Overview(), 0), SHARING);
        chat.assertSays("Toast: This digest is no longer available.");
    }

    @Test
    void sharingIsLimitedAsCommandsAre() {
        chat.hurry();
        IntStream.range(0, 20)
                .forEach(_ -> assertThat(press(SERVER, SHARE, SHARING)).isInstanceOf(Reply.SharedView.class));
        assertThat(press(SERVER, SHARE, SHARING)).isNotInstanceOf(Reply.SharedView.class);
        chat.assertSays("Toast: Too many taps. Please wait a minute.");
        assertThat(press(SERVER, SHOW, SHARING)).isInstanceOf(Reply.EphemeralView.class);
    }

    private Reply press(Destination at, Action press, ChatFeatures features) {
        return chat.in(at, pressed(press), features);
    }
}
