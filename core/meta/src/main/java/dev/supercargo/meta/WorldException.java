package dev.supercargo.meta;

/// The world failed (not the program): the one exception that adapters in `world` and `kube/client` throw.
public final class WorldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public WorldException(Failure failure) {
        super(failure.what());
        this.failure = failure;
    }

    public WorldException(Failure failure, Throwable cause) {
        super(failure.what(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
