package dev.supercargo.kube.store;

import java.time.Duration;
import java.util.List;

/// The changes of a prefix in order of revision, each once, without gaps; for one reading thread.
public interface Watch extends AutoCloseable {
    /// Waits up to `patience` for changes and returns those that have come, perhaps none.
    ///
    /// @throws StoreException.Slow when the reader fell so far behind that changes were lost to it
    /// @throws StoreException.Closed when the watch or the store is closed
    List<Change> poll(Duration patience) throws InterruptedException;

    /// Every change up to this revision has been returned by [#poll].
    long seen();

    /// Ends the watch; may be called from any thread and wakes up [#poll].
    @Override
    void close();
}
