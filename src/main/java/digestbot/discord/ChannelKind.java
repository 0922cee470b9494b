package digestbot.discord;

import digestbot.concurrent.LruCache;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.channel.ChannelType;
import net.dv8tion.jda.api.entities.channel.attribute.IPostContainer;
import net.dv8tion.jda.api.entities.channel.forums.ForumTag;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.RateLimitedException;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The kind of a channel, to the extent that it affects sending.
sealed interface ChannelKind {

    /// The flag of a forum that accepts no post without a tag.
    long REQUIRES_TAG = 1L << 4;

    /// A channel that accepts messages only as posts.
    ///
    /// @param tags the tags that it offers, in its order
    record Forum(boolean requiresTag, List<PostTag> tags) implements ChannelKind {

        /// Discord's limit on the tags of a post.
        private static final int MAX_TAGS = 5;

        record PostTag(long id, String name, boolean moderated) {}

        /// The tags for a post about these topics: tags with the name of a topic, ignoring case, or
        /// else the first tag if the forum requires one. Avoids moderated tags if possible, because
        /// the post would be refused.
        List<PostTag> tagsFor(List<String> topics) {
            Set<String> wanted = topics.stream().map(Forum::key).collect(Collectors.toSet());
            List<PostTag> named = tags.stream()
                    .filter(tag -> !tag.moderated() && wanted.contains(key(tag.name())))
                    .limit(MAX_TAGS)
                    .toList();
            return named.isEmpty() && requiresTag
                    ? tags.stream().min(Comparator.comparing(PostTag::moderated)).stream()
                            .toList()
                    : named;
        }

        private static String key(String name) {
            return name.strip().toLowerCase(Locale.ROOT);
        }
    }

    record Other() implements ChannelKind {}

    static ChannelKind of(GuildChannel channel) {
        return switch (channel) {
            case IPostContainer forum -> new Forum(forum.isTagRequired(), tags(forum.getAvailableTags()));
            default -> new Other();
        };
    }

    static ChannelKind of(DataObject channel) {
        return switch (ChannelType.fromId(channel.getInt("type"))) {
            case FORUM, MEDIA ->
                new Forum(
                        (channel.getLong("flags", 0) & REQUIRES_TAG) != 0,
                        tags(channel.optArray("available_tags").orElseGet(DataArray::empty)));
            default -> new Other();
        };
    }

    private static List<Forum.PostTag> tags(List<ForumTag> all) {
        return all.stream()
                .sorted(Comparator.comparingInt(ForumTag::getPosition))
                .map(tag -> new Forum.PostTag(tag.getIdLong(), tag.getName(), tag.isModerated()))
                .toList();
    }

    private static List<Forum.PostTag> tags(DataArray all) {
        return all.stream(DataArray::getObject)
                .map(tag -> new Forum.PostTag(
                        tag.getUnsignedLong("id"), tag.getString("name"), tag.getBoolean("moderated", false)))
                .toList();
    }

    /// Finds the kinds of channels. The gateway reports a server's channels some time after the
    /// login. Until then, Discord is asked for a channel's kind only after it refused a plain
    /// message there, because most channels accept one.
    final class ChannelKindFinder {

        private static final Logger LOG = LoggerFactory.getLogger(ChannelKindFinder.class);
        private static final int CAPACITY = 1_000;

        /// The age at which a forum's tags are requested again.
        private static final Duration MAX_AGE = Duration.ofMinutes(10);

        private final LongFunction<Optional<GuildChannel>> reported;
        private final LongSupplier nanoTime;
        private final LruCache<Long, CachedKind> answers = new LruCache<>(CAPACITY);

        /// `at` is in nanoseconds of the monotonic clock.
        private record CachedKind(ChannelKind kind, long at) {}

        ChannelKindFinder(LongFunction<Optional<GuildChannel>> reported, LongSupplier nanoTime) {
            this.reported = reported;
            this.nanoTime = nanoTime;
        }

        /// The kind if it is known without a request.
        Optional<ChannelKind> known(long channel) {
            return reported(channel).or(() -> answers.find(channel).map(CachedKind::kind));
        }

        /// The kind if it is known without a request. The tags of a forum are at most [#MAX_AGE]
        /// old.
        Optional<ChannelKind> recent(Optional<JDA> jda, long channel) {
            Optional<CachedKind> outdated = reported(channel).isPresent()
                    ? Optional.empty()
                    : answers.find(channel)
                            .filter(answer -> answer.kind() instanceof Forum
                                    && nanoTime.getAsLong() - answer.at() > MAX_AGE.toNanos());
            return outdated.isPresent() ? ask(jda, channel).or(() -> known(channel)) : known(channel);
        }

        /// The kind, requested from Discord if the gateway has not reported the channel; empty if
        /// Discord does not answer.
        Optional<ChannelKind> ask(Optional<JDA> jda, long channel) {
            return reported(channel).or(() -> jda.flatMap(session -> retrieve(session, channel)));
        }

        private Optional<ChannelKind> reported(long channel) {
            return reported.apply(channel).map(ChannelKind::of);
        }

        private Optional<ChannelKind> retrieve(JDA jda, long channel) {
            try {
                DataObject answer = ChannelRequest.retrieve(jda, channel).complete(false);
                ChannelKind kind = ChannelKind.of(answer);
                answers.put(channel, new CachedKind(kind, nanoTime.getAsLong()));
                return Optional.of(kind);
            } catch (RateLimitedException | ErrorResponseException e) {
                LOG.debug("cannot ask Discord for channel {}: {}", channel, DiscordErrors.describe(e));
            } catch (RuntimeException e) {
                LOG.debug("cannot ask Discord for channel {}", channel, e);
            }
            return Optional.empty();
        }
    }
}
