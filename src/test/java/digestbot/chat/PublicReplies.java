package digestbot.chat;

import digestbot.chat.CommandContext.ForAll;
import digestbot.content.Content;
import java.time.Instant;
import java.util.Optional;

/// Replies for everybody, as tests of the platforms need them: without a command that makes them.
public final class PublicReplies {

    private PublicReplies() {}

    public static Reply toAll(Content content) {
        return new Reply.PublicMessage(forAll("en", content));
    }

    public static <T> ForAll<T> forAll(String language, T part) {
        return new CommandContext(null, null, Optional.empty(), language, Instant.EPOCH, false)
                .forAll(_ -> Optional.of(part))
                .orElseThrow();
    }
}
