package digestbot.sandbox.page;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/// The files of the page. Only listed files are served.
final class PageAssets {

    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    /// The Chinese font, which browsers fetch when Chinese text is shown.
    private static final String FONT = "NotoSansSC-Regular.ttf";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("page.html", "text/html; charset=utf-8"),
            Map.entry("page.css", STYLE),
            Map.entry("telegram.css", STYLE),
            Map.entry("discord.css", STYLE),
            Map.entry("page.js", SCRIPT),
            Map.entry("panel.js", SCRIPT),
            Map.entry("unread.js", SCRIPT),
            Map.entry("message.js", SCRIPT),
            Map.entry("composer.js", SCRIPT),
            Map.entry("example.md", "text/markdown; charset=utf-8"),
            Map.entry(FONT, "font/ttf"));

    private PageAssets() {}

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
        String path = (name.equals(FONT) ? "/fonts/" : "/sandbox/") + name;
        try (InputStream in = PageAssets.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
