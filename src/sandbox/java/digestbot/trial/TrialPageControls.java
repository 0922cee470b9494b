package digestbot.trial;

import digestbot.delivery.status.DeliveryCountStore;
import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import digestbot.sandbox.page.TrialControls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// The controls of the trial's page: clock, folder and bot.
final class TrialPageControls implements TrialControls {

    private final TrialBot bot;
    private final FolderCopy folder;
    private final DigestParser parser;

    /// @param mostBytes the maximum size of a file
    TrialPageControls(TrialBot bot, FolderCopy folder, int mostBytes) {
        this.bot = bot;
        this.folder = folder;
        this.parser = new DigestParser(mostBytes);
    }

    @Override
    public Instant now() {
        return bot.clock().instant();
    }

    @Override
    public ZoneId zone() {
        return ZoneId.systemDefault();
    }

    @Override
    public void forward(Duration by) {
        bot.forward(by);
    }

    @Override
    public Optional<Instant> nextDue() {
        return bot.database().read(tx -> new DeliveryCountStore().nextDue(tx, now()));
    }

    @Override
    public Optional<URI> console() {
        return bot.console();
    }

    @Override
    public Optional<URI> site() {
        return bot.site();
    }

    /// Adds a file, even an invalid one, to show how the bot reports it.
    @Override
    public String addFile(String name, byte[] content) {
        try {
            folder.put(Path.of(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return switch (parser.parse(content)) {
            case ParseResult.Parsed(var digest, var _, var _)
            when digest.draft() ->
                "“%s” is a draft. It is not sent until it says “draft: false”.".formatted(digest.title());
            case ParseResult.Parsed(var digest, var _, var _) -> "“%s” was added.".formatted(digest.title());
            case ParseResult.Invalid(var problems) ->
                "%s is invalid (line %d: %s). The owner was notified."
                        .formatted(
                                name,
                                problems.getFirst().line(),
                                problems.getFirst().message());
        };
    }
}
