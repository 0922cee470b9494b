package digestbot.discord;

import digestbot.chat.Reply;
import digestbot.content.action.Action;
import digestbot.content.action.ActionSpec;
import digestbot.content.action.AttachedPicture;
import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.ChatAction;
import digestbot.content.action.ReadAction;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.components.attachmentupload.AttachmentUpload;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.interactions.modals.ModalInteraction;
import net.dv8tion.jda.api.interactions.modals.ModalMapping;
import net.dv8tion.jda.api.modals.Modal;

final class ModalForms {

    private static final String COMPOSE = "compose";
    private static final String TEXT = "text";
    private static final String PICTURE = "picture";
    private static final int DOWNLOAD_SECONDS = 10;

    private ModalForms() {}

    static Modal of(Reply.OpenModal compose) {
        boolean isShort =
                compose.asks().filter(ReadAction.Search.class::isInstance).isPresent();
        TextInput text = TextInput.create(TEXT, isShort ? TextInputStyle.SHORT : TextInputStyle.PARAGRAPH)
                .setRequired(true)
                .setMaxLength(TextInput.MAX_VALUE_LENGTH)
                .build();
        var modal = Modal.create(compose.asks().map(Action::encode).orElse(COMPOSE), compose.title())
                .addComponents(Label.of(compose.label(), text));
        compose.pictureLabel()
                .map(label -> Label.of(
                        label,
                        AttachmentUpload.create(PICTURE).setRequired(false).build()))
                .ifPresent(modal::addComponents);
        return modal.build();
    }

    static Action parse(ModalInteraction filled) {
        Optional<Action> asked = ActionSpec.decode(filled.getModalId());
        String text = Optional.ofNullable(filled.getValue(TEXT))
                .map(ModalMapping::getAsString)
                .orElse("");
        if (text.isBlank()) {
            return new ChatAction.Outdated();
        }
        return filled.getModalId().equals(COMPOSE)
                ? new BroadcastRequest.WriteBroadcast(text, picture(filled))
                : asked.flatMap(press -> Action.answering(press, text)).orElseGet(() -> new ChatAction.Outdated());
    }

    private static Optional<AttachedPicture> picture(ModalInteraction filled) {
        return Optional.ofNullable(filled.getValue(PICTURE))
                .flatMap(field -> field.getAsAttachmentList().stream().findFirst())
                .map(file -> new AttachedPicture(() -> file.getProxy()
                        .download()
                        .orTimeout(DOWNLOAD_SECONDS, TimeUnit.SECONDS)
                        .join()));
    }
}
