package digestbot.chat.settings;

import static digestbot.chat.api.ConversationFixture.GROUP;
import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.buttonsOnDiscord;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.HiddenOutletStore;
import digestbot.audience.Platform;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutletSettingsTest {

    private static final String SOURCES = "1:v:1:r";

    @TempDir
    Path folder;

    private ConversationFixture talk;

    @BeforeEach
    void open() throws IOException {
        talk = new ConversationFixture(folder);
        talk.arriveText("trade.md", digest("Harbour Post", "Delta Daily", "HARBOUR POST", "", "长江日报"));
    }

    @AfterEach
    void close() {
        talk.close();
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
        assertThat(buttons(talk.press(SOURCES))).endsWith("Hide outlets… 1:g:h:1:0");
        Reply reply = talk.press("1:g:h:1:0");
        assertThat(told(reply)).startsWith("Replace, page 0: World Trade\nTap an outlet");
        assertThat(buttons(reply))
                .containsExactly(
                        "✓ Harbour Post 1:g:u:1:0", "✓ Delta Daily 1:g:u:1:1", "✓ 长江日报 1:g:u:1:2", "‹ Back 1:v:1:r");
    }

    @Test
    void aHiddenOutletIsLeftOutAndCanBeShownOnceOrAgain() {
        assertThat(buttons(talk.press("1:g:u:1:0"))).startsWith("Harbour Post 1:g:n:1:0", "✓ Delta Daily 1:g:u:1:1");
        Reply sources = talk.press(SOURCES);
        assertThat(told(sources))
                .contains("\n2 articles from hidden outlets are not shown.\n", "Article 2", "Article 4", "Article 5")
                .doesNotContain("Article 1", "Article 3");
        assertThat(buttons(sources)).endsWith("Hide outlets… 1:g:h:1:0", "Show hidden articles 1:v:1:ra");
        assertThat(told(talk.press("1:v:1:ra")))
                .contains("Article 1", "Article 3")
                .doesNotContain("left out");
        assertThat(buttons(talk.press("1:g:n:1:0"))).startsWith("✓ Harbour Post 1:g:u:1:0");
        assertThat(told(talk.press(SOURCES))).contains("Article 1", "Article 3").doesNotContain("left out");
    }

    @Test
    void aSecondPressDoesNoHarmAndNeitherDoesAnOutletThatIsNotThere() {
        talk.press("1:g:u:1:2");
        talk.press("1:g:u:1:2");
        talk.press("1:g:u:1:3");
        assertThat(hidden()).containsExactly("长江日报");
        talk.press("1:g:n:1:2");
        talk.press("1:g:n:1:2");
        assertThat(hidden()).isEmpty();
    }

    @Test
    void whatOneChatHidesAnotherSees() {
        talk.pressAsManager("1:g:u:1:0");
        assertThat(told(talk.asMember(pressed(SOURCES)))).contains("2 articles from hidden outlets are not shown.");
        assertThat(told(talk.press(SOURCES))).doesNotContain("left out");
        assertThat(talk.subscriber(GROUP).chat().id()).isEqualTo(GROUP.chat().id());
    }

    @Test
    void inGroupsOnlyManagersHideOutlets() {
        for (String code : List.of("1:g:h:1:0", "1:g:u:1:0", "1:g:n:1:0")) {
            assertThat(talk.needsManager(pressed(code))).as(code).isTrue();
            assertThat(told(talk.asMember(pressed(code)))).as(code).startsWith("Toast: Only admins of this chat");
            talk.as(Platform.DISCORD, "en");
            assertThat(told(talk.onDiscord(false, pressed(code)))).as(code).startsWith("Toast: Only server managers");
            talk.as(Platform.TELEGRAM, "en");
        }
        assertThat(told(talk.asMember(pressed(SOURCES)))).doesNotContain("left out");
    }

    @Test
    void manyOutletsArePagedAndAChoiceStaysOnItsPage() throws IOException {
        String[] outlets =
                IntStream.rangeClosed(1, 23).mapToObj(i -> "Outlet " + i).toArray(String[]::new);
        talk.arriveText("many.md", digest(outlets).replace("2026-02-06", "2026-02-05"));
        assertThat(buttons(talk.press("1:g:h:2:0"))).hasSize(12).endsWith("2/3 › 1:g:h:2:1", "‹ Back 1:v:2:r");
        Reply second = talk.press("1:g:u:2:12");
        assertThat(buttons(second))
                .hasSize(13)
                .contains("Outlet 13 1:g:n:2:12", "✓ Outlet 14 1:g:u:2:13", "‹ 1/3 1:g:h:2:0", "3/3 › 1:g:h:2:2");
        assertThat(buttonsOnDiscord(second)).isEqualTo(13);
        assertThat(buttons(talk.press("1:g:h:2:99"))).startsWith("✓ Outlet 21 1:g:u:2:20");
    }

    @Test
    void whatIsHiddenHoldsForOtherDigestsToo() throws IOException {
        talk.press("1:g:u:1:1");
        talk.arriveText("later.md", digest("delta daily", "Fresh News").replace("2026-02-06", "2026-02-05"));
        assertThat(told(talk.press("1:v:2:r"))).contains("1 article from hidden outlets is not shown.", "Article 2");
        assertThat(buttons(talk.press("1:g:h:2:0"))).startsWith("delta daily 1:g:n:2:0", "✓ Fresh News 1:g:u:2:1");
    }

    @Test
    void aDigestThatNamesNoOutletSaysSoToAnOldButton() throws IOException {
        talk.arriveText("none.md", digest("").replace("2026-02-06", "2026-02-05"));
        assertThat(told(talk.press("1:g:h:2:0"))).endsWith("The sources of this digest name no outlets.");
        assertThat(told(talk.press("1:g:h:99:0"))).isEqualTo("Toast: This digest is no longer available.");
        assertThat(told(talk.press("1:g:u:99:0"))).isEqualTo("Toast: This digest is no longer available.");
    }

    private static Command pressed(String code) {
        return new Command.Pressed(Press.decode(code));
    }

    private Set<String> hidden() {
        long number = talk.subscriber(PRIVATE).number();
        return talk.database.read(tx -> new HiddenOutletStore().of(tx, number));
    }
}
