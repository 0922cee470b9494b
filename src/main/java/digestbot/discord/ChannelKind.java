package digestbot.discord;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.dv8tion.jda.api.entities.channel.ChannelType;
import net.dv8tion.jda.api.entities.channel.attribute.IPostContainer;
import net.dv8tion.jda.api.entities.channel.concrete.NewsChannel;
import net.dv8tion.jda.api.entities.channel.forums.ForumTag;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/// The kind of a channel, as far as it matters for sending.
sealed interface ChannelKind {

    /// The flag of a forum that accepts no post without a tag.
    long REQUIRES_TAG = 1L << 4;

    /// A channel that accepts messages only as posts.
    ///
    /// @param requiresTag true if each post must have a tag
    /// @param tag the tag for posts; empty if the forum has none
    record Forum(boolean requiresTag, OptionalLong tag) implements ChannelKind {}

    /// A channel whose messages can be crossposted.
    record Announcements() implements ChannelKind {}

    /// Any other channel.
    record Other() implements ChannelKind {}

    /// The kind of a channel that the gateway has reported.
    static ChannelKind of(GuildChannel channel) {
        return switch (channel) {
            case IPostContainer forum -> new Forum(forum.isTagRequired(), tag(forum.getAvailableTags()));
            case NewsChannel _ -> new Announcements();
            default -> new Other();
        };
    }

    /// The kind of a channel in a response of the REST API.
    static ChannelKind of(DataObject channel) {
        return switch (ChannelType.fromId(channel.getInt("type"))) {
            case FORUM, MEDIA ->
                new Forum(
                        (channel.getLong("flags", 0) & REQUIRES_TAG) != 0,
                        tag(channel.optArray("available_tags").orElseGet(DataArray::empty)));
            case NEWS -> new Announcements();
            default -> new Other();
        };
    }

    /// The first tag, preferring tags that are not restricted to moderators.
    private static OptionalLong tag(List<ForumTag> all) {
        return first(all.stream()
                .sorted(Comparator.comparing(ForumTag::isModerated).thenComparingInt(ForumTag::getPosition))
                .map(ForumTag::getIdLong));
    }

    private static OptionalLong tag(DataArray all) {
        return first(all.stream(DataArray::getObject)
                .sorted(Comparator.comparing(tag -> tag.getBoolean("moderated", false)))
                .map(tag -> tag.getUnsignedLong("id")));
    }

    private static OptionalLong first(Stream<Long> tags) {
        return tags.mapToLong(Long::longValue).findFirst();
    }
}
