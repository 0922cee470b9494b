package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.ReadOnlyDatabase;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.outside.BotProcess;
import digestbot.outside.FaultyNetwork;
import digestbot.outside.FaultyNetwork.NetworkFault;
import digestbot.outside.SeededSubscribers;
import digestbot.outside.SeededSubscribers.Destination;
import digestbot.outside.Simulators.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every outcome of a send, on both platforms: one account for each way, in private chats, groups
/// and threads, meets with it in the middle of a digest of several messages. Then the faults end,
/// each paused person writes to the bot, and another digest goes out, at first to platforms that
/// cannot be reached.
@Tag("faults")
class OutcomesTest {

    private static final MarkedDigests FIRST = new MarkedDigests("trade", "a", 40);
    private static final MarkedDigests LAST = new MarkedDigests("arts", "c", 2);

    /// Added to make the ids of topics and of supergroups.
    private static final long TOPICS = 10_000_000;

    private static final long SUPERGROUPS = 1_000_000_000_000L;

    private final List<Account> accounts = new ArrayList<>();
    private long person = 100_000;

    @TempDir
    Path folder;

    private enum Kind {
        PRIVATE,
        GROUP,
        THREAD;

        static List<Kind> of(Outcome outcome) {
            return switch (outcome) {
                case BLOCKED, CANNOT_DM -> List.of(PRIVATE);
                case KICKED, MIGRATED, UNKNOWN_CHANNEL -> List.of(GROUP);
                case TOPIC_CLOSED, TOPIC_DELETED, THREAD_ARCHIVED, THREAD_DELETED -> List.of(THREAD);
                default -> List.of(values());
            };
        }
    }

    /// A subscriber, and the faults of its requests.
    ///
    /// @param elsewhere the id that its chat moves to, or the chat around its thread; 0 for none
    /// @param home the place in which its person writes in order to come back
    /// @param before the number of messages that arrive before the faults
    private record Account(
            Outcome outcome,
            Destination destination,
            long elsewhere,
            SandboxPlace home,
            long person,
            int before,
            List<NetworkFault> faults) {

        SimulatedPlatform at() {
            return destination.at();
        }

        /// Its thread, or else its chat.
        long place() {
            return destination.thread() == 0 ? destination.chat() : destination.thread();
        }

        private boolean has(Policy... policies) {
            return List.of(policies).contains(outcome.policy());
        }

        void plan(FaultyNetwork network) {
            network.inject(place(), new NetworkFault.None(), before);
            if (has(Policy.WAIT, Policy.RETRY)) {
                faults.forEach(fault -> network.inject(place(), fault, 1));
            } else {
                network.injectForGood(place(), faults.getFirst());
            }
        }

        /// The number of messages that arrive though the bot cannot know it. Discord shows none of
        /// them twice.
        long open() {
            return at() == SimulatedPlatform.DISCORD
                    ? 0
                    : faults.stream()
                            .filter(fault -> fault instanceof NetworkFault.CutAfter
                                    || fault instanceof NetworkFault.CutWithin
                                    || fault instanceof NetworkFault.Garbled
                                    || fault.equals(new NetworkFault.Silence(true)))
                            .count();
        }

        /// At each login Discord names the server, so the bot is in it.
        boolean comesBackAtLogin() {
            return at() == SimulatedPlatform.DISCORD && outcome == Outcome.KICKED;
        }
    }

    /// A subscriber in the database, with the ends of both digests' deliveries, such as `sent` or
    /// `failed:blocked`.
    private record Page(
            long chat,
            boolean paused,
            long thread,
            @Nullable String first,
            @Nullable String last) {}

    @Test
    void everyDeliveryEndsAsItsOutcomesPolicySays() throws Exception {
        var all = new SoftAssertions();
        try (FaultFixture fixture = FaultFixture.withFaultyNetworks(folder)) {
            Map<SimulatedPlatform, List<String>> parts = fixture.parts(List.of(FIRST, LAST));
            settle(fixture, parts);
            try (BotProcess _ = fixture.startReady()) {
                tooMuch(fixture);
                fixture.drop(FIRST);
                fixture.awaitDelivered(FIRST, accounts.size());
                checkFirst(fixture, parts, all);
                comeBack(fixture);
                tooMuch(fixture);
                outage(fixture);
                fixture.awaitDelivered(LAST, 2 * accounts.size());
            }
            checkLast(fixture, parts, all);
        }
        all.assertAll();
    }

