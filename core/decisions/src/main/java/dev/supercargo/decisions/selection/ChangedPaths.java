package dev.supercargo.decisions.selection;

import java.util.List;
import java.util.Map;

/// Tells which paths commits changed against their first parents. It is asked only where paths matter, for
/// several commits at once.
@FunctionalInterface
public interface ChangedPaths<E extends Exception> {
    Map<String, List<String>> of(List<String> commits) throws E;
}
