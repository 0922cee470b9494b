package digestbot.library;

import digestbot.database.Transaction;

/// Told of digests that shall reach subscribers; implemented by whoever delivers.
public interface Publications {

    /// The digest is published for the first time. What the receiver writes is committed together with the
    /// digest, or not at all.
    ///
    /// @param digest the digest's number
    void published(Transaction transaction, long digest);
}