    private void settle(FaultFixture fixture, Map<SimulatedPlatform, List<String>> parts) {
        for (SimulatedPlatform at : SimulatedPlatform.values()) {
            int messages = FIRST.of(parts.get(at)).size();
            for (Outcome outcome : Outcome.values()) {
                // The next request of any account meets with the limit of all chats.
                int ways = outcome == Outcome.OVERALL_LIMIT
                        ? 0
                        : FaultReplies.of(at, outcome, 0).size();
                for (int way = 0; way < ways; way++) {
                    List<Kind> kinds = Kind.of(outcome);
                    settle(
                            fixture,
                            at,
                            outcome,
                            way,
                            kinds.get(accounts.size() % kinds.size()),
                            accounts.size() / 3 % messages);
                }
            }
        }
        SeededSubscribers.of(fixture.botHome.location())
                .topics(List.of(FIRST.topic(), LAST.topic()))
                .destinations(accounts.stream().map(Account::destination).toList());
        assertThat(accounts).as("ways").hasSizeGreaterThan(50);
        accounts.forEach(account -> account.plan(fixture.sandbox.network(account.at())));
    }

    private void settle(FaultFixture fixture, SimulatedPlatform at, Outcome outcome, int way, Kind kind, int before) {
        person++;
        boolean onTelegram = at == SimulatedPlatform.TELEGRAM;
        var sandbox = fixture.sandbox;
        sandbox.join(person, 1);
        SandboxPlace home = kind == Kind.PRIVATE
                ? onTelegram ? new SandboxPlace(person, SandboxPlace.Kind.PRIVATE, "") : sandbox.directMessages(person)
                : onTelegram ? sandbox.group(-person) : sandbox.channel("news-" + person);
        long thread = 0;
        long elsewhere = 0;
        if (kind == Kind.THREAD) {
            elsewhere = home.id();
            thread = TOPICS + person;
            if (onTelegram) {
                sandbox.topic(home.id(), thread);
            } else {
                thread = sandbox.thread(home, "thread-" + person).id();
            }
        } else if (outcome == Outcome.MIGRATED) {
            elsewhere = sandbox.group(-SUPERGROUPS - person).id();
        }
        var destination = new Destination(at, kind == Kind.PRIVATE ? "private" : "group", home.id(), thread);
        List<NetworkFault> faults = FaultReplies.of(at, outcome, elsewhere).get(way);
        accounts.add(new Account(outcome, destination, elsewhere, home, person, before, faults));
    }

    private void checkFirst(FaultFixture fixture, Map<SimulatedPlatform, List<String>> parts, SoftAssertions all) {
        List<Page> pages = pages(fixture);
        Map<SimulatedPlatform, Map<Long, List<String>>> received = received(fixture);
        for (int i = 0; i < accounts.size(); i++) {
            Account account = accounts.get(i);
            Page page = pages.get(i);
            boolean fails = account.has(Policy.PAUSE, Policy.FAIL);
            boolean moves = account.has(Policy.FOLLOW, Policy.FALL_BACK, Policy.MOVE);
            all.assertThat(page.first)
                    .as("end for %s", account)
                    .isEqualTo(fails ? "failed:" + account.outcome.id() : "sent");
            all.assertThat(page.paused)
                    .as("paused: %s", account)
                    .isEqualTo(account.has(Policy.PAUSE) && (page.paused || !account.comesBackAtLogin()));
            checkPlace(account, page, all);
            List<String> there = received.get(account.at()).getOrDefault(account.place(), List.of());
            List<String> elsewhere = received.get(account.at()).getOrDefault(account.elsewhere, List.of());
            List<String> both =
                    Stream.concat(there.stream(), elsewhere.stream()).toList();
            List<String> due = FIRST.of(parts.get(account.at()));
            all.assertThat(both.stream().distinct())
                    .as("what %s received", account)
                    .isEqualTo(fails ? due.subList(0, account.before) : due);
            all.assertThat(both.size() - new HashSet<>(both).size())
                    .as("repeated for %s", account)
                    .isEqualTo((int) account.open());
            if (moves) {
                all.assertThat(there).as("before %s moved", account).hasSize(account.before);
            } else {
                all.assertThat(elsewhere).as("elsewhere for %s", account).isEmpty();
            }
        }
    }

    private static void checkPlace(Account account, Page page, SoftAssertions all) {
        all.assertThat(page.chat)
                .as("the chat of %s", account)
                .isEqualTo(account.has(Policy.FOLLOW) ? account.elsewhere : account.destination.chat());
        all.assertThat(page.thread)
                .as("the thread of %s", account)
                .isEqualTo(account.has(Policy.MOVE) ? 0 : account.destination.thread());
    }

