package digestbot.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The static files of the console. Only listed files are served.
final class ConsoleAssets {

    private ConsoleAssets() {}

    /// The style sheets of every page, in their order: fonts and colours, bare elements, page
    /// parts, and previews of messages.
    static final List<String> STYLES = List.of("uPlot.min.css", "tokens.css", "base.css", "parts.css", "preview.css");

    static final List<String> SCRIPTS = List.of("uPlot.iife.min.js", "charts.js", "echo.js", "live.js");

    static final String ROOT = "/assets/";

    /// The folder of the library that draws charts, in its WebJar.
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private static final String ICON = "icon.svg";
    private static final String CHINESE = "NotoSansSC-Regular.ttf";
    private static final List<String> FONTS = List.of("NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf", CHINESE);

    /// The content hashes of the files that pages link to. Fonts are linked from style sheets,
    /// relative to them.
    private static final Map<String, Integer> VERSIONS = Stream.concat(
                    STYLES.stream(), Stream.concat(SCRIPTS.stream(), Stream.of(ICON)))
            .collect(Collectors.toMap(name -> name, name -> Arrays.hashCode(read(name))));

    private static final int PIECE_BYTES = 16 << 10;

    /// The files that were requested; about 3 MiB for all files.
    private static final Map<String, byte[]> CONTENTS = new ConcurrentHashMap<>();

    private static byte[] read(String name) {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        InputStream in = ConsoleAssets.class.getResourceAsStream(folder(name) + name);
        if (in == null) {
            throw new IllegalStateException("there is no " + folder(name) + name);
        }
        return in;
    }

    private static String folder(String name) {
        if (name.startsWith("uPlot.")) {
            return UPLOT;
        }
        return FONTS.contains(name) ? "/fonts/" : "/console/";
    }

    /// The address of the file. It changes with the file's content, so that browsers may cache it
    /// for ever.
    static String path(String name) {
        return "%s%08x/%s".formatted(ROOT, VERSIONS.get(name), name);
    }

    /// Tells whether unauthenticated clients may read the file, because the sign-in page needs it.
    /// The Chinese font is not public, because it is far larger than all other files together.
    static boolean isPublic(String path) {
        return path.startsWith(ROOT) && !path.endsWith(CHINESE);
    }

    static void add(RoutesConfig routes) {
        routes.get(ROOT + "{version}/{name}", ConsoleAssets::send);
    }

    private static void send(Context context) {
        String name = context.pathParam("name");
        if (!VERSIONS.containsKey(name) && !FONTS.contains(name)) {
            throw new NotFoundResponse("File not found.");
        }
        String audience = isPublic(context.path()) ? "public" : "private";
        context.header(Header.CACHE_CONTROL, audience + ", max-age=31536000, immutable")
                .contentType(type(name));
        stream(name, context);
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".css" -> "text/css; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            default -> "font/ttf";
        };
    }

    /// Writes the file piece by piece from one copy that all requests share: slow clients do not
    /// fill the memory with copies, and nothing is decompressed or compressed per request.
    private static void stream(String name, Context context) {
        byte[] content = CONTENTS.computeIfAbsent(name, ConsoleAssets::read);
        try {
            OutputStream out = context.res().getOutputStream();
            for (int from = 0; from < content.length; from += PIECE_BYTES) {
                out.write(content, from, Math.min(PIECE_BYTES, content.length - from));
            }
        } catch (IOException _) {
            // The client disconnected.
        }
    }
}
