package digestbot.faults;

import digestbot.app.Bot;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.outside.BotHome;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// A run without faults: a separate bot sends the digests to one chat of each platform.
final class FaultFreeRun {

    private static final long READER = 1;

    /// Far from the numbers of the other bot's deliveries, from which Discord's nonces are made.
    private static final long FIRST_DELIVERY = 1_000_000_000;

    private FaultFreeRun() {}

    /// The parts of the digests, in order, by platform.
    static Map<SimulatedPlatform, List<String>> parts(FaultFixture fixture, Path folder, List<MarkedDigests> digests)
            throws Exception {
        var botHome = BotHome.in(folder.resolve("calm"));
        Map<SimulatedPlatform, Long> chats = chats(fixture);
        SeededSubscribers subscribers = SeededSubscribers.of(botHome.database())
                .topics(digests.stream().map(MarkedDigests::topic).toList());
        subscribers.numberDeliveriesFrom(FIRST_DELIVERY);
        subscribers.destinations(chats.entrySet().stream()
                .map(chat -> SeededSubscribers.Destination.of(chat.getKey(), "private", chat.getValue()))
                .toList());
        try (Bot bot = fixture.startHere(botHome)) {
            for (int i = 0; i < digests.size(); i++) {
                botHome.drop(digests.get(i).file(), digests.get(i).text());
                long sent = (long) (i + 1) * chats.size();
                Awaitility.await("digest %d is sent".formatted(i))
                        .atMost(FaultFixture.READY)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> bot.deliveries(DeliveryCause.DIGEST).getOrDefault(DeliveryState.SENT, 0L) == sent);
            }
        }
        Map<SimulatedPlatform, List<String>> parts = new EnumMap<>(SimulatedPlatform.class);
        chats.forEach((at, chat) -> {
            parts.put(at, List.copyOf(fixture.sandbox.received(at).get(chat)));
            fixture.sandbox.forget(at);
        });
        return parts;
    }

    private static Map<SimulatedPlatform, Long> chats(FaultFixture fixture) {
        Map<SimulatedPlatform, Long> chats = new EnumMap<>(SimulatedPlatform.class);
        fixture.sandbox.join(READER, 1);
        chats.put(SimulatedPlatform.TELEGRAM, READER);
        if (fixture.sandbox.discord().isPresent()) {
            chats.put(SimulatedPlatform.DISCORD, fixture.sandbox.channel("calm").id());
        }
        return chats;
    }
}
