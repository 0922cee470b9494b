package digestbot.discord;

import digestbot.discord.thread.ForumTags;
import digestbot.discord.thread.ForumTags.PostTag;
import java.util.Comparator;
import java.util.List;
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
    record Forum(boolean requiresTag, ForumTags tags) implements ChannelKind {

        /// The tags for a post about these topics: those that are called like one of them, or else
        /// the first one if there must be one.
        List<PostTag> tagsFor(List<String> topics) {
            List<PostTag> named = tags.named(topics);
            return named.isEmpty() && requiresTag ? tags.first().stream().toList() : named;
        }
    }

    /// A channel whose messages can be crossposted.
    record Announcements() implements ChannelKind {}

    record Other() implements ChannelKind {}

    static ChannelKind of(GuildChannel channel) {
        return switch (channel) {
            case IPostContainer forum -> new Forum(forum.isTagRequired(), tags(forum.getAvailableTags()));
            case NewsChannel _ -> new Announcements();
            default -> new Other();
        };
    }

    static ChannelKind of(DataObject channel) {
        return switch (ChannelType.fromId(channel.getInt("type"))) {
            case FORUM, MEDIA ->
                new Forum(
                        (channel.getLong("flags", 0) & REQUIRES_TAG) != 0,
                        tags(channel.optArray("available_tags").orElseGet(DataArray::empty)));
            case NEWS -> new Announcements();
            default -> new Other();
        };
    }

    private static ForumTags tags(List<ForumTag> all) {
        return new ForumTags(all.stream()
                .sorted(Comparator.comparingInt(ForumTag::getPosition))
                .map(tag -> new PostTag(tag.getIdLong(), tag.getName(), tag.isModerated()))
                .toList());
    }

    private static ForumTags tags(DataArray all) {
        return new ForumTags(all.stream(DataArray::getObject)
                .map(tag -> new PostTag(
                        tag.getUnsignedLong("id"), tag.getString("name"), tag.getBoolean("moderated", false)))
                .toList());
    }
}
