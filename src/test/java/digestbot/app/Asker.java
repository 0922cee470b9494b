package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.sandbox.Bubble;
import digestbot.sandbox.Place;
import digestbot.sandbox.Platform;
import digestbot.sandbox.Row;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.Someone;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Somebody in their own chat on a platform, who asks and presses, one thing after the other.
record Asker(String name, Platform platform, Place place, Someone person, BlockingQueue<SandboxEvent> events) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// The person in a private chat on Telegram and in direct messages on Discord.
    static List<Asker> onBoth(Stage stage, long id) {
        return onBoth(stage, id, "en");
    }

    /// The same, with a client in that language.
    static List<Asker> onBoth(Stage stage, long id, String language) {
        var person = new Someone(id, "Ada", language);
        return List.of(
                new Asker("on Telegram", stage.telegram, stage.privateChat(person), person),
                new Asker("on Discord", stage.discord, stage.discord.directMessages(person), person));
    }

    private Asker(String name, Platform platform, Place place, Someone person) {
        this(name, platform, place, person, new LinkedBlockingQueue<>());
        platform.listen(Promises.leftOut(event -> {
            boolean own = event instanceof SandboxEvent.Shown(Bubble bubble)
                    && bubble.author().isPresent();
            if (!own && isHere(event, place)) {
                events.add(event);
            }
        }));
    }

    private static boolean isHere(SandboxEvent event, Place place) {
        return switch (event) {
            case SandboxEvent.Shown(Bubble bubble) -> bubble.place().id() == place.id();
            case SandboxEvent.Edited(Bubble bubble) -> bubble.place().id() == place.id();
            case SandboxEvent.Toast _,
                    SandboxEvent.FormOpened _,
                    SandboxEvent.Opened _,
                    SandboxEvent.Deleted _,
                    SandboxEvent.Suggested _ -> false;
        };
    }

    /// What is answered to a line.
    Bubble ask(String line) throws InterruptedException {
        platform.write(person, place, line);
        return next("to " + line);
    }

    /// What comes of a press of the button whose label has these letters.
    Bubble press(Bubble message, String label) throws InterruptedException {
        int number = message.rows().stream()
                .filter(Row.Keys.class::isInstance)
                .flatMap(row -> ((Row.Keys) row).keys().stream())
                .filter(key -> key.label().contains(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " is on no button: " + Stage.text(List.of(message))))
                .number();
        platform.press(person, place, message.id(), number, 0);
        return next("to a press of " + label);
    }

    /// The next message that comes or changes.
    Bubble next(String what) throws InterruptedException {
        SandboxEvent event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(event).as("what comes %s %s", what, name).isNotNull();
        return switch (event) {
            case SandboxEvent.Shown(Bubble bubble) -> bubble;
            case SandboxEvent.Edited(Bubble bubble) -> bubble;
            case SandboxEvent.Toast _,
                    SandboxEvent.FormOpened _,
                    SandboxEvent.Opened _,
                    SandboxEvent.Deleted _,
                    SandboxEvent.Suggested _ -> throw new AssertionError(event);
        };
    }
}
