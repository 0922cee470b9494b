package digestbot.sandbox.discord;

import digestbot.sandbox.Pixels;
import digestbot.sandbox.Shelf;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Takes the files that come with requests.
final class Uploads {

    private final World world;
    private final Shelf shelf;

    Uploads(World world, Shelf shelf) {
        this.world = world;
        this.shelf = shelf;
    }

    Upload take(UploadedFile file) {
        try (InputStream in = file.content()) {
            byte[] content = in.readAllBytes();
            long id = world.snowflakes.next();
            shelf.put(id, content);
            return new Upload(id, file.filename(), content.length, Pixels.of(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
