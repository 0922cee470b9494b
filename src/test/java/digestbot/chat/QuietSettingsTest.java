package digestbot.chat;

import static digestbot.chat.ConversationFixture.PRIVATE;
import static digestbot.chat.ConversationFixture.button;
import static digestbot.chat.ConversationFixture.pressOf;
import static digestbot.chat.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.QuietHours;
import digestbot.content.Button;
import digestbot.content.action.Action;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.Target;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@InConversation
class QuietSettingsTest {

    private ConversationFixture chat;

    @BeforeEach
    void prepare() throws Exception {
        chat.privately(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        chat.press(new SettingsAction.SetZone(ZoneId.of("UTC"), new SettingsAction.Open(0, Screen.OVERVIEW)));
    }

    @Test
    void theTimeZoneIsAskedBeforeTheFirstQuietHours() {
        chat.asManager(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        Reply asked = chat.pressAsManager(new SettingsAction.Open(0, Screen.QUIET));
        chat.assertSays("What time is it where you are?");
        Action berlin = pressOf(asked, "13:00 Berlin");
        chat.pressAsManager(berlin);
        chat.assertSays("Quiet hours\nTime zone: Berlin (now 13:00)\nWhen should I stay quiet?");
    }

    /// A reader who taps several times in a row must hit the same button.
    @Test
    void noButtonMovesWhenOneIsPressed() {
        staysInPlace(new SettingsAction.Open(0, Screen.QUIET));
        staysInPlace(new SettingsAction.Open(0, Screen.QUIET_FROM));
        staysInPlace(new SettingsAction.Open(0, Screen.QUIET_UNTIL));
    }

    /// Presses each button of the screen twice, except those that lead to another screen.
    private void staysInPlace(SettingsAction screen) {
        chat.press(new SettingsAction.Choose(0, "quiet", "none"));
        Reply shown = chat.press(screen);
        List<List<String>> before = places(shown);
        List<Action> presses = ConversationFixture.content(shown).buttons().stream()
                .flatMap(List::stream)
                .map(Button::action)
                .map(Button.Action.Callback.class::cast)
                .map(Button.Action.Callback::press)
                .filter(SettingsAction.Choose.class::isInstance)
                .toList();
        assertThat(presses).hasSizeGreaterThan(4);
        for (Action press : presses) {
            assertThat(places(chat.press(press))).as("after %s", press).isEqualTo(before);
            assertThat(places(chat.press(press))).as("after %s again", press).isEqualTo(before);
        }
    }

    /// The kinds of the buttons, row after row; common periods are compared by their times, too.
    private static List<List<String>> places(Reply reply) {
        return ConversationFixture.content(reply).buttons().stream()
                .map(row -> row.stream()
                        .map(button -> ((Button.Action.Callback) button.action()).press())
                        .map(press -> press instanceof SettingsAction.Choose choice
                                ? choice.setting() + (choice.setting().equals("quiet") ? choice.value() : "")
                                : press.getClass().getSimpleName())
                        .toList())
                .toList();
    }

    @GoldenTest
    void usualHoursAreATapAway() {
        chat.press(new SettingsAction.Open(0, Screen.QUIET));
        chat.press(new SettingsAction.Choose(0, "quiet", "2200-0700"));
        chat.assertSays("Digests and announcements that are due in this period arrive at 07:00.");
        chat.privately(new SettingsAction.ShowSettings());
        chat.assertStored(PRIVATE, "quiet=Optional[QuietHours[from=22:00, to=07:00]]");
    }

    @Test
    void stepsMoveEachEdgeAndLeapOverTheOther() {
        chat.press(new SettingsAction.Choose(0, "quiet", "2200-0700"));
        chat.press(new SettingsAction.Open(0, Screen.QUIET_FROM));
        chat.assertSays("([22:00]", "[+15 min] Choose[topic=0, setting=quietfrom, value=2215]");
        chat.press(new SettingsAction.Choose(0, "quietfrom", "2215"));
        chat.press(new SettingsAction.Open(0, Screen.QUIET_UNTIL));
        chat.assertSays("([07:00]", "[−1 h] Choose[topic=0, setting=quietuntil, value=0600]");
        chat.press(new SettingsAction.Choose(0, "quietuntil", "0000"));
        chat.assertStored(PRIVATE, "quiet=Optional[QuietHours[from=22:15, to=00:00]]");
        // A quarter to midnight, past midnight.
        chat.assertPress(new SettingsAction.Choose(0, "quietfrom", "2345"), "quiet 23:45–00:00");
    }

    static List<SettingsAction> pressesThatEndQuietHours() {
        return List.of(
                new SettingsAction.Choose(0, "quiet", "none"),
                new SettingsAction.Choose(0, "quiet", "0800-0800"),
                new SettingsAction.Choose(0, "quietfrom", "0800"),
                new SettingsAction.Choose(0, "quietuntil", "2300"));
    }

    @ParameterizedTest
    @MethodSource("pressesThatEndQuietHours")
    void startAndEndAtTheSameTimeAreNone(SettingsAction press) {
        chat.press(new SettingsAction.Choose(0, "quiet", "2300-0800"));
        chat.press(press);
        assertThat(quiet()).isEmpty();
        assertThat(ConversationFixture.marked(chat.press(new SettingsAction.Open(0, Screen.QUIET))))
                .containsExactly("Off");
    }

    /// For example a press in an old message, after the quiet hours were removed.
    @Test
    void anEdgeAloneGetsAUsualOther() {
        chat.press(new SettingsAction.Choose(0, "quietfrom", "2300"));
        chat.assertStored(PRIVATE, "QuietHours[from=23:00, to=07:00]");
        chat.press(new SettingsAction.Choose(0, "quiet", "none"));
        chat.press(new SettingsAction.Choose(0, "quietuntil", "0800"));
        chat.assertStored(PRIVATE, "QuietHours[from=22:00, to=08:00]");
    }

    @Test
    void aTimeWithinThemSaysWhatHappens() {
        chat.press(new SettingsAction.Choose(0, "quiet", "2200-0700"));
        chat.press(new SettingsAction.Choose(2, "time", "2330"));
        chat.assertSays(
                "Every day 23:30 · next: Sun 8 Feb 07:00",
                "That's within your quiet hours (22:00–07:00), so it will arrive at 07:00.");
        chat.assertPress(new SettingsAction.Choose(2, "time", "0700"), "next: Sat 7 Feb 07:00");
        chat.assertSaysNot("within");
        chat.press(new SettingsAction.Choose(2, "time", "none"));
        chat.assertSaysNot("within");
    }

    @Test
    void theOverviewSaysWhenWhatIsHeldBackComes() {
        chat.press(new SettingsAction.Choose(0, "quiet", "2200-0700"));
        chat.press(new SettingsAction.Choose(2, "time", "2330"));
        chat.privately(new SettingsAction.ShowSettings());
        chat.assertSays("every day 23:30 · next: Sun 8 Feb 07:00\nTime zone: UTC (now 12:00) · quiet 22:00–07:00");
        chat.press(new SettingsAction.Choose(2, "time", "none"));
        chat.assertAnswers(new SettingsAction.ShowSettings(), "World Trade: all perspectives · immediately\n");
        chat.owe("trade", 2, 1_770_447_600);
        chat.privately(new SettingsAction.ShowSettings());
        chat.assertSays("World Trade: all perspectives · immediately · next: Sat 7 Feb 07:00");
    }

    @Test
    void aGroupHasItsOwn() {
        chat.asManager(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        chat.pressAsManager(new SettingsAction.SetZone(ZoneId.of("UTC"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        chat.pressAsManager(new SettingsAction.Choose(0, "quiet", "2200-0700"));
        chat.assertStored(PRIVATE, "quiet=Optional.empty");
        chat.assertStored(ConversationFixture.GROUP, "quiet=Optional[QuietHours[from=22:00, to=07:00]]");
        chat.asMember(pressed(new SettingsAction.Choose(0, "quiet", "none")));
        chat.assertSays("Toast: Only admins of this chat can change that.");
    }

    private Optional<QuietHours> quiet() {
        return chat.subscriber(PRIVATE).preferences().quiet();
    }
}
