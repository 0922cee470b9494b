package digestbot.writing;

import digestbot.config.CheckedSection;
import digestbot.config.Key;
import digestbot.digest.DigestKey;
import digestbot.i18n.Texts;
import digestbot.library.intake.HoldPolicy.HoldMode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// How the digests of a topic are written from feeds.
///
/// @param at the time of day in `zone`
/// @param articles the most articles of a digest, shared evenly among the perspectives
/// @param perspectives by id, in the order of the digest
/// @param summary empty if the points are the headlines of the articles
/// @param brief what belongs into a digest that a model writes, and in what tone
/// @param languages the language of the digest, and those that it is translated into; at least one
public record WriteSettings(
        @Key(expected = "a time such as 04:00") LocalTime at,

        @Key(def = "UTC", parse = "zone", expected = "a time zone such as UTC or Europe/Berlin")
        ZoneId zone,

        @Key(def = "20", min = 2, max = 100) int articles,
        @Key(each = "perspective") Map<String, PerspectiveFeeds> perspectives,
        @Key Optional<SummarySettings> summary,
        @Key(def = "") String brief,

        @Key(parse = "language", expected = "language tags such as en or zh-Hans")
        List<String> languages,

        @Key(def = "first-seven") WriteReview review)
        implements CheckedSection {

    private static final int MAX_PERSPECTIVES = 20;
    private static final int MAX_FEEDS = 20;
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_BRIEF = 400;

    public WriteSettings {
        brief = brief.strip();
        languages = languages.isEmpty() ? List.of("en") : List.copyOf(languages);
    }

    /// Which digests are held for review.
    public enum WriteReview {
        FIRST_SEVEN,
        ALWAYS,
        NEVER
    }

    /// The name of a perspective, which begins its section's heading, and the feeds of its outlets.
    public record PerspectiveFeeds(
            @Key(def = "") String name,
            @Key(expected = "addresses of feeds") List<URI> feeds) {
        public PerspectiveFeeds {
            name = name.strip();
            feeds = List.copyOf(feeds);
        }
    }

    /// A chat endpoint that has the form of OpenAI's, and the most tokens that it may use.
    ///
    /// @param api its address without `/chat/completions`
    /// @param fallback the model that is asked where `model` fails
    /// @param judge the model that is asked of each point whether its sources say so
    /// @param embeddings the model that tells which texts mean the same
    public record SummarySettings(
            @Key(expected = "an address such as http://127.0.0.1:11434/v1")
            URI api,

            @Key(remedy = "name the model of the endpoint") String model,
            @Key Optional<String> fallback,
            @Key Optional<String> judge,
            @Key Optional<String> embeddings,
            @Key(hidden = true) Optional<String> key,

            @Key(def = "50000", min = 1_000, max = 10_000_000)
            int tokensPerDigest,

            @Key(def = "200000", min = 1_000, max = 100_000_000)
            int tokensPerDay) {

        /// The settings without the key.
        @Override
        public String toString() {
            return "%s at %s".formatted(model, api.getHost());
        }
    }

    static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    static Optional<String> language(String text) {
        return DigestKey.languageTag(text);
    }

    @Override
    public void check(BiConsumer<String, String> refuse) {
        if (perspectives.size() < 2 || perspectives.size() > MAX_PERSPECTIVES) {
            refuse.accept("perspectives", "must be 2 to %d perspectives with their feeds".formatted(MAX_PERSPECTIVES));
        }
        if (at.getSecond() + at.getNano() > 0) {
            refuse.accept("at", "must be a full minute, such as 04:00");
        }
        Set<String> names = new HashSet<>();
        perspectives.forEach((id, side) -> {
            String key = "perspectives." + id;
            if (!id.matches(DigestKey.ID)) {
                refuse.accept(key, "use letters, digits, hyphens, underscores and dots, at most 64");
            } else if (side.name().isEmpty() || side.name().length() > MAX_NAME_LENGTH) {
                refuse.accept(key + ".name", "must have 1 to %d characters".formatted(MAX_NAME_LENGTH));
            } else if (!names.add(side.name().toLowerCase(Locale.ROOT))) {
                refuse.accept(key + ".name", "another perspective has this name; rename one");
            } else if (side.feeds().isEmpty() || side.feeds().size() > MAX_FEEDS) {
                refuse.accept(key + ".feeds", "must be 1 to %d addresses of feeds".formatted(MAX_FEEDS));
            }
        });
        if (brief.length() > MAX_BRIEF || brief.lines().count() > 1) {
            refuse.accept("brief", "must be one line of at most %d characters".formatted(MAX_BRIEF));
        } else if (!brief.isEmpty() && summary.isEmpty()) {
            refuse.accept("brief", "is for a model; add “summary”, or take it away");
        }
        if (languages.size() > 1 && summary.isEmpty()) {
            refuse.accept("languages", "further languages are translations; add “summary”, or name one language");
        } else if (Set.copyOf(languages).size() < languages.size()) {
            refuse.accept("languages", "names a language twice");
        }
    }

    /// How the digests are made, for readers.
    public List<String> making(HoldMode hold, Texts texts) {
        String reviewed = switch (hold == HoldMode.ALWAYS ? WriteReview.ALWAYS : review) {
            case ALWAYS -> "site-review-always";
            case FIRST_SEVEN -> "site-review-first-seven";
            case NEVER -> hold == HoldMode.ON_WARNING ? "site-review-warned" : "site-review-never";
        };
        return List.of(
                summary.map(model -> texts.format("site-made-by", model.model()))
                        .orElseGet(() -> texts.format("made-of-headlines")),
                texts.format(
                        "site-made-from",
                        sides().stream().mapToInt(side -> side.feeds().size()).sum()),
                texts.format(reviewed));
    }

    /// The same in one language, with the files of a folder as feeds. Each perspective has a subfolder.
    WriteSettings withFeeds(Path folder) throws IOException {
        Map<String, PerspectiveFeeds> recorded = new LinkedHashMap<>();
        for (Map.Entry<String, PerspectiveFeeds> side : perspectives.entrySet()) {
            try (Stream<Path> files = Files.list(folder.resolve(side.getKey()))) {
                List<URI> feeds = files.sorted().map(Path::toUri).toList();
                recorded.put(side.getKey(), new PerspectiveFeeds(side.getValue().name(), feeds));
            }
        }
        return new WriteSettings(at, zone, articles, recorded, summary, brief, List.of(language()), review);
    }

    List<String> ids() {
        return List.copyOf(perspectives.keySet());
    }

    List<PerspectiveFeeds> sides() {
        return List.copyOf(perspectives.values());
    }

    String language() {
        return languages.getFirst();
    }
}
