package digestbot.api.push;

import digestbot.api.push.PushOutcome.PushedState;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.library.archive.FileContent;
import java.util.Optional;

/// A valid digest that was pushed.
record PushedDigest(FileContent content, Digest digest) {

    byte[] bytes() {
        return content.bytes();
    }

    DigestKey key() {
        return digest.key();
    }

    /// What the library knows of a digest that was pushed.
    ///
    /// @param lastPath the last file that had it; empty if it is new
    /// @param path the same, unless that file is known to have another digest now
    /// @param isSame whether its newest revision has the same content
    /// @param state its state
    record KnownDigest(Optional<String> lastPath, Optional<String> path, boolean isSame, PushedState state) {

        static final KnownDigest NONE =
                new KnownDigest(Optional.empty(), Optional.empty(), false, PushedState.RECEIVED);

        boolean exists() {
            return lastPath.isPresent();
        }

        /// The state of the content that was pushed; it may not be imported yet.
        PushedState stateOfSame() {
            return isSame ? state : PushedState.RECEIVED;
        }
    }
}
