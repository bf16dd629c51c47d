/// (to be introduced)
@NullMarked
package dev.supercargo.kube.apiserver;

import org.jspecify.annotations.NullMarked;
