package digestbot.faults;

import digestbot.clientview.ClientRow;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Writes and presses in one place, whatever the answers: on the newest message that has buttons.
final class Attacker {

    private static final Duration LOOK = Duration.ofMillis(10);

    private final PlatformSandbox platform;
    private final SandboxPlace place;
    private final Random random = new Random(17);
    private final AtomicReference<Optional<Buttons>> buttons = new AtomicReference<>(Optional.empty());
    private final AtomicInteger files = new AtomicInteger();

    private record Buttons(long message, List<Integer> numbers) {}

    Attacker(PlatformSandbox platform, SandboxPlace place) {
        this.platform = platform;
        this.place = place;
        platform.listen(this::hear);
    }

    private void hear(SandboxEvent event) {
        switch (event) {
            case SandboxEvent.Shown(ShownMessage message) -> hear(message);
            case SandboxEvent.Edited(ShownMessage message) -> hear(message);
            case SandboxEvent.Deleted _,
                    SandboxEvent.Toast _,
                    SandboxEvent.Opened _,
                    SandboxEvent.Prefilled _,
                    SandboxEvent.FormOpened _,
                    SandboxEvent.Suggested _ -> {}
        }
    }

    private void hear(ShownMessage message) {
        if (message.place().id() != place.id() || message.author().isPresent()) {
            return;
        }
        if (!message.decoration().files().isEmpty()) {
            files.incrementAndGet();
        }
        List<Integer> numbers = message.rows().stream()
                .flatMap(row -> row instanceof ClientRow.ButtonRow(List<ClientRow.ClientButton> keys)
                        ? keys.stream()
                        : List.<ClientRow.ClientButton>of().stream())
                .filter(key -> key.url().isEmpty() && key.enabled())
                .map(ClientRow.ClientButton::number)
                .toList();
        if (!numbers.isEmpty()) {
            buttons.set(Optional.of(new Buttons(message.id(), numbers)));
        }
    }

    void write(SandboxPerson person, String line) {
        platform.write(person, place, line);
    }

    /// Presses any button of the newest message that has some.
    void press(SandboxPerson person) {
        buttons.get().ifPresent(there -> {
            try {
                int number = there.numbers().get(random.nextInt(there.numbers().size()));
                platform.press(person, place, there.message(), number, 0);
            } catch (IllegalArgumentException _) {
                // The message has changed meanwhile.
            }
        });
    }

    /// Waits until there is a message with buttons.
    ///
    /// @return true if there is one
    boolean awaitButtons(AttackedBot bot, Duration timeout) {
        return await(bot, timeout, () -> buttons.get().isPresent());
    }

    /// Waits until so many files arrived.
    boolean awaitFiles(AttackedBot bot, int count, Duration timeout) {
        return await(bot, timeout, () -> files.get() >= count);
    }

    private static boolean await(AttackedBot bot, Duration timeout, BooleanSupplier condition) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean() && bot.isAlive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return condition.getAsBoolean();
    }
}
