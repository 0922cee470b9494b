package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.sandbox.ClientRow;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A person in a chat on a platform, mostly their own chat, who asks and presses one thing after
/// the other.
record ChatDriver(
        String name,
        PlatformSandbox platform,
        Function<SandboxPlace, List<ShownMessage>> screens,
        SandboxPlace place,
        SandboxPerson person,
        BlockingQueue<ShownMessage> events) {

    /// Only a failing test waits for so long.
    private static final int PATIENCE_MINUTES = 2;

    /// In a private chat on Telegram and in direct messages on Discord.
    static List<ChatDriver> onBoth(BotFixture fixture, long id) {
        var person = new SandboxPerson(id, "Ada", "en");
        return List.of(
                onTelegram(fixture, fixture.privateChat(person), person),
                onDiscord(fixture, fixture.discord.directMessages(person), person));
    }

    static ChatDriver onTelegram(BotFixture fixture, SandboxPlace place, SandboxPerson person) {
        return listening("on Telegram", fixture.telegram, fixture.telegram::screen, place, person);
    }

    static ChatDriver onDiscord(BotFixture fixture, SandboxPlace place, SandboxPerson person) {
        return listening("on Discord", fixture.discord, fixture.discord::screen, place, person);
    }

    private static ChatDriver listening(
            String name,
            PlatformSandbox platform,
            Function<SandboxPlace, List<ShownMessage>> screens,
            SandboxPlace place,
            SandboxPerson person) {
        var events = new LinkedBlockingQueue<ShownMessage>();
        platform.listen(DeferralFilter.leftOut(event -> BotFixture.fromBot(event)
                .filter(message -> message.place().id() == place.id())
                .ifPresent(events::add)));
        return new ChatDriver(name, platform, screens, place, person, events);
    }

    ShownMessage ask(String line) throws InterruptedException {
        platform.write(person, place, line);
        return next("to " + line);
    }

    ShownMessage press(ShownMessage message, String label) throws InterruptedException {
        pressOnly(message, label);
        return next("to a press of " + label);
    }

    /// For presses whose answer is no message.
    void pressOnly(ShownMessage message, String label) {
        ClientKey key = keys(message)
                .filter(each -> each.label().contains(label))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(label + " is on no button: " + BotFixture.text(List.of(message))));
        platform.press(person, place, message.id(), key.number(), key.choice());
    }

    ShownMessage next(String what) throws InterruptedException {
        return Optional.ofNullable(events.poll(PATIENCE_MINUTES, TimeUnit.MINUTES))
                .orElseThrow(() -> new AssertionError("nothing comes " + what + " " + name));
    }

    /// Waits until the chat shows the answer, or has shown it before.
    void write(String line, String answer) {
        platform.write(person, place, line);
        shows(answer);
    }

    /// Presses the newest button whose label contains this, and waits until the chat shows the
    /// answer.
    void tap(String label, String answer) {
        ShownMessage message = messages()
                .filter(each -> keys(each).anyMatch(key -> key.label().contains(label)))
                .reduce((_, newer) -> newer)
                .orElseThrow(() -> new AssertionError(label + " is on no button " + name + ": " + text()));
        pressOnly(message, label);
        shows(answer);
    }

    void shows(String... texts) {
        await().untilAsserted(() -> assertThat(text()).as(name).contains(texts));
    }

    void showsNoMore(String text) {
        await().untilAsserted(() -> assertThat(text()).as(name).doesNotContain(text));
    }

    String text() {
        return BotFixture.text(messages().toList());
    }

    /// The newest last.
    Stream<ShownMessage> messages() {
        return screens.apply(place).stream().filter(message -> message.author().isEmpty());
    }

    ShownMessage newest() {
        return messages().reduce((_, newer) -> newer).orElseThrow();
    }

    /// A button, or an entry of a menu.
    record ClientKey(int number, int choice, String label) {}

    static Stream<ClientKey> keys(ShownMessage message) {
        return message.rows().stream().flatMap(row -> switch (row) {
            case ClientRow.ButtonRow buttons ->
                buttons.buttons().stream().map(key -> new ClientKey(key.number(), 0, key.label()));
            case ClientRow.SelectMenu menu ->
                IntStream.range(0, menu.choices().size())
                        .mapToObj(i ->
                                new ClientKey(menu.number(), i, menu.choices().get(i)));
            case ClientRow.Line _, ClientRow.AttachedFile _, ClientRow.Divider() -> Stream.<ClientKey>empty();
        });
    }
}
