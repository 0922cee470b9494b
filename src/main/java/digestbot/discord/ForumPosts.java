package digestbot.discord;

import digestbot.delivery.api.FileNotReady;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.RateLimited.LimitScope;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import net.dv8tion.jda.api.entities.channel.attribute.IPostContainer;
import net.dv8tion.jda.api.entities.channel.forums.ForumPost;
import net.dv8tion.jda.api.entities.channel.forums.ForumTag;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.InsufficientPermissionException;
import net.dv8tion.jda.api.exceptions.ParsingException;
import net.dv8tion.jda.api.exceptions.RateLimitedException;
import net.dv8tion.jda.api.requests.restaction.ForumPostAction;

/// Creates forum posts. A forum accepts no other messages, and a post has the id of its first
/// message.
///
/// Discord has no nonce for posts, so a post may be created twice if the response was lost.
final class ForumPosts {

    private ForumPosts() {}

    /// Creates a post with the message.
    ///
    /// @param silent true to suppress notifications
    static SendResult begin(IPostContainer forum, DiscordMessage message, boolean silent) {
        Optional<ForumTag> tag = forum.isTagRequired() ? tag(forum.getAvailableTags()) : Optional.empty();
        if (forum.isTagRequired() && tag.isEmpty()) {
            return new SendResult.Rejected("the forum requires a tag for posts but has none");
        }
        try {
            ForumPostAction post = forum.createForumPost(message.name(), message.create(silent));
            return sent(tag.map(post::setTags).orElse(post).complete(false));
        } catch (RateLimitedException limited) {
            return new SendResult.RateLimited(Duration.ofMillis(limited.getRetryAfter()), LimitScope.CHAT);
        } catch (ErrorResponseException refused) {
            // JDA reports a response that it cannot parse as a failed request.
            Exception failure = refused.getResponse().getException();
            return failure instanceof RuntimeException && !(failure instanceof FileNotReady)
                    ? DiscordErrors.unreadable()
                    : DiscordErrors.result(refused.getResponse());
        } catch (InsufficientPermissionException missing) {
            return new SendResult.Unreachable(
                    Outcome.NO_RIGHTS,
                    "no permission: " + missing.getPermission().getName());
        } catch (ParsingException _) {
            return DiscordErrors.unreadable();
        } catch (RejectedExecutionException _) {
            return new SendResult.NotSent("not connected to Discord");
        }
    }

    private static SendResult sent(ForumPost post) {
        return new SendResult.Sent(
                post.getMessage().getId(),
                OptionalLong.of(post.getThreadChannel().getIdLong()));
    }

    /// The first tag, preferring tags that are not restricted to moderators.
    private static Optional<ForumTag> tag(List<ForumTag> all) {
        return all.stream().min(Comparator.comparing(ForumTag::isModerated).thenComparingInt(ForumTag::getPosition));
    }
}
