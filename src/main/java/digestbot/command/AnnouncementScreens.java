package digestbot.command;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.Recipients;
import digestbot.broadcast.RecipientsText;
import digestbot.edition.BroadcastPress;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.markdown.Block;
import digestbot.subscription.Platform;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an owner sees of a draft: how it will look, who gets it, and the choice of who does.
final class AnnouncementScreens {

    private static final int MOST_TOPICS = 15;

    private final Broadcasts broadcasts;
    private final Library library;

    AnnouncementScreens(Broadcasts broadcasts, Library library) {
        this.broadcasts = broadcasts;
        this.library = library;
    }

    /// The announcement as this platform shows it, a drawing of how the others do, and who gets it.
    Content preview(Asked asked, Broadcast draft) {
        Words words = asked.words();
        Platform here = asked.request().person().platform();
        Content content = broadcasts.content(draft);
        List<Panel> panels = new ArrayList<>();
        panels.add(Panel.plain(List.of(Say.paragraph(words.say(Phrase.BROADCAST_PREVIEW, here.title())))));
        panels.addAll(content.panels());
        broadcasts.platforms().stream()
                .filter(platform -> platform != here)
                .forEach(platform -> panels.add(elsewhere(words, platform, content)));
        panels.add(Panel.plain(audience(asked, draft)));
        return Content.of(panels, previewButtons(words, draft.number()));
    }

    private Panel elsewhere(Words words, Platform platform, Content content) {
        return Panel.plain(List.of(
                Say.paragraph(words.say(Phrase.BROADCAST_ELSEWHERE, platform.title())),
                new Block.CodeBlock("", String.join("\n", broadcasts.previews().drawing(platform, content)))));
    }

    private List<Block> audience(Asked asked, Broadcast draft) {
        Words words = asked.words();
        Recipients to = draft.to();
        var who = new RecipientsText(words);
        List<Block> lines = new ArrayList<>();
        lines.add(Say.paragraph(who.line(broadcasts.count(asked.transaction(), to), to, topicName(asked, to))));
        broadcasts
                .twin(asked.transaction(), draft)
                .map(twin -> Say.paragraph(who.twin(twin, asked.preferences().zone())))
                .ifPresent(lines::add);
        return lines;
    }

    private Optional<String> topicName(Asked asked, Recipients to) {
        return to.topic()
                .map(id -> library.topic(asked.transaction(), id)
                        .map(known -> known.topic().name())
                        .orElse(id));
    }

    private static List<List<Button>> previewButtons(Words words, long number) {
        return List.of(
                List.of(
                        Say.button(words, Phrase.BROADCAST_SEND_BUTTON, new BroadcastPress.Send(number)),
                        Say.button(words, Phrase.BROADCAST_DISCARD_BUTTON, new BroadcastPress.Discard(number))),
                List.of(Say.button(words, Phrase.BROADCAST_RECIPIENTS_BUTTON, new BroadcastPress.Recipients(number))));
    }

    /// Everyone, each platform, each topic.
    Content recipients(Asked asked, Broadcast draft) {
        Words words = asked.words();
        long number = draft.number();
        List<Button> choices = new ArrayList<>();
        choices.add(Say.choice(
                words.say(Phrase.BROADCAST_EVERYONE_BUTTON),
                new BroadcastPress.ToEveryone(number),
                draft.to().equals(Recipients.EVERYONE)));
        for (Platform platform : broadcasts.platforms()) {
            boolean current = draft.to().platform().equals(Optional.of(platform));
            choices.add(Say.choice(platform.title(), new BroadcastPress.ToPlatform(number, platform), current));
        }
        library.topics(asked.transaction()).stream()
                .limit(MOST_TOPICS)
                .forEach(known -> choices.add(topic(draft, known)));
        List<List<Button>> rows = new ArrayList<>(Say.inPairs(choices));
        rows.add(List.of(Say.button(words, Phrase.BROADCAST_BACK_BUTTON, new BroadcastPress.Show(number))));
        return Say.text(words.say(Phrase.BROADCAST_WHO), rows);
    }

    private static Button topic(Broadcast draft, KnownTopic known) {
        boolean current =
                draft.to().topic().filter(known.topic().id()::equalsIgnoreCase).isPresent();
        return Say.choice(known.topic().name(), new BroadcastPress.ToTopic(draft.number(), known.number()), current);
    }
}
