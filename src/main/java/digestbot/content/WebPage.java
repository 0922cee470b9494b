package digestbot.content;

import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.util.List;

/// The web page that shows the content in full. If the content does not fit into one message, the
/// message ends with a link to the page.
///
/// @param readOn the text of the link
/// @param preview true if the message shows a preview of the page on platforms that have previews
public record WebPage(WebAddress address, String readOn, boolean preview) {

    public WebPage(WebAddress address, String readOn) {
        this(address, readOn, false);
    }

    public WebPage previewed() {
        return new WebPage(address, readOn, true);
    }

    public Panel link() {
        return Panel.plain(
                List.of(new Block.Paragraph(List.of(new Inline.Link(address, List.of(new Inline.Text(readOn)))))));
    }
}
