package digestbot.console.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.main;
import static j2html.TagCreator.p;

import digestbot.web.WebServerSettings.ErrorBody;
import java.util.List;
import java.util.Optional;

/// The response to a failed request: HTML for browsers, plain text for other clients.
public final class ErrorPage {

    private static final String TITLE = "Something went wrong";

    private ErrorPage() {}

    /// The response in the format that the request accepts.
    ///
    /// @param accept the `Accept` header, if there is one
    /// @param frame the frame with the navigation, if the client has a session
    public static ErrorBody of(Optional<String> accept, String path, Optional<PageFrame> frame, String sentence) {
        boolean forPeople = !path.equals(Paths.METRICS)
                && accept.filter(types -> types.contains("text/html")).isPresent();
        return forPeople
                ? new ErrorBody("text/html; charset=utf-8", page(frame, sentence))
                : new ErrorBody("text/plain; charset=utf-8", sentence + "\n");
    }

    private static String page(Optional<PageFrame> frame, String sentence) {
        return frame.map(known -> PageLayout.of("", TITLE, known.withoutAttention(), List.of(p(sentence))))
                .orElseGet(() -> PageLayout.withoutNavigation(
                        TITLE, main(h1(TITLE), p(sentence), p(a("Overview").withHref(Paths.OVERVIEW)))));
    }
}
