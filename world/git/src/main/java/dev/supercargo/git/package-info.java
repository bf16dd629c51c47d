/// (to be introduced)
@NullMarked
package dev.supercargo.git;

import org.jspecify.annotations.NullMarked;
