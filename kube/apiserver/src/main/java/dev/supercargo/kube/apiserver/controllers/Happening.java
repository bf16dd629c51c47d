package dev.supercargo.kube.apiserver.controllers;

import dev.supercargo.kube.apiserver.registry.Shown;
import dev.supercargo.kube.apiserver.resources.Resource;
import java.util.Optional;

/// A change of an object, as controllers see it: `now` is empty for a deletion, `before` for a creation.
record Happening(Resource resource, ObjectRef ref, Optional<Shown> now, Optional<Shown> before) {}
