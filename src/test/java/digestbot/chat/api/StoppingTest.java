package digestbot.chat.api;

import static digestbot.chat.api.ConversationFixture.GROUP;
import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command.Target;
import digestbot.digest.DigestView;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

@InConversation
class StoppingTest {

    static final java.util.List<Command> RESUMING = java.util.List.of(
            new Command.Start(""),
            new Command.Start("trade"),
            new Command.Subscribe("trade", Target.DEFAULT),
            new Command.Pressed(Optional.of(new Press.SubscribeTopic(2))),
            new Command.Pressed(Optional.of(new Press.ResumeDeliveries())));

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() {
        conversation.privately(new Command.Subscribe("trade", Target.DEFAULT));
        conversation.press(new SettingsPress.SetZone(ZoneId.of("UTC")));
    }

    @Test
    void stopPausesTheChatKeepsItsSettingsAndOffersToResume() {
        conversation.press(new SettingsPress.SetTime(2, 480));
        Reply reply = conversation.privately(new Command.Stop());
        assertThat(told(reply)).startsWith("Whisper: Paused. Nothing will be delivered until you resume.");
        assertThat(buttons(reply))
                .containsExactly(
                        button("Resume", new Press.ResumeDeliveries()),
                        button("Settings", new SettingsPress.ShowSettings()));
        assertThat(conversation.subscriber(PRIVATE).isStopped()).isTrue();
        assertThat(conversation.topicsOf(PRIVATE)).containsExactly("trade");
        assertThat(told(conversation.press(new Press.ResumeDeliveries())))
                .isEqualTo("Replace, page 0: Resumed. Digests will arrive again.");
        assertThat(conversation.subscriber(PRIVATE).pausedReason()).isEmpty();
        assertThat(told(conversation.press(new SettingsPress.ShowSettings()))).contains("every day 08:00");
    }

    @Test
    void aStoppedChatIsStillAnsweredAndToldThatItIsStopped() {
        conversation.privately(new Command.Stop());
        assertThat(told(conversation.privately(new Command.Today("")))).startsWith("Say: World Trade");
        Reply overview = conversation.privately(new Command.Settings());
        assertThat(told(overview)).contains("Paused.").doesNotContain("next:");
        assertThat(told(conversation.press(new SettingsPress.SetTime(2, 480))))
                .contains("Every day 08:00")
                .doesNotContain("next:");
        assertThat(buttons(overview))
                .contains(button("Resume", new Press.ResumeDeliveries()))
                .doesNotContain(button("Pause all", new Press.StopDeliveries()));
        Reply topics = conversation.privately(new Command.ListTopics());
        assertThat(told(topics)).contains("Paused.");
        assertThat(buttons(topics))
                .contains(
                        button("✓ World Trade", new Press.UnsubscribeTopic(2)),
                        button("Resume", new Press.ResumeDeliveries()));
        assertThat(conversation.subscriber(PRIVATE).isStopped()).isTrue();
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
    void aBlockedChatComesBackByBeingHeardOf() {
        conversation.database.writeWithoutResult(
                tx -> conversation.subscriptions.unreachable(tx, PRIVATE.chat(), "blocked by the user"));
        conversation.database.writeWithoutResult(tx -> conversation.subscriptions.back(tx, PRIVATE.chat()));
        assertThat(conversation.subscriber(PRIVATE).pausedReason()).isEmpty();
    }

    @Test
    void aMembersStartDoesNotResumeAStoppedGroup() {
        conversation.asManager(new Command.Subscribe("trade", Target.DEFAULT));
        conversation.asManager(new Command.Stop());
        conversation.asMember(new Command.Start(""));
        assertThat(conversation.subscriber(GROUP).isStopped()).isTrue();
        conversation.asManager(new Command.Start(""));
        assertThat(conversation.subscriber(GROUP).pausedReason()).isEmpty();
    }

    @Test
    void whereNothingComesThereIsNothingToStop() {
        Reply reply = conversation.asManager(new Command.Stop());
        assertThat(told(reply)).isEqualTo("Whisper: Nothing to pause: there are no subscriptions here.");
        assertThat(buttons(reply)).containsExactly(button("Topics", new Press.ShowTopics(0)));
    }
}
