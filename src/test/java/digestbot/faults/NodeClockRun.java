package digestbot.faults;

import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/// A digest that is due at a time, from two nodes. Their machine's clock is wrong, because the server's
/// clock, which they share, differs from it; or the clock of the one that sends is wrong.
final class NodeClockRun {

    private static final long FIRST = 10_000;
    private static final Duration UNTIL_PLANNED = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final MarkedDigests DIGEST = new MarkedDigests("trade", "a", 2);

    private final FaultFixture fixture;
    private final Duration ahead;
    private final Map<String, String> environment;
    private final int chats;
    private final Consumer<String> print;

    /// The end of a run.
    ///
    /// @param early the messages that came before their time
    /// @param late the time from then until the last one came
    /// @param moved the seats that changed hands after both nodes held some
    /// @param log that of the node that sends
    record Outcome(DeliveryLedger ledger, long early, Duration late, List<String> moved, String log) {}

    /// @param ahead the time by which the server's clock is ahead of the machine's
    /// @param environment further environment variables of the node that sends
    NodeClockRun(
            FaultFixture fixture, Duration ahead, Map<String, String> environment, int chats, Consumer<String> print) {
        this.fixture = fixture;
        this.ahead = ahead;
        this.environment = environment;
        this.chats = chats;
        this.print = print;
    }

    /// The server's database, whose clock differs for all who connect to it in this way.
    ///
    /// @param ahead the time by which it is ahead
    static PostgresLocation withClock(PostgresProcess server, Duration ahead) throws Exception {
        server.execute("CREATE SCHEMA clock");
        server.execute("""
                CREATE FUNCTION clock.clock_timestamp() RETURNS TIMESTAMPTZ LANGUAGE sql VOLATILE
                RETURN pg_catalog.clock_timestamp() + INTERVAL '%d seconds'
                """.formatted(ahead.toSeconds()));
        PostgresLocation real = server.location();
        return new PostgresLocation(
                real.user(), real.hosts(), real.name(), "currentSchema=public,clock,pg_catalog", "");
    }

    Outcome run() throws Exception {
        List<String> parts = fixture.parts(List.of(DIGEST)).get(SimulatedPlatform.TELEGRAM);
        fixture.sandbox.join(FIRST, chats);
        try (var nodes = new RunningNodes(fixture)) {
            // The first one takes all seats, and later gives one of them to the other.
            nodes.start("node-0", environment);
            nodes.awaitSeats();
            nodes.start("node-1");
            nodes.awaitSharedBy(2);
            Outcome outcome = deliver(nodes, parts);
            nodes.end();
            print.accept(
                    "server's clock %s ahead, node's environment %s: %s; %d came too early, the last one %d ms after its time; moved: %s"
                            .formatted(
                                    ahead,
                                    environment,
                                    outcome.ledger().line(),
                                    outcome.early(),
                                    outcome.late().toMillis(),
                                    outcome.moved()));
            return outcome;
        }
    }

    private static List<String> changed(Map<String, Long> before, Map<String, Long> after) {
        return after.keySet().stream()
                .filter(seat -> !after.get(seat).equals(before.get(seat)))
                .toList();
    }

    private Outcome deliver(RunningNodes nodes, List<String> parts) throws Exception {
        Map<String, Long> terms = nodes.terms();
        Instant due = now().plus(UNTIL_PLANNED).plus(1, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MINUTES);
        SeededSubscribers.of(fixture.botHome.location())
                .by(this::now)
                .topics(List.of(DIGEST.topic()))
                .telegramLater(
                        FIRST, chats, DateTimeFormatter.ofPattern("HH:mm").format(due.atOffset(ZoneOffset.UTC)));
        fixture.drop(DIGEST);
        fixture.awaitPlanned(chats);
        long before = fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM);
        Awaitility.await("the time has come")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !now().isBefore(due.minusMillis(50)));
        long early = fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM) - before;
        Awaitility.await("all has come")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM) - before >= (long) chats * parts.size());
        Duration late = Duration.between(due, now());
        fixture.awaitDelivered(PATIENCE);
        Map<Long, List<String>> expected =
                LongStream.range(FIRST, FIRST + chats).boxed().collect(Collectors.toMap(chat -> chat, _ -> parts));
        DeliveryLedger ledger = DeliveryLedger.of(expected, fixture.sandbox.received(SimulatedPlatform.TELEGRAM));
        String log = nodes.process(nodes.sender(SimulatedPlatform.TELEGRAM)).log();
        return new Outcome(ledger, early, late, changed(terms, nodes.terms()), log);
    }

    /// The server's time.
    private Instant now() {
        return InstantSource.system().instant().plus(ahead);
    }
}
