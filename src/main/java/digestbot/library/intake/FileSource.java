package digestbot.library.intake;

/// Finds and reads the files of digests. May keep its caller waiting for as long as the disk does.
interface FileSource {

    /// Looks at all of it.
    ///
    /// @param progress called now and then while it goes on
    FolderListing list(Runnable progress);

    /// Reads at most `limit` + 1 bytes of the file.
    DigestFolder.Reading read(ScannedFile sighting, long limit);
}
