package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Correction;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.ParseResult;
import digestbot.digest.Perspective;
import digestbot.digest.Topic;
import digestbot.markdown.PlainText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontMatterTest {

    @Test
    void readsEveryKey() {
        Digest digest = DigestSamples.digest("""
                ---
                title: "Two: *Sides* & <more>"
                date: 2026-03-01T23:30:00-08:00
                topic: Two.Sides_1
                topicName: Two Sides
                sources: ["Pier Gazette", Lighthouse Weekly, ""]
                articleCount: 0
                perspectives:
                  - {id: "a", name: "Aland", count: 0}
                  - id: b
                    name: Bravia
                bSources: 0
                draft: yes
                language: ZH-cn
                edition: evening
                correction: The count was wrong.
                editor: [x, {y: 010, z: no}, 12:30, ~]
                ---
                """);

        assertThat(digest.key()).isEqualTo(new DigestKey("two.sides_1", LocalDate.of(2026, 3, 1), "zh-CN", "evening"));
        assertThat(digest.topic()).isEqualTo(new Topic("Two.Sides_1", "Two Sides"));
        assertThat(digest.title()).isEqualTo("Two: *Sides* & <more>");
        assertThat(digest.outlets()).containsExactly("Pier Gazette", "Lighthouse Weekly");
        assertThat(digest.articleCount()).hasValue(0);
        assertThat(digest.perspectives())
                .containsExactly(
                        new Perspective("a", "Aland", OptionalInt.of(0)),
                        new Perspective("b", "Bravia", OptionalInt.of(0)));
        assertThat(digest.draft()).isTrue();
        assertThat(digest.correction()).hasValue(Correction.ofAuthor("The count was wrong."));
        assertThat(digest.extra())
                .isEqualTo(Map.of("bSources", "0", "editor", List.of("x", Map.of("y", "010", "z", "no"), "12:30", "")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            https://news.example.org/a/ | https://news.example.org/a/ | -
            /a b/?c=%20                 | /a%20b/?c=%20               | -
            a/b                         | -                           | url “a/b” is no address of a page
            https://localhost/          | -                           | url “https://localhost/” is no address of a page
            https://a.example/%zz       | -                           | url “https://a.example/%zz” is no address of a page
            """)
    void namesThePageOfTheDigestOrSaysThatItIsNone(String url, @Nullable String page, @Nullable String warning) {
        ParseResult.Parsed parsed =
                DigestSamples.parsed("---\ntopic: two\ndate: 2026-03-01\nurl: %s\n---\n- a".formatted(url));
        assertThat(parsed.digest().page()).isEqualTo(Optional.ofNullable(page));
        assertThat(parsed.warnings().stream()
                        .filter(each -> each.line() == 4)
                        .map(each -> each.message().replaceFirst(" and is left out.*", ""))
                        .toList())
                .isEqualTo(Stream.ofNullable(warning).toList());
    }

    @Test
    void saysWhatMadeThePoints() {
        String text = "---\ntopic: two\ndate: 2026-03-01\nperspectives: [{id: a, name: A}]\n%s\n---\n- a";
        assertThat(DigestSamples.digest(text.formatted("madeBy: small-model")).madeBy())
                .contains("small-model");
        assertThat(DigestSamples.digest(text.formatted("")).madeBy()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"urgent: true, true", "urgent: yes, true", "urgent: false, false", "edition: a, false"})
    void isUrgentIfTheAuthorSaysSo(String key, boolean urgent) {
        Digest digest = DigestSamples.digest(
                "---\ntopic: two\ndate: 2026-03-01\nperspectives: [{id: a, name: A}]\n%s\n---\n- a".formatted(key));
        assertThat(digest.isUrgent()).isEqualTo(urgent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            headline: "A bridge: opens"   | - Other¶- more                  | A bridge: opens
            edition: a                   | - **Bold**  news¶¶  more¶- b | Bold news
            edition: a                   | ## A (A Sources)¶- Of A         | Of A
            edition: a                   | ## Sources¶1. a                 | Two
            """)
    void leadsWithTheAuthorsHeadlineOrTheFirstPoint(String key, String body, String headline) {
        Digest digest = DigestSamples.digest(
                "---\ntopic: two\ndate: 2026-03-01\ntitle: Two\nperspectives: [{id: a, name: A}]\n%s\n---\n%s"
                        .formatted(key, body.replace("¶", "\n")));

        assertThat(digest.headline()).isEqualTo(headline);
    }

    @Test
    void needsOnlyTopicAndDate() {
        ParseResult.Parsed parsed = DigestSamples.parsed("---\ntopic: two\ndate: 2026-03-01\n---\n- a");

        assertThat(parsed.digest().title()).isEqualTo("two - 2026-03-01");
        assertThat(parsed.digest().key().language()).isEqualTo("en");
        assertThat(parsed.digest().key().edition()).isEmpty();
        assertThat(parsed.digest().draft()).isFalse();
        assertThat(parsed.digest().highlights()).hasSize(1);
        Digest norwegian = DigestSamples.digest(
                "---\ntopic: two\ndate: 2026-03-01\nlanguage: no\nperspectives: [{id: a, name: A, color: red}]\n---\n");
        assertThat(norwegian.key().language()).isEqualTo("no");
        assertThat(norwegian.extra())
                .isEqualTo(Map.of("perspectives", List.of(Map.of("id", "a", "name", "A", "color", "red"))));
        assertThat(parsed.warnings())
                .extracting(Diagnostic::message)
                .containsExactly(
                        "the front matter names no perspectives: list each perspective with its id and name",
                        "title is missing, the topic and the day are used instead: add `title: \"…\"`");
    }

    @Test
    void takesPerspectivesThatItDoesNotNameFromHeadingsThatNameTheirSources() {
        String text = """
                ---
                title: Two
                date: 2026-03-01
                topic: two
                venezuelanSources: 7
                chineseSources: 3
                ---
                - Talks.

                ## From Beijing (China/Chinese Sources)

                - Of China.

                ## Inside Venezuela (Venezuelan Sources)

                - Of Venezuela.
                """;
        ParseResult.Parsed parsed = DigestSamples.parsed(text);

        assertThat(parsed.digest().perspectives())
                .containsExactly(
                        new Perspective("venezuelan", "Venezuelan", OptionalInt.of(7)),
                        new Perspective("chinese", "China/Chinese", OptionalInt.of(3)));
        assertThat(PlainText.of(parsed.digest().perspective(0))).contains("Of Venezuela.");
        assertThat(PlainText.of(parsed.digest().perspective(1))).contains("Of China.");
        assertThat(parsed.warnings())
                .extracting(Diagnostic::message)
                .contains("the front matter names no perspectives and they are taken from the headings: list each"
                        + " perspective with its id and name");
        assertThat(DigestSamples.digest(text.replace("(China/Chinese Sources)", ""))
                        .perspectives())
                .as("one such heading")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-05, 2026-02-05",
        "'\"2026-02-05\"', 2026-02-05",
        "2026-2-5, 2026-02-05",
        "2026-02-05T04:00:49.960Z, 2026-02-05",
        "2026-02-05T23:30:00-08:00, 2026-02-05",
        "2026-02-05T00:30:00+14:00, 2026-02-05",
        "2026-02-05 04:00:00 +1, 2026-02-05",
        "'\"2026-02-05T04:00\"', 2026-02-05",
        "2024-02-29, 2024-02-29",
    })
    void takesTheDayAsItIsWritten(String written, LocalDate day) {
        assertThat(DigestSamples.digest("---\ntopic: two\ndate: " + written + "\n---\n")
                        .key()
                        .day())
                .isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-05T04:00:49.960Z, 2026-02-05T04:00:00Z",
        "2026-02-05T23:30:00-08:00, 2026-02-06T07:30:00Z",
        "2026-02-05 4:05 +8, 2026-02-04T20:05:00Z",
        "2026-02-05T04:00, 2026-02-05T04:00:00Z",
        "2026-02-05T04:00+1:30, 2026-02-05T02:30:00Z",
        "2026-02-05T04:00-130, 2026-02-05T05:30:00Z",
        "2026-02-05T04:00+18:00, 2026-02-04T10:00:00Z",
        "2026-02-05T04:00+18:30, ",
        "2026-02-05, 2026-02-05T00:00:00Z",
        "soon, ",
    })
    void theMomentOfWritingIsTheDateInItsOwnOffset(String date, @Nullable Instant moment) {
        byte[] file = ("---\ndate: " + date + "\n---\n").getBytes(StandardCharsets.UTF_8);
        assertThat(new DigestParser().writtenAt(file)).isEqualTo(Optional.ofNullable(moment));
        for (String without : List.of("---\ntopic: x\n---\n", "no front matter")) {
            assertThat(new DigestParser().writtenAt(without.getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
        }
    }

    @Test
    void refusesWhatIsNoDate() {
        String dates = "tomorrow¦2026-02-30¦2026-13-01¦2025-02-29¦02/05/2026¦20260205¦1770264049¦2026-02-05T25:00Z"
                + "¦0999-12-31¦0000-01-01¦[2026-02-05]¦2026-02-05x";
        assertThat(dates.split("¦", -1)).allSatisfy(date -> {
            assertThat(DigestSamples.problems("---\ntopic: two\ndate: " + date + "\n---\n"))
                    .as(date)
                    .singleElement()
                    .asString()
                    .startsWith("3: date ");
        });
        assertThat(DigestSamples.problems("---\ntopic: two\ndate: soon\n---\n"))
                .containsExactly("3: date “soon” is not a date: use 2026-02-05 or 2026-02-05T04:00:00Z");
    }

    @Test
    void namesEveryProblemWithItsLine() {
        assertThat(DigestSamples.problems("""
                                ---
                                title: [a]
                                topic: two words
                                perspectives:
                                  - id: a
                                  - just a name
                                  - {id: A, name: Aland}
                                  - {id: b, name: "ALAND "}
                                  - {name: Bravia, id: "<b>"}
                                draft: perhaps
                                language: English, please
                                ---
                                """))
                .containsExactly(
                        "2: date is missing: add a line such as `date: 2026-02-05`",
                        "2: title must be one text, not a list or a mapping: write it on one line",
                        "3: topic “two words” is not an identifier: use at most 64 letters (A to Z), digits, `-`, `_` and `.`,"
                                + " a letter or digit first, such as us-china",
                        "5: a perspective has no name: add `name:` with the words that begin its section's heading",
                        "6: a perspective must have an id and a name: write `- id: us` and `name: United States`",
                        "7: two perspectives have the id “A”, on line 5 and here: rename one",
                        "8: two perspectives have the name “ALAND”, on line 7 and here: rename one",
                        "9: id “<b>” is not an identifier: use at most 64 letters (A to Z), digits, `-`, `_` and `.`,"
                                + " a letter or digit first, such as us",
                        "10: draft “perhaps” is neither true nor false: write one of these",
                        "11: language “English, please” is not a language tag: write one such as en, de or zh-CN");
    }

    @Test
    void aTopicIsNoWordThatTheBotUsesItself() {
        assertThat(DigestSamples.problems("---\ntopic: Search\ndate: 2026-02-05\n---\n"))
                .containsExactly("2: topic “Search” is a word that the bot uses itself: choose another id");
    }

    @Test
    void anIdentifierHasAtMostSixtyFourCharactersAndALanguageTagThirtyFive() {
        String topic = "a".repeat(64);
        String language = "en-abcdefgh-ijklmnop-qrstuvwx-yzabc";
        String text = "---\ntopic: %s\ndate: 2026-03-01\nlanguage: %s\n---\n";
        assertThat(language).hasSize(35);
        assertThat(DigestSamples.digest(text.formatted(topic, language)).key())
                .isEqualTo(new DigestKey(topic, LocalDate.of(2026, 3, 1), language, ""));
        assertThat(DigestSamples.problems(text.formatted(topic + "a", language + "d")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("is not an identifier: use at most 64 letters"),
                        second -> assertThat(second).contains("is not a language tag"));
    }

    @Test
    void refusesWhatIsNoListOfPerspectivesAndCutsOrLeavesOutWhatIsTooLongOrNoCount() {
        assertThat(DigestSamples.problems("---\ntopic: two\ndate: 2026-03-01\nperspectives: a, b\n---\n"))
                .containsExactly(
                        "4: perspectives must be a list: write `- id: us` and `name: United States` for each perspective");
        String most = IntStream.range(0, 20)
                .mapToObj("  - {id: a%1$d, name: A%1$d}%n"::formatted)
                .collect(Collectors.joining());
        assertThat(DigestSamples.digest("---\ntopic: two\ndate: 2026-03-01\nperspectives:\n" + most + "---\n")
                        .perspectives())
                .hasSize(20);
        String many = "  - {id: a, name: a}\n".repeat(21);
        assertThat(DigestSamples.problems("---\ntopic: two\ndate: 2026-03-01\nperspectives:\n" + many + "---\n"))
                .containsExactly("4: there are 21 perspectives, more than the 20 allowed: drop some");
        ParseResult.Parsed parsed = DigestSamples.parsed(DigestSamples.HEAD.replace("Two Sides", "word ".repeat(100)));

        assertThat(parsed.digest().title()).hasSizeLessThanOrEqualTo(300).endsWith("…");
        assertThat(parsed.warnings().getFirst())
                .isEqualTo(new Diagnostic(
                        2,
                        "title has more than 300 characters and is cut to “word word word word word word word word…”:"
                                + " shorten it"));
        assertThat(DigestSamples.warnings("---\ntopic: two\ntitle: a\ndate: 2026-03-01\narticleCount: many\n---\n"))
                .contains("5: articleCount “many” is no count and is left out: write digits only");
    }

    @Test
    void saysWhereYamlIsBrokenAndWhatIsNotAllowedInIt() {
        assertThat(DigestSamples.problems("---\ntopic: two\ntitle: a: b\n---\n"))
                .singleElement()
                .asString()
                .startsWith("3: ");
        assertThat(DigestSamples.problems("---\ntopic: two\nsources: [a, b\ndate: 2026-03-01\n---\n"))
                .singleElement()
                .asString()
                .startsWith("3: ")
                .endsWith("close every quotation mark and bracket");
        assertThat(DigestSamples.problems("---\ntopic: two\n\ntitle: a\u0007\n---\n"))
                .containsExactly("4: the front matter has the character U+0007, which YAML does not allow: remove it");
        assertThat(DigestSamples.problems("---\n- a\n---\n"))
                .containsExactly("2: the front matter has no keys: write lines such as `topic: us-china`");
        assertThat(DigestSamples.problems("---\n---\n"))
                .containsExactly(
                        "2: topic is missing: add a line such as `topic: us-china`",
                        "2: date is missing: add a line such as `date: 2026-02-05`");
        assertThat(DigestSamples.problems("---\ntopic: &a two\ndate: *a\n---\n"))
                .containsExactly("3: the front matter has the alias *a: write its value out");
        assertThat(DigestSamples.problems("---\ntopic: two\na: {b: 1, b: 2}\n---\n"))
                .containsExactly("3: the key b is on line 3 already: keep one of the two");
    }
}
