package digestbot.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.StyleRegistry;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Outlets;
import digestbot.digest.ParseResult;
import digestbot.digest.Source;
import digestbot.digest.parser.DigestParser;
import digestbot.discord.DiscordRenderer;
import digestbot.markdown.Block;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline.Citations;
import digestbot.markdown.Inline.Citations.Citation;
import digestbot.markdown.TextCleaner;
import digestbot.markdown.WebAddress;
import digestbot.telegram.TelegramRenderer;
import digestbot.writing.FeedEntry.Article;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever feeds and models say, the file is a digest without warnings, whose points name sources
/// of their own side.
class WrittenDigestsTest {

    private static final Instant NOW = Instant.parse("2026-02-10T04:00:00Z");
    private static final int DAYS = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> PIECES = List.of("""
            Washington¦tariffs¦on steel¦rises by 12.5 percent¦中国回应美国¦port law¦[1]¦[99]¦{only}¦{pair: x "y"}¦<!--more-->\
            ¦<script>¦](http://evil.example)¦**bold**¦`code`¦# Heading¦---¦1. one¦- two¦&copy¦&lt;¦\\¦|¦~~gone~~\
            ¦https://evil.example/x¦@everyone¦24.com¦t.me/x¦evil.рф¦Congress debates¦Beijing answers¦talks in Geneva\
            ¦“quoted”¦\u202Ereversed¦🇺🇸¦(2026-01-01)¦ - \
            """.split("¦"));

    record Day(Random random, List<String> ids, List<Article> articles) {

        static Day of(int seed) {
            var random = new Random(seed);
            List<String> ids = List.of("us", "china", "eu", "asean").subList(0, 2 + random.nextInt(3));
            List<Article> found = IntStream.range(0, ids.size())
                    .boxed()
                    .flatMap(side -> IntStream.range(0, random.nextInt(30)).mapToObj(_ -> article(side, random)))
                    .toList();
            return new Day(random, ids, StoryChoiceTest.choice(ids, 2 + random.nextInt(40), found));
        }

        private static Article article(int side, Random random) {
            String title = text(random, 4, 9);
            int number = random.nextInt(200);
            var entry = new FeedEntry(
                    title,
                    WebAddress.parse("https://outlet%d.example/%d?a=1&copy=%d(x)".formatted(number % 7, number, number))
                            .orElseThrow(),
                    text(random, 0, 20),
                    NOW.minus(Duration.ofMinutes(random.nextInt(2000))),
                    "",
                    List.of("", "en-US", "zh-CN").get(random.nextInt(3)));
            return new Article(side, text(random, 1, 2), entry);
        }

        static String text(Random random, int least, int most) {
            String text = Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
                    .limit(random.nextInt(least, most + 1))
                    .reduce("", (one, other) -> one + " " + other);
            return TextCleaner.line(least > 2 ? "Reports say" + text : "O" + text);
        }

        List<String> names() {
            return ids.stream().map(id -> "Side of " + id).toList();
        }

        int count() {
            return articles.size();
        }

        String file(Draft draft) {
            return new DigestFile(
                            "us-china",
                            NOW.atZone(ZoneOffset.UTC),
                            "en",
                            ids,
                            articles,
                            draft,
                            random.nextBoolean(),
                            Optional.empty())
                    .markdown();
        }
    }

    static Stream<Day> days() {
        return IntStream.range(0, DAYS).mapToObj(Day::of).filter(day -> day.count() > 0);
    }

