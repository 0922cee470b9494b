package digestbot.discord.thread;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The tags that a forum offers for its posts, in the forum's order.
public record ForumTags(List<PostTag> all) {

    /// Discord's limit for a post.
    private static final int MAX_TAGS = 5;

    /// Only moderators may use a moderated tag.
    public record PostTag(long id, String name, boolean moderated) {}

    public ForumTags {
        all = List.copyOf(all);
    }

    /// The tags with one of these names, whether in upper or lower case. Tags for moderators are
    /// left out, because the post would be refused.
    public List<PostTag> named(Collection<String> names) {
        Set<String> wanted = names.stream().map(ForumTags::key).collect(Collectors.toSet());
        return all.stream()
                .filter(tag -> !tag.moderated() && wanted.contains(key(tag.name())))
                .limit(MAX_TAGS)
                .toList();
    }

    /// The first tag, preferring tags that everybody may use; empty if there is none.
    public Optional<PostTag> first() {
        return all.stream().min(Comparator.comparing(PostTag::moderated));
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
