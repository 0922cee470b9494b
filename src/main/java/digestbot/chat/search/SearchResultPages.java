package digestbot.chat.search;

import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.LanguageNote;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.views.TopicStyles;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.SearchPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.library.search.SearchHit;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult;
import digestbot.library.search.SearchScope;
import digestbot.library.search.Snippet;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The results of a search, a few digests per page, the latest day first, each with the place of
/// the hit marked.
final class SearchResultPages {

    private static final int A_PAGE = 5;
    private static final String DOT = " · ";

    private final Library library;
    private final LanguageNote inLanguage;
    private final TopicStyles styles;

    SearchResultPages(Library library, TopicStyles styles) {
        this.library = library;
        this.styles = styles;
        this.inLanguage = new LanguageNote(library);
    }

    /// A digest that was found.
    ///
    /// @param view the view that contains the hit
    /// @param language the name of the digest's language, if it differs from the one in which the
    /// chat receives the topic
    private record Shown(StoredDigest stored, DigestView view, Optional<String> language) {}

    /// The page, or the first one if there are fewer by now.
    Content page(CommandContext asked, String key, SearchQuery query, int wanted) {
        SearchResult wish = library.search(asked.transaction(), query, A_PAGE, wanted * A_PAGE);
        int page = wish.hits().isEmpty() ? 0 : wanted;
        SearchResult result = page == wanted ? wish : library.search(asked.transaction(), query, A_PAGE, 0);
        List<Shown> shown = result.hits().stream()
                .flatMap(hit -> library.digest(asked.transaction(), hit.number()).stream())
                .map(stored -> new Shown(stored, view(stored, query), inLanguage.name(asked, stored)))
                .toList();
        List<List<Button>> rows = new ArrayList<>(
                Replies.inPairs(shown.stream().map(each -> button(asked, each)).toList()));
        int last = Math.max(0, Math.ceilDiv(result.total(), A_PAGE) - 1);
        rows.addAll(new ListPage<SearchHit>(result.hits(), page, last).turns(to -> new LookupPress.Found(key, to)));
        if (shown.isEmpty()) {
            rows.add(List.of(Replies.help(asked.words())));
        }
        return Content.of(List.of(panel(asked, query, result.total(), shown)), rows);
    }

    private Panel panel(CommandContext asked, SearchQuery query, int total, List<Shown> shown) {
        Texts words = asked.words();
        List<Block> body = new ArrayList<>();
        shown.forEach(each -> body.add(found(words, query, each)));
        if (shown.isEmpty()) {
            body.add(Replies.paragraph(words.say(SearchPhrase.FOUND_NOTHING)));
        }
        String title = query.words().isBlank()
                ? words.say(SearchPhrase.SEARCH_ALL)
                : words.say(SearchPhrase.SEARCH_TITLE, Replies.echo(query.words()));
        List<String> narrowed = narrowed(asked, query);
        if (total > 0) {
            narrowed.addFirst(words.say(SearchPhrase.FOUND_DIGESTS, total));
        }
        List<Inline> subtitle = narrowed.isEmpty() ? List.of() : List.of(new Inline.Text(String.join(DOT, narrowed)));
        return new Panel(Panel.Kind.PLAIN, title, "", OptionalInt.empty(), subtitle, body, List.of());
    }

    private List<String> narrowed(CommandContext asked, SearchQuery query) {
        Texts words = asked.words();
        List<String> said = new ArrayList<>();
        query.topic()
                .flatMap(id -> library.topic(asked.transaction(), id))
                .ifPresent(known -> said.add(known.topic().name()));
        query.perspective().map(id -> perspectiveName(asked, query, id)).ifPresent(said::add);
        Optional<LocalDate> from = query.from();
        if (from.isPresent() && from.equals(query.to())) {
            said.add(words.day(from.get()));
        } else {
            from.ifPresent(day -> said.add(words.say(SearchPhrase.SEARCH_FROM, words.day(day))));
            query.to().ifPresent(day -> said.add(words.say(SearchPhrase.SEARCH_UNTIL, words.day(day))));
        }
        return said;
    }

    /// The perspective's name in the newest digest of the topic, or of any topic that has it.
    private String perspectiveName(CommandContext asked, SearchQuery query, String id) {
        return library.topics(asked.transaction()).stream()
                .map(known -> known.topic().id())
                .filter(topic -> query.topic().filter(topic::equals).isPresent()
                        || query.topic().isEmpty())
                .flatMap(topic -> library.newest(asked.transaction(), topic, asked.language()).stream())
                .flatMap(stored -> stored.digest().perspectives().stream())
                .filter(perspective -> perspective.id().equalsIgnoreCase(id))
                .findFirst()
                .map(Perspective::name)
                .orElse(id);
    }

    private Block found(Texts words, SearchQuery query, Shown shown) {
        var digest = shown.stored().digest();
        List<Inline> line = new ArrayList<>();
        line.add(new Inline.Text(
                "• " + digest.topic().name() + DOT + words.day(digest.key().day()) + inIts(shown)));
        line.add(new Inline.LineBreak());
        Snippet passage = library.passage(shown.stored(), query);
        whose(words, digest, passage.place())
                .map(name -> new Inline.Text(name + ": "))
                .ifPresent(line::add);
        for (Snippet.Piece piece : passage.pieces()) {
            Inline text = new Inline.Text(piece.text());
            line.add(piece.marked() ? new Inline.Strong(List.of(text)) : text);
        }
        return new Block.Paragraph(line);
    }

    /// The name of the perspective or source of a hit, where it is not the digest itself.
    private Optional<String> whose(Texts words, Digest digest, SearchScope place) {
        return switch (place) {
            case SearchScope.Whole() -> Optional.empty();
            case SearchScope.Perspective(int ordinal) ->
                Optional.of(styles.perspective(digest, ordinal).label());
            case SearchScope.Sources() -> Optional.of(words.say(DigestPhrase.SOURCES));
        };
    }

    private static String inIts(Shown shown) {
        return shown.language().map(name -> DOT + name).orElse("");
    }

    private static Button button(CommandContext asked, Shown shown) {
        var digest = shown.stored().digest();
        return Button.ask(
                Replies.dated(asked, digest.topic().name(), digest.key().day(), inIts(shown)),
                new Press.Open(shown.stored().number(), shown.view()));
    }

    /// The view to open: the perspective of the filter, or the only part with a hit, or else the
    /// overview.
    private DigestView view(StoredDigest stored, SearchQuery query) {
        List<Perspective> perspectives = stored.digest().perspectives();
        for (int i = 0; i < perspectives.size(); i++) {
            if (query.perspective()
                    .filter(perspectives.get(i).id()::equalsIgnoreCase)
                    .isPresent()) {
                return new DigestView.OnePerspective(i);
            }
        }
        List<SearchScope> places = library.places(stored, query);
        return places.size() == 1 ? view(places.getFirst()) : new DigestView.Overview();
    }

    private static DigestView view(SearchScope place) {
        return switch (place) {
            case SearchScope.Whole() -> new DigestView.Overview();
            case SearchScope.Perspective(int ordinal) -> new DigestView.OnePerspective(ordinal);
            case SearchScope.Sources() -> new DigestView.Sources();
        };
    }
}
