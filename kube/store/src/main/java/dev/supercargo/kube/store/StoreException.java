package dev.supercargo.kube.store;

/// The store cannot do what was asked: the disk is full, the folder is taken, the store is closed.
public sealed class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /// History that was asked for is forgotten.
    public static final class Compacted extends StoreException {
        private static final long serialVersionUID = 1L;
        private final long floor;

        Compacted(long wanted, long floor) {
            super("revision " + wanted + " is compacted; the oldest is " + floor);
            this.floor = floor;
        }

        /// The oldest revision that may be named.
        public long floor() {
            return floor;
        }
    }

    /// A revision that does not exist yet.
    public static final class Future extends StoreException {
        private static final long serialVersionUID = 1L;
        private final long current;

        Future(long wanted, long current) {
            super("revision " + wanted + " lies in the future; the newest is " + current);
            this.current = current;
        }

        /// The newest revision.
        public long current() {
            return current;
        }
    }

    /// A watch's reader fell too far behind; it may watch again from `lastReturned` + 1.
    public static final class Slow extends StoreException {
        private static final long serialVersionUID = 1L;
        private final long lastReturned;

        Slow(long lastReturned) {
            super("the reader of this watch is too slow; last revision read: " + lastReturned);
            this.lastReturned = lastReturned;
        }

        /// The last revision that the reader has got.
        public long lastReturned() {
            return lastReturned;
        }
    }

    /// The watch or the store is closed.
    public static final class Closed extends StoreException {
        private static final long serialVersionUID = 1L;

        Closed(String what) {
            super(what + " is closed");
        }
    }
}
