package digestbot.library.archive;

import digestbot.database.Transaction;

/// Told of digests that shall reach subscribers; implemented by whoever delivers.
public interface PublicationListener {

    /// The digest is published: for the first time, or again after it was withdrawn. What the receiver writes is
    /// committed together with the digest, or not at all.
    ///
    /// @param digest the digest's number
    void published(Transaction transaction, long digest);

    /// Takes notice of a correction: readers see the newest revision of a published digest from now
    /// on. The revision is stored and committed with this, as above.
    ///
    /// @param digest the digest's number
    void corrected(Transaction transaction, long digest);

    /// Takes notice of a withdrawal from all readers; the digest may be published anew. Committed
    /// together, as above.
    ///
    /// @param digest the digest's number
    void withdrawn(Transaction transaction, long digest);

    /// Does work that may publish several digests, each in a transaction of its own, which readers shall get
    /// together: nothing is sent of the first ones before the last one is there.
    default void together(Runnable publishing) {
        publishing.run();
    }
}
