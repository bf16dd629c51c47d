package dev.supercargo.kube.apiserver.controllers;

import dev.supercargo.kube.apiserver.GroupResource;

/// An object, by where it is.
record ObjectRef(GroupResource resource, String namespace, String name) {
    @Override
    public String toString() {
        return resource + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
