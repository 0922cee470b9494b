package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.clientview.ClientRow;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A person in a chat on a platform, mostly their own one, who asks and presses, one thing after the other.
record ChatDriver(
        String name,
        PlatformSandbox platform,
        SandboxPlace place,
        SandboxPerson person,
        BlockingQueue<SandboxEvent> events) {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /// The person in a private chat on Telegram and in direct messages on Discord.
    static List<ChatDriver> onBoth(BotFixture fixture, long id) {
        return onBoth(fixture, id, "en");
    }

    /// The same, with a client in that language.
    static List<ChatDriver> onBoth(BotFixture fixture, long id, String language) {
        var person = new SandboxPerson(id, "Ada", language);
        return List.of(
                new ChatDriver("on Telegram", fixture.telegram, fixture.privateChat(person), person),
                new ChatDriver("on Discord", fixture.discord, fixture.discord.directMessages(person), person));
    }

    /// The person in a channel, a thread or a post of a server on Discord.
    static ChatDriver onDiscord(BotFixture fixture, SandboxPlace place, SandboxPerson person) {
        return new ChatDriver("on Discord", fixture.discord, place, person);
    }

    private ChatDriver(String name, PlatformSandbox platform, SandboxPlace place, SandboxPerson person) {
        this(name, platform, place, person, new LinkedBlockingQueue<>());
        platform.listen(DeferralFilter.leftOut(event -> {
            boolean own = event instanceof SandboxEvent.Shown(ShownMessage message)
                    && message.author().isPresent();
            if (!own && isHere(event, place)) {
                events.add(event);
            }
        }));
    }

    private static boolean isHere(SandboxEvent event, SandboxPlace place) {
        return switch (event) {
            case SandboxEvent.Shown(ShownMessage message) -> message.place().id() == place.id();
            case SandboxEvent.Edited(ShownMessage message) -> message.place().id() == place.id();
            case SandboxEvent.Toast _,
                    SandboxEvent.FormOpened _,
                    SandboxEvent.Opened _,
                    SandboxEvent.Prefilled _,
                    SandboxEvent.Deleted _,
                    SandboxEvent.Suggested _ -> false;
        };
    }

    /// The answer to a line.
    ShownMessage ask(String line) throws InterruptedException {
        platform.write(person, place, line);
        return next("to " + line);
    }

    /// The answer to a press of the button whose label contains this text.
    ShownMessage press(ShownMessage message, String label) throws InterruptedException {
        int number = message.rows().stream()
                .filter(ClientRow.ButtonRow.class::isInstance)
                .flatMap(row -> ((ClientRow.ButtonRow) row).buttons().stream())
                .filter(key -> key.label().contains(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " is on no button: " + BotFixture.text(List.of(message))))
                .number();
        platform.press(person, place, message.id(), number, 0);
        return next("to a press of " + label);
    }

    /// The next message that comes or changes.
    ShownMessage next(String what) throws InterruptedException {
        SandboxEvent event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(event).as("what comes %s %s", what, name).isNotNull();
        return switch (event) {
            case SandboxEvent.Shown(ShownMessage message) -> message;
            case SandboxEvent.Edited(ShownMessage message) -> message;
            case SandboxEvent.Toast _,
                    SandboxEvent.FormOpened _,
                    SandboxEvent.Opened _,
                    SandboxEvent.Prefilled _,
                    SandboxEvent.Deleted _,
                    SandboxEvent.Suggested _ -> throw new AssertionError(event);
        };
    }
}
