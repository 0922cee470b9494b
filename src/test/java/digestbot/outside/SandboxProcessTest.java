package digestbot.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.app.BotFixture;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class SandboxProcessTest {

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private SandboxProcess sandbox;

    @BeforeEach
    void start() throws IOException {
        sandbox = SandboxProcess.startWithDoors(folder.resolve("sandbox.txt"), true, BotProcess.QUICK);
        sandbox.join(1, 3);
    }

    @AfterEach
    void close() {
        sandbox.close();
        http.close();
    }

    @Test
    void tellsWhatEachChatReceivedInOrder() throws Exception {
        send(1, "first\nmore");
        send(2, "first\nmore");
        send(1, "second");
        send(99, "nobody is there");
        var received = sandbox.received(SimulatedPlatform.TELEGRAM);
        assertThat(received).containsOnlyKeys(1L, 2L);
        assertThat(received.get(1L)).hasSize(2);
        assertThat(received.get(1L).getFirst())
                .startsWith("first #")
                .isEqualTo(received.get(2L).getFirst());

        sandbox.forget(SimulatedPlatform.TELEGRAM);
        sandbox.marks(SimulatedPlatform.TELEGRAM, "m\\d+");
        send(1, "m1 and m2");
        assertThat(sandbox.received(SimulatedPlatform.TELEGRAM).get(1L)).isEqualTo(List.of("m1 m2"));
    }

    @Test
    void countsWhatArrivedAndHowItWasAnswered() throws Exception {
        long group = sandbox.group(-1_001).id();
        sandbox.limit(1_000, 1_000, 1);
        send(group, "one");
        send(group, "two");
        send(2, "three");
        var counts = sandbox.counts(SimulatedPlatform.TELEGRAM);
        assertThat(counts.kinds()).containsEntry("sendMessage 200", 2L).containsEntry("sendMessage 429", 1L);
        assertThat(counts.throttled()).isEqualTo(1);
        assertThat(counts.limited()).isEqualTo(3);
        assertThat(counts.mostInASecond()).isBetween(1L, 3L);
        assertThat(counts.delivered()).isEqualTo(2).isEqualTo(sandbox.delivered(SimulatedPlatform.TELEGRAM));
    }

    @Test
    void takesFaultsAndRefusesWhatItDoesNotKnow() throws Exception {
        var place = new SandboxPlace(1, SandboxPlace.Kind.PRIVATE, "");
        sandbox.fault(SimulatedPlatform.TELEGRAM, place, new SandboxFault.Throttled(1, Duration.ofSeconds(7)));
        assertThat(send(1, "early")).contains("\"retry_after\":7");
        sandbox.fault(SimulatedPlatform.TELEGRAM, place, new SandboxFault.Blocked());
        assertThat(send(1, "late")).contains("blocked by the user");
        var channel = sandbox.channel("news");
        assertThatThrownBy(() -> sandbox.fault(SimulatedPlatform.DISCORD, channel, new SandboxFault.Migrated(5)))
                .hasMessageContaining("never migrated");
    }

    @Test
    void hasMishapsOnTheWay() throws Exception {
        FaultyNetwork network = sandbox.network(SimulatedPlatform.TELEGRAM);
        send(3, "calm");
        network.inject(3, new NetworkFault.CutBefore(), 1);
        assertThatThrownBy(() -> send(3, "cut before")).isInstanceOf(IOException.class);
        network.inject(new NetworkFault.CutAfter(), 1);
        assertThatThrownBy(() -> send(3, "cut after")).isInstanceOf(IOException.class);
        network.inject(3, new NetworkFault.CutWithin(), 1);
        assertThatThrownBy(() -> send(3, "cut within")).isInstanceOf(IOException.class);
        network.inject(3, NetworkFault.Answered.page(502), 1);
        assertThat(send(3, "answered")).contains("502 Bad Gateway");
        network.injectByChance(new NetworkFault.Garbled(200, "application/json", "{\"ok\":"), 1, 5);
        assertThat(send(3, "garbled")).isEqualTo("{\"ok\":");
        network.clearFaults();
        network.shut();
        assertThatThrownBy(() -> send(3, "refused")).isInstanceOf(IOException.class);
        network.reopen();
        assertThat(send(3, "again")).contains("\"ok\":true");
        assertThat(sandbox.received(SimulatedPlatform.TELEGRAM).get(3L))
                .extracting(label -> label.replaceAll(" #.*", ""))
                .containsExactly("calm", "cut after", "cut within", "garbled", "again");
    }

    @Test
    void asksAndMeasures() throws Exception {
        var place = new SandboxPlace(1, SandboxPlace.Kind.PRIVATE, "");
        assertThat(sandbox.ask(SimulatedPlatform.TELEGRAM, 1, place, "/today", Duration.ofMillis(50)))
                .isEmpty();
        var updates = get("getUpdates");
        assertThat(updates).contains("/today");
    }

    @Test
    void leavesNothingBehindWhenItsInputEnds() throws Exception {
        Process minded = new ProcessBuilder("sleep", "1000").start();
        sandbox.mind(minded);
        sandbox.endInput();
        minded.onExit().join();
        sandbox.process().onExit().join();
    }

    private String send(long chat, String text) throws IOException, InterruptedException {
        String body = "{\"chat_id\": %d, \"text\": \"%s\"}".formatted(chat, text.replace("\n", "\\n"));
        return http.send(
                        HttpRequest.newBuilder(uri("sendMessage"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private String get(String method) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(method)).build(), BodyHandlers.ofString())
                .body();
    }

    private URI uri(String method) {
        return sandbox.telegram().resolve("/bot" + BotFixture.TELEGRAM_TOKEN + "/" + method);
    }
}
