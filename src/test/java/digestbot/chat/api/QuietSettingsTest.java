package digestbot.chat.api;

import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.QuietHours;
import digestbot.audience.QuietHours.Mode;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command.Target;
import digestbot.content.Button;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuietSettingsTest {

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
    void usualHoursAreATapAway() {
        Reply none = talk.press(new SettingsPress.Quiet());
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
                        button("Off", new SettingsPress.NoQuiet()),
                        button("‹ Back", new SettingsPress.Overview()));
        assertThat(marked(none)).containsExactly("Off");
        Reply chosen = talk.press(new SettingsPress.SetQuiet(1320, 420));
        assertThat(told(chosen)).isEqualTo("""
                Replace, page 0: Quiet hours
                Time zone: UTC (now 12:00) · quiet 22:00–07:00
                Digests due in this period arrive at 07:00. Announcements arrive silently.""");
        assertThat(marked(chosen)).containsExactly("22:00", "07:00", "22:00–07:00", "Deliver afterwards");
        assertThat(told(talk.privately(new Command.Settings())))
                .endsWith("Time zone: UTC (now 12:00) · quiet 22:00–07:00 · English");
        assertThat(quiet()).contains(hours("22:00", "07:00", Mode.HOLD));
    }

    @Test
    void stepsMoveEachEdgeAndLeapOverTheOther() {
        Reply night = talk.press(new SettingsPress.SetQuiet(1320, 420));
        assertThat(buttons(night))
                .startsWith(
                        button("−1 h", new SettingsPress.QuietFrom(1260)),
                        button("−15 min", new SettingsPress.QuietFrom(1305)),
                        button("22:00", new SettingsPress.QuietFrom(1320)),
                        button("+15 min", new SettingsPress.QuietFrom(1335)),
                        button("+1 h", new SettingsPress.QuietFrom(1380)),
                        button("−1 h", new SettingsPress.QuietTo(360)));
        talk.press(new SettingsPress.QuietFrom(1335));
        Reply late = talk.press(new SettingsPress.QuietTo(0));
        assertThat(quiet()).contains(hours("22:15", "00:00", Mode.HOLD));
        assertThat(buttons(late))
                .contains(
                        button("−15 min", new SettingsPress.QuietTo(1425)),
                        button("+1 h", new SettingsPress.QuietTo(60)));
        assertThat(buttons(talk.press(new SettingsPress.QuietFrom(1425))))
                .as("a quarter to midnight, to midnight")
                .contains(
                        button("+15 min", new SettingsPress.QuietFrom(15)),
                        button("−15 min", new SettingsPress.QuietTo(1410)));
    }

    @Test
    void theModeIsAChoice() {
        talk.press(new SettingsPress.SetQuiet(1320, 420));
        Reply silent = talk.press(new SettingsPress.SetQuietMode(QuietHours.Mode.SILENT));
        assertThat(told(silent)).contains("silent 22:00–07:00").endsWith("Digests due in this period arrive silently.");
        assertThat(marked(silent)).contains("Deliver silently");
        talk.press(new SettingsPress.SetQuiet(1380, 480));
        assertThat(quiet()).as("other hours, the same mode").contains(hours("23:00", "08:00", Mode.SILENT));
        talk.press(new SettingsPress.SetQuietMode(QuietHours.Mode.HOLD));
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
        talk.press(new SettingsPress.SetQuiet(1380, 480));
        assertThat(marked(talk.press(press))).containsExactly("Off");
        assertThat(quiet()).isEmpty();
    }

    /// Such as a press in an old message, after the quiet hours were taken away.
    @Test
    void anEdgeAloneGetsAUsualOther() {
        talk.press(new SettingsPress.QuietFrom(1380));
        assertThat(quiet()).contains(hours("23:00", "07:00", Mode.HOLD));
        talk.press(new SettingsPress.NoQuiet());
        talk.press(new SettingsPress.QuietTo(480));
        assertThat(quiet()).contains(hours("22:00", "08:00", Mode.HOLD));
        talk.press(new SettingsPress.NoQuiet());
        talk.press(new SettingsPress.SetQuietMode(QuietHours.Mode.SILENT));
        assertThat(quiet()).contains(hours("22:00", "07:00", Mode.SILENT));
    }

    @Test
    void aTimeWithinThemSaysWhatHappens() {
        talk.press(new SettingsPress.SetQuiet(1320, 420));
        assertThat(told(talk.press(new SettingsPress.SetTime(2, 1410)))).isEqualTo("""
                Replace, page 0: World Trade
                Every day 23:30 · next: Sun 8 Feb 07:00
                Time zone: UTC (now 12:00)
                That's within your quiet hours (22:00–07:00), so it will arrive at 07:00.
                When should it arrive?""");
        assertThat(told(talk.press(new SettingsPress.SetTime(2, 420)))).doesNotContain("quiet hours (");
        talk.press(new SettingsPress.SetQuietMode(QuietHours.Mode.SILENT));
        assertThat(told(talk.press(new SettingsPress.SetTime(2, 1410))))
                .contains("next: Sat 7 Feb 23:30")
                .contains("That's within your quiet hours (22:00–07:00), so it will arrive silently.");
        assertThat(told(talk.press(new SettingsPress.AtOnce(2)))).doesNotContain("quiet hours (");
    }

    @Test
    void theOverviewSaysWhenWhatIsHeldBackComes() {
        talk.press(new SettingsPress.SetQuiet(1320, 420));
        talk.press(new SettingsPress.SetTime(2, 1410));
        assertThat(told(talk.privately(new Command.Settings())))
                .contains("World Trade: all perspectives · every day 23:30 · next: Sun 8 Feb 07:00");
        talk.press(new SettingsPress.AtOnce(2));
        assertThat(told(talk.privately(new Command.Settings())))
                .contains("World Trade: all perspectives · immediately\n");
        talk.database.run(tx -> {
            tx.handle().execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at)
                    SELECT number, platform, 'digest', 1, 1770447600000, 1770447600000, 0 FROM subscriber""");
            tx.handle().execute("""
                    INSERT INTO delivery_item (delivery, ordinal, digest, subscription)
                    SELECT d.number, 0, 2, s.number FROM delivery d, subscription s WHERE s.topic = 'trade'""");
        });
        assertThat(told(talk.privately(new Command.Settings())))
                .contains("World Trade: all perspectives · immediately · next: Sat 7 Feb 07:00");
    }

    @Test
    void aGroupHasItsOwn() {
        talk.asManager(new Command.Subscribe("trade", Target.DEFAULT));
        talk.pressAsManager(new SettingsPress.SetQuiet(1320, 420));
        assertThat(quiet()).isEmpty();
        assertThat(talk.subscriber(ConversationFixture.GROUP).preferences().quiet())
                .contains(hours("22:00", "07:00", Mode.HOLD));
        assertThat(told(talk.asMember(new Command.Pressed(Optional.of(new SettingsPress.NoQuiet())))))
                .startsWith("Toast: ");
    }

    private Optional<QuietHours> quiet() {
        return talk.subscriber(PRIVATE).preferences().quiet();
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
