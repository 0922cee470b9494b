package digestbot.sandbox;

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
/// @param boxes the boxes around rows, top to bottom
public record ShownMessage(
        SandboxPlace place,
        long id,
        Optional<SandboxPerson> author,
        Optional<SandboxPerson> onlyFor,
        List<ClientRow> rows,
        List<ClientRow.Box> boxes,
        OptionalLong inPlaceOf) {}
