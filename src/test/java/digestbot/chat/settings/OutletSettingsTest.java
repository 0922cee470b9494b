package digestbot.chat.settings;

import static digestbot.chat.api.ConversationFixture.GROUP;
import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.buttonsOnDiscord;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.HiddenOutletStore;
import digestbot.audience.Platform;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.Reply;
import digestbot.digest.DigestView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InConversation(empty = true)
class OutletSettingsTest {

    private static final Press SOURCES = new Press.Show(1, new DigestView.Sources(), 0);

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws IOException {
        conversation.arriveText("trade.md", digest("Harbour Post", "Delta Daily", "HARBOUR POST", "", "长江日报"));
    }

    private static String digest(String... outlets) {
        String sources = IntStream.range(0, outlets.length)
                .mapToObj(i -> "%1$d. [en] [Article %1$d](https://example.org/%1$d)%2$s"
                        .formatted(i + 1, outlets[i].isEmpty() ? "" : " - " + outlets[i] + " (2/5/2026)"))
                .collect(Collectors.joining("\n"));
        return """
                ---
                date: 2026-02-06
                topic: trade
                topicName: World Trade
                perspectives: [{id: us, name: United States}]
                ---
                ## Highlights

                - What leads

                ## United States

                - What is told

                ## Sources

                """ + sources + "\n";
    }

    @Test
    void theSourcesLeadToTheirOutletsAsSwitches() {
        assertThat(buttons(conversation.press(SOURCES)))
                .endsWith(button("Hide outlets…", new SettingsPress.HideOutlets(1, 0)));
        Reply reply = conversation.press(new SettingsPress.HideOutlets(1, 0));
        assertThat(told(reply)).startsWith("Replace, page 0: World Trade\nTap an outlet");
        assertThat(buttons(reply))
                .containsExactly(
                        button("✓ Harbour Post", new SettingsPress.SetOutletHidden(1, 0, true)),
                        button("✓ Delta Daily", new SettingsPress.SetOutletHidden(1, 1, true)),
                        button("✓ 长江日报", new SettingsPress.SetOutletHidden(1, 2, true)),
                        button("‹ Back", new Press.Show(1, new DigestView.Sources(), 0)));
    }

    @Test
    void aHiddenOutletIsLeftOutAndCanBeShownOnceOrAgain() {
        assertThat(buttons(conversation.press(new SettingsPress.SetOutletHidden(1, 0, true))))
                .startsWith(
                        button("Harbour Post", new SettingsPress.SetOutletHidden(1, 0, false)),
                        button("✓ Delta Daily", new SettingsPress.SetOutletHidden(1, 1, true)));
        Reply sources = conversation.press(SOURCES);
        assertThat(told(sources))
                .contains("\n2 articles from hidden outlets are not shown.\n", "Article 2", "Article 4", "Article 5")
                .doesNotContain("Article 1", "Article 3");
        assertThat(buttons(sources))
                .endsWith(
                        button("Hide outlets…", new SettingsPress.HideOutlets(1, 0)),
                        button("Show hidden articles", new Press.Show(1, new DigestView.Sources(true), 0)));
        assertThat(told(conversation.press(new Press.Show(1, new DigestView.Sources(true), 0))))
                .contains("Article 1", "Article 3")
                .doesNotContain("left out");
        assertThat(buttons(conversation.press(new SettingsPress.SetOutletHidden(1, 0, false))))
                .startsWith(button("✓ Harbour Post", new SettingsPress.SetOutletHidden(1, 0, true)));
        assertThat(told(conversation.press(SOURCES)))
                .contains("Article 1", "Article 3")
                .doesNotContain("left out");
    }

    @Test
    void aSecondPressDoesNoHarmAndNeitherDoesAnOutletThatIsNotThere() {
        conversation.press(new SettingsPress.SetOutletHidden(1, 2, true));
        conversation.press(new SettingsPress.SetOutletHidden(1, 2, true));
        conversation.press(new SettingsPress.SetOutletHidden(1, 3, true));
        assertThat(hidden()).containsExactly("长江日报");
        conversation.press(new SettingsPress.SetOutletHidden(1, 2, false));
        conversation.press(new SettingsPress.SetOutletHidden(1, 2, false));
        assertThat(hidden()).isEmpty();
    }

