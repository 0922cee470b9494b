package digestbot.chat.broadcast;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.State;
import digestbot.broadcast.BroadcastDrafts;
import digestbot.broadcast.BroadcastStart;
import digestbot.broadcast.RecipientsText;
import digestbot.broadcast.StaleConfirmation;
import digestbot.broadcast.StaleConfirmationText;
import digestbot.button.BroadcastPress;
import digestbot.button.Fingerprint;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The screens of a broadcast that is not confirmed: preview, recipients, time, and the possible actions.
final class BroadcastDraftScreens {

    private final BroadcastDrafts broadcasts;
    private final BroadcastStart launch;
    private final RecipientScreens recipients;

    BroadcastDraftScreens(BroadcastDrafts broadcasts, BroadcastStart launch, RecipientScreens recipients) {
        this.broadcasts = broadcasts;
        this.launch = launch;
        this.recipients = recipients;
    }

    /// The preview on this platform with its buttons, a text rendering for the other platforms, the
    /// recipients and the time.
    ///
    /// @param why what changed, if a confirmation was rejected
    Content preview(CommandContext asked, Broadcast open, ZoneId zone, Optional<StaleConfirmation> why) {
        Fingerprint shown = launch.fingerprint(asked.transaction(), open);
        return preview(
                asked,
                open,
                zone,
                why,
                open.state() == State.SCHEDULED
                        ? scheduled(asked.words(), open.number(), shown)
                        : draft(asked.words(), open.number(), shown));
    }

    /// The preview with only a button for the typed time.
    Content preview(CommandContext asked, Broadcast open, ZoneId zone, Instant at) {
        Texts words = asked.words();
        Optional<Fingerprint> shown = Optional.of(launch.fingerprint(asked.transaction(), open));
        String label = words.say(
                BroadcastPhrase.SCHEDULE_BUTTON,
                shown.orElseThrow().count(),
                words.moment(at.atZone(zone).toLocalDateTime()));
        return preview(
                asked,
                open,
                zone,
                Optional.empty(),
                List.of(
                        List.of(Button.ask(
                                label, new BroadcastPress.SendAt(open.number(), at.getEpochSecond() / 60, shown))),
                        List.of(Replies.button(
                                words, BroadcastPhrase.BACK_BUTTON, new BroadcastPress.Show(open.number())))));
    }

    private Content preview(
            CommandContext asked,
            Broadcast open,
            ZoneId zone,
            Optional<StaleConfirmation> why,
            List<List<Button>> choices) {
        Texts words = asked.words();
        Platform here = asked.request().person().platform();
        Content content = broadcasts.content(open);
        List<Panel> panels = new ArrayList<>();
        panels.add(Panel.plain(List.of(Replies.paragraph(words.say(BroadcastPhrase.PREVIEW, here.title())))));
        panels.addAll(content.panels());
        broadcasts.platforms().stream()
                .filter(platform -> platform != here)
                .forEach(platform -> panels.add(elsewhere(words, platform, content)));
        panels.add(Panel.plain(lines(asked, open, zone, why)));
        List<List<Button>> rows = new ArrayList<>(content.buttons());
        rows.addAll(choices);
        return Content.of(panels, rows);
    }

    private Panel elsewhere(Texts words, Platform platform, Content content) {
        return Panel.plain(List.of(
                Replies.paragraph(words.say(BroadcastPhrase.PREVIEW, platform.title())),
                new Block.CodeBlock("", String.join("\n", broadcasts.previews().drawing(platform, content)))));
    }

    /// The reason for the new preview comes last, next to the buttons.
    private List<Block> lines(CommandContext asked, Broadcast open, ZoneId zone, Optional<StaleConfirmation> why) {
        var who = new RecipientsText(asked.words());
        List<String> lines = new ArrayList<>();
        why.map(new StaleConfirmationText(asked.words())::lines).ifPresent(lines::addAll);
        lines.addAll(recipients.lines(asked, open));
        who.time(open, zone).ifPresent(lines::add);
        broadcasts
                .twin(asked.transaction(), open)
                .map(twin -> who.twin(twin, zone))
                .ifPresent(lines::add);
        return lines.stream().map(Replies::paragraph).toList();
    }

    private static List<List<Button>> draft(Texts words, long number, Fingerprint seen) {
        Optional<Fingerprint> shown = Optional.of(seen);
        return List.of(
                List.of(
                        Button.ask(
                                words.say(BroadcastPhrase.SEND_BUTTON, seen.count()),
                                new BroadcastPress.Send(number, shown)),
                        Replies.button(words, BroadcastPhrase.TEST_BUTTON, new BroadcastPress.SendToMe(number))),
                List.of(
                        Replies.button(
                                words, BroadcastPhrase.ASK_SCHEDULE_BUTTON, new BroadcastPress.AskTime(number, shown)),
                        Replies.button(
                                words, BroadcastPhrase.RECIPIENTS_BUTTON, new BroadcastPress.Recipients(number))),
                List.of(Replies.button(words, BroadcastPhrase.DISCARD_BUTTON, new BroadcastPress.Discard(number))));
    }

    private static List<List<Button>> scheduled(Texts words, long number, Fingerprint seen) {
        Optional<Fingerprint> shown = Optional.of(seen);
        return List.of(
                List.of(
                        Button.ask(
                                words.say(BroadcastPhrase.SEND_NOW_BUTTON, seen.count()),
                                new BroadcastPress.Send(number, shown)),
                        Replies.button(words, BroadcastPhrase.TEST_BUTTON, new BroadcastPress.SendToMe(number))),
                List.of(
                        Replies.button(
                                words, BroadcastPhrase.CHANGE_TIME_BUTTON, new BroadcastPress.AskTime(number, shown)),
                        Replies.button(
                                words, BroadcastPhrase.RECIPIENTS_BUTTON, new BroadcastPress.Recipients(number))),
                List.of(Replies.button(
                        words, BroadcastPhrase.UNSCHEDULE_BUTTON, new BroadcastPress.Unschedule(number))));
    }
}
