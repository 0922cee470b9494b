package digestbot.telegram;

import static digestbot.telegram.TelegramFixture.ANN;
import static digestbot.telegram.TelegramFixture.ANNS_CHAT;
import static digestbot.telegram.TelegramFixture.GROUP;
import static digestbot.telegram.TelegramFixture.content;
import static digestbot.telegram.TelegramFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.Waiting;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.chat.InlineAnswer;
import digestbot.chat.InlineAnswer.SharedView;
import digestbot.chat.InlineQuestion;
import digestbot.chat.PublicReplies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.WebPage;
import digestbot.content.action.ChatAction;
import digestbot.content.action.ReadAction;
import digestbot.delivery.api.Destination;
import digestbot.digest.DigestView;
import digestbot.markdown.WebAddress;
import digestbot.sandbox.ClientRow;
import digestbot.sandbox.InlineOffer;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InlineModeTest {

    private static final ReadAction.Show OPENS = new ReadAction.Show(7, new DigestView.OnePerspective(1), 0);
    private static final String LINK = "https://t.me/digest_bot?start=1-v-7-s1";

    private static final WebPage PAGE =
            new WebPage(new WebAddress("https://news.example.org/trade/2026-02-05/china/"), "Weiter");

    private static final String LONG = "A sentence about trade. ".repeat(500);

    @RegisterExtension
    final TelegramFixture fixture = new TelegramFixture();

    private final TelegramSandbox sandbox = fixture.sandbox;

    /// The message in the group after Ann chose the view.
    private ShownMessage chosen(Content view) {
        fixture.inlineScript = _ -> views(view, OptionalInt.empty());
        sandbox.choose(ANN, GROUP, offered("trade", "").query(), "1-v-7-s1");
        return sandbox.screen(GROUP).getLast();
    }

    @Test
    void whatIsTypedIsAskedAndTheChosenViewOpensInTheBot() {
        fixture.start();
        fixture.inlineScript = question -> views(content("About trade."), OptionalInt.of(question.offset() + 10));
        InlineOffer offer = offered("trade", "10");
        assertThat(fixture.questions)
                .containsExactly(new InlineQuestion(new Person(Platform.TELEGRAM, ANN.id(), "de"), "trade", 10));
        assertThat(offer.choices())
                .containsExactly(new InlineOffer.Choice("1-v-7-s1", "Trade · 5 Feb · China", "About"));
        assertThat(offer.next()).isEqualTo("20");

        sandbox.choose(ANN, GROUP, offer.query(), "1-v-7-s1");
        ShownMessage sent = sandbox.screen(GROUP).getLast();
        assertThat(text(sent)).isEqualTo("About trade.");
        assertThat(sent.rows())
                .contains(new ClientRow.ButtonRow(
                        List.of(new ClientRow.ClientButton(1, "Überblick öffnen", Optional.of(LINK), true))));
    }

    @Test
    void anOffsetOfNobodyBeginsAgain() {
        fixture.start();
        fixture.inlineScript = _ -> views(content("About trade."), OptionalInt.empty());
        assertThat(offered("trade", "-1").next()).isEmpty();
        assertThat(fixture.questions).extracting(InlineQuestion::offset).containsExactly(0);
    }

    @Test
    void aLongViewEndsWithALinkToTheRestOrToItsPageUnlessItFits() {
        fixture.start();
        ShownMessage sent = chosen(content(LONG));
        assertThat(text(sent))
                .hasSizeBetween(4_000, 4_096)
                .startsWith("A sentence about trade. A")
                .endsWith("A sentence about trade.\n\nWeiterlesen");
        assertThat(sent.rows().stream()
                        .filter(ClientRow.Line.class::isInstance)
                        .flatMap(row -> ((ClientRow.Line) row).spans().stream())
                        .flatMap(span -> span.link().stream()))
                .containsExactly(LINK);
        assertThat(text(chosen(content(LONG).withPage(Optional.of(PAGE)))))
                .endsWith("A sentence about trade.\n\nWeiter\n🔗 "
                        + PAGE.address().url());
        assertThat(text(chosen(content("x".repeat(4_094))))).isEqualTo("x".repeat(4_094));
    }

    @Test
    void aViewWithAPageLinksToItAndShowsItsPreview() {
        fixture.start();
        ShownMessage sent = chosen(content("About trade.").withPage(Optional.of(PAGE)));
        assertThat(text(sent)).isEqualTo("About trade.\n🔗 " + PAGE.address().url());
        assertThat(sent.rows())
                .contains(new ClientRow.ButtonRow(List.of(
                        new ClientRow.ClientButton(1, "Überblick öffnen", Optional.of(LINK), true),
                        new ClientRow.ClientButton(
                                2,
                                "Im Web weiterlesen",
                                Optional.of(PAGE.address().url()),
                                true))));
    }

    @Test
    void aSentenceStandsAboveNoChoices() {
        fixture.start();
        fixture.inlineScript = _ -> new InlineAnswer.Notice("Nothing", new ReadAction.ShowLatest(0));
        InlineOffer offer = offered("trade", "");
        assertThat(offer.button()).contains("Nothing");
        assertThat(offer.choices()).isEmpty();
    }

    @Test
    void aDigestThatIsSentToTheBotItselfIsNoCommand() {
        fixture.start();
        fixture.inlineScript = _ -> views(content("About trade."), OptionalInt.empty());
        InlineOffer offer =
                sandbox.type(ANN, ANNS_CHAT, "@digest_bot trade", "").join();
        sandbox.choose(ANN, ANNS_CHAT, offer.query(), "1-v-7-s1");
        sandbox.write(ANN, ANNS_CHAT, "/today");
        fixture.awaitAsked(1);
        assertThat(fixture.actions()).containsExactly(new ReadAction.ShowToday(""));
    }

    @Test
    void aFailureIsNotRepeatedAndTheNextUpdateIsHandled() {
        fixture.start();
        fixture.inlineScript = _ -> {
            throw new IllegalStateException("for the test");
        };
        var _ = sandbox.type(ANN, GROUP, "@digest_bot trade", "");
        sandbox.write(ANN, ANNS_CHAT, "/today");
        fixture.awaitAsked(1);
        Waiting.exactly(1, () -> fixture.questions);
    }

    /// The one thread, on which they wait for each other, ends a while after the last question.
    @Test
    void questionsAfterARestartOfPollingWaitForThoseBefore() {
        fixture.start();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        fixture.inlineScript = _ -> {
            threads.add(Thread.currentThread());
            return views(content("About trade."), OptionalInt.empty());
        };
        assertThat(offered("one", "").choices()).hasSize(1);
        fixture.restartPolling();
        assertThat(offered("two", "").choices()).hasSize(1);
        assertThat(threads).filteredOn(Thread::isAlive).hasSizeLessThan(2);
    }

    @ParameterizedTest
    @CsvSource({"true, Share Help", "false, Help"})
    void digestsHaveTheButtonsThatTheAccountSupports(boolean inlineMode, String labels) {
        sandbox.inlineMode(inlineMode);
        fixture.start();
        fixture.script = _ -> PublicReplies.toAll(digest());
        sandbox.write(ANN, ANNS_CHAT, "/today");
        assertThat(fixture.last(ANNS_CHAT, 1).rows())
                .last()
                .isInstanceOfSatisfying(
                        ClientRow.ButtonRow.class,
                        row -> assertThat(row.buttons().stream()
                                        .map(ClientRow.ClientButton::label)
                                        .collect(Collectors.joining(" ")))
                                .isEqualTo(labels));
    }

    /// Deliveries that are due when the bot starts do not wait until it receives updates.
    @Test
    void whatIsSentBeforeTheFirstUpdateHasItsButtonsToo() {
        sandbox.join(ANN, ANNS_CHAT);
        var to = new Destination(new Chat(Platform.TELEGRAM, ANN.id(), ChatType.PRIVATE, ""), 0);
        try (var connection = fixture.connection()) {
            connection.messenger().send(to, TelegramRenderer.render(digest()), "", false);
            connection.messenger().send(to, TelegramRenderer.render(digest()), "", false);
        }
        assertThat(fixture.requests("getMe")).hasSize(1);
    }

    private static Content digest() {
        return Content.of(
                content("About trade.").panels(),
                List.of(List.of(
                        new Button("Share", new Button.Action.ShareInChat("trade 2026-02-05", Optional.empty()), false),
                        Button.callback("Help", new ChatAction.ShowHelp()))));
    }

    private InlineOffer offered(String words, String offset) {
        return sandbox.type(ANN, GROUP, "@digest_bot " + words, offset).join();
    }

    private static InlineAnswer views(Content content, OptionalInt next) {
        return new InlineAnswer.Views(
                "de", List.of(new SharedView(OPENS, "Trade · 5 Feb · China", "About", content)), next);
    }
}
