package digestbot.command;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.State;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.RecipientsText;
import digestbot.edition.BroadcastPress;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.markdown.Block;
import digestbot.subscription.Platform;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// What an owner sees of an announcement that is not confirmed: how it will look, who gets it and when, and what
/// can be done about it.
final class AnnouncementScreens {

    private final Broadcasts broadcasts;
    private final RecipientScreens recipients;

    AnnouncementScreens(Broadcasts broadcasts, RecipientScreens recipients) {
        this.broadcasts = broadcasts;
        this.recipients = recipients;
    }

    /// The announcement as this platform shows it, its buttons too, a drawing of how the others do, who gets it and
    /// when.
    Content preview(Asked asked, Broadcast open, ZoneId zone) {
        Words words = asked.words();
        Platform here = asked.request().person().platform();
        Content content = broadcasts.content(open);
        List<Panel> panels = new ArrayList<>();
        panels.add(Panel.plain(List.of(Say.paragraph(words.say(Phrase.BROADCAST_PREVIEW, here.title())))));
        panels.addAll(content.panels());
        broadcasts.platforms().stream()
                .filter(platform -> platform != here)
                .forEach(platform -> panels.add(elsewhere(words, platform, content)));
        panels.add(Panel.plain(lines(asked, open, zone)));
        List<List<Button>> rows = new ArrayList<>(content.buttons());
        rows.addAll(open.state() == State.SCHEDULED ? scheduled(words, open.number()) : draft(words, open.number()));
        return Content.of(panels, rows);
    }

    private Panel elsewhere(Words words, Platform platform, Content content) {
        return Panel.plain(List.of(
                Say.paragraph(words.say(Phrase.BROADCAST_ELSEWHERE, platform.title())),
                new Block.CodeBlock("", String.join("\n", broadcasts.previews().drawing(platform, content)))));
    }

    private List<Block> lines(Asked asked, Broadcast open, ZoneId zone) {
        var who = new RecipientsText(asked.words());
        List<String> lines = new ArrayList<>(recipients.lines(asked, open));
        who.time(open, zone).ifPresent(lines::add);
        broadcasts
                .twin(asked.transaction(), open)
                .map(twin -> who.twin(twin, zone))
                .ifPresent(lines::add);
        return lines.stream().map(Say::paragraph).toList();
    }

    private static List<List<Button>> draft(Words words, long number) {
        return List.of(
                List.of(
                        Say.button(words, Phrase.BROADCAST_SEND_BUTTON, new BroadcastPress.Send(number)),
                        Say.button(words, Phrase.BROADCAST_TO_ME_BUTTON, new BroadcastPress.SendToMe(number))),
                List.of(
                        Say.button(words, Phrase.BROADCAST_AT_BUTTON, new BroadcastPress.AskTime(number)),
                        Say.button(words, Phrase.BROADCAST_RECIPIENTS_BUTTON, new BroadcastPress.Recipients(number))),
                List.of(Say.button(words, Phrase.BROADCAST_DISCARD_BUTTON, new BroadcastPress.Discard(number))));
    }

    private static List<List<Button>> scheduled(Words words, long number) {
        return List.of(
                List.of(
                        Say.button(words, Phrase.BROADCAST_SEND_NOW_BUTTON, new BroadcastPress.Send(number)),
                        Say.button(words, Phrase.BROADCAST_TO_ME_BUTTON, new BroadcastPress.SendToMe(number))),
                List.of(
                        Say.button(words, Phrase.BROADCAST_OTHER_TIME_BUTTON, new BroadcastPress.AskTime(number)),
                        Say.button(words, Phrase.BROADCAST_RECIPIENTS_BUTTON, new BroadcastPress.Recipients(number))),
                List.of(Say.button(words, Phrase.BROADCAST_UNSCHEDULE_BUTTON, new BroadcastPress.Unschedule(number))));
    }
}
