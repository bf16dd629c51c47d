/// (to be introduced)
@NullMarked
package dev.supercargo.access;

import org.jspecify.annotations.NullMarked;
