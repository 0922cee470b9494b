package digestbot.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;

/// A process that sends a message to every channel with JDA as it comes, in a loop. It stores nothing.
///
/// Arguments: `<API's address> <gateway's address> <token> <file with the channels' ids>`. Each line that it reads
/// makes it send a
/// message to all of them; it answers with the number of those that failed.
final class JdaBroadcast {

    /// As many as the bot's by default.
    private static final int IN_FLIGHT = 32;

    private static final String TEXT =
            "- A highlight tells what happened between both of them on that day, in as many words as its editor would"
                    + " use for it.\n";
    private static final int LINES = 13;

    private JdaBroadcast() {}

    static void main(String... arguments) throws IOException, InterruptedException {
        List<String> channels = Files.readAllLines(Path.of(arguments[3]));
        JDA jda = JDABuilder.createLight(arguments[2], List.of())
                .setSessionController(new LocalGateway(arguments[1]))
                .setRestConfig(new RestConfig().setBaseUrl(arguments[0]))
                .setCompression(Compression.NONE)
                .build()
                .awaitReady();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(send(jda, channels));
        }
        jda.shutdownNow();
    }

    /// JDA does not ask the server for its gateway.
    private static final class LocalGateway extends ConcurrentSessionController {

        private final String url;

        LocalGateway(String url) {
            this.url = url;
        }

        @Override
        public String getGateway() {
            return url;
        }
    }

    private static int send(JDA jda, List<String> channels) throws InterruptedException {
        var permits = new Semaphore(IN_FLIGHT);
        var failed = new AtomicInteger();
        for (String id : channels) {
            permits.acquire();
            TextChannel channel = jda.getTextChannelById(id);
            if (channel == null) {
                throw new IllegalStateException("no channel " + id);
            }
            channel.sendMessage(TEXT.repeat(LINES)).queue(_ -> permits.release(), _ -> {
                failed.incrementAndGet();
                permits.release();
            });
        }
        permits.acquire(IN_FLIGHT);
        return failed.get();
    }
}
