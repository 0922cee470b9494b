package digestbot.discord;

import digestbot.delivery.api.Attachment;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.dv8tion.jda.api.components.MessageTopLevelComponent;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.filedisplay.FileDisplay;
import net.dv8tion.jda.api.components.mediagallery.MediaGallery;
import net.dv8tion.jda.api.components.mediagallery.MediaGalleryItem;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;

/// A message made of Discord's “Components V2”. It mentions at most the given role.
///
/// @param components from top to bottom, within Discord's limits
/// @param name the title of the forum post that it opens, 1 to 100 characters
/// @param topics the ids and names of its topics, by which the tags of that post are found
/// @param startsDigest true if it is the first message of a digest, which may mention a role
/// @param role the role that it mentions
public record DiscordMessage(
        List<MessageTopLevelComponent> components,
        String name,
        List<String> topics,
        boolean startsDigest,
        OptionalLong role) {

    public DiscordMessage {
        components = List.copyOf(components);
        topics = List.copyOf(topics);
    }

    DiscordMessage(List<MessageTopLevelComponent> components, String name, List<String> topics) {
        this(components, name, topics, false, OptionalLong.empty());
    }

    DiscordMessage startingDigest() {
        return new DiscordMessage(components, name, topics, true, role);
    }

    /// Adds a mention of the role below the text, so that a notification begins with the news. Each
    /// message has room for it ([DiscordRenderer]).
    DiscordMessage mentioning(long mentioned) {
        List<MessageTopLevelComponent> all = new ArrayList<>(components);
        int rows = (int) components.stream().filter(ActionRow.class::isInstance).count();
        all.add(all.size() - rows, TextDisplay.of("-# <@&" + Long.toUnsignedString(mentioned) + ">"));
        return new DiscordMessage(all, name, topics, startsDigest, OptionalLong.of(mentioned));
    }

    /// Adds a picture above, or another file below.
    DiscordMessage with(Attachment file) {
        MessageTopLevelComponent shown = switch (file) {
            case Attachment.Document(String name, String _, Supplier<byte[]> content) ->
                FileDisplay.fromFile(upload(name, () -> new ByteArrayInputStream(content.get())));
            case Attachment.Image(String name, String described, Supplier<byte[]> png) ->
                MediaGallery.of(MediaGalleryItem.fromFile(upload(name, () -> new ByteArrayInputStream(png.get())))
                        .withDescription(described));
            case Attachment.Picture(long _, String name, Supplier<byte[]> content) ->
                MediaGallery.of(MediaGalleryItem.fromFile(upload(name, () -> new ByteArrayInputStream(content.get()))));
        };
        List<MessageTopLevelComponent> all = new ArrayList<>(components);
        all.add(file instanceof Attachment.Picture ? 0 : all.size(), shown);
        return with(all);
    }

    private DiscordMessage with(List<MessageTopLevelComponent> other) {
        return new DiscordMessage(other, name, topics, startsDigest, role);
    }

    /// Adds a note of at most 100 bytes of Markdown above. Each message has room for it
    /// ([DiscordRenderer]).
    DiscordMessage withNote(String note) {
        return with(Stream.concat(Stream.of(TextDisplay.of("-# " + note)), components.stream())
                .toList());
    }

    /// Creates the upload. `content` is read when the message is sent.
    private static FileUpload upload(String name, Supplier<InputStream> content) {
        return FileUpload.fromStreamSupplier(name, content);
    }

    /// Only the texts; empty if the message is already plain or has no text.
    Optional<DiscordMessage> plain() {
        List<MessageTopLevelComponent> texts =
                components.stream().flatMap(DiscordMessage::texts).toList();
        boolean simpler = !texts.isEmpty() && !texts.equals(components);
        return simpler ? Optional.of(with(texts)) : Optional.empty();
    }

    private static Stream<MessageTopLevelComponent> texts(MessageTopLevelComponent component) {
        return switch (component) {
            case TextDisplay text -> Stream.of(text);
            case Container container ->
                container.getComponents().stream()
                        .filter(TextDisplay.class::isInstance)
                        .map(TextDisplay.class::cast);
            default -> Stream.empty();
        };
    }

    public String payload() {
        try (MessageCreateData message = create(false)) {
            return message.toData().toString();
        }
    }

    MessageCreateData create(boolean silent) {
        return new MessageCreateBuilder()
                .useComponentsV2()
                .setComponents(components)
                .setAllowedMentions(List.of())
                .mentionRoles(role.stream().toArray())
                .mentionRepliedUser(false)
                .setSuppressedNotifications(silent)
                .build();
    }

    MessageEditData edit() {
        return new MessageEditBuilder()
                .useComponentsV2()
                .setComponents(components)
                .setAllowedMentions(List.of())
                .mentionRepliedUser(false)
                .build();
    }
}
