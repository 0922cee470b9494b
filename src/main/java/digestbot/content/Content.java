package digestbot.content;

import digestbot.content.action.ReadAction;
import digestbot.digest.Topic;
import digestbot.markdown.Block;
import java.util.List;
import java.util.Optional;

/// The platform-independent content of a message: a view of a digest, a reply or a broadcast.
///
/// @param view the view that is shown, if the content is a view; the page buttons refer to it
/// @param name the title of a forum post; empty if it has none
/// @param topics the topics of the digests that it shows; forum tags and threads are named after
///     them
/// @param origin the data from which it can be recreated, if it shows a digest
/// @param picture the broadcast whose picture is shown above it
public record Content(
        List<Panel> panels,
        List<List<Button>> buttons,
        Optional<ReadAction.Show> view,
        String name,
        List<Topic> topics,
        Optional<ContentOrigin> origin,
        Optional<WebPage> page,
        Optional<Long> picture) {

    public Content {
        panels = List.copyOf(panels);
        topics = List.copyOf(topics);
        buttons = buttons.stream().map(List::copyOf).toList();
    }

    public Content(List<Panel> panels, List<List<Button>> buttons, Optional<ReadAction.Show> view, String name) {
        this(panels, buttons, view, name, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Content(List<Panel> panels, List<List<Button>> buttons, Optional<ReadAction.Show> view) {
        this(panels, buttons, view, "");
    }

    public Content withName(String other) {
        return new Content(panels, buttons, view, other, topics, origin, page, picture);
    }

    public Content withTopics(List<Topic> others) {
        return new Content(panels, buttons, view, name, others, origin, page, picture);
    }

    public Content withOrigin(ContentOrigin made) {
        return new Content(panels, buttons, view, name, topics, Optional.of(made), page, picture);
    }

    public Content withPage(Optional<WebPage> shown) {
        return new Content(panels, buttons, view, name, topics, origin, shown, picture);
    }

    public Content withPicture(Optional<Long> broadcast) {
        return new Content(panels, buttons, view, name, topics, origin, page, broadcast);
    }

    public Content withButtons(List<List<Button>> others) {
        return new Content(panels, others, view, name, topics, origin, page, picture);
    }

    public Content withPanels(List<Panel> others) {
        return new Content(others, buttons, view, name, topics, origin, page, picture);
    }

    public Content withAdditions(ViewAdditions additions) {
        return new Content(
                additions.panels(panels),
                additions.buttons(buttons),
                view,
                name,
                topics,
                origin.map(made -> made.withAdditions(additions)),
                page,
                picture);
    }

    /// Whether anything is visible; platforms reject empty messages.
    public boolean isVisible() {
        return panels.stream().anyMatch(Panel::isVisible);
    }

    public static Content text(String text, List<List<Button>> buttons) {
        return of(List.of(Panel.plain(List.of(Block.Paragraph.of(text)))), buttons);
    }

    public static Content of(List<Panel> panels, List<List<Button>> buttons) {
        return new Content(panels, buttons, Optional.empty());
    }
}
