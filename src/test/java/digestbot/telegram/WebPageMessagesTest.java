package digestbot.telegram;

import static digestbot.telegram.TelegramFixture.ANN;
import static digestbot.telegram.TelegramFixture.ANNS_CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.button.Press;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.WebPage;
import digestbot.content.paging.MessagePacker;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.SendResult;
import digestbot.digest.DigestView;
import digestbot.markdown.WebAddress;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Messages of digests that have web pages: their previews, and the buttons that pass a page on.
class WebPageMessagesTest {

    private static final Destination TO =
            new Destination(new Chat(Platform.TELEGRAM, ANN.id(), ChatType.PRIVATE, ""), 0);
    private static final Press.Show OPENS = new Press.Show(7, new DigestView.OnePerspective(1), 0);
    private static final String LINK = "https://t.me/digest_bot?start=1-v-7-s1";
    private static final WebAddress PAGE = new WebAddress("https://news.example.org/trade/2026-02-05/china/");

    private TelegramSandbox sandbox;
    private TelegramConnection connection;

    @BeforeEach
    void start() {
        sandbox = TelegramFixture.sandbox();
        sandbox.join(ANN, ANNS_CHAT);
        connection = new TelegramConnection(new TelegramSettings(new ApiToken("77:secret"), sandbox.url()));
    }

    @AfterEach
    void stop() {
        connection.close();
        sandbox.close();
    }

    private String sent(Content content) {
        SendResult result = connection.messenger().send(TO, TelegramRenderer.render(content), "", false);
        return ((SendResult.Sent) result).messageId();
    }

    private JsonNode last() {
        return sandbox.requests().getLast().body();
    }

    private static Content about(String text) {
        return Content.text(text, List.of()).withPage(Optional.of(new WebPage(PAGE, "Continue on the web")));
    }

    @Test
    void whatIsShortenedToALinkShowsASmallPreviewOfThePage() {
        Content content = about("A sentence about trade. ".repeat(500));
        sent(MessagePacker.messages(content, connection.messenger().budget()).getFirst());
        assertThat(last().path("link_preview_options").path("url").asText()).isEqualTo(PAGE.url());
        assertThat(last().path("link_preview_options")
                        .path("prefer_small_media")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void whatFitsShowsNoPreviewOfItsPage() {
        sent(about("About trade."));
        assertThat(last().path("link_preview_options").toString()).isEqualTo("{\"is_disabled\":true}");
    }

    @Test
    void aCorrectionBringsThePreviewAndTakesItAway() {
        String message = sent(about("About trade."));
        Content grown = about("A sentence about freight. ".repeat(500));
        Content shortened =
                MessagePacker.messages(grown, connection.messenger().budget()).getFirst();
        edit(message, shortened);
        assertThat(last().path("link_preview_options").path("url").asText()).isEqualTo(PAGE.url());
        edit(message, about("About freight."));
        assertThat(last().path("link_preview_options").toString()).isEqualTo("{\"is_disabled\":true}");
    }

    private void edit(String message, Content content) {
        assertThat(connection.messenger().edit(TO, message, TelegramRenderer.render(content)))
                .isEqualTo(new SendResult.Sent(message));
    }

    @Test
    void withoutInlineModeAPageIsSharedAsALink() {
        sandbox.inlineMode(false);
        sent(shared(PAGE));
        assertThat(last().findPath("inline_keyboard").findValuesAsText("url"))
                .containsExactly(
                        "https://t.me/share/url?url=https%3A%2F%2Fnews.example.org%2Ftrade%2F2026-02-05%2Fchina%2F");
    }

    @Test
    void withInlineModeTheDigestIsShared() {
        sent(shared(PAGE));
        assertThat(last().findPath("inline_keyboard").toString()).doesNotContain("t.me/share");
        assertThat(last().findPath("switch_inline_query_chosen_chat")
                        .path("query")
                        .asText())
                .isEqualTo("trade 2026-02-05");
    }

    @Test
    void anAddressThatIsTooLongToCopyIsReplacedByALinkToTheBot() {
        var longest = new WebAddress(PAGE.url() + "x".repeat(256 - PAGE.url().length()));
        sent(shared(longest));
        assertThat(last().findPath("copy_text").path("text").asText()).isEqualTo(longest.url());
        sent(shared(new WebAddress(longest.url() + "x")));
        assertThat(last().findPath("copy_text").path("text").asText()).isEqualTo(LINK);
    }

    private static Content shared(WebAddress page) {
        return Content.text(
                "About trade.",
                List.of(List.of(
                        new Button(
                                "Share", new Button.Action.ShareInChat("trade 2026-02-05", Optional.of(page)), false),
                        new Button("Copy", new Button.Action.CopyLink(OPENS, Optional.of(page)), false))));
    }
}
