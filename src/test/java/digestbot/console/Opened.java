package digestbot.console;

import digestbot.database.Database;
import digestbot.delivery.Tally;
import digestbot.digest.DigestParser;
import digestbot.edition.StyledEditions;
import digestbot.edition.Styles;
import digestbot.health.Readiness;
import digestbot.library.Library;
import digestbot.subscription.Platform;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A console before a database of its own, without a bot.
final class Opened implements AutoCloseable {

    private static final int MOST_BYTES = 1 << 20;

    final Database database;
    final Browsing browser;
    private final Console console;

    Opened(Path folder, Optional<String> hash, Optional<String> header, InstantSource clock) {
        database = Database.open(folder.resolve("bot.sqlite"));
        Library library = new Library(new DigestParser(MOST_BYTES)::parse);
        console = Console.start(
                        new ConsoleSettings("127.0.0.1", 0, hash, header),
                        new Console.Behind(
                                database,
                                new Console.Shelf(
                                        library, new StyledEditions(new Styles(Map.of())), (_, _) -> List.of()),
                                new Console.Vitals(
                                        new Readiness(database, Map.of(), clock),
                                        new Metrics(database, Map.of(), clock),
                                        Map.of(Platform.TELEGRAM, new Tally())),
                                List.of(),
                                clock))
                .orElseThrow();
        browser = new Browsing(console.port());
    }

    int port() {
        return console.port();
    }

    @Override
    public void close() {
        console.close();
        database.close();
    }
}