    @Test
    void whatOneChatHidesAnotherSees() {
        conversation.pressAsManager(new SettingsPress.SetOutletHidden(1, 0, true));
        assertThat(told(conversation.asMember(pressed(SOURCES))))
                .contains("2 articles from hidden outlets are not shown.");
        assertThat(told(conversation.press(SOURCES))).doesNotContain("left out");
        assertThat(conversation.subscriber(GROUP).chat().id())
                .isEqualTo(GROUP.chat().id());
    }

    @Test
    void inGroupsOnlyManagersHideOutlets() {
        for (SettingsPress press : List.of(
                new SettingsPress.HideOutlets(1, 0),
                new SettingsPress.SetOutletHidden(1, 0, true),
                new SettingsPress.SetOutletHidden(1, 0, false))) {
            assertThat(conversation.needsManager(pressed(press)))
                    .as(press.toString())
                    .isTrue();
            assertThat(told(conversation.asMember(pressed(press))))
                    .as(press.toString())
                    .startsWith("Toast: Only admins of this chat");
            conversation.as(Platform.DISCORD, "en");
            assertThat(told(conversation.onDiscord(false, pressed(press))))
                    .as(press.toString())
                    .startsWith("Toast: Only server managers");
            conversation.as(Platform.TELEGRAM, "en");
        }
        assertThat(told(conversation.asMember(pressed(SOURCES)))).doesNotContain("left out");
    }

    @Test
    void manyOutletsArePagedAndAChoiceStaysOnItsPage() throws IOException {
        String[] outlets =
                IntStream.rangeClosed(1, 23).mapToObj(i -> "Outlet " + i).toArray(String[]::new);
        conversation.arriveText("many.md", digest(outlets).replace("2026-02-06", "2026-02-05"));
        assertThat(buttons(conversation.press(new SettingsPress.HideOutlets(2, 0))))
                .hasSize(12)
                .endsWith(
                        button("2/3 ›", new SettingsPress.HideOutlets(2, 1)),
                        button("‹ Back", new Press.Show(2, new DigestView.Sources(), 0)));
        Reply second = conversation.press(new SettingsPress.SetOutletHidden(2, 12, true));
        assertThat(buttons(second))
                .hasSize(13)
                .contains(
                        button("Outlet 13", new SettingsPress.SetOutletHidden(2, 12, false)),
                        button("✓ Outlet 14", new SettingsPress.SetOutletHidden(2, 13, true)),
                        button("‹ 1/3", new SettingsPress.HideOutlets(2, 0)),
                        button("3/3 ›", new SettingsPress.HideOutlets(2, 2)));
        assertThat(buttonsOnDiscord(second)).isEqualTo(13);
        assertThat(buttons(conversation.press(new SettingsPress.HideOutlets(2, 99))))
                .startsWith(button("✓ Outlet 21", new SettingsPress.SetOutletHidden(2, 20, true)));
    }

    @Test
    void whatIsHiddenHoldsForOtherDigestsToo() throws IOException {
        conversation.press(new SettingsPress.SetOutletHidden(1, 1, true));
        conversation.arriveText("later.md", digest("delta daily", "Fresh News").replace("2026-02-06", "2026-02-05"));
        assertThat(told(conversation.press(new Press.Show(2, new DigestView.Sources(), 0))))
                .contains("1 article from hidden outlets is not shown.", "Article 2");
        assertThat(buttons(conversation.press(new SettingsPress.HideOutlets(2, 0))))
                .startsWith(
                        button("delta daily", new SettingsPress.SetOutletHidden(2, 0, false)),
                        button("✓ Fresh News", new SettingsPress.SetOutletHidden(2, 1, true)));
    }

    @Test
    void aDigestThatNamesNoOutletSaysSoToAnOldButton() throws IOException {
        conversation.arriveText("none.md", digest("").replace("2026-02-06", "2026-02-05"));
        assertThat(told(conversation.press(new SettingsPress.HideOutlets(2, 0))))
                .endsWith("The sources of this digest name no outlets.");
        assertThat(told(conversation.press(new SettingsPress.HideOutlets(99, 0))))
                .isEqualTo("Toast: This digest is no longer available.");
        assertThat(told(conversation.press(new SettingsPress.SetOutletHidden(99, 0, true))))
                .isEqualTo("Toast: This digest is no longer available.");
    }

    private static Command pressed(Press press) {
        return new Command.Pressed(Optional.of(press));
    }

    private Set<String> hidden() {
        long number = conversation.subscriber(PRIVATE).number();
        return conversation.database.read(tx -> new HiddenOutletStore().of(tx, number));
    }
}
