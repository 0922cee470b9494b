package digestbot.sandbox;

import java.time.Duration;

/// A fault of requests that concern a place.
public sealed interface SandboxFault {

    /// Nothing (again).
    record None() implements SandboxFault {}

    /// The person blocked the bot, or closed their direct messages to it.
    record Blocked() implements SandboxFault {}

    /// The bot was removed from the group, or has no access to the channel.
    record Removed() implements SandboxFault {}

    /// The chat or channel does not exist any more; nor does the thread, if the place is one.
    record Gone() implements SandboxFault {}

    /// The person's account, or the group, was deleted.
    record Deactivated() implements SandboxFault {}

    /// No topic of the forum takes messages, though the group itself does (Telegram); the thread is archived and
    /// locked (Discord, where a thread is a place of its own).
    record Closed() implements SandboxFault {}

    /// The group was upgraded: it has another id now (Telegram only).
    record Migrated(long to) implements SandboxFault {}

    /// The next so many requests are answered by 429.
    record Throttled(int requests, Duration retryAfter) implements SandboxFault {}

    /// The next so many requests are answered by an error of the server; nothing is delivered.
    record ServerError(int requests, int status) implements SandboxFault {}

    /// The next so many messages are delivered, but the connection is cut before the answer.
    record CutAfterDelivery(int requests) implements SandboxFault {}

    /// The next so many messages are delivered, but the answer is no JSON.
    record Garbled(int requests) implements SandboxFault {}

    /// The next so many messages are refused as malformed; on Telegram only those with formatting.
    record Refused(int requests) implements SandboxFault {}

    /// The group's members, the bot too, may send texts, but no pictures and no files (Telegram only).
    record TextAlone() implements SandboxFault {}

    /// The next so many messages are refused for what they say, whatever their form.
    record Declined(int requests) implements SandboxFault {}
}
