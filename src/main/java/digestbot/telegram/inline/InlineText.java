package digestbot.telegram.inline;

import digestbot.content.Content;
import digestbot.content.WebPage;
import digestbot.content.paging.MessageBudget;
import digestbot.content.paging.MessagePacker;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The text of a message that an inline result sends, in the Bot API's HTML mode. It is a single
/// message, so a long view ends with a link to the rest.
public record InlineText(MessageBudget budget, Function<Content, String> html) {

    /// `rest` is the page with the whole view.
    String of(Content view, WebPage rest) {
        Content whole = Content.of(view.panels(), List.of()).withPage(Optional.of(rest));
        return html.apply(MessagePacker.pages(whole, budget).getFirst());
    }
}
