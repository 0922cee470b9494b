package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.sending.DispatcherFixture;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The limits as Discord sees them, through the real client.
@Tag("full")
class DiscordLimitsTest {

    private static final PlatformLimits LIMITS = new PlatformLimits(45, 1, 0);

    @TempDir
    Path folder;

    private DiscordFixture fixture;

    @BeforeEach
    void start() {
        fixture = new DiscordFixture(folder);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void neitherAFanOutNorASingleChannelHears429() {
        List<SandboxPlace> places = IntStream.range(0, 90)
                .mapToObj(i -> fixture.sandbox.channel("channel-" + i))
                .toList();
        fixture.sandbox.enforceLimits(true);
        try (var outgoing = outgoing()) {
            outgoing.say(places.stream().map(DiscordLimitsTest::to).toList(), "hello");
            outgoing.say(Collections.nCopies(6, to(places.getFirst())), "and again");
            outgoing.await(96);
        }
        assertThat(fixture.sandbox.throttled()).isZero();
    }

    @Test
    void a429HoldsUpTheChannelThatItWasForAlone() {
        List<SandboxPlace> places = IntStream.range(0, 20)
                .mapToObj(i -> fixture.sandbox.channel("channel-" + i))
                .toList();
        fixture.sandbox.fault(places.getFirst(), new SandboxFault.Throttled(1, Duration.ofSeconds(8)));
        try (var outgoing = outgoing()) {
            outgoing.say(places.stream().map(DiscordLimitsTest::to).toList(), "hello");
            outgoing.await(19);
            assertThat(fixture.fromBot(places.getFirst())).isEmpty();
            outgoing.await(20);
        }
        await().untilAsserted(() -> assertThat(fixture.sandbox.throttled()).isEqualTo(1));
    }

    private DispatcherFixture<DiscordMessage> outgoing() {
        return new DispatcherFixture<>(folder.resolve("outgoing.sqlite"), fixture.platform.messenger(), LIMITS);
    }

    private static Destination to(SandboxPlace place) {
        return new Destination(new Chat(Platform.DISCORD, place.id(), ChatType.GROUP, place.title()), 0);
    }
}
