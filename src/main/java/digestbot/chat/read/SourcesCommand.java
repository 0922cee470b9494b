package digestbot.chat.read;

import digestbot.button.Press;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.digest.DigestView;

/// The sources of a topic's digest.
public final class SourcesCommand {

    private final DigestCommands looking;
    private final DigestLookup picking;

    public SourcesCommand(DigestCommands looking, DigestLookup picking) {
        this.looking = looking;
        this.picking = picking;
    }

    public Reply sources(CommandContext asked, String typedTopic, String typedDate) {
        return picking.sameOfAll(
                asked,
                typedTopic,
                typedDate,
                (aloud, stored) -> looking.shown(aloud, stored, new DigestView.Sources()),
                stored -> new Press.Show(stored.number(), new DigestView.Sources(), 0));
    }
}
