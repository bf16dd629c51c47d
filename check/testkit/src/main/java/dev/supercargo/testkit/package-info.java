/// (to be introduced)
@NullMarked
package dev.supercargo.testkit;

import org.jspecify.annotations.NullMarked;
