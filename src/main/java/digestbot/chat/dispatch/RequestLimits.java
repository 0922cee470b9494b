package digestbot.chat.dispatch;

import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import java.util.function.LongSupplier;

/// Limits what one person asks, wherever that is, and what all who are in a chat ask there, so that neither keeps
/// others from being answered. A person may press more often than write, as whoever turns pages does.
///
/// Somebody who is refused is told so once, and is ignored until they have been silent for a minute.
final class RequestLimits {

    /// The decision on a request.
    enum Verdict {
        ANSWER,
        /// Say that it is too much; what follows is ignored.
        WARN,
        IGNORE
    }

    static final int COMMANDS_OF_A_PERSON = 20;
    static final int PRESSES_OF_A_PERSON = 60;
    static final int COMMANDS_IN_A_CHAT = 60;
    static final int PRESSES_IN_A_CHAT = 300;

    /// Warnings of commands are messages, which all in the chat see.
    private static final int WARNINGS_IN_A_CHAT = 5;

    /// As persons are told apart, in whatever language they speak.
    private record PersonKey(Platform platform, long userId) {}

    /// As chats are told apart, whatever they are called.
    private record ChatKey(Platform platform, long id) {}

    private record Limit(RequestRateLimiter<PersonKey> ofPerson, RequestRateLimiter<ChatKey> inChat) {

        /// A person who asks too much takes nothing from the others in the chat.
        boolean permits(PersonKey person, ChatKey chat) {
            return ofPerson.tryAcquire(person) && inChat.tryAcquire(chat);
        }
    }

    private final Limit commands;
    private final Limit presses;
    private final Limit warnings;
    private final RequestRateLimiter<PersonKey> toasts;

    /// @param nanoTime nanoseconds that only grow
    RequestLimits(LongSupplier nanoTime) {
        commands = limit(COMMANDS_OF_A_PERSON, COMMANDS_IN_A_CHAT, nanoTime);
        presses = limit(PRESSES_OF_A_PERSON, PRESSES_IN_A_CHAT, nanoTime);
        warnings = limit(1, WARNINGS_IN_A_CHAT, nanoTime);
        toasts = new RequestRateLimiter<>(1, nanoTime);
    }

    private static Limit limit(int ofPerson, int inChat, LongSupplier nanoTime) {
        return new Limit(new RequestRateLimiter<>(ofPerson, nanoTime), new RequestRateLimiter<>(inChat, nanoTime));
    }

    /// Decides on what the person has just sent or pressed.
    Verdict judge(Person person, Chat chat, boolean press) {
        var who = new PersonKey(person.platform(), person.userId());
        var where = new ChatKey(chat.platform(), chat.id());
        if ((press ? presses : commands).permits(who, where)) {
            return Verdict.ANSWER;
        }
        boolean tell = press ? toasts.tryAcquire(who) : warnings.permits(who, where);
        return tell ? Verdict.WARN : Verdict.IGNORE;
    }
}
