package digestbot.simulation;

import digestbot.audience.Platform;
import digestbot.content.Content;
import digestbot.content.paging.MessageBudget;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.MessageGone;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.RateLimited.LimitScope;
import digestbot.delivery.api.SendResult.Rejected;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.api.SendResult.Unreachable;
import digestbot.markdown.Block;
import digestbot.markdown.PlainText;
import digestbot.simulation.Ledger.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// A chat platform, with its faults and limits, as one process sees it.
final class ChatPlatform {

    static final PlatformLimits LIMITS = new PlatformLimits(4, 1, 6);

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int FAULTS_IN_HUNDRED = 15;

    private final World world;
    private final Ledger ledger = new Ledger();
    private final Deque<Long> arrivals = new ArrayDeque<>();
    private final Map<Long, Deque<Long>> arrivalsByChat = new HashMap<>();
    private final Map<Long, Long> quietUntilByChat = new HashMap<>();
    private long quietUntil;
    private final Set<String> refused = new HashSet<>();

    ChatPlatform(World world) {
        this.world = world;
    }

    Ledger ledger() {
        return ledger;
    }

    /// Whether the platform refused a message about that digest in the chat for good.
    boolean hasRefused(long chat, int digest) {
        return refused.contains(chat + " " + digest);
    }

    Messenger<String> messenger(Node node) {
        return new Client(node);
    }

    /// What arrives is counted, whatever becomes of it.
    private void count(Account account) {
        long now = world.now();
        if (now < quietUntil
                || now < quietUntilByChat.getOrDefault(account.chat().id(), 0L)) {
            world.violated("a request to %s though the platform asked to wait".formatted(account.name()));
        }
        require(arrivals, LIMITS.perSecond(), SECOND, "the platform");
        Deque<Long> own = arrivalsByChat.computeIfAbsent(account.chat().id(), _ -> new ArrayDeque<>());
        if (account.isGroup()) {
            require(own, LIMITS.perGroupPerMinute(), MINUTE, account.name());
        }
        require(own, LIMITS.perChatPerSecond(), SECOND, account.name());
        arrivals.add(now);
        own.add(now);
    }

    private void askedToWait(Account account, RateLimited limited) {
        long until = world.now() + limited.retryAfter().toNanos();
        if (limited.scope() == LimitScope.GLOBAL) {
            quietUntil = Math.max(quietUntil, until);
        } else {
            quietUntilByChat.merge(account.chat().id(), until, Math::max);
        }
    }

    /// Another process was not told to wait.
    void forgetWaits() {
        quietUntil = 0;
        quietUntilByChat.clear();
    }

    private void require(Deque<Long> times, int limit, long window, String who) {
        long within = times.stream().filter(each -> world.now() - each < window).count();
        if (within >= limit) {
            world.violated("%d requests to %s within %d s".formatted(within + 1, who, window / SECOND));
        }
    }

    private final class Client implements Messenger<String> {

        private final Node node;

        Client(Node node) {
            this.node = node;
        }

        @Override
        public Platform platform() {
            return Platform.TELEGRAM;
        }

        @Override
        public MessageBudget budget() {
            return new MessageBudget(new Cost(10_000, 10_000, 1), _ -> new Cost(10, 10, 1));
        }

        @Override
        public String render(Content content) {
            return content.panels().stream()
                    .flatMap(panel -> panel.body().stream())
                    .map(block -> block instanceof Block.Paragraph(var inlines)
                            ? PlainText.ofInlines(inlines)
                            : block.toString())
                    .collect(Collectors.joining("\n"));
        }

        @Override
        public Optional<String> plain(String message) {
            return Optional.empty();
        }

        @Override
        public String attach(String message, Attachment file) {
            return message;
        }

        @Override
        public Optional<Duration> deletableFor() {
            return Optional.of(Duration.ofDays(2));
        }

        @Override
        public SendResult send(Destination to, String text, String nonce, boolean silent) {
            Account account = world.account(to.chat().id());
            return request(account, "message “" + text + "”", text, () -> {
                Message sent = ledger.deliver(account.chat().id(), nonce, text, world.now());
                world.arrived(account, sent);
                return Optional.of(sent);
            });
        }

        @Override
        public SendResult edit(Destination to, String messageId, String text) {
            Account account = world.account(to.chat().id());
            return request(account, "edit of " + messageId + " to “" + text + "”", text, () -> {
                Optional<Message> edited = ledger.message(messageId);
                edited.ifPresent(message -> message.text = text);
                return edited;
            });
        }

        @Override
        public SendResult delete(Destination to, String messageId) {
            Account account = world.account(to.chat().id());
            return request(account, "deletion of " + messageId, "", () -> {
                Optional<Message> removed = ledger.message(messageId);
                removed.ifPresent(message -> message.deleted = true);
                return removed;
            });
        }

        private SendResult request(Account account, String what, String text, Supplier<Optional<Message>> effect) {
            String label = what + " to " + account.name();
            node.crashPoint("before the " + label);
            count(account);
            SendResult answer = answer(account, text, effect);
            world.tell("  %s: %s", label, answer instanceof Sent ? "ok" : answer.toString());
            Optional<Message> changed =
                    answer instanceof Sent sent ? ledger.message(sent.messageId()) : Optional.empty();
            Flight.current().prepare(label, world.now(), answer, changed);
            node.crashPoint("after the " + label);
            SendResult heard = Flight.current().await();
            if (heard instanceof RateLimited limited) {
                askedToWait(account, limited);
            }
            return heard;
        }

        private SendResult answer(Account account, String text, Supplier<Optional<Message>> effect) {
            if (account.blocked) {
                return new Unreachable("Forbidden: bot was blocked by the user");
            }
            if (world.random().nextInt(100) >= FAULTS_IN_HUNDRED || world.isCalm()) {
                return effect.get()
                        .<SendResult>map(message -> new Sent(message.id))
                        .orElseGet(() -> new MessageGone("message not found"));
            }
            return switch (world.random().nextInt(7)) {
                case 0 -> new RateLimited(Duration.ofSeconds(1 + world.random().nextInt(20)), false);
                case 1 -> new RateLimited(Duration.ofSeconds(1 + world.random().nextInt(20)), true);
                case 2 -> new NotSent(Outcome.SERVER_ERROR, "502");
                case 3 -> new NotSent("no connection");
                case 4 -> {
                    Ledger.shown(text)
                            .keySet()
                            .forEach(digest -> refused.add(account.chat().id() + " " + digest));
                    yield new Rejected("Bad Request: not today");
                }
                case 5 -> {
                    effect.get().ifPresent(message -> message.excuse = Optional.of("its answer was lost"));
                    yield new Unconfirmed("no answer after it was delivered");
                }
                default -> new Unconfirmed("no answer, and it was not delivered");
            };
        }
    }
}
