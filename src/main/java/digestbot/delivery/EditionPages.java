package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.digest.Perspective;
import digestbot.edition.Content;
import digestbot.edition.Editions;
import digestbot.edition.Packing;
import digestbot.edition.Reader;
import digestbot.edition.View;
import digestbot.library.LanguageStore;
import digestbot.library.Library;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the messages of a revision say, to be compared with those of another one. Many readers' are the same, so
/// the last ones are kept.
///
/// @param <M> the platform's form of one message
final class EditionPages<M> {

    private static final int KEPT = 256;

    /// One message; its form is made when it is first asked for.
    static final class Drawn<M> {
        private final Content content;
        private @Nullable M message;

        private Drawn(Content content) {
            this.content = content;
        }

        /// Whether readers see the same.
        boolean looksLike(Drawn<M> other) {
            return content.equals(other.content);
        }

        M message(Messenger<M> messenger) {
            M made = message == null ? messenger.render(content) : message;
            message = made;
            return made;
        }
    }

    private sealed interface Key {

        /// @param page the only one; -1 for the messages of a delivery
        /// @param others what there is of it in other languages
        record Edition(long digest, int revision, View view, Reader reader, int page, List<LanguageStore.Other> others)
                implements Key {}

        record Several(Gathered what, SeveralReader reader) implements Key {}
    }

    private final Messenger<M> messenger;
    private final Library library;
    private final Editions editions;
    private final GatheringContent gatherings;
    private final OtherLanguages languages;
    private final LinkedHashMap<Key, List<Drawn<M>>> drawn = new LinkedHashMap<>(16, 0.75f, true);

    EditionPages(Messenger<M> messenger, Library library, Editions editions) {
        this.messenger = messenger;
        this.library = library;
        this.editions = editions;
        languages = new OtherLanguages(library);
        gatherings = new GatheringContent(messenger.budget(), library, editions);
    }

    /// The messages that a delivery of the revision has.
    List<Drawn<M>> messages(Transaction transaction, long digest, int revision, View view, Reader reader) {
        List<LanguageStore.Other> others = languages.of(transaction, digest);
        return drawn(transaction, new Key.Edition(digest, revision, view, reader, -1, others));
    }

    /// The message that a press on the page makes.
    Drawn<M> page(Transaction transaction, long digest, int revision, View view, Reader reader, int page) {
        List<LanguageStore.Other> others = languages.of(transaction, digest);
        return drawn(transaction, new Key.Edition(digest, revision, view, reader, page, others))
                .getFirst();
    }

    /// The one message that shows several digests.
    Drawn<M> several(Transaction transaction, Gathered what, SeveralReader reader) {
        return drawn(transaction, new Key.Several(what, reader)).getFirst();
    }

    private synchronized List<Drawn<M>> drawn(Transaction transaction, Key key) {
        List<Drawn<M>> known = drawn.get(key);
        if (known != null) {
            return known;
        }
        List<Content> pages = switch (key) {
            case Key.Edition edition -> pages(transaction, edition);
            case Key.Several(Gathered what, SeveralReader reader) ->
                List.of(Packing.messages(gatherings.of(transaction, what, reader), messenger.budget())
                        .getFirst());
        };
        List<Drawn<M>> made = pages.stream().map(Drawn<M>::new).toList();
        drawn.put(key, made);
        if (drawn.size() > KEPT) {
            drawn.pollFirstEntry();
        }
        return made;
    }

    private List<Content> pages(Transaction transaction, Key.Edition key) {
        Content content = editions.edition(
                key.digest(),
                library.all().content(transaction, key.digest(), key.revision()),
                key.view(),
                key.reader(),
                languages.read(transaction, key.others()));
        return key.page() < 0
                ? Packing.messages(content, messenger.budget())
                : List.of(Packing.page(content, messenger.budget(), key.page()));
    }

    /// The same view in another revision, whose sides may stand in another order.
    View carried(Transaction transaction, long digest, int from, int to, View view) {
        if (!(view instanceof View.OneSide(int ordinal)) || from == to) {
            return view;
        }
        List<Perspective> before =
                library.all().content(transaction, digest, from).perspectives();
        List<Perspective> after = library.all().content(transaction, digest, to).perspectives();
        if (ordinal >= before.size()) {
            return view;
        }
        String side = before.get(ordinal).id();
        return IntStream.range(0, after.size())
                .filter(i -> after.get(i).id().equalsIgnoreCase(side))
                .<View>mapToObj(View.OneSide::new)
                .findFirst()
                .orElseGet(View.Overview::new);
    }
}
