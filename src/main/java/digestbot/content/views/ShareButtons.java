package digestbot.content.views;

import digestbot.action.ReadAction;
import digestbot.content.Button;
import digestbot.digest.Digest;
import digestbot.i18n.Texts;
import digestbot.markdown.WebAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class ShareButtons {

    private ShareButtons() {}

    static List<Button> of(ReadAction.Show shown, Digest digest, Optional<WebAddress> page, Texts texts) {
        String query = digest.key().topic() + " " + digest.key().day();
        List<Button> all = new ArrayList<>();
        page.ifPresent(address -> all.add(onTheWeb(address, texts)));
        all.add(new Button(texts.format("share-button"), new Button.Action.ShareInChat(query, page), false));
        all.add(new Button(texts.format("share-copy-link-button"), new Button.Action.CopyLink(shown, page), false));
        return all;
    }

    static Button onTheWeb(WebAddress page, Texts texts) {
        return Button.link(texts.format("share-web-button"), page);
    }
}
