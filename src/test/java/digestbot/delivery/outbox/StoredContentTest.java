package digestbot.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.WebPage;
import digestbot.content.action.Action;
import digestbot.content.action.ChatAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SubscribeAction;
import digestbot.digest.DigestView;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredContentTest {

    @Test
    void readsWhatItWrote() {
        var random = new Random(20260205);
        for (int i = 0; i < 500; i++) {
            Content content = new Any(random).content();
            assertReadAsWritten(new StoredContent.Whole(content));
        }
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

    private record Any(Random random) {

        Content content() {
            return new Content(
                            list(3, _ -> panel()),
                            list(3, _ -> list(4, _ -> button())),
                            maybe(() -> new ReadAction.Show(number(), view(), random.nextInt(20))))
                    .withPage(maybe(() -> new WebPage(address(), text(), random.nextBoolean())))
                    .withPicture(maybe(random::nextLong));
        }

        private Panel panel() {
            return new Panel(
                    random.nextBoolean() ? Panel.PanelStyle.PLAIN : Panel.PanelStyle.PERSPECTIVE,
                    text(),
                    text(),
                    random.nextBoolean() ? OptionalInt.of(random.nextInt(1 << 24)) : OptionalInt.empty(),
                    inlines(2),
                    blocks(3),
                    inlines(2));
        }

        private Button button() {
            Action press = one(
                    () -> new ReadAction.Show(number(), view(), random.nextInt(20)),
                    () -> new SubscribeAction.SubscribeTopic(number()),
                    () -> new SubscribeAction.UnsubscribeTopic(number()),
                    () -> new SubscribeAction.ShowTopics(random.nextInt(3)),
                    ChatAction.ShowHelp::new);
            Button.Action action = one(
                    () -> new Button.Action.Callback(press),
                    () -> new Button.Action.OpenUrl(address()),
                    Button.Action.AskForReply::new,
                    () -> new Button.Action.ShareInChat(new ReadAction.Show(number(), view(), 0), maybe(this::address)),
                    () -> new Button.Action.Menu(
                            new ReadAction.ShowMenu(number(), view(), 0),
                            text(),
                            List.of(new Button(text(), new Button.Action.Callback(press), false))));
            return new Button(text(), action, random.nextBoolean());
        }

        private DigestView view() {
            return one(
                    DigestView.Overview::new,
                    () -> new DigestView.OnePerspective(random.nextInt(20)),
                    DigestView.Sources::new);
        }

        private List<Block> blocks(int depth) {
            return list(depth, _ -> block(depth - 1));
        }

        private Block block(int depth) {
            return one(
                    () -> new Block.Paragraph(inlines(3)),
                    () -> new Block.Heading(1 + random.nextInt(6), inlines(2)),
                    () -> new Block.ItemList(
                            random.nextBoolean(), random.nextInt(100), list(3, _ -> new Block.Item(blocks(depth)))),
                    () -> new Block.Quote(blocks(depth)),
                    () -> new Block.CodeBlock(text(), text()),
                    Block.HorizontalRule::new);
        }

        private List<Inline> inlines(int depth) {
            return list(depth, _ -> inline(depth - 1));
        }

        private Inline inline(int depth) {
            return one(
                    () -> new Inline.Text(text()),
                    () -> new Inline.Emphasis(inlines(depth)),
                    () -> new Inline.Strong(inlines(depth)),
                    () -> new Inline.Strikethrough(inlines(depth)),
                    () -> new Inline.Code(text()),
                    () -> new Inline.Link(address(), inlines(depth)),
                    () -> new Inline.Moment(
                            Instant.ofEpochSecond(random.nextInt()), Inline.MomentStyle.DAY_AND_TIME, text()),
                    Inline.LineBreak::new);
        }

        private WebAddress address() {
            return new WebAddress("https://example.org/" + random.nextInt(1000) + "?a=%22&b=%7B%7D");
        }

        private String text() {
            return one(() -> "", () -> "a \"b\" \\ </script>", () -> "世界 🇨🇳 \uD83D\uDE00", () -> "\t\u0000\u2028");
        }

        private long number() {
            return random.nextLong(1L << 40);
        }

        private <T> List<T> list(int most, IntFunction<T> each) {
            int size = most <= 0 ? 0 : random.nextInt(most + 1);
            return Stream.iterate(0, i -> i + 1).limit(size).map(each::apply).toList();
        }

        private <T> Optional<T> maybe(Supplier<T> some) {
            return random.nextBoolean() ? Optional.of(some.get()) : Optional.empty();
        }

        @SafeVarargs
        private <T> T one(Supplier<? extends T>... choices) {
            return choices[random.nextInt(choices.length)].get();
        }
    }
}
