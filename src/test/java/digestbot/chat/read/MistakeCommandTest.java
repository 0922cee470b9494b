package digestbot.chat.read;

import static digestbot.chat.api.ConversationFixture.button;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.button.Press;
import digestbot.chat.api.ChatFeatures;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.Reply;
import digestbot.delivery.outbox.ContentJson;
import digestbot.digest.DigestView;
import digestbot.markdown.WebAddress;
import digestbot.notice.OperatorNotices;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InConversation
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
    void standsBelowEveryViewOfADigest() {
        for (DigestView view : List.of(new DigestView.Overview(), CHINA, new DigestView.Sources())) {
            assertThat(ConversationFixture.buttons(conversation.privately(pressed(new Press.Show(3, view, 0)))))
                    .contains(ConversationFixture.button("Report a mistake", new Press.ReportMistake(3, view)));
        }
    }

    @Test
    void aPressAndAChoiceTellTheAdminsOfTheDigestAndThePerspective() {
        Reply asked = conversation.privately(pressed(new Press.ReportMistake(3, new DigestView.Overview())));
        assertThat(ConversationFixture.buttons(asked))
                .containsExactly(
                        button("🔵 United States", new Press.ReportMistakeIn(3, new DigestView.OnePerspective(0))),
                        button("🔴 PRC", new Press.ReportMistakeIn(3, new DigestView.OnePerspective(1))),
                        button("The whole digest", new Press.ReportMistakeIn(3, new DigestView.Overview())));
        Reply.OpenModal form = (Reply.OpenModal) conversation.privately(pressed(new Press.ReportMistakeIn(3, CHINA)));
        assertThat(form.asks()).contains(new Press.ReportMistakeIn(3, CHINA));
        assertThat(notices()).as("nothing is reported before it is described").isEmpty();
        Command said = Command.answering(form.asks().orElseThrow(), "the figure\nis wrong")
                .orElseThrow();
        assertThat(ConversationFixture.told(conversation.privately(said)))
                .isEqualTo("Whisper: Thanks, I've passed it on.");
        assertThat(notices())
                .singleElement()
                .asString()
                .contains(
                        "US vs China, Fri 6 February 2026, revision 1, 🔴 PRC",
                        "the figure",
                        "is wrong",
                        new Press.Show(3, new DigestView.OnePerspective(1), 0).encode());
        assertThat(rows("SELECT perspective || words FROM mistake")).containsExactly("1the figure\nis wrong");
    }

    @Test
    void onTelegramTheDescriptionIsAReplyToAMessageThatLinksToThePart() {
        Reply asked = onTelegram(pressed(new Press.ReportMistakeIn(3, CHINA)));
        assertThat(ConversationFixture.told(asked)).contains("What is wrong? Reply to this message.", "🔴 PRC");
        assertThat(ConversationFixture.buttons(asked)).containsExactly("What is wrong? as a reply");
        assertThat(ContentJson.write(ConversationFixture.content(asked)))
                .contains("https://t.me/stage_bot?start=" + new Press.ReportMistake(3, CHINA).payload());
        assertThat(Command.answering(new Press.ReportMistake(3, CHINA), "wrong"))
                .contains(new Command.Mistake(Optional.of(new Press.ReportMistakeIn(3, CHINA)), "wrong"));
    }

    private Reply onTelegram(Command command) {
        return conversation.answer(new CommandRequest(
                conversation.person(),
                ConversationFixture.PRIVATE,
                true,
                Optional.of(ConversationFixture.PRIVATE),
                command,
                ChatFeatures.PLAIN,
                Optional.empty(),
                "",
                Optional.of(new WebAddress("https://t.me/stage_bot"))));
    }

    @Test
    void withoutADigestTheNewestOnesAreOffered() {
        Reply which = conversation.privately(new Command.Mistake(Optional.empty(), ""));
        assertThat(ConversationFixture.told(which)).isEqualTo("Whisper: Which digest has the mistake?");
        assertThat(ConversationFixture.buttons(which))
                .containsExactly(
                        button("US vs China · 6 Feb", new Press.ReportMistake(3, new DigestView.Overview())),
                        button("World Trade · 6 Feb", new Press.ReportMistake(2, new DigestView.Overview())));
        conversation.privately(new Command.Subscribe("us-china", Command.Target.DEFAULT));
        assertThat(ConversationFixture.told(conversation.privately(new Command.Mistake(Optional.empty(), ""))))
                .startsWith("Compose Report a mistake / What is wrong?");
        assertThat(ConversationFixture.told(conversation.privately(new Command.Mistake(Optional.empty(), "wrong"))))
                .contains("Thanks");
        assertThat(notices()).singleElement().asString().contains("the whole digest", "wrong");
    }

    @Test
    void whereThereIsAFormItIsSaidInOneGo() {
        conversation.as(Platform.DISCORD, "en");
        var about = new Press.ReportMistakeIn(3, CHINA);
        Reply.OpenModal form =
                (Reply.OpenModal) conversation.onDiscord(false, pressed(new Press.ReportMistake(3, CHINA)));
        assertThat(form.asks()).contains(about);
        assertThat(form.title()).hasSizeLessThanOrEqualTo(45);
        Reply thanks = conversation.onDiscord(false, new Command.Mistake(Optional.of(about), "wrong"));
        assertThat(ConversationFixture.told(thanks)).startsWith("Whisper").contains("Thanks");
        assertThat(notices()).singleElement().asString().contains("PRC", "wrong");
    }

    @Test
    void inAGroupThePresserAloneIsAsked() {
        assertThat(conversation.asMember(pressed(new Press.ReportMistake(3, CHINA))))
                .isInstanceOfSatisfying(
                        Reply.EphemeralView.class,
                        aside -> assertThat(aside.payload())
                                .isEqualTo(new Press.ReportMistake(3, new DigestView.OnePerspective(1)).payload()));
        assertThat(ConversationFixture.buttons(conversation.privately(
                        new Command.Start(new Press.ReportMistake(3, new DigestView.OnePerspective(1)).payload()))))
                .hasSize(3);
    }

    @Test
    void nobodyFloodsTheAdmins() {
        var about = Optional.of(new Press.ReportMistakeIn(3, CHINA));
        for (int i = 0; i < MistakeCommand.MAX_PER_DAY; i++) {
            assertThat(ConversationFixture.told(conversation.privately(new Command.Mistake(about, "wrong " + i))))
                    .contains("I've passed it on");
        }
        assertThat(ConversationFixture.told(conversation.privately(new Command.Mistake(about, "more"))))
                .contains("reached today's limit");
        assertThat(ConversationFixture.told(conversation.privately(pressed(new Press.ReportMistake(3, CHINA)))))
                .contains("reached today's limit");
        assertThat(notices()).hasSize(MistakeCommand.MAX_PER_DAY);
        conversation.as(new Person(Platform.TELEGRAM, 502, "en"));
        assertThat(ConversationFixture.told(conversation.privately(new Command.Mistake(about, "me too"))))
                .contains("passed it on");
        conversation.as(new Person(Platform.TELEGRAM, 501, "en"));
        conversation.pass(Duration.ofHours(25));
        assertThat(ConversationFixture.told(conversation.privately(new Command.Mistake(about, "again"))))
                .contains("passed it on");
    }

    @Test
    void wordsAreCutAndHoldNothingThatIsNoText() {
        var about = Optional.of(new Press.ReportMistakeIn(3, CHINA));
        conversation.privately(new Command.Mistake(about, "a\u0000b" + "x".repeat(5_000)));
        assertThat(notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.length()).isLessThan(2_000));
    }

    private List<String> notices() {
        return rows("SELECT content FROM delivery WHERE cause = 'notice' ORDER BY number");
    }

    private List<String> rows(String sql) {
        return conversation.database.read(
                tx -> tx.handle().createQuery(sql).mapTo(String.class).list());
    }

    private static Command pressed(Press press) {
        return new Command.Pressed(Optional.of(press));
    }
}
