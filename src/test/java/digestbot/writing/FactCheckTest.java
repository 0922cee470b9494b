package digestbot.writing;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.markdown.WebAddress;
import digestbot.writing.FeedEntry.Article;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Over a set of claims that people labelled: what a model may invent, and what it may say in other
/// words.
class FactCheckTest {

    /// A Monday.
    private static final Instant AT = Instant.parse("2026-05-04T10:00:00Z");

    private record Claim(String kind, String language, String verdict, String point, Article source) {

        static Claim of(String line) {
            String[] fields = line.split("\t", -1);
            var link = WebAddress.parse("https://news.example/1").orElseThrow();
            var entry = new FeedEntry(fields[4], link, fields[5], AT, "", fields[6]);
            return new Claim(fields[0], fields[1], fields[2], fields[3], new Article(0, "Coastal Times", entry));
        }

        Optional<String> refusal() {
            return new FactCheck(language, List.of("United States", "China")).check(point, Map.of(1, source));
        }
    }

    private record Count(int refused, int all) {}

    @Test
    void separatesWhatIsInventedFromWhatIsSaidInOtherWords() throws IOException {
        Map<String, Count> counts = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/writing/claims.tsv")).stream()
                .skip(1)
                .toList()) {
            Claim claim = Claim.of(line);
            Optional<String> refusal = claim.refusal();
            var one = new Count(refusal.isPresent() ? 1 : 0, 1);
            for (String group : List.of(claim.verdict(), claim.verdict() + " " + claim.kind())) {
                counts.merge(group, one, (a, b) -> new Count(a.refused() + b.refused(), a.all() + b.all()));
            }
            if (claim.verdict().equals("planted") == refusal.isEmpty()) {
                wrong.add("%s: %s %s".formatted(claim.verdict(), claim.point(), refusal.orElse("is taken")));
            }
        }
        counts.forEach(
                (group, count) -> System.out.printf("%s: %d of %d refused%n", group, count.refused(), count.all()));
        wrong.forEach(System.out::println);
        assertThat(share(counts.get("planted"))).isGreaterThanOrEqualTo(0.7);
        assertThat(share(counts.get("faithful"))).isLessThanOrEqualTo(0.1);
    }

    private static double share(Count count) {
        return (double) count.refused() / count.all();
    }
}
