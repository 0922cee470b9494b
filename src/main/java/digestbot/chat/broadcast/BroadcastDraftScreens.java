package digestbot.chat.broadcast;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.BroadcastSender;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.RecipientsText;
import digestbot.broadcast.StaleConfirmation;
import digestbot.broadcast.StaleConfirmationText;
import digestbot.button.BroadcastPress;
import digestbot.button.PreviewFingerprint;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Moments;
import digestbot.content.Panel;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The screens of a broadcast that is not confirmed: preview, recipients, time, and the possible
/// actions.
final class BroadcastDraftScreens {

    private final Broadcasts broadcasts;
    private final BroadcastSender sender;
    private final RecipientScreens recipients;

    BroadcastDraftScreens(Broadcasts broadcasts, BroadcastSender sender, RecipientScreens recipients) {
        this.broadcasts = broadcasts;
        this.sender = sender;
        this.recipients = recipients;
    }

    /// The preview on this platform with its buttons, a text rendering for the other platforms, the
    /// recipients and the time.
    ///
    /// @param stale the changes, if a confirmation was rejected
    Content preview(CommandContext context, Broadcast open, ZoneId zone, Optional<StaleConfirmation> stale) {
        PreviewFingerprint shown = sender.fingerprint(context.transaction(), open);
        return preview(
                context,
                open,
                zone,
                stale,
                open.state() == BroadcastState.SCHEDULED
                        ? scheduled(context, open.number(), shown)
                        : draft(context, open.number(), shown));
    }

    /// The preview with only a button for the typed time.
    Content preview(CommandContext context, Broadcast open, ZoneId zone, Instant at) {
        Texts texts = context.texts();
        Optional<PreviewFingerprint> shown = Optional.of(sender.fingerprint(context.transaction(), open));
        String label = texts.format(
                BroadcastPhrase.SCHEDULE_BUTTON,
                shown.orElseThrow().count(),
                texts.moment(at.atZone(zone).toLocalDateTime()));
        return preview(
                context,
                open,
                zone,
                Optional.empty(),
                List.of(
                        List.of(Button.callback(
                                label, new BroadcastPress.SendAt(open.number(), at.getEpochSecond() / 60, shown))),
                        List.of(Replies.button(
                                texts, BroadcastPhrase.BACK_BUTTON, new BroadcastPress.ShowBroadcast(open.number())))));
    }

    private Content preview(
            CommandContext context,
            Broadcast open,
            ZoneId zone,
            Optional<StaleConfirmation> stale,
            List<List<Button>> choices) {
        Texts texts = context.texts();
        Platform here = context.request().person().platform();
        Content content = broadcasts.content(open);
        List<Panel> panels = new ArrayList<>();
        panels.add(Panel.plain(List.of(Replies.paragraph(texts.format(BroadcastPhrase.PREVIEW, here.title())))));
        panels.addAll(content.panels());
        broadcasts.platforms().stream()
                .filter(platform -> platform != here)
                .forEach(platform -> panels.add(elsewhere(texts, platform, content)));
        panels.add(Panel.plain(lines(context, open, zone, stale)));
        List<List<Button>> rows = new ArrayList<>(content.buttons());
        rows.addAll(choices);
        return Content.of(panels, rows);
    }

    private Panel elsewhere(Texts texts, Platform platform, Content content) {
        return Panel.plain(List.of(
                Replies.paragraph(texts.format(BroadcastPhrase.PREVIEW, platform.title())),
                new Block.CodeBlock("", String.join("\n", broadcasts.previews().drawing(platform, content)))));
    }

    /// The reason for the new preview comes last, next to the buttons.
    private List<Block> lines(CommandContext context, Broadcast open, ZoneId zone, Optional<StaleConfirmation> stale) {
        var recipientsText = new RecipientsText(context.texts());
        List<String> lines = new ArrayList<>();
        stale.map(new StaleConfirmationText(context.texts())::lines).ifPresent(lines::addAll);
        lines.addAll(recipients.lines(context, open));
        var moments = new Moments(context.texts(), zone);
        recipientsText.time(open, moments::withZone).ifPresent(lines::add);
        broadcasts
                .recentDuplicate(context.transaction(), open)
                .map(duplicate -> recipientsText.duplicateWarning(duplicate, moments::withZone))
                .ifPresent(lines::add);
        return lines.stream().map(Replies::paragraph).toList();
    }

