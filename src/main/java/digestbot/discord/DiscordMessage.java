package digestbot.discord;

import java.util.List;
import net.dv8tion.jda.api.components.MessageTopLevelComponent;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;

/// One message in Discord's form, “Components V2”; it mentions nobody.
///
/// @param components top to bottom, within Discord's limits
public record DiscordMessage(List<MessageTopLevelComponent> components) {

    public DiscordMessage {
        components = List.copyOf(components);
    }

    /// The body of the request that sends it, as JSON.
    public String payload() {
        try (MessageCreateData message = create(false)) {
            return message.toData().toString();
        }
    }

    /// As a new message.
    ///
    /// @param silent whether its readers' devices stay quiet
    MessageCreateData create(boolean silent) {
        return new MessageCreateBuilder()
                .useComponentsV2()
                .setComponents(components)
                .setAllowedMentions(List.of())
                .mentionRepliedUser(false)
                .setSuppressedNotifications(silent)
                .build();
    }

    /// In the place of another.
    MessageEditData edit() {
        return new MessageEditBuilder()
                .useComponentsV2()
                .setComponents(components)
                .setAllowedMentions(List.of())
                .mentionRepliedUser(false)
                .build();
    }
}
