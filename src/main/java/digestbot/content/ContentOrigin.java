package digestbot.content;

import digestbot.digest.DigestView;

/// The inputs from which content about a digest was created. They are stored instead of the
/// content, which can be recreated from them.
public record ContentOrigin(long digest, int revision, DigestView view, Reader reader, ViewAdditions additions) {

    public ContentOrigin(long digest, int revision, DigestView view, Reader reader) {
        this(digest, revision, view, reader, ViewAdditions.NONE);
    }

    ContentOrigin withAdditions(ViewAdditions more) {
        return new ContentOrigin(digest, revision, view, reader, additions.and(more));
    }
}
