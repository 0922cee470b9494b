package digestbot.chat;

import static digestbot.chat.ConversationFixture.GROUP;
import static digestbot.chat.ConversationFixture.PRIVATE;
import static digestbot.chat.ConversationFixture.pressed;
import static digestbot.chat.ConversationFixture.told;
import static digestbot.content.action.Invocation.typed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.action.Action;
import digestbot.content.action.ChatAction;
import digestbot.content.action.Invocation;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.Target;
import digestbot.digest.DigestView;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

@InConversation(golden = true)
class StoppingTest {

    static final java.util.List<Invocation> RESUMING = java.util.List.of(
            typed(new ChatAction.Start("")),
            typed(new ChatAction.Start("trade")),
            typed(new SubscribeAction.Subscribe("trade", Target.DEFAULT)),
            pressed(new SubscribeAction.SubscribeTopic(2)),
            pressed(new SettingsAction.ResumeDeliveries()));

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() {
        conversation.privately(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.press(new SettingsAction.SetZone(ZoneId.of("UTC"), new SettingsAction.Open(0, Screen.OVERVIEW)));
    }

    @Test
    void stopPausesTheChatKeepsItsSettingsAndOffersToResume() {
        conversation.press(new SettingsAction.Choose(2, "time", "0800"));
        conversation.privately(new SettingsAction.StopDeliveries());
        conversation.stored(PRIVATE);
        conversation.press(new SettingsAction.ResumeDeliveries());
        conversation.stored(PRIVATE);
        conversation.press(new SettingsAction.ShowSettings());
    }

    @Test
    void aStoppedChatIsStillAnsweredAndToldThatItIsStopped() {
        conversation.privately(new SettingsAction.StopDeliveries());
        conversation.privately(new ReadAction.ShowToday(""));
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.press(new SettingsAction.Choose(2, "time", "0800"));
        conversation.privately(new SubscribeAction.ShowTopics(0));
        conversation.stored(PRIVATE);
    }

    @ParameterizedTest
    @FieldSource("RESUMING")
    void whoWantsSomethingAgainGetsItAgain(Invocation invocation) {
        conversation.privately(new SettingsAction.StopDeliveries());
        assertThat(told(conversation.privately(invocation))).doesNotContain("stopped");
        assertThat(conversation.subscriber(PRIVATE).pausedReason()).isEmpty();
    }

    static List<Action> pressesOtherThanResume() {
        return List.of(
                new SettingsAction.ShowSettings(),
                new SubscribeAction.ShowTopics(0),
                new ChatAction.ShowHelp(),
                new ReadAction.ShowToday(),
                new SubscribeAction.UnsubscribeTopic(1),
                new SettingsAction.Choose(2, "time", "0800"),
                new SettingsAction.Choose(0, "language", "de"),
                new ReadAction.Show(3, new DigestView.Overview(), 0));
    }

    @ParameterizedTest
    @MethodSource("pressesOtherThanResume")
    void nothingElseBringsAStoppedChatBack(Action press) {
        conversation.press(new SettingsAction.StopDeliveries());
        conversation.press(press);
        conversation.database.writeWithoutResult(tx -> conversation.subscriptions.back(tx, PRIVATE.chat()));
        assertThat(conversation.subscriber(PRIVATE).isStopped()).isTrue();
    }

    @Test
    void whereNothingComesThereIsNothingToStopAndAMembersStartDoesNotResumeAStoppedGroup() {
        conversation.asManager(new SettingsAction.StopDeliveries());
        conversation.asManager(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.asManager(new SettingsAction.StopDeliveries());
        conversation.asMember(new ChatAction.Start(""));
        conversation.stored(GROUP);
        conversation.asManager(new ChatAction.Start(""));
        conversation.stored(GROUP);
    }

    @Test
    void aBlockedChatComesBackByBeingHeardOf() {
        conversation.database.writeWithoutResult(
                tx -> conversation.subscriptions.unreachable(tx, PRIVATE.chat(), "blocked by the user"));
        conversation.database.writeWithoutResult(tx -> conversation.subscriptions.back(tx, PRIVATE.chat()));
        conversation.stored(PRIVATE);
    }
}
