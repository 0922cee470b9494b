package digestbot.digest;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The content of the front matter.
///
/// @param perspectives the perspectives, in their order
/// @param articleCount what it claims, where
/// @param extra its keys that are none of the others, as texts, lists and maps
record FrontMatter(
        DigestKey key,
        Topic topic,
        String title,
        List<NamedPerspective> perspectives,
        List<String> outlets,
        Optional<Count> articleCount,
        boolean draft,
        Optional<String> correction,
        Map<String, Object> extra) {

    FrontMatter {
        perspectives = List.copyOf(perspectives);
        outlets = List.copyOf(outlets);
        extra = Map.copyOf(extra);
    }

    /// @param line where it is named
    record NamedPerspective(Perspective perspective, int line) {}

    /// @param line where it stands
    record Count(int value, int line) {}
}
