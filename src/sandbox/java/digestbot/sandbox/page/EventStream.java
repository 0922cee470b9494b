package digestbot.sandbox.page;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Server-sent events to one browser (the HTML standard, 9.2), written by the request's own thread.
/// All methods throw an [IOException] if the browser has disconnected.
///
/// The thread is virtual and may block as long as the stream is open. Javalin's own SSE client is
/// not used, because it never ends the request if the browser disconnects.
final class EventStream {

    private final OutputStream out;

    private EventStream(OutputStream out) {
        this.out = out;
    }

    static EventStream begin(Context context) throws IOException {
        context.contentType("text/event-stream; charset=utf-8")
                .header("Cache-Control", "no-cache")
                .header("X-Accel-Buffering", "no"); // nginx would buffer the events
        context.res().flushBuffer();
        return new EventStream(context.res().getOutputStream());
    }

    /// Sends an event, whose name has no line breaks and whose content may have some.
    void send(String event, String content) throws IOException {
        write("event: " + event + "\ndata: " + content.replace("\n", "\ndata: ") + "\n\n");
    }

    /// Sends a comment, which pages ignore.
    void sendKeepAlive() throws IOException {
        write(": still here\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
