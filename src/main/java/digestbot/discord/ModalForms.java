package digestbot.discord;

import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import java.util.Optional;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.interactions.modals.ModalInteraction;
import net.dv8tion.jda.api.interactions.modals.ModalMapping;
import net.dv8tion.jda.api.modals.Modal;

/// The modal for entering a longer text.
final class ModalForms {

    private static final String COMPOSE = "compose";
    private static final String TEXT = "text";

    private ModalForms() {}

    static Modal of(Reply.OpenModal compose) {
        TextInput text = TextInput.create(TEXT, TextInputStyle.PARAGRAPH)
                .setRequired(true)
                .setMaxLength(TextInput.MAX_VALUE_LENGTH)
                .build();
        return Modal.create(compose.about().map(Press::encode).orElse(COMPOSE), compose.title())
                .addComponents(Label.of(compose.label(), text))
                .build();
    }

    /// The command that a submitted modal stands for.
    static Command parse(ModalInteraction filled) {
        String text = Optional.ofNullable(filled.getValue(TEXT))
                .map(ModalMapping::getAsString)
                .orElse("");
        if (text.isBlank()) {
            return new Command.Unknown("");
        }
        if (filled.getModalId().equals(COMPOSE)) {
            return new Command.WriteBroadcast(text);
        }
        return Press.decode(filled.getModalId()).orElse(null) instanceof Press.ReportMistakeIn about
                ? new Command.Mistake(Optional.of(about), text)
                : new Command.Unknown("");
    }
}
