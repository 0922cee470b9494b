package digestbot.console;

import static digestbot.console.Forms.*;
import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.audience.Platform;
import digestbot.web.HostAndOriginCheck;
import digestbot.web.WebServer;
import digestbot.web.WebServerSettings;
import digestbot.web.WebServerSettings.ErrorBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import j2html.tags.DomContent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/// The page of a bot without tokens, on which its owner pastes them. A secret in its address keeps
/// other users of the machine away, and it never shows a token.
public final class SetupPage {

    private static final String TOKEN = "token";
    private static final long MAX_FORM_BYTES = 8L << 10;

    private final Optional<String> console;
    private final Setup setup;
    private final Runnable ended;
    private final String path = "/" + UUID.randomUUID().toString().replace("-", "");
    private Optional<String> problem = Optional.empty();

    public interface Setup {

        /// The bot on a platform; empty if no token was accepted.
        Optional<SetupBot> bot(Platform platform);

        /// Accepts a token that the platform recognises; otherwise returns a sentence with the
        /// reason.
        Optional<String> accept(Platform platform, String token);

        /// Saves everything; returns a sentence with the reason if that fails.
        Optional<String> save();
    }

    /// A bot with an accepted token.
    ///
    /// @param owner the owner's name; empty until the owner has sent the code
    /// @param link the link to send the code, or to add the bot to a server
    /// @param problem a sentence about the reason why the code cannot arrive; empty if it can
    public record SetupBot(String name, Optional<String> owner, String link, String problem) {}

    private SetupPage(Optional<String> console, Setup setup, Runnable ended) {
        this.console = console;
        this.setup = setup;
        this.ended = ended;
    }

    /// A server that runs on loopback.
    public record SetupServer(WebServer server, String address) {}

    /// Starts the server; empty if it cannot listen.
    ///
    /// @param console the address of the console, which opens afterwards
    /// @param ended runs when the browser has the last page
    public static Optional<SetupServer> start(Optional<String> console, Setup setup, Runnable ended) {
        var page = new SetupPage(console, setup, ended);
        var hosts = new HostAndOriginCheck(List.of(), _ -> false, "Open the address that the bot printed.");
        return WebServer.start(
                        "console",
                        "127.0.0.1",
                        0,
                        new WebServerSettings(
                                HostAndOriginCheck.HEADERS,
                                _ -> MAX_FORM_BYTES,
                                8,
                                (_, _, _, sentence) -> new ErrorBody("text/plain; charset=utf-8", sentence + "\n")),
                        config -> {
                            config.routes.before(hosts::check);
                            ConsoleAssets.add(config.routes);
                            page.add(config.routes);
                        })
                .map(server -> new SetupServer(server, "http://127.0.0.1:%d%s".formatted(server.port(), page.path)));
    }

    private void add(RoutesConfig routes) {
        routes.get(path, context -> context.html(html(context.header("X-Refresh") == null)));
        for (Platform platform : Platform.all()) {
            routes.post(path + "/" + platform.id(), context -> {
                answer(context, setup.accept(platform, text(context, TOKEN)));
            });
        }
        routes.post(path + "/start", context -> {
            boolean hasBot = Platform.all().stream()
                    .anyMatch(platform -> setup.bot(platform).isPresent());
            Optional<String> refused = hasBot ? setup.save() : Optional.of("Paste the token of a bot first.");
            if (refused.isPresent()) {
                answer(context, refused);
                return;
            }
            Request.addCompletionListener(
                    ServletContextRequest.getServletContextRequest(context.req()), _ -> ended.run());
            console.ifPresent(address -> context.header("Refresh", "5; url=" + address));
            context.html(started());
        });
    }

    private synchronized void answer(Context context, Optional<String> refused) {
        problem = refused;
        context.redirect(path, HttpStatus.SEE_OTHER);
    }

