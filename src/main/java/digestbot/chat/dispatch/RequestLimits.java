package digestbot.chat.dispatch;

import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import java.util.function.LongSupplier;

/// Limits requests per person and per chat, so that neither can block others. Presses have a higher
/// limit than commands, because people page through results.
///
/// A person over the limit is warned once and then ignored until they pause for a minute.
final class RequestLimits {

    /// The decision on a request.
    enum Decision {
        ANSWER,
        /// Warn the person; further requests are ignored.
        WARN,
        IGNORE
    }

    static final int COMMANDS_PER_PERSON = 20;
    static final int PRESSES_PER_PERSON = 60;
    static final int INLINE_QUERIES_PER_PERSON = 60;
    static final int COMMANDS_PER_CHAT = 60;
    static final int PRESSES_PER_CHAT = 300;

    /// The limit of warnings per chat. A warning about a command is a message that everybody in the
    /// chat sees.
    private static final int WARNINGS_IN_A_CHAT = 5;

    /// The identity of a person, without the language.
    private record PersonKey(Platform platform, long userId) {}

    /// The identity of a chat, without the title.
    private record ChatKey(Platform platform, long id) {}

    private record Limit(RequestRateLimiter<PersonKey> ofPerson, RequestRateLimiter<ChatKey> inChat) {

        /// A person over their own limit uses up no permits of the chat.
        boolean permits(PersonKey person, ChatKey chat) {
            return ofPerson.tryAcquire(person) && inChat.tryAcquire(chat);
        }
    }

    private final Limit commands;
    private final Limit presses;
    private final Limit warnings;
    private final RequestRateLimiter<PersonKey> toasts;
    private final RequestRateLimiter<PersonKey> inlineQueries;

    /// @param nanoTime a monotonic clock in nanoseconds
    RequestLimits(LongSupplier nanoTime) {
        commands = limit(COMMANDS_PER_PERSON, COMMANDS_PER_CHAT, nanoTime);
        presses = limit(PRESSES_PER_PERSON, PRESSES_PER_CHAT, nanoTime);
        warnings = limit(1, WARNINGS_IN_A_CHAT, nanoTime);
        toasts = new RequestRateLimiter<>(1, nanoTime);
        inlineQueries = new RequestRateLimiter<>(INLINE_QUERIES_PER_PERSON, nanoTime);
    }

    private static Limit limit(int ofPerson, int inChat, LongSupplier nanoTime) {
        return new Limit(new RequestRateLimiter<>(ofPerson, nanoTime), new RequestRateLimiter<>(inChat, nanoTime));
    }

    /// Decides on a command or press.
    Decision decide(Person person, Chat chat, boolean press) {
        var who = new PersonKey(person.platform(), person.userId());
        var where = new ChatKey(chat.platform(), chat.id());
        if ((press ? presses : commands).permits(who, where)) {
            return Decision.ANSWER;
        }
        boolean tell = press ? toasts.tryAcquire(who) : warnings.permits(who, where);
        return tell ? Decision.WARN : Decision.IGNORE;
    }

    /// Decides on an inline query. A client sends one whenever the person stops typing, and it belongs
    /// to no chat.
    Decision decideInlineQuery(Person person) {
        var who = new PersonKey(person.platform(), person.userId());
        if (inlineQueries.tryAcquire(who)) {
            return Decision.ANSWER;
        }
        return toasts.tryAcquire(who) ? Decision.WARN : Decision.IGNORE;
    }
}
