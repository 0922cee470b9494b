package digestbot.web;

import digestbot.web.WebServerSettings.ErrorBody;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Renders errors that Jetty reports before a handler runs. The text depends only on the status and
/// reveals nothing about the request or the server.
final class ErrorPages extends ErrorHandler {

    private final WebServerSettings settings;

    ErrorPages(WebServerSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (request.getAttribute(ERROR_EXCEPTION) instanceof HttpException failure) {
            response.setStatus(failure.getCode());
        }
        int status = response.getStatus();
        // A request that could not be parsed has not passed any other handler.
        settings.headers().forEach(response.getHeaders()::put);
        ErrorBody said = settings.errorRenderer()
                .render(
                        Optional.ofNullable(request.getHeaders().get(HttpHeader.ACCEPT)),
                        Request.getPathInContext(request),
                        sentence(status));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, said.contentType());
        Content.Sink.write(response, true, said.content(), callback);
        return true;
    }

    private static String sentence(int status) {
        return switch (status) {
            case HttpStatus.NOT_FOUND_404 -> "Page not found.";
            case HttpStatus.METHOD_NOT_ALLOWED_405 -> "This page does not support that request method.";
            case HttpStatus.REQUEST_TIMEOUT_408 -> "The request took too long to arrive.";
            case HttpStatus.PAYLOAD_TOO_LARGE_413 -> "The request's content is too large.";
            case HttpStatus.URI_TOO_LONG_414 -> "The address is too long.";
            case HttpStatus.UNSUPPORTED_MEDIA_TYPE_415 -> "Forms in several parts (multipart) are not accepted.";
            case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 -> "The request's headers are too long.";
            case HttpStatus.SERVICE_UNAVAILABLE_503 -> "Too many requests at once. Try again in a moment.";
            default ->
                HttpStatus.isServerError(status) ? "Internal error. See the bot's log." : "The request is malformed.";
        };
    }
}
