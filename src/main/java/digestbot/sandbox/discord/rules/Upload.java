package digestbot.sandbox.discord.rules;

import digestbot.clientview.ImageSize;
import java.util.Optional;

/// A file that came with a request.
///
/// @param id the id that it has as an attachment
/// @param pixels how large it is, if it is a picture
public record Upload(long id, String name, long bytes, Optional<ImageSize> pixels) {}
