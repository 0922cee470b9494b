package digestbot.bench;

import digestbot.cluster.SeatTerm;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.digest.parser.DigestParser;
import digestbot.library.archive.Library;
import digestbot.library.archive.SilentPublications;
import digestbot.library.intake.FirstStartPolicy;
import digestbot.library.intake.FolderImport;
import digestbot.outside.BotHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A library of many digests for the site: each day eight topics in English, one in English and
/// Chinese, and one in English and German, with two to four perspectives each.
record SiteArchive(BotHome botHome, Path files) {

    private static final int SLOTS = 12;
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final Instant NOW = Instant.parse("2026-02-06T12:00:00Z");
    private static final Duration STABLE = Duration.ofMillis(300);
    private static final List<String> SIDES = List.of("us", "china", "eu", "japan");
    private static final int POINTS = 6;
    private static final int SOURCES = 12;

    /// A digest's place in the archive, from 0.
    record Place(int number) {

        LocalDate day() {
            return FIRST.plusDays(number / SLOTS);
        }

        private int slot() {
            return number % SLOTS;
        }

        String topic() {
            return "topic-" + (slot() < 8 ? slot() : 8 + (slot() - 8) / 2);
        }

        /// The second language of the last two topics.
        String language() {
            return slot() == 9 ? "zh-CN" : slot() == 11 ? "de" : "en";
        }

        int sides() {
            return 2 + slot() % 3;
        }

        /// Without a slash at the beginning.
        String page() {
            String folder = topic() + "/" + day() + "/";
            return language().equals("en") ? folder : language().toLowerCase(Locale.ROOT) + "/" + folder;
        }

        String perspectivePage(int side) {
            return page() + SIDES.get(side) + "/";
        }
    }

    /// None of the digests is delivered.
    static SiteArchive fill(BotHome botHome, int digests) throws IOException {
        var archive = new SiteArchive(
                botHome, Files.createDirectories(botHome.folder().resolve("archive")));
        for (int i = 0; i < digests; i++) {
            archive.write(i);
        }
        archive.scan();
        return archive;
    }

    private void write(int number) throws IOException {
        Files.writeString(files.resolve(number + ".md"), text(new Place(number)));
    }

    private void scan() throws IOException {
        try (Database database = TestDatabase.open(botHome.database())) {
            importAll(database, new Library(new DigestParser()::parse), files);
        }
    }

    static void importAll(Database database, Library library, Path files) throws IOException {
        var now = new Instant[] {NOW};
        var settings = new FolderImport.ImportSettings(files, 1 << 20, STABLE, new FirstStartPolicy(0, ZoneOffset.UTC));
        try (var intake = new FolderImport(
                database,
                library,
                settings,
                SilentPublications.NOTHING,
                (_, path, problems) -> {
                    throw new IllegalStateException(path + ": " + problems);
                },
                SeatTerm.PERMANENT,
                () -> now[0])) {
            intake.scan();
            now[0] = now[0].plus(STABLE);
            intake.scan();
        }
    }

    private static String text(Place place) {
        String sides =
                lines(place.sides(), side -> "  - {id: %1$s, name: Side %1$s, count: 3}".formatted(SIDES.get(side)));
        String parts =
                lines(place.sides(), side -> "## Side %s\n\n%s\n".formatted(SIDES.get(side), points(place, side)));
        return """
                ---
                title: "%s on %s"
                date: %s
                topic: %s
                topicName: "Topic %s"
                language: %s
                articleCount: %d
                perspectives:
                %s
                ---
                ## Highlights

                %s

                %s
                ## Sources

                %s
                """.formatted(
                        place.topic(),
                        place.day(),
                        place.day(),
                        place.topic(),
                        place.topic(),
                        place.language(),
                        SOURCES,
                        sides,
                        points(place, SIDES.size()),
                        parts,
                        lines(
                                SOURCES,
                                i ->
                                        "%1$d. [en] [Article %1$d about ships and forms](https://example.org/%2$d/%1$d) - Wire %3$d (2/5/2026)"
                                                .formatted(i + 1, place.number(), i % 5)));
    }

    private static String points(Place place, int part) {
        return lines(
                POINTS,
                i -> "- Point %d of part %d in digest %d says **what happened** that day, in as many words as an editor"
                                .formatted(i, part, place.number())
                        + " would use for it [%d](https://example.org/%d/%d).".formatted(1 + i, place.number(), 1 + i));
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }
}
