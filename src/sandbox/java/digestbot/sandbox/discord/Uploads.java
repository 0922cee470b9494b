package digestbot.sandbox.discord;

import digestbot.clientview.ImageSize;
import digestbot.sandbox.SentFiles;
import digestbot.sandbox.discord.rules.Upload;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Stores the files of requests.
final class Uploads {

    private final World world;
    private final SentFiles sentFiles;

    Uploads(World world, SentFiles sentFiles) {
        this.world = world;
        this.sentFiles = sentFiles;
    }

    Upload take(UploadedFile file) {
        try (InputStream in = file.content()) {
            byte[] content = in.readAllBytes();
            long id = world.snowflakes.next();
            sentFiles.put(id, content);
            return new Upload(id, file.filename(), content.length, ImageSize.of(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
