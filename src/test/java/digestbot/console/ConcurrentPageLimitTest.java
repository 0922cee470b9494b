package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.console.PageLayout.PageFrame;
import digestbot.console.signin.SessionRegistry;
import digestbot.console.signin.SessionRegistry.Session;
import io.javalin.Javalin;
import io.javalin.http.ForbiddenResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrentPageLimitTest {

    private static final Duration VERY_LONG = Duration.ofHours(1);

    private static final Session OPERATOR = new SessionRegistry(System::nanoTime).begin(Optional.empty(), true);

    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private Javalin server = Javalin.create();

    private void start(Console.ConcurrentPageLimit limit) {
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.concurrency.useVirtualThreads = true;
            config.routes.before(context -> {
                if (!"stranger".equals(context.queryString()) && !Paths.isProbe(context.path())) {
                    context.attribute("frame", new PageFrame(OPERATOR, () -> 0, true));
                }
            });
            limit.add(config.routes);
            config.routes.get("/page", context -> {
                begun.release();
                mayEnd.acquire();
                context.result("built");
            });
            config.routes.get("/forbidden", _ -> {
                throw new ForbiddenResponse();
            });
            ConsoleAssets.add(config.routes);
            config.routes.get("/healthz", context -> context.result("ok"));
            config.routes.post("/page", context -> context.result("done"));
        });
        server.start(0);
    }

    @AfterEach
    void stop() {
        mayEnd.release(100);
        server.stop();
        client.close();
    }

    private CompletableFuture<Integer> status(String path) {
        return client.sendAsync(request(path).build(), HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
    }

    @Test
    void aPageAboveTheLimitIsRefusedAfterTheLongestWait() throws Exception {
        start(new Console.ConcurrentPageLimit(2, Duration.ofMillis(50)));
        List<CompletableFuture<Integer>> building = List.of(status("/page"), status("/page"));
        begun.acquire(2);

        assertThat(status("/page").get()).isEqualTo(503);
        mayEnd.release(2);
        assertThat(building).extracting(CompletableFuture::get).containsExactly(200, 200);
    }

    @Test
    void strangersTakeNoTurns() throws Exception {
        start(new Console.ConcurrentPageLimit(1, VERY_LONG));
        List<CompletableFuture<Integer>> strangers = List.of(status("/page?stranger"), status("/page?stranger"));
        begun.acquire(2);
        CompletableFuture<Integer> operator = status("/page");
        begun.acquire();
        mayEnd.release(3);
        assertThat(operator.get()).isEqualTo(200);
        assertThat(strangers).extracting(CompletableFuture::get).containsExactly(200, 200);
    }

    @Test
    void aPageWaitsForItsTurn() throws Exception {
        start(new Console.ConcurrentPageLimit(1, VERY_LONG));
        CompletableFuture<Integer> first = status("/page");
        begun.acquire();
        CompletableFuture<Integer> second = status("/page");
        mayEnd.release();
        assertThat(first.get()).isEqualTo(200);

        begun.acquire();
        mayEnd.release();
        assertThat(second.get()).isEqualTo(200);
    }

    @Test
    void aRefusedRequestGivesItsPlaceBack() throws Exception {
        start(new Console.ConcurrentPageLimit(1, Duration.ZERO));
        mayEnd.release();

        assertThat(status("/forbidden").get()).isEqualTo(403);
        assertThat(status("/nowhere").get()).isEqualTo(404);
        assertThat(status("/page").get()).isEqualTo(200);
    }

    @Test
    void probesAssetsAndFormsDoNotWaitForPages() throws Exception {
        start(new Console.ConcurrentPageLimit(1, VERY_LONG));
        CompletableFuture<Integer> page = status("/page");
        begun.acquire();

        assertThat(status("/healthz").get()).isEqualTo(200);
        assertThat(status(ConsoleAssets.path("base.css")).get()).isEqualTo(200);
        HttpRequest form =
                request("/page").POST(HttpRequest.BodyPublishers.noBody()).build();
        assertThat(client.send(form, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
        mayEnd.release();
        assertThat(page.get()).isEqualTo(200);
    }
}
