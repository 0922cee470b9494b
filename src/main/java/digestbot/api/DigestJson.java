package digestbot.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectWriter;
import digestbot.content.views.PerspectiveShare;
import digestbot.database.RecordJson;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.Perspective;
import digestbot.digest.RevisionChanges;
import digestbot.digest.Section;
import digestbot.digest.Source;
import digestbot.digest.story.Comparison;
import digestbot.digest.story.Continuations;
import digestbot.library.archive.PublishedDigestStore.ListedCorrection;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import digestbot.markdown.PointMark;
import digestbot.markdown.WebAddress;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAddressFormat;
import digestbot.site.SiteEdition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The answers of the API, with the members that docs/api.md lists. A member without a value is
/// left out.
public final class DigestJson {

    /// Only the newest corrections are listed.
    public static final int MAX_CORRECTIONS = 20;

    private static final int PERCENT = 100;

    private static final ObjectWriter WRITER = RecordJson.mapper().build().writer();

    private DigestJson() {}

    public static String write(Object answer) {
        return RecordJson.write(WRITER, answer);
    }

    /// The addresses of the site's pages; always empty without a site.
    record PageAddresses(Optional<SiteAddressFormat> site) {

        Optional<String> of(SiteAddress page) {
            return site.map(addresses -> addresses.absolute(page));
        }

        Optional<String> of(SiteAddress.OfDay digest, Perspective perspective) {
            return of(new SiteAddress.OfPerspective(digest, perspective.id()));
        }
    }

    /// A topic with the day of its latest digest and its languages on that day: without regions, the
    /// main one first.
    public record TopicEntry(String id, String name, LocalDate latest, List<String> languages, Optional<String> url) {}

    /// A page of a list; `next` is empty on the last one.
    public record Digests(List<DigestEntry> digests, Optional<String> next) {

        record DigestEntry(
                @JsonUnwrapped DigestHead head, int revision, Instant published, Optional<Instant> corrected) {}
    }

    public record Hits(int total, List<Hit> hits) {

        record Hit(@JsonUnwrapped DigestHead head, String text, Optional<PerspectiveEntry> perspective) {}
    }

    /// The first members of every answer about a digest.
    record DigestHead(
            String topic,
            String topicName,
            LocalDate day,
            String language,
            String edition,
            String title,
            Optional<String> url) {

        static DigestHead of(DigestKey key, String topicName, String title, Optional<String> url) {
            return new DigestHead(key.topic(), topicName, key.day(), key.language(), key.edition(), title, url);
        }
    }

    /// A digest.
    ///
    /// @param cut true if texts were left out; empty in the API, which never leaves out any
    public record WholeDigest(
            @JsonUnwrapped DigestDetails details,
            List<BlockJson> highlights,
            List<PerspectiveEntry> perspectives,
            @JsonInclude(Include.NON_EMPTY) List<ComparisonRow> comparison,
            List<OtherSection> sections,
            List<SourceEntry> sources,
            Optional<Boolean> cut) {

        record OtherSection(String heading, List<BlockJson> blocks) {}

        /// What several perspectives report, with their ids, and the `pair` of its points if the author
        /// says so. `continues` is the day of an earlier digest with the story.
        record ComparisonRow(
                Optional<String> pair,
                Optional<String> heading,
                String by,
                List<String> perspectives,
                Optional<LocalDate> continues) {}
    }

    /// One perspective of a digest, cut like a [WholeDigest].
    public record OnePerspective(
            @JsonUnwrapped DigestDetails details,
            PerspectiveEntry perspective,
            List<SourceEntry> sources,
            Optional<Boolean> cut) {}

