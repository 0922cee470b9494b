package digestbot.console;

import digestbot.audience.Platform;
import digestbot.content.Content;
import digestbot.content.views.DigestViews;
import digestbot.delivery.rendering.RevisionMessages.WebPages;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.Withdrawals;
import java.util.List;
import java.util.function.BiFunction;

/// What shows digests and decides about them.
///
/// @param messages cuts content into a platform's messages
public record DigestServices(
        DigestViews views,
        WebPages webPages,
        HeldDigests held,
        Withdrawals withdrawals,
        BiFunction<Platform, Content, List<Content>> messages) {}
