package digestbot.chat.api;

import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.pressOf;
import static digestbot.chat.api.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.action.Action;
import digestbot.action.AfterZoneChoice;
import digestbot.action.SettingsAction;
import digestbot.action.SubscribeAction;
import digestbot.action.SubscribeAction.Target;
import digestbot.audience.QuietHours;
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
        conversation.privately(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.press(new SettingsAction.SetZone(ZoneId.of("UTC"), new AfterZoneChoice.Settings()));
    }

    @Test
    void theTimeZoneIsAskedBeforeTheFirstQuietHours() {
        conversation.asManager(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        Reply asked = conversation.pressAsManager(new SettingsAction.ShowQuietHours());
        Action berlin = pressOf(asked, "13:00 Berlin");
        conversation.pressAsManager(berlin);
    }

    /// A reader who taps several times in a row must hit the same button.
    @Test
    void noButtonMovesWhenOneIsPressed() {
        staysInPlace(new SettingsAction.ShowQuietHours());
        staysInPlace(new SettingsAction.ChooseQuietFrom());
        staysInPlace(new SettingsAction.ChooseQuietTo());
    }

    /// Presses each button of the screen twice, except those that lead to another screen.
    private void staysInPlace(SettingsAction screen) {
        conversation.press(new SettingsAction.NoQuiet());
        Reply shown = conversation.press(screen);
        List<List<String>> before = places(shown);
        List<Action> presses = ConversationFixture.content(shown).buttons().stream()
                .flatMap(List::stream)
                .map(Button::action)
                .map(Button.Action.Callback.class::cast)
                .map(Button.Action.Callback::press)
                .filter(press -> press instanceof SettingsAction.QuietHoursPress
                        && !(press instanceof SettingsAction.ChooseQuietFrom)
                        && !(press instanceof SettingsAction.ChooseQuietTo)
                        && !(press instanceof SettingsAction.ShowQuietHours))
                .toList();
        assertThat(presses).hasSizeGreaterThan(6);
        for (Action press : presses) {
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
                        .map(press -> press instanceof SettingsAction.SetQuiet
                                ? press.toString()
                                : press.getClass().getSimpleName())
                        .toList())
                .toList();
    }

    @Test
    void usualHoursAndTheModeAreATapAway() {
        conversation.press(new SettingsAction.ShowQuietHours());
        conversation.press(new SettingsAction.SetQuiet(1320, 420));
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.stored(PRIVATE);
        conversation.press(new SettingsAction.SetQuietMode(QuietHours.Mode.SILENT));
        conversation.press(new SettingsAction.SetQuiet(1380, 480));
        // Other hours, the same mode.
        conversation.stored(PRIVATE);
        conversation.press(new SettingsAction.SetQuietMode(QuietHours.Mode.HOLD));
        conversation.stored(PRIVATE);
    }

    @Test
    void stepsMoveEachEdgeAndLeapOverTheOther() {
        conversation.press(new SettingsAction.SetQuiet(1320, 420));
        conversation.press(new SettingsAction.ChooseQuietFrom());
        conversation.press(new SettingsAction.QuietFrom(1335));
        conversation.press(new SettingsAction.ChooseQuietTo());
        conversation.press(new SettingsAction.QuietTo(0));
        conversation.stored(PRIVATE);
        // A quarter to midnight, past midnight.
        conversation.press(new SettingsAction.QuietFrom(1425));
    }

    static List<SettingsAction> pressesThatEndQuietHours() {
        return List.of(
                new SettingsAction.NoQuiet(),
                new SettingsAction.SetQuiet(480, 480),
                new SettingsAction.QuietFrom(480),
                new SettingsAction.QuietTo(1380));
    }

    @ParameterizedTest
    @MethodSource("pressesThatEndQuietHours")
    void startAndEndAtTheSameTimeAreNone(SettingsAction press) {
        conversation.press(new SettingsAction.SetQuiet(1380, 480));
        conversation.press(press);
        assertThat(quiet()).isEmpty();
        assertThat(ConversationFixture.marked(conversation.press(new SettingsAction.ShowQuietHours())))
                .containsExactly("Off");
    }

    /// For example a press in an old message, after the quiet hours were removed.
    @Test
    void anEdgeAloneGetsAUsualOther() {
        conversation.press(new SettingsAction.QuietFrom(1380));
        conversation.stored(PRIVATE);
        conversation.press(new SettingsAction.NoQuiet());
        conversation.press(new SettingsAction.QuietTo(480));
        conversation.stored(PRIVATE);
        conversation.press(new SettingsAction.NoQuiet());
        conversation.press(new SettingsAction.SetQuietMode(QuietHours.Mode.SILENT));
        conversation.stored(PRIVATE);
    }

    @Test
    void aTimeWithinThemSaysWhatHappens() {
        conversation.press(new SettingsAction.SetQuiet(1320, 420));
        conversation.press(new SettingsAction.SetTime(2, 1410));
        conversation.press(new SettingsAction.SetTime(2, 420));
        conversation.press(new SettingsAction.SetQuietMode(QuietHours.Mode.SILENT));
        conversation.press(new SettingsAction.SetTime(2, 1410));
        conversation.press(new SettingsAction.DeliverImmediately(2));
    }

    @Test
    void theOverviewSaysWhenWhatIsHeldBackComes() {
        conversation.press(new SettingsAction.SetQuiet(1320, 420));
        conversation.press(new SettingsAction.SetTime(2, 1410));
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.press(new SettingsAction.DeliverImmediately(2));
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.owe("trade", 2, 1_770_447_600);
        conversation.privately(new SettingsAction.ShowSettings());
    }

    @Test
    void aGroupHasItsOwn() {
        conversation.asManager(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.pressAsManager(new SettingsAction.SetZone(ZoneId.of("UTC"), new AfterZoneChoice.Settings()));
        conversation.pressAsManager(new SettingsAction.SetQuiet(1320, 420));
        conversation.stored(PRIVATE);
        conversation.stored(ConversationFixture.GROUP);
        conversation.asMember(pressed(new SettingsAction.NoQuiet()));
    }

    private Optional<QuietHours> quiet() {
        return conversation.subscriber(PRIVATE).preferences().quiet();
    }
}
