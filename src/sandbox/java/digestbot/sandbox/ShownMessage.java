package digestbot.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A message of the bot or of a person, as the screen shows it now. A person may see it in place of
/// another message.
public record ShownMessage(
        SandboxPlace place,
        long id,
        Optional<SandboxPerson> author,
        Optional<SandboxPerson> onlyFor,
        List<ClientRow> rows,
        List<ClientRow.Box> boxes,
        OptionalLong inPlaceOf) {}
