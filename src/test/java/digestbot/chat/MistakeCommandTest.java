package digestbot.chat;

import static digestbot.chat.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.content.action.Action;
import digestbot.content.action.ChatAction;
import digestbot.content.action.Invocation;
import digestbot.content.action.MistakeAction;
import digestbot.content.action.SubscribeAction;
import digestbot.delivery.outbox.StoredContent;
import digestbot.digest.DigestView;
import digestbot.markdown.WebAddress;
import digestbot.ops.notice.OperatorNotices;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InConversation(golden = true)
class MistakeCommandTest {

    private static final DigestView CHINA = new DigestView.OnePerspective(1);

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() {
        var operator = new OperatorNotices.OperatorChat(
                Platform.TELEGRAM, ConversationFixture.OWNER.userId(), ConversationFixture.PRIVATE);
        conversation.database.writeWithoutResult(tx -> conversation.notices.registerOwner(tx, operator));
    }

    @Test
    void aPressAndAChoiceTellTheAdminsOfTheDigestAndThePerspective() {
        conversation.privately(pressed(new MistakeAction.ReportMistake(3, new DigestView.Overview())));
        Reply.OpenModal form =
                (Reply.OpenModal) conversation.privately(pressed(new MistakeAction.ReportMistakeIn(3, CHINA)));
        assertThat(form.asks()).contains(new MistakeAction.ReportMistakeIn(3, CHINA));
        // Nothing is reported before it is described.
        conversation.note(notices());
        Action said = Action.answering(form.asks().orElseThrow(), "the figure\nis wrong")
                .orElseThrow();
        conversation.privately(said);
        conversation.note(notices());
        conversation.note(conversation.rows("SELECT perspective || words FROM mistake"));
    }

    @Test
    void onTelegramTheDescriptionIsAReplyToAMessageThatLinksToThePart() {
        Reply asked = onTelegram(pressed(new MistakeAction.ReportMistakeIn(3, CHINA)));
        assertThat(new StoredContent.Whole(ConversationFixture.content(asked)).write())
                .contains("https://t.me/stage_bot?start=" + new MistakeAction.ReportMistake(3, CHINA).payload());
        assertThat(Action.answering(new MistakeAction.ReportMistake(3, CHINA), "wrong"))
                .contains(new MistakeAction.Mistake(Optional.of(new MistakeAction.ReportMistakeIn(3, CHINA)), "wrong"));
    }

    private Reply onTelegram(Invocation invocation) {
        return conversation.answer(new CommandRequest(
                conversation.person(),
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
        conversation.privately(new MistakeAction.Mistake(Optional.empty(), ""));
        conversation.privately(new SubscribeAction.Subscribe("us-china", SubscribeAction.Target.DEFAULT));
        conversation.privately(new MistakeAction.Mistake(Optional.empty(), ""));
        conversation.privately(new MistakeAction.Mistake(Optional.empty(), "wrong"));
        conversation.note(notices());
    }

    @Test
    void whereThereIsAFormItIsSaidInOneGo() {
        conversation.as(Platform.DISCORD, "en");
        var about = new MistakeAction.ReportMistakeIn(3, CHINA);
        Reply.OpenModal form =
                (Reply.OpenModal) conversation.onDiscord(false, pressed(new MistakeAction.ReportMistake(3, CHINA)));
        assertThat(form.asks()).contains(about);
        assertThat(form.title()).hasSizeLessThanOrEqualTo(45);
        conversation.onDiscord(false, new MistakeAction.Mistake(Optional.of(about), "wrong"));
        conversation.note(notices());
    }

    @Test
    void inAGroupThePresserAloneIsAsked() {
        conversation.asMember(pressed(new MistakeAction.ReportMistake(3, CHINA)));
        conversation.privately(new ChatAction.Start(new MistakeAction.ReportMistake(3, CHINA).payload()));
    }

    @Test
    void nobodyFloodsTheAdmins() {
        var about = Optional.of(new MistakeAction.ReportMistakeIn(3, CHINA));
        for (int i = 0; i < MistakeCommand.MAX_PER_DAY; i++) {
            conversation.privately(new MistakeAction.Mistake(about, "wrong " + i));
        }
        conversation.privately(new MistakeAction.Mistake(about, "more"));
        conversation.privately(pressed(new MistakeAction.ReportMistake(3, CHINA)));
        conversation.note(notices());
        conversation.as(new Person(Platform.TELEGRAM, 502, "en"));
        conversation.privately(new MistakeAction.Mistake(about, "me too"));
        conversation.as(new Person(Platform.TELEGRAM, 501, "en"));
        conversation.pass(Duration.ofHours(25));
        conversation.privately(new MistakeAction.Mistake(about, "again"));
    }

    @Test
    void wordsAreCutAndHoldNothingThatIsNoText() {
        var about = Optional.of(new MistakeAction.ReportMistakeIn(3, CHINA));
        conversation.privately(new MistakeAction.Mistake(about, "a\u0000b" + "x".repeat(5_000)));
        conversation.note(notices());
    }

    private List<String> notices() {
        return conversation.rows("SELECT content FROM delivery WHERE cause = 'notice' ORDER BY number").stream()
                .map(StoredContent::content)
                .map(PublicReplies::toAll)
                .map(told -> ConversationFixture.told(told) + " " + ConversationFixture.buttons(told))
                .toList();
    }
}
