package digestbot.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The page before both simulators, without a bot.
final class PageFixture implements AutoCloseable {

    static final SandboxPerson OWNER = new SandboxPerson(7001, "Owner", "en");
    static final SandboxPerson READER = new SandboxPerson(7011, "Reader", "en");

    final TelegramSandbox telegram = TelegramSandbox.start(0, "1000:SECRET", "digest_try_bot", InstantSource.system());
    final DiscordSandbox discord = DiscordSandbox.start(0, "SECRET", InstantSource.system());
    final FixedControls fixture = new FixedControls();
    final SandboxPage page;
    private final HttpClient http = HttpClient.newHttpClient();

    PageFixture() {
        List<SandboxPerson> people = List.of(OWNER, READER);
        page = SandboxPage.start(
                0, List.of(new TelegramPane(telegram, people), new DiscordPane(discord, people)), fixture);
    }

    /// Controls that record the files dropped, and never change.
    static final class FixedControls implements TrialControls {

        final Map<String, byte[]> dropped = new LinkedHashMap<>();
        Instant now = Instant.parse("2026-02-05T12:00:00Z");
        Optional<Instant> due = Optional.empty();

        @Override
        public synchronized Instant now() {
            return now;
        }

        @Override
        public ZoneId zone() {
            return ZoneOffset.UTC;
        }

        @Override
        public synchronized void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Optional<Instant> nextDue() {
            return due;
        }

        @Override
        public synchronized String addFile(String name, byte[] content) {
            dropped.put(name, content);
            return name + " is there";
        }
    }

    URI at(String path) {
        return page.address().resolve(path);
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(at(path)));
    }

    HttpResponse<String> post(String path, String json, String... headers) {
        return postAs("application/json", path, json, headers);
    }

    HttpResponse<String> postAs(String type, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(at(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// The first event for a browser that connects now.
    JsonNode all() {
        var request = HttpRequest.newBuilder(at("/live"))
                .header("Accept", "text/event-stream")
                .build();
        try (var lines = new BufferedReader(new InputStreamReader(
                http.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (!line.startsWith("data: ")) {
                line = lines.readLine();
            }
            return new ObjectMapper().readTree(line.substring("data: ".length()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        page.close();
        discord.close();
        telegram.close();
    }
}
