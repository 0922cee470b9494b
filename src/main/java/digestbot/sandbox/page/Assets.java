package digestbot.sandbox.page;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/// The files that the page is made of. There is a list of them: no path leads anywhere else.
final class Assets {

    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final Map<String, String> TYPES = Map.of(
            "page.html", "text/html; charset=utf-8",
            "page.css", "text/css; charset=utf-8",
            "telegram.css", "text/css; charset=utf-8",
            "discord.css", "text/css; charset=utf-8",
            "page.js", SCRIPT,
            "panel.js", SCRIPT,
            "message.js", SCRIPT,
            "composer.js", SCRIPT,
            "example.md", "text/markdown; charset=utf-8");

    private Assets() {}

    static void index(Context context) {
        send(context, "page.html");
    }

    static void send(Context context) {
        send(context, context.pathParam("name"));
    }

    private static void send(Context context, String name) {
        String type = TYPES.get(name);
        if (type == null) {
            throw new NotFoundResponse("There is no such file.");
        }
        context.contentType(type).result(read(name));
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("/sandbox/" + name)) {
            if (in == null) {
                throw new IllegalStateException("there is no /sandbox/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
