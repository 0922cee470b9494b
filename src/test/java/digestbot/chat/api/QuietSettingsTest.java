package digestbot.chat.api;

import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.pressOf;
import static digestbot.chat.api.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.action.AfterZoneChoice;
import digestbot.action.Press;
import digestbot.action.SettingsPress;
import digestbot.audience.QuietHours;
import digestbot.chat.api.Command.Target;
import digestbot.content.Button;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@InConversation(golden = true)
class QuietSettingsTest {

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws Exception {
        conversation.privately(new Command.Subscribe("trade", Target.DEFAULT));
        conversation.press(new SettingsPress.SetZone(ZoneId.of("UTC"), new AfterZoneChoice.Settings()));
    }

    @Test
    void theTimeZoneIsAskedBeforeTheFirstQuietHours() {
        conversation.asManager(new Command.Subscribe("trade", Target.DEFAULT));
        Reply asked = conversation.pressAsManager(new SettingsPress.ShowQuietHours());
        Press berlin = pressOf(asked, "13:00 Berlin");
        conversation.pressAsManager(berlin);
    }

    /// A reader who taps several times in a row must hit the same button.
    @Test
    void noButtonMovesWhenOneIsPressed() {
        staysInPlace(new SettingsPress.ShowQuietHours());
        staysInPlace(new SettingsPress.ChooseQuietFrom());
        staysInPlace(new SettingsPress.ChooseQuietTo());
    }

    /// Presses each button of the screen twice, except those that lead to another screen.
    private void staysInPlace(SettingsPress screen) {
        conversation.press(new SettingsPress.NoQuiet());
        Reply shown = conversation.press(screen);
        List<List<String>> before = places(shown);
        List<Press> presses = ConversationFixture.content(shown).buttons().stream()
                .flatMap(List::stream)
                .map(Button::action)
                .map(Button.Action.Callback.class::cast)
                .map(Button.Action.Callback::press)
                .filter(press -> press instanceof SettingsPress.QuietHoursPress
                        && !(press instanceof SettingsPress.ChooseQuietFrom)
                        && !(press instanceof SettingsPress.ChooseQuietTo)
                        && !(press instanceof SettingsPress.ShowQuietHours))
                .toList();
        assertThat(presses).hasSizeGreaterThan(6);
        for (Press press : presses) {
            assertThat(places(conversation.press(press))).as("after %s", press).isEqualTo(before);
            assertThat(places(conversation.press(press)))
                    .as("after %s again", press)
                    .isEqualTo(before);
        }
    }

    /// The kinds of the buttons, row after row; common periods are compared by their times, too.
    private static List<List<String>> places(Reply reply) {
        return ConversationFixture.content(reply).buttons().stream()
                .map(row -> row.stream()
                        .map(button -> ((Button.Action.Callback) button.action()).press())
                        .map(press -> press instanceof SettingsPress.SetQuiet
                                ? press.toString()
                                : press.getClass().getSimpleName())
                        .toList())
                .toList();
    }

    @Test
    void usualHoursAndTheModeAreATapAway() {
        conversation.press(new SettingsPress.ShowQuietHours());
        conversation.press(new SettingsPress.SetQuiet(1320, 420));
        conversation.privately(new Command.Settings());
        conversation.stored(PRIVATE);
        conversation.press(new SettingsPress.SetQuietMode(QuietHours.Mode.SILENT));
        conversation.press(new SettingsPress.SetQuiet(1380, 480));
        // Other hours, the same mode.
        conversation.stored(PRIVATE);
        conversation.press(new SettingsPress.SetQuietMode(QuietHours.Mode.HOLD));
        conversation.stored(PRIVATE);
    }

    @Test
    void stepsMoveEachEdgeAndLeapOverTheOther() {
        conversation.press(new SettingsPress.SetQuiet(1320, 420));
        conversation.press(new SettingsPress.ChooseQuietFrom());
        conversation.press(new SettingsPress.QuietFrom(1335));
        conversation.press(new SettingsPress.ChooseQuietTo());
        conversation.press(new SettingsPress.QuietTo(0));
        conversation.stored(PRIVATE);
        // A quarter to midnight, past midnight.
        conversation.press(new SettingsPress.QuietFrom(1425));
    }

    static List<SettingsPress> pressesThatEndQuietHours() {
        return List.of(
                new SettingsPress.NoQuiet(),
                new SettingsPress.SetQuiet(480, 480),
                new SettingsPress.QuietFrom(480),
                new SettingsPress.QuietTo(1380));
    }

    @ParameterizedTest
    @MethodSource("pressesThatEndQuietHours")
    void startAndEndAtTheSameTimeAreNone(SettingsPress press) {
        conversation.press(new SettingsPress.SetQuiet(1380, 480));
        conversation.press(press);
        assertThat(quiet()).isEmpty();
        assertThat(ConversationFixture.marked(conversation.press(new SettingsPress.ShowQuietHours())))
                .containsExactly("Off");
    }

    /// For example a press in an old message, after the quiet hours were removed.
    @Test
    void anEdgeAloneGetsAUsualOther() {
        conversation.press(new SettingsPress.QuietFrom(1380));
        conversation.stored(PRIVATE);
        conversation.press(new SettingsPress.NoQuiet());
        conversation.press(new SettingsPress.QuietTo(480));
        conversation.stored(PRIVATE);
        conversation.press(new SettingsPress.NoQuiet());
        conversation.press(new SettingsPress.SetQuietMode(QuietHours.Mode.SILENT));
        conversation.stored(PRIVATE);
    }

    @Test
    void aTimeWithinThemSaysWhatHappens() {
        conversation.press(new SettingsPress.SetQuiet(1320, 420));
        conversation.press(new SettingsPress.SetTime(2, 1410));
        conversation.press(new SettingsPress.SetTime(2, 420));
        conversation.press(new SettingsPress.SetQuietMode(QuietHours.Mode.SILENT));
        conversation.press(new SettingsPress.SetTime(2, 1410));
        conversation.press(new SettingsPress.DeliverImmediately(2));
    }

    @Test
    void theOverviewSaysWhenWhatIsHeldBackComes() {
        conversation.press(new SettingsPress.SetQuiet(1320, 420));
        conversation.press(new SettingsPress.SetTime(2, 1410));
        conversation.privately(new Command.Settings());
        conversation.press(new SettingsPress.DeliverImmediately(2));
        conversation.privately(new Command.Settings());
        conversation.owe("trade", 2, 1_770_447_600);
        conversation.privately(new Command.Settings());
    }

    @Test
    void aGroupHasItsOwn() {
        conversation.asManager(new Command.Subscribe("trade", Target.DEFAULT));
        conversation.pressAsManager(new SettingsPress.SetZone(ZoneId.of("UTC"), new AfterZoneChoice.Settings()));
        conversation.pressAsManager(new SettingsPress.SetQuiet(1320, 420));
        conversation.stored(PRIVATE);
        conversation.stored(ConversationFixture.GROUP);
        conversation.asMember(pressed(new SettingsPress.NoQuiet()));
    }

    private Optional<QuietHours> quiet() {
        return conversation.subscriber(PRIVATE).preferences().quiet();
    }
}
