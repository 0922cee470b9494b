package digestbot.delivery.api;

import digestbot.audience.Platform;
import digestbot.content.Content;
import digestbot.content.paging.MessageBudget;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/// A platform with scripted answers: everything arrives, unless a chat's next answers say
/// otherwise. One panel fills a message.
public final class ScriptedMessenger implements Messenger<String> {

    /// The text of a deleted message in a [Request].
    public static final String DELETED = "(deleted)";

    public static final String PLAIN = "plain: ";

    public record Request(long chat, long thread, String text, String nonce, boolean silent, Optional<String> edits) {}

    public static final class Hanging {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CompletableFuture<SendResult> answer = new CompletableFuture<>();

        public void awaitAsked() {
            Awaitility.await().pollInterval(Duration.ofMillis(2)).until(asked::getCount, left -> left <= 0);
        }

        public void answer(SendResult result) {
            answer.complete(result);
        }

        private SendResult ask() {
            asked.countDown();
            return answer.join();
        }
    }

    private final List<Hanging> hanging = new CopyOnWriteArrayList<>();
    private final List<CountDownLatch> held = new CopyOnWriteArrayList<>();
    private final Platform platform;
    private final List<Request> requests = new ArrayList<>();
    private final Map<Long, Deque<Function<Request, SendResult>>> scripts = new ConcurrentHashMap<>();
    private volatile Function<Request, SendResult> otherwise = request -> new Sent("m-" + request.nonce());
    public volatile Optional<Duration> deletableFor = Optional.empty();
    public final AtomicInteger renderings = new AtomicInteger();

    /// The number of the next plain message on which the messenger dies; 0 for none.
    public final AtomicInteger lastPlain = new AtomicInteger();

    /// Receives each content before it is rendered.
    public volatile Consumer<Content> rendering = _ -> {};

    /// The number of the next messages that kill the messenger when they are made plain.
    public final AtomicInteger deaths = new AtomicInteger();

    public ScriptedMessenger() {
        this(Platform.TELEGRAM);
    }

    public ScriptedMessenger(Platform platform) {
        this.platform = platform;
    }

    public void next(long chat, SendResult... results) {
        for (SendResult result : results) {
            next(chat, _ -> result);
        }
    }

    public void next(long chat, Function<Request, SendResult> answer) {
        var script = scripts.computeIfAbsent(chat, _ -> new ArrayDeque<>());
        synchronized (script) {
            script.add(answer);
        }
    }

    public Hanging hang(long chat) {
        var request = new Hanging();
        hanging.add(request);
        next(chat, _ -> request.ask());
        return request;
    }

    /// Keeps these requests from ending until the latch is open.
    public CountDownLatch hold(Predicate<Request> which) {
        var open = new CountDownLatch(1);
        held.add(open);
        otherwise(request -> {
            if (which.test(request)) {
                await(open);
            }
            return new Sent("m-" + request.nonce());
        });
        return open;
    }

    /// Waits until the latch is open, also in a thread that must not be interrupted.
    public static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends all requests that still hang, so that a dispatcher can be closed.
    public void answerAll() {
        held.forEach(CountDownLatch::countDown);
        hanging.forEach(request -> request.answer(new Sent("late")));
    }

    public void otherwise(Function<Request, SendResult> answer) {
        otherwise = answer;
    }

    public List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    public void clear() {
        synchronized (requests) {
            requests.clear();
        }
    }

    public int count() {
        synchronized (requests) {
            return requests.size();
        }
    }

    /// The texts that were sent to the chat, whether they arrived or not.
    public List<String> texts(long chat) {
        return requests().stream()
                .filter(request -> request.chat() == chat)
                .map(Request::text)
                .toList();
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public MessageBudget budget() {
        return new MessageBudget(new Cost(10_000, 10_000, 1), _ -> new Cost(10, 10, 1));
    }

    @Override
    public String render(Content content) {
        renderings.incrementAndGet();
        rendering.accept(content);
        return content.panels().stream()
                .flatMap(panel -> panel.body().stream())
                .map(ScriptedMessenger::text)
                .collect(Collectors.joining("\n"));
    }

    private void die() {
        if (deaths.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new InternalError("so it was wanted");
        }
    }

    private static String text(Block block) {
        return switch (block) {
            case Block.Paragraph(List<Inline> content)
            when content.stream().anyMatch(Inline.Moment.class::isInstance) -> PlainText.ofInlines(content);
            case Block.Paragraph(List<Inline> content)
            when content.getFirst() instanceof Inline.Text(String text) -> text;
            default -> block.toString();
        };
    }

    @Override
    public String attach(String message, Attachment file) {
        String content = switch (file) {
            case Attachment.Document document -> text(document);
            case Attachment.Image picture -> picture.description();
            case Attachment.Picture picture -> new String(picture.content().get(), StandardCharsets.UTF_8);
        };
        return message + "\n" + file.name() + "\n" + content;
    }

    public static String text(Attachment.Document document) {
        return new String(document.content().get(), StandardCharsets.UTF_8);
    }

    @Override
    public Optional<String> plain(String message) {
        die();
        if (lastPlain.getAndDecrement() == 1) {
            throw new InternalError("so it was wanted");
        }
        return message.startsWith(PLAIN) ? Optional.empty() : Optional.of(PLAIN + message);
    }

    @Override
    public SendResult send(Destination to, String message, String nonce, boolean silent) {
        return answer(new Request(to.chat().id(), to.thread(), message, nonce, silent, Optional.empty()));
    }

    @Override
    public SendResult edit(Destination to, String messageId, String message) {
        return answer(new Request(to.chat().id(), to.thread(), message, "", false, Optional.of(messageId)));
    }

    @Override
    public Optional<Duration> deletableFor() {
        return deletableFor;
    }

    @Override
    public SendResult delete(Destination to, String messageId) {
        return answer(new Request(to.chat().id(), to.thread(), DELETED, "", false, Optional.of(messageId)));
    }

    private SendResult answer(Request request) {
        synchronized (requests) {
            requests.add(request);
        }
        var script = scripts.get(request.chat());
        Function<Request, SendResult> answer = otherwise;
        if (script != null) {
            synchronized (script) {
                answer = script.isEmpty() ? otherwise : script.remove();
            }
        }
        return answer.apply(request);
    }
}
