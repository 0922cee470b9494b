package digestbot.console;

import digestbot.web.WebResource;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /// The files that were requested; about 5 MiB for all files.
    private static final Map<String, WebResource> REQUESTED = new ConcurrentHashMap<>();

    private static byte[] read(String name) {
        String path = folder(name) + name;
        try (InputStream in = Objects.requireNonNull(ConsoleAssets.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /// Whether unauthenticated clients may read the file, because the sign-in page needs it.
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
        REQUESTED
                .computeIfAbsent(name, known -> WebResource.ofAsset(type(known), read(known)))
                .accept(context);
        if (!isPublic(context.path())) {
            context.header(Header.CACHE_CONTROL, "private, max-age=31536000, immutable");
        }
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".css" -> "text/css; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            default -> "font/ttf";
        };
    }
}
