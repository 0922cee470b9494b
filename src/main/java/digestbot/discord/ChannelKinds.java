package digestbot.discord;

import digestbot.cache.LruCache;
import digestbot.discord.ChannelKind.Forum;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.RateLimitedException;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway reports the channels of a server some time after the login. Until then, Discord is
/// asked for a channel only after it has refused a plain message there, because most channels
/// accept one.
final class ChannelKinds {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelKinds.class);
    private static final int CAPACITY = 1_000;

    /// The age at which Discord is asked again for the tags of a forum.
    private static final Duration MAX_AGE = Duration.ofMinutes(10);

    private final LongFunction<Optional<GuildChannel>> reported;
    private final LongSupplier nanoTime;
    private final LruCache<Long, Answer> answers = new LruCache<>(CAPACITY);

    /// The time is in nanoseconds of the monotonic clock.
    private record Answer(ChannelKind kind, long at) {}

    ChannelKinds(LongFunction<Optional<GuildChannel>> reported, LongSupplier nanoTime) {
        this.reported = reported;
        this.nanoTime = nanoTime;
    }

    /// The kind as far as it is known without a request.
    Optional<ChannelKind> known(long channel) {
        return reported(channel).or(() -> answers.find(channel).map(Answer::kind));
    }

    /// The kind as far as it is known; the tags of a forum are not older than [#MAX_AGE].
    Optional<ChannelKind> recent(Optional<JDA> jda, long channel) {
        Optional<Answer> outdated = reported(channel).isPresent()
                ? Optional.empty()
                : answers.find(channel)
                        .filter(answer -> answer.kind() instanceof Forum
                                && nanoTime.getAsLong() - answer.at() > MAX_AGE.toNanos());
        return outdated.isPresent() ? ask(jda, channel).or(() -> known(channel)) : known(channel);
    }

    /// Asks Discord if the gateway has not reported the channel; empty if Discord does not answer.
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
            answers.put(channel, new Answer(kind, nanoTime.getAsLong()));
            return Optional.of(kind);
        } catch (RateLimitedException | ErrorResponseException e) {
            LOG.debug("cannot ask Discord for channel {}: {}", channel, DiscordErrors.describe(e));
        } catch (RuntimeException e) {
            LOG.debug("cannot ask Discord for channel {}", channel, e);
        }
        return Optional.empty();
    }
}
