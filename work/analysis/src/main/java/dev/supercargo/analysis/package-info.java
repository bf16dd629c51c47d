/// (to be introduced)
@NullMarked
package dev.supercargo.analysis;

import org.jspecify.annotations.NullMarked;
