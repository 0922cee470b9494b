package digestbot.command;

import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.edition.AskingPress;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.edition.Press;
import digestbot.edition.Styles;
import digestbot.edition.View;
import digestbot.library.Library;
import digestbot.library.Passage;
import digestbot.library.Place;
import digestbot.library.SearchHit;
import digestbot.library.SearchQuery;
import digestbot.library.SearchResult;
import digestbot.library.StoredDigest;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a search found, a few digests a page, the latest day first: of each where it says so, with that marked.
final class SearchPages {

    private static final int A_PAGE = 5;
    private static final String DOT = " · ";

    private final Library library;
    private final InLanguage inLanguage;
    private final Styles styles;

    SearchPages(Library library, Styles styles) {
        this.library = library;
        this.styles = styles;
        this.inLanguage = new InLanguage(library);
    }

    /// A digest that was found.
    ///
    /// @param view where it says what was looked for
    /// @param language what its language is called, if it is another one than the topic comes in
    private record Shown(StoredDigest stored, View view, Optional<String> language) {}

    /// The page, or the first one if there are fewer by now.
    Content page(Asked asked, String key, SearchQuery query, int wanted) {
        SearchResult wish = library.search(asked.transaction(), query, A_PAGE, wanted * A_PAGE);
        int page = wish.hits().isEmpty() ? 0 : wanted;
        SearchResult result = page == wanted ? wish : library.search(asked.transaction(), query, A_PAGE, 0);
        List<Shown> shown = result.hits().stream()
                .flatMap(hit -> library.digest(asked.transaction(), hit.number()).stream())
                .map(stored -> new Shown(stored, view(stored, query), inLanguage.name(asked, stored)))
                .toList();
        List<List<Button>> rows = new ArrayList<>(
                Say.inPairs(shown.stream().map(each -> button(asked, each)).toList()));
        int last = Math.max(0, Math.ceilDiv(result.total(), A_PAGE) - 1);
        rows.addAll(new Page<SearchHit>(result.hits(), page, last).turns(to -> new AskingPress.Found(key, to)));
        if (shown.isEmpty()) {
            rows.add(List.of(Say.help(asked.words())));
        }
        return Content.of(List.of(panel(asked, query, result.total(), shown)), rows);
    }

    private Panel panel(Asked asked, SearchQuery query, int total, List<Shown> shown) {
        Words words = asked.words();
        List<Block> body = new ArrayList<>();
        shown.forEach(each -> body.add(found(words, query, each)));
        if (shown.isEmpty()) {
            body.add(Say.paragraph(words.say(Phrase.FOUND_NOTHING)));
        }
        String title = query.words().isBlank()
                ? words.say(Phrase.SEARCH_ALL)
                : words.say(Phrase.SEARCH_TITLE, Say.echo(query.words()));
        List<String> narrowed = narrowed(asked, query);
        if (total > 0) {
            narrowed.addFirst(words.say(Phrase.FOUND_DIGESTS, total));
        }
        List<Inline> subtitle = narrowed.isEmpty() ? List.of() : List.of(new Inline.Text(String.join(DOT, narrowed)));
        return new Panel(Panel.Kind.PLAIN, title, "", OptionalInt.empty(), subtitle, body, List.of());
    }

    private List<String> narrowed(Asked asked, SearchQuery query) {
        Words words = asked.words();
        List<String> said = new ArrayList<>();
        query.topic()
                .flatMap(id -> library.topic(asked.transaction(), id))
                .ifPresent(known -> said.add(known.topic().name()));
        query.side().map(id -> sideName(asked, query, id)).ifPresent(said::add);
        Optional<LocalDate> from = query.from();
        if (from.isPresent() && from.equals(query.to())) {
            said.add(words.day(from.get()));
        } else {
            from.ifPresent(day -> said.add(words.say(Phrase.SEARCH_FROM, words.day(day))));
            query.to().ifPresent(day -> said.add(words.say(Phrase.SEARCH_UNTIL, words.day(day))));
        }
        return said;
    }

    /// What the newest digest of the topic, or of any that has such a side, calls it.
    private String sideName(Asked asked, SearchQuery query, String id) {
        return library.topics(asked.transaction()).stream()
                .map(known -> known.topic().id())
                .filter(topic -> query.topic().filter(topic::equals).isPresent()
                        || query.topic().isEmpty())
                .flatMap(topic -> library.newest(asked.transaction(), topic, asked.language()).stream())
                .flatMap(stored -> stored.digest().perspectives().stream())
                .filter(side -> side.id().equalsIgnoreCase(id))
                .findFirst()
                .map(Perspective::name)
                .orElse(id);
    }

    private Block found(Words words, SearchQuery query, Shown shown) {
        var digest = shown.stored().digest();
        List<Inline> line = new ArrayList<>();
        line.add(new Inline.Text(
                "• " + digest.topic().name() + DOT + words.day(digest.key().day()) + inIts(shown)));
        line.add(new Inline.LineBreak());
        Passage passage = library.passage(shown.stored(), query);
        whose(words, digest, passage.place())
                .map(name -> new Inline.Text(name + ": "))
                .ifPresent(line::add);
        for (Passage.Piece piece : passage.pieces()) {
            Inline text = new Inline.Text(piece.text());
            line.add(piece.marked() ? new Inline.Strong(List.of(text)) : text);
        }
        return new Block.Paragraph(line);
    }

    /// Who says it, where that is not the digest itself.
    private Optional<String> whose(Words words, Digest digest, Place place) {
        return switch (place) {
            case Place.Whole() -> Optional.empty();
            case Place.Side(int ordinal) ->
                Optional.of(styles.side(digest, ordinal).label());
            case Place.Sources() -> Optional.of(words.say(Phrase.SOURCES));
        };
    }

    private static String inIts(Shown shown) {
        return shown.language().map(name -> DOT + name).orElse("");
    }

    private static Button button(Asked asked, Shown shown) {
        var digest = shown.stored().digest();
        return Button.ask(
                Say.dated(asked, digest.topic().name(), digest.key().day(), inIts(shown)),
                new Press.Open(shown.stored().number(), shown.view()));
    }

    /// The side that was asked for, or the only part that says it; else all of it.
    private View view(StoredDigest stored, SearchQuery query) {
        List<Perspective> sides = stored.digest().perspectives();
        for (int i = 0; i < sides.size(); i++) {
            if (query.side().filter(sides.get(i).id()::equalsIgnoreCase).isPresent()) {
                return new View.OneSide(i);
            }
        }
        List<Place> places = library.places(stored, query);
        return places.size() == 1 ? view(places.getFirst()) : new View.Overview();
    }

    private static View view(Place place) {
        return switch (place) {
            case Place.Whole() -> new View.Overview();
            case Place.Side(int ordinal) -> new View.OneSide(ordinal);
            case Place.Sources() -> new View.Sources();
        };
    }
}
