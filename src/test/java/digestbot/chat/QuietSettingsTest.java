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

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws Exception {
        conversation.privately(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.press(new SettingsAction.SetZone(ZoneId.of("UTC"), new SettingsAction.Open(0, Screen.OVERVIEW)));
    }

    @Test
    void theTimeZoneIsAskedBeforeTheFirstQuietHours() {
        conversation.asManager(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        Reply asked = conversation.pressAsManager(new SettingsAction.Open(0, Screen.QUIET));
        conversation.assertSays("What time is it where you are?");
        Action berlin = pressOf(asked, "13:00 Berlin");
        conversation.pressAsManager(berlin);
        conversation.assertSays("Quiet hours\nTime zone: Berlin (now 13:00)\nWhen should I stay quiet?");
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
        conversation.press(new SettingsAction.Choose(0, "quiet", "none"));
        Reply shown = conversation.press(screen);
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
                        .map(press -> press instanceof SettingsAction.Choose choice
                                ? choice.setting() + (choice.setting().equals("quiet") ? choice.value() : "")
                                : press.getClass().getSimpleName())
                        .toList())
                .toList();
    }

    @GoldenTest
    void usualHoursAreATapAway() {
        conversation.press(new SettingsAction.Open(0, Screen.QUIET));
        conversation.press(new SettingsAction.Choose(0, "quiet", "2200-0700"));
        conversation.assertSays("Digests and announcements that are due in this period arrive at 07:00.");
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.assertStored(PRIVATE, "quiet=Optional[QuietHours[from=22:00, to=07:00]]");
    }

    @Test
    void stepsMoveEachEdgeAndLeapOverTheOther() {
        conversation.press(new SettingsAction.Choose(0, "quiet", "2200-0700"));
        conversation.press(new SettingsAction.Open(0, Screen.QUIET_FROM));
        conversation.assertSays("([22:00]", "[+15 min] Choose[topic=0, setting=quietfrom, value=2215]");
        conversation.press(new SettingsAction.Choose(0, "quietfrom", "2215"));
        conversation.press(new SettingsAction.Open(0, Screen.QUIET_UNTIL));
        conversation.assertSays("([07:00]", "[−1 h] Choose[topic=0, setting=quietuntil, value=0600]");
        conversation.press(new SettingsAction.Choose(0, "quietuntil", "0000"));
        conversation.assertStored(PRIVATE, "quiet=Optional[QuietHours[from=22:15, to=00:00]]");
        // A quarter to midnight, past midnight.
        conversation.press(new SettingsAction.Choose(0, "quietfrom", "2345"));
        conversation.assertSays("quiet 23:45–00:00");
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
        conversation.press(new SettingsAction.Choose(0, "quiet", "2300-0800"));
        conversation.press(press);
        assertThat(quiet()).isEmpty();
        assertThat(ConversationFixture.marked(conversation.press(new SettingsAction.Open(0, Screen.QUIET))))
                .containsExactly("Off");
    }

    /// For example a press in an old message, after the quiet hours were removed.
    @Test
    void anEdgeAloneGetsAUsualOther() {
        conversation.press(new SettingsAction.Choose(0, "quietfrom", "2300"));
        conversation.assertStored(PRIVATE, "QuietHours[from=23:00, to=07:00]");
        conversation.press(new SettingsAction.Choose(0, "quiet", "none"));
        conversation.press(new SettingsAction.Choose(0, "quietuntil", "0800"));
        conversation.assertStored(PRIVATE, "QuietHours[from=22:00, to=08:00]");
    }

    @Test
    void aTimeWithinThemSaysWhatHappens() {
        conversation.press(new SettingsAction.Choose(0, "quiet", "2200-0700"));
        conversation.press(new SettingsAction.Choose(2, "time", "2330"));
        conversation.assertSays(
                "Every day 23:30 · next: Sun 8 Feb 07:00",
                "That's within your quiet hours (22:00–07:00), so it will arrive at 07:00.");
        conversation.press(new SettingsAction.Choose(2, "time", "0700"));
        conversation.assertSays("next: Sat 7 Feb 07:00");
        conversation.assertSaysNot("within");
        conversation.press(new SettingsAction.Choose(2, "time", "none"));
        conversation.assertSaysNot("within");
    }

    @Test
    void theOverviewSaysWhenWhatIsHeldBackComes() {
        conversation.press(new SettingsAction.Choose(0, "quiet", "2200-0700"));
        conversation.press(new SettingsAction.Choose(2, "time", "2330"));
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.assertSays(
                "every day 23:30 · next: Sun 8 Feb 07:00\nTime zone: UTC (now 12:00) · quiet 22:00–07:00");
        conversation.press(new SettingsAction.Choose(2, "time", "none"));
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.assertSays("World Trade: all perspectives · immediately\n");
        conversation.owe("trade", 2, 1_770_447_600);
        conversation.privately(new SettingsAction.ShowSettings());
        conversation.assertSays("World Trade: all perspectives · immediately · next: Sat 7 Feb 07:00");
    }

    @Test
    void aGroupHasItsOwn() {
        conversation.asManager(new SubscribeAction.Subscribe("trade", Target.DEFAULT));
        conversation.pressAsManager(
                new SettingsAction.SetZone(ZoneId.of("UTC"), new SettingsAction.Open(0, Screen.OVERVIEW)));
        conversation.pressAsManager(new SettingsAction.Choose(0, "quiet", "2200-0700"));
        conversation.assertStored(PRIVATE, "quiet=Optional.empty");
        conversation.assertStored(ConversationFixture.GROUP, "quiet=Optional[QuietHours[from=22:00, to=07:00]]");
        conversation.asMember(pressed(new SettingsAction.Choose(0, "quiet", "none")));
        conversation.assertSays("Toast: Only admins of this chat can change that.");
    }

    private Optional<QuietHours> quiet() {
        return conversation.subscriber(PRIVATE).preferences().quiet();
    }
}
