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

@InConversation
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
        conversation.assertSays(
                "Paused. Nothing will be delivered until you resume. Your settings are kept.",
                "    [Resume] ResumeDeliveries[]",
                "[Settings]");
        conversation.assertStored(PRIVATE, "paused: stopped\ntrade: all, FULL, STACKED, At[time=08:00");
        conversation.press(new SettingsAction.ResumeDeliveries());
        conversation.assertSays("Resumed. Digests will arrive again.");
        conversation.assertStored(PRIVATE, "bundles=true]\ntrade: all, FULL, STACKED, At[time=08:00");
        conversation.press(new SettingsAction.ShowSettings());
        conversation.assertSays("next: Sat 7 Feb 08:00");
    }

    @Test
    void aStoppedChatIsStillAnsweredAndToldThatItIsStopped() {
        conversation.privately(new SettingsAction.StopDeliveries());
        conversation.privately(new ReadAction.ShowToday(""));
        conversation.assertSays("Say: World Trade");
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.assertSays("Paused. Nothing will be delivered until you resume.", "[Resume] ResumeDeliveries[]");
        conversation.press(new SettingsAction.Choose(2, "time", "0800"));
        conversation.assertSays("Every day 08:00\nTime zone");
        conversation.privately(new SubscribeAction.ShowTopics(0));
        conversation.assertSays("Paused. Nothing will be delivered until you resume.", "[Resume]");
        conversation.assertStored(PRIVATE, "paused: stopped", "trade: all, FULL, STACKED, At[time=08:00");
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
        conversation.assertSays("Nothing to pause: there are no subscriptions here.");
        conversation.asManager(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.asManager(new SettingsAction.StopDeliveries());
        conversation.asMember(new ChatAction.Start(""));
        conversation.assertSays("Paused. Nothing will be delivered", "[Resume]");
        conversation.assertStored(GROUP, "paused: stopped\ntrade in 9: all");
        conversation.asManager(new ChatAction.Start(""));
        conversation.assertSays("Resumed. Digests will arrive again.");
        conversation.assertStored(GROUP, "bundles=true]\ntrade in 9: all");
    }

    @Test
    void aBlockedChatComesBackByBeingHeardOf() {
        conversation.database.writeWithoutResult(
                tx -> conversation.subscriptions.unreachable(tx, PRIVATE.chat(), "blocked by the user"));
        conversation.database.writeWithoutResult(tx -> conversation.subscriptions.back(tx, PRIVATE.chat()));
        conversation.assertStored(PRIVATE, "bundles=true]\ntrade: all");
    }
}
