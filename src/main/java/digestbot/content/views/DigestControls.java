package digestbot.content.views;

import digestbot.audience.vote.Vote;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.digest.story.Continuations;
import digestbot.markdown.WebAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The inputs of the buttons of a digest's message, besides the digest and its reader.
///
/// @param languages the same digest in other languages, each of which gets a button
/// @param pages the digest's pages on the public site, if it has any
/// @param subscribed true if the chat is subscribed to the digest's topic
/// @param vote the vote of the person who sees the message; empty if others see it too
/// @param stories the stories that the digest continues, if the message compares the perspectives
public record DigestControls(
        List<DigestContentBuilder.NumberedDigest> languages,
        Optional<SharedPages> pages,
        boolean subscribed,
        Optional<Vote> vote,
        Continuations stories) {

    public static final DigestControls NONE = new DigestControls(List.of(), Optional.empty());

    public DigestControls(List<DigestContentBuilder.NumberedDigest> languages, Optional<SharedPages> pages) {
        this(languages, pages, true, Optional.empty(), Continuations.NONE);
    }

    public static DigestControls to(Optional<SharedPages> pages) {
        return new DigestControls(List.of(), pages);
    }

    /// The pages of a published digest on the public site.
    ///
    /// @param perspectives the pages of the perspectives, by the perspectives' ids in lower case
    public record SharedPages(WebAddress whole, Map<String, WebAddress> perspectives) {

        /// The page of a view: the perspective's page if the view shows only one of several
        /// perspectives, otherwise the digest's. A perspective that is missing from the published
        /// revision has no page.
        ///
        /// @param chosen the ordinals of the perspectives that the reader's overview shows
        WebAddress of(Digest digest, DigestView view, List<Integer> chosen) {
            List<Perspective> all = digest.perspectives();
            return switch (view) {
                case DigestView.OnePerspective(int ordinal) -> of(all.get(ordinal));
                case DigestView.Overview() when all.size() > 1 && chosen.size() == 1 -> of(all.get(chosen.getFirst()));
                case DigestView.Overview(), DigestView.SideBySide(), DigestView.Sources _ -> whole;
            };
        }

        private WebAddress of(Perspective perspective) {
            return perspectives.getOrDefault(perspective.id().toLowerCase(Locale.ROOT), whole);
        }
    }
}
