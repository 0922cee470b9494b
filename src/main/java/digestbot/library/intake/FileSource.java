package digestbot.library.intake;

/// Finds and reads the files of digests. May block for as long as the disk does.
interface FileSource {

    /// Lists all candidate files.
    ///
    /// @param progress called regularly while the scan makes progress
    FolderListing list(Runnable progress);

    /// Reads at most `limit` + 1 bytes of the file.
    DigestFolder.ReadResult read(ScannedFile scannedFile, long limit);
}
