package digestbot.chat.api;

import static digestbot.chat.api.ConversationFixture.GROUP;
import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.pressed;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.action.AfterZoneChoice;
import digestbot.action.Press;
import digestbot.action.SettingsPress;
import digestbot.chat.api.Command.Target;
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

    static final java.util.List<Command> RESUMING = java.util.List.of(
            new Command.Start(""),
            new Command.Start("trade"),
            new Command.Subscribe("trade", Target.DEFAULT),
            pressed(new Press.SubscribeTopic(2)),
            pressed(new Press.ResumeDeliveries()));

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() {
        conversation.privately(new Command.Subscribe("trade", Target.DEFAULT));
        conversation.press(new SettingsPress.SetZone(ZoneId.of("UTC"), new AfterZoneChoice.Settings()));
    }

    @Test
    void stopPausesTheChatKeepsItsSettingsAndOffersToResume() {
        conversation.press(new SettingsPress.SetTime(2, 480));
        conversation.privately(new Command.Stop());
        conversation.stored(PRIVATE);
        conversation.press(new Press.ResumeDeliveries());
        conversation.stored(PRIVATE);
        conversation.press(new SettingsPress.ShowSettings());
    }

    @Test
    void aStoppedChatIsStillAnsweredAndToldThatItIsStopped() {
        conversation.privately(new Command.Stop());
        conversation.privately(new Command.Today(""));
        conversation.privately(new Command.Settings());
        conversation.press(new SettingsPress.SetTime(2, 480));
        conversation.privately(new Command.ListTopics());
        conversation.stored(PRIVATE);
    }

    @ParameterizedTest
    @FieldSource("RESUMING")
    void whoWantsSomethingAgainGetsItAgain(Command command) {
        conversation.privately(new Command.Stop());
        assertThat(told(conversation.privately(command))).doesNotContain("stopped");
        assertThat(conversation.subscriber(PRIVATE).pausedReason()).isEmpty();
    }

    static List<Press> pressesOtherThanResume() {
        return List.of(
                new SettingsPress.ShowSettings(),
                new Press.ShowTopics(0),
                new Press.ShowHelp(),
                new Press.ShowToday(),
                new Press.UnsubscribeTopic(1),
                new SettingsPress.SetTime(2, 480),
                new SettingsPress.SetLanguage("de"),
                new Press.Show(3, new DigestView.Overview(), 0));
    }

    @ParameterizedTest
    @MethodSource("pressesOtherThanResume")
    void nothingElseBringsAStoppedChatBack(Press press) {
        conversation.press(new Press.StopDeliveries());
        conversation.press(press);
        conversation.database.writeWithoutResult(tx -> conversation.subscriptions.back(tx, PRIVATE.chat()));
        assertThat(conversation.subscriber(PRIVATE).isStopped()).isTrue();
    }

    @Test
    void whereNothingComesThereIsNothingToStopAndAMembersStartDoesNotResumeAStoppedGroup() {
        conversation.asManager(new Command.Stop());
        conversation.asManager(new Command.Subscribe("trade", Target.DEFAULT));
        conversation.asManager(new Command.Stop());
        conversation.asMember(new Command.Start(""));
        conversation.stored(GROUP);
        conversation.asManager(new Command.Start(""));
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
