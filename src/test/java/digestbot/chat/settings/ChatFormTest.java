package digestbot.chat.settings;

import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.pressOf;
import static digestbot.chat.api.ConversationFixture.told;
import static digestbot.chat.settings.FormFixture.shown;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.QuietHours;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.button.EnteredQuiet;
import digestbot.button.SettingsPress;
import digestbot.chat.api.ChatFeatures;
import digestbot.chat.api.Command;
import digestbot.chat.api.Command.Target;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.Reply;
import digestbot.delivery.api.Destination;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The settings of a whole chat as one form, on Discord.
@Tag("full")
@InConversation
class ChatFormTest {

    private static final SettingsPress OPEN = new SettingsPress.OpenChatForm(Optional.empty());
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static final Destination DIRECT =
            new Destination(new Chat(Platform.DISCORD, 4_078, ChatType.PRIVATE, ""), 0);

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() {
        conversation.as(Platform.DISCORD, "en");
    }

    @Test
    void isOfferedOnDiscordAlone() {
        String offered = ConversationFixture.button("Edit in one form", OPEN);
        assertThat(buttons(ask(new Command.Settings()))).last().isEqualTo(offered);
        assertThat(buttons(conversation.asManager(new Command.Settings()))).doesNotContain(offered);
    }

    @Test
    void itsButtonFitsBelowManyTopics() throws Exception {
        conversation.arriveMany(24);
        ChatFeatures features = ConversationFixture.FOLLOWED.withDiscussions(ChatFeatures.Discussions.NOT_PERMITTED);
        conversation.in(ConversationFixture.SERVER, new Command.Subscribe("all", Target.HERE), features);
        press(new SettingsPress.SetZone(BERLIN));
        conversation.in(
                ConversationFixture.SERVER,
                new Command.Pressed(Optional.of(new SettingsPress.SetDiscussions(true))),
                features);
        Reply reply = conversation.in(
                ConversationFixture.SERVER, filled(form(features), "en", "", "late", "hold", "bcda"), features);
        assertThat(buttons(reply)).last().asString().startsWith("Edit in one form");
        assertThat(ConversationFixture.buttonsOnDiscord(reply))
                .isEqualTo(buttons(reply).size());
        Reply second = conversation.in(
                ConversationFixture.SERVER,
                new Command.Pressed(Optional.of(new SettingsPress.ShowSettings(1))),
                features);
        assertThat(ConversationFixture.buttonsOnDiscord(second))
                .isEqualTo(buttons(second).size());
    }

    @Test
    void showsWhatIsChosen() {
        assertThat(shown(press(OPEN)))
                .containsExactly("language: de ✓en es zh", "zone: ", "quiet: ", "mode: ✓hold silent");
        subscribeToBoth();
        press(new SettingsPress.SetZone(BERLIN));
        press(new SettingsPress.SetQuiet(1_320, 450));
        press(new SettingsPress.SetQuietMode(QuietHours.Mode.SILENT));
        press(new SettingsPress.SetBundles(false));
        press(new SettingsPress.SetLanguage("de"));
        assertThat(shown(press(OPEN)))
                .containsExactly(
                        "language: ✓de en es zh",
                        "zone: Europe/Berlin",
                        "quiet: 22:00–07:30",
                        "mode: hold ✓silent",
                        "switches: b ✓a");
    }

    @Test
    void savesEverythingAtOnce() {
        subscribeToBoth();
        Reply reply = fill("es", "tokyo", "22 to 7", "silent", "b");
        assertThat(told(reply)).startsWith("Replace, page 0: ").contains("Asia/Tokyo", "22:00–07:00", "Español");
        assertThat(preferences())
                .isEqualTo(new Preferences(
                        "es", ZoneId.of("Asia/Tokyo"), quiet(22, 7, QuietHours.Mode.SILENT), false, true));
    }

    @Test
    void takesQuietHoursAway() {
        press(new SettingsPress.SetZone(BERLIN));
        press(new SettingsPress.SetQuiet(1_320, 420));
        fill("en", "Europe/Berlin", " ", "hold", "");
        assertThat(preferences().quiet()).isEmpty();
        assertThat(preferences().hasZone()).isTrue();
    }

