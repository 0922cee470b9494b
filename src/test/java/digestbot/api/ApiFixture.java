package digestbot.api;

import digestbot.cluster.SeatTerm;
import digestbot.content.views.StyledDigestViews;
import digestbot.content.views.TopicStyles;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation;
import digestbot.database.TestDatabase;
import digestbot.digest.parser.DigestParser;
import digestbot.library.archive.DigestListQuery;
import digestbot.library.archive.DigestSummary;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.SilentPublications;
import digestbot.library.archive.Withdrawals;
import digestbot.library.intake.FirstStartPolicies;
import digestbot.library.intake.FolderImport;
import digestbot.library.intake.HoldPolicy;
import digestbot.library.intake.HoldPolicy.HoldMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// A library with the real parser, for what the API shows of it.
public final class ApiFixture implements AutoCloseable {

    public static final LocalDate DAY = LocalDate.of(2026, 2, 11);

    public final Database database;
    public final Library library = new Library(new DigestParser()::parse);
    public final PublicDigests digests = new PublicDigests(library, new StyledDigestViews(TopicStyles.DEFAULT));
    public final PublicSearch search = new PublicSearch(library);
    private final Path folder;
    private final Path file;
    private boolean isHolding;

    public ApiFixture(Path base) {
        folder = base.resolve("digests");
        file = base.resolve("d.sqlite");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        database = TestDatabase.open(file);
    }

    /// The place of the database, for those who open it themselves.
    public DatabaseLocation location() {
        return TestDatabase.location(file);
    }

    /// A digest of two perspectives with everything that a digest may have.
    ///
    /// @param more lines of the front matter
    public static String text(String topic, LocalDate day, String words, String... more) {
        return """
                ---
                title: "Digest of %2$s"
                date: %2$s
                topic: %1$s
                topicName: "Topic %1$s"
                articleCount: 3
                perspectives:
                  - id: us
                    name: United States
                    count: 2
                  - id: china
                    name: China
                    count: 1
                %4$s
                ---

                ## Overall Highlights

                - Both sides talk about %3$s with **care**.

                ## United States Perspective

                - American %3$s stand first. {pair: one}
                - A [link](https://example.org/a) stands here. {only}

                > A quotation.

                ## China Perspective

                1. Chinese %3$s stand second. {pair: one}
                   - A point below it.

                ## What comes next

                A paragraph, and `code`.

                ## Sources

                1. [en-US] [First article](https://example.org/1) - Pacific Gazette (2/9/2026)
                2. [zh-CN] [第二](https://example.org/2) - 东方样报 (2/9/2026)
                3. [en-US] [Third article](https://example.org/3) - Example Wire (2/9/2026)
                """.formatted(topic, day, words, String.join("\n", more));
    }

    /// Publishes a digest, or corrects it.
    public ApiFixture publish(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var settings = new FolderImport.ImportSettings(
                folder,
                DigestParser.DEFAULT_MAX_BYTES,
                Duration.ZERO,
                FirstStartPolicies.everything(),
                isHolding ? new HoldPolicy(HoldMode.ALWAYS, Duration.ofDays(1)) : HoldPolicy.NOTHING,
                new LatePolicy(ZoneOffset.UTC, Duration.ZERO));
        try (var intake = new FolderImport(
                database,
                library,
                settings,
                SilentPublications.NOTHING,
                (_, path, problems) -> {
                    throw new IllegalStateException(path + ": " + problems);
                },
                SeatTerm.PERMANENT,
                InstantSource.system())) {
            intake.scan();
        }
        return this;
    }

    /// Publishes a usual digest.
    public ApiFixture publish(String topic, LocalDate day, String words) {
        return publish(day + "-" + topic + ".md", text(topic, day, words));
    }

    /// Holds what comes next for review.
    public ApiFixture hold() {
        isHolding = true;
        return this;
    }

    /// Withdraws the digest of that day.
    public void withdraw(String topic, LocalDate day) {
        var withdrawals = new Withdrawals(library, SilentPublications.NOTHING, InstantSource.system());
        database.writeWithoutResult(tx -> withdrawals.withdraw(
                tx,
                library.summaries(tx, DigestListQuery.on(topic, day), 1).stream()
                        .map(DigestSummary::number)
                        .findFirst()
                        .orElseThrow()));
    }

    /// A draft, a held and a withdrawn digest, whose words nobody may read.
    public ApiFixture publishHidden() {
        publish("hidden-withdrawn.md", text("hidden-withdrawn", DAY, "unspeakable"));
        withdraw("hidden-withdrawn", DAY);
        publish("hidden-draft.md", text("hidden-draft", DAY, "unspeakable", "draft: true"));
        hold().publish("hidden-held.md", text("hidden-held", DAY, "unspeakable"));
        isHolding = false;
        return this;
    }

    @Override
    public void close() {
        database.close();
    }
}