    record DigestDetails(
            @JsonUnwrapped DigestHead head,
            int revision,
            Instant published,
            Optional<String> madeBy,
            Optional<Instant> reviewed,
            OptionalInt articles,
            List<Correction> corrections,
            List<LanguageVersion> languages) {

        record LanguageVersion(String language, Optional<String> url) {}

        /// A correction: the author's note, or else the parts that changed.
        record Correction(int revision, Instant at, Optional<String> note, Optional<List<ChangedPart>> changed) {

            record ChangedPart(
                    String part,
                    @JsonInclude(Include.NON_EMPTY) String name) {}

            static Correction of(ListedCorrection correction) {
                return switch (correction.changes()) {
                    case RevisionChanges.AuthorNote(String text) ->
                        new Correction(correction.revision(), correction.at(), Optional.of(text), Optional.empty());
                    case RevisionChanges.DetectedChanges(List<RevisionChanges.ChangedPart> parts) ->
                        new Correction(
                                correction.revision(),
                                correction.at(),
                                Optional.empty(),
                                Optional.of(parts.stream()
                                        .map(part -> new ChangedPart(
                                                part.kind().name().toLowerCase(Locale.ROOT), part.name()))
                                        .toList()));
                };
            }
        }

        static DigestDetails of(PublicDigest shown) {
            SiteEdition edition = shown.edition();
            Digest digest = shown.digest();
            return new DigestDetails(
                    DigestHead.of(
                            digest.key(),
                            digest.topic().name(),
                            digest.title(),
                            shown.pages().of(edition.address())),
                    edition.revision(),
                    edition.publishedAt(),
                    digest.madeBy(),
                    digest.reviewedAt(),
                    digest.articleCount(),
                    edition.corrections().stream()
                            .limit(MAX_CORRECTIONS)
                            .map(Correction::of)
                            .toList(),
                    edition.languages().stream()
                            .map(version -> new LanguageVersion(
                                    version.language(), shown.pages().of(version.address())))
                            .toList());
        }
    }

    /// A perspective, with its text if more than its name is wanted.
    ///
    /// @param articles known for all perspectives, like `percent`, or only for this one
    record PerspectiveEntry(
            String id,
            String name,
            Optional<String> url,
            OptionalInt articles,
            OptionalInt percent,
            Optional<List<BlockJson>> blocks) {

        static PerspectiveEntry named(Perspective perspective, Optional<String> url) {
            return new PerspectiveEntry(
                    perspective.id(),
                    perspective.name(),
                    url,
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    Optional.empty());
        }

        static PerspectiveEntry of(PublicDigest shown, int ordinal) {
            Perspective perspective = shown.digest().perspectives().get(ordinal);
            List<PerspectiveShare> shares = shown.shares();
            return new PerspectiveEntry(
                    perspective.id(),
                    perspective.name(),
                    shown.pages().of(shown.edition().address(), perspective),
                    shares.isEmpty()
                            ? perspective.count()
                            : OptionalInt.of(shares.get(ordinal).articles()),
                    shares.isEmpty()
                            ? OptionalInt.empty()
                            : OptionalInt.of(
                                    PerspectiveShare.divide(shares, PERCENT).get(ordinal)),
                    Optional.of(BlockJson.of(shown.digest().perspective(ordinal))));
        }
    }

    record SourceEntry(
            int number,
            String title,
            Optional<String> url,
            @JsonInclude(Include.NON_EMPTY) String outlet,
            @JsonInclude(Include.NON_EMPTY) String language,
            Optional<LocalDate> date,
            Optional<String> perspective) {

        static List<SourceEntry> of(Digest digest, List<Source> sources) {
            return sources.stream()
                    .map(source -> new SourceEntry(
                            source.number(),
                            source.title(),
                            source.link().map(WebAddress::url),
                            source.outlet(),
                            source.language(),
                            source.date(),
                            source.perspective().stream()
                                    .mapToObj(ordinal ->
                                            digest.perspectives().get(ordinal).id())
                                    .findFirst()))
                    .toList();
        }
    }

    public static WholeDigest of(PublicDigest shown) {
        Digest digest = shown.digest();
        return new WholeDigest(
                DigestDetails.of(shown),
                BlockJson.of(digest.highlights()),
                IntStream.range(0, digest.perspectives().size())
                        .mapToObj(ordinal -> PerspectiveEntry.of(shown, ordinal))
                        .toList(),
                comparison(digest, shown.stories()),
                digest.sections().stream()
                        .filter(Section.OtherSection.class::isInstance)
                        .map(Section.OtherSection.class::cast)
                        .map(other -> new WholeDigest.OtherSection(other.heading(), BlockJson.of(other.blocks())))
                        .toList(),
                SourceEntry.of(digest, digest.sources()),
                shown.cut());
    }

