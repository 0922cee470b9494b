package digestbot.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.content.WebPage;
import digestbot.content.action.ChatAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SubscribeAction;
import digestbot.digest.DigestView;
import digestbot.markdown.WebAddress;
import digestbot.sandbox.RandomContents;
import digestbot.sandbox.SampleContents;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredContentTest {

    /// Of every shape, with texts that JSON has to escape.
    @Test
    void readsWhatItWrote() {
        List<String> pieces = List.of("", "a \"b\" \\ </script>", "世界 🇨🇳 \uD83D\uDE00", "\t\u0000\u2028");
        var random = new RandomContents(20260205, pieces, pieces);
        Stream.concat(
                        SampleContents.ALL.values().stream(),
                        Stream.generate(random::nextLong).limit(50))
                .flatMap(content -> Stream.of(content, withEverything(content)))
                .forEach(content -> assertReadAsWritten(new StoredContent.Whole(content)));
    }

    private static Content withEverything(Content content) {
        long number = (1L << 40) - 1;
        var page = new WebAddress("https://example.org/7?a=%22&b=%7B%7D");
        var view = new ReadAction.Show(number, new DigestView.OnePerspective(19), 19);
        List<Button.Action> actions = List.of(
                new Button.Action.Callback(view),
                new Button.Action.Callback(new SubscribeAction.UnsubscribeTopic(number)),
                new Button.Action.Callback(new ChatAction.ShowHelp()),
                new Button.Action.OpenUrl(page),
                new Button.Action.AskForReply(),
                new Button.Action.ShareInChat(view, Optional.empty()),
                new Button.Action.ShareInChat(view, Optional.of(page)),
                new Button.Action.Menu(
                        new ReadAction.ShowMenu(number, new DigestView.Sources(), 0),
                        "a \"b\"",
                        List.of(new Button("\t\u2028", new Button.Action.Callback(view), false))));
        return new Content(
                        content.panels(),
                        List.of(
                                List.of(),
                                actions.stream()
                                        .map(action -> new Button("\\", action, true))
                                        .toList()),
                        Optional.of(view))
                .withPage(Optional.of(new WebPage(page, "世界", true)))
                .withPicture(Optional.of(Long.MIN_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "no", """
            {"kind":"Other","content":{}}""", """
            {"kind":"Whole","content":{"panels":[{"style":"PLAIN","title":"","emoji":"","subtitle":[],"footer":[],
            "body":[{"kind":"Video"}]}],"buttons":[],"name":"","topics":[]}}""", """
            {"kind":"Whole","content":{"panels":[],"buttons":[[{"label":"x","action":{"kind":"Callback",
            "press":"2:v:1:o"},"current":false}]],"name":"","topics":[]}}""", """
            {"kind":"Whole","content":{"panels":[],"buttons":[],"view":"1:h","name":"","topics":[]}}"""})
    void refusesWhatNobodyWrote(String json) {
        assertThatThrownBy(() -> StoredContent.read(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWishIsReadAsItWasWritten() {
        var wish = card(
                9, reader(ReadingOptions.DEFAULT.withPerspectives(PerspectiveChoice.only(List.of("us", "china")))));
        assertReadAsWritten(new StoredContent.File(wish));
        var other = new ReadingOptions(PerspectiveChoice.only(List.of("us")), Length.SHORT, Layout.SIDE_BY_SIDE);
        assertThat(card(9, reader(other)))
                .as("a picture has its own length and layout")
                .isEqualTo(card(
                        9, reader(ReadingOptions.DEFAULT.withPerspectives(PerspectiveChoice.only(List.of("us"))))));
    }

    private static void assertReadAsWritten(StoredContent stored) {
        assertThat(StoredContent.read(stored.write())).isEqualTo(stored);
    }

    private static FileRequest.CardFile card(long digest, Reader reader) {
        return new FileRequest.CardFile(Content.text("Monday", List.of()), digest, 1, reader);
    }

    private static Reader reader(ReadingOptions reading) {
        return new Reader("de", reading, LocalDate.of(2026, 2, 6), ZoneId.of("Europe/Berlin"));
    }
}
