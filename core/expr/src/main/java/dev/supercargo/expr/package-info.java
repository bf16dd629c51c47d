/// (to be introduced)
@NullMarked
package dev.supercargo.expr;

import org.jspecify.annotations.NullMarked;