    /// Asks for another text: in a modal that has the present one, or below it as a reply.
    Reply textQuestion(CommandContext context, Broadcast open) {
        Texts texts = context.texts();
        String title = texts.format(BroadcastPhrase.NUMBER_BUTTON, Long.toString(open.number()));
        var asks = new BroadcastPress.EditText(open.number());
        Content question = context.linkTo(asks)
                .map(link -> Replies.askForReply(
                        texts.format(BroadcastPhrase.EDIT_QUESTION), title, link, texts.format(BroadcastPhrase.LABEL)))
                .orElseGet(() -> Replies.text(texts, texts.format(BroadcastPhrase.HOW_BUTTONS)));
        Panel present = Panel.plain(List.of(new Block.CodeBlock("", open.text())));
        return new Reply.OpenModal(
                title,
                texts.format(BroadcastPhrase.LABEL),
                Optional.of(asks),
                open.text(),
                Content.of(
                        Stream.concat(Stream.of(present), question.panels().stream())
                                .toList(),
                        question.buttons()));
    }

    private static Button editButton(CommandContext context, long number) {
        return context.askingButton(
                context.texts().format(BroadcastPhrase.EDIT_BUTTON), new BroadcastPress.EditText(number));
    }

    /// Asks once more before a broadcast is sent to very many.
    Content sendQuestion(CommandContext context, long number, PreviewFingerprint shown) {
        Texts texts = context.texts();
        return Replies.text(
                texts.format(BroadcastPhrase.SEND_QUESTION, shown.count()),
                List.of(List.of(
                        Button.callback(
                                texts.format(BroadcastPhrase.SEND_BUTTON, shown.count()),
                                new BroadcastPress.SendBroadcast(number, Optional.of(shown))),
                        Replies.button(texts, BroadcastPhrase.BACK_BUTTON, new BroadcastPress.ShowBroadcast(number)))));
    }

    private static BroadcastPress sendPress(long number, PreviewFingerprint shown) {
        return BroadcastSender.isLarge(shown.count())
                ? new BroadcastPress.AskToSend(number, Optional.of(shown))
                : new BroadcastPress.SendBroadcast(number, Optional.of(shown));
    }

    private static List<List<Button>> draft(CommandContext context, long number, PreviewFingerprint seen) {
        Texts texts = context.texts();
        Optional<PreviewFingerprint> shown = Optional.of(seen);
        return List.of(
                List.of(
                        Button.callback(
                                texts.format(BroadcastPhrase.SEND_BUTTON, seen.count()), sendPress(number, seen)),
                        Replies.button(texts, BroadcastPhrase.TEST_BUTTON, new BroadcastPress.SendToMe(number))),
                List.of(
                        Replies.button(
                                texts,
                                BroadcastPhrase.ASK_SCHEDULE_BUTTON,
                                new BroadcastPress.ChooseTime(number, shown)),
                        Replies.button(
                                texts, BroadcastPhrase.RECIPIENTS_BUTTON, new BroadcastPress.ShowRecipients(number))),
                List.of(
                        editButton(context, number),
                        Replies.button(
                                texts, BroadcastPhrase.DISCARD_BUTTON, new BroadcastPress.DiscardBroadcast(number))));
    }

    private static List<List<Button>> scheduled(CommandContext context, long number, PreviewFingerprint seen) {
        Texts texts = context.texts();
        Optional<PreviewFingerprint> shown = Optional.of(seen);
        return List.of(
                List.of(
                        Button.callback(
                                texts.format(BroadcastPhrase.SEND_NOW_BUTTON, seen.count()), sendPress(number, seen)),
                        Replies.button(texts, BroadcastPhrase.TEST_BUTTON, new BroadcastPress.SendToMe(number))),
                List.of(
                        Replies.button(
                                texts,
                                BroadcastPhrase.CHANGE_TIME_BUTTON,
                                new BroadcastPress.ChooseTime(number, shown)),
                        Replies.button(
                                texts, BroadcastPhrase.RECIPIENTS_BUTTON, new BroadcastPress.ShowRecipients(number))),
                List.of(
                        editButton(context, number),
                        Replies.button(
                                texts,
                                BroadcastPhrase.UNSCHEDULE_BUTTON,
                                new BroadcastPress.UnscheduleBroadcast(number))));
    }
}
