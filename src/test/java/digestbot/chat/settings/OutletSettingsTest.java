package digestbot.chat.settings;

import static digestbot.chat.ConversationFixture.buttonsOnDiscord;
import static digestbot.chat.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.chat.ConversationFixture;
import digestbot.chat.GoldenTest;
import digestbot.chat.InConversation;
import digestbot.chat.Reply;
import digestbot.content.action.Action;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.digest.DigestView;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InConversation(empty = true)
class OutletSettingsTest {

    private static final Action SOURCES = new ReadAction.Show(1, new DigestView.Sources(), 0);

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

    @GoldenTest
    void theSourcesLeadToTheirOutletsOfWhichOneCanBeHiddenAndShownAgain() {
        conversation.press(SOURCES);
        conversation.assertSays(
                "Article 1\nHarbour Post", "Article 3\nHARBOUR POST", "[Hide outlets…] HideOutlets[digest=1, page=0]");
        conversation.press(new SettingsAction.HideOutlets(1, 0));
        conversation.assertSays("[✓ Harbour Post] SetOutletHidden[digest=1, ordinal=0, hidden=true]");
        conversation.press(new SettingsAction.SetOutletHidden(1, 0, true));
        conversation.assertSays("    [Harbour Post]", "[✓ Delta Daily]", "[✓ 长江日报]");
        conversation.press(SOURCES);
        conversation.assertSays(
                "World Trade · What leads\n2 articles from hidden outlets are not shown.\nArticle 2\nDelta Daily",
                "[Show hidden articles]");
        conversation.press(new ReadAction.Show(1, new DigestView.Sources(true), 0));
        conversation.assertSays("Article 1\nHarbour Post");
        conversation.press(new SettingsAction.SetOutletHidden(1, 0, false));
        conversation.press(SOURCES);
        conversation.assertSays("Article 1\nHarbour Post");
    }

    @Test
    void aSecondPressDoesNoHarmAndNeitherDoesAnOutletThatIsNotThere() {
        conversation.press(new SettingsAction.SetOutletHidden(1, 2, true));
        conversation.press(new SettingsAction.SetOutletHidden(1, 2, true));
        conversation.press(new SettingsAction.SetOutletHidden(1, 3, true));
        conversation.assertSays("[✓ Harbour Post]", "[✓ Delta Daily]", "    [长江日报]");
        conversation.press(new SettingsAction.SetOutletHidden(1, 2, false));
        conversation.assertSays("[✓ Harbour Post]", "[✓ Delta Daily]", "[✓ 长江日报]");
        conversation.press(new SettingsAction.SetOutletHidden(1, 2, false));
    }

    @Test
    void whatOneChatHidesAnotherSees() {
        conversation.pressAsManager(new SettingsAction.SetOutletHidden(1, 0, true));
        conversation.asMember(pressed(SOURCES));
        conversation.assertSays("2 articles from hidden outlets are not shown.\nArticle 2");
        conversation.press(SOURCES);
        conversation.assertSays("Article 1\nHarbour Post");
    }

    @Test
    void manyOutletsArePagedAndAChoiceStaysOnItsPage() throws IOException {
        String[] outlets =
                IntStream.rangeClosed(1, 23).mapToObj(i -> "Outlet " + i).toArray(String[]::new);
        conversation.arriveText("many.md", digest(outlets).replace("2026-02-06", "2026-02-05"));
        conversation.press(new SettingsAction.HideOutlets(2, 0));
        conversation.assertSays("[✓ Outlet 1]", "[✓ Outlet 10]", "[2/3 ›] HideOutlets[digest=2, page=1]");
        Reply second = conversation.press(new SettingsAction.SetOutletHidden(2, 12, true));
        conversation.assertSays("[✓ Outlet 12]", "    [Outlet 13]", "[✓ Outlet 14]", "[‹ 1/3]", "[3/3 ›]");
        assertThat(buttonsOnDiscord(second)).isEqualTo(13);
        conversation.press(new SettingsAction.HideOutlets(2, 99));
        conversation.assertSays("[✓ Outlet 21]", "[✓ Outlet 23]", "[‹ 2/3]");
    }

    @Test
    void whatIsHiddenHoldsForOtherDigestsToo() throws IOException {
        conversation.press(new SettingsAction.SetOutletHidden(1, 1, true));
        conversation.arriveText("later.md", digest("delta daily", "Fresh News").replace("2026-02-06", "2026-02-05"));
        conversation.press(new ReadAction.Show(2, new DigestView.Sources(), 0));
        conversation.assertSays("1 article from hidden outlets is not shown.\nArticle 2\nFresh News");
        conversation.press(new SettingsAction.HideOutlets(2, 0));
        conversation.assertSays("    [delta daily]", "[✓ Fresh News]");
    }

    @Test
    void aDigestThatNamesNoOutletSaysSoToAnOldButton() throws IOException {
        conversation.arriveText("none.md", digest("").replace("2026-02-06", "2026-02-05"));
        conversation.press(new SettingsAction.HideOutlets(2, 0));
        conversation.assertSays("The sources of this digest name no outlets.");
        conversation.press(new SettingsAction.HideOutlets(99, 0));
        conversation.assertSays("Toast: This digest is no longer available.");
        conversation.press(new SettingsAction.SetOutletHidden(99, 0, true));
        conversation.assertSays("Toast: This digest is no longer available.");
    }
}
