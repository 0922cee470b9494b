package digestbot.sandbox.discord;

import digestbot.sandbox.SandboxEvent;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.messages.MessageRequest;

/// A sandbox with a bot on it that runs on the real client library.
final class SandboxBot implements AutoCloseable {

    static final String TOKEN = "MTIz.sandbox.secret-token";

    final DiscordSandbox sandbox = DiscordSandbox.start(0, TOKEN, InstantSource.system());
    final List<SandboxEvent> events = new CopyOnWriteArrayList<>();
    final JDA jda;

    SandboxBot(Object... listeners) throws InterruptedException {
        sandbox.listen(events::add);
        MessageRequest.setDefaultMentions(EnumSet.noneOf(Message.MentionType.class));
        jda = builder(sandbox, TOKEN).addEventListeners(listeners).build().awaitReady();
    }

    static JDABuilder builder(DiscordSandbox sandbox, String token) {
        return JDABuilder.createLight(token)
                .setRestConfig(new RestConfig().setBaseUrl(sandbox.apiUrl().toString()))
                .setSessionController(new ConcurrentSessionController() {
                    @Override
                    public String getGateway() {
                        return sandbox.gatewayUrl().toString();
                    }
                })
                .setCompression(Compression.NONE)
                .setEnableShutdownHook(false);
    }

    <E extends SandboxEvent> List<E> seen(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public void close() {
        jda.shutdownNow();
        sandbox.close();
    }
}
