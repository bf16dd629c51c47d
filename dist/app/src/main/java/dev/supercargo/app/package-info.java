/// (to be introduced)
@NullMarked
package dev.supercargo.app;

import org.jspecify.annotations.NullMarked;
