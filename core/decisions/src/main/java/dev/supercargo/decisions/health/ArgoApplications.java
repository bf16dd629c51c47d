package dev.supercargo.decisions.health;

import dev.supercargo.meta.ObjectKey;
import java.util.Map;

/// Where Argo CD Applications can be looked up.
@FunctionalInterface
public interface ArgoApplications {
    Lookup find(ObjectKey key);

    /// What a look-up gave.
    sealed interface Lookup {
        /// The Application as stored.
        record Found(Map<String, Object> application) implements Lookup {}

        /// There is none of that name.
        record Missing() implements Lookup {}

        /// It could not be read.
        record Failed(String why) implements Lookup {}
    }
}
