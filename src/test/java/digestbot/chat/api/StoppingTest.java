package digestbot.chat.api;

import static digestbot.chat.api.ConversationFixture.GROUP;
import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.button.Press;
import digestbot.chat.api.Command.Target;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoppingTest {

    static final java.util.List<Command> RESUMING = java.util.List.of(
            new Command.Start(""),
            new Command.Start("trade"),
            new Command.Subscribe("trade", Target.DEFAULT),
            new Command.Pressed(Optional.of(new Press.Subscribe(2))),
            new Command.Pressed(Optional.of(new Press.Resume())));

    @TempDir
    Path folder;

    private ConversationFixture talk;

    @BeforeEach
    void open() throws Exception {
        talk = ConversationFixture.ofTwoTopics(folder);
        talk.privately(new Command.Subscribe("trade", Target.DEFAULT));
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void stopPausesTheChatKeepsItsSettingsAndOffersToResume() {
        talk.press("1:g:w:2:480");
        Reply reply = talk.privately(new Command.Stop());
        assertThat(told(reply)).startsWith("Whisper: Paused. Nothing will be delivered until you resume.");
        assertThat(buttons(reply)).containsExactly("Resume 1:r", "Settings 1:g");
        assertThat(talk.subscriber(PRIVATE).isStopped()).isTrue();
        assertThat(talk.topicsOf(PRIVATE)).containsExactly("trade");
        assertThat(told(talk.press("1:r"))).isEqualTo("Replace, page 0: Resumed. Digests will arrive again.");
        assertThat(talk.subscriber(PRIVATE).pausedWhy()).isEmpty();
        assertThat(told(talk.press("1:g"))).contains("every day 08:00");
    }

    @Test
    void aStoppedChatIsStillAnsweredAndToldThatItIsStopped() {
        talk.privately(new Command.Stop());
        assertThat(told(talk.privately(new Command.Today("")))).startsWith("Say: World Trade");
        Reply overview = talk.privately(new Command.Settings());
        assertThat(told(overview)).contains("Paused.").doesNotContain("next:");
        assertThat(told(talk.press("1:g:w:2:480"))).contains("Every day 08:00").doesNotContain("next:");
        assertThat(buttons(overview)).contains("Resume 1:r").doesNotContain("Pause all 1:x");
        Reply topics = talk.privately(new Command.Topics());
        assertThat(told(topics)).contains("Paused.");
        assertThat(buttons(topics)).contains("✓ World Trade 1:u:2", "Resume 1:r");
        assertThat(talk.subscriber(PRIVATE).isStopped()).isTrue();
    }

    @ParameterizedTest
    @FieldSource("RESUMING")
    void whoWantsSomethingAgainGetsItAgain(Command command) {
        talk.privately(new Command.Stop());
        assertThat(told(talk.privately(command))).doesNotContain("stopped");
        assertThat(talk.subscriber(PRIVATE).pausedWhy()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1:g", "1:t", "1:h", "1:n", "1:u:1", "1:g:w:2:480", "1:g:a:de", "1:v:3:o"})
    void nothingElseBringsAStoppedChatBack(String press) {
        talk.press("1:x");
        talk.press(press);
        talk.database.run(tx -> talk.subscriptions.back(tx, PRIVATE.chat()));
        assertThat(talk.subscriber(PRIVATE).isStopped()).isTrue();
    }

    @Test
    void aBlockedChatComesBackByBeingHeardOf() {
        talk.database.run(tx -> talk.subscriptions.unreachable(tx, PRIVATE.chat(), "blocked by the user"));
        talk.database.run(tx -> talk.subscriptions.back(tx, PRIVATE.chat()));
        assertThat(talk.subscriber(PRIVATE).pausedWhy()).isEmpty();
    }

    @Test
    void aMembersStartDoesNotResumeAStoppedGroup() {
        talk.asManager(new Command.Subscribe("trade", Target.DEFAULT));
        talk.asManager(new Command.Stop());
        talk.asMember(new Command.Start(""));
        assertThat(talk.subscriber(GROUP).isStopped()).isTrue();
        talk.asManager(new Command.Start(""));
        assertThat(talk.subscriber(GROUP).pausedWhy()).isEmpty();
    }

    @Test
    void whereNothingComesThereIsNothingToStop() {
        Reply reply = talk.asManager(new Command.Stop());
        assertThat(told(reply)).isEqualTo("Whisper: Nothing to pause: there are no subscriptions here.");
        assertThat(buttons(reply)).containsExactly("Topics 1:t");
    }
}
