package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.sending.SenderFixture;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The limits as the server sees them, through the real client and a real clock, which a busy
/// machine falls behind.
@Tag("faults")
class TelegramLimitsTest {

    @RegisterExtension
    final TelegramFixture fixture = new TelegramFixture();

    @TempDir
    Path folder;

    private final TelegramSandbox sandbox = fixture.sandbox;
    private final TelegramConnection connection = fixture.connection();

    @AfterEach
    void stop() {
        connection.close();
    }

    @Test
    void aFanOutHearsNo429() {
        sandbox.enforceLimits(30, 1, 20);
        try (var outgoing = outgoing()) {
            outgoing.say(chats(120), "hello");
            outgoing.await(120);
        }
        assertThat(sandbox.throttled()).isZero();
    }

    @Test
    void a429HoldsUpTheChatThatItWasForAlone() {
        List<Destination> chats = chats(20);
        SandboxPlace first = place(chats.getFirst().chat().id());
        sandbox.fault(first, new SandboxFault.Throttled(1, Duration.ofSeconds(8)));
        try (var outgoing = outgoing()) {
            outgoing.say(chats, "hello");
            outgoing.await(20);
        }
        List<Long> order = fixture.requests("sendMessage").stream()
                .filter(request -> request.status() == 200)
                .map(request -> request.body().path("chat_id").asLong())
                .toList();
        assertThat(order).hasSize(20);
        assertThat(order.indexOf(first.id()))
                .as("chats that did not wait for it, of 19")
                .isGreaterThan(10);
        assertThat(sandbox.throttled()).isEqualTo(1);
    }

    private SenderFixture<TelegramMessage> outgoing() {
        return new SenderFixture<>(folder.resolve("d.sqlite"), connection.messenger(), new PlatformLimits(30, 1, 20));
    }

    private List<Destination> chats(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(id -> {
                    sandbox.join(new SandboxPerson(id, "Reader", "en"), place(id));
                    return new Destination(new Chat(Platform.TELEGRAM, id, ChatType.PRIVATE, ""), 0);
                })
                .toList();
    }

    private static SandboxPlace place(long id) {
        return new SandboxPlace(id, SandboxPlace.Kind.PRIVATE, "");
    }
}
