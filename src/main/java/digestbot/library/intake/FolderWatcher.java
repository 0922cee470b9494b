package digestbot.library.intake;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports file-system events in the folders as soon as they occur, if the file system supports
/// that. It is only an optimisation: the folder is scanned periodically anyway, so every failure
/// here is merely logged.
public final class FolderWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatcher.class);

    private final Runnable wake;
    private final @Nullable WatchService service;
    private final Map<Path, Watched> watched = new HashMap<>();
    private boolean failureLogged;

    private record Watched(Optional<Object> identity, WatchKey key) {}

    private FolderWatcher(Runnable wake, @Nullable WatchService service) {
        this.wake = wake;
        this.service = service;
    }

    /// `wake` is called on another thread after every event, including overflows.
    public static FolderWatcher start(Runnable wake) {
        FolderWatcher watch = new FolderWatcher(wake, service());
        if (watch.service != null) {
            WatchService service = watch.service;
            Thread.ofVirtual().name("folder-watch").start(() -> watch.follow(service));
        }
        return watch;
    }

    private static @Nullable WatchService service() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | RuntimeException e) {
            LOG.info("no file-system events ({}): scanning the digest folder instead", e.getMessage());
            return null;
        }
    }

    /// Watches exactly these folders. Calls `wake` if one of them is new, because something may
    /// have changed in it since the scan. A different file key means that the folder was replaced.
    public synchronized void watchOnly(Map<Path, Optional<Object>> folders) {
        if (service == null) {
            return;
        }
        watched.entrySet().removeIf(entry -> forgotten(entry.getKey(), entry.getValue(), folders));
        boolean more = false;
        for (var folder : folders.entrySet()) {
            if (!watched.containsKey(folder.getKey())) {
                more |= add(service, folder.getKey(), folder.getValue());
            }
        }
        if (more) {
            wake.run();
        }
    }

    private static boolean forgotten(Path path, Watched old, Map<Path, Optional<Object>> folders) {
        boolean same = old.key().isValid() && old.identity().equals(folders.get(path));
        if (!same) {
            old.key().cancel();
        }
        return !same;
    }

    private boolean add(WatchService service, Path folder, Optional<Object> identity) {
        try {
            WatchKey key = folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            watched.put(folder, new Watched(identity, key));
            return true;
        } catch (IOException | RuntimeException e) {
            if (!failureLogged) {
                LOG.info("no file-system events from {} ({}): scanning it instead", folder, e.getMessage());
                failureLogged = true;
            }
            return false;
        }
    }

    private void follow(WatchService service) {
        try {
            while (true) {
                WatchKey key = service.take();
                key.pollEvents();
                key.reset();
                wake.run();
            }
        } catch (ClosedWatchServiceException _) {
            // the watcher was closed
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (service != null) {
            try {
                service.close();
            } catch (IOException e) {
                LOG.debug("closing the folder watch failed", e);
            }
        }
    }
}