    private static List<WholeDigest.ComparisonRow> comparison(Digest digest, Continuations stories) {
        return Comparison.of(digest).rows().stream()
                .map(row -> new WholeDigest.ComparisonRow(
                        Optional.of(row.id()).filter(_ -> row.by() == Comparison.By.AUTHOR),
                        row.words(),
                        row.by().name().toLowerCase(Locale.ROOT),
                        row.perspectives(digest),
                        stories.of(row).map(earlier -> earlier.key().day())))
                .toList();
    }

    public static OnePerspective perspective(PublicDigest shown, int ordinal) {
        return new OnePerspective(
                DigestDetails.of(shown),
                PerspectiveEntry.of(shown, ordinal),
                SourceEntry.of(shown.digest(), shown.digest().sourcesFor(ordinal)),
                shown.cut());
    }

    /// A block of text: plain text without markup, and its links separately.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    sealed interface BlockJson {

        @JsonTypeName("paragraph")
        record Paragraph(
                String text, @JsonInclude(Include.NON_EMPTY) List<Link> links) implements BlockJson {}

        @JsonTypeName("heading")
        record Heading(
                int level,
                String text,
                @JsonInclude(Include.NON_EMPTY) List<Link> links) implements BlockJson {}

        @JsonTypeName("list")
        record PointList(boolean ordered, int start, List<Point> points) implements BlockJson {}

        @JsonTypeName("quote")
        record Quote(List<BlockJson> blocks) implements BlockJson {}

        @JsonTypeName("code")
        record Code(
                String text, @JsonInclude(Include.NON_EMPTY) String language) implements BlockJson {}

        @JsonTypeName("rule")
        record Rule() implements BlockJson {}

        record Link(String text, String url) {}

        /// A point of a list, with the numbers of its sources, its mark, and the blocks below its
        /// text.
        record Point(
                String text,
                @JsonInclude(Include.NON_EMPTY) List<Link> links,
                @JsonInclude(Include.NON_EMPTY) List<Integer> sources,
                Optional<String> pair,
                Optional<String> only,
                @JsonInclude(Include.NON_EMPTY) List<BlockJson> blocks) {

            static Point of(Block.Item item) {
                List<Block> blocks = item.blocks();
                boolean hasText = !blocks.isEmpty() && blocks.getFirst() instanceof Block.Paragraph;
                List<Inline> text = hasText ? ((Block.Paragraph) blocks.getFirst()).content() : List.of();
                Optional<PointMark> mark = item.mark();
                return new Point(
                        PlainText.ofInlines(text),
                        BlockJson.links(text),
                        Inline.Citations.in(blocks).stream()
                                .map(Inline.Citations.Citation::number)
                                .toList(),
                        mark.filter(PointMark.Pair.class::isInstance).map(pair -> ((PointMark.Pair) pair).id()),
                        mark.filter(PointMark.Only.class::isInstance)
                                .map(only -> ((PointMark.Only) only).perspective()),
                        BlockJson.of(hasText ? blocks.subList(1, blocks.size()) : blocks));
            }
        }

        static List<BlockJson> of(List<Block> blocks) {
            return blocks.stream().map(BlockJson::of).toList();
        }

        static BlockJson of(Block block) {
            return switch (block) {
                case Block.Paragraph(List<Inline> content) ->
                    new Paragraph(PlainText.ofInlines(content), links(content));
                case Block.Heading(int level, List<Inline> content) ->
                    new Heading(level, PlainText.ofInlines(content), links(content));
                case Block.ItemList(boolean ordered, int start, List<Block.Item> items) ->
                    new PointList(ordered, start, items.stream().map(Point::of).toList());
                case Block.Quote(List<Block> blocks) -> new Quote(of(blocks));
                case Block.CodeBlock(String language, String text) -> new Code(text, language);
                case Block.HorizontalRule() -> new Rule();
            };
        }

        private static List<Link> links(List<Inline> content) {
            return content.stream()
                    .flatMap(inline -> switch (inline) {
                        case Inline.Link(WebAddress address, List<Inline> text) ->
                            Stream.of(new Link(PlainText.ofInlines(text), address.url()));
                        case Inline.Emphasis(List<Inline> inner) -> links(inner).stream();
                        case Inline.Strong(List<Inline> inner) -> links(inner).stream();
                        case Inline.Strikethrough(List<Inline> inner) -> links(inner).stream();
                        case Inline.Text _, Inline.Code _, Inline.Moment _, Inline.Citations _, Inline.LineBreak _ ->
                            Stream.empty();
                    })
                    .toList();
        }
    }
}
