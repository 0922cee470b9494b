package digestbot.chat.settings;

import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.pressOf;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.button.EnteredSchedule;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.button.ShownPerspectives;
import digestbot.chat.api.Command;
import digestbot.chat.api.Command.Target;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.Reply;
import digestbot.library.archive.StoredDigest;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The settings of a subscription as one form, on Discord.
@Tag("full")
@InConversation
class SubscriptionFormTest {

    private static final SettingsPress.OpenForm OPEN = new SettingsPress.OpenForm(1, Optional.empty());

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() {
        conversation.onDiscord(true, new Command.Subscribe("us-china", Target.HERE));
        press(new SettingsPress.SetZone(ZoneId.of("Europe/Berlin")));
    }

    @Test
    void isOfferedOnDiscordAlone() {
        String offered = ConversationFixture.button("Edit in one form", OPEN);
        assertThat(buttons(press(new SettingsPress.ShowSubscription(1)))).last().isEqualTo(offered);
        conversation.asManager(new Command.Subscribe("us-china", Target.HERE));
        assertThat(buttons(conversation.asManager(
                        new Command.Pressed(Optional.of(new SettingsPress.ShowSubscription(1))))))
                .doesNotContain(offered);
    }

    @Test
    void showsWhatIsChosen() {
        assertThat(FormFixture.shown(press(OPEN)))
                .containsExactly(
                        "perspectives: ✓us ✓china",
                        "length: headlines short ✓full",
                        "delivery: ✓i a w",
                        "time: ",
                        "days: ✓1 ✓2 ✓3 ✓4 ✓5 ✓6 ✓7");
        fill("china", "short", "a", "7.45", "135");
        assertThat(FormFixture.shown(press(OPEN)))
                .containsExactly(
                        "perspectives: us ✓china",
                        "length: headlines ✓short full",
                        "delivery: i ✓a w",
                        "time: 07:45",
                        "days: ✓1 2 ✓3 4 ✓5 6 7");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`us,china`, full, i, ``, 1234567, `All perspectives · immediately`",
                "china, short, a, 7:45, 12345, `🔴 PRC, short · Mon–Fri 07:45`",
                "us, headlines, a, 0745, 1, `🔵 United States, headlines · Mon 07:45`",
                "us, full, w, 18, 7, `🔵 United States · weekly round-up, Sun 18:00`",
                "`us,china`, short, a, 23h59, 1234567, `All perspectives, short · every day 23:59`",
            })
    void savesWhatIsSubmitted(
            String perspectives, String length, String delivery, String time, String days, String described) {
        Reply reply = fill(perspectives, length, delivery, time, days);
        assertThat(told(reply)).startsWith("Replace, page 0: US vs China\n" + described);
        assertThat(told(press(new SettingsPress.ShowSubscription(1)))).contains(described);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a, 25:00, 12, `couldn't read “25:00” as a time`",
                "a, ``, 12, `couldn't read “” as a time`",
                "w, soon, 1, `couldn't read “soon” as a time`",
                "w, 18:00, 12, `exactly one day`",
                "a, 18:00, ``, `Keep at least one day`",
            })
    void keepsWhatWasChosenIfTheScheduleCannotBeUsed(String delivery, String time, String days, String problem) {
        Reply reply = fill("china", "short", delivery, time, days);
        assertThat(told(reply)).contains("PRC, short · immediately").contains(problem);
        var entered = new EnteredSchedule(EnteredSchedule.Kind.of(delivery).orElseThrow(), days(days), time);
        var again = new SettingsPress.OpenForm(1, Optional.of(entered));
        assertThat(buttons(reply)).last().isEqualTo(ConversationFixture.button("Edit in one form", again));
        List<String> shown = FormFixture.shown(press(again));
        assertThat(shown).contains("perspectives: us ✓china", "length: headlines ✓short full", "time: " + time);
        assertThat(shown).anyMatch(field -> field.startsWith("delivery") && field.contains("✓" + delivery));
        assertThat(shown.getLast().chars().filter(c -> c == '✓').count()).isEqualTo(days.length());
    }

    @Test
    void theOrderOfPerspectivesIsKeptAndAllOthersFollowIfNoneIsLeftOut() {
        press(new SettingsPress.PerspectiveFirst(3, 1));
        fill("us,china", "full", "i", "", "1");
        assertThat(choice()).isEqualTo("china,us,*");
        fill("us", "full", "i", "", "1");
        assertThat(choice()).isEqualTo("us");
        fill("us,china", "full", "i", "", "1");
        assertThat(choice()).isEqualTo("us,*");
    }

    @Test
    void savesATimeOnceTheTimeZoneIsKnown() {
        conversation.privately(new Command.Subscribe("trade", Target.HERE));
        Reply reply = conversation.privately(filled(openedPrivately(2), "us", "short", "a", "07:45", "1"));
        assertThat(told(reply)).contains("Time zone: not chosen yet", "this is saved: Mon 07:45");
        assertThat(told(conversation.press(new SettingsPress.ShowSubscription(2))))
                .contains("United States, short · immediately");
        Reply elsewhere = conversation.press(pressOf(reply, "Other places"));
        assertThat(told(elsewhere)).contains("this is saved: Mon 07:45");
        assertThat(pressOf(reply, "‹ Back")).isEqualTo(new SettingsPress.ShowSubscription(2));
        Reply saved = conversation.press(pressOf(reply, "13:00 Berlin"));
        assertThat(told(saved))
                .startsWith("Replace, page 0: World Trade\n🔵 United States, short · Mon 07:45 · next: ");
        assertThat(conversation
                        .subscriber(ConversationFixture.PRIVATE)
                        .preferences()
                        .zone())
                .isEqualTo(ZoneId.of("Europe/Berlin"));
    }

    @Test
    void theTimeIsSavedForNobodyWhoHasUnsubscribedMeanwhile() {
        conversation.privately(new Command.Subscribe("trade", Target.HERE));
        Reply reply = conversation.privately(filled(openedPrivately(2), "us", "short", "w", "7", "7"));
        Press berlin = pressOf(reply, "13:00 Berlin");
        conversation.press(new Press.UnsubscribeTopic(2));
        assertThat(told(conversation.press(berlin))).contains("No subscriptions yet.", "Europe/Berlin");
    }

    @Test
    void judgesThePerspectivesThatItShowsAlone() throws Exception {
        Reply.OpenForm form = opened();
        conversation.arrive(
                "us-china", "US vs China", "2026-02-07", "us: United States", "eu: European Union", "china: China");
        conversation.onDiscord(true, filled(form.submits(), "china", "full", "i", "", "1"));
        assertThat(choice()).isEqualTo("china,eu");
        press(new SettingsPress.AllPerspectives(1));
        conversation.onDiscord(true, filled(form.submits(), "us,china", "full", "i", "", "1"));
        assertThat(choice()).isEmpty();
        press(new SettingsPress.PerspectiveFirst(4, 1));
        conversation.onDiscord(true, filled(form.submits(), "us", "full", "i", "", "1"));
        assertThat(choice()).isEqualTo("eu,us");
        conversation.onDiscord(true, filled(opened().submits(), "china", "full", "i", "", "1"));
        assertThat(choice()).isEqualTo("china");
    }

    @Test
    void judgesThePerspectivesThatItShowsEvenIfTheDigestWasCorrected() throws Exception {
        Reply.OpenForm form = opened();
        conversation.arrive(
                "us-china", "US vs China", "2026-02-06", "eu: European Union", "us: United States", "china: China");
        assertThat(FormFixture.shown(press(OPEN))).contains("perspectives: ✓eu ✓us ✓china");
        conversation.onDiscord(true, filled(form.submits(), "us", "full", "i", "", "1"));
        assertThat(choice()).isEqualTo("us,eu");
    }

    @Test
    void keepsThePerspectivesIfTheDigestWasWithdrawnAndSavesTheRest() {
        Reply.OpenForm form = opened();
        conversation.as(ConversationFixture.OWNER);
        conversation.privately(new Command.Pressed(Optional.of(new Press.WithdrawDigest(3))));
        conversation.onDiscord(true, filled(form.submits(), "china", "short", "i", "", "1"));
        assertThat(choice()).isEmpty();
        assertThat(FormFixture.shown(press(OPEN))).contains("length: headlines ✓short full");
    }

    @Test
    void choosesNoPerspectiveThatReadersCannotSee() throws Exception {
        conversation.arriveText("draft.md", """
                ---
                date: 2026-02-07
                topic: us-china
                draft: true
                perspectives:
                  - {id: us, name: United States}
                  - {id: secret, name: Secret}
                ---
                ## Highlights

                - What is new

                ## United States

                - One side

                ## Secret

                - Another side

                ## Sources

                1. [en] [One article](https://example.org/1) - Example Wire (2/5/2026)
                """);
        Optional<StoredDigest> draft =
                conversation.database.read(tx -> conversation.library.all().digest(tx, 4, 1));
        assertThat(draft).isPresent();
        var forged = new SettingsPress.OpenForm(1, Optional.of(new ShownPerspectives(4, 1)), Optional.empty());
        conversation.onDiscord(true, filled(forged, "secret", "full", "i", "", "1"));
        assertThat(choice()).isEmpty();
    }

    @Test
    void aFormWithoutPerspectivesChangesNone() {
        press(new SettingsPress.PerspectiveFirst(3, 1));
        conversation.onDiscord(true, filled(OPEN, "us", "full", "i", "", "1"));
        assertThat(choice()).isEqualTo("china,us,*");
    }

    @Test
    void whoMayNotChangeTheSettingsCannotSubmitAForm() {
        Reply reply = conversation.onDiscord(false, filled(opened().submits(), "china", "short", "i", "", "1"));
        assertThat(told(reply)).contains("Only server managers");
        assertThat(told(press(new SettingsPress.ShowSubscription(1)))).contains("All perspectives · immediately");
    }

    private String choice() {
        return conversation.database.read(tx -> tx.handle()
                .createQuery("SELECT perspectives FROM subscription")
                .mapTo(String.class)
                .one());
    }

    private Reply press(SettingsPress press) {
        return conversation.onDiscord(true, new Command.Pressed(Optional.of(press)));
    }

    private Reply fill(String perspectives, String length, String delivery, String time, String days) {
        return conversation.onDiscord(true, filled(opened().submits(), perspectives, length, delivery, time, days));
    }

    private Reply.OpenForm opened() {
        return (Reply.OpenForm) press(OPEN);
    }

    private SettingsPress.FormPress openedPrivately(long topic) {
        return ((Reply.OpenForm) conversation.press(new SettingsPress.OpenForm(topic, Optional.empty()))).submits();
    }

    private static Command filled(
            SettingsPress.FormPress form,
            String perspectives,
            String length,
            String delivery,
            String time,
            String days) {
        return new Command.FillForm(
                form,
                Map.of(
                        "perspectives", List.of(perspectives.split(",")),
                        "length", List.of(length),
                        "delivery", List.of(delivery),
                        "time", List.of(time),
                        "days", days.isEmpty() ? List.of() : List.of(days.split(""))));
    }

    private static Set<DayOfWeek> days(String days) {
        return Arrays.stream(days.split(""))
                .filter(day -> !day.isEmpty())
                .map(day -> DayOfWeek.of(Integer.parseInt(day)))
                .collect(Collectors.toSet());
    }
}
