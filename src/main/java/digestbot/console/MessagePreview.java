package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.audience.Platform;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.markdown.Inline;
import digestbot.web.BlockHtml;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// The messages into which content is cut for a platform. All platforms are drawn alike, and the
/// buttons do nothing.
///
/// @param messages the messages that send the content, in their order
/// @param headings the level of the highest headings in the text
record MessagePreview(BiFunction<Platform, Content, List<Content>> messages, int headings) {

    DomContent of(Platform platform, Content content) {
        return div(each(messages.apply(platform, content), this::message))
                .withClass("chat " + platform.id())
                .attr("role", "group")
                .attr("aria-label", "Preview on " + platform.title());
    }

    private DomContent message(Content message) {
        return div(
                        iff(message.picture().isPresent(), p("🖼 Picture")),
                        each(message.panels(), this::panel),
                        each(
                                message.buttons(),
                                row -> div(each(row, MessagePreview::key)).withClass("keys")))
                .withClass("message");
    }

    private DomContent panel(Panel panel) {
        List<DomContent> parts = new ArrayList<>();
        String title = (panel.emoji() + " " + panel.title()).strip();
        if (!title.isEmpty()) {
            parts.add(p(strong(title)));
        }
        small(panel.subtitle(), parts);
        parts.add(BlockHtml.of(panel.body(), headings));
        small(panel.footer(), parts);
        return div(each(parts, part -> part))
                .withClass(panel.style() == Panel.PanelStyle.PERSPECTIVE ? "part perspective" : "part");
    }

    private static void small(List<Inline> line, List<DomContent> parts) {
        if (!line.isEmpty()) {
            parts.add(p(BlockHtml.ofInlines(line)).withClass("muted"));
        }
    }

    private static DomContent key(Button button) {
        return button.action() instanceof Button.Action.OpenUrl(var address)
                ? a(button.label() + " ↗")
                        .withHref(address.url())
                        .withRel("noopener nofollow")
                        .withClass("key")
                : span(button.label()).withClass(button.current() ? "key current" : "key");
    }
}
