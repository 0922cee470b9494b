package digestbot.faults;

import digestbot.delivery.Outcome;
import digestbot.outside.Network;
import digestbot.outside.SandboxProcess.At;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A run in which every outcome of a send comes at random, on both platforms.
///
/// Two digests go out while each account's script runs. Then all is calm, whoever is paused writes to the bot, and a
/// third digest goes out, at first to platforms that can't be reached.
final class OutcomesRun {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final List<Marked> DIGESTS =
            List.of(new Marked("trade", "a", 40), new Marked("tech", "b", 2), new Marked("arts", "c", 2));

    private final Ground ground;
    private final Size size;
    private final Random random;
    private final Consumer<String> print;
    private final Accounts accounts;
    private int unsettled;

    /// @param kills how often the bot is killed in each half; if at all, requests may also take as long as it waits
    record Size(int onTelegram, int onDiscord, int kills) {

        boolean isLong() {
            return kills > 0;
        }

        private int on(At at) {
            return switch (at) {
                case TELEGRAM -> onTelegram;
                case DISCORD -> onDiscord;
            };
        }
    }

    /// How it ended.
    ///
    /// @param scripted how what came while the scripts ran compares with what was owed
    /// @param later the same of what came then
    /// @param unsettled how many messages were sent and not settled when the bot was killed
    record Result(Audit scripted, Audit later, int unsettled) {}

    OutcomesRun(Ground ground, Size size, Random random, Consumer<String> print) {
        this.ground = ground;
        this.size = size;
        this.random = random;
        this.print = print;
        accounts = new Accounts(ground);
    }

    Result run() throws Exception {
        Map<At, List<String>> parts = ground.parts(DIGESTS);
        settle(parts);
        Audit scripted = new Audit(DIGESTS, parts, size.isLong());
        Audit later = new Audit(DIGESTS, parts, size.isLong());
        try (var bot = new Running(ground, size.isLong())) {
            Life life = accounts.life();
            bot.start();
            tooMuch();
            for (Marked digest : DIGESTS.subList(0, 2)) {
                ground.drop(digest);
                ground.awaitPlanned(digest);
            }
            life = kill(bot, life, 3L * size.onTelegram());
            ground.awaitDelivered(PATIENCE);
            Books books = Books.read(ground.premises.database());
            Receipts receipts = Receipts.read(ground.sandbox);
            accounts.forEach((number, account) -> scripted.scripted(number, account, books.page(number), receipts));

            comeBack(books);
            tooMuch();
            outage();
            kill(bot, life, size.onTelegram());
            ground.awaitDelivered(PATIENCE);
            Books after = Books.read(ground.premises.database());
            Receipts last = Receipts.read(ground.sandbox).since(receipts);
            accounts.forEach(
                    (number, account) -> later.later(number, account, after.page(number), books.page(number), last));
        }
        return new Result(scripted, later, unsettled);
    }

    private void settle(Map<At, List<String>> parts) {
        for (At at : At.values()) {
            int messages = DIGESTS.subList(0, 2).stream()
                    .mapToInt(digest -> digest.of(parts.get(at)).size())
                    .sum();
            var town = new Town(ground.sandbox, random, new Scripts(random, messages, size.isLong()));
            accounts.settle(
                    town.accounts(at, size.on(at)),
                    DIGESTS.stream().map(Marked::topic).toList());
            print.accept(at + ": " + accounts.dealt(at));
        }
    }

    /// @param messages how many the fan-out to Telegram sends, about
    /// @return the life of the last process
    private Life kill(Running bot, Life first, long messages) throws Exception {
        Life life = first;
        var moments = new Moments(ground, At.TELEGRAM, random, messages);
        for (int left = size.kills(); left > 0; left--) {
            moments.await(left);
            bot.close();
            int open = life.unsettled();
            print.accept("killed: %d sent and not settled".formatted(open));
            unsettled += open;
            life = accounts.life();
            bot.start();
        }
        return life;
    }

    /// The next requests that nothing else is planned for are told that all is too much.
    private void tooMuch() {
        TelegramSays.of(Outcome.OVERALL_LIMIT, false, 0)
                .getFirst()
                .forEach(mishap -> network(At.TELEGRAM).mishap(mishap, 1));
        DiscordSays.of(Outcome.OVERALL_LIMIT, false)
                .getFirst()
                .forEach(mishap -> network(At.DISCORD).mishap(mishap, 1));
    }

    private void comeBack(Books books) {
        networks().forEach(Network::calm);
        accounts.writeWherePaused(books);
        Awaitility.await("all are back")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ground.read("SELECT 'paused', count(*) FROM subscriber WHERE paused_why IS NOT NULL")
                                .get("paused")
                        == 0);
        ground.awaitDelivered(PATIENCE);
    }

    /// The last digest finds no platform there, and where there is time for that, at first no connection in time.
    private void outage() throws IOException {
        networks().forEach(size.isLong() ? Network::stall : Network::shut);
        ground.drop(DIGESTS.getLast());
        if (size.isLong()) {
            awaitFailures("(?i)time");
            networks().forEach(Network::shut);
        }
        awaitFailures("ConnectException");
        networks().forEach(Network::reopen);
    }

    private void awaitFailures(String sign) {
        Pattern wanted = Pattern.compile(sign);
        Awaitility.await("requests to both platforms have failed of " + sign)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ground
                                .read("SELECT DISTINCT platform || ': ' || reason, 1 FROM delivery"
                                        + " WHERE cause = 'digest' AND state = 'owed' AND reason IS NOT NULL")
                                .keySet()
                                .stream()
                                .filter(failure -> wanted.matcher(failure).find())
                                .map(failure -> failure.replaceAll(":.*", ""))
                                .distinct()
                                .count()
                        == At.values().length);
    }

    private Stream<Network> networks() {
        return Stream.of(At.values()).map(this::network);
    }

    private Network network(At at) {
        return ground.sandbox.network(at);
    }
}
