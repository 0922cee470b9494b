package digestbot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.chat.InlineAnswer.SharedView;
import digestbot.content.action.ChatAction;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.WordAction;
import digestbot.library.intake.HoldPolicy;
import digestbot.markdown.PlainText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InConversation
class InlineDigestsTest {

    private ConversationFixture conversation;

    /// Digests 1 and 3 are of “US vs China”, and 2 is of “World Trade”.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | 3:o 2:o",
                "us-china               | 3:o 3:s0 3:s1",
                "US vs China            | 3:o 3:s0 3:s1",
                "us-china 2026-02-05    | 1:o 1:s0 1:s1",
                "yesterday us-china     | 1:o 1:s0 1:s1",
                "us-china china         | 3:s1 3:o 3:s0",
                "us-china prc           | 3:s1 3:o 3:s0",
                "2026-02-06             | 3:o 2:o",
                "vs                     | 3:o 1:o",
                "European tells         | 2:s1",
                "us-china china tells   | 3:o 1:o",
                "about trade            | 2:o",
            })
    void theWordsNameOrFindViews(String words, String expected) {
        assertThat(found(words)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"nothing of that kind", "us-china 2026-02-09", "2025-01-01", "…"})
    void whereNothingIsFoundAButtonLeadsToTheNewestDigests(String words) {
        assertThat(conversation.inline(words, 0))
                .isEqualTo(
                        new InlineAnswer.Notice("Nothing found. See the latest digests", new ReadAction.ShowLatest(0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en      | us-china 2026-02-06 | US vs China · What us-china is about on 2026-02-06 | US vs China · Fri 6 February 2026 · Overview",
                "de      | us-china 2026-02-06 | US vs China · What us-china is about on 2026-02-06 | US vs China · Fr., 6. Februar 2026 · Übersicht",
                "en      | us-china china      | 🇨🇳 PRC · As China tells us-china | US vs China · Fri 6 February 2026 · 🇨🇳 PRC",
                "zh-hans | European tells      | 🇪🇺 European Union · As European Union tells trade | World Trade · 2026年2月6日 周五 · 🇪🇺 European Union",
            })
    void aViewHasItsNewsThenTopicDayAndPart(String language, String words, String title, String description) {
        conversation.as(Platform.TELEGRAM, language);
        assertThat(views(words).getFirst())
                .returns(title, SharedView::title)
                .returns(description, SharedView::description);
    }

    @Test
    void theAskersTopicsAndSettingsCountButNotTheirMutedWords() {
        conversation.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        assertThat(found("")).isEqualTo("2:o");
        assertThat(text("")).contains("As United States tells trade");
        conversation.press(new SettingsAction.Choose(2, "length", "HEADLINES"));
        assertThat(text("")).contains("What trade is about").doesNotContain("As United States tells trade");
        conversation.press(new SettingsAction.Choose(2, "length", "FULL"));
        conversation.privately(new WordAction.Mute("European"));
        assertThat(text("")).contains("As European Union tells trade").doesNotContain("muted");
    }

    @Test
    void heldAndWithdrawnDigestsAreNotFound() throws IOException {
        conversation.hold(HoldPolicy.HoldMode.ALWAYS);
        conversation.arrive("us-china", "US vs China", "2026-02-07", "us: United States", "china: China");
        assertThat(found("us-china")).startsWith("3:o");
        assertThat(conversation.inline("us-china 2026-02-07", 0)).isInstanceOf(InlineAnswer.Notice.class);
        conversation.as(ConversationFixture.OWNER);
        conversation.press(new OperatorAction.WithdrawDigest(3));
        assertThat(found("us-china")).isEqualTo("1:o 1:s0 1:s1");
        assertThat(found("about us-china")).isEqualTo("1:o");
    }

    @Test
    void manyViewsComeInPages() throws IOException {
        conversation.arriveMany(25);
        assertThat(sizes("")).isEqualTo(List.of(10, 10, 7));
        assertThat(sizes("tells")).isEqualTo(List.of(10, 10, 8));
        assertThat(views("topic", 0)).hasSizeLessThanOrEqualTo(50);
    }

    private List<Integer> sizes(String words) {
        List<Integer> sizes = new ArrayList<>();
        OptionalInt next = OptionalInt.of(0);
        while (next.isPresent()) {
            var page = (InlineAnswer.Views) conversation.inline(words, next.getAsInt());
            sizes.add(page.views().size());
            next = page.next();
        }
        return sizes;
    }

    @Test
    void whoAsksTooOftenIsToldOnceAndThenIgnored() {
        conversation.hurry();
        IntStream.range(0, 60)
                .forEach(_ -> assertThat(conversation.inline("us-china", 0)).isInstanceOf(InlineAnswer.Views.class));
        assertThat(conversation.inline("us-china", 0))
                .isEqualTo(
                        new InlineAnswer.Notice("Too many commands. Please wait a minute.", new ChatAction.ShowHelp()));
        assertThat(conversation.inline("us-china", 0)).isEqualTo(new InlineAnswer.Silence());
        conversation.pass(Duration.ofMinutes(1));
        assertThat(conversation.inline("us-china", 0)).isInstanceOf(InlineAnswer.Views.class);
    }

    private String found(String words) {
        return views(words).stream()
                .map(view -> view.opens().encode().substring("1:v:".length()))
                .collect(Collectors.joining(" "));
    }

    private String text(String words) {
        return views(words).getFirst().content().panels().stream()
                .map(panel -> PlainText.of(panel.body()) + PlainText.ofInlines(panel.footer()))
                .collect(Collectors.joining("\n"));
    }

    private List<SharedView> views(String words) {
        return views(words, 0);
    }

    private List<SharedView> views(String words, int offset) {
        return ((InlineAnswer.Views) conversation.inline(words, offset)).views();
    }
}
