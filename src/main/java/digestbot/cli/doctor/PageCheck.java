package digestbot.cli.doctor;

import digestbot.app.Config;
import digestbot.database.ReadOnlyDatabase;
import digestbot.health.CheckFinding;
import digestbot.library.archive.DigestListQuery;
import digestbot.library.archive.Library;
import digestbot.markdown.WebAddress;
import digestbot.webhook.WebhookClient;
import digestbot.webhook.WebhookClient.WebhookAnswer.Answered;
import digestbot.webhook.WebhookClient.WebhookAnswer.Unanswered;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Checks whether the newest digest has its page on the other site to which messages link.
final class PageCheck {

    private static final String FIX = "check site.pages, or url in the file of the digest: readers are led there";

    private PageCheck() {}

    static List<CheckFinding> of(Config config, InstantSource clock) {
        return newest(config, clock).map(page -> check(page, clock)).stream().toList();
    }

    /// Without a database no digest exists; another check reports what is wrong with the database.
    private static Optional<WebAddress> newest(Config config, InstantSource clock) {
        var library = new Library(config.digestRules(clock));
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(config.database())) {
            return database.read(tx -> library.summaries(tx, DigestListQuery.ALL, 1).stream()
                            .findFirst()
                            .flatMap(
                                    newest -> library.digest(tx, newest.listed().number())))
                    .flatMap(stored -> config.site().page(stored.digest()));
        } catch (IllegalStateException _) {
            return Optional.empty();
        }
    }

    private static CheckFinding check(WebAddress page, InstantSource clock) {
        String what = "Page of the newest digest: " + page.url();
        try (var client = new WebhookClient(clock)) {
            return switch (client.get(URI.create(page.url()))) {
                case Answered(int status, var _, var _)
                when status < 400 -> CheckFinding.ok(what); // a redirect leads to it
                case Answered(int status, var _, var _) ->
                    CheckFinding.warning("%s answers %d".formatted(what, status), FIX);
                case Unanswered(String why) -> CheckFinding.warning("%s: %s".formatted(what, why), FIX);
            };
        }
    }
}