    @Test
    void anEmptyTimeZoneKeepsThePresentOne() {
        press(new SettingsPress.SetZone(BERLIN));
        fill("en", "", "", "hold", "");
        assertThat(preferences().zone()).isEqualTo(BERLIN);
    }

    @Test
    void submittedAsItIsChangesNothing() {
        fill("en", "", "", "hold", "");
        assertThat(subscriber(ConversationFixture.SERVER)).isEmpty();
        subscribeToBoth();
        press(new SettingsPress.SetZone(BERLIN));
        press(new SettingsPress.SetQuiet(1_320, 420));
        Preferences before = preferences();
        fill("en", "Europe/Berlin", "22:00–07:00", "hold", "ba");
        assertThat(preferences()).isEqualTo(before);
    }

    @Test
    void aSwitchThatItDoesNotShowKeepsItsPosition() {
        conversation.onDiscord(true, new Command.Subscribe("trade", Target.HERE));
        Reply.OpenForm form = (Reply.OpenForm) press(OPEN);
        assertThat(shown(form)).last().isEqualTo("switches: ✓a");
        subscribeToBoth();
        ask(filled(form.submits(), "en", "", "", "hold", ""));
        assertThat(preferences().bundles()).isTrue();
        assertThat(preferences().announcements()).isFalse();
    }

    @Test
    void turnsTheSwitchesOfAChannel() {
        ChatFeatures features = ConversationFixture.FOLLOWED.withDiscussions(ChatFeatures.Discussions.PERMITTED);
        conversation.in(ConversationFixture.SERVER, new Command.Subscribe("trade", Target.HERE), features);
        assertThat(switches(features)).isEqualTo("switches: c d ✓a");
        conversation.in(ConversationFixture.SERVER, filled(form(features), "en", "", "", "hold", "cd"), features);
        assertThat(switches(features)).isEqualTo("switches: ✓c ✓d a");
        conversation.in(ConversationFixture.SERVER, filled(form(features), "en", "", "", "hold", "d"), features);
        assertThat(switches(features)).isEqualTo("switches: c ✓d a");
    }

