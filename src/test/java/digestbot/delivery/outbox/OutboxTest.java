package digestbot.delivery.outbox;

import static digestbot.delivery.sending.DeliveryFixture.chat;
import static digestbot.delivery.sending.DeliveryFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.Platform;
import digestbot.audience.ReadingOptions;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.ContentOrigin;
import digestbot.content.Reader;
import digestbot.content.ViewAdditions;
import digestbot.content.action.ReadAction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.digest.DigestView;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class OutboxTest {

    private static final long CHAT = 1;
    private static final Reader READER = new Reader(
            "de",
            new ReadingOptions(PerspectiveChoice.only(List.of("us", "china")), Length.SHORT, Layout.SIDE_BY_SIDE),
            LocalDate.of(2026, 2, 6),
            ZoneId.of("Europe/Berlin"));

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    /// The content of a press: long, and made from that revision.
    private static Content view(long digest, int revision) {
        return content("x".repeat(100_000))
                .withOrigin(new ContentOrigin(digest, revision, new DigestView.Overview(), READER));
    }

    private void say(Content content) {
        fixture.write(tx -> fixture.outbox.reply(tx, chat(CHAT), "en", content));
    }

    /// Otherwise another edit is queued for each change.
    @Test
    void aMessageIsBusyAlsoWhileItsEditIsHeldForSomebodyWhoHasBlockedTheBot() {
        long notice = fixture.database.write(tx -> fixture.outbox.notice(tx, chat(CHAT), content("1 problem")));
        fixture.deliver(1);
        fixture.messenger.next(CHAT, new SendResult.Unreachable("blocked"));
        fixture.write(tx -> fixture.outbox.update(tx, chat(CHAT), content("2 problems"), "m-1-0"));
        fixture.await("paused", 1);
        assertThat(fixture.database
                        .read(tx -> fixture.outbox.messageState(tx, notice))
                        .isOpen())
                .isTrue();
    }

    @Test
    void aViewIsStoredAsWhatItIsAndSentAsItWasAtThePress() {
        long digest = fixture.publish("Monday*3");
        say(view(digest, 1));
        fixture.write(tx -> fixture.outbox.replace(tx, chat(CHAT), view(digest, 1), 1, "77"));
        assertThat(fixture.rows("SELECT content FROM delivery"))
                .hasSize(2)
                .allSatisfy(content -> assertThat(content).hasSizeLessThan(450).contains("\"view\""));
        fixture.revise(digest, 2, "Monday*3");
        fixture.deliver(2);
        fixture.assertTexts(CHAT, "Monday r1 1/3", "Monday r1 2/3", "Monday r1 3/3", "Monday r1 2/3");
    }

    /// Otherwise a flood of searches delays all others until it is over.
    @Test
    void chatsTakeTurnsAndSearchesWaitForOtherReplies() {
        search(1);
        search(1);
        search(2);
        fixture.execute("UPDATE delivery SET state = 'cancelled' WHERE number = 1");
        fixture.pass(Duration.ofMinutes(2));
        search(3);
        var other = chat(4);
        fixture.write(tx -> fixture.outbox.reply(tx, other, "en", content("today")));
        assertThat(fixture.due(Priority.REPLIES)).extracting(Delivery::number).containsExactly(5L, 3L, 4L, 2L);
    }

    @Test
    void aReplyWaitsForTheSearchThatItsChatMadeBefore() {
        search(CHAT);
        say(content("today"));
        assertThat(fixture.due(Priority.REPLIES)).extracting(Delivery::number).containsExactly(1L);
    }

    /// Otherwise a chat that was put off waits until a flood is over.
    @Test
    void aReplyThatWasPutOffIsTheNextAndTheOthersOfItsChatKeepTheirTurns() {
        search(1);
        search(1);
        fixture.messenger.next(1, new SendResult.NotSent("down"));
        fixture.dispatch();
        fixture.awaitRest();
        fixture.closeSenders();
        search(2);
        search(2);
        fixture.say(3, "today");
        fixture.pass(Duration.ofSeconds(1));
        assertThat(fixture.due(Priority.REPLIES)).extracting(Delivery::number).containsExactly(1L, 5L, 3L);
        fixture.execute("UPDATE delivery SET state = 'cancelled' WHERE number IN (1, 3)");
        assertThat(fixture.due(Priority.REPLIES)).extracting(Delivery::number).containsExactly(5L, 2L, 4L);
    }

    private void search(long chat) {
        fixture.write(tx -> fixture.outbox.replyToSearch(tx, chat(chat), "en", content("found")));
    }

    @Test
    void aViewIsRenderedOnceForAllWhoAskForIt() {
        long digest = fixture.publish("Monday*2");
        for (long chat = 1; chat <= 3; chat++) {
            var destination = chat(chat);
            fixture.write(tx -> fixture.outbox.reply(tx, destination, "en", view(digest, 1)));
        }
        fixture.deliver(3);
        fixture.assertTexts(3, "Monday r1 1/2", "Monday r1 2/2");
        assertThat(fixture.messenger.renderings).hasValue(2);

        fixture.revise(digest, 2, "Monday*2");
        say(view(digest, 2));
        fixture.write(tx -> fixture.outbox.replace(tx, chat(CHAT), view(digest, 2), 1, "77"));
        fixture.await("sent", 5);
        assertThat(fixture.messenger.texts(CHAT).subList(2, 5))
                .containsExactly("Monday r2 1/2", "Monday r2 2/2", "Monday r2 2/2");
        assertThat(fixture.messenger.renderings).hasValue(5);
    }

    @Test
    void whatWasAddedToAViewIsThereToo() {
        long digest = fixture.publish("Monday");
        say(view(digest, 1).withAdditions(ViewAdditions.withRemark("In German alone.")));
        fixture.deliver(1);
        fixture.assertTexts(CHAT, "Monday r1\nIn German alone.");
    }

    @Test
    void whatWasWithdrawnSinceThePressIsNotShown() {
        long digest = fixture.publish("Monday");
        say(view(digest, 1));
        fixture.withdrawOnly(digest);
        fixture.deliver(1);
        fixture.assertTexts(CHAT, "Dieser Überblick wurde zurückgezogen.");
    }

    @Test
    void anOriginIsReadAsItWasWritten() {
        List<List<Button>> below = List.of(List.of(
                Button.callback("Trade", new ReadAction.Show(9, new DigestView.OnePerspective(1), 0)),
                Button.callback("Energy", new ReadAction.Show(10, new DigestView.OnePerspective(0), 0))));
        var additions = new ViewAdditions(List.of("Remark", "Another"), below, true);
        for (DigestView view : List.of(
                new DigestView.Overview(),
                new DigestView.OnePerspective(3),
                new DigestView.SideBySide(),
                new DigestView.Sources(3))) {
            var stored = new StoredContent.Origin(new ContentOrigin(7, 2, view, READER, additions));
            assertThat(StoredContent.read(stored.write())).isEqualTo(stored);
        }
    }

    @Test
    void aChatsSettledAnswersAreBoundedAndNobodyElsesAreRemoved() {
        long chat = fixture.subscribe(CHAT).number();
        long other = fixture.subscribe(2).number();
        settled(chat, Outbox.MAX_SETTLED_REPLIES + 5);
        settled(other, 3);
        for (int i = 0; i < 20; i++) {
            fixture.say(CHAT, "hello");
        }
        fixture.assertRows(
                "SELECT count(*) FROM delivery WHERE subscriber = " + chat, String.valueOf(Outbox.MAX_SETTLED_REPLIES));
        fixture.assertRows("SELECT min(number) FROM delivery WHERE subscriber = " + chat, "26");
        fixture.assertRows("SELECT count(*) FROM delivery WHERE subscriber = " + other, "3");
    }

    @Test
    void whoWaitsForNineAnswersGetsTheNextInsteadOfTheLast() {
        for (int i = 1; i <= 11; i++) {
            fixture.say(CHAT, "answer " + i);
        }
        fixture.say(2, "answer");
        fixture.deliver(10);
        assertThat(fixture.messenger.texts(CHAT)).hasSize(9).endsWith("answer 8", "answer 11");
    }

    @Test
    void manyPeopleInAGroupMayWaitForAnswers() {
        var group = new Destination(new Chat(Platform.TELEGRAM, CHAT, ChatType.GROUP, ""), 0);
        for (int i = 0; i < Outbox.MAX_QUEUED_REPLIES + 1; i++) {
            fixture.write(tx -> fixture.outbox.reply(tx, group, "en", content("answer")));
        }
        assertThat(fixture.count("queued")).isEqualTo(Outbox.MAX_QUEUED_REPLIES);
    }

    @Test
    void aMessageWhoseEditIsDroppedStillShowsWhatItShowed() {
        long digest = fixture.publishTo(CHAT, "Monday");
        fixture.deliver(1);
        fixture.closeSenders();
        for (int i = 0; i < Outbox.MAX_QUEUED_FOR_ONE; i++) {
            fixture.write(tx -> fixture.outbox.replace(tx, chat(CHAT), content("other"), 0, "77"));
        }
        Content sources = fixture.edition(digest, 1, new DigestView.Sources());
        fixture.write(tx -> fixture.outbox.replace(tx, chat(CHAT), sources, 0, "m-1-0"));
        fixture.assertRows("SELECT count(*) FROM part WHERE pressed = 1", "0");
    }

    private void settled(long subscriber, int count) {
        fixture.execute("""
                INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, content, created_at,
                                      settled_at)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                SELECT ?, 'telegram', 'reply', 0, 0, 0, 'sent', '{}', 0, 0 FROM n
                """.formatted(count), subscriber);
    }
}
