package digestbot.command;

import digestbot.edition.Press;
import digestbot.edition.View;

/// What a digest of a topic cites.
final class Citing {

    private final Looking looking;
    private final Picking picking;

    Citing(Looking looking, Picking picking) {
        this.looking = looking;
        this.picking = picking;
    }

    Reply sources(Asked asked, String typedTopic, String typedDate) {
        return picking.sameOfAll(
                asked,
                typedTopic,
                typedDate,
                (aloud, stored) -> looking.shown(aloud, stored, new View.Sources()),
                stored -> new Press.Show(stored.number(), new View.Sources(), 0));
    }
}
