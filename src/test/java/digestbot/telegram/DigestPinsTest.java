package digestbot.telegram;

import static digestbot.telegram.TelegramFixture.ANN;
import static digestbot.telegram.TelegramFixture.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.Waiting;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.SubscriberStore;
import digestbot.audience.SubscriberStore.ChatFlag;
import digestbot.content.Content;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.SendResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DigestPinsTest {

    private static final Destination CHAT =
            new Destination(new Chat(Platform.TELEGRAM, GROUP.id(), ChatType.GROUP, "Readers"), 0);

    @RegisterExtension
    private final TelegramFixture fixture = new TelegramFixture();

    private final SubscriberStore subscribers = new SubscriberStore();
    private TelegramConnection connection;
    private TelegramMessenger messenger;

    @BeforeEach
    void open() {
        connection = new TelegramConnection(new TelegramSettings(TelegramFixture.TOKEN, fixture.sandbox.url()));
        messenger = connection.messenger(fixture.database, fixture);
        fixture.start();
        fixture.sandbox.join(ANN, GROUP);
        fixture.database.writeWithoutResult(tx -> {
            long number = subscribers
                    .findOrCreate(tx, CHAT.chat(), Preferences.DEFAULT, fixture.now.get())
                    .number();
            subscribers.set(tx, ChatFlag.PINS, number, true);
        });
    }

    @AfterEach
    void close() {
        connection.close();
    }

    private long send(boolean isDigest) {
        TelegramMessage message = messenger.render(Content.text("A message", List.of()));
        SendResult result = messenger.send(CHAT, isDigest ? messenger.firstOfDigest(message) : message, "", false);
        return Long.parseLong(((SendResult.Sent) result).messageId());
    }

    private void awaitPinned(long message) {
        await().untilAsserted(() -> assertThat(fixture.sandbox.pinned(GROUP)).containsExactly(message));
    }

    @Test
    void theNewestDigestIsPinnedInPlaceOfTheOneBefore() {
        fixture.sandbox.promoteBot(ANN, GROUP, true);
        awaitPinned(send(true));
        awaitPinned(send(true));
        send(false);
        awaitPinned(send(true));
        Waiting.exactly(3, () -> fixture.requests("pinChatMessage"));
    }

    @Test
    void aChatWhereTheBotMayNotPinIsToldOnceUntilItMay() {
        send(true);
        send(true);
        assertThat(Waiting.exactly(2, () -> fixture.told)).containsExactlyInAnyOrder(true, false);
        fixture.sandbox.promoteBot(ANN, GROUP, true);
        awaitPinned(send(true));
        await().until(
                        () -> fixture.database.<Boolean>read(tx -> subscribers.wasToldOfPins(tx, CHAT.chat())),
                        told -> !told);
        assertThat(fixture.sandbox.screen(GROUP)).hasSize(4);
    }

    @Test
    void ofTwoPinsTheOlderMessageIsUnpinnedWhicheverIsAnsweredFirst() {
        assertThat(recorded("10")).isEmpty();
        assertThat(recorded("9")).contains("9");
        assertThat(recorded("11")).contains("10");
    }

    /// Returns the message to unpin.
    private Optional<String> recorded(String message) {
        return fixture.database.write(tx -> subscribers.setPinned(tx, CHAT.chat(), message));
    }
}