    /// The page. A page that refreshes itself does not use up its message.
    private synchronized String html(boolean byPerson) {
        Optional<String> said = problem;
        problem = byPerson ? Optional.empty() : problem;
        Map<Platform, Optional<SetupBot>> bots = new EnumMap<>(Platform.class);
        Platform.all().forEach(platform -> bots.put(platform, setup.bot(platform)));
        boolean isReady = bots.values().stream().anyMatch(Optional::isPresent);
        return PageLayout.withoutNavigation(
                "Connect your bot",
                main(
                                h1("Connect your bot"),
                                p("On Telegram or on Discord: one is enough."),
                                iff(said, Forms::error),
                                each(
                                        Platform.all(),
                                        platform ->
                                                section(platform, Objects.requireNonNull(bots.get(platform)), isReady)),
                                iff(
                                        isReady,
                                        j2html.TagCreator.form(primary("Save and start the bot"))
                                                .withMethod("post")
                                                .withAction(path + "/start")),
                                iff(
                                        !isReady,
                                        muted(
                                                "Next, the token is checked, you become the bot's owner, and the bot starts.")),
                                muted("Tokens are stored on this machine only, in a file that nobody else may read."))
                        .withClass("sign-in"));
    }

    private DomContent section(Platform platform, Optional<SetupBot> bot, boolean isReady) {
        return live(
                platform.id(),
                j2html.TagCreator.section(
                        h2(platform.title()),
                        bot.map(found -> found(platform, found)).orElseGet(() -> form(platform, isReady))));
    }

    /// @param isReady true if a bot is connected, after which starting it is the next step
    private DomContent form(Platform platform, boolean isReady) {
        String id = TOKEN + "-" + platform.id();
        String label = "Connect " + platform.title();
        return j2html.TagCreator.form(
                        ol(
                                each(steps(platform), step -> li(step)),
                                li(label("Paste the bot's token:").withFor(id))),
                        input().withType("password")
                                .withId(id)
                                .withName(TOKEN)
                                .attr("autocomplete", "off")
                                .attr("required"),
                        isReady ? normal(label) : primary(label))
                .withMethod("post")
                .withAction(path + "/" + platform.id());
    }

    private static List<DomContent> steps(Platform platform) {
        return switch (platform) {
            case TELEGRAM ->
                List.of(
                        each(text("Open "), link("@BotFather", "https://t.me/BotFather"), text(" on Telegram.")),
                        withCode("Write `/newbot`, and choose a name."));
            case DISCORD ->
                List.of(
                        each(
                                text("Open the "),
                                link("Developer Portal", "https://discord.com/developers/applications"),
                                text(", and press New Application.")),
                        text("Under Bot, press Reset Token."));
        };
    }

    private static DomContent found(Platform platform, SetupBot bot) {
        DomContent name = p(status(Tone.OK, "The bot is " + bot.name()));
        if (bot.owner().isEmpty()) {
            String waiting = bot.problem().isEmpty() ? "Waiting for you to press Start …" : bot.problem();
            return each(
                    name,
                    p(link("Open the bot and press Start", bot.link()), text(" to become its owner.")),
                    muted(waiting));
        }
        return each(
                name,
                p("Its owner is %s.".formatted(bot.owner().get())),
                iff(platform == Platform.DISCORD, p(link("Add the bot to a server", bot.link()))));
    }

    private static DomContent link(String label, String address) {
        return a(label).withHref(address).withTarget("_blank").withRel("noopener");
    }

    private String started() {
        List<DomContent> next = Platform.all().stream()
                .flatMap(platform -> setup
                        .bot(platform)
                        .map(bot -> platform == Platform.TELEGRAM && bot.owner().isPresent()
                                ? "On Telegram, %s sends you the digests that it has.".formatted(bot.name())
                                : "On %s, write /subscribe all to %s.".formatted(platform.title(), bot.name()))
                        .stream())
                .<DomContent>map(sentence -> p(sentence))
                .toList();
        return PageLayout.withoutNavigation(
                "The bot starts",
                main(
                        h1("The bot starts"),
                        each(next, each -> each),
                        iff(console, address -> muted("The console opens in a moment, at " + address))));
    }
}
