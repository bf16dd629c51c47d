package dev.supercargo.app;

import dev.supercargo.controllers.shard.Shard;
import java.util.Map;

/// How controllers are to work.
///
/// @param data where mirrors and work directories are
/// @param environment the settings that come as environment variables
/// @param home the namespace of the components
/// @param shard which objects the controller looks after
///
/// A setting that cannot be read is a [UserError] here, before anything is started.
public record ControlSettings(DataFolder data, Map<String, String> environment, String home, Shard shard) {
    public ControlSettings {
        environment = new Variables(environment).checked().environment();
    }

    /// The environment variables that are numbers, durations or choices.
    public Variables variables() {
        return new Variables(environment);
    }
}
