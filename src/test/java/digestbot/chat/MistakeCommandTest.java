package digestbot.chat;

import static digestbot.chat.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.content.action.Action;
import digestbot.content.action.ChatAction;
import digestbot.content.action.Invocation;
import digestbot.content.action.MistakeAction;
import digestbot.content.action.MistakeAction.Mistake;
import digestbot.content.action.MistakeAction.ReportMistake;
import digestbot.content.action.SubscribeAction;
import digestbot.delivery.outbox.StoredContent;
import digestbot.digest.DigestView;
import digestbot.markdown.WebAddress;
import digestbot.ops.notice.OperatorChat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InConversation
class MistakeCommandTest {

    private static final DigestView CHINA = new DigestView.OnePerspective(1);

    private ConversationFixture chat;

    @BeforeEach
    void prepare() {
        var operator =
                new OperatorChat(Platform.TELEGRAM, ConversationFixture.OWNER.userId(), ConversationFixture.PRIVATE);
        chat.database.writeWithoutResult(tx -> chat.notices.registerOwner(tx, operator));
    }

    @Test
    void aPressAndAChoiceTellTheAdminsOfTheDigestAndThePerspective() {
        chat.privately(pressed(new ReportMistake(3, new DigestView.Overview())));
        chat.assertSays(
                "Compose US vs China · 6 Feb / What is wrong?: US vs China, Fri 6 February 2026: which part is wrong?",
                "[🇨🇳 PRC] ReportMistakeIn[digest=3, about=OnePerspective[ordinal=1]]",
                "[The whole digest]");
        Reply.OpenModal form = (Reply.OpenModal) chat.privately(pressed(new MistakeAction.ReportMistakeIn(3, CHINA)));
        assertThat(form.asks()).contains(new MistakeAction.ReportMistakeIn(3, CHINA));
        // Nothing is reported before it is described.
        assertThat(notices()).isEmpty();
        Action said = Action.answering(form.asks().orElseThrow(), "the figure\nis wrong")
                .orElseThrow();
        chat.assertAnswers(said, "Whisper: Thanks, I've passed it on.", "[Show digest]");
        assertThat(notices()).containsExactly("""
                        Say: A reader reported a mistake. US vs China, Fri 6 February 2026, revision 1, 🇨🇳 PRC.
                        the figure
                        is wrong [Show digest Show[digest=3, view=OnePerspective[ordinal=1], page=0]]""");
        assertThat(chat.rows("SELECT perspective || words FROM mistake")).containsExactly("1the figure\nis wrong");
    }

    @Test
    void onTelegramTheDescriptionIsAReplyToAMessageThatLinksToThePart() {
        Reply asked = onTelegram(pressed(new MistakeAction.ReportMistakeIn(3, CHINA)));
        chat.assertSays("What is wrong? Reply to this message.\nUS vs China, Fri 6 February 2026, 🇨🇳 PRC");
        assertThat(new StoredContent.Whole(ConversationFixture.content(asked)).write())
                .contains("https://t.me/stage_bot?start=" + new ReportMistake(3, CHINA).payload());
        assertThat(Action.answering(new ReportMistake(3, CHINA), "wrong"))
                .contains(new Mistake(Optional.of(new MistakeAction.ReportMistakeIn(3, CHINA)), "wrong"));
    }

    private Reply onTelegram(Invocation invocation) {
        return chat.answer(new CommandRequest(
                chat.person(),
                ConversationFixture.PRIVATE,
                true,
                Optional.of(ConversationFixture.PRIVATE),
                invocation,
                ChatFeatures.PLAIN,
                Optional.empty(),
                "",
                Optional.of(new WebAddress("https://t.me/stage_bot"))));
    }

    @Test
    void withoutADigestTheNewestOnesAreOffered() {
        chat.privately(new Mistake(Optional.empty(), ""));
        chat.assertSays(
                "Which digest has the mistake?\n    [US vs China · 6 Feb] ReportMistake[digest=3",
                "[World Trade · 6 Feb]");
        chat.privately(new SubscribeAction.Subscribe("us-china", SubscribeAction.Target.DEFAULT));
        chat.assertAnswers(new Mistake(Optional.empty(), ""), "US vs China, Fri 6 February 2026: which part is wrong?");
        chat.privately(new Mistake(Optional.empty(), "wrong"));
        assertThat(notices())
                .singleElement()
                .asString()
                .contains("US vs China, Fri 6 February 2026, revision 1, the whole digest.\nwrong");
    }

    @Test
    void whereThereIsAFormItIsSaidInOneGo() {
        chat.as(Platform.DISCORD, "en");
        var about = new MistakeAction.ReportMistakeIn(3, CHINA);
        Reply.OpenModal form = (Reply.OpenModal) chat.onDiscord(false, pressed(new ReportMistake(3, CHINA)));
        assertThat(form.asks()).contains(about);
        assertThat(form.title()).hasSizeLessThanOrEqualTo(45);
        chat.onDiscord(false, new Mistake(Optional.of(about), "wrong"));
        chat.assertSays("Whisper: Thanks, I've passed it on.");
        assertThat(notices()).singleElement().asString().contains("revision 1, 🇨🇳 PRC.\nwrong");
    }

    @Test
    void inAGroupThePresserAloneIsAsked() {
        chat.asMember(pressed(new ReportMistake(3, CHINA)));
        chat.assertSays(
                "Aside ReportMistake[digest=3, shown=OnePerspective[ordinal=1]], page 0: US vs China, Fri 6 February"
                        + " 2026: which part is wrong?");
        chat.assertAnswers(new ChatAction.Start(new ReportMistake(3, CHINA).payload()), "Compose US vs China · 6 Feb");
    }

    @Test
    void nobodyFloodsTheAdmins() {
        var about = Optional.of(new MistakeAction.ReportMistakeIn(3, CHINA));
        for (int i = 0; i < MistakeCommand.MAX_PER_DAY; i++) {
            chat.assertAnswers(new Mistake(about, "wrong " + i), "Thanks, I've passed it on.");
        }
        chat.assertAnswers(new Mistake(about, "more"), "Toast: Thanks, you've reached today's limit for reports.");
        chat.privately(pressed(new ReportMistake(3, CHINA)));
        chat.assertSays("Toast: Thanks, you've reached today's limit for reports.");
        assertThat(notices()).hasSize(MistakeCommand.MAX_PER_DAY);
        chat.as(new Person(Platform.TELEGRAM, 502, "en"));
        chat.assertAnswers(new Mistake(about, "me too"), "Thanks, I've passed it on.");
        chat.as(new Person(Platform.TELEGRAM, 501, "en"));
        chat.pass(Duration.ofHours(25));
        chat.assertAnswers(new Mistake(about, "again"), "Thanks, I've passed it on.");
    }

    @Test
    void wordsAreCutAndHoldNothingThatIsNoText() {
        var about = Optional.of(new MistakeAction.ReportMistakeIn(3, CHINA));
        chat.privately(new Mistake(about, "a\u0000b" + "x".repeat(5_000)));
        assertThat(notices()).singleElement().asString().contains("\nab" + "x".repeat(997) + "… [");
    }

    private List<String> notices() {
        return chat.rows("SELECT content FROM delivery WHERE cause = 'notice' ORDER BY number").stream()
                .map(StoredContent::content)
                .map(PublicReplies::toAll)
                .map(told -> ConversationFixture.told(told) + " " + ConversationFixture.buttons(told))
                .toList();
    }
}
