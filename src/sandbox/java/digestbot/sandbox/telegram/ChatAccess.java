package digestbot.sandbox.telegram;

import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.text.Refusal;
import digestbot.sandbox.telegram.text.TextRules;
import java.util.Optional;
import java.util.OptionalLong;

/// Finds the chat of a request and checks whether the bot may do there what the request asks for.
/// Called under the lock of [SandboxChats].
final class ChatAccess {
    private final SandboxChats chats;
    private final RateWindows limits;

    ChatAccess(SandboxChats chats, RateWindows limits) {
        this.chats = chats;
        this.limits = limits;
    }

    /// The status of an error page from a proxy in front of the Bot API, if there is to be one.
    Optional<Integer> serverError(Parameters parameters) {
        synchronized (chats) {
            Optional<SandboxChat> chat =
                    parameters.number("chat_id").stream().boxed().findFirst().flatMap(chats::find);
            SandboxFault fault = chat.map(SandboxChat::fault).orElse(new SandboxFault.None());
            return fault instanceof SandboxFault.ServerError(int _, int status)
                            && chat.orElseThrow().takeServerError()
                    ? Optional.of(status)
                    : Optional.empty();
        }
    }

    /// The chat, for reading.
    ///
    /// @throws Refusal if there is none or the bot is not a member
    SandboxChat toRead(Parameters parameters) {
        SandboxChat chat = find(parameters);
        switch (chat.fault()) {
            case SandboxFault.Gone _ -> throw notFound();
            case SandboxFault.Removed _ -> throw removed(chat);
            case SandboxFault.Throttled throttled -> throttle(chat, throttled);
            case SandboxFault.None _,
                    SandboxFault.Blocked _,
                    SandboxFault.Deactivated _,
                    SandboxFault.Closed _,
                    SandboxFault.Garbled _,
                    SandboxFault.Declined _,
                    SandboxFault.TextAlone _,
                    SandboxFault.Migrated _,
                    SandboxFault.ServerError _,
                    SandboxFault.CutAfterDelivery _,
                    SandboxFault.Refused _ -> {}
        }
        return chat;
    }

    /// The chat, for acting in it.
    ///
    /// @throws Refusal as for reading, and if the bot may not act there
    SandboxChat toWrite(Parameters parameters) {
        SandboxChat chat = toRead(parameters);
        if (chat.isUnopened()) {
            throw Refusal.forbidden("bot can't initiate conversation with a user");
        }
        if (chat.fault() instanceof SandboxFault.Blocked) {
            throw Refusal.forbidden("bot was blocked by the user");
        }
        if (chat.fault() instanceof SandboxFault.Deactivated) {
            throw Refusal.forbidden(
                    chat.place.kind() == SandboxPlace.Kind.PRIVATE
                            ? "user is deactivated"
                            : "the group chat was deleted");
        }
        if (chat.fault() instanceof SandboxFault.Migrated(long to)) {
            throw Refusal.migrated(to);
        }
        if (chat.isMute()) {
            throw Refusal.badRequest(
                    chat.place.kind() == SandboxPlace.Kind.CHANNEL
                            ? "need administrator rights in the channel chat"
                            : "not enough rights to send text messages to the chat");
        }
        return chat;
    }

    /// The chat, for sending or editing a message, which counts towards the limits.
    ///
    /// @throws Refusal as for acting, and if a limit is reached or the message is to be rejected
    SandboxChat toSend(Parameters parameters) {
        SandboxChat chat = toWrite(parameters);
        OptionalLong wait = limits.admit(
                chat.id(), chat.place.kind() != SandboxPlace.Kind.PRIVATE, parameters.flag("allow_paid_broadcast"));
        if (wait.isPresent()) {
            throw Refusal.tooMany(wait.getAsLong());
        }
        if (!parameters.text("parse_mode").isEmpty() && chat.takeRefusal()) {
            throw TextRules.unreadable("Unsupported start tag \"sandbox\" at byte offset 0");
        }
        if (chat.takeDecline()) {
            throw Refusal.badRequest("message is too long");
        }
        return chat;
    }

    private SandboxChat find(Parameters parameters) {
        if (parameters.text("chat_id").isEmpty()) {
            throw Refusal.badRequest("chat_id is empty");
        }
        long id = parameters.number("chat_id").orElseThrow(ChatAccess::notFound);
        // A person who is known from a group has a private chat too, which waits for their first
        // message.
        return chats.find(id)
                .or(() -> chats.person(id).map(_ -> chats.at(new SandboxPlace(id, SandboxPlace.Kind.PRIVATE, ""))))
                .orElseThrow(ChatAccess::notFound);
    }

    private static void throttle(SandboxChat chat, SandboxFault.Throttled throttled) {
        if (chat.takeThrottle()) {
            throw Refusal.tooMany(Math.max(1, throttled.retryAfter().toSeconds()));
        }
    }

    private static Refusal notFound() {
        return Refusal.badRequest("chat not found");
    }

    private static Refusal removed(SandboxChat chat) {
        return chat.place.kind() == SandboxPlace.Kind.CHANNEL
                ? Refusal.forbidden("bot is not a member of the channel chat")
                : Refusal.forbidden("bot was kicked from the " + chat.type() + " chat");
    }
}