    @ParameterizedTest
    @CsvSource({"late", "25-7", "22:00", "22-7-8", "22–", "-7"})
    void keepsEverythingElseIfTheQuietHoursCannotBeRead(String typed) {
        press(new SettingsPress.SetZone(BERLIN));
        press(new SettingsPress.SetQuiet(1_320, 420));
        Reply reply = fill("de", "tokyo", typed, "silent", "");
        assertThat(told(reply))
                .contains("Deutsch", "I couldn't read “" + typed + "” as quiet hours", "Everything else was saved.");
        assertThat(preferences().quiet()).isEqualTo(quiet(22, 7, QuietHours.Mode.SILENT));
        assertThat(preferences().zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        var again = new SettingsPress.OpenChatForm(Optional.of(new EnteredQuiet(QuietHours.Mode.SILENT, typed)));
        assertThat(pressOf(reply, "Edit in one form")).isEqualTo(again);
        assertThat(shown(press(again))).contains("quiet: " + typed, "mode: hold ✓silent", "zone: Asia/Tokyo");
    }

    @Test
    void asksWhichPlaceIsMeantAndKeepsEverythingElse() {
        subscribeToBoth();
        press(new SettingsPress.SetZone(BERLIN));
        Reply reply = fill("en", "lodnon", "23-8", "hold", "a");
        assertThat(told(reply)).contains("I don't know “lodnon”.", "Everything else was saved.");
        assertThat(preferences().quiet()).isEqualTo(quiet(23, 8, QuietHours.Mode.HOLD));
        assertThat(preferences().bundles()).isFalse();
        assertThat(preferences().zone()).isEqualTo(BERLIN);
        assertThat(told(press(pressOf(reply, "London")))).contains("Europe/London", "quiet 23:00–08:00");
    }

    @Test
    void offersTheFormAgainBesideThePlacesIfNeitherCanBeRead() {
        Reply reply = fill("en", "lodnon", "late", "silent", "");
        assertThat(told(reply))
                .contains(
                        "I don't know “lodnon”.", "couldn't read “late” as quiet hours", "Everything else was saved.");
        assertThat(shown(press(pressOf(reply, "Edit in one form")))).contains("quiet: late", "mode: hold ✓silent");
    }

    @ParameterizedTest
    @CsvSource({"''", "lodnon"})
    void savesQuietHoursOnceTheTimeZoneIsKnown(String zone) {
        Reply reply = fill("en", zone, "22-7", "silent", "");
        assertThat(told(reply)).contains("Once you have chosen, this is saved: silent 22:00–07:00");
        assertThat(subscriber(ConversationFixture.SERVER)
                        .map(Subscriber::preferences)
                        .flatMap(Preferences::quiet))
                .isEmpty();
        Reply chosen = press(pressOf(reply, zone.isEmpty() ? "12:00 London" : "London"));
        assertThat(told(chosen)).contains("Europe/London", "22:00–07:00");
        assertThat(preferences().quiet()).isEqualTo(quiet(22, 7, QuietHours.Mode.SILENT));
    }

    @Test
    void savesQuietHoursTogetherWithTheFirstTimeZone() {
        fill("en", "berlin", "22-7", "hold", "");
        assertThat(preferences().quiet()).isEqualTo(quiet(22, 7, QuietHours.Mode.HOLD));
        assertThat(preferences().zone()).isEqualTo(BERLIN);
    }

    @Test
    void theLanguageOfAPrivateChatIsThatOfThePerson() {
        SettingsPress.FormPress form = ((Reply.OpenForm) directly(new Command.Pressed(Optional.of(OPEN)))).submits();
        directly(filled(form, "en", "", "", "hold", ""));
        conversation.as(Platform.DISCORD, "es");
        assertThat(told(directly(new Command.Settings()))).contains("Español");
        directly(filled(form, "de", "", "", "hold", ""));
        assertThat(told(directly(new Command.Settings()))).contains("Deutsch");
    }

    @Test
    void whoMayNotChangeTheSettingsCannotSubmitAForm() {
        subscribeToBoth();
        Reply reply = conversation.onDiscord(
                false, filled(((Reply.OpenForm) press(OPEN)).submits(), "de", "berlin", "22-7", "hold", ""));
        assertThat(told(reply)).contains("Only server managers");
        assertThat(preferences()).isEqualTo(Preferences.DEFAULT);
    }

    private void subscribeToBoth() {
        ask(new Command.Subscribe("trade", Target.HERE));
        ask(new Command.Subscribe("us-china", Target.HERE));
    }

    private Reply press(digestbot.button.Press press) {
        return ask(new Command.Pressed(Optional.of(press)));
    }

    private Reply ask(Command command) {
        return conversation.onDiscord(true, command);
    }

    private Reply directly(Command command) {
        return conversation.in(DIRECT, command, ConversationFixture.FOLLOWED);
    }

    private Reply fill(String language, String zone, String quiet, String mode, String switches) {
        return ask(filled(((Reply.OpenForm) press(OPEN)).submits(), language, zone, quiet, mode, switches));
    }

    private SettingsPress.FormPress form(ChatFeatures features) {
        return opened(features).submits();
    }

    private String switches(ChatFeatures features) {
        return shown(opened(features)).getLast();
    }

    private Reply.OpenForm opened(ChatFeatures features) {
        return (Reply.OpenForm)
                conversation.in(ConversationFixture.SERVER, new Command.Pressed(Optional.of(OPEN)), features);
    }

    /// @param switches the letters of those that are on
    private static Command filled(
            SettingsPress.FormPress form, String language, String zone, String quiet, String mode, String switches) {
        Map<String, List<String>> values = new HashMap<>(Map.of(
                "language", List.of(language),
                "zone", List.of(zone),
                "quiet", List.of(quiet),
                "mode", List.of(mode)));
        values.put(
                "switches",
                Arrays.stream(switches.split(""))
                        .filter(letter -> !letter.isEmpty())
                        .toList());
        return new Command.FillForm(form, values);
    }

    private Preferences preferences() {
        return conversation.subscriber(ConversationFixture.SERVER).preferences();
    }

    private Optional<Subscriber> subscriber(Destination chat) {
        return conversation.database.read(tx -> new SubscriberStore()
                .find(tx, chat.chat().platform(), chat.chat().id()));
    }

    private static Optional<QuietHours> quiet(int from, int to, QuietHours.Mode mode) {
        return QuietHours.between(LocalTime.of(from, 0), LocalTime.of(to, 0), mode);
    }
}