    private void checkLast(FaultFixture fixture, Map<SimulatedPlatform, List<String>> parts, SoftAssertions all) {
        List<Page> pages = pages(fixture);
        Map<SimulatedPlatform, Map<Long, List<String>>> received = received(fixture);
        for (int i = 0; i < accounts.size(); i++) {
            Account account = accounts.get(i);
            Page page = pages.get(i);
            all.assertThat(page.last)
                    .as("end when all was calm for %s", account)
                    .isEqualTo("sent");
            all.assertThat(page.paused).as("still paused: %s", account).isFalse();
            checkPlace(account, page, all);
            boolean left = account.has(Policy.FOLLOW, Policy.MOVE);
            Map<Long, List<String>> places = received.get(account.at());
            all.assertThat(places.getOrDefault(left ? account.elsewhere : account.place(), List.of()))
                    .as("what %s received when all was calm", account)
                    .isEqualTo(LAST.of(parts.get(account.at())));
            all.assertThat(places.getOrDefault(left ? account.place() : account.elsewhere, List.of()))
                    .as("in the wrong place of %s", account)
                    .isEmpty();
        }
    }

    /// In the accounts' order.
    private static List<Page> pages(FaultFixture fixture) {
        String ending =
                "(SELECT CASE d.state WHEN 'failed' THEN 'failed:' || d.failure ELSE d.state END FROM delivery d"
                        + " JOIN delivery_item i ON i.delivery = d.number JOIN digest g ON g.number = i.digest"
                        + " WHERE d.cause = 'digest' AND d.subscriber = u.number AND g.topic = '%s')";
        String sql = "SELECT chat_id, paused_reason IS NOT NULL,"
                + " (SELECT max(thread) FROM subscription WHERE subscriber = u.number), %s, %s"
                        .formatted(ending.formatted(FIRST.topic()), ending.formatted(LAST.topic()))
                + " FROM subscriber u ORDER BY number";
        try (var database = ReadOnlyDatabase.open(fixture.botHome.location())) {
            return database.read(tx -> tx.select(sql)
                    .map((row, _) -> new Page(
                            row.getLong(1), row.getBoolean(2), row.getLong(3), row.getString(4), row.getString(5)))
                    .list());
        }
    }

    /// The messages of digests since the last call, by place.
    private static Map<SimulatedPlatform, Map<Long, List<String>>> received(FaultFixture fixture) {
        Map<SimulatedPlatform, Map<Long, List<String>>> all = new HashMap<>();
        for (SimulatedPlatform at : SimulatedPlatform.values()) {
            Map<Long, List<String>> places = fixture.sandbox.received(at);
            places.replaceAll((_, messages) ->
                    messages.stream().filter(MarkedDigests::isMarked).toList());
            all.put(at, places);
            fixture.sandbox.forget(at);
        }
        return all;
    }

    /// A rate limit refuses the next requests without another fault.
    private static void tooMuch(FaultFixture fixture) {
        for (SimulatedPlatform at : SimulatedPlatform.values()) {
            FaultReplies.of(at, Outcome.OVERALL_LIMIT, 0)
                    .getFirst()
                    .forEach(fault -> fixture.sandbox.network(at).inject(fault, 1));
        }
    }

    private void comeBack(FaultFixture fixture) {
        networks(fixture).forEach(FaultyNetwork::clearFaults);
        accounts.stream()
                .filter(account -> account.has(Policy.PAUSE))
                .forEach(account -> fixture.sandbox.write(account.at(), account.person, account.home, "/help"));
        Awaitility.await("all are back")
                .until(() -> fixture.number("SELECT count(*) FROM subscriber WHERE paused_reason IS NOT NULL") == 0);
    }

    /// The last digest finds no connection in time at first, and then no platform.
    private static void outage(FaultFixture fixture) throws Exception {
        networks(fixture).forEach(FaultyNetwork::stall);
        fixture.drop(LAST);
        awaitFailures(fixture, "(?i)time");
        networks(fixture).forEach(FaultyNetwork::shut);
        awaitFailures(fixture, "no connection$|cannot be reached");
        networks(fixture).forEach(FaultyNetwork::reopen);
    }

