package digestbot.sandbox.discord;

import digestbot.sandbox.Pixels;
import java.util.Optional;

/// A file that came with a request.
///
/// @param id the id that it has as an attachment
/// @param pixels how large it is, if it is a picture
record Upload(long id, String name, long bytes, Optional<Pixels> pixels) {}
