package digestbot.sandbox.discord.rules;

import digestbot.clientview.ImageSize;
import java.util.Optional;

/// An uploaded file.
///
/// @param id the id of the attachment
/// @param pixels the size of a picture; empty for other files
public record Upload(long id, String name, long bytes, Optional<ImageSize> pixels) {}
