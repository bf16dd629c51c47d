/// (to be introduced)
@NullMarked
package dev.supercargo.decisions;

import org.jspecify.annotations.NullMarked;
