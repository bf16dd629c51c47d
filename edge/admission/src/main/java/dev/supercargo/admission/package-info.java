/// (to be introduced)
@NullMarked
package dev.supercargo.admission;

import org.jspecify.annotations.NullMarked;
