package digestbot.sandbox;

import java.util.List;

/// Something that changed on somebody's screen.
public sealed interface SandboxEvent {

    /// A new message.
    record Shown(Bubble bubble) implements SandboxEvent {}

    /// A message that was edited; the bubble is its new state.
    record Edited(Bubble bubble) implements SandboxEvent {}

    /// A message that was deleted.
    record Deleted(Place place, long id) implements SandboxEvent {}

    /// A short text over the screen of the person who pressed a button.
    record Toast(Place place, Someone person, String text) implements SandboxEvent {}

    /// The client of the person who pressed a button opens a link, such as `https://t.me/…?start=…`.
    record Opened(Place place, Someone person, String url) implements SandboxEvent {}

    /// A form over the screen of the person who pressed a button or gave a command.
    record FormOpened(Place place, Someone person, Form form) implements SandboxEvent {}

    /// The choices that the client offers while somebody types an option of a slash command.
    record Suggested(Place place, Someone person, String option, List<String> choices) implements SandboxEvent {}
}
