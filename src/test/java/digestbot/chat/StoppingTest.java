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

    private ConversationFixture chat;

    @BeforeEach
    void prepare() {
        chat.privately(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        chat.press(new SettingsAction.SetZone(ZoneId.of("UTC"), new SettingsAction.Open(0, Screen.OVERVIEW)));
    }

    @Test
    void stopPausesTheChatKeepsItsSettingsAndOffersToResume() {
        chat.press(new SettingsAction.Choose(2, "time", "0800"));
        chat.privately(new SettingsAction.StopDeliveries());
        chat.assertSays(
                "Paused. Nothing will be delivered until you resume. Your settings are kept.",
                "    [Resume] ResumeDeliveries[]",
                "[Settings]");
        chat.assertStored(PRIVATE, "paused: stopped\ntrade: all, FULL, STACKED, At[time=08:00");
        chat.assertPress(new SettingsAction.ResumeDeliveries(), "Resumed. Digests will arrive again.");
        chat.assertStored(PRIVATE, "bundles=true]\ntrade: all, FULL, STACKED, At[time=08:00");
        chat.assertPress(new SettingsAction.ShowSettings(), "next: Sat 7 Feb 08:00");
    }

    @Test
    void aStoppedChatIsStillAnsweredAndToldThatItIsStopped() {
        chat.privately(new SettingsAction.StopDeliveries());
        chat.assertAnswers(new ReadAction.ShowToday(""), "Say: World Trade");
        chat.privately(new SettingsAction.ShowSettings());
        chat.assertSays("Paused. Nothing will be delivered until you resume.", "[Resume] ResumeDeliveries[]");
        chat.assertPress(new SettingsAction.Choose(2, "time", "0800"), "Every day 08:00\nTime zone");
        chat.privately(new SubscribeAction.ShowTopics(0));
        chat.assertSays("Paused. Nothing will be delivered until you resume.", "[Resume]");
        chat.assertStored(PRIVATE, "paused: stopped", "trade: all, FULL, STACKED, At[time=08:00");
    }

    @ParameterizedTest
    @FieldSource("RESUMING")
    void whoWantsSomethingAgainGetsItAgain(Invocation invocation) {
        chat.privately(new SettingsAction.StopDeliveries());
        assertThat(told(chat.privately(invocation))).doesNotContain("stopped");
        assertThat(chat.subscriber(PRIVATE).pausedReason()).isEmpty();
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
        chat.press(new SettingsAction.StopDeliveries());
        chat.press(press);
        chat.database.writeWithoutResult(tx -> chat.subscriptions.back(tx, PRIVATE.chat()));
        assertThat(chat.subscriber(PRIVATE).isStopped()).isTrue();
    }

    @Test
    void whereNothingComesThereIsNothingToStopAndAMembersStartDoesNotResumeAStoppedGroup() {
        chat.asManager(new SettingsAction.StopDeliveries());
        chat.assertSays("Nothing to pause: there are no subscriptions here.");
        chat.asManager(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        chat.asManager(new SettingsAction.StopDeliveries());
        chat.asMember(new ChatAction.Start(""));
        chat.assertSays("Paused. Nothing will be delivered", "[Resume]");
        chat.assertStored(GROUP, "paused: stopped\ntrade in 9: all");
        chat.asManager(new ChatAction.Start(""));
        chat.assertSays("Resumed. Digests will arrive again.");
        chat.assertStored(GROUP, "bundles=true]\ntrade in 9: all");
    }

    @Test
    void aBlockedChatComesBackByBeingHeardOf() {
        chat.database.writeWithoutResult(
                tx -> chat.subscriptions.unreachable(tx, PRIVATE.chat(), "blocked by the user"));
        chat.database.writeWithoutResult(tx -> chat.subscriptions.back(tx, PRIVATE.chat()));
        chat.assertStored(PRIVATE, "bundles=true]\ntrade: all");
    }
}
