package digestbot.discord;

import digestbot.action.LookupPress;
import digestbot.action.Press;
import digestbot.chat.api.AttachedPicture;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.components.attachmentupload.AttachmentUpload;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.interactions.modals.ModalInteraction;
import net.dv8tion.jda.api.interactions.modals.ModalMapping;
import net.dv8tion.jda.api.modals.Modal;

/// The modal for entering a text, and for a broadcast also its picture.
final class ModalForms {

    private static final String COMPOSE = "compose";
    private static final String TEXT = "text";
    private static final String PICTURE = "picture";
    private static final int DOWNLOAD_SECONDS = 10;

    private ModalForms() {}

    static Modal of(Reply.OpenModal compose) {
        boolean isShort =
                compose.asks().filter(LookupPress.AskToSearch.class::isInstance).isPresent();
        TextInput text = TextInput.create(TEXT, isShort ? TextInputStyle.SHORT : TextInputStyle.PARAGRAPH)
                .setRequired(true)
                .setMaxLength(TextInput.MAX_VALUE_LENGTH)
                .build();
        var modal = Modal.create(compose.asks().map(Press::encode).orElse(COMPOSE), compose.title())
                .addComponents(Label.of(compose.label(), text));
        compose.pictureLabel()
                .map(label -> Label.of(
                        label,
                        AttachmentUpload.create(PICTURE).setRequired(false).build()))
                .ifPresent(modal::addComponents);
        return modal.build();
    }

    static Command parse(ModalInteraction filled) {
        Optional<Press> asked = Press.decode(filled.getModalId());
        String text = Optional.ofNullable(filled.getValue(TEXT))
                .map(ModalMapping::getAsString)
                .orElse("");
        if (text.isBlank()) {
            return new Command.Unknown("");
        }
        return filled.getModalId().equals(COMPOSE)
                ? new Command.WriteBroadcast(text, picture(filled))
                : asked.flatMap(press -> Command.answering(press, text)).orElseGet(() -> new Command.Unknown(""));
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