    private static void awaitFailures(FaultFixture fixture, String sign) {
        Pattern wanted = Pattern.compile(sign);
        Awaitility.await("requests to both platforms have failed of " + sign)
                .until(() -> fixture
                                .read("SELECT DISTINCT platform || ': ' || reason, 1 FROM delivery"
                                        + " WHERE cause = 'digest' AND state = 'queued' AND reason IS NOT NULL")
                                .keySet()
                                .stream()
                                .filter(failure -> wanted.matcher(failure).find())
                                .map(failure -> failure.replaceAll(":.*", ""))
                                .distinct()
                                .count()
                        == SimulatedPlatform.values().length);
    }

    private static Stream<FaultyNetwork> networks(FaultFixture fixture) {
        return Stream.of(SimulatedPlatform.values()).map(fixture.sandbox::network);
    }

    /// The faults of requests for each outcome.
    private static final class FaultReplies {

        private FaultReplies() {}

        /// The ways to the outcome; none if the platform has no such outcome of a send. `movedTo` is
        /// the group's new id.
        static List<List<NetworkFault>> of(SimulatedPlatform at, Outcome outcome, long movedTo) {
            return switch (at) {
                case TELEGRAM -> OnTelegram.of(outcome, movedTo);
                case DISCORD -> OnDiscord.of(outcome);
            };
        }

        private static List<List<NetworkFault>> unanswered() {
            return List.of(
                    List.of(new NetworkFault.CutBefore()),
                    List.of(new NetworkFault.CutAfter()),
                    List.of(new NetworkFault.CutWithin()),
                    List.of(new NetworkFault.Silence(false)),
                    List.of(new NetworkFault.Silence(true)));
        }

        /// Sentences of the Bot API's server, and network failures.
        private static final class OnTelegram {

            static List<List<NetworkFault>> of(Outcome outcome, long movedTo) {
                return switch (outcome) {
                    case BLOCKED -> refusals(403, "Forbidden: bot was blocked by the user");
                    case KICKED ->
                        refusals(
                                403,
                                "Forbidden: bot was kicked from the group chat",
                                "Forbidden: bot was kicked from the supergroup chat",
                                "Forbidden: bot is not a member of the supergroup chat");
                    case DEACTIVATED ->
                        refusals(403, "Forbidden: user is deactivated", "Forbidden: the group chat was deleted");
                    case CHAT_NOT_FOUND ->
                        refusals(400, "Bad Request: chat not found", "Bad Request: private chat not found");
                    case CANNOT_DM -> refusals(403, "Forbidden: bot can't initiate conversation with a user");
                    case NO_RIGHTS ->
                        refusals(
                                400,
                                "Bad Request: not enough rights to send text messages to the chat",
                                "Bad Request: have no rights to send a message",
                                "Bad Request: CHAT_WRITE_FORBIDDEN");
                    case MIGRATED -> List.of(List.of(NetworkFault.Answered.json(400, """
                                {"ok":false,"error_code":400,"parameters":{"migrate_to_chat_id":%d},
                                 "description":"Bad Request: group chat was upgraded to a supergroup chat"}
                                """.formatted(movedTo))));
                    case TOPIC_CLOSED -> refusals(400, "Bad Request: TOPIC_CLOSED");
                    case TOPIC_DELETED ->
                        refusals(400, "Bad Request: message thread not found", "Bad Request: TOPIC_DELETED");
                    case MARKUP_REFUSED ->
                        List.of(
                                markup("can't parse entities: Unsupported start tag \\\"x\\\" at byte offset 0"),
                                markup(
                                        "can't parse entities: Can't find end tag corresponding to start tag \\\"b\\\""));
                    case REFUSED ->
                        refusals(400, "Bad Request: message is too long", "Bad Request: BUTTON_DATA_INVALID");
                    case CHAT_LIMIT -> List.of(List.of(tooMany(1)));
                    case OVERALL_LIMIT -> List.of(List.of(tooMany(1), tooMany(1), tooMany(1)));
                    case SERVER_ERROR ->
                        List.of(
                                List.of(refusal(500, "Internal Server Error")),
                                List.of(new NetworkFault.Garbled(
                                        500, "application/json", body(500, "Internal Server Error"))));
                    case UNANSWERED -> unanswered();
                    case MALFORMED_RESPONSE ->
                        List.of(
                                List.of(NetworkFault.Answered.page(502)),
                                List.of(new NetworkFault.Garbled(
                                        504, "text/html", "<html>504 Gateway Time-out</html>")),
                                List.of(new NetworkFault.Garbled(200, "application/json", "{\"ok\":true,\"result\":")));
                    case TOKEN_REFUSED -> refusals(401, "Unauthorized");
                    default -> List.of();
                };
            }

