package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.sending.SenderFixture;
import digestbot.sandbox.RequestJournal.RecordedRequest;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The limits as Discord sees them, through the real client and a real clock, which a busy machine
/// falls behind.
@Tag("faults")
class DiscordLimitsTest {

    @TempDir
    Path folder;

    @Test
    void neitherAFanOutNorASingleChannelHears429() {
        try (DiscordFixture fixture = new DiscordFixture(folder);
                var outgoing = new SenderFixture<>(
                        folder.resolve("outgoing.sqlite"),
                        fixture.platform.messenger(),
                        new PlatformLimits(45, 1, 0))) {
            List<SandboxPlace> places =
                    Stream.generate(fixture::channel).limit(90).toList();
            fixture.sandbox.limits().enforce(true);
            outgoing.say(places.stream().map(DiscordFixture::at).toList(), "hello");
            outgoing.say(Collections.nCopies(6, DiscordFixture.at(places.getFirst())), "and again");
            outgoing.await(96);
            assertThat(fixture.sandbox.throttled()).isZero();

            fixture.sandbox.limits().enforce(false);
            fixture.sandbox.fault(places.getFirst(), new SandboxFault.Throttled(1, Duration.ofSeconds(8)));
            outgoing.say(places.subList(0, 20).stream().map(DiscordFixture::at).toList(), "once more");
            outgoing.await(116);
            List<RecordedRequest> sent = fixture.requests(path -> path.endsWith("/messages"));
            assertThat(sent.subList(sent.size() - 10, sent.size()))
                    .as("the channel that was told to wait is among the last, and the others did not wait for it")
                    .anyMatch(request ->
                            request.path().contains("/" + places.getFirst().id() + "/"));
            assertThat(fixture.sandbox.throttled()).isEqualTo(1);
        }
    }
}
