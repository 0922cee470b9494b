package digestbot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.broadcast.Broadcast.State;
import digestbot.delivery.Bed;
import digestbot.delivery.FanOuts;
import digestbot.subscription.Chat;
import digestbot.subscription.ChatKind;
import digestbot.subscription.Platform;
import digestbot.subscription.Preferences;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BroadcastsTest {

    @TempDir
    Path folder;

    private Bed bed;
    private Broadcasts broadcasts;

    @BeforeEach
    void open() {
        bed = new Bed(folder.resolve("d.sqlite"));
        broadcasts = on(Platform.TELEGRAM, Platform.DISCORD);
    }

    private Broadcasts on(Platform... platforms) {
        return new Broadcasts(
                new FanOuts(bed.bell, bed.clock), bed.outbox, new PlainPreviews(), Set.of(platforms), bed.clock);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void aTextBecomesADraftForEveryone() {
        Broadcast draft = find(drafted("Some *news*"));
        assertThat(draft.state()).isEqualTo(State.DRAFT);
        assertThat(draft.to()).isEqualTo(Recipients.EVERYONE);
        assertThat(draft.isOver()).isFalse();
    }

    @Test
    void aTextWithNothingToSeeIsRefused() {
        for (String text : new String[] {"", " \n ", "<!-- a comment -->", "\u200b", "---"}) {
            assertThat(draft(text)).as(text).isEqualTo(new Draft.Empty());
        }
    }

    @Test
    void aTextOfMoreThanThreeMessagesIsRefused() {
        assertThat(draft("x".repeat(300))).isInstanceOf(Draft.Drafted.class);
        assertThat(draft("x".repeat(301))).isEqualTo(new Draft.TooLong(Platform.TELEGRAM, 4));
    }

    @Test
    void itsRecipientsCanBeChangedAsLongAsItIsADraft() {
        bed.subscribe(1);
        long number = drafted("News");
        bed.write(tx -> broadcasts.setRecipients(tx, number, Recipients.of(Bed.TOPIC)));
        assertThat(find(number).to()).isEqualTo(Recipients.of(Bed.TOPIC));
        send(number);
        bed.write(tx -> broadcasts.setRecipients(tx, number, Recipients.EVERYONE));
        assertThat(find(number).to()).isEqualTo(Recipients.of(Bed.TOPIC));
    }

    @Test
    void onlyPlatformsThatTheBotRunsOnCount() {
        bed.subscribe(1);
        bed.write(transaction -> {
            var direct = new Chat(Platform.DISCORD, 6, ChatKind.PRIVATE, "");
            long other = bed.subscriptions
                    .subscriber(transaction, direct, Preferences.DEFAULT)
                    .number();
            bed.subscriptions.subscribe(transaction, other, Bed.TOPIC, 0);
        });
        assertThat(count(broadcasts, Recipients.EVERYONE))
                .isEqualTo(Map.of(Platform.TELEGRAM, 1L, Platform.DISCORD, 1L));
        Broadcasts telegramAlone = on(Platform.TELEGRAM);
        assertThat(count(telegramAlone, Recipients.EVERYONE)).isEqualTo(Map.of(Platform.TELEGRAM, 1L));
        assertThat(count(telegramAlone, Recipients.of(Platform.DISCORD))).isEmpty();
    }

    @Test
    void whatWouldReachNobodyStaysADraft() {
        long number = drafted("News");
        assertThat(send(number)).isEqualTo(new Sending.Nobody());
        assertThat(find(number).state()).isEqualTo(State.DRAFT);
    }

    @Test
    void aDiscardedDraftCannotBeSent() {
        bed.subscribe(1);
        long number = drafted("News");
        bed.write(tx -> broadcasts.discard(tx, number));
        assertThat(send(number)).isInstanceOf(Sending.NoDraft.class);
        assertThat(find(number).state()).isEqualTo(State.DISCARDED);
        assertThat(find(number).isOver()).isTrue();
    }

    @Test
    void oneThatRunsCannotBeDiscardedAndADraftCannotBeStopped() {
        bed.subscribe(1);
        long number = drafted("News");
        bed.write(tx -> broadcasts.stop(tx, number));
        assertThat(find(number).state()).isEqualTo(State.DRAFT);
        send(number);
        bed.write(tx -> broadcasts.discard(tx, number));
        assertThat(find(number).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void theSameTextWithinADayIsKnown() {
        bed.subscribe(1);
        long first = drafted("News");
        long second = drafted("News");
        assertThat(twin(second)).isEmpty();
        send(first);
        assertThat(twin(second))
                .hasValueSatisfying(twin -> assertThat(twin.number()).isEqualTo(first));
        assertThat(twin(first)).isEmpty();
        bed.clock.pass(Duration.ofHours(25));
        assertThat(twin(second)).isEmpty();
    }

    private Draft draft(String text) {
        return bed.database.write(tx -> broadcasts.draft(tx, Optional.empty(), text));
    }

    private long drafted(String text) {
        return ((Draft.Drafted) draft(text)).number();
    }

    private Broadcast find(long number) {
        return bed.database.read(tx -> broadcasts.find(tx, number)).orElseThrow();
    }

    private Sending send(long number) {
        return bed.database.write(tx -> broadcasts.send(tx, number, Optional.empty()));
    }

    private Optional<Broadcast> twin(long number) {
        return bed.database.read(
                tx -> broadcasts.twin(tx, broadcasts.find(tx, number).orElseThrow()));
    }

    private Map<Platform, Long> count(Broadcasts counted, Recipients to) {
        return bed.database.read(tx -> counted.count(tx, to));
    }
}