            private static List<List<NetworkFault>> refusals(int code, String... descriptions) {
                return List.of(descriptions).stream()
                        .map(description -> List.of(refusal(code, description)))
                        .toList();
            }

            private static NetworkFault refusal(int code, String description) {
                return NetworkFault.Answered.json(code, body(code, description));
            }

            private static NetworkFault tooMany(int seconds) {
                return new NetworkFault.Answered(
                        429, "application/json", "Retry-After: " + seconds + "\n", """
                        {"ok":false,"error_code":429,"description":"Too Many Requests: retry after %1$d",
                         "parameters":{"retry_after":%1$d}}
                        """.formatted(seconds));
            }

            private static List<NetworkFault> markup(String description) {
                return List.of(new NetworkFault.MarkupRefused(400, body(400, "Bad Request: " + description)));
            }

            private static String body(int code, String description) {
                return "{\"ok\":false,\"error_code\":%d,\"description\":\"%s\"}".formatted(code, description);
            }
        }

        /// Answers of “Opcodes and Status Codes” and “Rate Limits” in Discord's documentation, pages of
        /// proxies in front of it, and network failures.
        private static final class OnDiscord {

            /// JDA tries so often if a server in front of Discord fails.
            private static final int TRIES = 4;

            static List<List<NetworkFault>> of(Outcome outcome) {
                return switch (outcome) {
                    case KICKED -> refused(404, 10004, "Unknown Guild");
                    case DEACTIVATED -> refused(404, 10013, "Unknown User");
                    case UNKNOWN_CHANNEL, THREAD_DELETED -> refused(404, 10003, "Unknown Channel");
                    case CANNOT_DM -> refused(403, 50007, "Cannot send messages to this user");
                    case NO_RIGHTS ->
                        List.of(refusal(403, 50001, "Missing Access"), refusal(403, 50013, "Missing Permissions"));
                    case THREAD_ARCHIVED ->
                        List.of(refusal(400, 50083, "Thread is archived"), refusal(400, 160005, "Thread is locked"));
                    case MARKUP_REFUSED ->
                        List.of(List.of(new NetworkFault.MarkupRefused(400, body(50035, "Invalid Form Body"))));
                    case REFUSED -> refused(400, 200000, "Message was blocked by automatic moderation");
                    case CHAT_LIMIT -> List.of(List.of(tooMany(false)));
                    case OVERALL_LIMIT -> List.of(List.of(tooMany(true)));
                    case SERVER_ERROR ->
                        List.of(
                                refusal(500, 0, "500: Internal Server Error"),
                                List.of(new NetworkFault.Garbled(
                                        500, "application/json", body(0, "500: Internal Server Error"))),
                                Collections.nCopies(TRIES, NetworkFault.Answered.page(503)));
                    case UNANSWERED -> unanswered();
                    case MALFORMED_RESPONSE ->
                        List.of(
                                Collections.nCopies(TRIES, NetworkFault.Answered.page(502)),
                                Collections.nCopies(
                                        TRIES, new NetworkFault.Garbled(504, "text/html", "<html>504</html>")),
                                List.of(new NetworkFault.Garbled(200, "application/json", "{\"id\":")));
                    case BLOCKED_BY_PROXY ->
                        List.of(
                                List.of(NetworkFault.Answered.page(403)),
                                refusal(403, 40333, "internal network error"));
                    case TOKEN_REFUSED -> refused(401, 0, "401: Unauthorized");
                    default -> List.of();
                };
            }

            private static List<List<NetworkFault>> refused(int status, int code, String message) {
                return List.of(refusal(status, code, message));
            }

            private static List<NetworkFault> refusal(int status, int code, String message) {
                return List.of(new NetworkFault.Answered(
                        status, "application/json", "Via: 1.1 google\n", body(code, message)));
            }

            private static NetworkFault tooMany(boolean global) {
                String headers = """
                        Via: 1.1 google
                        Retry-After: 1
                        X-RateLimit-Limit: 5
                        X-RateLimit-Remaining: 0
                        X-RateLimit-Reset-After: 1.000
                        X-RateLimit-Scope: %s
                        """.formatted(global ? "global\nX-RateLimit-Global: true" : "user");
                return new NetworkFault.Answered(429, "application/json", headers, """
                        {"message":"You are being rate limited.","retry_after":1.0,"global":%s}
                        """.formatted(global));
            }

            private static String body(int code, String message) {
                return "{\"message\":\"%s\",\"code\":%d}".formatted(message, code);
            }
        }
    }
}
