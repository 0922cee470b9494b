package digestbot.telegram.inline;

import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.paging.MessageBudget;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.content.paging.MessagePacker;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The text of a message that an inline result sends. It is a single message, so a long view ends with
/// a link to the rest.
///
/// @param budget the limits of a message
/// @param html writes content that fits them in the Bot API's HTML mode
public record InlineText(MessageBudget budget, Function<Content, String> html) {

    /// @param rest the link to the whole view
    /// @param readOn the text of the link
    String of(Content view, WebAddress rest, String readOn) {
        Content whole = Content.of(view.panels(), List.of());
        List<Content> pages = MessagePacker.pages(whole, budget);
        if (pages.size() == 1) {
            return html.apply(pages.getFirst());
        }
        Panel link = Panel.plain(
                List.of(new Block.Paragraph(List.of(new Inline.Link(rest, List.of(new Inline.Text(readOn)))))));
        Content first = MessagePacker.pages(whole, without(budget.costFunction().cost(link)))
                .getFirst();
        return html.apply(Content.of(
                Stream.concat(first.panels().stream(), Stream.of(link)).toList(), List.of()));
    }

    private MessageBudget without(Cost part) {
        Cost limits = budget.limits();
        return new MessageBudget(
                new Cost(
                        limits.units() - part.units(),
                        limits.bytes() - part.bytes(),
                        limits.entities() - part.entities()),
                budget.costFunction());
    }
}
