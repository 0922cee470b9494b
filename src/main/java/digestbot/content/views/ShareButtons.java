package digestbot.content.views;

import digestbot.button.Press;
import digestbot.content.Button;
import digestbot.digest.Digest;
import digestbot.i18n.SharePhrase;
import digestbot.i18n.Texts;
import java.util.List;

/// The buttons below a digest with which a reader passes it on.
final class ShareButtons {

    private ShareButtons() {}

    /// A button that sends the digest into another chat, and one that copies a link to the shown view.
    static List<Button> of(Press.Show shown, Digest digest, Texts texts) {
        String query = digest.key().topic() + " " + digest.key().day();
        return List.of(
                new Button(texts.format(SharePhrase.BUTTON), new Button.Action.ShareInChat(query), false),
                new Button(texts.format(SharePhrase.COPY_LINK_BUTTON), new Button.Action.CopyLink(shown), false));
    }
}
