package digestbot.api;

import digestbot.GivenTime;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.StyleRegistry;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation;
import digestbot.database.TestDatabase;
import digestbot.digest.parser.DigestParser;
import digestbot.library.archive.DigestListQuery;
import digestbot.library.archive.Library;
import digestbot.library.archive.SilentPublications;
import digestbot.library.archive.Withdrawals;
import digestbot.library.intake.ImportedFolder;
import digestbot.site.SiteAddressFormat;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/// A library with the real parser, for the API.
public final class ApiFixture implements AutoCloseable {

    public static final LocalDate DAY = LocalDate.of(2026, 2, 11);

    public final Database database;
    public final Library library = new Library(new DigestParser()::parse);
    private final Path file;
    private final ImportedFolder folder;

    public ApiFixture(Path base) {
        Path digestFolder = ImportedFolder.create(base.resolve("digests"));
        file = base.resolve("d.sqlite");
        database = TestDatabase.open(file);
        folder = new ImportedFolder(digestFolder, database, library, GivenTime.CLOCK);
    }

    public PublicDigestFinder digests(Optional<SiteAddressFormat> site) {
        return new PublicDigestFinder(library, new DigestContentBuilder(StyleRegistry.DEFAULT), site);
    }

    public DatabaseLocation location() {
        return TestDatabase.location(file);
    }

    /// A digest of two perspectives with everything that a digest may have, and further lines of
    /// its front matter.
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
                source-order: perspectives
                %4$s
                ---

                ## Overall Highlights

                - Both sides talk about %3$s with **care**.

                ## United States Perspective

                - American %3$s stand first. [1][2] {pair: one "The talks"}
                - A [link](https://example.org/a) stands here. {only}

                > A quotation.

                ## China Perspective

                1. Chinese %3$s stand second. {pair: one}
                   - A point below it.

                ## What comes next

                A paragraph, and `code`.

                ## Sources

                1. [en-US] [First article](https://example.org/1) - Pacific Gazette (2/9/2026)
                2. [en-US] [Second article](https://example.org/2) - Example Wire (2/9/2026)
                3. [zh-CN] [第三](https://example.org/3) - 东方样报 (2/9/2026)
                """.formatted(topic, day, words, String.join("\n", more));
    }

    /// Publishes a digest, or corrects it.
    public ApiFixture publish(String name, String text) {
        folder.write(name, text);
        return this;
    }

    public ApiFixture publish(String topic, LocalDate day, String words) {
        return publish(day + "-" + topic + ".md", text(topic, day, words));
    }

    /// The digests that follow are held for review.
    public ApiFixture hold() {
        folder.hold(true);
        return this;
    }

    public void withdraw(String topic, LocalDate day) {
        var withdrawals = new Withdrawals(library, SilentPublications.NOTHING, GivenTime.CLOCK);
        database.writeWithoutResult(tx -> withdrawals.withdraw(
                tx,
                library.summaries(tx, DigestListQuery.on(topic, day), 1).stream()
                        .map(summary -> summary.listed().number())
                        .findFirst()
                        .orElseThrow()));
    }

    /// A draft, a held and a withdrawn digest, whose words nobody may read.
    public ApiFixture publishHidden() {
        publish("hidden-withdrawn.md", text("hidden-withdrawn", DAY, "unspeakable"));
        withdraw("hidden-withdrawn", DAY);
        publish("hidden-draft.md", text("hidden-draft", DAY, "unspeakable", "draft: true"));
        hold().publish("hidden-held.md", text("hidden-held", DAY, "unspeakable"));
        folder.hold(false);
        return this;
    }

    @Override
    public void close() {
        database.close();
    }
}
