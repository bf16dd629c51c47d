/// (to be introduced)
@NullMarked
package dev.supercargo.kube.store;

import org.jspecify.annotations.NullMarked;
