package digestbot.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import digestbot.database.PrivateFiles;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.RecordedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes the requests to both platforms to a file, one JSON object per line, so that they can be
/// checked against the platforms' specifications.
public final class RequestRecording {

    private RequestRecording() {}

    public static void write(Path file, PlatformSandbox telegram, PlatformSandbox discord) throws IOException {
        List<String> lines = new ArrayList<>();
        telegram.requests().forEach(request -> lines.add(line("telegram", request)));
        discord.requests().forEach(request -> lines.add(line("discord", request)));
        PrivateFiles.write(file, String.join("", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static String line(String platform, RecordedRequest request) {
        return JsonNodeFactory.instance
                        .objectNode()
                        .put("platform", platform)
                        .put("method", request.method())
                        .put("path", request.path())
                        .put("status", request.status())
                        .set("body", request.body())
                        .toString()
                + "\n";
    }
}
