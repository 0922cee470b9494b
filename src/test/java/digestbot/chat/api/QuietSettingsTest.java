package digestbot.chat.api;

import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.pressOf;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.QuietHours;
import digestbot.audience.QuietHours.Mode;
import digestbot.button.AfterZoneChoice;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command.Target;
import digestbot.content.Button;
import java.time.LocalTime;
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
        conversation.privately(new Command.Subscribe("trade", Target.DEFAULT));
        conversation.press(new SettingsPress.SetZone(ZoneId.of("UTC")));
    }

    @Test
    void theTimeZoneIsAskedBeforeTheFirstQuietHours() {
        conversation.asManager(new Command.Subscribe("trade", Target.DEFAULT));
        Reply asked = conversation.pressAsManager(new SettingsPress.ShowQuietHours());
        assertThat(told(asked)).contains("Time zone: not chosen yet", "What time is it where you are?");
        Press berlin = pressOf(asked, "13:00 Berlin");
        assertThat(told(conversation.pressAsManager(berlin))).isEqualTo("""
                Replace, page 0: Quiet hours
                Time zone: Europe/Berlin (now 13:00)
                When should I stay quiet? The period may cross midnight.""");
    }

    /// Whoever taps several times in a row must hit the same button.
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

    /// The kinds of the buttons, row after row; a common period is the same one.
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
    void usualHoursAreATapAway() {
        Reply none = conversation.press(new SettingsPress.ShowQuietHours());
        assertThat(told(none)).isEqualTo("""
                Replace, page 0: Quiet hours
                Time zone: UTC (now 12:00)
                When should I stay quiet? The period may cross midnight.""");
        assertThat(buttons(none))
                .containsExactly(
                        button("21:00–06:00", new SettingsPress.SetQuiet(1260, 360)),
                        button("22:00–07:00", new SettingsPress.SetQuiet(1320, 420)),
                        button("23:00–07:00", new SettingsPress.SetQuiet(1380, 420)),
                        button("23:00–08:00", new SettingsPress.SetQuiet(1380, 480)),
                        button("From 22:00", new SettingsPress.ChooseQuietFrom()),
                        button("Until 07:00", new SettingsPress.ChooseQuietTo()),
                        button("Deliver afterwards", new SettingsPress.SetQuietMode(Mode.HOLD)),
                        button("Deliver silently", new SettingsPress.SetQuietMode(Mode.SILENT)),
                        button("Off", new SettingsPress.NoQuiet()),
                        button("Time zone", new SettingsPress.ShowCities(0, new AfterZoneChoice.QuietHours())),
                        button("‹ Back", new SettingsPress.ShowSettings()));
        assertThat(marked(none)).containsExactly("Off");
        Reply chosen = conversation.press(new SettingsPress.SetQuiet(1320, 420));
        assertThat(told(chosen)).isEqualTo("""
                Replace, page 0: Quiet hours
                Time zone: UTC (now 12:00) · quiet 22:00–07:00
                Digests due in this period arrive at 07:00. Announcements arrive silently.""");
        assertThat(marked(chosen)).containsExactly("22:00–07:00", "Deliver afterwards");
        assertThat(places(chosen)).as("the places of the buttons").isEqualTo(places(none));
        assertThat(told(conversation.privately(new Command.Settings())))
                .endsWith("Time zone: UTC (now 12:00) · quiet 22:00–07:00 · English");
        assertThat(quiet()).contains(hours("22:00", "07:00", Mode.HOLD));
    }

    @Test
    void stepsMoveEachEdgeAndLeapOverTheOther() {
        conversation.press(new SettingsPress.SetQuiet(1320, 420));
        Reply start = conversation.press(new SettingsPress.ChooseQuietFrom());
        assertThat(marked(start)).containsExactly("22:00");
        assertThat(buttons(start))
                .startsWith(button("18:00", new SettingsPress.QuietFrom(1080)))
                .endsWith(
                        button("02:00", new SettingsPress.QuietFrom(120)),
                        button("−1 h", new SettingsPress.QuietFrom(1260)),
                        button("−15 min", new SettingsPress.QuietFrom(1305)),
                        button("+15 min", new SettingsPress.QuietFrom(1335)),
                        button("+1 h", new SettingsPress.QuietFrom(1380)),
                        button("‹ Back", new SettingsPress.ShowQuietHours()));
        Reply quarterPast = conversation.press(new SettingsPress.QuietFrom(1335));
        assertThat(places(quarterPast)).as("the places of the buttons").isEqualTo(places(start));
        assertThat(marked(conversation.press(new SettingsPress.ChooseQuietTo())))
                .containsExactly("07:00");
        Reply late = conversation.press(new SettingsPress.QuietTo(0));
        assertThat(quiet()).contains(hours("22:15", "00:00", Mode.HOLD));
        assertThat(buttons(late))
                .contains(
                        button("−15 min", new SettingsPress.QuietTo(1425)),
                        button("+1 h", new SettingsPress.QuietTo(60)));
        assertThat(buttons(conversation.press(new SettingsPress.QuietFrom(1425))))
                .as("a quarter to midnight, past midnight")
                .contains(button("+15 min", new SettingsPress.QuietFrom(15)));
    }

    @Test
    void theModeIsAChoice() {
        conversation.press(new SettingsPress.SetQuiet(1320, 420));
        Reply silent = conversation.press(new SettingsPress.SetQuietMode(QuietHours.Mode.SILENT));
        assertThat(told(silent)).contains("silent 22:00–07:00").endsWith("Digests due in this period arrive silently.");
        assertThat(marked(silent)).contains("Deliver silently");
        conversation.press(new SettingsPress.SetQuiet(1380, 480));
        assertThat(quiet()).as("other hours, the same mode").contains(hours("23:00", "08:00", Mode.SILENT));
        conversation.press(new SettingsPress.SetQuietMode(QuietHours.Mode.HOLD));
        assertThat(quiet()).contains(hours("23:00", "08:00", Mode.HOLD));
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
        assertThat(marked(conversation.press(new SettingsPress.ShowQuietHours())))
                .containsExactly("Off");
    }

    /// For example a press in an old message, after the quiet hours were taken away.
    @Test
    void anEdgeAloneGetsAUsualOther() {
        conversation.press(new SettingsPress.QuietFrom(1380));
        assertThat(quiet()).contains(hours("23:00", "07:00", Mode.HOLD));
        conversation.press(new SettingsPress.NoQuiet());
        conversation.press(new SettingsPress.QuietTo(480));
        assertThat(quiet()).contains(hours("22:00", "08:00", Mode.HOLD));
        conversation.press(new SettingsPress.NoQuiet());
        conversation.press(new SettingsPress.SetQuietMode(QuietHours.Mode.SILENT));
        assertThat(quiet()).contains(hours("22:00", "07:00", Mode.SILENT));
    }

    @Test
    void aTimeWithinThemSaysWhatHappens() {
        conversation.press(new SettingsPress.SetQuiet(1320, 420));
        assertThat(told(conversation.press(new SettingsPress.SetTime(2, 1410)))).isEqualTo("""
                Replace, page 0: World Trade
                Every day 23:30 · next: Sun 8 Feb 07:00
                Time zone: UTC (now 12:00)
                That's within your quiet hours (22:00–07:00), so it will arrive at 07:00.
                When should it arrive?""");
        assertThat(told(conversation.press(new SettingsPress.SetTime(2, 420)))).doesNotContain("quiet hours (");
        conversation.press(new SettingsPress.SetQuietMode(QuietHours.Mode.SILENT));
        assertThat(told(conversation.press(new SettingsPress.SetTime(2, 1410))))
                .contains("next: Sat 7 Feb 23:30")
                .contains("That's within your quiet hours (22:00–07:00), so it will arrive silently.");
        assertThat(told(conversation.press(new SettingsPress.DeliverImmediately(2))))
                .doesNotContain("quiet hours (");
    }

    @Test
    void theOverviewSaysWhenWhatIsHeldBackComes() {
        conversation.press(new SettingsPress.SetQuiet(1320, 420));
        conversation.press(new SettingsPress.SetTime(2, 1410));
        assertThat(told(conversation.privately(new Command.Settings())))
                .contains("World Trade: all perspectives · every day 23:30 · next: Sun 8 Feb 07:00");
        conversation.press(new SettingsPress.DeliverImmediately(2));
        assertThat(told(conversation.privately(new Command.Settings())))
                .contains("World Trade: all perspectives · immediately\n");
        conversation.database.writeWithoutResult(tx -> {
            tx.handle().execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at)
                    SELECT number, platform, 'digest', 1, 1770447600000, 1770447600000, 0 FROM subscriber""");
            tx.handle().execute("""
                    INSERT INTO delivery_item (delivery, ordinal, digest, subscription)
                    SELECT d.number, 0, 2, s.number FROM delivery d, subscription s WHERE s.topic = 'trade'""");
        });
        assertThat(told(conversation.privately(new Command.Settings())))
                .contains("World Trade: all perspectives · immediately · next: Sat 7 Feb 07:00");
    }

    @Test
    void aGroupHasItsOwn() {
        conversation.asManager(new Command.Subscribe("trade", Target.DEFAULT));
        conversation.pressAsManager(new SettingsPress.SetZone(ZoneId.of("UTC")));
        conversation.pressAsManager(new SettingsPress.SetQuiet(1320, 420));
        assertThat(quiet()).isEmpty();
        assertThat(conversation
                        .subscriber(ConversationFixture.GROUP)
                        .preferences()
                        .quiet())
                .contains(hours("22:00", "07:00", Mode.HOLD));
        assertThat(told(conversation.asMember(new Command.Pressed(Optional.of(new SettingsPress.NoQuiet())))))
                .startsWith("Toast: ");
    }

    private Optional<QuietHours> quiet() {
        return conversation.subscriber(PRIVATE).preferences().quiet();
    }

    private static QuietHours hours(String from, String to, Mode mode) {
        return new QuietHours(LocalTime.parse(from), LocalTime.parse(to), mode);
    }

    private static List<String> marked(Reply reply) {
        return ConversationFixture.content(reply).buttons().stream()
                .flatMap(List::stream)
                .filter(Button::current)
                .map(Button::label)
                .toList();
    }
}
