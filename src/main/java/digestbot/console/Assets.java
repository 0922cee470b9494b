package digestbot.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// The files that pages are made with. There is a list of them: no path leads anywhere else.
final class Assets implements Console.Routes {

    private static final String CSS = "text/css; charset=utf-8";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final String FONT = "font/ttf";

    /// The fonts that pictures are drawn with, too. The style sheet names them beside itself, under its own
    /// version.
    private static final String REGULAR = "NotoSans-Regular.ttf";

    private static final String SEMI_BOLD = "NotoSans-SemiBold.ttf";

    private static final Map<String, String> TYPES = Map.of(
            "style.css", CSS, "live.js", JAVASCRIPT, "icon.svg", "image/svg+xml", REGULAR, FONT, SEMI_BOLD, FONT);

    private static final Map<String, byte[]> CONTENTS = contents();

    private static Map<String, byte[]> contents() {
        Map<String, byte[]> contents = new TreeMap<>();
        TYPES.keySet().forEach(name -> contents.put(name, read(name)));
        return contents;
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(folder(name) + name)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + folder(name) + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String folder(String name) {
        return FONT.equals(TYPES.get(name)) ? "/fonts/" : "/console/";
    }

    /// Where a page finds the file; another address once it is another file, so that browsers may keep it for ever.
    static String path(String name) {
        return "/assets/%08x/%s".formatted(Arrays.hashCode(CONTENTS.get(name)), name);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get("/assets/{version}/{name}", Assets::send);
    }

    private static void send(Context context) {
        String name = context.pathParam("name");
        String type = TYPES.get(name);
        byte[] content = CONTENTS.get(name);
        if (type == null || content == null) {
            throw new NotFoundResponse("There is no such file.");
        }
        context.header(Header.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .contentType(type)
                .result(content);
    }
}
