package digestbot.broadcast;

import static digestbot.delivery.sending.DeliveryFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.BroadcastService.BroadcastConfirmation;
import digestbot.broadcast.BroadcastService.Decision;
import digestbot.broadcast.BroadcastText.Refusal;
import digestbot.delivery.fanout.RecipientFilter;
import digestbot.delivery.files.PictureStore.Picture;
import digestbot.delivery.sending.DeliveryFixture;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class BroadcastsTest {

    @RegisterExtension
    private final BroadcastFixture setup = new BroadcastFixture(Platform.TELEGRAM, Platform.DISCORD);

    private final DeliveryFixture fixture = setup.fixture;
    private final BroadcastService broadcasts = setup.service;

    @Test
    void aTextWithNothingToSeeIsRefused() {
        for (String text : new String[] {"", " \n ", "<!-- a comment -->", "\u200b", "---"}) {
            assertThat(broadcasts.refusal(text)).as(text).contains(new Refusal.Empty());
        }
    }

    @Test
    void aTextOfMoreThanThreeMessagesIsRefused() {
        assertThat(broadcasts.refusal("x".repeat(300))).isEmpty();
        assertThat(broadcasts.refusal("x".repeat(301))).contains(new Refusal.TooLong(Platform.TELEGRAM, 4));
    }

    @Test
    void itsRecipientsCanBeChangedAsLongAsItIsADraft() {
        fixture.subscribe(1);
        long number = setup.drafted("News");
        fixture.write(tx -> broadcasts.setRecipients(
                tx, number, new RecipientFilter(Optional.empty(), Optional.of(TOPIC)), BroadcastFixture.BY));
        assertThat(setup.find(number).recipients())
                .isEqualTo(new RecipientFilter(Optional.empty(), Optional.of(TOPIC)));
        send(number);
        fixture.write(tx -> broadcasts.setRecipients(tx, number, RecipientFilter.EVERYONE, BroadcastFixture.BY));
        assertThat(setup.find(number).recipients())
                .isEqualTo(new RecipientFilter(Optional.empty(), Optional.of(TOPIC)));
    }

    @Test
    void aTextThatComesAfterTheStartIsNotStored() {
        fixture.subscribe(1);
        long number = setup.drafted("News");
        send(number);
        boolean stored = fixture.database.write(tx -> broadcasts.edit(tx, number, "Other news", BroadcastFixture.BY));
        assertThat(stored).isFalse();
        assertThat(setup.find(number).text()).isEqualTo("News");
    }

    @Test
    void onlyPlatformsThatTheBotRunsOnCount() {
        fixture.subscribe(1);
        fixture.write(transaction -> {
            var direct = new Chat(Platform.DISCORD, 6, ChatType.PRIVATE, "");
            long other = fixture.subscriptions
                    .subscriber(transaction, direct, Preferences.DEFAULT)
                    .number();
            fixture.subscriptions.subscribe(transaction, other, TOPIC, 0);
        });
        assertThat(broadcasts.count(RecipientFilter.EVERYONE).byPlatform())
                .isEqualTo(Map.of(Platform.TELEGRAM, 1L, Platform.DISCORD, 1L));
        var onTelegram = new BroadcastFixture(fixture, Platform.TELEGRAM).service;
        assertThat(onTelegram.count(RecipientFilter.EVERYONE).byPlatform()).isEqualTo(Map.of(Platform.TELEGRAM, 1L));
        assertThat(onTelegram
                        .count(new RecipientFilter(Optional.of(Platform.DISCORD), Optional.empty()))
                        .byPlatform())
                .isEmpty();
    }

    @Test
    void whatWouldReachNobodyStaysADraftAndOneThatIsDiscardedCannotBeSent() {
        long number = setup.drafted("News");
        assertThat(send(number)).isEqualTo(Decision.NO_RECIPIENTS);
        assertThat(setup.find(number).state()).isEqualTo(BroadcastState.DRAFT);
        fixture.subscribe(1);
        fixture.write(tx -> broadcasts.discard(tx, number, BroadcastFixture.BY));
        assertThat(send(number)).isEqualTo(Decision.ALREADY_DECIDED);
        assertThat(setup.find(number).state()).isEqualTo(BroadcastState.DISCARDED);
        assertThat(setup.isFinished(number)).isTrue();
    }

    @Test
    void whatIsNotAsItsPreviewShowedItIsNeitherSentNorScheduled() {
        fixture.subscribe(1);
        long number = setup.drafted("News");
        BroadcastConfirmation before = fixture.database.read(tx -> setup.confirmation(tx, number));
        fixture.write(tx -> broadcasts.setRecipients(
                tx, number, new RecipientFilter(Optional.empty(), Optional.of(TOPIC)), BroadcastFixture.BY));
        assertThat(fixture.database.<Decision>write(tx -> broadcasts.send(tx, number, before, Optional.empty())))
                .isEqualTo(Decision.STALE);
        assertThat(fixture.database.<Decision>write(tx -> broadcasts.schedule(
                        tx, number, before, fixture.clock.instant().plusSeconds(60))))
                .isEqualTo(Decision.STALE);
        assertThat(setup.find(number).state()).isEqualTo(BroadcastState.DRAFT);
    }

    @Test
    void aPictureStaysWithItsBroadcastAndGoesWithADuplicate() {
        long number = setup.drafted("News", Picture.of(BroadcastFixture.PNG));
        long copy = fixture.database
                .write(tx -> broadcasts.duplicate(tx, number, BroadcastFixture.BY))
                .orElseThrow();
        assertThat(broadcasts.content(setup.find(number)).picture()).contains(number);
        assertThat(broadcasts.content(setup.find(copy)).picture()).contains(copy);
        assertThat(setup.find(setup.drafted("News")).hasPicture()).isFalse();
        fixture.write(tx -> tx.execute("DELETE FROM broadcast WHERE number = ?", number));
        assertThat(fixture.rows("SELECT broadcast || ' ' || name FROM broadcast_picture"))
                .containsExactly(copy + " picture.png");
    }

    private Decision send(long number) {
        return setup.send(number, Optional.empty());
    }
}
