package digestbot.digest.story;

import digestbot.concurrent.LruCache;
import digestbot.digest.Digest;
import digestbot.digest.Section;
import digestbot.digest.Source;
import digestbot.digest.words.FigureDifference;
import digestbot.digest.words.NewsText;
import digestbot.digest.words.WordCutter;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Inline;
import digestbot.markdown.Inline.Citations;
import digestbot.markdown.PlainText;
import digestbot.markdown.PointMark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A comparison of a digest's perspectives: the points on which several report alike, and the other
/// points of each.
///
/// The author's pairs come first. The [StoryMatcher] then finds stories that unmarked points or the
/// titles of sources share.
///
/// @param sections the sections in which the author compares the perspectives
/// @param rests the other points of each perspective, by its ordinal in the digest
/// @param texts all points and articles that were compared
public record Comparison(
        List<Section.OtherSection> sections, List<Row> rows, SequencedMap<Integer, Rest> rests, Set<StoryText> texts) {

    /// The origin of a row: the basis on which its points are matched.
    public enum By {
        AUTHOR,
        POINTS,
        SOURCES
    }

    /// A subject that two or more perspectives report on, with the part of each by its ordinal.
    ///
    /// @param id the author's id, or one that is unique in this digest
    /// @param words the heading: the author's, or words that the texts share
    /// @param texts its points and articles as the matcher reads them
    public record Row(
            String id, By by, Optional<String> words, SequencedMap<Integer, Cell> cells, Set<StoryText> texts) {

        Row(String id, By by, Optional<String> words) {
            this(id, by, words, new LinkedHashMap<>(), new HashSet<>());
        }

        public List<String> perspectives(Digest digest) {
            return cells.keySet().stream()
                    .map(ordinal -> digest.perspectives().get(ordinal).id())
                    .toList();
        }

        /// The perspective's points; empty if it has only articles.
        public List<List<Block>> points(int ordinal) {
            return Optional.ofNullable(cells.get(ordinal)).map(Cell::points).orElse(List.of());
        }

        /// The perspective's points; without any, the headlines of its articles.
        public List<List<Block>> blocks(int ordinal) {
            return Optional.ofNullable(cells.get(ordinal)).map(Cell::blocks).orElse(List.of());
        }

        /// The numbers that two perspectives give for the same quantity, if they differ.
        public Optional<FigureDifference> figures(String language) {
            List<List<NewsText>> texts =
                    cells.values().stream().map(cell -> cell.texts(language)).toList();
            return IntStream.range(1, texts.size())
                    .boxed()
                    .flatMap(second -> texts.subList(0, second).stream()
                            .flatMap(first -> FigureDifference.of(first, texts.get(second)).stream()))
                    .findFirst();
        }

        /// The first of its words that people may want to follow: it is short, has no number, and names
        /// no perspective.
        public Optional<String> keyword(Digest digest) {
            return Stream.of(words.orElse("").split(" · ", -1))
                    .filter(KEYWORD.asMatchPredicate())
                    .filter(word -> digest.perspectives().stream()
                            .noneMatch(each -> WordCutter.key(each.name()).contains(WordCutter.key(word))
                                    || TermReader.haveOneName(
                                            each.name(), word, digest.key().language())))
                    .findFirst();
        }

        private Cell cell(int ordinal) {
            return cells.computeIfAbsent(ordinal, _ -> new Cell());
        }

        /// Puts the row's words above one of its points.
        public List<Block> headed(List<Block> point) {
            List<Block> headed = new ArrayList<>(point);
            words.ifPresent(text -> headed.addFirst(new Block.Heading(HEADING, List.of(new Inline.Text(text)))));
            return headed;
        }
    }

    /// A perspective's points on the row's story, and its articles.
    public record Cell(List<List<Block>> points, List<Source> sources) {

        Cell() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        public List<List<Block>> blocks() {
            return points.isEmpty() ? sources.stream().map(Cell::headline).toList() : points;
        }

        private List<NewsText> texts(String language) {
            return points.isEmpty()
                    ? sources.stream()
                            .map(source -> NewsText.of(source.title(), source.languageOr(language)))
                            .toList()
                    : points.stream()
                            .map(point -> NewsText.of(PlainText.of(point), language))
                            .toList();
        }

        private static List<Block> headline(Source source) {
            var title = new Inline.Text(source.title());
            List<Inline> line = new ArrayList<>();
            line.add(source.link()
                    .<Inline>map(link -> new Inline.Link(link, List.of(title)))
                    .orElse(title));
            if (!source.outlet().isBlank()) {
                line.add(new Inline.Text(" · " + source.outlet()));
            }
            return List.of(new Block.Paragraph(line));
        }
    }

    /// The blocks of a perspective without the points of rows.
    ///
    /// @param only points that no other perspective reports
    /// @param further points of which this is unknown
    public record Rest(List<Block> only, List<Block> further) {}

    private static final int HEADING = 6;
    private static final Pattern KEYWORD = Pattern.compile("(?!.*\\b\\d).{2,40}");
    private static final int MAX_STORIES = 12;

    /// The maximum number of texts of a digest that are compared.
    private static final int MAX_TEXTS = 400;

    /// Caches stories by the digest's texts, because each of its views needs them. The limit is in
    /// characters.
    private static final LruCache<Set<StoryText>, List<SharedStory>> STORIES =
            new LruCache<>(2 << 20, Comparison::characters);

    private static final Pattern COMPARING = Pattern.compile(
            "(?iu)\\b(?:differences?|differ|disagree\\w*|agree|(?:points|areas) of agreement|comparison|in common"
                    + "|unterschied\\w*|gemeinsamkeiten|vergleich\\w*|diferencias?|desacuerdos?|puntos de acuerdo"
                    + "|coincidencias?|en común)\\b|分歧|差异|共识|对比|比较|异同");

    /// Compares the perspectives with these ordinals.
    public static Comparison of(Digest digest, List<Integer> perspectives) {
        return new Finder(digest, perspectives).comparison();
    }

    /// Compares all perspectives.
    public static Comparison of(Digest digest) {
        return of(
                digest, IntStream.range(0, digest.perspectives().size()).boxed().toList());
    }

    /// Whether the section compares the perspectives.
    public static boolean isComparing(Section section) {
        return section instanceof Section.OtherSection(String heading, var _)
                && COMPARING.matcher(heading).find();
    }

    static List<SharedStory> stories(Set<StoryText> texts) {
        return STORIES.get(texts, () -> new StoryMatcher().all(texts));
    }

    private static long characters(List<SharedStory> stories) {
        return stories.stream()
                .flatMap(story -> story.texts().stream())
                .mapToLong(text -> text.title().length() + text.description().length())
                .sum();
    }

    public boolean isEmpty() {
        return rows.isEmpty() && sections.isEmpty();
    }

    /// Whether the row is the first one that the author did not pair.
    public boolean isFirstByWords(Row row) {
        return rows.stream().filter(each -> each.by() != By.AUTHOR).findFirst().equals(Optional.of(row));
    }

    private static final class Finder {

        /// A point of a perspective, or one of its articles.
        private record Piece(int ordinal, Optional<Item> point, Optional<Source> article) {}

        private final Digest digest;
        private final List<Integer> perspectives;
        private final SequencedMap<String, Row> rows = new LinkedHashMap<>();

        /// The rows of points, by identity, because two points may be equal.
        private final IdentityHashMap<Item, Row> rowsOfPoints = new IdentityHashMap<>();

        /// Points that one perspective alone reports: no article of another perspective matches
        /// them.
        private final Set<Item> alone = Collections.newSetFromMap(new IdentityHashMap<>());

        private final Set<StoryText> texts = new HashSet<>();
        private boolean hasPairs;

        Finder(Digest digest, List<Integer> perspectives) {
            this.digest = digest;
            this.perspectives = perspectives;
        }

        Comparison comparison() {
            findPairs();
            hasPairs = !rows.isEmpty();
            findStories();
            SequencedMap<Integer, Rest> rests = new LinkedHashMap<>();
            for (int ordinal : perspectives) {
                rests.put(ordinal, rest(ordinal));
            }
            List<Section.OtherSection> sections = digest.sections().stream()
                    .filter(Comparison::isComparing)
                    .map(Section.OtherSection.class::cast)
                    .toList();
            return new Comparison(sections, List.copyOf(rows.values()), rests, texts);
        }

        private void findPairs() {
            SequencedMap<String, Set<Integer>> uses = new LinkedHashMap<>();
            for (int ordinal : perspectives) {
                pairs(digest.perspective(ordinal))
                        .forEach(pair -> uses.computeIfAbsent(pair.id(), _ -> new HashSet<>())
                                .add(ordinal));
            }
            Map<String, String> words = new HashMap<>();
            digest.sections().stream()
                    .flatMap(section -> pairs(section.blocks()))
                    .forEach(pair -> pair.words().ifPresent(text -> words.putIfAbsent(pair.id(), text)));
            uses.forEach((id, users) -> {
                if (users.size() > 1) {
                    rows.put(id, new Row(id, By.AUTHOR, Optional.ofNullable(words.get(id))));
                }
            });
            for (int ordinal : perspectives) {
                items(digest.perspective(ordinal)).forEach(item -> {
                    if (item.mark().orElse(null) instanceof PointMark.Pair(String id, var _) && rows.containsKey(id)) {
                        Row row = Objects.requireNonNull(rows.get(id));
                        rowsOfPoints.put(item, row);
                        row.texts().add(text(new Piece(ordinal, Optional.of(item), Optional.empty())));
                    }
                });
            }
        }

        private static Stream<PointMark.Pair> pairs(List<Block> blocks) {
            return PointMark.in(blocks).stream()
                    .flatMap(mark -> mark instanceof PointMark.Pair pair ? Stream.of(pair) : Stream.of());
        }

        private static Stream<Item> items(List<Block> blocks) {
            return blocks.stream()
                    .flatMap(block -> block instanceof ItemList list ? list.items().stream() : Stream.of());
        }

        private void findStories() {
            Map<StoryText, List<Piece>> pieces =
                    perspectives.stream().flatMap(this::pieces).collect(Collectors.groupingBy(this::text));
            SequencedMap<SharedStory, List<Piece>> shared = new LinkedHashMap<>();
            for (SharedStory story : stories(Set.copyOf(pieces.keySet()))) {
                List<Piece> members = story.texts().stream()
                        .flatMap(text -> pieces.getOrDefault(text, List.of()).stream())
                        .toList();
                if (ordinals(members.stream()).count() > 1) {
                    shared.put(story, members);
                } else if (areSourcesKnown()
                        && members.stream().anyMatch(piece -> piece.article().isPresent())) {
                    members.forEach(piece -> piece.point().ifPresent(alone::add));
                }
            }
            texts.addAll(pieces.keySet());
            rows.values().forEach(row -> texts.addAll(row.texts()));
            shared.entrySet().stream()
                    .filter(story -> hasWords(story.getKey()))
                    .sorted(Comparator.comparing(story -> by(story.getValue())))
                    .limit(MAX_STORIES)
                    .forEach(story -> add(story.getKey(), story.getValue()));
        }

        private static boolean hasWords(SharedStory story) {
            return story.words().stream().anyMatch(word -> word.codePoints().anyMatch(Character::isLetter));
        }

        private static Stream<Integer> ordinals(Stream<Piece> pieces) {
            return pieces.map(Piece::ordinal).distinct();
        }

        private static By by(List<Piece> members) {
            return ordinals(members.stream().filter(piece -> piece.point().isPresent()))
                                    .count()
                            > 1
                    ? By.POINTS
                    : By.SOURCES;
        }

        private void add(SharedStory story, List<Piece> members) {
            // Unlike this id, authors' ids have no space.
            var row = new Row("story " + (rows.size() + 1), by(members), story.shortWords());
            row.texts().addAll(story.texts());
            rows.put(row.id(), row);
            perspectives.stream()
                    .filter(ordinals(members.stream()).toList()::contains)
                    .forEach(row::cell);
            for (Piece piece : members) {
                piece.point().ifPresent(point -> rowsOfPoints.put(point, row));
                piece.article().ifPresent(row.cell(piece.ordinal()).sources()::add);
            }
        }

        private Stream<Piece> pieces(int ordinal) {
            Set<Integer> paired = sourcesOfPairs(ordinal);
            return Stream.concat(
                            items(digest.perspective(ordinal))
                                    .filter(item -> item.mark().isEmpty())
                                    .map(item -> new Piece(ordinal, Optional.of(item), Optional.empty())),
                            digest.sourcesOf(ordinal).stream()
                                    .filter(source -> !paired.contains(source.number()))
                                    .map(source -> new Piece(ordinal, Optional.empty(), Optional.of(source))))
                    .limit(MAX_TEXTS / perspectives.size());
        }

        /// The numbers of the sources cited by points of pairs.
        private Set<Integer> sourcesOfPairs(int ordinal) {
            return items(digest.perspective(ordinal))
                    .filter(rowsOfPoints::containsKey)
                    .flatMap(item -> Citations.in(item.blocks()).stream())
                    .map(Citations.Citation::number)
                    .collect(Collectors.toSet());
        }

        private StoryText text(Piece piece) {
            String side = digest.perspectives().get(piece.ordinal()).id();
            String language = digest.key().language();
            if (piece.article().isPresent()) {
                Source source = piece.article().get();
                return new StoryText(source.title(), "", source.languageOr(language), side, source.outlet(), null);
            }
            List<String> lines = piece.point().stream()
                    .flatMap(point -> PlainText.of(point.blocks()).lines())
                    .toList();
            String rest = lines.stream().skip(1).collect(Collectors.joining(" "));
            return new StoryText(lines.isEmpty() ? "" : lines.getFirst(), rest, language, side, "", null);
        }

        private boolean areSourcesKnown() {
            return perspectives.stream()
                    .noneMatch(ordinal -> digest.sourcesOf(ordinal).isEmpty());
        }

        /// Moves points that belong to rows out of the blocks. Blocks before such a point, such as
        /// a heading, move with it.
        private Rest rest(int ordinal) {
            List<Block> only = new ArrayList<>();
            List<Block> further = new ArrayList<>();
            List<Block> before = new ArrayList<>();
            for (Block block : digest.perspective(ordinal)) {
                if (!(block instanceof ItemList list)) {
                    before.add(block);
                    continue;
                }
                List<Item> lone = new ArrayList<>();
                List<Item> others = new ArrayList<>();
                for (Item item : list.items()) {
                    Row row = rowsOfPoints.get(item);
                    if (row != null) {
                        before.removeIf(Block.HorizontalRule.class::isInstance);
                        before.addAll(item.blocks());
                        row.cell(ordinal).points().add(List.copyOf(before));
                    } else if (isAlone(item)) {
                        only.addAll(before);
                        lone.add(item);
                    } else {
                        further.addAll(before);
                        others.add(item);
                    }
                    before.clear();
                }
                addList(list, lone, only);
                addList(list, others, further);
            }
            (hasPairs ? only : further).addAll(before);
            return new Rest(only, further);
        }

        /// An author who pairs points has also found everything that other perspectives report.
        private boolean isAlone(Item item) {
            return hasPairs || alone.contains(item) || item.mark().orElse(null) instanceof PointMark.Only;
        }

        private static void addList(ItemList list, List<Item> items, List<Block> to) {
            if (!items.isEmpty()) {
                to.add(list.with(items));
            }
        }
    }
}
