package digestbot.discord.form;

import digestbot.chat.api.FormField;
import digestbot.chat.api.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.dv8tion.jda.api.components.checkboxgroup.CheckboxGroup;
import net.dv8tion.jda.api.components.checkboxgroup.CheckboxGroupOption;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.label.LabelChildComponent;
import net.dv8tion.jda.api.components.radiogroup.RadioGroup;
import net.dv8tion.jda.api.components.radiogroup.RadioGroupOption;
import net.dv8tion.jda.api.components.selections.SelectOption;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.interactions.modals.ModalInteraction;
import net.dv8tion.jda.api.interactions.modals.ModalMapping;
import net.dv8tion.jda.api.modals.Modal;

/// Forms as Discord's modals: a radio group for one of several choices, a checkbox group or, for more
/// than ten choices, a menu for some of them.
public final class FormModals {

    /// The largest number of choices of a checkbox group.
    private static final int MAX_BOXES = 10;

    private FormModals() {}

    public static Modal of(Reply.OpenForm form) {
        return Modal.create(form.submits().encode(), form.title())
                .addComponents(form.fields().stream().map(FormModals::label).toList())
                .build();
    }

    private static Label label(FormField field) {
        return switch (field) {
            case FormField.OneOf one -> Label.of(one.label(), radio(one));
            case FormField.AnyOf any ->
                Label.of(any.label(), any.choices().size() > MAX_BOXES ? menu(any) : boxes(any));
            case FormField.ShortText text -> Label.of(text.label(), text.note(), input(text));
        };
    }

    private static LabelChildComponent radio(FormField.OneOf field) {
        return RadioGroup.create(field.id())
                .addOptions(field.choices().stream()
                        .map(choice -> RadioGroupOption.of(choice.label(), choice.value())
                                .withDefault(choice.chosen()))
                        .toList())
                .setRequired(true)
                .build();
    }

    private static LabelChildComponent boxes(FormField.AnyOf field) {
        return CheckboxGroup.create(field.id())
                .addOptions(field.choices().stream()
                        .map(choice -> CheckboxGroupOption.of(choice.label(), choice.value())
                                .withDefault(choice.chosen()))
                        .toList())
                .setRequiredRange(field.required() ? 1 : 0, field.choices().size())
                .setRequired(field.required())
                .build();
    }

    private static LabelChildComponent menu(FormField.AnyOf field) {
        return StringSelectMenu.create(field.id())
                .addOptions(field.choices().stream()
                        .map(choice ->
                                SelectOption.of(choice.label(), choice.value()).withDefault(choice.chosen()))
                        .toList())
                .setRequiredRange(field.required() ? 1 : 0, field.choices().size())
                .setRequired(field.required())
                .build();
    }

    private static LabelChildComponent input(FormField.ShortText field) {
        TextInput.Builder input = TextInput.create(field.id(), TextInputStyle.SHORT)
                .setRequired(false)
                .setPlaceholder(field.hint())
                .setMaxLength(field.maxLength());
        return field.text().isEmpty()
                ? input.build()
                : input.setValue(field.text()).build();
    }

    /// The values of a submitted form by the ids of its fields.
    public static Map<String, List<String>> values(ModalInteraction submitted) {
        Map<String, List<String>> values = new HashMap<>();
        submitted.getValues().forEach(value -> values.put(value.getCustomId(), values(value)));
        return values;
    }

    private static List<String> values(ModalMapping value) {
        return switch (value.getType()) {
            case CHECKBOX_GROUP, STRING_SELECT -> value.getAsStringList();
            case RADIO_GROUP ->
                Optional.ofNullable(value.getAsOptionalString()).stream().toList();
            default -> List.of(value.getAsString());
        };
    }
}
