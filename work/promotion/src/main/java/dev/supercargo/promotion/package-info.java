/// (to be introduced)
@NullMarked
package dev.supercargo.promotion;

import org.jspecify.annotations.NullMarked;
