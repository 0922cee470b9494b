package digestbot.console.page;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;

import digestbot.console.page.FlashMessage.FocusedField;
import digestbot.delivery.retries.FailedRetries.RetryCounts;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import j2html.tags.Tag;
import j2html.tags.specialized.DivTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The flash messages of a request. `live.js` removes them from the address, so that a reload does
/// not repeat them.
public final class FlashMessages {

    public static final String QUERY = "flash";

    private static final int MAX_MESSAGES = 3;

    private final List<CountedMessage> shown;

    private record CountedMessage(FlashMessage message, long count) {}

    private FlashMessages(List<CountedMessage> shown) {
        this.shown = shown;
    }

    public static FlashMessages in(Context context) {
        return new FlashMessages(context.queryParams(QUERY).stream()
                .limit(MAX_MESSAGES)
                .flatMap(value -> shown(value).stream())
                .toList());
    }

    private static Optional<CountedMessage> shown(String value) {
        String[] parts = value.split("\\.", 2);
        long count = parts.length == 2 ? FormInput.number(parts[1]).orElse(0L) : 0;
        return Stream.of(FlashMessage.values())
                .filter(message -> message.id().equals(parts[0]))
                .map(message -> new CountedMessage(message, count))
                .findFirst();
    }

    /// The messages above a page's content; empty if there are none.
    ///
    /// @param once further query parameters that belong to the messages
    public List<DomContent> render(String... once) {
        if (shown.isEmpty()) {
            return List.of();
        }
        List<DomContent> alerts = new ArrayList<>();
        boolean first = true;
        for (CountedMessage each : shown) {
            alerts.add(alert(each, first));
            first = false;
        }
        return List.of(div(each(alerts, alert -> alert))
                .attr(
                        "data-once",
                        String.join(
                                " ",
                                Stream.concat(Stream.of(QUERY), Stream.of(once)).toList())));
    }

    private static DomContent alert(CountedMessage shown, boolean first) {
        FlashMessage message = shown.message();
        String sentence = message.sentence(shown.count());
        boolean focused = first && message.kind().interrupts() && !message.isAboutAField();
        DivTag alert = focused ? Alert.focused(message.kind(), sentence) : Alert.of(message.kind(), sentence);
        return first ? alert.withId(Alert.ID) : alert;
    }

    public <T extends Tag<T>> T mark(T tag, FocusedField field) {
        return !shown.isEmpty() && shown.getFirst().message().isAbout(field) ? FormInput.invalid(tag, Alert.ID) : tag;
    }

    public static String retried(RetryCounts retried) {
        if (!retried.isAny()) {
            return FlashMessage.RETRY_NONE.query();
        }
        List<String> messages = new ArrayList<>();
        if (retried.queued() > 0) {
            messages.add(FlashMessage.RETRY_QUEUED.query(retried.queued()));
        }
        if (retried.paused() > 0) {
            messages.add(FlashMessage.RETRY_PAUSED.query(retried.paused()));
        }
        return String.join("&", messages);
    }
}
