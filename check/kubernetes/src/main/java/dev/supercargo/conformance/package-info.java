/// (to be introduced)
@NullMarked
package dev.supercargo.conformance;

import org.jspecify.annotations.NullMarked;
