package digestbot.chat;

import digestbot.audience.Platform.Feature;
import digestbot.audience.vote.VoteStore;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.action.DataAction;
import digestbot.content.action.SubscribeAction;
import digestbot.delivery.chats.ChatErasure;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.outbox.Outbox.OutboxStore;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Commands about the stored data of the chat and the person: an overview, its export and its
/// deletion.
public record PrivacyCommands(ChatErasure erasure, RetentionPolicy retention, RoleCommands roles) {

    private static final OutboxStore OUTBOX = new OutboxStore();

    /// The configurable retention times.
    ///
    /// @param inactiveDays the number of days after which an inactive chat is deleted; 0: never
    /// @param publicSite true if digests have web pages, which store nothing about their readers
    public record RetentionPolicy(int inactiveDays, int backupNights, boolean publicSite) {}

    public Reply answer(CommandContext context, DataAction action) {
        return switch (action) {
            case DataAction.ShowPrivacy() -> Placement.screen(context, privacy(context));
            case DataAction.ShowPrivacyDetails() ->
                Placement.screen(
                        context,
                        ReplyFactory.screen(
                                context.texts().format("privacy-title"),
                                details(context),
                                List.of(buttons(context.texts()))));
            case DataAction.ExportData() -> export(context);
            case DataAction.AskToForget() -> Placement.screen(context, forget(context));
            case DataAction.ConfirmForget() -> forgetNow(context);
        };
    }

    /// In short, with the details folded where the platform can, or else behind a button.
    private Content privacy(CommandContext context) {
        Texts texts = context.texts();
        List<Block> lead = List.of(
                ReplyFactory.paragraph(texts.format(context.isPrivate() ? "privacy-lead" : "privacy-lead-chat")));
        Panel panel = Panel.plain(texts.format("privacy-title"), lead);
        List<Button> row = new ArrayList<>(buttons(texts));
        if (!context.chat().platform().has(Feature.FOLDED_TEXT)) {
            row.addFirst(ReplyFactory.button(texts, "privacy-details-button", new DataAction.ShowPrivacyDetails()));
            return Content.of(List.of(panel), List.of(row));
        }
        List<Block> details =
                details(context).stream().map(ReplyFactory::paragraph).toList();
        var folded =
                new Panel(Panel.PanelStyle.PERSPECTIVE, "", "", OptionalInt.empty(), List.of(), details, List.of());
        return Content.of(List.of(panel, folded), List.of(row));
    }

    private List<String> details(CommandContext context) {
        Texts texts = context.texts();
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(texts.format(context.isPrivate() ? "privacy-person" : "privacy-chat"));
        Stream.of("privacy-words", "privacy-sent", "privacy-opened", "privacy-counted", "privacy-mistakes")
                .map(texts::format)
                .forEach(paragraphs::add);
        paragraphs.add(texts.format("privacy-votes", VoteStore.OPEN.toDays()));
        if (retention.publicSite()) {
            paragraphs.add(texts.format("privacy-site"));
        }
        if (context.isPrivate() && roles.isOperator(context)) {
            paragraphs.add(texts.format("privacy-role"));
        }
        paragraphs.add(
                retention.inactiveDays() > 0
                        ? texts.format("privacy-silent", retention.inactiveDays())
                        : texts.format("privacy-for-ever"));
        paragraphs.add(texts.format("privacy-forget"));
        paragraphs.add(copies(texts));
        return paragraphs;
    }

    private static List<Button> buttons(Texts texts) {
        return List.of(
                ReplyFactory.button(texts, "export-button", new DataAction.ExportData()),
                ReplyFactory.button(texts, "forget-button", new DataAction.AskToForget()));
    }

    /// The places in which deleted data remains for a while.
    private String copies(Texts texts) {
        String others = texts.format("privacy-copies");
        return retention.backupNights() > 0
                ? texts.format("privacy-backups", retention.backupNights()) + " " + others
                : others;
    }

    /// The stored data as a file; in a group without personal data. Only one export per chat at a
    /// time, because it is expensive.
    private Reply export(CommandContext context) {
        if (context.subscriber()
                .filter(own -> OUTBOX.hasQueuedExport(context.transaction(), own.number()))
                .isPresent()) {
            return context.refuse("export-pending");
        }
        Texts texts = context.texts();
        Content beside =
                ReplyFactory.text(texts.format(context.isPrivate() ? "export-person" : "export-chat"), List.of());
        return new Reply.PrivateFile(new FileRequest.ExportFile(
                beside, context.isPrivate() ? Optional.of(context.request().person()) : Optional.empty()));
    }

    private Content forget(CommandContext context) {
        Texts texts = context.texts();
        return ReplyFactory.screen(
                texts.format("forget-button"),
                List.of(texts.format(context.isPrivate() ? "forget-person" : "forget-chat")),
                List.of(List.of(
                        ReplyFactory.button(texts, "forget-now-button", new DataAction.ConfirmForget()),
                        ReplyFactory.button(texts, "cancel-button", new DataAction.ShowPrivacy()))));
    }

    private Reply forgetNow(CommandContext context) {
        Texts texts = context.texts();
        erasure.forget(context.transaction(), context.chat(), texts.language());
        if (context.isPrivate()) {
            roles.removeOwnRole(context);
            erasure.forget(context.transaction(), context.request().person());
        }
        return new Reply.EditPressed(ReplyFactory.text(
                texts.format("forgotten"),
                ReplyFactory.button(texts, "topics-button", new SubscribeAction.ShowTopics(0))));
    }
}