    @ParameterizedTest
    @MethodSource("days")
    void headlinesMakeADigest(Day day) {
        assertSound(day, day.file(Draft.ofHeadlines("US [and] China: news", day.names(), "en", day.articles())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
        https://evil.example/a https:|//evil.|example/a
        tg://resolve?domain=x tg:|//resolve?domain=x
        evil.рф evil.|рф
        EVIL-X.UK EVIL-X.|UK
        24.com 24.|com
        a.co a.|co
        a.bb.cc a.|bb.|cc
        t.me/x t.|me/x
        ❤.ws ❤.|ws
        @names @|names
        /forget /|forget
        and/or and/or
        joe@mail.example joe@|mail.|example
        192.0.2.1:80 192.|0.2.1:80
        xn--e1a.xn--p1ai xn--e1a.|xn--p1ai
        例え.テスト 例え.|テスト
        उदाहरण.भारत उदाहरण.|भारत
        3.5 3.5
        2026.01.31 2026.01.31
        U.S. U.S.
        Dr.\u00a0Who Dr.\u00a0Who
        9.30 9.30
        e.g. e.g.
        what...now what...now
        at:@ at:@
        """)
    void noAddressIsOneForApps(String text, String written) {
        assertThat(DigestFile.withoutAddresses(text).replace('\u200b', '|')).isEqualTo(written);
    }

    @Test
    void messagesHaveNoAddressesButThoseOfTheirLinks() {
        List<String> addresses =
                List.of("https://evil.example/a", "24.com", "t.me/x", "@channel", "例え.テスト", "192.0.2.1");
        List<Article> articles = IntStream.range(0, addresses.size())
                .mapToObj(i -> new Article(
                        i / 3,
                        addresses.get(i),
                        new FeedEntry(
                                "Washington and %s on ports".formatted(addresses.get(i)),
                                WebAddress.parse("https://news.example/" + i).orElseThrow(),
                                "",
                                NOW,
                                "",
                                "en")))
                .toList();
        List<String> ids = List.of("us", "china");
        var day = new Day(new Random(1), ids, StoryChoiceTest.choice(ids, 6, articles));
        String file = day.file(Draft.ofHeadlines("US vs China", day.names(), "en", day.articles()));
        assertSound(day, file);
        Digest digest = ((ParseResult.Parsed) new DigestParser().parse(file.getBytes(StandardCharsets.UTF_8))).digest();
        assertThat(Outlets.of(digest).stream().map(Outlets::key))
                .containsExactlyInAnyOrderElementsOf(
                        addresses.stream().map(Outlets::key).toList());
        var reader = new Reader("en", ReadingOptions.DEFAULT, LocalDate.EPOCH, ZoneOffset.UTC);
        for (DigestView view :
                List.of(new DigestView.Overview(), new DigestView.SideBySide(), new DigestView.Sources())) {
            Content content = new DigestContentBuilder(StyleRegistry.DEFAULT).view(1, digest, view, reader);
            String telegram = TelegramRenderer.render(content).text().replaceAll(" href=\"[^\"]*\"", "");
            String discord = DiscordRenderer.render(content).components().toString();
            assertThat(telegram).contains("Washington").doesNotContain(addresses);
            assertThat(discord).contains("Washington").doesNotContain(addresses);
        }
    }

    /// The model answers in the form that was asked for, with texts and numbers by chance.
    @Test
    void noModelMakesAnotherDigest() throws IOException {
        int summarised = 0;
        try (FeedServer server = FeedServer.start();
                var http = new HttpReader()) {
            for (Day day : days().toList()) {
                server.model(_ -> answer(day));
                var settings = SummarizerTest.settings(server.url("/v1"), Optional.empty());
                var endpoint = new ChatEndpoint(http, settings, Duration.ofMinutes(1), _ -> {}, 1_000_000, _ -> {});
                try {
                    Draft draft = new Summarizer(endpoint, "en", "", day.names(), day.articles(), List.of())
                            .draft("US and China");
                    assertSound(day, day.file(draft));
                    summarised++;
                } catch (IOException _) {
                    // nothing of the answer was of use
                }
            }
        }
        assertThat(summarised).isGreaterThan(10);
    }

    private static String answer(Day day) {
        Random random = day.random();
        List<Map<String, Object>> points = Stream.generate(() -> Map.<String, Object>of(
                        "text", Day.text(random, 3, 12), "sources", numbers(day), "heading", Day.text(random, 1, 3)))
                .limit(40)
                .toList();
        try {
            return JSON.writeValueAsString(Map.of(
                    "points", points, "highlights", points, "pairs", points.subList(0, 3), "only", numbers(day)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Integer> numbers(Day day) {
        return day.random()
                .ints(1 + day.random().nextInt(2), 0, day.count() + 2)
                .boxed()
                .toList();
    }

    private static void assertSound(Day day, String file) {
        ParseResult result = new DigestParser().parse(file.getBytes(StandardCharsets.UTF_8));
        assertThat(result).as(file).isInstanceOf(ParseResult.Parsed.class);
        var parsed = (ParseResult.Parsed) result;
        assertThat(parsed.warnings()).as(file).extracting(Diagnostic::message).isEmpty();
        Digest digest = parsed.digest();
        assertThat(digest.articleCount()).as(file).hasValue(day.count());
        assertThat(digest.sources()).as(file).hasSize(day.count());
        for (Source source : digest.sources()) {
            FeedEntry entry = day.articles().get(source.number() - 1).entry();
            assertThat(source.title()).as(file).isEqualTo(DigestFile.withoutAddresses(entry.title()));
            assertThat(source.link()).as(file).contains(entry.link());
            assertThat(source.perspective())
                    .hasValue(day.articles().get(source.number() - 1).perspective());
        }
        for (int side = 0; side < day.ids().size(); side++) {
            List<Integer> own =
                    digest.sourcesOf(side).stream().map(Source::number).toList();
            int place = side;
            assertThat(own).hasSize((int) day.articles().stream()
                    .filter(article -> article.perspective() == place)
                    .count());
            assertThat(BulletPoints.count(digest.perspective(side)))
                    .as(file)
                    .isEqualTo(citations(digest.perspective(side)).size());
            assertThat(citations(digest.perspective(side)))
                    .as(file)
                    .allSatisfy(cited -> assertThat(own).containsAll(cited));
            assertThat(citations(digest.perspective(side)).isEmpty()).isEqualTo(own.isEmpty());
        }
        assertThat(BulletPoints.count(digest.highlights()))
                .as(file)
                .isEqualTo(citations(digest.highlights()).size());
    }

    /// The numbers of each point.
    private static List<List<Integer>> citations(List<Block> blocks) {
        return blocks.stream()
                .flatMap(block -> block instanceof Block.ItemList list ? list.items().stream() : Stream.of())
                .map(item -> item.blocks().getFirst())
                .flatMap(block ->
                        block instanceof Block.Paragraph(var content) ? Stream.of(content.getLast()) : Stream.of())
                .flatMap(last -> last instanceof Citations(var sources) ? Stream.of(sources) : Stream.of())
                .map(sources -> sources.stream().map(Citation::number).toList())
                .toList();
    }
}
