package digestbot.sandbox;

import digestbot.clientview.ClientRow;
import digestbot.clientview.MessageDecoration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A message of the bot or of a person, as the screen shows it now.
///
/// @param place the conversation that contains it
/// @param id the platform's message id
/// @param author the person who wrote it; empty for the bot
/// @param onlyFor the one person who sees it (an ephemeral message); empty if everybody does
/// @param inPlaceOf the message in whose place that person sees it
/// @param rows its lines, top to bottom
/// @param decoration the decoration of the rows
public record ShownMessage(
        SandboxPlace place,
        long id,
        Optional<SandboxPerson> author,
        Optional<SandboxPerson> onlyFor,
        List<ClientRow> rows,
        MessageDecoration decoration,
        OptionalLong inPlaceOf) {}
